"""Canonical rows as the table that gemeenten deliver: delivered again they are the same rows."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from identiteitslab.intake.write import decimal
from identiteitslab.measurement.kind import FX
from identiteitslab.measurement.known_kinds import known_kinds

if TYPE_CHECKING:
    import pyarrow as pa

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.measurement.kind import Kind

DIGITS = 12
"""Decimals that bring a value back to the same ten-thousandth of its logarithm."""


def table_rows(rows: pa.Table, catalogue: Catalogue) -> list[dict[str, str]]:
    """Write canonical rows as rows of the table ``metingen``.

    Parameters
    ----------
    rows
        ``measurement.row.SCHEMA``.
    catalogue
        The indicators: their kinds say how values were encoded.

    Returns
    -------
    list of dict
        Cells as text by column, for ``write.write_table``.
    """
    known = known_kinds()
    kinds = {name: known[indicator.kind] for name, indicator in catalogue.indicators.items()}
    return [{**_about(row), **_measured(row, kinds[row["indicator"]])} for row in rows.to_pylist()]


def _about(row: dict[str, Any]) -> dict[str, str]:
    day, participant = row["measured_on"], row["participant"]
    return {
        "gemeente": row["gemeente"],
        "oplossing": row["solution"],
        "ronde": str(row["round"]),
        "situatie": row["situation"],
        "indicator": row["indicator"],
        "deelnemer": "" if participant is None else str(participant),
        "leeftijdsgroep": row["age_band"],
        "vaardigheid": row["digital_skill"],
        "afgebroken": "ja" if row["censored"] else "",
        "datum": "" if day is None else day.strftime("%d-%m-%Y"),
    }


def _measured(row: dict[str, Any], kind: Kind) -> dict[str, str]:
    if row["value_fx"] is None:
        return _counted(row, kind)
    on_scale = row["value_fx"] / FX
    value = math.exp(on_scale) if kind.link == "log" else on_scale
    cells = {"waarde": decimal(value, DIGITS)}
    if row["people"] > 1 or row["spread_fx"]:
        cells |= {"noemer": str(row["people"]), "spreiding": decimal(row["spread_fx"] / FX)}
    return cells


def _counted(row: dict[str, Any], kind: Kind) -> dict[str, str]:
    """Write one person's answer as a value: two people may give the same, two totals may not."""
    single = row["exposure"] == 1 and any("waarde" in form.required for form in kind.forms)
    if single and kind.grammar == "yes_no":
        return {"waarde": "ja" if row["events"] else "nee"}
    if single:
        return {"waarde": str(row["events"])}
    return {"teller": str(row["events"]), "noemer": str(row["exposure"])}
