"""One cell the frequentist way, and as a script, for whoever checks us with R."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.estimation.link_scale import own_estimates
from identiteitslab.estimation.metafor import metafor_count_script, metafor_script
from identiteitslab.estimation.reference import leave_one_out, reference_panel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from identiteitslab.estimation.arrays import Floats
    from identiteitslab.estimation.estimate import Estimates
    from identiteitslab.estimation.heterogeneity import Method
    from identiteitslab.estimation.reference import ReferencePanel

METHODS: tuple[Method, ...] = ("DL", "PM", "REML")


@dataclass(frozen=True)
class Check:
    """A random-effects meta-analysis of one cell.

    Attributes
    ----------
    link
        Scale of all numbers.
    gemeenten
        Codes, in the order of the estimates.
    y, v
        Estimates and variances, ``(gemeenten,)``; see `link_scale.OwnEstimates`.
    panels
        By estimator of tau^2, with the floored interval of Hartung and Knapp.
    plain
        REML with the plain interval of Hartung and Knapp.
    without
        REML with one gemeente left out at a time, in the same order; None for a single one.
    script
        R code with the same data.
    """

    link: str
    gemeenten: tuple[str, ...]
    y: Floats
    v: Floats
    panels: Mapping[Method, ReferencePanel]
    plain: ReferencePanel
    without: ReferencePanel | None
    script: str


def check(
    estimates: Estimates, solution: str, indicator: str, names: Sequence[str]
) -> Check | None:
    """Analyse one cell as metafor does; None where nothing was pooled.

    Parameters
    ----------
    estimates
        What is known.
    solution, indicator
        Which cell.
    names
        Of all gemeenten of the estimates, for the script.
    """
    place = estimates.place(solution, indicator)
    if place is None:
        return None
    group, row = place
    pooled = group.pooled
    if pooled is None:
        return None
    own = own_estimates(group.cells.rows(np.array([row])))
    if own is None:
        return None
    (there,) = np.nonzero(own.present)
    told, title = [names[at] for at in there.tolist()], f"{indicator}, {solution}"
    y, v = own.y[there], own.v[there]
    if own.counts is not None:
        script = metafor_count_script(
            own.counts.events[0, there],
            own.counts.exposure[0, there],
            told,
            likelihood=own.counts.likelihood,
            title=title,
        )
    else:
        scale = float(pooled.prior_scale[row])
        script = metafor_script(y, v, told, title=title, prior_scale=scale)
    return Check(
        pooled.link.name,
        tuple(estimates.gemeenten[at] for at in there),
        y,
        v,
        {method: reference_panel(y[None], v[None], method=method) for method in METHODS},
        reference_panel(y[None], v[None], test="knha"),
        leave_one_out(y[None], v[None]) if there.size > 1 else None,
        script,
    )
