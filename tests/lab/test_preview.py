"""A preview foretells, exactly and without storing anything, what an upload will change."""

from __future__ import annotations

from dataclasses import replace

import pytest

from identiteitslab.errors import LabError
from identiteitslab.measurement.row import SCHEMA
from identiteitslab.measurement.sums import summarise

DRAWS = 4096


@pytest.fixture
def deliveries(own_lab):
    files = [path for path in own_lab.examples if path.suffix == ".csv"][:3]
    return [own_lab.check(path.name, path.read_bytes()) for path in files]


def test_it_foretells_what_storing_brings(own_lab, deliveries) -> None:
    first, *rest = deliveries
    own_lab.add(first)
    found = own_lab.preview(rest, draws=DRAWS)
    assert found.changes
    assert found.before.id == own_lab.evaluate(draws=DRAWS).id
    with own_lab.store() as store:
        assert len(store.uploads()) == 1
    for delivery in rest:
        own_lab.add(delivery)
    after = own_lab.evaluate(draws=DRAWS)
    assert found.after.id == after.id
    assert [shift.after for shift in found.shifts] == list(after.standings)
    assert {s.solution for s in found.shifts} == set(own_lab.catalogue.solutions)


def test_the_first_measurements_have_nothing_before_them(own_lab, deliveries) -> None:
    found = own_lab.preview(deliveries[:1], draws=DRAWS)
    assert found.before is None
    assert found.changes
    assert all(shift.before is None for shift in found.shifts)
    assert all(turn.before is None for turn in found.turns)
    assert {turn.after.outcome for turn in found.turns} <= {"met", "failed"}


def test_nothing_at_all_cannot_be_compared(own_lab) -> None:
    with pytest.raises(LabError, match="no-measurements"):
        own_lab.preview([], draws=DRAWS)


def test_what_counts_already_changes_nothing(own_lab, deliveries) -> None:
    own_lab.add(deliveries[0])
    found = own_lab.preview([deliveries[0]] * 2, draws=DRAWS)
    assert not found.changes
    assert found.turns == ()
    assert [shift.before for shift in found.shifts] == [shift.after for shift in found.shifts]


def test_a_replacement_takes_the_place_of_what_it_replaces(own_lab, deliveries) -> None:
    one, two, three = deliveries
    own_lab.add(one)
    own_lab.add(two)
    found = own_lab.preview([three], replacing=[2], draws=DRAWS)
    own_lab.add(three, in_place_of=2, reason="verbeterd")
    assert found.after.id == own_lab.evaluate(draws=DRAWS).id
    assert found.after.standings == own_lab.evaluate(draws=DRAWS).standings


def test_sums_are_foretold_as_rows_are(own_lab, deliveries) -> None:
    one = deliveries[0]
    only_sums = replace(one, rows=SCHEMA.empty_table(), sums=summarise(one.rows), rows_in=0)
    by_rows, by_sums = (own_lab.preview([each], draws=DRAWS).after for each in (one, only_sums))
    assert by_rows.standings == by_sums.standings
    assert by_rows.data_version != by_sums.data_version


def test_turns_name_the_minimums_that_are_judged_otherwise(own_lab, deliveries) -> None:
    own_lab.add(deliveries[0])
    found = own_lab.preview(deliveries[1:], draws=DRAWS)

    def judged(evaluation):
        return {(m.solution, m.indicator, m.limit): m.outcome for m in evaluation.minimums}

    before, after = judged(found.before), judged(found.after)
    changed = {key for key in after if before.get(key, "not_shown") != after[key]}
    told = {(t.after.solution, t.after.indicator, t.after.limit) for t in found.turns}
    assert told == changed
    assert told
