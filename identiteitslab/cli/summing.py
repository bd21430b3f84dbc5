"""The command that turns rows into partial sums, so that the rows can stay at home."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from identiteitslab.cli.files import KeepOption, check_all, find_files
from identiteitslab.cli.options import LabOption, LangOption, Session, start
from identiteitslab.cli.output import ForceOption, require_room, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pyarrow as pa

    from identiteitslab.intake.delivery import Delivery
    from identiteitslab.measurement.engine import Engine

SPARK_REMOTE = "IDENTITEITSLAB_SPARK_REMOTE"

OptionalFiles = Annotated[
    list[Path] | None,
    typer.Argument(
        help="Bestanden of mappen (csv, xlsx, deelsommen). / Files or folders (csv, xlsx, sums).",
        show_default=False,
    ),
]
TableOption = Annotated[
    str | None,
    typer.Option(
        "--table",
        help="Tabel of Parquet-adres in Spark, met gecontroleerde rijen; die blijven daar. / "
        "Table or address of Parquet in Spark, with checked rows; they stay there.",
        show_default=False,
    ),
]


def sum_(
    *,
    files: OptionalFiles = None,
    table: TableOption = None,
    out: Annotated[
        Path, typer.Option("--out", help="Nieuw bestand. / New file.", show_default=False)
    ],
    keep_good_rows: KeepOption = False,
    force: ForceOption = False,
    lab: LabOption = None,
    lang: LangOption = None,
) -> None:
    """Maak deelsommen; de rijen blijven thuis. / Make partial sums; the rows stay at home.

    Lever het resultaat aan met add. / Deliver the result with add.
    Rekent met DuckDB, of met Spark als IDENTITEITSLAB_SPARK_REMOTE een adres geeft (sc://…).
    Computes with DuckDB, or with Spark if IDENTITEITSLAB_SPARK_REMOTE gives an address (sc://…).
    """
    from identiteitslab.errors import fail
    from identiteitslab.store.parts import encode, rows_summed

    session = start(lab, lang)
    require_room(out, force=force)
    if bool(files) == bool(table):
        raise fail("sum-source")
    sums = _there(table) if table else _of_files(session, files or [], keep=keep_good_rows)
    write(out, encode(sums))
    facts = {"rows": rows_summed(sums), "cells": sums.num_rows, "file": out}
    session.out.print(session.say("summing.done", **facts), markup=False)


def _of_files(session: Session, files: Sequence[Path], *, keep: bool) -> pa.Table:
    checked = check_all(session, find_files(files), keep_good_rows=keep)
    deliveries = [one.delivery for one in checked]
    _require_sound(deliveries)
    return _sums(session, deliveries)


def _there(table: str) -> pa.Table:
    """Sum rows where they lie."""
    from identiteitslab.errors import fail
    from identiteitslab.measurement.spark_engine import SparkEngine
    from identiteitslab.measurement.sums_there import summarise_there

    remote = os.environ.get(SPARK_REMOTE)
    if not remote:
        raise fail("sum-source")
    with SparkEngine(remote) as engine:
        return summarise_there(table, engine)


def _require_sound(deliveries: Sequence[Delivery]) -> None:
    """Make sure that nothing wrong, and nothing twice, becomes a sum."""
    from identiteitslab.errors import Fault, LabError, Where
    from identiteitslab.store.overlap import among
    from identiteitslab.store.parts import identity

    faults = [fault for one in deliveries if not one.storable for fault in one.faults]
    if faults:
        raise LabError(faults)
    seen: dict[str, str] = {}
    for one in deliveries:
        first = seen.setdefault(identity(one), one.name)
        if first is not one.name:
            faults.append(Fault("sum-same", Where(file=one.name), {"other": first}))
    for one, other, count in among(deliveries):
        facts = {"count": str(count), "other": one.name}
        faults.append(Fault("sum-overlaps", Where(file=other.name), facts))
    if faults:
        raise LabError(faults)


def _sums(session: Session, deliveries: Sequence[Delivery]) -> pa.Table:
    from rich.progress import track

    from identiteitslab.measurement.sums import merge, summarise

    shown = track(deliveries, session.say("summing.adding"), console=session.out, transient=True)
    with _engine() as engine:
        partials = [summarise(one.rows, engine) if one.sums is None else one.sums for one in shown]
        return merge(partials, engine)


@contextmanager
def _engine() -> Iterator[Engine]:
    from identiteitslab.measurement.engine import DuckDBEngine
    from identiteitslab.measurement.spark_engine import SparkEngine

    if remote := os.environ.get(SPARK_REMOTE):
        with SparkEngine(remote) as engine:
            yield engine
    else:
        yield DuckDBEngine()
