"""Change from round to round is seen where it is, and nowhere else."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from identiteitslab.estimation.rounds import trend


@pytest.fixture(scope="module")
def asked(lab):
    catalogue, (sums, _) = lab.catalogue, lab.measurements()
    return catalogue, sums, [n for n, s in catalogue.situations.items() if s.context == "public"]


def test_values_are_what_each_gemeente_measured(asked):
    catalogue, sums, situations = asked
    found = trend(catalogue, sums, situations, "dijkpas", "sus")
    assert found.rounds == (1, 2)
    assert found.value.shape == (len(found.gemeenten), 2)
    assert np.nanmin(found.value) > 40
    assert np.nanmax(found.value) < 100
    assert found.low < found.middle < found.high
    assert 0 < found.better < 1


def later(first, **columns):
    """Give the rows of round 1 as rows of round 2, with other sums."""
    for name, values in ({"round": [2] * first.num_rows} | columns).items():
        field = first.schema.field(name)
        column = pa.array([None if v is None else int(v) for v in values], field.type)
        first = first.set_column(first.column_names.index(name), field, column)
    return first


def test_a_second_round_that_copies_the_first_shows_no_change(asked):
    catalogue, sums, situations = asked
    first = sums.filter(pc.equal(sums["round"], 1))
    both = pa.concat_tables([first, later(first)])
    found = trend(catalogue, both, situations, "dijkpas", "sus")
    assert found.middle == pytest.approx(0, abs=1e-6)
    assert found.better == pytest.approx(0.5, abs=1e-3)


def test_a_better_second_round_is_seen(asked):
    catalogue, sums, situations = asked
    first = sums.filter(pc.and_(pc.equal(sums["round"], 1), pc.equal(sums["indicator"], "sus")))
    n, total, squares = (
        [int(v) for v in first[name].to_pylist()] for name in ("measured", "sum_fx", "sum_fx2")
    )
    step = 100_000  # everyone ten points more, in the units of the sums
    more = [t + m * step for m, t in zip(n, total, strict=True)]
    bent = [s + 2 * step * t + m * step**2 for m, t, s in zip(n, total, squares, strict=True)]
    both = pa.concat_tables([first, later(first, sum_fx=more, sum_fx2=bent)])
    found = trend(catalogue, both, situations, "dijkpas", "sus")
    assert found.low > 0
    assert found.better > 0.99


def test_one_round_says_nothing_about_change(asked):
    catalogue, sums, situations = asked
    first = sums.filter(pc.equal(sums["round"], 1))
    assert trend(catalogue, first, situations, "dijkpas", "sus") is None
    assert trend(catalogue, sums, situations, "dijkpas", "eidas-level") is None
    assert trend(catalogue, sums, situations, "dijkpas", "skill-gap") is None
