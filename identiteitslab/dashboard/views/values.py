"""What is known of an indicator, and what one gemeente delivered, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from identiteitslab.measurement.in_unit import in_unit
from identiteitslab.text.lookup import Lang, say
from identiteitslab.text.numbers import number

if TYPE_CHECKING:
    from identiteitslab.criteria.model import Indicator
    from identiteitslab.decision.delivered import Delivered
    from identiteitslab.estimation.estimate import Estimate


def not_known(indicator: Indicator, longer: float | None, lang: Lang) -> str:
    """Say that nothing was measured, or that nobody finished before a time-out."""
    if longer is None:
        return say("cli.explain.not_measured", lang)
    return say("cli.explain.longer", lang, value=in_unit(longer, indicator, lang))


def estimated(
    known: Estimate | None, indicator: Indicator, lang: Lang, longer: float | None = None
) -> str:
    """Write what is known of an indicator, with its range unless it was simply reported.

    ``longer`` is the time-out that everybody ran into, if nobody finished.
    """
    if known is None:
        return not_known(indicator, longer, lang)
    middle = in_unit(known.middle, indicator, lang)
    if known.exact:
        return middle
    low, high = (in_unit(x, indicator, lang) for x in (known.low, known.high))
    return say("page.solution.range", lang, middle=middle, low=low, high=high)


def told_by(one: Delivered, indicator: Indicator, lang: Lang) -> str:
    """Write what the sums of one gemeente say: a count, or a mean."""
    if one.measured == 0:
        return say("cli.explain.nobody", lang)
    if one.mean is None:
        counts = {"events": one.events or 0, "exposure": one.exposure or 0}
        return say("cli.explain.counts", lang, **{k: number(n, lang) for k, n in counts.items()})
    return in_unit(one.mean, indicator, lang)
