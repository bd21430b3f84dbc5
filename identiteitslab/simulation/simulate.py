"""A whole simulated lab: pilots with a known truth, as canonical rows or as delivered files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from identiteitslab.simulation.deliver import deliver, file_name
from identiteitslab.simulation.draw_truth import draw_truth, made_up_solutions
from identiteitslab.simulation.measure import measure
from identiteitslab.simulation.pilot import Pilot, draw_users
from identiteitslab.simulation.plan import make_plan
from identiteitslab.simulation.rows import to_rows
from identiteitslab.simulation.streams import stream

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pyarrow as pa

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.criteria.reference import Solution
    from identiteitslab.simulation.truth import Truth


@dataclass(frozen=True)
class Simulation:
    """Pilots that were never held, with the truth behind them.

    ``catalogue`` holds the made-up solutions as well. Measurements are drawn when they are asked
    for, and are the same each time.
    """

    catalogue: Catalogue
    truth: Truth
    pilots: tuple[Pilot, ...]
    seed: int

    def tables(self) -> Iterator[pa.Table]:
        """Give the canonical rows, one table a gemeente, without holding them all."""
        plan = make_plan(self.catalogue)
        for gemeente in self.truth.gemeenten:
            pilots = [pilot for pilot in self.pilots if pilot.gemeente == gemeente]
            measured = [measure(plan, self.truth, pilot, self.seed) for pilot in pilots]
            if pilots:
                yield to_rows(pilots, measured, plan, self.catalogue.population)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Give the deliveries, name and content, one file a pilot."""
        plan = make_plan(self.catalogue)
        for pilot in self.pilots:
            measured = measure(plan, self.truth, pilot, self.seed)
            yield file_name(self.catalogue, pilot), deliver(self.catalogue, plan, pilot, measured)


def simulate(
    catalogue: Catalogue, *, gemeenten: int, solutions: int, participants: int, seed: int
) -> Simulation:
    """Simulate a lab in which every gemeente tries every solution once.

    Parameters
    ----------
    catalogue
        What is measured. Its solutions come first; further ones are made up and say so.
    gemeenten, solutions
        How many; a larger number adds to what a smaller one gives with the same seed.
    participants
        People in the test sessions of each pilot.
    seed
        Decides everything, together with the names of what is drawn.

    Raises
    ------
    ValueError
        A number below 1, or more gemeenten than there are.
    """
    if not 1 <= gemeenten <= len(catalogue.gemeenten):
        raise ValueError(f"gemeenten is {gemeenten}; expected 1 to {len(catalogue.gemeenten)}")
    if participants < 1:
        raise ValueError(f"participants is {participants}; expected 1 or more")
    known = made_up_solutions(catalogue, solutions)
    order = stream(seed, "gemeenten").permutation(sorted(catalogue.gemeenten))
    chosen = tuple(str(code) for code in order[:gemeenten])
    lab = _with_solutions(catalogue, known)
    pilots = tuple(
        _pilot(lab, gemeente, solution, participants, seed)
        for gemeente in chosen
        for solution in known
    )
    return Simulation(lab, draw_truth(lab, known, chosen, seed), pilots, seed)


def _pilot(
    catalogue: Catalogue, gemeente: str, solution: str, participants: int, seed: int
) -> Pilot:
    rng = stream(seed, "pilot", gemeente, solution)
    return Pilot(
        gemeente,
        solution,
        round=1,
        participants=participants,
        users=draw_users(catalogue.gemeenten[gemeente], rng),
        container="csv" if rng.random() < 0.5 else "xlsx",  # noqa: PLR2004 - heads or tails
    )


def _with_solutions(catalogue: Catalogue, known: Mapping[str, Solution]) -> Catalogue:
    parts = {name: getattr(catalogue, name) for name in type(catalogue).model_fields}
    return type(catalogue)(**{**parts, "solutions": {**catalogue.solutions, **known}})
