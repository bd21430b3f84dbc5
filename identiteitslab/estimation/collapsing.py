"""Population groups without participants, taken together with a neighbour before weighting."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from identiteitslab.estimation.arrays import as_floats, one_number, require

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

    from identiteitslab.estimation.arrays import Floats, Places


class Merge(NamedTuple):
    """A group that nobody represented, and the group that now speaks for it too."""

    empty: str
    into: str
    share: float

    def sentence(self, lang: str = "nl") -> str:
        """Say it to a reader, in "nl" or "en"."""
        percent = f"{100 * self.share:.0f}"
        if lang == "en":
            return (
                f"Nobody in group {self.empty} took part ({percent}% of the population). "
                f"It is counted together with group {self.into}."
            )
        return (
            f"Uit de groep {self.empty} deed niemand mee ({percent}% van de bevolking). "
            f"Deze groep is samengevoegd met de groep {self.into}."
        )


class Collapsed(NamedTuple):
    """Labels and population after merging, and what was merged.

    `labels` ``(n,)`` and `population` ``(groups,)`` fit `population.rake`; `names` are those of
    the remaining groups.
    """

    labels: Places
    population: Floats
    names: tuple[str, ...]
    merges: tuple[Merge, ...]


def collapse(labels: ArrayLike, population: ArrayLike, names: Sequence[str]) -> Collapsed:
    """Merge each group without participants with its smaller neighbour that has some.

    Parameters
    ----------
    labels
        Group of every participant, ``(n,)`` whole numbers from 0.
    population
        Population of the groups, ``(groups,)``, in their natural order (such as age).
    names
        Of the groups, for the message.

    Raises
    ------
    ValueError
        If nobody took part, or labels, population and names do not fit each other.
    """
    group, people = _read(labels, population)
    if len(names) != people.size:
        raise ValueError(f"population has shape {people.shape}; expected ({len(names)},), as names")
    taken = np.bincount(group, minlength=people.size)
    if taken.sum() == 0:
        raise ValueError("labels is empty; expected at least one participant")
    home = np.array([_home(number, taken, people) for number in range(people.size)])
    kept, place = np.unique(home, return_inverse=True)
    merges = tuple(
        Merge(names[number], names[into], float(people[number] / people.sum()))
        for number, into in enumerate(home)
        if number != into and people[number] > 0
    )
    return Collapsed(
        place[group].astype(np.intp),
        np.bincount(place, people, kept.size).astype(np.float64),
        tuple(names[number] for number in kept),
        merges,
    )


def unrepresented(labels: ArrayLike, population: ArrayLike, *, share: float = 0.05) -> Places:
    """Give the cells with more than `share` of the population in which nobody took part.

    Weighting cannot repair these: collapse them, or refuse.

    Parameters
    ----------
    labels
        Cell of every participant, ``(n,)`` whole numbers from 0.
    population
        Population of the cells, ``(cells,)``.
    """
    group, people = _read(labels, population)
    least = one_number("share", share)
    require("share", least, (least >= 0) & (least <= 1), "a share from 0 to 1")
    taken = np.bincount(group, minlength=people.size)
    return np.flatnonzero((taken == 0) & (people > least * people.sum()))


def _read(labels: ArrayLike, population: ArrayLike) -> tuple[Places, Floats]:
    """Check the group of every participant against the population of the groups."""
    group, people = as_floats("labels", labels), as_floats("population", population)
    for name, numbers in (("labels", group), ("population", people)):
        if numbers.ndim != 1:
            raise ValueError(f"{name} has shape {numbers.shape}; expected one dimension")
    require("population", people, people >= 0, "a population of 0 or more")
    fits = (group >= 0) & (group < people.size) & (group == np.round(group))
    require("labels", group, fits, f"a group from 0 to {people.size - 1}")
    return group.astype(np.intp), people


def _home(number: int, taken: Places, people: Floats) -> int:
    """Find the group that speaks for a group: itself, or its smaller neighbour with people."""
    if taken[number]:
        return number
    filled = np.flatnonzero(taken)
    below, above = filled[filled < number], filled[filled > number]
    neighbours = [*below[-1:], *above[:1]]
    return int(min(neighbours, key=lambda one: people[one]))
