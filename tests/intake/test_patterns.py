"""What personal data looks like, checked against an independent judge of numbers."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
import stdnum.iban
import stdnum.nl.bsn
from hypothesis import given
from hypothesis import strategies as st

from identiteitslab.intake import patterns
from identiteitslab.intake.hints import hints


@given(st.lists(st.integers(1, 999_999_999), min_size=1, max_size=50))
def test_the_eleven_test_agrees_with_another_one(numbers: list[int]) -> None:
    expected = [stdnum.nl.bsn.is_valid(str(number).zfill(9)) for number in numbers]
    assert patterns.passes_eleven(np.array(numbers)).tolist() == expected


@given(st.from_regex(r"NL[0-9]{2}ABNA[0-9]{10}", fullmatch=True))
def test_account_numbers_agree_with_another_judge(text: str) -> None:
    assert patterns.valid_iban(text) == stdnum.iban.is_valid(text, check_country=False)


@pytest.mark.parametrize(
    ("header", "kinds"),
    [
        ("BSN", {"bsn"}), ("bsn_nummer", {"bsn"}), ("Burgerservicenummer", {"bsn"}),
        ("Tel.", {"phone"}), ("mobiel nummer", {"phone"}), ("Geboortedatum", {"birth"}),
        ("achternaam", {"name"}), ("Naam deelnemer", {"name"}), ("woonadres", {"address"}),
        ("Postcode (6)", {"address"}), ("naam gemeente", set()), ("productnaam", set()),
        ("e-mailadres", set()), ("teller", set()), ("waarde", set()), ("kleur", set()),
    ],
)  # fmt: skip
def test_what_headers_announce(header: str, kinds: set[str]) -> None:
    assert hints(header) == kinds


@given(st.data(), st.sampled_from(sorted(patterns.HOLDS)))
def test_no_match_is_without_what_it_is_said_to_hold(data: st.DataObject, kind: str) -> None:
    """Where that sign is nowhere the pattern is not tried: it must be in each and every match."""
    text = data.draw(st.from_regex(re.compile(patterns.STRONG[kind], re.ASCII), fullmatch=True))
    assert re.search(patterns.HOLDS[kind], text, re.ASCII)


def test_long_texts_take_no_long_time() -> None:
    texts = pa.array(["a" * 100_000, "1" * 100_000, "a1" * 50_000, "06" * 50_000, "@" * 100_000])
    bare = patterns.laid_bare(texts)
    assert not any(found.any() for found in patterns.strong(bare).values())
    assert (patterns.nine_digits(bare) < 0).all()


CANARIES = ("999990019", "kanarie@voorbeeld.nl", "0698765432", "NL02ABNA0123456789", "Piet Kanarie")


def test_checking_leaves_nothing_behind(make, tmp_path: Path) -> None:
    """Run the intake in a folder of its own, temporary folder included, and search all of it."""
    rows = make.csv(
        *(make.row(deelnemer=str(n), x=canary) for n, canary in enumerate(CANARIES)), extra=("x",)
    )
    book = make.book({"deelnemer": 1, "seq": 6}, gemeente=CANARIES[1])
    script = """
import sys
from pathlib import Path
from types import SimpleNamespace
from identiteitslab.criteria.read import read_catalogue
from identiteitslab.intake.check_file import check_file
place = SimpleNamespace(catalogue=read_catalogue(Path(sys.argv[1])))
table, book = (bytes.fromhex(line) for line in sys.stdin.read().split())
for name, data in (("a.csv", table), ("b.xlsx", book)):
    print(check_file(name, data, place, keep_good_rows=True))
"""
    root = Path(__file__).parents[2]
    ran = subprocess.run(
        [sys.executable, "-c", script, str(root)], cwd=tmp_path, text=True, check=True,
        input=f"{rows.hex()}\n{book.hex()}", capture_output=True,
        env={**os.environ, "TMPDIR": str(tmp_path), "HOME": str(tmp_path)},
    )  # fmt: skip
    assert ran.stdout.count("personal-") >= 2
    left = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    for canary in CANARIES:
        assert canary not in ran.stdout + ran.stderr
        assert canary.encode() not in left
