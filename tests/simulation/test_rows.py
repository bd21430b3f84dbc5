import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from identiteitslab.measurement.kind import FX
from identiteitslab.measurement.row import SCHEMA
from identiteitslab.measurement.sums import summarise, totals
from identiteitslab.simulation.measure import measure
from identiteitslab.simulation.plan import Plan
from identiteitslab.simulation.rows import to_rows
from identiteitslab.simulation.simulate import Simulation


def test_every_measurement_becomes_one_row(small: Simulation, plan: Plan) -> None:
    pilots = small.pilots[:3]
    measured = [measure(plan, small.truth, pilot, small.seed) for pilot in pilots]
    rows = to_rows(pilots, measured, plan, small.catalogue.population)
    assert rows.schema == SCHEMA
    assert rows.num_rows == sum(len(one) for one in measured)
    counts = [plan.names[at] for at in plan.at["count"]]
    counted = rows.filter(pc.is_in(rows["indicator"], value_set=pa.array(counts)))
    for name in ("events", "exposure"):
        given = sum(getattr(one, name)[~np.isnan(one.events)].sum() for one in measured)
        assert pc.sum(counted[name]).as_py() == given


def test_the_sums_of_the_rows_are_the_sums_of_the_measurements(
    small: Simulation, plan: Plan
) -> None:
    pilot = small.pilots[0]
    measured = measure(plan, small.truth, pilot, small.seed)
    sums = totals(summarise(to_rows([pilot], [measured], plan, small.catalogue.population)))
    found = {row["indicator"]: row for row in sums.to_pylist()}
    at = measured.indicator == plan.names.index("login-time")
    done = at & ~measured.censored
    assert found["login-time"]["measured"] == done.sum()
    assert found["login-time"]["censored"] == (at & measured.censored).sum()
    assert found["login-time"]["sum_fx"] == np.rint(np.log(measured.value[done]) * FX).sum()
    logins = measured.indicator == plan.names.index("login-success")
    assert found["login-success"]["events"] == measured.value[logins].sum()
    assert found["login-success"]["exposure"] == logins.sum()
    fraud = measured.indicator == plan.names.index("identity-fraud-rate")
    assert found["identity-fraud-rate"]["exposure"] == measured.exposure[fraud].sum()


def test_rows_say_who_and_when(small: Simulation, plan: Plan) -> None:
    pilot = small.pilots[0]
    measured = measure(plan, small.truth, pilot, small.seed)
    rows = to_rows([pilot], [measured], plan, small.catalogue.population).to_pylist()
    margins = small.catalogue.population.margins
    for row in rows:
        alone = row["participant"] is None
        assert (row["age_band"] == "") == (row["digital_skill"] == "") == alone
        assert alone or row["age_band"] in margins.age_band.ids
        assert alone or row["digital_skill"] in margins.digital_skill.ids
        assert pilot.start <= row["measured_on"] <= pilot.end
        assert row["measured_on"].weekday() < 5
    assert {row["gemeente"] for row in rows} == {pilot.gemeente}
    assert {row["solution"] for row in rows} == {pilot.solution}
