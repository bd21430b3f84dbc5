"""What personal data looks like in one cell. Whether it is there is decided per column."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from identiteitslab.intake.given_names import GIVEN_NAMES
from identiteitslab.intake.match import matches, searching

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from identiteitslab.intake.block import Mask

    Ints = NDArray[np.int64]

ENOUGH = 20_000
"""So many texts that look like something are looked at one by one."""

_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_IBAN_LENGTHS = {
    "NL": 18, "BE": 16, "DE": 22, "FR": 27, "GB": 22, "ES": 24, "IT": 27, "PL": 28, "PT": 25,
    "AT": 20, "LU": 20, "IE": 22, "CH": 21, "DK": 18, "SE": 24, "NO": 15, "FI": 18, "TR": 26,
    "RO": 24, "BG": 22, "CZ": 24, "HU": 28, "GR": 27, "HR": 21, "LT": 20, "LV": 21, "EE": 20,
}  # fmt: skip

_PARTICLES = r"(?:(?:van|de|den|der|ten|ter|'t|el|al|bin|ben) )*"
_EMAIL = r"[A-Za-z0-9._%+'-]+ ?(?:@|\(at\)|\[at\]) ?(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}"
_PHONE = (
    r"(?:^|[^0-9A-Za-z.,-])(?:"
    r"(?:\+|00)31[ -]?(?:\(0\))?[ -]?[1-9](?:[ -]?[0-9]){8}"
    r"|\+[1-9][0-9](?:[ -]?[0-9]){8,11}"
    r"|(?:06|\(06\))[ -]?[1-9](?: ?[0-9]){7}"
    r"|06(?:\.[0-9]{2}){4}"
    r"|\(?0[1-9][0-9]\)?[ -]?[0-9]{3}[ ]?[0-9]{2}[ ]?[0-9]{2}"
    r"|\(?0[1-9][0-9]{2}\)?[ -]?[0-9]{2}[ ]?[0-9]{2}[ ]?[0-9]{2}"
    r")(?:$|[^0-9])"
)
_BSN_NAMES = "bsn|burger[ -]?service|sofi"
_BSN_WORD = (
    rf"(?i)(?:{_BSN_NAMES})[^0-9]{{0,30}}[0-9]{{3}}[ .-]?[0-9]{{3}}[ .-]?[0-9]{{2,3}}(?:$|[^0-9])"
    rf"|(?:^|[^0-9])[0-9]{{8,9}}[^0-9]{{1,30}}(?:{_BSN_NAMES})"
)
_DUTCH_ACCOUNT = "NL[0-9]{2}[A-Z]{4}[0-9]{10}"
_IBAN = r"(?i)\b[A-Z]{2}[0-9]{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?\b"
_BIRTH = (
    r"(?i)(?:\bgeb\.?|geboren|geboorte|birth)[^0-9]{0,20}"
    r"[0-9]{1,4}[-/. ](?:[0-9]{1,2}|jan|feb|mrt|maa|apr|mei|jun|jul|aug|sep|okt|nov|dec)"
    r"[a-z]*[-/. ]+[0-9]{1,4}"
)
_FULL_ADDRESS = r"[A-Za-z]{3,}\.? [0-9]{1,5} ?[A-Za-z]?,? +[1-9][0-9]{3} ?[A-Z]{2}\b"
_TITLED = (
    r"\b(?i:dhr|mevr|mw|mej|de heer|mevrouw|meneer)\.? +(?:[A-Z]\.? ?){0,4}"
    + _PARTICLES
    + r"[A-Z][a-zß-ÿ]{2,}"
)
STRONG = {
    "email": _EMAIL,
    "phone": _PHONE,
    "bsn": _BSN_WORD,
    "birth": _BIRTH,
    "address": _FULL_ADDRESS,
    "name": _TITLED,
}
"""Patterns that are personal data wherever they stand. An IBAN is one more, with its own check."""

DIGIT = "[0-9]"
HOLDS = {
    "email": r"@|[(\[]at[)\]]",
    "phone": DIGIT,
    "bsn": DIGIT,
    "birth": DIGIT,
    "address": DIGIT,
}
"""What no match of these patterns is without: where it is nowhere, they need not be tried."""

_FULL_NAME = (
    r"^[A-ZÀ-Þ][a-zß-ÿ]+(?:[ -][A-ZÀ-Þ][a-zß-ÿ]*\.?)* " + _PARTICLES + r"[A-ZÀ-Þ][A-Za-zÀ-ÿ'-]{2,}$"
)
_FULL_NAME_IN_CAPITALS = (
    r"^[A-ZÀ-Þ]{2,}(?:-[A-ZÀ-Þ]+)? (?:(?:VAN|DE|DEN|DER|TEN|TER|EL|AL|BIN|BEN) )*[A-ZÀ-Þ'-]{3,}$"
)
_TURNED_NAME = r"^[A-Za-zÀ-ÿ' -]+, ([A-ZÀ-Þ][a-zß-ÿ]+)(?: [A-Za-zÀ-ÿ'. ]+)?$"
_ONE_WORD = r"^[A-ZÀ-Þ][a-zß-ÿ]+$"
_INITIALS = r"^(?:[A-ZÀ-Þ]\. ?){1,4}" + _PARTICLES + r"[A-ZÀ-Þ][a-zß-ÿ][A-Za-zÀ-ÿ'-]+$"
_STREET = (
    r"(?i)^(?:[a-z' .-]{3,}(?:straat|laan|weg|plein|kade|gracht|singel|dijk|steeg|dreef|plantsoen"
    r"|haven|hof|wal|boulevard)|(?:laan|weg|plein|kade) (?:van|der) [a-z' .-]+)"
    r" +[0-9]{1,5}(?: ?-?[a-z]{1,3}| ?-[0-9]{1,3})?(?:$|,)"
)
_POSTCODE = r"^[1-9][0-9]{3} ?[A-Z]{2}(?:,? +[0-9]{1,5} ?-?[A-Za-z]{0,3})?$"
_UNITS = ("KB", "MB", "GB", "TB", "MM", "CM", "KM", "KG", "ML", "MS", "EU")
_YEAR = r"(?:19(?:0[5-9]|[1-9][0-9])|20(?:0[0-9]|1[0-2]))"
_OLD_DAY = (
    rf"^(?:[0-9]{{1,2}}[-/.][0-9]{{1,2}}[-/.]{_YEAR}|{_YEAR}-[0-9]{{2}}-[0-9]{{2}}(?:[T ].*)?)$"
)
"""A day on which participants were born and nothing was measured yet."""

_PLAIN = r"^[-0-9.,]{0,7}$"
_IS_PLAIN = re.compile(_PLAIN)
_UNSEEN = r"[\x{00AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{FEFF}]"
_DASHES = r"[\x{2010}-\x{2015}\x{2212}]"
_NINE = (
    r"^'?(?:[0-9]{8,9}|[0-9]{3}[ .-][0-9]{3}[ .-][0-9]{3}|[0-9]{4}[ .][0-9]{2}[ .][0-9]{3})"
    r"(?:[.,]0+)?$"
)
_COMPACT_DAY = re.compile(
    r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])[0-3][0-9]|[0-3][0-9](?:0[1-9]|1[0-2])(?:19|20)[0-9]{2}"
)


def worth_a_look(texts: pa.StringArray) -> Mask:
    """Tell which texts are more than a short number, and so might be about a person."""
    return ~matches(texts, _PLAIN)


def is_plain(text: str) -> bool:
    """Tell whether one text is no more than a short number."""
    return _IS_PLAIN.match(text) is not None


def laid_bare(texts: pa.StringArray) -> pa.StringArray:
    """Take away what hides a pattern: signs of no width, wide digits, odd spaces and dashes."""
    if not pc.string_is_ascii(texts).false_count:
        return texts  # there is nothing to take away from these
    folded = pc.utf8_normalize(texts, "NFKC")
    seen = pc.replace_substring_regex(folded, _UNSEEN, "")
    return pc.replace_substring_regex(seen, _DASHES, "-")


def strong(texts: pa.StringArray) -> dict[str, Mask]:
    """Tell for each kind of personal data which texts surely hold it."""
    find = searching(texts)
    there = {sign: bool(find(sign).any()) for sign in set(HOLDS.values())}
    never = np.zeros(len(texts), dtype=np.bool_)
    found = {
        kind: find(pattern) if kind not in HOLDS or there[HOLDS[kind]] else never
        for kind, pattern in STRONG.items()
    }
    return {**found, "iban": _ibans(texts, find) if there[DIGIT] else never}


def weak(texts: pa.StringArray) -> dict[str, Mask]:
    """Tell which texts may be personal data: they are when a column is full of them."""
    find = searching(texts)
    names = find(_INITIALS)
    for pattern in (_FULL_NAME, _FULL_NAME_IN_CAPITALS, _TURNED_NAME):
        names |= _named(texts, find, pattern)
    found = {"name": names, "given": _named(texts, find, _ONE_WORD)}
    if not find(DIGIT).any():
        never = np.zeros(len(texts), dtype=np.bool_)
        return {**found, "address": never, "birth": never}
    addresses = find(_STREET) | _postcodes(texts, find)
    return {**found, "address": addresses, "birth": find(_OLD_DAY)}


def nine_digits(texts: pa.StringArray) -> Ints:
    """Read texts that are one number of 8 or 9 digits; -1 for the others and for days."""
    read = np.full(len(texts), -1, dtype=np.int64)
    for position in np.flatnonzero(matches(texts, _NINE))[:ENOUGH].tolist():
        digits = re.sub(r"[.,]0+$|[' .-]", "", texts[position].as_py())
        if len(digits) in {8, 9} and not _COMPACT_DAY.fullmatch(digits):
            read[position] = int(digits)
    return read


def passes_eleven(numbers: Ints) -> Mask:
    """Apply the eleven-test of the citizen service number, a zero in front of 8 digits."""
    digits = numbers[:, None] // 10 ** np.arange(8, -1, -1) % 10
    passed: Mask = (digits @ np.array(_WEIGHTS) % 11 == 0) & (numbers > 0)
    return passed


def valid_iban(text: str) -> bool:
    """Check length and control number of an account number."""
    plain = re.sub(r"[ -]", "", text).upper()
    if _IBAN_LENGTHS.get(plain[:2]) != len(plain):
        return False
    turned = plain[4:] + plain[:4]
    return int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1


def looks_dutch(text: str) -> bool:
    """Tell whether a text has the shape of a Dutch account number: mistyped, it is one still."""
    return re.fullmatch(_DUTCH_ACCOUNT, re.sub(r"[ -]", "", text).upper()) is not None


def _ibans(texts: pa.StringArray, find: Callable[[str], Mask]) -> Mask:
    found = find(_IBAN)
    pattern = re.compile(_IBAN)
    for position in np.flatnonzero(found)[:ENOUGH].tolist():
        candidates = pattern.findall(texts[position].as_py())
        found[position] = any(looks_dutch(one) or valid_iban(one) for one in candidates)
    return found


def _named(texts: pa.StringArray, find: Callable[[str], Mask], pattern: str) -> Mask:
    found = find(pattern)
    for position in np.flatnonzero(found)[:ENOUGH].tolist():
        given = texts[position].as_py().rpartition(", ")[2]
        found[position] = re.split(r"[ -]", given)[0].casefold() in GIVEN_NAMES
    return found


def _postcodes(texts: pa.StringArray, find: Callable[[str], Mask]) -> Mask:
    found = find(_POSTCODE)
    for position in np.flatnonzero(found)[:ENOUGH].tolist():
        letters = texts[position].as_py()[4:].lstrip()[:2]
        found[position] = letters not in _UNITS
    return found
