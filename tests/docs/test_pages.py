"""The pages for people: their examples are right, their links lead somewhere."""

from __future__ import annotations

import doctest
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from identiteitslab.lab.lab import Lab

DOCS = Path(__file__).parents[2] / "docs"
METHOD = sorted((DOCS / "methode").glob("*.md"))
GUIDES = sorted((DOCS / "gids").glob("*.md"))
PAGES = sorted(DOCS.rglob("*.md"))
EXAMPLES = [*METHOD, DOCS / "gids" / "analist.md"]
LINK = re.compile(r"!?\[([^]]*)\]\(([^)\s]+)\)")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_worked_examples_are_right(
    path: Path, lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IDENTITEITSLAB_LAB", str(lab.root))
    blocks = re.findall(r"```python\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL)
    assert blocks
    told: list[str] = []
    example = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, path.stem, str(path), 0)
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE, verbose=False)
    runner.run(example, out=told.append)
    assert not told, "".join(told)


def test_the_example_in_the_readme_runs(
    lab: Lab, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("IDENTITEITSLAB_LAB", str(lab.root))
    readme = (DOCS.parent / "README.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    exec(code, {})  # noqa: S102 - our own README
    assert capsys.readouterr().out.count("dijkpas") == 2


def test_there_is_a_page_for_every_stage_and_a_guide_for_every_role() -> None:
    assert [path.name[0] for path in METHOD] == list("1234567")
    assert [path.stem for path in GUIDES] == ["analist", "beheerder", "projectleider", "stuurgroep"]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(DOCS)))
def test_every_link_leads_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    anchors = set(re.findall(r'<a id="([^"]+)">', text))
    for words, link in LINK.findall(text):
        assert words, f"{link} has no words for who does not see it"
        if link.startswith(("https://", "mailto:")):
            continue
        file, _, anchor = link.partition("#")
        assert not file or (path.parent / file).exists(), link
        assert file or anchor in anchors, link


def test_the_index_names_every_page() -> None:
    named = {link for _, link in LINK.findall((DOCS / "README.md").read_text(encoding="utf-8"))}
    here = {str(path.relative_to(DOCS)) for path in PAGES} - {"README.md"}
    assert here <= named


@pytest.mark.parametrize("path", [*METHOD, *GUIDES], ids=lambda path: path.stem)
def test_every_page_has_an_english_line_under_its_title(path: Path) -> None:
    title, _, line, *_ = path.read_text(encoding="utf-8").splitlines()
    assert title.startswith("# ")
    assert re.fullmatch(r"\*[A-Z][^*]+\*", line)
