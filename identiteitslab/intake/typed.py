"""A block of texts becomes codes, numbers and days, row by row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from identiteitslab.intake import cells
from identiteitslab.intake.forms import DELIVERED
from identiteitslab.intake.remarks import spread_out

if TYPE_CHECKING:
    from collections.abc import Mapping

    from identiteitslab.intake.block import Block, Codes, Mask, Problem
    from identiteitslab.intake.cells import Amounts, Words
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
    cells of ``DELIVERED`` hold text, whether it could be read or not. How ``waarde`` must be read
    depends on the indicator and is decided later.
    """

    words: Mapping[str, Codes]
    round: Codes
    participant: Codes
    day: Codes
    numbers: Mapping[str, Floats]
    censored: Mask
    filled: Mapping[str, Mask]
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
    words = {name: cells.words(block.column(name).texts, v) for name, v in vocabularies.items()}
    numbers = {name: cells.amounts(block.column(name).texts, whole=True) for name in COUNTS}
    spread = block.column("spreiding").texts
    numbers["spreiding"] = cells.amounts(spread, whole=False, comma_sure=comma_sure)
    fixed = {
        "ronde": cells.required(block.column("ronde").texts, "ronde", 1, LAST_ROUND),
        "deelnemer": cells.unrepeated(
            cells.whole(block.column("deelnemer").texts, 0, LAST_PARTICIPANT)
        ),
        "datum": cells.days(block.column("datum").texts),
        "afgebroken": cells.yes_no(block.column("afgebroken").texts),
    }
    read: dict[str, Words | Amounts] = {**words, **numbers, **fixed}
    stopped = block.column("afgebroken").spread(fixed["afgebroken"].values) == 1
    filled = {name: block.column(name).filled for name in DELIVERED}
    return Typed(
        words={name: block.column(name).spread(found.values) for name, found in words.items()},
        round=block.column("ronde").spread(fixed["ronde"].values),
        participant=block.column("deelnemer").spread(fixed["deelnemer"].values),
        day=block.column("datum").spread(fixed["datum"].values),
        numbers={name: block.column(name).spread(found.values) for name, found in numbers.items()},
        censored=stopped,
        filled={**filled, "afgebroken": stopped},
        problems=tuple(
            p
            for name, found in read.items()
            for p in spread_out(name, block.column(name), found.wrong)
        ),
        notes=tuple(
            p
            for name, found in read.items()
            for p in spread_out(name, block.column(name), found.notes)
        ),
    )
