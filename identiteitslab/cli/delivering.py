"""The command for who delivers measurements."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from identiteitslab.cli.files import Checked, FilesArgument, KeepOption, check_all, find_files
from identiteitslab.cli.options import BesideOption, LabOption, LangOption, Session, start

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from identiteitslab.errors import Fault
    from identiteitslab.store.store import Store
    from identiteitslab.store.upload import Accepted

PreviewOption = Annotated[
    bool,
    typer.Option(
        "--preview",
        help="Controleer, en toon wat er zou veranderen; bewaar niets. / "
        "Check, and show what would change; store nothing.",
    ),
]
ReceiptOption = Annotated[
    Path | None,
    typer.Option(
        "--receipt",
        help="Schrijf een ontvangstbewijs: .txt, .json, of .xlsx met de fouten gemarkeerd. / "
        "Write a receipt: .txt, .json, or .xlsx with the faults marked.",
        show_default=False,
    ),
]
ReplaceOption = Annotated[
    int | None,
    typer.Option(
        "--replace",
        min=1,
        help="Nummer van de aanlevering die hierdoor vervangen wordt. / "
        "Number of the upload that this replaces.",
        show_default=False,
    ),
]
ReasonOption = Annotated[
    str, typer.Option(help="Waarom vervangen, zonder namen. / Why replaced, without names.")
]


def add(
    files: FilesArgument,
    lab: LabOption = None,
    lang: LangOption = None,
    keep_good_rows: KeepOption = False,
    preview: PreviewOption = False,
    receipt: ReceiptOption = None,
    replace: ReplaceOption = None,
    reason: ReasonOption = "verbeterde aanlevering",
    beside: BesideOption = False,
) -> None:
    """Lever metingen aan. / Deliver measurements.

    Alles wordt eerst gecontroleerd; pas als alle bestanden goed zijn, wordt er iets bewaard.
    Everything is checked first; only when all files are right is anything stored.
    """
    from identiteitslab.cli.previews import show_preview
    from identiteitslab.cli.receipts import require_receipt, write_receipt
    from identiteitslab.errors import LabError, fail

    session = start(lab, lang)
    if session.place.read_only and not preview:
        raise fail("lab-read-only")
    paths = find_files(files)
    if replace is not None and len(paths) > 1:
        raise fail("add-replace-one", count=len(paths))
    if receipt is not None:
        require_receipt(receipt, len(paths))
    checked = check_all(session, paths, keep_good_rows=keep_good_rows)
    faults = [*_faults(checked)] or [*_clashes(session, checked, replace, beside=beside)]
    accepted: list[Accepted] = []
    if not faults and preview:
        show_preview(session, checked, replace)
    elif not faults:
        accepted = _store(session, checked, replace, reason, beside=beside)
    if receipt is not None:
        write_receipt(receipt, session, checked, accepted)
    if faults:
        raise LabError(faults)


def _faults(checked: Sequence[Checked]) -> Iterator[Fault]:
    for one in checked:
        if not one.delivery.storable:
            yield from one.delivery.faults


def _clashes(
    session: Session, checked: Sequence[Checked], replace: int | None, *, beside: bool
) -> Iterator[Fault]:
    """Find what would count twice, or cannot count again, before anything is stored."""
    from identiteitslab.errors import Fault, LabError, Where
    from identiteitslab.store.overlap import among, clash

    with session.lab.store() as store:
        if replace is not None:
            _require_active(store, replace)
        for one in checked:
            try:
                known = replace is None and store.already(one.delivery)
            except LabError as error:
                yield from error.faults
                continue
            for overlap in () if known or beside else store.overlaps(one.delivery):
                if overlap.number != replace:
                    yield clash(one.delivery, overlap)
    together = [] if beside else [one.delivery for one in checked]
    for earlier, later, count in among(together):
        facts = {"count": str(count), "other": earlier.name}
        yield Fault("add-overlaps-file", Where(file=later.name), facts)


def _require_active(store: Store, number: int) -> None:
    from identiteitslab.errors import fail

    state = {upload.number: upload.active for upload in store.uploads()}
    if number not in state:
        raise fail("store-unknown", number=number)
    if not state[number]:
        raise fail("store-not-active", number=number)


def _store(
    session: Session,
    checked: Sequence[Checked],
    replace: int | None,
    reason: str,
    *,
    beside: bool,
) -> list[Accepted]:
    from rich.progress import track

    accepted: list[Accepted] = []
    what = session.say("delivering.storing")
    for one in track(checked, what, console=session.out, transient=True):
        stored = session.lab.add(one.delivery, in_place_of=replace, reason=reason, beside=beside)
        accepted.append(stored)
        _tell(session, one, stored, replace)
    return accepted


def _tell(session: Session, one: Checked, stored: Accepted, replaced: int | None) -> None:
    key = "add_known" if stored.duplicate else "add_done"
    facts = {"rows": one.rows, "number": stored.number, "head": stored.head[:12]}
    print_ = session.out.print
    print_(session.say(key, name=one.delivery.name, **facts), markup=False)
    if replaced is not None:
        print_("  " + session.say("delivering.replaced", number=replaced))
    for warning in one.delivery.warnings:
        print_(f"  ! {warning.describe(session.lang)}", markup=False)
    if one.delivery.rejected:
        print_("  " + session.say("add_rejected", count=len(one.delivery.rejected)))
