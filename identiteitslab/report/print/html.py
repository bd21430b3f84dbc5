"""The report as one page that needs nothing else: no script, no network, no style but its own.

It carries its own policy, by which a browser refuses everything that is not in the page.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import partial
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from identiteitslab.figures.names import clean
from identiteitslab.report.content import Items, Picture, Table, Text
from identiteitslab.text.lookup import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from identiteitslab.report.content import Block, Column, Content, Section
    from identiteitslab.text.lookup import Lang


def html(content: Content) -> bytes:
    """Print as HTML; the same content gives the same bytes."""
    style = files("identiteitslab.report.print").joinpath("report.css").read_text("utf-8")
    style += _every_page(content.band) if content.band else ""
    band = _tag("div", content.band, class_="band", role="note") if content.band else ""
    body = band + _main(content) + _tag("footer", inside=_quiet(content.stamp))
    head = (
        '<meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy(style)}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"{_tag('title', content.title)}<style>{style}</style>"
    )
    page = f'<!doctype html>\n<html lang="{content.lang}"><head>{head}</head><body>{body}</body>'
    return f"{page}</html>\n".encode()


def policy(style: str) -> str:
    """Give the policy that allows this style and nothing more."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _every_page(band: str) -> str:
    """Write the style that says the same at the top of every printed page."""
    words = re.sub(r'[<>"\\\x00-\x1f]', "", band)
    return f'@page {{ @top-left {{ content: "{words}"; font: bold 9pt sans-serif; }} }}\n'


def _main(content: Content) -> str:
    inside = (
        _tag("h1", content.title)
        + _quiet(content.subtitle)
        + _tag("p", content.lead, class_="lead")
        + (_contents(content) if content.kind == "full" else "")
        + "".join(
            _section(one, 2, content.lang, f"s{number}")
            for number, one in enumerate(content.sections, 1)
        )
    )
    return _tag("main", inside=inside)


def _contents(content: Content) -> str:
    label = say("report.contents", content.lang)
    items = "".join(
        _tag("li", inside=_tag("a", one.title, href=f"#s{number}"))
        for number, one in enumerate(content.sections, 1)
    )
    return _tag("nav", inside=_tag("h2", label) + _tag("ul", inside=items), aria_label=label)


def _section(section: Section, level: int, lang: Lang, id_: str = "") -> str:
    blocks = "".join(_block(one, level, section.title, lang) for one in section.blocks)
    parts = "".join(_section(one, level + 1, lang) for one in section.parts)
    return _tag("section", inside=_tag(f"h{level}", section.title, id=id_) + blocks + parts)


def _block(block: Block, level: int, above: str, lang: Lang) -> str:
    match block:
        case Text():
            return _tag("p", block.text, class_=block.tone)
        case Items():
            return _tag("ul", inside=_each("li", block.items))
        case Table():
            return _table(block)
        case Picture():
            return _picture(block, level, above, lang)


def _picture(picture: Picture, level: int, above: str, lang: Lang) -> str:
    figure = picture.figure
    # A browser shows the drawing that fits its colours, and hides the other from everybody.
    drawings = _tag("div", inside=figure.svg("light"), class_="light")
    drawings += _tag("div", inside=figure.svg("dark"), class_="dark")
    reading = f"{say('report.reading', lang)} {figure.reading}"
    return (
        (_tag(f"h{level + 1}", figure.title) if figure.title != above else "")
        + _tag("p", figure.conclusion, class_="strong conclusion")
        + _tag("figure", inside=drawings, class_="scroll", tabindex="0")
        + _tag("p", reading, class_="note")
        + _table(picture.table)
    )


def _table(table: Table) -> str:
    head = "".join(
        _tag("th", one.name, scope="col", class_="right" if one.right else "")
        for one in table.columns
    )
    body = "".join(
        _row((cell.text for cell in row), table.columns, _standing(table, at))
        for at, row in enumerate(table.rows)
    )
    inside = (
        _tag("caption", table.title)
        + _tag("thead", inside=_tag("tr", inside=head))
        + _tag("tbody", inside=body)
    )
    framed = _tag("div", inside=_tag("table", inside=inside), class_="scroll", role="region",
                  tabindex="0", aria_label=table.title)  # fmt: skip
    return framed + (_tag("p", table.note, class_="note") if table.note else "")


def _standing(table: Table, at: int) -> str:
    """Mark rows of solutions that no longer take part."""
    if table.apart < 0 or at < table.apart:
        return ""
    return "out apart" if at == table.apart else "out"


def _row(cells: Iterable[str], columns: tuple[Column, ...], class_: str) -> str:
    first, *rest = cells
    name = _tag("th", first, scope="row", class_="right" if columns[0].right else "")
    others = (
        _tag("td", text, class_="right" if column.right else "range" * bool(column.parts))
        for text, column in zip(rest, columns[1:], strict=True)
    )
    return _tag("tr", inside=name + "".join(others), class_=class_)


def _each(name: str, texts: Iterable[str]) -> str:
    return "".join(map(partial(_tag, name), texts))


def _quiet(text: str) -> str:
    return _tag("p", text, class_="quiet")


def _tag(name: str, text: str = "", *, inside: str = "", **attributes: str) -> str:
    """Write an element; ``text`` is escaped, ``inside`` is HTML already."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(clean(value))}"'
        for key, value in attributes.items()
        if value
    )
    return f"<{name}{given}>{inside}{escape(clean(text))}</{name}>"
