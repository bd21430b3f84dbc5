"""The side-by-side table: the first thing a steering group sees."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from identiteitslab.decision.conclusion import conclude
from identiteitslab.text.chances import count, word
from identiteitslab.text.lookup import Lang, say
from identiteitslab.text.numbers import date, number

if TYPE_CHECKING:
    from identiteitslab.decision.evaluation import Evaluation, Standing
    from identiteitslab.scoring.minimums import MinimumResult

COLUMNS = ("solution", "minimums", "score", "first", "evidence")
SHOWN_OPEN = 3


def heading(evaluation: Evaluation, lang: Lang) -> str:
    """Give the title and the conclusion."""
    title = escape(say("dashboard.compare_title", lang))
    conclusion = escape(conclude(evaluation, lang))
    return f'<div class="lab"><h1>{title}</h1><p class="lab-conclusion">{conclusion}</p></div>'


def table(evaluation: Evaluation, lang: Lang) -> str:
    """Give the table of all solutions; those that fail stand apart at the bottom.

    Roles are written out: a narrow screen stacks the cells, and browsers then forget the table.
    """
    caption = escape(say("dashboard.caption", lang))
    widths = "".join(f'<col class="lab-{name}">' for name in COLUMNS)
    head = "".join(
        f'<th scope="col" role="columnheader">{_head(name, lang)}</th>' for name in COLUMNS
    )
    rows, out_before = [], False
    for standing in evaluation.standings:
        out = standing.outcome == "failed"
        rows.append(_row(evaluation, standing, lang, first_out=out and not out_before))
        out_before = out
    return (
        f'<div class="lab lab-scroll" role="region" tabindex="0" aria-label="{caption}">'
        f'<table role="table"><caption>{caption}</caption><colgroup>{widths}</colgroup>'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{"".join(rows)}</tbody></table></div>'
    )


def reading_help(lang: Lang) -> str:
    """Give the plain explanation of what the table shows."""
    items = "".join(f"<li>{escape(say(f'dashboard.read_{n}', lang))}</li>" for n in range(1, 5))
    title = escape(say("dashboard.read_title", lang))
    return f'<div class="lab"><h2>{title}</h2><ul>{items}</ul></div>'


def stamp(evaluation: Evaluation, lang: Lang) -> str:
    """Give what the comparison was made from."""
    question, coverage, catalogue = evaluation.question, evaluation.coverage, evaluation.catalogue
    until = date(coverage.until, lang) if coverage.until else say("cli.no_date", lang)
    text = say(
        "dashboard.stamp",
        lang,
        context=catalogue.contexts[question.context].name.in_(lang).lower(),
        profile=catalogue.profiles[question.profile].name.in_(lang).lower(),
        gemeenten=number(coverage.gemeenten, lang),
        participants=number(coverage.participants, lang),
        until=until,
        criteria=evaluation.criteria_digest[:12],
        measurements=evaluation.data_version[:12],
        id=evaluation.id,
    )
    return f'<p class="lab lab-stamp">{escape(text)}</p>'


def _head(name: str, lang: Lang) -> str:
    label = escape(say(f"cli.column_{name}", lang))
    if name != "score":
        return label
    worse, better = (escape(say(f"dashboard.{end}", lang)) for end in ("worse", "better"))
    return f'{label}<div class="lab-ends"><span>0 {worse}</span><span>{better} 100</span></div>'


def _row(evaluation: Evaluation, standing: Standing, lang: Lang, *, first_out: bool) -> str:
    about = evaluation.catalogue.solutions[standing.solution]
    classes = ["lab-out"] * (standing.outcome == "failed") + ["lab-first-out"] * first_out
    description = f'<div class="lab-quiet">{escape(about.description.in_(lang))}</div>'
    header = f'<th scope="row" role="rowheader">{escape(about.name.in_(lang))}{description}</th>'
    contents = (
        _minimums(evaluation, standing, lang),
        _score(standing, lang),
        _first(standing, lang),
        _evidence(standing, lang),
    )
    cells = "".join(
        f'<td role="cell" data-label="{escape(say(f"cli.column_{name}", lang))}">{content}</td>'
        for name, content in zip(COLUMNS[1:], contents, strict=True)
    )
    return f'<tr role="row" class="{" ".join(classes)}">{header}{cells}</tr>'


def _minimums(evaluation: Evaluation, standing: Standing, lang: Lang) -> str:
    sign = say(f"outcome_sign.{standing.outcome}", lang)
    label = escape(say(f"outcome.{standing.outcome}", lang))
    status = f'<span class="lab-status lab-{standing.outcome}">{sign} {label}</span>'
    named = standing.failing or standing.open
    names = ", ".join(_name(evaluation, m, lang) for m in named[:SHOWN_OPEN])
    if len(named) > SHOWN_OPEN:
        names = say("dashboard.and_more", lang, names=names, count=len(named) - SHOWN_OPEN)
    return f'{status}<div class="lab-quiet">{escape(names)}</div>'


def _name(evaluation: Evaluation, result: MinimumResult, lang: Lang) -> str:
    return evaluation.catalogue.indicators[result.indicator].name.in_(lang)


def _score(standing: Standing, lang: Lang) -> str:
    low, mean, high = standing.score
    numbers = [number(x, lang) for x in (mean, low, high)]
    shown = escape(say("cli.score", lang, mean=numbers[0], low=numbers[1], high=numbers[2]))
    return (
        f'<span class="lab-number">{shown}</span><div class="lab-axis" aria-hidden="true">'
        f'<div class="lab-range" style="left:{low:.1f}%;width:{high - low:.1f}%"></div>'
        f'<div class="lab-mark" style="left:{mean:.1f}%"></div></div>'
    )


def _first(standing: Standing, lang: Lang) -> str:
    if standing.first is None:
        return f'<span class="lab-quiet">{escape(say("cli.out", lang))}</span>'
    counted, told = escape(count(standing.first, lang)), escape(word(standing.first, lang))
    return f'<span class="lab-number">{counted}</span><div class="lab-quiet">{told}</div>'


def _evidence(standing: Standing, lang: Lang) -> str:
    share = 100 * standing.evidence
    told = escape(say("dashboard.measured", lang, share=number(share, lang)))
    bar = f'<div class="lab-bar" aria-hidden="true"><span style="width:{share:.0f}%"></span></div>'
    return f"{told}{bar}"
