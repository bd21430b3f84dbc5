"""The structure is a promise: the map in the package tells the layers that CI enforces."""

import re
import tomllib
from pathlib import Path

import identiteitslab

ROOT = Path(__file__).parents[1]
CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text())
CONTRACTS = CONFIG["tool"]["importlinter"]["contracts"]
PACKAGES = {
    entry.stem
    for entry in (ROOT / "identiteitslab").iterdir()
    if (entry.is_dir() and (entry / "__init__.py").exists()) or entry.suffix == ".py"
} - {"__init__"}


def test_the_map_in_the_package_is_the_list_of_layers():
    layers = [name.strip("() ") for layer in CONTRACTS[0]["layers"] for name in layer.split("|")]
    told = re.findall(
        r"^([a-z]+)(?:, ([a-z]+))?\s{2,}|^([a-z]+), ([a-z]+) ", identiteitslab.__doc__, re.MULTILINE
    )
    names = [name for row in told for name in row if name]
    assert names[::-1] == [*layers[:2][::-1], *layers[2:]]


def test_forbidden_contracts_name_every_package_but_their_own():
    opened = {
        "streamlit": {"dashboard"},
        "plotly": {"dashboard", "figures"},
        "sqlmodel": {"store"},
    }
    for contract in CONTRACTS:
        if contract["type"] != "forbidden":
            continue
        (own,) = (opened[name] for name in contract["forbidden_modules"] if name in opened)
        sources = {name.removeprefix("identiteitslab.") for name in contract["source_modules"]}
        assert sources == PACKAGES - own


def test_every_public_name_loads():
    for name in identiteitslab.__all__:
        assert getattr(identiteitslab, name) is not None


def test_no_file_grows_beyond_its_budget():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in (ROOT / "identiteitslab").rglob("*.py")
        if (lines := len(path.read_text().splitlines())) > 300
    }
    assert long == {}


def test_the_root_stays_easy_to_take_in():
    made = (ROOT / ".gitignore").read_text().split()
    ignored = {".git"} | {name.strip("/") for name in made}
    shown = {entry.name for entry in ROOT.iterdir()} - ignored
    assert len(shown) <= 20, sorted(shown)
