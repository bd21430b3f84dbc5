"""The strict Dutch grammar of cells: numbers, yes and no, dates. Two readings means no reading."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from identiteitslab.intake.fold import fold, hidden, mixed_scripts
from identiteitslab.intake.match import FEW, searching

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Mask = NDArray[np.bool_]

LONGEST = 200
"""No cell that can be right is longer; more of it is not looked at to say why it is wrong."""

FIRST_YEAR, LAST_YEAR = 2020, 2049
"""A day of measurement outside these years is a slip of the keyboard or a birth date."""

# ASCII digits only: \d would also take the digits of other scripts.
_SIMPLE = r"^(?:0|[1-9][0-9]{0,8})?$"
_COMMA = r"^-?(?:0|[1-9][0-9]{0,14})(?:,[0-9]{1,20})?$"
_WHOLE = r"^-?(?:[0-9]{1,9}|[1-9][0-9]{9,14})(?:,0{1,20})?$"
_POINT = r"^-?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,20}$"
_DOTS = r"^-?[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,4}(?:,[0-9]{1,20})?$"
_ONE_DOT = r"^-?[1-9][0-9]{0,2}\.[0-9]{3}$"
_DOT = r"\."
_ROUND_DOT = r"\.000$"
_ONE_COMMA = r"^-?[1-9][0-9]{0,2},[0-9]{3}$"

_YES = frozenset({"ja", "j", "yes", "y", "waar", "true", "1"})
_NO = frozenset({"nee", "neen", "n", "no", "onwaar", "false", "0"})
YES_NO = _YES | _NO
NOTHING = frozenset(
    {"-", "--", ".", "?", "na", "n/a", "nan", "null", "none", "nvt", "n.v.t.", "n.v.t", "onbekend",
     "leeg", "niet gemeten", "#n/a", "unknown", "missing"}
)  # fmt: skip
_MONTHS = "jan|feb|mrt|maa|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec"
_DAY_FIRST = re.compile(r"(0?[1-9]|[12][0-9]|3[01])-(0?[1-9]|1[0-2])-([0-9]{4})")
_MONTH_FIRST = re.compile(r"(0?[1-9]|1[0-2])-(1[3-9]|2[0-9]|3[01])-([0-9]{4})")
DECEMBER = 12
_YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_TIME_OF_DAY = re.compile(r"[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?$")

_WHY_NOT_NUMBER = (
    ("cell-is-error", re.compile(r"#.*[!?/].*|#.*")),
    ("cell-is-formula", re.compile(r"[=@].*")),
    ("number-beyond-sums", re.compile(r"-?[0-9.]{16,}(,[0-9]+)?|-?[0-9,.]+[eE]\+?[0-9]+")),
    ("number-is-percent", re.compile(r".*%")),
    ("number-is-time", re.compile(r"-?[0-9]+:[0-9]{2}(:[0-9]{2})?([.,][0-9]+)?")),
    ("number-is-date", re.compile(
        r"[0-9]{4}-[0-9]{2}-[0-9]{2}.*|[0-9]{1,2}[-/][0-9]{1,2}[-/][0-9]{2,4}"
        rf"|[0-9]{{1,4}}[- ]({_MONTHS})[a-z]*\.?([- ][0-9]{{2,4}})?"
        rf"|({_MONTHS})[a-z]*\.?[- ][0-9]{{2,4}}", re.IGNORECASE)),
    ("number-has-words", re.compile(r"[€$]?\s*-?[0-9][0-9.,]*\s*[^0-9\s.,].*|[€$].*")),
)  # fmt: skip


@dataclass(frozen=True)
class Numbers:
    """Texts read as numbers.

    ``value`` is NaN where a text is not a number; ``two_ways`` marks those that can be read in two
    ways; ``point`` and ``dots`` mark numbers read although written with a decimal point or with
    dots between thousands, which is worth a word to the sender.
    """

    value: Floats
    two_ways: Mask
    point: Mask
    dots: Mask


def numbers(texts: pa.StringArray, *, whole: bool, comma_sure: bool) -> Numbers:
    """Read texts as Dutch numbers.

    Parameters
    ----------
    texts
        Cells without space around them.
    whole
        The column holds whole numbers, so that ``1.234`` can only be a thousand and more; but
        ``1,234`` is then somebody else's thousand, and ``48.000`` may be somebody's 48.
    comma_sure
        The file writes decimals with a comma beyond doubt, so that ``1,234`` is one and a bit.

    Returns
    -------
    Numbers
        Arrays with an element a text.
    """
    find = searching(texts)
    if find(_SIMPLE).all():
        never = np.zeros(len(texts), dtype=np.bool_)
        return Numbers(_simple(texts), never, never, never)
    comma = find(_COMMA)
    if whole:
        comma |= find(_WHOLE)
    if find(_DOT).any():
        return _with_dots(texts, find, comma, whole=whole, comma_sure=comma_sure)
    never = np.zeros(len(texts), dtype=np.bool_)
    two_ways = find(_ONE_COMMA) if whole or not comma_sure else never
    value = np.full(len(texts), np.nan)
    read = comma & ~two_ways
    value[read] = _floats(texts, read, thousands="")
    return Numbers(value, two_ways, never, never)


def _with_dots(
    texts: pa.StringArray,
    find: Callable[[str], Mask],
    comma: Mask,
    *,
    whole: bool,
    comma_sure: bool,
) -> Numbers:
    """Read numbers of which some have a dot: a decimal point, or one between thousands."""
    one_dot = find(_ONE_DOT)
    point = find(_POINT) & ~one_dot
    dots = find(_DOTS)
    foreign = bool(point.any())
    two_ways = one_dot
    if whole:
        two_ways = one_dot & (foreign | find(_ROUND_DOT))
    if whole or foreign or not comma_sure:
        two_ways = two_ways | find(_ONE_COMMA)
    read = (comma | point | dots) & ~two_ways
    value = np.full(len(texts), np.nan)
    value[comma & read] = _floats(texts, comma & read, thousands="")
    value[dots & read] = _floats(texts, dots & read, thousands=".")
    value[point & read & ~dots] = _floats(texts, point & read & ~dots, thousands="")
    return Numbers(value, two_ways, point & read & ~dots, dots & read)


def _simple(texts: pa.StringArray) -> Floats:
    """Read plain digits; Arrow is quicker only where there are many."""
    if len(texts) <= FEW:
        return np.array([float(text) if text else np.nan for text in texts.to_pylist()], float)
    given = pc.cast(pc.if_else(pc.equal(texts, ""), None, texts), pa.float64())
    values: Floats = given.to_numpy(zero_copy_only=False)
    return values


def yes_no(texts: pa.StringArray) -> Floats:
    """Read texts as yes (1) or no (0); NaN is neither."""
    return np.array([_yes_no(text) for text in texts.to_pylist()], dtype=np.float64)


def american_days(texts: list[str]) -> list[int]:
    """Find days that read otherwise if somebody wrote the month first, where somebody surely did.

    Returns
    -------
    list of int
        Positions of the days with a first number that may be a month; none if no text has a second
        number that can only be a day.
    """
    if not any(_MONTH_FIRST.match(text) for text in texts):
        return []
    parts = ((position, _DAY_FIRST.match(text)) for position, text in enumerate(texts))
    days = ((p, int(found[1]), int(found[2])) for p, found in parts if found)
    return [position for position, first, second in days if first <= DECEMBER and first != second]


def day(text: str) -> dt.date | str:
    """Read a day, written 31-12-2027 or 2027-12-31, or give the code of what is wrong with it."""
    bare = _TIME_OF_DAY.sub("", text)
    if found := _DAY_FIRST.fullmatch(bare):
        date, month, year = (int(part) for part in found.groups())
    elif found := _YEAR_FIRST.fullmatch(bare):
        year, month, date = (int(part) for part in found.groups())
    else:
        return _why_not_day(text)
    try:
        read = dt.date(year, month, date)
    except ValueError:
        return "date-impossible"
    return read if FIRST_YEAR <= year <= LAST_YEAR else "date-out-of-range"


def why_not_number(text: str) -> str:
    """Name the reason why a text is not a number."""
    if deceives := deceit(text):
        return deceives
    if text.casefold() in NOTHING:
        return "cell-says-nothing"
    start = text[:LONGEST]
    reasons = (code for code, pattern in _WHY_NOT_NUMBER if pattern.fullmatch(start))
    return next(reasons, "number-unreadable")


def why_not_word(text: str) -> str | None:
    """Name the reason why a text cannot be a known word, whatever the list."""
    if deceives := deceit(text):
        return deceives
    if text.startswith("#"):
        return "cell-is-error"
    if text.startswith(("=", "@")):
        return "cell-is-formula"
    return None


def deceit(text: str) -> str | None:
    """Name the way in which a text is not what it looks like."""
    start = text[:LONGEST]
    if hidden(start):
        return "hidden-signs"
    return "mixed-scripts" if mixed_scripts(start) else None


def says_nothing(text: str) -> bool:
    """Tell whether a text stands for an empty cell."""
    return text.casefold() in NOTHING


def _yes_no(text: str) -> float:
    folded = fold(text) if text.isprintable() else ""
    if folded in _YES:
        return 1.0
    return 0.0 if folded in _NO else np.nan


def _why_not_day(text: str) -> str:
    if deceives := deceit(text):
        return deceives
    if text.casefold() in NOTHING:
        return "cell-says-nothing"
    if re.fullmatch(r"[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{2,4}|[0-9]{1,2}-[0-9]{1,2}-[0-9]{2}", text):
        return "date-two-ways"
    return "date-unreadable"


def _floats(texts: pa.StringArray, chosen: Mask, thousands: str) -> Floats:
    if not chosen.any():
        return np.zeros(0)
    picked = texts.filter(pa.array(chosen))
    if thousands:
        picked = pc.replace_substring(picked, thousands, "")
    plain = pc.replace_substring(picked, ",", ".")
    value: Floats = pc.cast(plain, pa.float64()).to_numpy(zero_copy_only=False)
    return value
