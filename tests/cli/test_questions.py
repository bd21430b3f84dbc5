"""Questions about the outcome, as people ask them: right input an answer, wrong input a repair."""

import json

import pytest

from identiteitslab.cli.main import run

SHOWS = {
    ("sensitivity",): [
        "Omslagpunten",
        "Zonder één van deze gemeenten",
        "gewogen som",
        "valt af",
        "Zonder Zwolle. Doet dan wel mee: Klompcode (verzonnen).",
    ],
    ("sensitivity", "--pair", "dijkpas", "zeemeeuw"): ["staat boven", "van de 20", "Gebruiksgemak"],
    ("sensitivity", "--if", "security > privacy"): [
        "Als dit zo is: security > privacy",
        "van de 20",
    ],
    ("combine", "--max", 2): ["De beste combinatie van hoogstens 2", "Alle 21 combinaties"],
    ("combine", "--max", 1): ["Eén oplossing alleen is het best", "Dijkpas"],
    ("next",): [
        "Minimumeisen die nog niet zijn aangetoond",
        "Hoe sterk is het bewijs?",
        "verzonnen",
    ],
}

REFUSED = {
    ("combine", "--situation", "moving-huose"): "moving-house",
    ("combine", "--situation", "rent-home", "--situation", "moving-house"): "hoort bij de context",
    ("combine", "--max", 7): "Een combinatie van 7 oplossingen kan niet: er zijn er 6.",
    ("combine", "--max", 0): "Kies --max van 1 tot en met 6.",
    ("combine", "--with", "dijkpass"): "Bedoelt u dijkpas?",
    ("combine", "--with", "dijkpas", "--without", "dijkpas"): "bij --with en bij --without",
    ("combine", "--max", 1, "--with", "dijkpas", "--with", "grutto"): "hoogstens 1",
    ("sensitivity", "--pair", "dijkpas", "zeemeew"): "Bedoelt u zeemeeuw?",
    ("sensitivity", "--pair", "dijkpas", "dijkpas"): "met zichzelf",
    ("sensitivity", "--if", "security >> privacy"): "niet te lezen",
    ("sensitivity", "--if", "securty > privacy"): "Bedoelt u security?",
    ("sensitivity", "--if", "security = 120"): "Gebruik punten van 0 tot en met 100",
    ("sensitivity", "--situation", "moving-huose"): "moving-house",
    ("next", "--profile", "balansed"): "balanced",
}


@pytest.fixture
def cli(capsys, monkeypatch):
    """Run a command; give exit code, standard output and standard error on one line each."""
    monkeypatch.setenv("COLUMNS", "200")

    def call(*arguments):
        with pytest.raises(SystemExit) as stop:
            run([str(a) for a in arguments])
        output = capsys.readouterr()
        return stop.value.code or 0, output.out, output.err

    return call


def told(text):
    return " ".join(text.split())


@pytest.mark.parametrize(("arguments", "wanted"), SHOWS.items(), ids=map(str, SHOWS))
def test_a_question_is_answered(cli, lab, arguments, wanted):
    code, out, _ = cli(*arguments, "--lab", lab.root)
    assert code == 0
    assert "alles is verzonnen" in out
    for words in wanted:
        assert words in told(out)


@pytest.mark.parametrize(("arguments", "wanted"), REFUSED.items(), ids=map(str, REFUSED))
def test_a_wrong_question_is_told_how_to_repair_it(cli, lab, arguments, wanted):
    code, out, err = cli(*arguments, "--lab", lab.root)
    assert (code, out) == (2, "")
    assert wanted in told(err)


def test_contradictory_statements_are_named_and_others_are_not(cli, lab):
    said = ["security > privacy", "privacy > 2*security", "security = 20..60", "usability = 20"]
    options = [word for one in said for word in ("--if", one)]
    code, _, err = cli("sensitivity", *options, "--lab", lab.root)
    assert code == 2
    assert "security > privacy; privacy > 2*security; security = 20..60" in told(err)
    assert "usability = 20" not in err.splitlines()[0]


def test_no_combination_meets_the_minimums(cli, lab):
    code, out, _ = cli("combine", "--max", 1, "--with", "klompcode", "--lab", lab.root)
    assert code == 0
    assert "Geen combinatie voldoet" in out
    assert "Het dichtst bij: Klompcode (verzonnen). Die komt tekort op: eIDAS" in told(out)
    code, out, _ = cli("combine", "--max", 1, "--with", "klompcode", "--lab", lab.root, "--json")
    found = json.loads(out)
    assert found["sets"] == []
    assert "eidas-level" in found["nearest"]["short_of"]


@pytest.mark.parametrize("command", ["sensitivity", "combine", "next"])
def test_english_too(cli, lab, command):
    code, out, _ = cli(command, "--lab", lab.root, "--lang", "en")
    assert code == 0
    assert "Do not use for decisions" in told(out)


def test_json_holds_what_the_screen_shows(cli, lab):
    _, out, _ = cli("sensitivity", "--json", "--lab", lab.root)
    found = json.loads(out)
    assert found["notice"]["en"].startswith("Example data")
    assert {"item", "now", "weight", "before", "after"} <= set(found["flips"][0])
    assert len(found["without_criterion"]) == 39
    assert any(row["changes_first"] for row in found["without_gemeente"])
    _, out, _ = cli("sensitivity", "--pair", "dijkpas", "zeemeeuw", "--json", "--lab", lab.root)
    pair = json.loads(out)
    assert pair["of"] == 20
    assert sum(pair["themes"].values()) == pytest.approx(pair["gap"])
    _, out, _ = cli("combine", "--max", "2", "--json", "--lab", lab.root)
    assert json.loads(out)["considered"] == 21
    _, out, _ = cli("sensitivity", "--if", "privacy = 40", "--json", "--lab", lab.root)
    assert {s["solution"] for s in json.loads(out)["solutions"]} == set(lab.catalogue.solutions)
    _, out, _ = cli("next", "--json", "--lab", lab.root)
    found = json.loads(out)
    assert found["cells"][0]["gain"] > 0
    open_ = {m.solution for m in lab.evaluate().minimums if m.outcome == "not_shown"}
    assert {row["solution"] for row in found["minimums"]} == open_ > {"grutto"}


@pytest.mark.parametrize("command", ["sensitivity", "combine", "next"])
def test_without_measurements_each_says_so(cli, own_lab, command):
    code, _, err = cli(command, "--lab", own_lab.root)
    assert code == 2
    assert "Er zijn nog geen metingen in dit lab" in told(err)


@pytest.mark.parametrize(
    ("solution", "words"),
    [("dijkpas", "Er doet maar één oplossing mee"), ("klompcode", "Geen oplossing doet mee")],
)
def test_a_lab_with_one_solution(cli, own_filled_lab, solution, words):
    path = own_filled_lab.root / "pilots" / "solutions.yaml"
    blocks = path.read_text(encoding="utf-8").split("\n")
    starts = [n for n, line in enumerate(blocks) if line and line[0].isalpha()]
    mine = next(n for n in starts if blocks[n].startswith(f"{solution}:"))
    after = next((n for n in starts if n > mine), len(blocks))
    path.write_text("\n".join(blocks[mine:after]) + "\n", encoding="utf-8")
    code, out, _ = cli("sensitivity", "--lab", own_filled_lab.root)
    assert code == 0
    assert words in told(out)
    for command in ("combine", "next"):
        code, out, _ = cli(command, "--lab", own_filled_lab.root)
        assert code == 0
        assert "nan" not in out.lower().split()
