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
    from collections.abc import Iterator, Mapping, Sequence

    from rich.status import Status

    from identiteitslab.lab.asking import Asked
    from identiteitslab.report.content import Kind
    from identiteitslab.report.files import Form, Report

FormChoice = Literal["pdf", "html", "xlsx", "json", "all"]

NoteOption = Annotated[
    bool, typer.Option("--note", help="Eén bladzijde voor de stuurgroep. / One page.")
]
FormOption = Annotated[
    FormChoice | None,
    typer.Option(help="Welke bestanden; anders pdf. / Which files.", show_default=False),
]
OutOption = Annotated[
    Path | None,
    typer.Option(help="Map of bestand; anders hier. / Folder or file.", show_default=False),
]


def report(
    *,
    note: NoteOption = False,
    form: FormOption = None,
    out: OutOption = None,
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
    from identiteitslab.lab.asking import Asked
    from identiteitslab.report.files import FORMS

    session = start(lab, lang)
    forms = FORMS if form == "all" else (form or _form_of(out),)
    folder, file = _place(out, forms)
    if file is not None:
        require_room(file, force=force)
    asked = Asked(context=context, profile=profile, situation=situation, on=on, seed=seed)
    with session.out.status(session.say("reporting.evaluating")) as status:
        made = _report(session, asked, "note" if note else "full")
        paths = {one: file or folder / made.name(one) for one in forms}
        make_folder(folder)
        for path in paths.values():
            require_room(path, force=force)
        status.update(session.say("reporting.telling"))
        printed = dict(_printed(session, made, paths, status))
    for path, data in printed.items():
        write(path, data)
        session.out.print(session.say("reporting.done", path=path), markup=False, soft_wrap=True)


def _report(session: Session, asked: Asked, kind: Kind) -> Report:
    """Evaluate, and put the log beside it: its head, for who wants to check it, and decisions."""
    from identiteitslab.lab.deciding import decisions
    from identiteitslab.report.files import Report

    evaluation = session.lab.evaluate(**asked)
    with session.lab.store() as store:
        head = store.head()
    kept = decisions(session.lab).kept
    return Report(evaluation, kind, session.lang, head=head, decisions=kept)


def _printed(
    session: Session, made: Report, paths: Mapping[Form, Path], status: Status
) -> Iterator[tuple[Path, bytes]]:
    """Print every form, and say which one takes the time."""
    _ = made.content
    for form, path in paths.items():
        status.update(session.say("reporting.printing", name=path.name))
        yield path, made.make(form)


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
