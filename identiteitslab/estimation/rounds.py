"""Does a solution get better from round to round?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow.compute as pc

from identiteitslab.estimation.cells import take
from identiteitslab.estimation.link import Link
from identiteitslab.estimation.link_scale import own_estimates
from identiteitslab.estimation.trend import pool_slopes, slopes
from identiteitslab.measurement.cube import current
from identiteitslab.measurement.known_kinds import known_kinds

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.estimation.arrays import Floats

PRIOR_SCALE = 0.5
"""Of tau between changes within gemeenten: these differ less than gemeenten themselves do."""

INTERVAL = (0.025, 0.5, 0.975)
BETWEEN = "|"


@dataclass(frozen=True)
class Trend:
    """Change per round of the average gemeente, and what each gemeente measured.

    Attributes
    ----------
    link
        Scale of the change: on "log" and "logit" it multiplies the value or its odds.
    low, middle, high
        Change per round on that scale, with the interval that holds 95 %.
    better
        Probability that it goes the right way.
    gemeenten, rounds
        The axes of what follows.
    value
        In the unit of the indicator, ``(gemeenten, rounds)``; NaN where nothing was measured.
    """

    link: str
    low: float
    middle: float
    high: float
    better: float
    gemeenten: tuple[str, ...]
    rounds: tuple[int, ...]
    value: Floats


def trend(
    catalogue: Catalogue,
    sums: pa.Table,
    situations: Sequence[str],
    solution: str,
    indicator: str,
) -> Trend | None:
    """Pool the change per round over gemeenten that measured at least two rounds.

    Only a gemeente that measured twice says something about change: others would compare
    different people in different places. None where no gemeente did, or nothing is averaged.

    Parameters
    ----------
    catalogue
        The indicator and its kind.
    sums
        Merged partial sums of all rounds.
    situations
        Situations that count.
    solution, indicator
        Which cell.
    """
    apart = sums.filter(pc.equal(sums["indicator"], indicator))
    # Each round of a gemeente stands as a gemeente of its own: then every one of them is its last.
    number = pc.cast(apart["round"], "string")
    label = pc.binary_join_element_wise(apart["gemeente"], number, BETWEEN)
    place = apart.column_names.index("gemeente")
    cube = current(
        apart.set_column(place, "gemeente", label), (indicator,), (solution,), situations
    )
    cells = take(catalogue, cube, (indicator,))
    own = own_estimates(cells) if cells.keys else None
    if own is None:
        return None
    rounds = tuple(sorted({int(label.partition(BETWEEN)[2]) for label in cube.gemeenten}))
    gemeenten = tuple(dict.fromkeys(label.partition(BETWEEN)[0] for label in cube.gemeenten))
    places = tuple(np.array([_place(label, gemeenten, rounds) for label in cube.gemeenten]).T)
    y, v = (np.ones((len(gemeenten), len(rounds))) for _ in range(2))
    present = np.zeros(y.shape, dtype=np.bool_)
    y[places], v[places], present[places] = own.y, own.v, own.present
    told = slopes(y[None], v[None], np.array(rounds, dtype=np.float64), present=present[None])
    if not told.present.any():
        return None
    change = pool_slopes(told, prior_scale=PRIOR_SCALE).marginal("average_gemeente")
    low, middle, high = (float(part) for part in change.quantile(INTERVAL)[0])
    rises = float(change.probability_at_least(0.0)[0])
    about, offset, factor = catalogue.indicators[indicator], *cells.unit()
    link = known_kinds()[about.kind].link
    value = offset[0] + factor[0] * Link(link).inverse(y)
    return Trend(
        link,
        low,
        middle,
        high,
        rises if about.direction == "higher_is_better" else 1 - rises,
        gemeenten,
        rounds,
        np.where(present, value, np.nan),
    )


def _place(label: str, gemeenten: tuple[str, ...], rounds: tuple[int, ...]) -> tuple[int, int]:
    gemeente, _, number = label.partition(BETWEEN)
    return gemeenten.index(gemeente), rounds.index(int(number))
