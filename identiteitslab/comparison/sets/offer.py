"""All that is needed to judge sets of solutions that are offered side by side."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from identiteitslab.comparison.combine_rules import RULES, SHARES
from identiteitslab.comparison.common.arrays import (
    Counts,
    Double,
    Mask,
    as_finite,
    as_ids,
    as_mask,
    as_weights,
    index_of,
    refuse_where,
)
from identiteitslab.comparison.common.draws import Method

Score = Callable[[Double], Double]
"""Measured values to scores 0..100."""


@dataclass(frozen=True)
class Gap:
    """An indicator that is the difference of another one between two groups of people."""

    of: str
    group: str
    minus: str
    per: float = 1.0
    """Units of the gap per unit of the other indicator, such as 100 for percentage points."""


@dataclass(frozen=True)
class IndicatorValues:
    """Measured values of one indicator and how they count."""

    id: str
    values: Double
    """(solution, situation, group, draw) in the unit of the indicator; the middle two may have
    length one."""
    score: Score
    weight: float
    rule: str
    theme: str = ""
    higher_is_better: bool = True
    applies: Mask | None = None
    """(solution,); None: to all."""
    fixed: Double | None = None
    """(solution,) part of the value that is paid whatever the use."""
    gap: Gap | None = None
    criterion: str = ""
    """For an own method, which judges criteria; empty: the indicator is one by itself."""


@dataclass(frozen=True)
class Offer:
    """All that is needed to judge sets of solutions."""

    solutions: tuple[str, ...]
    indicators: tuple[IndicatorValues, ...]
    weights: Double
    """(indicator,) expected, summing to one."""
    weight_draws: Double
    """(indicator, draw), each draw summing to one; one draw where the weights are known."""
    theme: Counts
    """(indicator,) number of its theme."""
    situations: tuple[str, ...]
    situation_share: Double
    """(situation,) share of all use."""
    groups: tuple[str, ...]
    group_share: Double
    """(group,) share of all people."""
    use: Double
    """(solution, situation, group) how much each solution would be used next to others; the last
    two may have length one."""
    method: Method | None = None
    """Utility from criterion scores and weights; None is the weighted sum."""

    @property
    def draws(self) -> int:
        """Number of draws of every value."""
        return int(self.indicators[0].values.shape[3])

    @property
    def spread(self) -> tuple[int, int]:
        """Number of situations and of groups that anything differs between; one where nothing."""
        shapes = [self.use.shape[1:], *(one.values.shape[1:3] for one in self.indicators)]
        situations, groups = np.broadcast_shapes(*shapes)
        return situations, groups

    def place(self, indicator: str) -> int:
        """Return the place of an indicator."""
        return index_of("indicator", indicator, [one.id for one in self.indicators])


def make_offer(
    solutions: Sequence[str],
    indicators: Sequence[IndicatorValues],
    *,
    situations: Mapping[str, float] | None = None,
    groups: Mapping[str, float] | None = None,
    use: ArrayLike | None = None,
    weight_draws: ArrayLike | None = None,
    method: Method | None = None,
) -> Offer:
    """Check all that is needed to judge sets of solutions.

    Parameters
    ----------
    solutions : sequence of str
        Ids.
    indicators : sequence of IndicatorValues
        Values of each, with the same number of draws.
    situations, groups : mapping of id to share, optional
        How often each situation occurs and how many people are in each group, on any scale.
        None: one situation, one group.
    use : (solution, situation, group) float, optional
        How much each solution would be used next to others, on any scale; the middle axes may
        have length one. None: all alike.
    weight_draws : (indicator, draw) float, optional
        A set of weights for each draw, on any scale. None: those of the indicators in all.

    Raises
    ------
    ValueError
        For no solutions or indicators, wrong shapes or values, unknown rules, weights that are
        negative or all zero, shares outside 0..1 under a rule that needs shares, or a gap
        between groups or of an indicator that do not exist.
    """
    if not indicators:
        raise ValueError("indicators is empty: expected at least one")
    ids = as_ids("solutions", solutions, len(solutions))
    of_situations, of_groups = situations or {"": 1.0}, groups or {"": 1.0}
    names = as_ids("indicators", [one.id for one in indicators], len(indicators))
    axes = (len(ids), len(of_situations), len(of_groups))
    draws = np.shape(indicators[0].values)[-1]
    themes = tuple(dict.fromkeys(one.theme for one in indicators))
    weights = as_weights([one.weight for one in indicators], len(names))
    return Offer(
        solutions=ids,
        indicators=tuple(_checked(one, axes, draws, names, of_groups) for one in indicators),
        weights=weights,
        weight_draws=_as_draws(weights, weight_draws, draws),
        theme=np.array([themes.index(one.theme) for one in indicators], dtype=np.int64),
        situations=tuple(of_situations),
        situation_share=as_weights(list(of_situations.values()), axes[1], "situations"),
        groups=tuple(of_groups),
        group_share=as_weights(list(of_groups.values()), axes[2], "groups"),
        use=_as_use(use, axes),
        method=method,
    )


def restrict_offer(
    offer: Offer, situations: Sequence[str] | None, groups: Sequence[str] | None
) -> Offer:
    """Return the offer for some situations and groups of people only.

    Raises
    ------
    ValueError
        For a situation or group that does not exist, or none with a share.
    """
    kept = [
        list(range(len(ids)))
        if chosen is None
        else [index_of(f"{name}[{n}]", one, ids) for n, one in enumerate(chosen)]
        for name, chosen, ids in (
            ("situations", situations, offer.situations),
            ("groups", groups, offer.groups),
        )
    ]
    first, second = kept
    return replace(
        offer,
        indicators=tuple(
            replace(one, values=_pick(_pick(one.values, first, 1), second, 2))
            for one in offer.indicators
        ),
        situations=tuple(offer.situations[n] for n in first),
        situation_share=as_weights(offer.situation_share[first], len(first), "situations"),
        groups=tuple(offer.groups[n] for n in second),
        group_share=as_weights(offer.group_share[second], len(second), "groups"),
        use=_pick(_pick(offer.use, first, 1), second, 2),
    )


def fewer_draws(offer: Offer, draws: int) -> Offer:
    """Return the offer with the first draws only."""
    return replace(
        offer,
        indicators=tuple(replace(one, values=one.values[..., :draws]) for one in offer.indicators),
        weight_draws=offer.weight_draws[:, :draws],
    )


def _pick(values: Double, kept: list[int], axis: int) -> Double:
    return values if values.shape[axis] == 1 else values.take(kept, axis=axis)


def _as_draws(weights: Double, given: ArrayLike | None, draws: int) -> Double:
    if given is None:
        return weights[:, None]
    drawn = as_finite("weight_draws", given, (len(weights), draws), "indicator, draw")
    refuse_where("weight_draws", drawn, drawn < 0, "zero or more")
    whole = drawn.sum(axis=0)
    refuse_where("weight_draws", whole, whole == 0, "some weight in every draw")
    scaled: Double = drawn / whole
    return scaled


def _as_use(use: ArrayLike | None, axes: tuple[int, int, int]) -> Double:
    given = np.ones((axes[0], 1, 1)) if use is None else np.asarray(use, dtype=np.float64)
    values = as_finite("use", given, (axes[0], None, None), "solution, situation, group")
    refuse_where("use", values, values < 0, "zero or more")
    _require_fit("use", values, axes)
    return values


def _require_fit(name: str, values: Double, axes: tuple[int, ...]) -> None:
    try:
        np.broadcast_to(values, axes)
    except ValueError:
        raise ValueError(
            f"{name} has shape {values.shape}: expected (solution, situation, group) = {axes}, "
            "of which the last two may be 1"
        ) from None


def _checked(
    one: IndicatorValues,
    axes: tuple[int, int, int],
    draws: int,
    ids: Sequence[str],
    groups: Mapping[str, float],
) -> IndicatorValues:
    name = f"indicators[{one.id!r}]"
    if one.rule not in RULES:
        raise ValueError(f"{name}.rule is {one.rule!r}: expected one of {', '.join(RULES)}")
    values = as_finite(
        f"{name}.values",
        one.values,
        (axes[0], None, None, draws),
        "solution, situation, group, draw",
    )
    _require_fit(f"{name}.values", values[..., 0], axes)
    if one.rule in SHARES:
        refuse_where(f"{name}.values", values, (values < 0) | (values > 1), "a share of 0 to 1")
    fixed = (
        None if one.fixed is None else as_finite(f"{name}.fixed", one.fixed, axes[:1], "solution")
    )
    if one.gap is not None:
        _check_gap(name, one.gap, ids, groups)
    applies = as_mask(f"{name}.applies", one.applies, axes[:1], "solution")
    return replace(one, values=values, applies=applies, fixed=fixed)


def _check_gap(name: str, gap: Gap, ids: Sequence[str], groups: Mapping[str, float]) -> None:
    index_of(f"{name}.gap.of", gap.of, ids)
    for group in (gap.group, gap.minus):
        index_of(f"{name}.gap", group, tuple(groups))
