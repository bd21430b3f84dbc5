"""The commands as people use them: right input gives an answer, wrong input a repair."""

import csv
import json
import shutil
from pathlib import Path

import pytest

from identiteitslab.cli.main import run

ALL = ["demo", "init", "add", "compare", "explain", "simulate", "dashboard", "criteria"]


@pytest.fixture
def cli(capsys, monkeypatch):
    """Run a command; give exit code, standard output and standard error."""
    monkeypatch.setenv("COLUMNS", "160")

    def call(*arguments):
        with pytest.raises(SystemExit) as stop:
            run([str(a) for a in arguments])
        output = capsys.readouterr()
        return stop.value.code or 0, output.out, output.err

    return call


def told(text):
    return " ".join(text.split())


def test_help_names_every_command(cli):
    code, out, _ = cli("--help")
    assert code == 0
    assert all(name in out for name in ALL)


@pytest.mark.parametrize("command", ALL)
def test_every_command_has_help_in_both_languages(cli, command):
    code, out, _ = cli(command, "--help")
    assert code == 0
    assert " / " in out


def test_compare_shows_conclusion_table_and_stamp(cli, lab):
    code, out, _ = cli("compare", "--lab", lab.root)
    assert code == 0
    text = told(out)
    assert "alles is verzonnen" in text
    assert "Klompcode" in text
    assert "valt af" in text
    assert "telt niet mee" in text
    assert lab.catalogue.digest[:12] in text


def test_compare_speaks_english(cli, lab):
    _, out, _ = cli("compare", "--lab", lab.root, "--lang", "en")
    assert "Do not use for decisions" in told(out)


def test_json_holds_the_evaluation_itself(cli, lab, evaluation):
    _, out, _ = cli("compare", "--lab", lab.root, "--json", "--on", evaluation.question.on)
    found = json.loads(out)
    assert found["id"] == evaluation.id
    scores = {s["solution"]: s["score"]["mean"] for s in found["solutions"]}
    assert scores == {s.solution: s.score[1] for s in evaluation.standings}
    assert found["notice"]["en"].startswith("Example data")


def test_csv_opens_in_a_dutch_spreadsheet(cli, lab, tmp_path, evaluation):
    target = tmp_path / "vergelijking.csv"
    code, out, _ = cli("compare", "--lab", lab.root, "--csv", target)
    assert (code, out) == (0, "")
    lines = target.read_text(encoding="utf-8-sig").splitlines()
    rows = list(csv.DictReader(lines, delimiter=";"))
    assert [r["solution"] for r in rows] == [s.solution for s in evaluation.standings]
    assert "," in rows[0]["score"]
    assert {r["fictitious"] for r in rows} == {"True"}


def test_a_situation_brings_its_own_level(lab):
    strict = lab.evaluate(situation="moving-house")
    loose = lab.evaluate(situation="report-public-space")
    levels = [
        {m.limit for m in e.minimums if m.indicator == "eidas-level"} for e in (strict, loose)
    ]
    assert levels == [{2.0}, {1.0}]
    assert not [m for m in loose.minimums if m.indicator == "factor-level"]


def test_explain_goes_back_to_gemeenten_sums_and_norm(cli, lab):
    code, out, _ = cli("explain", "zeemeeuw", "task-success", "--lab", lab.root)
    text = told(out)
    assert code == 0
    assert "login" in text.casefold() or "inloggen" in text.casefold()
    assert "Sauro" in text
    assert any(lab.catalogue.gemeenten[g].name in text for g in lab.evaluate().estimates.gemeenten)


def test_explain_without_criterion_adds_up_to_the_score(cli, lab):
    code, out, _ = cli("explain", "dijkpas", "--lab", lab.root)
    assert code == 0
    assert "Minimumeisen" in out


@pytest.mark.parametrize(
    ("arguments", "code_word"),
    [
        (("compare", "--profile", "balans"), "unknown-profile"),
        (("compare", "--situation", "verhuizen"), "unknown-situation"),
        (("compare", "--context", "publiek"), "unknown-context"),
        (("compare", "--context", "private", "--situation", "moving-house"), "situation-other"),
        (("explain", "zeemeuw"), "unknown-solution"),
        (("explain", "zeemeeuw", "taak-success"), "unknown-criterion"),
        (("criteria", "show", "login-succes"), "unknown-criterion"),
        (("add", "bestaat-niet.csv"), "input-missing"),
        (("compare", "--on", "gisteren"), "usage"),
        (("vergelijk",), "usage"),
    ],
)
def test_wrong_input_is_told_in_both_languages_without_traceback(cli, lab, arguments, code_word):
    with_lab = ("--lab", lab.root) if arguments != ("vergelijk",) else ()
    code, out, err = cli(*arguments, *with_lab)
    assert code == 2
    assert out == ""
    assert f"[{code_word}" in told(err)
    assert "Traceback" not in err
    assert err.count(f"[{code_word}") == 2


def test_an_unknown_name_gets_the_nearest_known_one(cli, lab):
    _, _, err = cli("explain", "zeemeuw", "--lab", lab.root)
    assert "Bedoelt u zeemeeuw?" in told(err)
    assert "Did you mean zeemeeuw?" in told(err)


def test_a_folder_without_lab_is_refused(cli, tmp_path):
    code, _, err = cli("compare", "--lab", tmp_path)
    assert code == 2
    assert "lab-not-found" in err


def test_comparing_nothing_says_what_to_do(cli, own_lab):
    code, _, err = cli("compare", "--lab", own_lab.root)
    assert code == 2
    assert "no-measurements" in told(err)
    assert "identiteitslab add" in told(err)


def test_init_makes_a_lab_that_checks_and_never_overwrites(cli, tmp_path):
    folder = tmp_path / "mijn-lab"
    assert cli("init", folder)[0] == 0
    assert cli("criteria", "check", "--lab", folder)[0] == 0
    code, _, err = cli("init", folder)
    assert code == 2
    assert "lab-folder-exists" in err


def test_add_stores_once_and_says_so(cli, own_lab):
    file = own_lab.examples[0]
    code, out, _ = cli("add", file, "--lab", own_lab.root)
    assert code == 0
    assert "aanlevering 1" in told(out)
    code, out, _ = cli("add", file, "--lab", own_lab.root)
    assert code == 0
    assert "waren er al" in told(out)


def test_add_stores_nothing_when_one_file_is_wrong(cli, own_lab, tmp_path):
    good = next(p for p in own_lab.examples if p.suffix == ".csv")
    bad = tmp_path / "fout.csv"
    bad.write_text(good.read_text(encoding="utf-8-sig").replace(";ja;", ";misschien;", 3))
    code, _, err = cli("add", good, bad, "--lab", own_lab.root)
    assert code == 2
    assert "fout.csv" in told(err)
    with own_lab.store() as store:
        assert store.uploads() == ()


def test_demo_ingests_compares_and_stops(cli, own_lab):
    code, out, _ = cli("demo", "--no-dashboard", "--lab", own_lab.root)
    assert code == 0
    assert str(len(own_lab.examples)) in told(out)
    assert "Oplossingen vergeleken" in out


def test_without_a_lab_the_starter_is_used_and_said(cli, in_empty_folder):
    code, out, err = cli("criteria", "list")
    assert code == 0
    assert "voorbeeldlab" in told(err)
    assert "task-success" in out
    assert list(Path(in_empty_folder).iterdir()) == []


def test_diff_shows_what_another_lab_changed(cli, own_lab, tmp_path):
    other = tmp_path / "ander"
    shutil.copytree(own_lab.root, other)
    file = other / "criteria" / "usability" / "task-success.yaml"
    file.write_text(file.read_text().replace("at_least: 0.7\n", "at_least: 0.75\n", 1))
    code, out, _ = cli("criteria", "diff", other, "--lab", own_lab.root)
    assert code == 0
    assert "0.75" in out
    assert "task-success" in out


def test_schema_is_json(cli):
    code, out, _ = cli("criteria", "schema")
    assert code == 0
    assert "$schema" in json.loads(out) or "$defs" in out


def test_simulate_makes_files_that_can_be_delivered(cli, own_lab, tmp_path):
    folder = tmp_path / "verzonnen"
    sizes = ("--gemeenten", 2, "--solutions", 2, "--participants", 6, "--seed", 3)
    code, out, _ = cli("simulate", folder, *sizes, "--lab", own_lab.root)
    assert code == 0
    made = sorted(folder.iterdir())
    assert str(len(made)) in told(out)
    assert all(own_lab.check(p.name, p.read_bytes()).storable for p in made)
    assert cli("simulate", folder, "--lab", own_lab.root)[0] == 2


def test_solutions_that_a_lab_does_not_know_come_along(cli, own_lab, tmp_path):
    folder = tmp_path / "verzonnen"
    sizes = ["--gemeenten", 2, "--solutions", 8, "--participants", 8]
    code, out, _ = cli("simulate", folder, *sizes, "--lab", own_lab.root)
    assert code == 0
    assert "solutions.yaml" in told(out).replace(" ", "")
    deliveries = [*folder.glob("*.csv"), *folder.glob("*.xlsx")]
    code, _, err = cli("add", *deliveries, "--lab", own_lab.root)
    assert (code, "oplossing-unknown" in err) == (2, True)
    shutil.copy(folder / "solutions.yaml", own_lab.root / "pilots" / "solutions.yaml")
    code, _, err = cli("add", *deliveries, "--lab", own_lab.root)
    assert code == 0, err
