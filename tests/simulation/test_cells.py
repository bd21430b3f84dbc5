import numpy as np

from identiteitslab.simulation.cells import lines
from identiteitslab.simulation.measure import measure
from identiteitslab.simulation.plan import Plan
from identiteitslab.simulation.simulate import Simulation


def test_lines_say_what_was_measured_in_the_words_of_a_delivery(
    small: Simulation, plan: Plan
) -> None:
    pilot = small.pilots[0]
    measured = measure(plan, small.truth, pilot, small.seed)
    written = lines(small.catalogue, plan, pilot, measured)
    assert len(written) == len(measured)
    assert sum(line.stopped for line in written) == measured.censored.sum()
    yes = np.isin(measured.indicator, plan.at["answer"]) & (measured.value == 1)
    assert sum(line.value == "ja" for line in written) == yes.sum()
    for line in written:
        assert (line.value is None) == (line.events is not None)
        assert bool(line.items) == (line.indicator == "sus")
        assert bool(line.person) == (line.indicator in with_people(plan))


def test_participants_come_first_and_one_after_the_other(small: Simulation, plan: Plan) -> None:
    pilot = small.pilots[0]
    measured = measure(plan, small.truth, pilot, small.seed)
    written = lines(small.catalogue, plan, pilot, measured)
    numbers = [line.person["deelnemer"] for line in written if line.person]
    assert numbers == sorted(numbers)
    assert not any(line.person for line in written[len(numbers) :])
    skills = {line.person["vaardigheid"] for line in written if line.person}
    assert skills <= {"minder dan basis", "basis", "meer dan basis"}


def with_people(plan: Plan) -> set[str]:
    return {plan.names[at] for method in ("answer", "score", "time") for at in plan.at[method]}
