"""What people say about weights, each statement as linear rules that a set of weights obeys."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from identiteitslab.comparison.common.arrays import Double


@dataclass(frozen=True)
class Exact:
    """One item weighs exactly this share of the whole."""

    item: str
    share: float

    def __str__(self) -> str:
        return f"{self.item} = {self.share:g}"


@dataclass(frozen=True)
class Between:
    """One item weighs at least ``low`` and at most ``high`` of the whole."""

    item: str
    low: float = 0.0
    high: float = 1.0

    def __str__(self) -> str:
        return f"{self.low:g} ≤ {self.item} ≤ {self.high:g}"


@dataclass(frozen=True)
class Order:
    """Items from most to least important."""

    items: tuple[str, ...]

    def __str__(self) -> str:
        return " ≥ ".join(self.items)


@dataclass(frozen=True)
class AtLeastAsImportant:
    """One item weighs at least as much as another."""

    item: str
    other: str

    def __str__(self) -> str:
        return f"{self.item} ≥ {self.other}"


@dataclass(frozen=True)
class Ratio:
    """One item weighs at least ``low`` and at most ``high`` times another.

    Equal bounds make an exact ratio; ``high`` may be infinite.
    """

    item: str
    other: str
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.low:g} ≤ {self.item} / {self.other} ≤ {self.high:g}"


Statement = Exact | Between | Order | AtLeastAsImportant | Ratio


@dataclass(frozen=True)
class Rules:
    """Linear rules on weights w: ``most @ w <= most_value`` and ``equal @ w == equal_value``."""

    most: Double
    """(rule, item)"""
    most_value: Double
    equal: Double
    equal_value: Double


def rules_of(statement: Statement, items: Sequence[str]) -> Rules:
    """Return the linear rules of one statement.

    Raises
    ------
    ValueError
        For an item that does not exist, a share outside 0..1, bounds the wrong way round, a
        negative ratio, or an order with an item twice.
    """
    unit = dict(zip(items, np.eye(len(items)), strict=True))
    _check(statement, items)
    match statement:
        case Exact(item, share):
            return _rules(len(items), equal=[(unit[item], share)])
        case Between(item, low, high):
            return _rules(len(items), most=[(unit[item], high), (-unit[item], -low)])
        case Order(order):
            return _rules(len(items), most=[(unit[b] - unit[a], 0.0) for a, b in pairwise(order)])
        case AtLeastAsImportant(item, other):
            return _rules(len(items), most=[(unit[other] - unit[item], 0.0)])
        case Ratio(item, other, low, high) if low == high:
            return _rules(len(items), equal=[(unit[item] - low * unit[other], 0.0)])
        case Ratio(item, other, low, high):
            bounds = [(low * unit[other] - unit[item], 0.0)]
            if np.isfinite(high):
                bounds.append((unit[item] - high * unit[other], 0.0))
            return _rules(len(items), most=bounds)


def join(parts: Sequence[Rules], count: int) -> Rules:
    """Return all rules together with those that every set of weights obeys.

    No weight is negative and all of them sum to one.
    """
    always = Rules(-np.eye(count), np.zeros(count), np.ones((1, count)), np.ones(1))
    every = [always, *parts]
    return Rules(
        np.concatenate([part.most for part in every]),
        np.concatenate([part.most_value for part in every]),
        np.concatenate([part.equal for part in every]),
        np.concatenate([part.equal_value for part in every]),
    )


def named_items(statement: Statement) -> tuple[str, ...]:
    """Return the items a statement speaks of."""
    match statement:
        case Exact(item) | Between(item):
            return (item,)
        case Order(items):
            return items
        case AtLeastAsImportant(item, other) | Ratio(item, other):
            return (item, other)


def _rules(
    count: int,
    most: Sequence[tuple[Double, float]] = (),
    equal: Sequence[tuple[Double, float]] = (),
) -> Rules:
    def stack(rows: Sequence[tuple[Double, float]]) -> tuple[Double, Double]:
        left = np.array([row for row, _ in rows], dtype=np.float64).reshape(len(rows), count)
        return left, np.array([value for _, value in rows], dtype=np.float64)

    return Rules(*stack(most), *stack(equal))


def _check(statement: Statement, items: Sequence[str]) -> None:
    named = named_items(statement)
    for item in named:
        if item not in items:
            raise ValueError(
                f"statement {statement} names {item!r}: expected one of {', '.join(items)}"
            )
    if len(set(named)) < len(named):
        raise ValueError(f"statement {statement} names an item twice: expected each item once")
    match statement:
        case Exact(_, share):
            sound = 0 <= share <= 1
        case Between(_, low, high):
            sound = 0 <= low <= high <= 1
        case Ratio(_, _, low, high):
            sound = 0 <= low <= high and np.isfinite(low)
        case _:
            sound = True
    if not sound:
        raise ValueError(
            f"statement {statement} has wrong bounds: expected shares within 0..1, ratios of "
            "zero or more, and the lower bound first"
        )
