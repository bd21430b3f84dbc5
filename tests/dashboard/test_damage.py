"""A store of which a part is damaged: every page says so, and shows what is left."""

from __future__ import annotations

import shutil

import pytest

from identiteitslab.dashboard import session
from identiteitslab.dashboard.table import PAGES
from identiteitslab.lab.lab import Lab
from identiteitslab.lab.place import make_lab
from identiteitslab.text.lookup import say


@pytest.fixture(scope="module")
def partly_damaged(tmp_path_factory):
    """Give a lab with three uploads of which the second cannot be read."""
    lab = Lab.open(make_lab(tmp_path_factory.mktemp("partly") / "lab", examples=True))
    for path in [p for p in lab.examples if p.suffix == ".csv"][:3]:
        lab.add(lab.check(path.name, path.read_bytes()))
    with lab.store() as store:
        digest = store.uploads()[1].part("sums").digest
    shutil.rmtree(lab.state / "folds", ignore_errors=True)
    (lab.state / "files" / f"{digest}.parquet").write_bytes(b"weg")
    return lab


@pytest.mark.parametrize("url", [page.url for page in PAGES])
def test_every_page_names_the_damage(visit, shown, partly_damaged, url) -> None:
    session._left_out.clear()
    page = visit(partly_damaged, url)
    html = shown(page)
    assert not page.exception
    assert say("page.damaged", "nl") in html
    assert "store-file-damaged" in html
    assert html.count("<h1>") == 1


def test_a_whole_store_has_no_such_notice(visit, shown, lab) -> None:
    assert say("page.damaged", "nl") not in shown(visit(lab, "criteria"))


def test_the_stamp_names_what_was_counted_until_it_is_mended(
    visit, shown, partly_damaged, tmp_path
) -> None:
    lab = Lab.open(shutil.copytree(partly_damaged.root, tmp_path / "lab"))
    with lab.store() as store:
        whole = store.data_version()[:12]
    assert whole not in shown(visit(lab))
    for path in [p for p in lab.examples if p.suffix == ".csv"][:3]:
        lab.add(lab.check(path.name, path.read_bytes()))
    session._left_out.clear()
    assert whole in shown(visit(lab))
