"""The command that makes the report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from identiteitslab.cli.options import LabOption, LangOption, Session, start
from identiteitslab.cli.output import ForceOption, make_folder, require_room, write
from identiteitslab.cli.question_options import (  # noqa: TC001 - typer reads these
    ContextOption,
    DayOption,
    ProfileOption,
    SeedOption,
    SituationOption,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from identiteitslab.decision.log.ledger import Kept
    from identiteitslab.report.content import Kind
    from identiteitslab.report.files import Form

FormChoice = Literal["pdf", "html", "xlsx", "json", "all"]


def report(
    *,
    note: Annotated[
        bool, typer.Option("--note", help="Eén bladzijde voor de stuurgroep. / One page.")
    ] = False,
    form: Annotated[
        FormChoice | None,
        typer.Option(help="Welke bestanden; anders pdf. / Which files.", show_default=False),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(help="Map of bestand; anders hier. / Folder or file.", show_default=False),
    ] = None,
    context: ContextOption = None,
    profile: ProfileOption = None,
    situation: SituationOption = None,
    on: DayOption = None,
    seed: SeedOption = None,
    force: ForceOption = False,
    lab: LabOption = None,
    lang: LangOption = None,
) -> None:
    """Maak het rapport om mee te nemen. / Make the report to take along.

    Als PDF, als pagina (html), als cijfers (xlsx) en als verantwoording (json).
    As PDF, as a page (html), as numbers (xlsx) and as an account (json).
    """
    from identiteitslab.report.files import FORMS, Report

    session = start(lab, lang)
    forms = FORMS if form == "all" else (form or _form_of(out),)
    folder, file = _place(out, forms)
    if file is not None:
        require_room(file, force=force)
    with session.out.status(session.say("reporting.evaluating")) as status:
        evaluation = session.lab.evaluate(
            context=context,
            profile=profile,
            situation=situation,
            on=on,
            seed=seed,
        )
        head, decisions = _log(session)
        kind: Kind = "note" if note else "full"
        made = Report(evaluation, kind, session.lang, head=head, decisions=decisions)
        paths = {one: file or folder / made.name(one) for one in forms}
        make_folder(folder)
        for path in paths.values():
            require_room(path, force=force)
        status.update(session.say("reporting.telling"))
        _ = made.content
        printed = {}
        for one, path in paths.items():
            status.update(session.say("reporting.printing", name=path.name))
            printed[path] = made.make(one)
    for path, data in printed.items():
        write(path, data)
        session.out.print(session.say("reporting.done", path=path), markup=False, soft_wrap=True)


def _form_of(out: Path | None) -> Form:
    """Take the form from the name of the file; without one it is a PDF."""
    from identiteitslab.report.files import FORMS

    ending = "" if out is None else out.suffix.casefold().removeprefix(".")
    return next((one for one in FORMS if one == ending), "pdf")


def _place(out: Path | None, forms: Sequence[Form]) -> tuple[Path, Path | None]:
    """Give the folder, and the file if one was named.

    Raises
    ------
    LabError
        More forms than one would stand in one file, or the name is that of another form.
    """
    from identiteitslab.errors import fail

    if out is None or out.is_dir():
        return out or Path(), None
    if len(forms) > 1 and not out.suffix and not out.exists():
        return out, None
    if len(forms) > 1:
        raise fail("report-out-kind", path=out, count=len(forms))
    if out.suffix.casefold() != f".{forms[0]}":
        raise fail("report-form-unlike", path=out, form=forms[0])
    return out.parent, out


def _log(session: Session) -> tuple[str, tuple[Kept, ...]]:
    """Give the head of the log, for who wants to check it later, and all decisions."""
    from identiteitslab.lab.deciding import decisions

    with session.lab.store() as store:
        head = store.head()
    return head, decisions(session.lab).kept
