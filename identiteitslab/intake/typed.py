"""A block of texts becomes codes, numbers and days, row by row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from identiteitslab.intake import cells
from identiteitslab.intake.columns import TABLE
from identiteitslab.intake.forms import DELIVERED, together
from identiteitslab.intake.remarks import spread_out

if TYPE_CHECKING:
    from collections.abc import Mapping

    from identiteitslab.intake.block import Block, Codes, Column, Mask, Problem
    from identiteitslab.intake.cells import Amounts, Remarks, Words
    from identiteitslab.intake.forms import Combinations
    from identiteitslab.intake.grammar import Floats
    from identiteitslab.intake.vocabulary import Vocabulary

LAST_ROUND = 9_999
LAST_PARTICIPANT = 9_999_999
"""Numbers of participants are shorter than any citizen service number."""

COUNTS = ("teller", "noemer")


@dataclass(frozen=True)
class Typed:
    """The cells of a block, an element a row.

    ``words`` are positions in the vocabularies, ``numbers`` the other cells; ``filled`` tells which
    cells of ``DELIVERED`` hold text, whether it could be read or not (see `forms.together`). How
    ``waarde`` must be read depends on the indicator and is decided later.
    """

    words: Mapping[str, Codes]
    round: Codes
    participant: Codes
    day: Codes
    numbers: Mapping[str, Floats]
    censored: Mask
    filled: Combinations
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]


def read_block(block: Block, vocabularies: Mapping[str, Vocabulary], *, comma_sure: bool) -> Typed:
    """Read all cells of a block.

    Parameters
    ----------
    block
        Delivered rows as text, none of them blank.
    vocabularies
        The words of each column.
    comma_sure
        The file writes decimals with a comma beyond doubt (see ``grammar.numbers``).
    """
    column = {name: block.column(name) for name in TABLE}
    words = {name: cells.words(column[name].texts, v) for name, v in vocabularies.items()}
    numbers = {name: cells.amounts(column[name].texts, whole=True) for name in COUNTS}
    spread = column["spreiding"].texts
    numbers["spreiding"] = cells.amounts(spread, whole=False, comma_sure=comma_sure)
    fixed = {
        "ronde": cells.required(column["ronde"].texts, "ronde", 1, LAST_ROUND),
        "deelnemer": cells.unrepeated(cells.whole(column["deelnemer"].texts, 0, LAST_PARTICIPANT)),
        "datum": cells.days(column["datum"].texts),
        "afgebroken": cells.yes_no(column["afgebroken"].texts),
    }
    read: dict[str, Words | Amounts] = {**words, **numbers, **fixed}
    stopped = column["afgebroken"].spread(fixed["afgebroken"].values) == 1
    filled = {name: column[name].filled for name in DELIVERED}
    return Typed(
        words={name: column[name].spread(found.values) for name, found in words.items()},
        round=column["ronde"].spread(fixed["ronde"].values),
        participant=column["deelnemer"].spread(fixed["deelnemer"].values),
        day=column["datum"].spread(fixed["datum"].values),
        numbers={name: column[name].spread(found.values) for name, found in numbers.items()},
        censored=stopped,
        filled=together({**filled, "afgebroken": stopped}),
        problems=_all(column, {name: found.wrong for name, found in read.items()}),
        notes=_all(column, {name: found.notes for name, found in read.items()}),
    )


def _all(column: Mapping[str, Column], remarks: Mapping[str, Remarks]) -> tuple[Problem, ...]:
    """Spread the remarks about all columns over the rows."""
    return tuple(p for name, said in remarks.items() for p in spread_out(name, column[name], said))
