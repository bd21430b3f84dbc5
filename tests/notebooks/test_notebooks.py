"""The notebooks run from start to end, store no output, and use only what is public."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest
from nbclient import NotebookClient

import identiteitslab

if TYPE_CHECKING:
    from nbformat import NotebookNode

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
TOOLS = {"numpy", "pandas", "identiteitslab", "pathlib", "tempfile"}
PROGRAM = {"os", "shutil", "subprocess", "sys"}
"""Only to run a copy of the program that holds a new kind."""

SECONDS = 120
"""For one cell, on a machine that has more to do."""


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


@pytest.fixture
def notebook(path: Path) -> NotebookNode:
    return nbformat.read(path, as_version=nbformat.NO_CONVERT)


def test_there_are_three() -> None:
    assert [path.name[:2] for path in NOTEBOOKS] == ["01", "02", "03"]


def test_it_runs_from_start_to_end(notebook: NotebookNode, tmp_path: Path) -> None:
    client = NotebookClient(notebook, timeout=SECONDS, resources={"metadata": {"path": tmp_path}})
    client.execute()
    drawn = [o for cell in _code(notebook) for o in cell.outputs if "data" in o]
    assert any("<svg" in o["data"].get("text/html", "") for o in drawn)


def test_no_output_is_stored_and_cells_keep_their_names(notebook: NotebookNode) -> None:
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    names = [cell.id for cell in notebook.cells]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", name) for name in names)
    for cell in _code(notebook):
        assert cell.outputs == []
        assert cell.execution_count is None


def test_it_uses_only_what_is_public(path: Path, notebook: NotebookNode) -> None:
    allowed = TOOLS | (PROGRAM if path.stem.startswith("03") else set())
    for node in ast.walk(ast.parse("\n".join(cell.source for cell in _code(notebook)))):
        if isinstance(node, ast.Import):
            assert {alias.name for alias in node.names} <= allowed
        if isinstance(node, ast.ImportFrom):
            assert node.module in allowed
            if node.module == "identiteitslab":
                assert {alias.name for alias in node.names} <= set(identiteitslab.__all__)
        if isinstance(node, ast.Attribute):
            assert not node.attr.startswith("_") or node.attr == "__file__"


def test_it_says_that_all_is_made_up_and_every_section_has_an_english_line(
    notebook: NotebookNode,
) -> None:
    texts = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    assert "Alle voorbeeldgegevens zijn verzonnen" in texts[0]
    assert "All example data is fictitious" in texts[0]
    for text in texts:
        assert re.search(r"(?m)^\*[A-Z][^*]+\*$", text), text


def _code(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]
