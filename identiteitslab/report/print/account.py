"""The account of a report: what it was made from, and every number with where it comes from."""

from __future__ import annotations

import json
import platform
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from identiteitslab.decision.document import document
from identiteitslab.figures.names import clean

if TYPE_CHECKING:
    from identiteitslab.decision.evaluation import Evaluation
    from identiteitslab.figures.figure import Figure
    from identiteitslab.report.content import Cell, Content, Table

RECKONED_WITH = ("numpy", "scipy", "duckdb", "pyarrow", "typst", "xlsxwriter")
"""Programs that the numbers and the files were made with."""


def account(evaluation: Evaluation, content: Content, head: str = "") -> bytes:
    """Print the evaluation and all numbers of the report as JSON; the same gives the same bytes."""
    told = document(evaluation) | {
        "versions": {
            "identiteitslab": evaluation.code_version,
            "python": platform.python_version(),
            **{name: version(name) for name in RECKONED_WITH},
        },
        "log_head": head,
        "theme_weights": evaluation.weighing.theme_points,
        "report": {
            "kind": content.kind,
            "language": content.lang,
            "title": clean(content.title),
            "conclusion": clean(content.lead),
            "tables": [_table(table) for table in content.tables()],
            "figures": [_figure(figure) for figure in content.figures()],
        },
    }
    return (json.dumps(told, indent=1, ensure_ascii=False) + "\n").encode()


def _table(table: Table) -> dict[str, Any]:
    return {
        "id": table.id,
        "title": clean(table.title),
        "from": f"identiteitslab.{table.source}",
        "columns": [{"name": clean(one.name), "numbers": list(one.parts)} for one in table.columns],
        "rows": [[_cell(cell) for cell in row] for row in table.rows],
    }


def _cell(cell: Cell) -> dict[str, Any] | str:
    if not cell.numbers:
        return clean(cell.text)
    return {"text": clean(cell.text), "numbers": list(cell.numbers)}


def _figure(figure: Figure) -> dict[str, str]:
    return {
        "title": clean(figure.title),
        "conclusion": clean(figure.conclusion),
        "description": clean(figure.alt),
    }
