"""``explain --against``: two solutions on what was measured, and a margin."""

import pytest


@pytest.mark.parametrize(("lang", "word"), [("nl", "Verschil"), ("en", "Difference")])
def test_it_tells_the_difference_and_where_it_was_measured(ask, lab, lang, word):
    ran = ask(
        "explain", "dijkpas", "login-success", "--against", "stroopkoek",
        "--margin", "5", "--lang", lang, "--lab", lab.root,
    )  # fmt: skip
    assert ran.code == 0
    assert word in ran.out
    assert "Goes" not in ran.err


def test_a_criterion_gives_all_its_indicators(ask, lab):
    ran = ask("explain", "dijkpas", "task-time", "--against", "zeemeeuw", "--lab", lab.root)
    inside = lab.catalogue.by_id["task-time"].indicators
    assert ran.code == 0
    assert all(one.name.nl in ran.out for one in inside.values())


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (("login-success", "--margin", "5"), "margin-needs-indicator"),
        (("task-time", "--against", "zeemeeuw", "--margin", "5"), "margin-needs-indicator"),
        (("login-success", "--against", "stroopkoek", "--margin", "0"), "margin-impossible"),
        (("login-success", "--against", "stroopkoek", "--margin", "500"), "margin-impossible"),
        (("login-success", "--against", "stroopkok"), "unknown-solution"),
    ],
)
def test_wrong_questions_are_refused(ask, lab, asked, code):
    ran = ask("explain", "dijkpas", *asked, "--lab", lab.root)
    assert ran.code == 2
    assert f"[{code}]" in ran.err
