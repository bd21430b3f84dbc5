"""One door for every file: bytes in, a delivery out, and never an exception for what is in them."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from identiteitslab.errors import Fault, LabError, Where
from identiteitslab.intake import file_name
from identiteitslab.intake.check_csv import check_csv
from identiteitslab.intake.check_sums import check_sums
from identiteitslab.intake.check_workbook import check_workbook
from identiteitslab.intake.delivery import Delivery
from identiteitslab.intake.gate import recognise
from identiteitslab.intake.given_names import names_person
from identiteitslab.intake.privacy import Watch
from identiteitslab.intake.rules import Rulebook, Rules
from identiteitslab.measurement.row import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.intake.gate import Content
    from identiteitslab.intake.rules import Outcome

_CHECKS: Mapping[Content, Callable[[io.BytesIO, Rules], Outcome]] = {
    "csv": check_csv,
    "workbook": check_workbook,
    "sums": check_sums,
}


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
    """Check one delivered file. Nothing of it is written anywhere.

    Parameters
    ----------
    name
        The name of the file, only shown in messages; replaced if it holds personal data.
    data
        Its content: a csv table, a workbook or partial sums as Parquet, told apart by content. A
        table is let go once it has been read, unless the caller keeps it.
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
    held = io.BytesIO(data)
    # Only what is held can be let go: a large file need not stay until its rows are ready.
    del data
    book = Rulebook(lab.catalogue)
    return check_by(book, name, held, keep_good_rows=keep_good_rows, uploader=uploader)


def check_by(
    book: Rulebook,
    name: str,
    data: bytes | io.BytesIO,
    *,
    keep_good_rows: bool = False,
    uploader: str | None = None,
) -> Delivery:
    """Check one delivered file by a rulebook that is at hand; see `check_file`.

    What is held by a ``BytesIO`` is let go as soon as it has been read.
    """
    held = data if isinstance(data, io.BytesIO) else io.BytesIO(data)
    rules = Rules(Where(file=file_name.shown_name(name)), book, uploader or "")
    digest = hashlib.sha256(held.getvalue()).hexdigest()
    if about_name := _about_name(name, rules):
        where = Where(file=file_name.nameless(name))
        refusals = tuple(replace(fault, where=where) for fault in about_name)
        return Delivery(where.file, digest, SCHEMA.empty_table(), refusals=refusals)
    empty = Delivery(rules.where.file, digest, SCHEMA.empty_table())
    try:
        outcome = _CHECKS[recognise(held.getvalue(), rules.where)](held, rules)
    except LabError as error:
        return replace(empty, refusals=error.faults)
    except Exception as error:  # noqa: BLE001 - the last line: a file never stops the service
        reason = {"reason": type(error).__name__}
        return replace(empty, refusals=(Fault("file-unexpected", rules.where, reason),))
    return replace(
        empty,
        rows=outcome.rows,
        rejected=outcome.rejected,
        warnings=outcome.warnings,
        dropped_columns=outcome.dropped,
        rows_in=outcome.rows_in,
        blank=outcome.blank,
        keep_good_rows=keep_good_rows,
        sums=outcome.sums,
    )


def _about_name(name: str, rules: Rules) -> tuple[Fault, ...]:
    """Find personal data in the name of the file itself."""
    watch = Watch(rules.where, rules.ordinary)
    name = name.encode(errors="replace").decode()  # a system may give bytes that are no text
    watch.see_texts(rules.where, [name, name.replace("_", " ")], closed=True)
    try:
        watch.stop()
    except LabError as error:
        return error.faults
    person = names_person(name, rules.ordinary)
    return (Fault("personal-name", rules.where),) if person else ()
