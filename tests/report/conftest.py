"""Reports to look at, made once; and an evaluation whose names would like to be something else."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from types import SimpleNamespace

import pytest

from identiteitslab.criteria.words import Words
from identiteitslab.decision.log.decision import (
    Action,
    Answer,
    Choice,
    Draft,
    Owner,
    decided,
    freeze,
)
from identiteitslab.decision.log.ledger import Kept
from identiteitslab.report.answers import work_out
from identiteitslab.report.files import Report
from identiteitslab.text.lookup import LANGUAGES

HEAD = "c0ffee" * 10 + "beef"
NAUGHTY = (
    '#read("/etc/passwd") *vet* $x$ @label `code` \\ //',
    "</svg></style><script>alert(1)</script><img src=x onerror=alert(1)>",
    '=HYPERLINK("http://example.org")',
    "+1\x00\x07\x1b[31m\u202egnirts\u2028{naam} %s",
    "日本語 😀 \ue000 \U0010fffe e\u0301",
    "W" * 10_000,
)


@pytest.fixture(scope="session")
def answers(evaluation):
    return work_out(evaluation)


@pytest.fixture(scope="session")
def reports(evaluation, answers):
    """Give every report by kind and language."""
    return {
        (kind, lang): Report(evaluation, kind, lang, head=HEAD, answers=answers)
        for kind in ("note", "full")
        for lang in LANGUAGES
    }


@pytest.fixture(scope="session")
def made(reports):
    """Make a file once, whoever asks for it."""
    kept = {}

    def make(kind, lang, form):
        key = (kind, lang, form)
        if key not in kept:
            kept[key] = reports[kind, lang].make(form)
        return kept[key]

    return make


def renamed(evaluation, names):
    """Give solutions other names and descriptions."""
    known = evaluation.catalogue.solutions
    words = [Words.model_construct(nl=name, en=name) for name in names]
    changed = {
        id_: about.model_copy(update={"name": word, "description": word})
        for (id_, about), word in zip(known.items(), words, strict=True)
    }
    catalogue = evaluation.catalogue.model_copy(update={"solutions": changed})
    return replace(evaluation, catalogue=catalogue)


@pytest.fixture(scope="session")
def decisions(evaluation):
    """Give a decision in which every text would like to be something else."""
    bad = " ".join(NAUGHTY[:5])
    yes = Answer(answer="yes", note=NAUGHTY[1])
    draft = Draft(
        question=bad,
        options=("dijkpas", "zeemeeuw"),
        choice=Choice(verdict="choose", solutions=("dijkpas",)),
        reason=NAUGHTY[5],
        owner=Owner(role=NAUGHTY[0], body=NAUGHTY[1]),
        phase="evalueren",
        gate={"no-such-question": yes},
        grounds={"willen": yes},
        deviation=NAUGHTY[2],
        override=NAUGHTY[3],
        actions=(Action(text=NAUGHTY[2], owner=NAUGHTY[4], by=dt.date(2027, 3, 1)),),
    )
    decision = decided(draft, freeze(evaluation, 7, HEAD))
    moment = dt.datetime(2027, 2, 1, 9, tzinfo=dt.UTC)
    return (Kept(7, moment, "local", decision, done={1: dt.date(2027, 2, 20)}),)


@pytest.fixture(scope="session")
def naughty(evaluation, answers, decisions):
    """Give the full report of solutions with names that would like to be something else."""
    changed = renamed(evaluation, NAUGHTY)
    report = Report(changed, "full", "nl", answers=answers, decisions=decisions)
    note = Report(changed, "note", "nl", decisions=decisions)
    return SimpleNamespace(report=report, note=note)
