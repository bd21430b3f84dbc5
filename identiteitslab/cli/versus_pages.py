"""One solution against a reference, indicator by indicator, as the gemeenten measured them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from identiteitslab.errors import fail
from identiteitslab.estimation.versus import Versus, versus
from identiteitslab.measurement.in_unit import difference_in_unit, in_natural, limit_in_unit
from identiteitslab.text.chances import chance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from identiteitslab.cli.options import Session
    from identiteitslab.criteria.model import Indicator
    from identiteitslab.decision.evaluation import Evaluation


def versus_page(
    session: Session,
    evaluation: Evaluation,
    pair: tuple[str, str],
    indicators: Sequence[str],
    margin: float | None,
) -> None:
    """Show the measured difference on each indicator, and whether it is surely not too large.

    Raises
    ------
    LabError
        The margin is 0 or less, or reaches beyond the scale.
    """
    catalogue, lang, out = evaluation.catalogue, session.lang, session.out
    names = [catalogue.solutions[one].name.in_(lang) for one in pair]
    session.band(evaluation)
    out.print(session.say("versus.title", one=names[0], other=names[1]), style="bold", markup=False)
    for name in indicators:
        about = catalogue.indicators[name]
        accepted = None if margin is None else in_natural(margin, about)
        try:
            found = versus(evaluation.estimates, *pair, name, margin=accepted)
        except ValueError as error:
            raise fail("margin-impossible", found=margin, reason=error) from None
        out.print()
        out.print(about.name.in_(lang), style="bold cyan", markup=False)
        for line in _lines(session, evaluation, about, found):
            out.print(line, markup=False)


def _lines(
    session: Session, evaluation: Evaluation, about: Indicator, found: Versus | None
) -> list[str]:
    lang = session.lang
    if found is None:
        return [session.say("versus.none")]
    ends = {
        name: difference_in_unit(getattr(found.difference, name), about, lang)
        for name in ("low", "middle", "high")
    }
    lines = [
        session.say("versus.difference", **ends),
        session.say("versus.better", chance=chance(found.better, lang)),
    ]
    if found.not_worse is not None and found.margin is not None:
        told = "shown" if found.shown else "not_shown"
        limit = limit_in_unit(found.margin, about, lang)
        said = chance(found.not_worse, lang)
        lines.append(session.say(f"versus.{told}", limit=limit, chance=said))
    if found.indirect:
        return [*lines, "! " + session.say("versus.indirect")]
    gemeenten = (evaluation.catalogue.gemeenten[code].name for code in found.gemeenten)
    return [*lines, session.say("versus.direct", gemeenten=", ".join(sorted(gemeenten)))]
