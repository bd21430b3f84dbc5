"""What the intake makes of one file: rows that count, rows that do not, and why."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from identiteitslab.measurement.sums import summarise_each

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    from identiteitslab.errors import Fault


@dataclass(frozen=True)
class Rejected:
    """A delivered row that does not count: its number in the file and all that is wrong."""

    row: int
    sheet: str
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class Delivery:
    """One file after the intake.

    ``refusals`` are faults of the whole file (not readable, personal data, unknown layout): then
    there are no rows at all. ``rows`` are canonical rows; a delivery of partial sums has ``sums``
    instead. ``rows_in == accepted + rejected + blank`` always holds.
    """

    name: str
    file_hash: str
    rows: pa.Table
    rejected: tuple[Rejected, ...] = ()
    refusals: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()
    dropped_columns: tuple[str, ...] = ()
    rows_in: int = 0
    blank: int = 0
    keep_good_rows: bool = False
    sums: pa.Table | None = field(default=None, repr=False)
    summed: pa.Table | None = field(default=None, repr=False)
    """The sums of ``rows``, where they were worked out beforehand; see `sum_together`."""

    @property
    def accepted(self) -> int:
        """How many rows count."""
        return int(self.rows.num_rows)

    @property
    def storable(self) -> bool:
        """Tell whether to store: nothing is wrong, or the good rows were asked for."""
        if self.refusals or (self.rows.num_rows == 0 and self.sums is None):
            return False
        return not self.rejected or self.keep_good_rows

    @property
    def faults(self) -> tuple[Fault, ...]:
        """All that is wrong, whole file first, then row by row, each fault once.

        One wrong cell may spoil several measurements: the age group of a participant, for instance.
        """
        found = (*self.refusals, *(fault for row in self.rejected for fault in row.faults))
        once = {(fault.code, fault.where, *fault.facts.items()): fault for fault in found}
        return tuple(once.values())


def sum_together(deliveries: Sequence[Delivery]) -> tuple[Delivery, ...]:
    """Work out the sums of several deliveries in one question: one each would take far longer."""
    each = summarise_each([delivery.rows for delivery in deliveries])
    return tuple(replace(one, summed=sums) for one, sums in zip(deliveries, each, strict=True))
