"""The receipt of a delivery: what counts, what does not, and the number that proves it was here."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from identiteitslab.measurement.sums import totals
from identiteitslab.text.lookup import say
from identiteitslab.text.numbers import number

if TYPE_CHECKING:
    from identiteitslab.errors import Fault
    from identiteitslab.intake.delivery import Delivery
    from identiteitslab.text.lookup import Lang

VERSION = "receipt-1"
MOST_SHOWN = 50
"""A text names so many faults; the JSON and the workbook name all."""

CELL = ("gemeente", "solution", "round", "indicator")


@dataclass(frozen=True)
class Added:
    """How many rows, and how many people, a delivery adds to one thing measured in one pilot."""

    gemeente: str
    solution: str
    round: int
    indicator: str
    rows: int
    people: int


@dataclass(frozen=True)
class Receipt:
    """What a person takes home after delivering a file.

    ``upload`` is the number under which it was stored and ``head`` the head of the log at that
    moment; both are empty if nothing was stored. ``rows_in`` is the sum of ``accepted``,
    ``rejected`` and ``blank``.
    """

    name: str
    file_hash: str
    upload: str
    head: str
    rows_in: int
    accepted: int
    rejected: int
    blank: int
    added: tuple[Added, ...]
    dropped_columns: tuple[str, ...]
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]


def make_receipt(delivery: Delivery, *, upload: str = "", head: str = "") -> Receipt:
    """Make the receipt of a delivery.

    Parameters
    ----------
    delivery
        What the intake made of a file.
    upload, head
        The number of the upload and the head of the log, once it has been stored.
    """
    return Receipt(
        name=delivery.name,
        file_hash=delivery.file_hash,
        upload=upload,
        head=head,
        rows_in=delivery.rows_in,
        accepted=delivery.accepted,
        rejected=len(delivery.rejected),
        blank=delivery.blank,
        added=added(delivery),
        dropped_columns=delivery.dropped_columns,
        faults=delivery.faults,
        warnings=delivery.warnings,
    )


def added(delivery: Delivery) -> tuple[Added, ...]:
    """Count what a delivery would add, per pilot and indicator."""
    if delivery.sums is not None:
        counted = (
            totals(delivery.sums).group_by(CELL).aggregate([("n_rows", "sum"), ("people", "sum")])
        )
        rows = counted["n_rows_sum"]
    else:
        counted = delivery.rows.group_by(CELL).aggregate([("people", "count"), ("people", "sum")])
        rows = counted["people_count"]
    found = zip(
        *(counted[name].to_pylist() for name in CELL),
        rows.to_pylist(),
        counted["people_sum"].to_pylist(),
        strict=True,
    )
    return tuple(Added(*each) for each in sorted(found))


def as_json(receipt: Receipt) -> str:
    """Write a receipt for a program: the same content gives the same text."""
    content: dict[str, Any] = {"version": VERSION, **asdict(receipt)}
    return json.dumps(content, ensure_ascii=False, sort_keys=True, indent=2, default=dict)


def as_text(receipt: Receipt, lang: Lang) -> str:
    """Write a receipt for a person."""
    counts = {
        name: number(getattr(receipt, name), lang)
        for name in ("rows_in", "accepted", "rejected", "blank")
    }
    lines = [
        say(
            "receipt.title" if receipt.upload else "receipt.title_checked", lang, name=receipt.name
        ),
        say("receipt.file", lang, hash=receipt.file_hash),
        say("receipt.rows", lang, **counts),
    ]
    if receipt.upload:
        lines.append(say("receipt.stored", lang, upload=receipt.upload, head=receipt.head))
    lines += [_added_line(each, lang) for each in receipt.added]
    if receipt.dropped_columns:
        lines.append(say("receipt.dropped", lang, names=", ".join(receipt.dropped_columns)))
    lines += _section("receipt.faults", receipt.faults, lang)
    lines += _section("receipt.warnings", receipt.warnings, lang)
    return "\n".join(lines) + "\n"


def _added_line(each: Added, lang: Lang) -> str:
    return say(
        "receipt.added",
        lang,
        gemeente=each.gemeente,
        solution=each.solution,
        round=each.round,
        indicator=each.indicator,
        rows=number(each.rows, lang),
    )


def _section(key: str, faults: tuple[Fault, ...], lang: Lang) -> list[str]:
    if not faults:
        return []
    shown = [f"- {fault.describe(lang)}" for fault in faults[:MOST_SHOWN]]
    more = len(faults) - len(shown)
    rest = [say("receipt.more", lang, count=number(more, lang))] if more else []
    return [say(key, lang, count=number(len(faults), lang)), *shown, *rest]
