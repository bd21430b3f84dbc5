"""A decision is kept once, whole or not at all, and comes out of the store again bit for bit."""

from __future__ import annotations

import datetime as dt
import json
import pickle
import shutil
import subprocess
import sys
import threading
from collections import Counter
from contextlib import ExitStack
from dataclasses import replace

import pytest

from identiteitslab.access.actor import Actor
from identiteitslab.decision.log.decision import Action, Answer, Choice, Draft, Owner
from identiteitslab.errors import LabError
from identiteitslab.lab import place
from identiteitslab.lab.deciding import close_action, decide, decisions, find
from identiteitslab.lab.lab import Lab
from identiteitslab.lab.looking_back import changes, recompute
from identiteitslab.lab.place import make_lab

DRAWS = 4096
DUE = dt.date(2999, 1, 1)


def files(lab):
    return [path for path in lab.examples if path.suffix == ".csv"]


def add(lab, *places):
    for path in (files(lab)[number] for number in places):
        lab.add(lab.check(path.name, path.read_bytes()))


@pytest.fixture(scope="module")
def three(tmp_path_factory):
    """Give a lab with three uploads; look, do not touch."""
    lab = Lab.open(make_lab(tmp_path_factory.mktemp("three") / "lab", examples=True))
    add(lab, 0, 1, 2)
    return lab


@pytest.fixture(scope="module")
def seen(three):
    return three.evaluate(draws=DRAWS)


@pytest.fixture
def filled(three, tmp_path):
    """Give a copy of that lab to change."""
    return copy_of(three, tmp_path / "lab")


@pytest.fixture(scope="module")
def first(three, seen, tmp_path_factory):
    """Give a lab with a decision; look, do not touch."""
    lab = copy_of(three, tmp_path_factory.mktemp("first") / "lab")
    return lab, decide(lab, draft(seen), seen)


@pytest.fixture
def decided(first, tmp_path):
    """Give a copy of that lab to change, and the number of its decision."""
    lab, receipt = first
    return copy_of(lab, tmp_path / "decided"), receipt.number


def copy_of(lab, root):
    copy = Lab(shutil.copytree(lab.root, root), lab.settings, "option")
    vars(copy)["catalogue"] = lab.catalogue
    return copy


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
        "gate": dict.fromkeys(phases.steps["evalueren"].gate, Answer(answer="yes")),
        "grounds": dict.fromkeys(phases.grounds, Answer(answer="yes")),
        "deviation": "Al getest.",
        "override": "Alleen voor de proef.",
        "actions": (Action(text="Nameten", owner="projectleider", by=DUE),),
    }
    return Draft(**(usual | said))


def entries(lab):
    with lab.store() as store:
        return store.entries("decision")


def codes(refused):
    return {fault.code for fault in refused.value.faults}


def damage(lab, number):
    with lab.store() as store:
        upload = store.uploads()[number - 1]
    path = lab.state / "files" / f"{upload.part('sums').digest}.parquet"
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    return upload


def test_a_decision_is_kept_with_its_evidence(filled, seen) -> None:
    with filled.store() as store:
        end = store.end()
    receipt = decide(filled, draft(seen), seen)
    (kept,) = decisions(filled).kept
    assert (receipt.number, receipt.duplicate, receipt.between) == (4, False, ())
    assert kept.number == receipt.number
    assert kept.role == "lokaal"
    frozen = kept.decision.evaluation
    assert (frozen.sequence, frozen.head) == (end.sequence, end.hash)
    assert frozen.id == seen.id
    assert frozen.question == seen.question
    with filled.store() as store:
        assert store.head() == receipt.head
        assert store.verify([receipt.head]).ok


def test_the_same_again_is_kept_once(first, decided, seen) -> None:
    lab, _ = decided
    again = decide(lab, draft(seen), seen)
    assert (again.number, again.duplicate, again.head) == (first[1].number, True, first[1].head)
    assert len(entries(lab)) == 1


def test_a_correction_names_what_it_replaces(decided, seen) -> None:
    lab, first = decided
    second = decide(lab, draft(seen, reason="Beter gezegd.", replaces=first), seen)
    ledger = decisions(lab)
    assert ledger.get(first).replaced_by == second.number
    assert [one.number for one in ledger.standing] == [second.number]
    assert len(entries(lab)) == 2


def test_the_starter_keeps_no_decisions(filled, seen, monkeypatch) -> None:
    monkeypatch.setattr(place, "PACKED", filled.root)
    assert filled.read_only
    for act in (lambda: decide(filled, draft(seen), seen), lambda: close_action(filled, 1, 1)):
        with pytest.raises(LabError) as refused:
            act()
        assert codes(refused) == {"lab-read-only"}


@pytest.mark.parametrize("role", ["projectleider", "analist", "beheerder"])
def test_who_may_not_decide_keeps_nothing(filled, seen, role) -> None:
    actor = Actor(role, "GM0193" if role == "projectleider" else "")
    with pytest.raises(LabError) as refused:
        decide(filled, draft(seen), seen, actor=actor)
    assert codes(refused) == {"access-decide"}
    receipt = decide(filled, draft(seen), seen, actor=Actor("stuurgroep"))
    with pytest.raises(LabError) as refused:
        close_action(filled, receipt.number, 1, actor=actor)
    assert codes(refused) == {"access-decide"}
    assert [one.role for one in decisions(filled, actor=actor).kept] == ["stuurgroep"]
    assert len(entries(filled)) == 1


def test_all_faults_at_once_and_nothing_is_kept(filled, seen) -> None:
    with pytest.raises(LabError) as refused:
        decide(filled, draft(seen, reason="", phase="doorpakken", replaces=9), seen)
    found = Counter(fault.code for fault in refused.value.faults)
    assert found["decision-text-missing"] == 1
    assert found["decision-unknown"] == 1
    assert found["decision-answer-missing"] == 5
    assert found["decision-answer-unknown"] == 4
    assert entries(filled) == ()


def test_measurements_that_moved_meanwhile_are_told(filled, seen) -> None:
    filled.withdraw(3, reason="verkeerde ronde")
    with pytest.raises(LabError) as refused:
        decide(filled, draft(seen), seen)
    assert codes(refused) == {"decision-evidence-moved"}
    assert entries(filled) == ()


def test_an_evaluation_that_does_not_come_out_again_is_refused(filled, seen) -> None:
    changed = filled.evaluate(draws=DRAWS, method=lambda values, weights: values @ weights)
    with pytest.raises(LabError) as refused:
        decide(filled, draft(seen), changed)
    assert codes(refused) == {"decision-evaluation-differs"}
    assert entries(filled) == ()


def test_on_damaged_measurements_nothing_is_decided(filled, seen) -> None:
    damage(filled, 2)
    with pytest.raises(LabError) as refused:
        decide(filled, draft(seen), seen)
    assert codes(refused) == {"store-file-damaged"}
    assert entries(filled) == ()


def test_two_people_at_once_are_both_kept_and_the_second_is_told(filled, seen) -> None:
    with filled.store() as store:
        begun = store.end().sequence
    first = decide(filled, draft(seen), seen, seen=begun)
    second = decide(filled, draft(seen, reason="Om een andere reden."), seen, seen=begun)
    assert first.between == ()
    assert second.between == (first.number,)
    assert len(decisions(filled).standing) == 2


def test_about_something_else_is_nobodys_business(filled, seen) -> None:
    with filled.store() as store:
        begun = store.end().sequence
    elsewhere = filled.evaluate(context="private", draws=DRAWS)
    decide(filled, draft(elsewhere), elsewhere, seen=begun)
    assert decide(filled, draft(seen), seen, seen=begun).between == ()


def test_in_threads_everything_is_kept_and_all_but_one_are_told(filled, seen) -> None:
    with filled.store() as store:
        begun = store.end().sequence
    receipts, line = [], threading.Barrier(3)

    def one(number):
        line.wait()
        said = draft(seen, reason=f"Reden {number}.")
        receipts.append(decide(filled, said, seen, seen=begun))

    threads = [threading.Thread(target=one, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(len(receipt.between) for receipt in receipts) == [0, 1, 2]
    assert len(decisions(filled).kept) == 3


AT_ONCE = """
import pickle, sys
from identiteitslab.lab.deciding import close_action, decide
from identiteitslab.store.store import Store

with open(sys.argv[1], "rb") as given:
    lab, said, evaluation = pickle.load(given)
append_once = Store.append_once


def when_both_are_here(*given, **more):
    print("here", flush=True)
    sys.stdin.readline()
    return append_once(*given, **more)


Store.append_once = when_both_are_here
if isinstance(said, tuple):
    print(close_action(lab, *said))
else:
    receipt = decide(lab, said, evaluation, seen=3)
    print(receipt.number, receipt.head, receipt.duplicate, receipt.between)
"""


def at_once(lab, *said, evaluation=None):
    """Let a process of its own say each; all have looked at the log before the first adds to it."""
    with ExitStack() as stack:
        processes = []
        for number, one in enumerate(said):
            given = lab.root.with_name(f"given-{number}")
            given.write_bytes(pickle.dumps((Lab.open(lab.root), one, evaluation)))
            processes.append(stack.enter_context(process_with(given)))
        assert [process.stdout.readline() for process in processes] == [b"here\n"] * len(said)
        told = [process.communicate(b"go\n") for process in processes]
    return [(out.decode().strip(), error.decode()) for out, error in told]


def process_with(given):
    pipe = subprocess.PIPE
    words = [sys.executable, "-c", AT_ONCE, str(given)]
    return subprocess.Popen(words, stdin=pipe, stdout=pipe, stderr=pipe)


def test_the_same_from_two_processes_at_once_is_kept_once(filled, seen) -> None:
    said = draft(seen)
    told = sorted(out for out, error in at_once(filled, said, said, evaluation=seen))
    (kept,) = decisions(filled).kept
    with filled.store() as store:
        head = store.head()
    assert told == [f"{kept.number} {head} {twice} ()" for twice in (False, True)]


def test_two_processes_that_decide_otherwise_at_once_are_both_kept_and_told(filled, seen) -> None:
    others = draft(seen, reason="Om een andere reden.")
    told = at_once(filled, draft(seen), others, evaluation=seen)
    first, second = (one.number for one in decisions(filled).standing)
    assert all(" False (" in out for out, _ in told)
    assert sorted(out.partition("False ")[2] for out, _ in told) == ["()", f"({first},)"]
    assert second == first + 1


def test_an_action_is_done_once_by_two_processes_at_once(decided) -> None:
    lab, number = decided
    told = at_once(lab, (number, 1), (number, 1))
    assert len(entries(lab)) == 2
    assert ["decision-action-done" in error for _, error in told].count(True) == 1


def test_an_action_is_done_by_a_new_entry(decided) -> None:
    filled, number = decided
    head = close_action(filled, number, 1)
    kept = find(filled, number)
    assert kept.open_actions == ()
    assert set(kept.done) == {1}
    assert len(entries(filled)) == 2
    with filled.store() as store:
        assert store.head() == head
    with pytest.raises(LabError) as refused:
        close_action(filled, number, 1)
    assert codes(refused) == {"decision-action-done"}


@pytest.mark.parametrize(
    ("about", "code"),
    [
        ({"place": 2}, "decision-action-unknown"),
        ({"place": 0}, "decision-action-unknown"),
        ({"number": 99, "place": 1}, "decision-unknown"),
        ({"place": 1, "on": dt.date(2998, 1, 1)}, "decision-done-future"),
    ],
)
def test_a_wrong_action_is_refused(decided, about, code) -> None:
    filled, number = decided
    with pytest.raises(LabError) as refused:
        close_action(filled, **{"number": number, **about})
    assert codes(refused) == {code}
    assert len(entries(filled)) == 1


def test_an_action_of_a_replaced_decision_is_done_in_the_new_one(decided, seen) -> None:
    filled, first = decided
    decide(filled, draft(seen, reason="Anders.", replaces=first), seen)
    with pytest.raises(LabError) as refused:
        close_action(filled, first, 1)
    assert codes(refused) == {"decision-replaced"}


def test_it_comes_back_bit_for_bit_whatever_was_delivered_since(decided, seen) -> None:
    filled, number = decided
    before = find(filled, number)
    add(filled, 3)
    filled.withdraw(1, reason="verkeerde ronde")
    found = recompute(filled, before)
    assert found.ok
    assert (found.number, found.evaluation, found.differences) == (number, seen.id, ())
    filled.reinstate(1, reason="toch goed")
    assert recompute(filled, before).ok


def test_what_moved_since_is_said(decided) -> None:
    filled, number = decided
    kept = find(filled, number)
    assert not changes(filled, kept).changed
    add(filled, 3, 4, 5)
    found = changes(filled, kept)
    assert (found.criteria, found.measurements, found.code) == (False, True, False)
    after = filled.evaluate(draws=DRAWS)
    scores = {one.solution: one.score[1] for one in after.standings}
    assert found.moved
    for moved in found.moved:
        assert moved.now.score == scores[moved.solution]


def test_other_criteria_are_named_and_nothing_is_pretended(decided, seen) -> None:
    filled, number = decided
    kept = find(filled, number)
    profiles = filled.root / "criteria" / "profiles.yaml"
    text = profiles.read_text(encoding="utf-8")
    profiles.write_text(text.replace("concentration: 20", "concentration: 30", 1), "utf-8")
    other = Lab.open(filled.root)
    (fault,) = recompute(other, kept).faults
    assert fault.code == "decision-criteria-differ"
    assert fault.facts["then"] == seen.criteria_digest[:12]
    assert fault.facts["now"] == other.catalogue.digest[:12]
    assert changes(other, kept).criteria


def test_damage_is_said_when_looking_back(decided) -> None:
    filled, number = decided
    kept = find(filled, number)
    damage(filled, 2)
    (fault,) = recompute(filled, kept).faults
    assert (fault.code, fault.facts["number"]) == ("store-file-damaged", "2")


def test_a_document_that_was_tampered_with_does_not_come_back(decided) -> None:
    filled, number = decided
    kept = find(filled, number)
    document = json.loads(json.dumps(kept.decision.evaluation.document))
    document["solutions"][0]["score"]["mean"] += 1e-9
    frozen = kept.decision.evaluation.model_copy(update={"document": document})
    forged = kept.decision.model_copy(update={"evaluation": frozen})
    found = recompute(filled, type(kept)(kept.number, kept.at, kept.role, forged))
    assert [fault.code for fault in found.faults] == ["decision-differs"]
    assert [one.path for one in found.differences] == ["solutions.1.score.mean"]


def forged(kept, **changed):
    """Give a decision of which the frozen document says something else."""
    frozen = kept.decision.evaluation
    document = json.loads(json.dumps(frozen.document)) | changed.pop("document", {})
    for name, value in changed.pop("made_from", {}).items():
        document["made_from"][name] = value
    frozen = frozen.model_copy(update={"document": document, **changed})
    return replace(kept, decision=kept.decision.model_copy(update={"evaluation": frozen}))


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"head": "f" * 64}, "decision-head-differs"),
        ({"made_from": {"measurements": "f" * 64}}, "decision-measurements-differ"),
        ({"made_from": {"criteria": "f" * 64}}, "decision-criteria-differ"),
        ({"document": {"id": "f" * 12}}, "decision-differs"),
    ],
)
def test_what_does_not_belong_together_is_noticed(decided, changed, code) -> None:
    lab, number = decided
    found = recompute(lab, forged(find(lab, number), **changed))
    assert [fault.code for fault in found.faults] == [code]


def test_another_version_of_the_program_is_named_and_must_give_the_same_numbers(decided) -> None:
    lab, number = decided
    kept = forged(
        find(lab, number), made_from={"code": "0.0.1"}, document={"conclusion": {"nl": "Anders."}}
    )
    found = recompute(lab, kept)
    assert (found.ok, found.code) == (True, "0.0.1")
    wrong = forged(kept, document={"weights": {}})
    assert not recompute(lab, wrong).ok
