"""The whole method: the same in, the same out, and every choice where it belongs."""

import datetime as dt
import os
import subprocess
import sys
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from identiteitslab.errors import LabError
from identiteitslab.lab.evaluate import evaluate, under_profile
from identiteitslab.lab.lab import Lab
from identiteitslab.measurement.sums import merge, summarise

DAY = dt.date(2027, 1, 1)


@pytest.fixture(scope="module")
def asked(lab):
    """Ask for a profile, once."""
    return cache(lambda profile: lab.evaluate(on=DAY, profile=profile))


def numbers(evaluation):
    return {s.solution: (*s.score, s.first) for s in evaluation.standings}


def test_the_same_question_gives_the_same_answer_bit_for_bit(lab, asked):
    one, other = lab.evaluate(on=DAY), asked("balanced")
    assert one.id == other.id
    assert numbers(one) == numbers(other)


def test_other_weights_on_what_was_measured_are_the_same_as_asking_anew(lab, asked):
    at_hand = asked("balanced")
    for profile in lab.catalogue.profiles:
        anew, weighed = asked(profile), under_profile(at_hand, profile)
        assert weighed.id == anew.id
        assert weighed.standings == anew.standings
        assert np.array_equal(weighed.ranks.acceptability, anew.ranks.acceptability)
        assert weighed.scores is at_hand.scores


def test_the_order_of_deliveries_does_not_matter(lab, own_lab, asked):
    with own_lab.store() as store:
        for path in reversed(own_lab.examples):
            store.accept(own_lab.check(path.name, path.read_bytes()), actor="voorbeeld")
    forth, back = lab.measurements(), own_lab.measurements()
    assert forth[1] == back[1]
    assert forth[0].equals(back[0])
    assert numbers(asked("balanced")) == numbers(own_lab.evaluate(on=DAY))


def test_hash_seeds_of_python_do_not_matter(lab, asked):
    program = (
        "import datetime as dt, sys; from pathlib import Path; "
        "from identiteitslab.lab.lab import Lab; "
        "e = Lab.open(Path(sys.argv[1])).evaluate(on=dt.date(2027, 1, 1)); "
        "print(hash('seed'), e.id, [(s.solution, *s.score, s.first) for s in e.standings])"
    )
    seed = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    ran = subprocess.run(
        [sys.executable, "-c", program, str(lab.root)],
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        check=True,
        text=True,
    )
    hashed, told = ran.stdout.split(maxsplit=1)
    assert int(hashed) != hash("seed")
    here = asked("balanced")
    standings = [(s.solution, *s.score, s.first) for s in here.standings]
    assert told == f"{here.id} {standings}\n"


def test_another_solution_changes_no_score_of_the_others(lab):
    catalogue = lab.catalogue
    fewer = {n: s for n, s in catalogue.solutions.items() if n != "stroopkoek"}
    question = lab.question(on=DAY)
    sums, version = lab.measurements()
    all_ = evaluate(catalogue, question, sums, version)
    some = evaluate(catalogue.model_copy(update={"solutions": fewer}), question, sums, version)
    row = {name: at for at, name in enumerate(all_.scores.solution_ids)}
    kept = [row[name] for name in some.scores.solution_ids]
    np.testing.assert_allclose(some.scores.indicators, all_.scores.indicators[kept], atol=1e-3)


def test_a_solution_that_fails_never_ranks(evaluation):
    failed = [s for s in evaluation.standings if s.outcome == "failed"]
    assert [s.solution for s in failed] == ["klompcode"]
    assert failed[0].first is None
    assert evaluation.standings[-1] is failed[0]
    assert "factor-level" in {m.indicator for m in failed[0].failing}


def test_chances_of_first_place_add_up_over_those_that_rank(evaluation):
    total = sum(s.first for s in evaluation.standings if s.first is not None)
    assert total == pytest.approx(1.0, abs=0.001)


def test_too_little_evidence_is_open_and_wide_never_met(evaluation):
    grutto = next(s for s in evaluation.standings if s.solution == "grutto")
    assert grutto.outcome == "not_shown"
    assert grutto.evidence < 0.5
    unmeasured = [m for m in grutto.open if m.value is None]
    assert unmeasured


def test_what_was_not_measured_is_unknown_and_not_zero(evaluation):
    scores = evaluation.scores
    row, column = np.argwhere(~scores.known)[0]
    pool = scores.indicators[row, column]
    assert pool.mean() == pytest.approx(50, abs=0.1)
    assert (pool.min() < 1) & (pool.max() > 99)


def test_profiles_change_the_leader(asked):
    leaders = {
        profile: asked(profile).leader.solution for profile in ("balanced", "security-first")
    }
    assert leaders["security-first"] != leaders["balanced"]


def test_a_dated_norm_holds_from_its_day(own_filled_lab):
    file = own_filled_lab.root / "criteria" / "usability" / "task-success.yaml"
    text = file.read_text()
    start = text.index("      - from: 2027-01-01\n        context: public")
    stricter = text[start : text.index("      - from:", start + 1)]
    later = stricter.replace("2027-01-01", "2029-01-01").replace("at_least: 0.7", "at_least: 0.99")
    file.write_text(text[:start] + later + text[start:])
    changed = Lab.open(own_filled_lab.root)
    limits = [
        {m.limit for m in changed.evaluate(on=day).minimums if m.indicator == "login-success"}
        for day in (DAY, dt.date(2029, 6, 1))
    ]
    assert limits == [{0.7}, {0.99}]


def test_sums_of_all_rows_are_the_sums_of_the_parts(lab):
    tables = [lab.check(p.name, p.read_bytes()).rows for p in lab.examples[:4]]
    import pyarrow as pa

    parts = merge([summarise(table) for table in tables])
    assert parts.equals(summarise(pa.concat_tables(tables)))


def test_the_id_names_everything_that_can_change_the_answer(evaluation):
    changed = [
        replace(evaluation, data_version="x"),
        replace(evaluation, criteria_digest="x"),
        replace(evaluation, code_version="x"),
        replace(evaluation, question=replace(evaluation.question, seed=1)),
        replace(evaluation, question=replace(evaluation.question, profile="x")),
    ]
    ids = {e.id for e in changed} | {evaluation.id}
    assert len(ids) == 6


def test_faults_in_criteria_are_told_at_once(own_lab):
    for name in ("task-success", "task-time"):
        file = own_lab.root / "criteria" / "usability" / f"{name}.yaml"
        file.write_text(file.read_text().replace("direction:", "richting:"))
    with pytest.raises(LabError) as error:
        own_lab.evaluate()
    files = {fault.where.file for fault in error.value.faults}
    assert files == {"criteria/usability/task-success.yaml", "criteria/usability/task-time.yaml"}
