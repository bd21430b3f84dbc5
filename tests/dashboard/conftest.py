"""Labs in every state that a page can meet, and a way to open one page of the dashboard."""

from __future__ import annotations

import shutil
import time
from functools import cache
from pathlib import Path

import pytest
import yaml
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from identiteitslab.dashboard import session, sign_in
from identiteitslab.lab.lab import Lab
from identiteitslab.lab.place import LAB, make_lab
from identiteitslab.store.database import REGISTER

APP = str(Path(__file__).parents[2] / "app.py")
ONLY = "klompcode"
SCAN = "scan_component_manifests"
NAUGHTY = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "=HYPERLINK(1)",
    "\u202egnirts {naam} %s",
    "x" * 400,
    "' onmouseover='alert(1)",
)


@pytest.fixture(scope="session", autouse=True)
def _parts_looked_up_once():
    """Look once, and not at every page, through all that is installed for parts of pages."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, SCAN, cache(getattr(manifest_scanner, SCAN)))
        yield


@pytest.fixture(autouse=True)
def _computed_once(remembered, monkeypatch):
    for name, stage in remembered.items():
        monkeypatch.setattr(name, stage)
    monkeypatch.setattr(session, "evaluate", remembered["identiteitslab.lab.lab.evaluate"])


@pytest.fixture(scope="session")
def empty_lab(tmp_path_factory):
    return Lab.open(make_lab(tmp_path_factory.mktemp("empty") / "lab", examples=False))


@pytest.fixture(scope="session")
def lab_of_one(tmp_path_factory):
    """Give a lab that tries a single solution."""
    lab = Lab.open(make_lab(tmp_path_factory.mktemp("one") / "lab", examples=True))
    solutions = lab.root / "pilots" / "solutions.yaml"
    kept = yaml.safe_load(solutions.read_text(encoding="utf-8"))[ONLY]
    solutions.write_text(yaml.safe_dump({ONLY: kept}, allow_unicode=True), encoding="utf-8")
    lab = Lab.open(lab.root)
    for path in lab.examples:
        if ONLY in path.name:
            lab.add(lab.check(path.name, path.read_bytes()))
    return lab


@pytest.fixture(scope="session")
def damaged_lab(tmp_path_factory):
    """Give a lab whose register is not a register any more."""
    lab = Lab.open(make_lab(tmp_path_factory.mktemp("damaged") / "lab", examples=True))
    path = lab.examples[0]
    lab.add(lab.check(path.name, path.read_bytes()))
    for file in lab.state.glob(f"{REGISTER}*"):
        file.write_bytes(b"nothing of this is a database" * 400)
    return lab


@pytest.fixture(scope="session")
def naughty_lab(lab, tmp_path_factory):
    """Give a lab whose solutions have names that would like to be something else."""
    root = shutil.copytree(lab.root, tmp_path_factory.mktemp("naughty") / "lab")
    solutions = root / "pilots" / "solutions.yaml"
    known = yaml.safe_load(solutions.read_text(encoding="utf-8"))
    for about, name in zip(known.values(), NAUGHTY, strict=False):
        about["name"] = about["description"] = {"nl": name, "en": name}
    solutions.write_text(yaml.safe_dump(known, allow_unicode=True), encoding="utf-8")
    return Lab.open(root)


@pytest.fixture
def visit(monkeypatch):
    """Open a page of a lab as a browser would, with what stands in the address."""

    def go(lab, url="", *, user=None, auth=None, **address):
        monkeypatch.setenv(LAB, str(lab.root))
        if user is None:
            # The test harness has no network; who signs in, needs none.
            monkeypatch.setattr(sign_in, "at_this_machine", lambda: True)
        session.open_lab.clear()
        page = AppTest.from_file(APP, default_timeout=120)
        if url:
            page._page_hash = calc_hash(url)
        if user is not None:
            page.user = {"is_logged_in": True, "iat": time.time(), **user}
        if auth is not None:
            page.secrets["auth"] = auth
        for name, value in address.items():
            page.query_params[name] = value
        return page.run()

    yield go
    session.open_lab.clear()


@pytest.fixture(scope="session")
def shown():
    """Give all markup on a page."""
    return lambda page: "\n".join(str(element.proto.body) for element in page.get("html"))
