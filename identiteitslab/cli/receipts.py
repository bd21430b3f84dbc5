"""Write the receipt of a delivery to a file, in the form that its name asks for."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from identiteitslab.cli.files import read
from identiteitslab.cli.output import require_room, write
from identiteitslab.errors import fail
from identiteitslab.intake.marked import marked_workbook
from identiteitslab.intake.receipt import as_json, as_text, make_receipt

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from identiteitslab.cli.files import Checked
    from identiteitslab.cli.options import Session
    from identiteitslab.store.upload import Accepted

FORMS = (".txt", ".json", ".xlsx")


def require_receipt(path: Path, files: int) -> None:
    """Make sure that a receipt can be written, before anything is stored.

    Raises
    ------
    LabError
        The form is not known or holds one file only, or there is no room for it.
    """
    if path.suffix not in FORMS:
        raise fail("receipt-form", found=path.suffix or path.name, known=", ".join(FORMS))
    if path.suffix != ".txt" and files > 1:
        raise fail("receipt-one-file", count=files, form=path.suffix)
    require_room(path)


def write_receipt(
    path: Path, session: Session, checked: Sequence[Checked], accepted: Sequence[Accepted]
) -> None:
    """Write what counts of each file and what does not; ``accepted`` is empty if none was stored.

    Raises
    ------
    LabError
        The folder cannot be written to.
    """
    if path.suffix == ".xlsx":
        (one,) = checked
        write(path, marked_workbook(one.delivery, read(one.path), session.lang))
        return
    receipts = [
        make_receipt(one.delivery, upload=str(stored.number), head=stored.head)
        if stored
        else make_receipt(one.delivery)
        for one, stored in zip_longest(checked, accepted)
    ]
    if path.suffix == ".json":
        text = as_json(receipts[0]) + "\n"
    else:
        text = "\n".join(as_text(receipt, session.lang) for receipt in receipts)
    write(path, text.encode())
