"""Decisions on the page: from form to receipt, what moved since, and names that stay names."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import time

import pytest

from identiteitslab.access.claims import GEMEENTE_CLAIM, ROLE_CLAIM
from identiteitslab.decision.log.decision import Action, Answer, Choice, Draft, Owner
from identiteitslab.lab.deciding import decide, decisions
from identiteitslab.lab.lab import Lab
from identiteitslab.lab.place import make_lab
from identiteitslab.text.lookup import LANGUAGES, say

DUE = dt.date(2999, 1, 1)
NAUGHTY = '<script>alert(1)</script> "><img src=x onerror=alert(1)> {naam} %s =HYPERLINK(1)'


def draft(evaluation, **said):
    phases = evaluation.catalogue.phases
    solutions = tuple(one.solution for one in evaluation.standings)
    usual = {
        "question": "Welke oplossing nemen wij?",
        "options": solutions,
        "choice": Choice(verdict="choose", solutions=solutions[:1]),
        "reason": "Zij staat vooraan.",
        "owner": Owner(role="wethouder dienstverlening", body="college van B en W"),
        "phase": "evalueren",
        "gate": dict.fromkeys(phases.gate("evalueren"), Answer(answer="yes")),
        "grounds": dict.fromkeys(phases.grounds, Answer(answer="yes")),
        "actions": (Action(text="Meet opnieuw", owner="projectleider", by=DUE),),
    }
    return Draft(**(usual | said))


@pytest.fixture(scope="module")
def three(tmp_path_factory):
    """Give a lab with three uploads; look, do not touch."""
    lab = Lab.open(make_lab(tmp_path_factory.mktemp("three") / "lab", examples=True))
    for path in [p for p in lab.examples if p.suffix == ".csv"][:3]:
        lab.add(lab.check(path.name, path.read_bytes()))
    return lab


@pytest.fixture(scope="module")
def seen(three):
    return three.evaluate()


@pytest.fixture
def filled(three, tmp_path):
    """Give a copy of that lab to change."""
    return Lab.open(shutil.copytree(three.root, tmp_path / "lab"))


def field(page, kind, label, place=0):
    found = [one for one in getattr(page, kind) if one.label == say(label, "nl")]
    return found[place]


def fill(page, evaluation, **texts):
    """Fill in the form with a sound decision, or with other texts."""
    first = evaluation.leader.solution
    said = {
        "question": "Welke oplossing nemen wij?",
        "role": "wethouder dienstverlening",
        "body": "college van B en W",
        "text": "Meet opnieuw",
    } | {name: text for name, text in texts.items() if name not in ("reason", "deviation")}
    for name, text in said.items():
        field(page, "text_input", f"decisions.field.{name}").input(text)
    field(page, "text_input", "page.decisions.action_owner").input("projectleider")
    field(page, "text_area", "page.decisions.label_reason").input(texts.get("reason", "Vooraan."))
    field(page, "text_area", "page.decisions.label_deviation").input(texts.get("deviation", ""))
    field(page, "multiselect", "decisions.field.chosen").set_value([first])
    for one in page.radio:
        if one.options == [say(f"decisions.reply.{r}", "nl") for r in ("yes", "no", "unknown")]:
            one.set_value("yes")
    return page


def press(page, label):
    return next(b for b in page.button if b.label == say(label, "nl")).click().run()


def user(role, **claims):
    return {ROLE_CLAIM: role, "exp": time.time() + 600, **claims}


def test_a_decision_is_kept_once_with_a_receipt(visit, shown, filled, seen) -> None:
    page = fill(visit(filled, "besluiten"), seen)
    page = press(page, "page.decisions.keep")
    page.run()
    assert not page.exception
    (kept,) = decisions(filled).kept
    html = shown(page)
    assert say("page.decisions.kept", "nl", number=kept.number) in html
    with filled.store() as store:
        assert store.head() in html
    assert kept.decision.question == "Welke oplossing nemen wij?"
    assert kept.decision.choice.solutions == (seen.leader.solution,)
    assert kept.decision.evaluation.id == seen.id
    assert [one.text for one in kept.decision.actions] == ["Meet opnieuw"]
    assert set(kept.decision.gate) == set(seen.catalogue.phases.gate("evalueren"))
    assert say("page.decisions.still", "nl") in html


def test_the_same_form_twice_is_one_decision(visit, shown, filled, seen) -> None:
    for _ in range(2):
        page = press(fill(visit(filled, "besluiten"), seen), "page.decisions.keep")
    assert not page.exception
    (kept,) = decisions(filled).kept
    assert say("page.decisions.again", "nl", number=kept.number) in shown(page)


def test_all_faults_are_told_by_the_names_of_the_page(visit, shown, filled) -> None:
    page = press(visit(filled, "besluiten"), "page.decisions.keep")
    html = shown(page)
    assert not page.exception
    assert say("page.decisions.refused", "nl") in html
    for name in ("question", "reason", "role", "body", "choice"):
        assert f"<li>{say(f'decisions.field.{name}', 'nl')}: " in html
    assert "decision-answer-missing" in html
    assert filled.catalogue.phases.grounds["mogen"].question.nl in html
    assert decisions(filled).kept == ()


def test_a_person_is_not_named(visit, shown, filled, seen) -> None:
    page = fill(visit(filled, "besluiten"), seen, role="Jan de Vries")
    html = shown(press(page, "page.decisions.keep"))
    assert "decision-personal" in html
    assert "Jan de Vries" not in html
    assert decisions(filled).kept == ()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_decision_in_full(visit, shown, filled, seen, lang) -> None:
    number = decide(filled, draft(seen), seen).number
    html = shown(visit(filled, "besluiten", lang=lang, besluit=str(number)))
    for part in ("question", "looked", "decided"):
        assert say(f"page.decisions.part_{part}", lang) in html
    assert seen.id in html
    assert seen.criteria_digest[:12] in html
    assert "wethouder dienstverlening, college van B en W" in html
    assert filled.catalogue.phases.gate("evalueren")["people"].in_(lang) in html
    assert "Meet opnieuw" in html


def test_what_moved_since_is_shown(visit, shown, filled, seen) -> None:
    decide(filled, draft(seen), seen)
    for path in [p for p in filled.examples if p.suffix == ".csv"][3:6]:
        filled.add(filled.check(path.name, path.read_bytes()))
    html = shown(visit(filled, "besluiten"))
    assert say("page.decisions.moved_one", "nl") in html
    assert say("page.decisions.moved_since", "nl") in html
    assert say("cli.decisions.other_measurements_now", "nl") in html
    assert re.search(r"score \d+ → \d+", html)


def test_a_correction_begins_with_what_it_replaces(visit, shown, filled, seen) -> None:
    first = decide(filled, draft(seen, reason="Vanwege de kosten."), seen).number
    page = visit(filled, "besluiten")
    field(page, "selectbox", "page.decisions.corrects").set_value(first).run()
    assert field(page, "text_area", "page.decisions.label_reason").value == "Vanwege de kosten."
    field(page, "text_area", "page.decisions.label_reason").input("Vanwege de veiligheid.")
    page = press(page, "page.decisions.keep")
    assert not page.exception
    old, new = decisions(filled).kept
    assert (old.replaced_by, new.decision.replaces) == (new.number, first)
    assert new.decision.model_copy(
        update={"reason": old.decision.reason, "replaces": None, "evaluation": None}
    ) == old.decision.model_copy(update={"evaluation": None})
    assert say("page.decisions.replaced", "nl", number=new.number) in shown(page)


def test_another_decision_in_between_is_told(visit, shown, filled, seen) -> None:
    page = visit(filled, "besluiten")
    other = decide(filled, draft(seen, reason="Intussen."), seen).number
    page = press(fill(page, seen), "page.decisions.keep")
    assert say("page.decisions.between", "nl", numbers=str(other)) in shown(page)
    assert len(decisions(filled).kept) == 2


def test_an_action_is_called_done(visit, shown, filled, seen) -> None:
    number = decide(filled, draft(seen), seen).number
    page = press(visit(filled, "besluiten"), "page.decisions.close")
    assert not page.exception
    assert set(decisions(filled).get(number).done) == {1}
    assert say("page.decisions.no_actions", "nl") in shown(page)


@pytest.mark.parametrize("role", ["projectleider", "analist", "beheerder"])
def test_who_may_not_decide_reads_and_writes_nothing(visit, shown, filled, seen, role) -> None:
    decide(filled, draft(seen), seen)
    claims = {GEMEENTE_CLAIM: "GM0193"} if role == "projectleider" else {}
    page = visit(filled, "besluiten", user=user(role, **claims))
    html = shown(page)
    assert "Welke oplossing nemen wij?" in html
    assert len(page.text_area) == 0
    assert [b for b in page.button if b.label == say("page.decisions.close", "nl")] == []
    assert say("error.access-decide.repair", "nl") in html


def test_the_steering_group_decides(visit, filled, seen) -> None:
    page = visit(filled, "besluiten", user=user("stuurgroep"))
    press(fill(page, seen), "page.decisions.keep")
    assert [one.role for one in decisions(filled).kept] == ["stuurgroep"]


def test_texts_of_people_stay_texts(visit, shown, filled, seen) -> None:
    answers = {name: Answer(answer="no", note=NAUGHTY) for name in seen.catalogue.phases.grounds}
    said = draft(
        seen,
        question=NAUGHTY,
        reason=f"{NAUGHTY}\n" + "lang " * 1500,
        owner=Owner(role=NAUGHTY, body=NAUGHTY),
        grounds=answers,
        actions=(Action(text=NAUGHTY, owner=NAUGHTY, by=DUE),),
    )
    decide(filled, said, seen)
    page = visit(filled, "besluiten")
    assert not page.exception
    html = shown(page)
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert all("<script>" not in one.value for one in page.markdown)


def test_a_question_that_cannot_be_asked_any_more_says_so(visit, shown, filled, seen) -> None:
    decide(filled, draft(seen), seen)
    for number in (1, 2, 3):
        filled.withdraw(number, reason="verkeerde ronde")
    html = shown(visit(filled, "besluiten"))
    assert say("page.decisions.cannot_ask", "nl") in html
    assert "Welke oplossing nemen wij?" in html
