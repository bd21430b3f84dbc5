"""The account: everything that is needed to check a report, and every number in it."""

from __future__ import annotations

import json
from importlib import import_module

import pytest

from identiteitslab.text.lookup import LANGUAGES, say

EVERY = [(kind, lang) for kind in ("note", "full") for lang in LANGUAGES]


@pytest.fixture(params=EVERY, ids="-".join)
def both(request, reports, made):
    return reports[request.param].content, json.loads(made(*request.param, "json"))


def test_every_number_of_the_report_is_in_it(both):
    content, told = both
    kept = {table["id"]: table for table in told["report"]["tables"]}
    for table in content.tables():
        for row, again in zip(table.rows, kept[table.id]["rows"], strict=True):
            for cell, other in zip(row, again, strict=True):
                numbers = other["numbers"] if isinstance(other, dict) else []
                text = other["text"] if isinstance(other, dict) else other
                assert (text, tuple(numbers)) == (cell.text, cell.numbers)


def test_every_number_names_where_it_comes_from(both):
    for table in both[1]["report"]["tables"]:
        module, _, name = table["from"].rpartition(".")
        assert hasattr(import_module(module), name)


def test_it_names_what_it_was_made_from(both, evaluation):
    _, told = both
    assert told["made_from"] == {
        "criteria": evaluation.criteria_digest,
        "measurements": evaluation.data_version,
        "code": evaluation.code_version,
    }
    assert told["question"]["seed"] == evaluation.question.seed
    assert told["weights"] == evaluation.weights
    assert sum(told["theme_weights"].values()) == pytest.approx(1)
    assert {"python", "numpy", "scipy", "typst"} <= set(told["versions"])
    assert len(told["log_head"]) == 64


def test_it_holds_conclusion_and_descriptions(both):
    content, told = both
    assert told["report"]["conclusion"] == content.lead
    assert [one["description"] for one in told["report"]["figures"]] == [
        figure.alt for figure in content.figures()
    ]


def test_made_up_data_say_so(both):
    content, told = both
    assert told["notice"][content.lang] == say("fictitious.band", content.lang)


def test_odd_texts_come_through_whole(naughty):
    told = json.loads(naughty.report.make("json"))
    names = {one["name"]["nl"] for one in told["solutions"]}
    assert "W" * 10_000 in names
    assert "<script>" in json.dumps(told["report"]["tables"])
