"""One door for every file: bytes in, a delivery out, and never an exception for what is in them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Protocol

from identiteitslab.errors import LabError, Where
from identiteitslab.intake.decode import decode
from identiteitslab.intake.delivery import Delivery
from identiteitslab.intake.examine import Rules, examine
from identiteitslab.intake.read_csv import Irregular, exact_blocks, fast_blocks, open_csv
from identiteitslab.intake.vocabulary import vocabularies
from identiteitslab.measurement.row import SCHEMA

if TYPE_CHECKING:
    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.intake.examine import Examined


class HasCatalogue(Protocol):
    """Anything that knows what can be measured: a lab, or a stand-in for one."""

    @property
    def catalogue(self) -> Catalogue:
        """Criteria, gemeenten, situations and solutions."""


def check_file(
    name: str,
    data: bytes,
    lab: HasCatalogue,
    *,
    keep_good_rows: bool = False,
    uploader: str | None = None,
) -> Delivery:
    """Check one delivered file.

    Parameters
    ----------
    name
        The name of the file; only used in messages.
    data
        Its content: a csv table, a workbook or partial sums as Parquet, told apart by content.
    lab
        What can be measured.
    keep_good_rows
        Whether the good rows may be stored although others are wrong.
    uploader
        The gemeente (code or name) that delivers; rows of another gemeente are refused. ``None``
        may deliver for all.

    Returns
    -------
    Delivery
        Rows that count, rows that do not, with all their faults; or the refusal of the whole file.
        Bad input never raises.
    """
    where = Where(file=name)
    rules = Rules(
        file=name,
        catalogue=lab.catalogue,
        vocabularies=vocabularies(lab.catalogue),
        uploader=uploader or "",
    )
    digest = hashlib.sha256(data).hexdigest()
    try:
        found = _check_csv(data, where, rules)
    except LabError as error:
        return Delivery(name, digest, SCHEMA.empty_table(), refusals=error.faults)
    return Delivery(
        name=name,
        file_hash=digest,
        rows=found.rows,
        rejected=found.rejected,
        warnings=found.warnings,
        rows_in=found.rows_in,
        blank=found.blank,
        keep_good_rows=keep_good_rows,
    )


def _check_csv(data: bytes, where: Where, rules: Rules) -> Examined:
    table = open_csv(decode(data, where), where)
    if table.header.faults:
        raise LabError(table.header.faults)
    try:
        return examine(fast_blocks(table), rules)
    except Irregular:
        return examine(exact_blocks(table), rules)
