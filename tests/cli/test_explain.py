"""From the score back to what lies behind it, and a check for who has R."""

import re

from identiteitslab.estimation.picture import picture


def test_behind_a_share_stand_targets_gemeenten_and_change(ask, lab, evaluation):
    ran = ask("explain", "zeemeeuw", "login-success", "--lab", lab.root)
    assert ran.code == 0, ran.err
    inhabitants = {code: g.inhabitants for code, g in lab.catalogue.gemeenten.items()}
    told = picture(evaluation.estimates, "zeemeeuw", "login-success", inhabitants)
    for words, value in (
        ("De gemiddelde gemeente", told.average.middle),
        ("Een nieuwe gemeente", told.new.middle),
        ("Alle inwoners van Nederland", told.nation.middle),
    ):
        assert f"{words}: {100 * value:.1f}%".replace(".", ",") in ran.out
    borrowed = sum(one.mostly_borrowed for one in told.gemeenten)
    login = ran.out.split("Aanvragen en activeren")[0]
    assert login.count("vooral geleend") == borrowed
    assert "Van ronde naar ronde beter" in login


def test_what_was_delivered_is_shown_and_not_what_weights_made_of_it(ask, lab, evaluation):
    ran = ask("explain", "zeemeeuw", "login-success", "--lab", lab.root)
    cube = evaluation.estimates.delivered
    cell = (cube.indicators.index("login-success"), cube.solutions.index("zeemeeuw"))
    for events, exposure in zip(cube.events[cell], cube.exposure[cell], strict=True):
        if exposure:
            assert f"{events:.0f} van {exposure:.0f}" in ran.out


def test_weights_and_open_minimums_are_told(ask, lab):
    ran = ask("explain", "zeemeeuw", "--lab", lab.root)
    assert "gewogen naar leeftijd en digitale vaardigheid" in ran.out
    assert "hangt af van hoe" in ran.out
    ran = ask("explain", "grutto", "--lab", lab.root, "--lang", "en")
    assert "without an event" in re.sub(r"[\s│]+", " ", ran.out)


def test_assessors_who_agree_are_told(ask, lab):
    ran = ask("explain", "zeemeeuw", "eidas-level", "--lab", lab.root)
    assert "van de paren is het eens" in ran.out
    assert "De schatting gaat over" not in ran.out.split("eIDAS-betrouwbaarheidsniveau")[1][:200]


def test_the_check_prints_the_panel_and_a_script_with_the_same_data(ask, lab):
    ran = ask("explain", "zeemeeuw", "sus", "--reference", "--lab", lab.root)
    assert ran.code == 0, ran.err
    for words in ("tau²", "Q-profiel", "I² (%)", "BLUP", "library(metafor)", "yi = c("):
        assert words in ran.out
    for language, words in (("en", "For checking"), ("nl", "Ter controle")):
        told = ask(
            "explain", "zeemeeuw", "sus", "--reference", "--lang", language, "--lab", lab.root
        )
        assert words in told.out


def test_a_small_gemeente_stays_out_of_the_check(ask, own_filled_lab):
    people = own_filled_lab.root / "criteria" / "population.yaml"
    people.write_text(people.read_text().replace("minimum_group: 5", "minimum_group: 30"))
    ran = ask("explain", "zeemeeuw", "sus", "--reference", "--lab", own_filled_lab.root)
    assert ran.code == 0, ran.err
    assert "library(metafor)" not in ran.out
    assert "minder dan 30 mensen" in ran.out
    assert "< 30" in ran.out


def test_a_check_needs_a_criterion(ask, lab):
    ran = ask("explain", "zeemeeuw", "--reference", "--lab", lab.root)
    assert ran.code == 2
    assert "[reference-without-criterion]" in ran.err
