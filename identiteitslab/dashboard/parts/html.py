"""Markup that is safe by construction: a plain text is escaped, and only `tag` makes markup."""

from __future__ import annotations

from html import escape

EMPTY = frozenset({"br", "col", "img"})
"""Elements without an end."""


class Html(str):
    """Text that is markup already."""

    __slots__ = ()


NOTHING = Html("")


def tag(name: str, *inside: str, **attributes: str | bool | None) -> Html:
    """Make an element.

    Parameters
    ----------
    name
        The element.
    inside
        What stands in it, in order; a plain text is escaped, `Html` is not.
    attributes
        ``class_`` stands for class and ``data_label`` for data-label; True gives an attribute
        without a value; None and False leave it out.
    """
    given = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in EMPTY:
        return Html(f"<{name}{given}>")
    return Html(f"<{name}{given}>{join(*inside)}</{name}>")


def join(*parts: str) -> Html:
    """Put pieces after each other; a plain text among them is escaped."""
    return Html("".join(part if isinstance(part, Html) else escape(part) for part in parts))


def block(*inside: str, class_: str = "") -> Html:
    """Make one piece of a page, in the colours and letters of the lab."""
    return tag("div", *inside, class_=f"lab {class_}".strip())


def _attribute(key: str, value: str | bool | None) -> str:
    name = key.rstrip("_").replace("_", "-")
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{escape(value)}"'
