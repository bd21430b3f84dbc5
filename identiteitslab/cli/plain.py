"""What the answers of the command line share: as JSON, and names for people."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import typer

from identiteitslab.text.lookup import LANGUAGES, say

if TYPE_CHECKING:
    import pandas as pd

    from identiteitslab.cli.options import Session
    from identiteitslab.decision.evaluation import Evaluation


def rows(frame: pd.DataFrame) -> Any:
    """Turn a table into a list of objects; what is unknown becomes null."""
    return json.loads(frame.to_json(orient="records"))


def write_json(evaluation: Evaluation, content: dict[str, Any]) -> None:
    """Print an answer as JSON, with the evaluation that it is about."""
    notice = {lang: say("fictitious.band", lang) for lang in LANGUAGES}
    about = {"evaluation": evaluation.id, "notice": notice if evaluation.fictitious else None}
    typer.echo(json.dumps(about | content, indent=2, ensure_ascii=False))


def open_page(session: Session, evaluation: Evaluation, title: str) -> None:
    """Print the band that tells that all is made up, if so, and the title."""
    session.band(evaluation)
    session.out.print()
    session.out.print(title, style="bold", markup=False)


def name(session: Session, evaluation: Evaluation, id_: str) -> str:
    """Give a solution, theme, criterion, indicator or gemeente the name that people read."""
    catalogue = evaluation.catalogue
    if id_ in catalogue.gemeenten:
        return catalogue.gemeenten[id_].name
    for named in (catalogue.solutions, catalogue.themes, catalogue.by_id, catalogue.indicators):
        if id_ in named:
            return named[id_].name.in_(session.lang)
    return id_


def names(session: Session, evaluation: Evaluation, ids: Any) -> str:
    """Give several names, with commas."""
    return ", ".join(name(session, evaluation, id_) for id_ in ids)
