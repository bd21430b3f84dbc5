"""Check partial sums: what a gemeente delivers whose rows stay at home."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from identiteitslab.errors import Fault, LabError, Where, fail
from identiteitslab.intake.apart import read_apart
from identiteitslab.intake.fold import shown
from identiteitslab.intake.privacy import Watch
from identiteitslab.intake.rules import Outcome
from identiteitslab.intake.sums_rules import SPLIT, broken_rules
from identiteitslab.measurement.sums import ALL, SUMS_SCHEMA

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

    from identiteitslab.intake.rules import Rules

CHILD = Path(__file__).with_name("sums_child.py")

WORDS = {
    "gemeente": "gemeente",
    "solution": "oplossing",
    "situation": "situatie",
    "indicator": "indicator",
    "age_band": "leeftijdsgroep",
    "digital_skill": "vaardigheid",
}


_LIMITS = {"low": "", "high": "", "found": ""}


def check_sums(data: io.BytesIO, rules: Rules) -> Outcome:
    """Check partial sums: the columns, the words, and whether the sums can be true.

    Raises
    ------
    LabError
        Anything is wrong: sums are accepted as a whole or not at all.
    """
    printed = read_apart(CHILD, data.getvalue(), rules.where, "pyarrow")
    with pa.ipc.open_stream(printed) as stream:
        table = stream.read_all()
    _stop_personal(table, rules)
    sums = _in_schema(table, rules.where)
    # What words mean decides which rules hold: judge the words first.
    for found in (_unknown_words, _not_yours, _impossible):
        if faults := list(found(sums, rules)):
            raise LabError(faults)
    return Outcome(sums=sums)


def _in_schema(table: pa.Table, where: Where) -> pa.Table:
    expected, found = set(SUMS_SCHEMA.names), set(table.column_names)
    if expected != found or len(table.column_names) != len(found):
        wrong = ", ".join(sorted(map(shown, expected ^ found)))
        raise fail("sums-columns", where, found=wrong)
    if not table.num_rows:
        raise fail("rows-none", where)
    try:
        return table.select(SUMS_SCHEMA.names).cast(SUMS_SCHEMA).combine_chunks()
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        raise fail("sums-types", where) from None


def _stop_personal(table: pa.Table, rules: Rules) -> None:
    """Look for people in texts and in what a program wrote beside the columns."""
    watch = Watch(rules.where, rules.ordinary)
    beside = [value.decode("utf-8", "replace") for value in (table.schema.metadata or {}).values()]
    texts = [
        text
        for column in table.columns
        if pa.types.is_string(column.type) or pa.types.is_large_string(column.type)
        for text in pc.unique(column).cast(pa.string()).to_pylist()
        if text
    ]
    watch.see_texts(rules.where, [*table.column_names, *texts, *beside], closed=True)
    watch.stop()


def _impossible(sums: pa.Table, rules: Rules) -> Iterator[Fault]:
    for code, column, wrong in broken_rules(sums, rules.catalogue):
        if wrong.any():
            where = Where(rules.where.file, row=int(wrong.argmax()) + 1, column=column)
            yield Fault(code, where, {"count": str(int(wrong.sum())), **_LIMITS})


def _unknown_words(sums: pa.Table, rules: Rules) -> Iterator[Fault]:
    for name, word in WORDS.items():
        known = set(rules.vocabularies[word].ids) | ({ALL} if name in SPLIT else set())
        for text in pc.unique(sums[name]).to_pylist():
            if text not in known:
                where = Where(rules.where.file, column=name)
                facts = {
                    "found": shown(text or ""),
                    "known": rules.vocabularies[word].suggestion(""),
                }
                yield Fault(f"{word}-unknown", where, facts)


def _not_yours(sums: pa.Table, rules: Rules) -> Iterator[Fault]:
    words = rules.vocabularies["gemeente"]
    own = words.find(rules.uploader)
    for code in pc.unique(sums["gemeente"]).to_pylist():
        if rules.uploader and code != words.ids[own]:
            facts = {"found": shown(code or ""), "known": rules.uploader}
            yield Fault("gemeente-not-yours", rules.where, facts)
