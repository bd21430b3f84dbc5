"""Text for plotly, which reads some HTML and LaTeX: names from outside may hold neither."""

from __future__ import annotations

_SIGNS = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "&#36;"}


def plain(text: str) -> str:
    """Write a text so that plotly shows it sign by sign; a new line stays one."""
    shown = "".join(_SIGNS.get(sign, sign) for sign in text)
    return shown.replace("\n", "<br>")


def bold(text: str) -> str:
    """Write a text in bold."""
    return f"<b>{plain(text)}</b>"
