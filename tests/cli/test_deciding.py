"""Record, list and verify decisions as people do; a refusal writes nothing and gives code 2."""

from __future__ import annotations

import json
import shutil

import pytest
import yaml

from identiteitslab.cli.main import run
from identiteitslab.lab.lab import Lab
from identiteitslab.lab.place import make_lab
from identiteitslab.text.lookup import LANGUAGES

ANSWERS = ("evidence", "weights", "weak-spots", "people", "willen", "kunnen", "mogen")
YES = tuple(part for name in ANSWERS for part in ("--answer", f"{name}=ja"))
SAID = (
    "--question", "Welke oplossing nemen wij?", "--reason", "Goedkoper en sneller.",
    "--owner", "wethouder dienstverlening; college van B en W", "--phase", "evalueren",
    "--deviation", "Inwoners kennen hem.", "--override", "Alleen voor de proef.",
    "--action", "2999-05-01; projectleider; Meet opnieuw; ook in dorpen",
)  # fmt: skip


@pytest.fixture(scope="module")
def three(tmp_path_factory):
    """Give a lab with three uploads; look, do not touch."""
    lab = Lab.open(make_lab(tmp_path_factory.mktemp("three") / "lab", examples=True))
    for path in [p for p in lab.examples if p.suffix == ".csv"][:3]:
        lab.add(lab.check(path.name, path.read_bytes()))
    return lab


@pytest.fixture
def filled(three, tmp_path):
    """Give a copy of that lab to change."""
    return Lab.open(shutil.copytree(three.root, tmp_path / "lab"))


@pytest.fixture
def here(filled):
    return ("--lab", filled.root)


@pytest.fixture(scope="module")
def first(three, tmp_path_factory):
    """Give a lab with a decision, and its number; look, do not touch."""
    lab = Lab.open(shutil.copytree(three.root, tmp_path_factory.mktemp("first") / "lab"))
    with pytest.raises(SystemExit):
        run(["decide", *SAID, *YES, "--choose", "dijkpas", "--lab", str(lab.root)])
    return lab, entries(lab)[0].sequence


@pytest.fixture
def decided(first, tmp_path):
    """Give a copy of that lab to change, with the number of its decision."""
    lab, number = first
    return Lab.open(shutil.copytree(lab.root, tmp_path / "decided")), number


def entries(lab):
    with lab.store() as store:
        return store.entries("decision")


def decide(ask, here, *more):
    ran = ask("decide", *SAID, *YES, "--choose", "dijkpas", "--json", *more, *here)
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def listed(ask, here):
    return json.loads(ask("decisions", "--json", *here).out)["decisions"]


def test_a_decision_is_recorded_with_a_receipt(ask, filled, here) -> None:
    ran = ask("decide", *SAID, *YES, "--choose", "dijkpas", *here)
    assert ran.code == 0
    (entry,) = entries(filled)
    assert f"Besluit {entry.sequence} is bewaard" in ran.out
    assert entry.line().hash in ran.out
    said = entry.payload["decision"]
    assert said["choice"] == {"verdict": "choose", "solutions": ["dijkpas"]}
    assert said["owner"] == {"role": "wethouder dienstverlening", "body": "college van B en W"}
    assert said["actions"] == [
        {"by": "2999-05-01", "owner": "projectleider", "text": "Meet opnieuw; ook in dorpen"}
    ]
    assert said["gate"]["people"] == {"answer": "yes"}


def test_the_same_again_is_the_same_decision(ask, filled, here) -> None:
    first, second = (decide(ask, here) for _ in range(2))
    assert (first["duplicate"], second["duplicate"]) == (False, True)
    assert first["number"] == second["number"]
    assert len(entries(filled)) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_empty_form_asks_all_and_says_what_is_missing(
    ask, capsys, filled, here, tmp_path, lang
) -> None:
    with pytest.raises(SystemExit):
        run(["decide", "--template", "--phase", "beginnen", "--lang", lang, *map(str, here)])
    form = tmp_path / "besluit.yaml"
    form.write_text(capsys.readouterr().out, encoding="utf-8")
    said = yaml.safe_load(form.read_text(encoding="utf-8"))
    assert set(said["gate"]) == set(filled.catalogue.phases.gate("beginnen"))
    assert filled.catalogue.phases.gate("beginnen")["stop"].in_(lang) in form.read_text("utf-8")
    ran = ask("decide", "--from", form, *here)
    assert ran.code == 2
    for code in ("decision-text-missing", "decision-choice-empty", "decision-note-missing"):
        assert f"[{code}]" in ran.err
    line = form.read_text(encoding="utf-8").splitlines().index('reason: ""') + 1
    assert f"besluit.yaml, line {line}, key reason" in ran.err
    assert entries(filled) == ()


@pytest.mark.parametrize("name", ["besluit.yaml", "besluit.json"])
def test_a_form_that_is_filled_in_is_recorded(ask, filled, here, tmp_path, name) -> None:
    said = {
        "question": "Welke?",
        "options": ["dijkpas", "grutto"],
        "choice": {"verdict": "wait"},
        "reason": "Eerst meten.",
        "owner": {"role": "wethouder", "body": "college"},
        "phase": "evalueren",
        "gate": {name: {"answer": "yes"} for name in ANSWERS[:4]},
        "grounds": {name: {"answer": "yes"} for name in ANSWERS[4:]},
    }
    write = json.dumps if name.endswith("json") else yaml.safe_dump
    (tmp_path / name).write_text(write(said), encoding="utf-8")
    ran = ask("decide", "--from", tmp_path / name, "--reason", "Eerst nog eens meten.", *here)
    assert ran.code == 0, ran.err
    (entry,) = entries(filled)
    assert entry.payload["decision"]["reason"] == "Eerst nog eens meten."
    assert entry.payload["decision"]["options"] == ["dijkpas", "grutto"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "yaml-empty"),
        ("- a\n", "yaml-not-mapping"),
        ("phase: slapen\n", "yaml-choice"),
        ("phase: evalueren\nresaon: x\n", "yaml-key-unknown"),
        ("phase: evalueren\nreason: 3\n", "yaml-not-text"),
        ("question: x\n", "yaml-key-missing"),
        ("phase: evalueren\nactions: [{text: a, owner: b, by: morgen}]\n", "yaml-not-date"),
        ("phase: [\n", "yaml-broken"),
    ],
)
def test_a_broken_form_is_told_with_its_place(ask, filled, here, tmp_path, text, code) -> None:
    form = tmp_path / "besluit.yaml"
    form.write_text(text, encoding="utf-8")
    ran = ask("decide", "--from", form, *here)
    assert ran.code == 2
    assert f"[{code}]" in ran.err
    assert "besluit.yaml" in ran.err
    assert entries(filled) == ()


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (("--answer", "mogen"), "decision-answer-form"),
        (("--answer", "mogen=misschien"), "decision-answer-form"),
        (("--action", "morgen; ik; iets"), "decision-action-form"),
        (("--action", "2999-01-01; ik"), "decision-action-form"),
        (("--evaluation", "0" * 12), "decision-evaluation-other"),
        (("--profile", "balans"), "unknown-profile"),
        (("--verdict", "misschien"), "usage"),
        (("--from", "bestaat-niet.yaml"), "file-unreadable"),
    ],
)
def test_what_is_wrong_is_refused_and_nothing_is_written(ask, filled, here, more, code) -> None:
    ran = ask("decide", *SAID, *YES, "--choose", "dijkpas", *more, *here)
    assert ran.code == 2
    assert f"[{code}]" in ran.err
    assert entries(filled) == ()


def test_all_that_is_wrong_is_told_at_once(ask, filled, here) -> None:
    wrong = (
        "--reason", "bel 06-12345678", "--owner", "wethouder", "--option", "dijkpass",
        "--verdict", "wait", "--answer", "magen=ja", "--answer", "mogen=nee",
        "--action", "2001-01-01; beheerder; iets\x1b[31m", "--replaces", 9,
    )  # fmt: skip
    ran = ask("decide", *SAID, *YES, "--choose", "dijkpas", *wrong, *here)
    assert ran.code == 2
    for code in (
        "personal", "text-missing", "option-unknown", "choice-filled", "choice-no-option",
        "answer-unknown", "note-missing", "action-past", "text-control", "unknown",
    ):  # fmt: skip
        assert f"[decision-{code}]" in ran.err
    assert "12345678" not in ran.err
    assert entries(filled) == ()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_and_one_decision(ask, three, first, lang) -> None:
    empty = ask("decisions", "--lang", lang, "--lab", three.root)
    assert (empty.code, "--template" in empty.out) == (0, True)
    lab, number = first
    ran = ask("decisions", "--lang", lang, "--lab", lab.root)
    assert "Welke oplossing nemen wij?" in ran.out
    assert lab.catalogue.solutions["dijkpas"].name.in_(lang) in ran.out
    ran = ask("decisions", number, "--lang", lang, "--lab", lab.root)
    assert ran.code == 0
    assert "wethouder dienstverlening, college van B en W" in ran.out
    assert lab.catalogue.phases.gate("evalueren")["people"].in_(lang) in ran.out
    assert "Goedkoper en sneller." in ran.out


def test_texts_are_shown_as_they_are(ask, here) -> None:
    number = decide(ask, here, "--question", "[bold]Wat[/bold] {naam} <b>nu</b>")["number"]
    for ran in (ask("decisions", *here), ask("decisions", number, *here)):
        assert "[bold]Wat[/bold] {naam} <b>nu</b>" in ran.out


def test_a_correction_and_a_done_action_are_new_entries(ask, decided) -> None:
    lab, first = decided
    here = ("--lab", lab.root)
    second = decide(ask, here, "--reason", "Beter gezegd.", "--replaces", first)["number"]
    old, new = listed(ask, here)
    assert (old["replaced_by"], new["decision"]["replaces"]) == (second, first)
    ran = ask("decisions", second, "--done", 1, *here)
    assert (ran.code, "klaar" in ran.out) == (0, True)
    assert listed(ask, here)[1]["done"].keys() == {"1"}
    assert len(entries(lab)) == 3
    for number, code in ((second, "decision-action-done"), (first, "decision-replaced")):
        ran = ask("decisions", number, "--done", 1, *here)
        assert (ran.code, f"[{code}]" in ran.err) == (2, True)
    ran = ask("decisions", "--done", 1, *here)
    assert (ran.code, "[usage]" in ran.err) == (2, True)


def test_what_changed_since_is_told(ask, decided) -> None:
    lab, number = decided
    here = ("--lab", lab.root)
    since = json.loads(ask("decisions", number, "--json", *here).out)["since"]
    assert (since["changed"], since["moved"]) == (False, {})
    for path in [p for p in lab.examples if p.suffix == ".csv"][3:6]:
        lab.add(lab.check(path.name, path.read_bytes()))
    since = json.loads(ask("decisions", number, "--json", *here).out)["since"]
    assert (since["changed"], since["measurements"], since["criteria"]) == (True, True, False)
    assert since["moved"]
    assert "Er tellen nu andere metingen mee." in ask("decisions", number, *here).out
    assert "Veranderd" in ask("decisions", *here).out


def test_every_decision_can_be_computed_again(ask, decided) -> None:
    lab, number = decided
    here = ("--lab", lab.root)
    lab.withdraw(2, reason="verkeerde ronde")
    evaluation = listed(ask, here)[0]["decision"]["evaluation"]["document"]["id"]
    for about in (evaluation, "--decisions"):
        ran = ask("verify", about, *here)
        assert (ran.code, f"✓ Besluit {number}" in ran.out) == (0, True)
    (found,) = json.loads(ask("verify", number, "--json", *here).out)
    assert (found["ok"], found["evaluation"], found["differences"]) == (True, evaluation, [])
    ran = ask("verify", "000000000000", *here)
    assert (ran.code, "[decision-evaluation-unknown]" in ran.err) == (2, True)


def test_other_criteria_and_damage_are_told(ask, decided) -> None:
    lab, number = decided
    here = ("--lab", lab.root)
    profiles = lab.root / "criteria" / "profiles.yaml"
    text = profiles.read_text(encoding="utf-8")
    profiles.write_text(text.replace("concentration: 20", "concentration: 30", 1), "utf-8")
    ran = ask("verify", number, *here)
    assert (ran.code, "[decision-criteria-differ]" in ran.out) == (1, True)
    profiles.write_text(text, "utf-8")
    with lab.store() as store:
        digest = store.uploads()[1].part("sums").digest
    (lab.state / "files" / f"{digest}.parquet").write_bytes(b"weg")
    ran = ask("verify", number, *here)
    assert (ran.code, "[store-file-damaged]" in ran.out) == (1, True)
