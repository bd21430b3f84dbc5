"""What is tested, as tables: themes down to value functions, minimums and weights."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from identiteitslab.criteria.model import Basis, Context, Direction, MeasuredBy, Scale, Test
from identiteitslab.scoring.weights import profile_weights
from identiteitslab.standards.table_schema import Column, Table, rounded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.criteria.words import Words

FROM = Column("from", "date")
CONTEXT = Column("context", choices=get_args(Context))
BASIS = Column("basis", choices=get_args(Basis))


def criteria_tables(catalogue: Catalogue, scored: Sequence[str]) -> Iterator[Table]:
    """Yield the tables about what is tested.

    Parameters
    ----------
    catalogue
        What is tested.
    scored
        Criteria that have a weight in the context asked about.
    """
    yield _themes(catalogue)
    yield _criteria(catalogue)
    yield _indicators(catalogue)
    yield _situations(catalogue)
    yield _value_functions(catalogue)
    yield _minimums(catalogue)
    yield _profiles(catalogue)
    yield _weights(catalogue, scored)


def words(*names: str) -> tuple[Column, ...]:
    """Give two columns for each text: Dutch and English."""
    return tuple(Column(f"{name}_{lang}") for name in names for lang in ("nl", "en"))


def _both(text: Words) -> tuple[str, str]:
    return text.nl, text.en


def _themes(catalogue: Catalogue) -> Table:
    rows = ((name, *_both(t.name), *_both(t.question)) for name, t in catalogue.themes.items())
    columns = (Column("theme"), *words("name", "question"))
    return Table("themes", columns, ("theme",), tuple(rows))


def _profiles(catalogue: Catalogue) -> Table:
    rows = ((name, *_both(p.name), *_both(p.rationale)) for name, p in catalogue.profiles.items())
    columns = (Column("profile"), *words("name", "rationale"))
    return Table("profiles", columns, ("profile",), tuple(rows))


def _criteria(catalogue: Catalogue) -> Table:
    rows = (
        (name, catalogue.theme_of[name], *_both(c.name), *_both(c.question), *_both(c.why))
        for name, c in catalogue.by_id.items()
    )
    columns = (Column("criterion"), Column("theme"), *words("name", "question", "why"))
    return Table("criteria", columns, ("criterion",), tuple(rows), ((("theme",), "themes"),))


def _indicators(catalogue: Catalogue) -> Table:
    columns = (
        Column("indicator"),
        Column("criterion"),
        *words("name", "definition", "unit", "instrument"),
        Column("kind"),
        Column("per", "integer", least=1),
        Column("direction", choices=get_args(Direction)),
        Column("share", "number", least=0, most=1),
        Column("measured_by", choices=get_args(MeasuredBy)),
        Column("evidence_from", "integer", least=1),
        Column("target"),
        Column("pooling"),
        Column("combine"),
        Column("in_public", "boolean"),
        Column("in_private", "boolean"),
        Column("applies_if", required=False),
    )
    rows = (
        (
            name,
            catalogue.criterion_of[name],
            *(
                text
                for part in (i.name, i.definition, i.unit, i.instrument)
                for text in _both(part)
            ),
            *(i.kind, i.per, i.direction, i.share, i.measured_by, i.evidence_from),
            *(i.target, i.pooling, i.combine),
            *("public" in i.contexts, "private" in i.contexts, i.applies_if),
        )
        for name, i in catalogue.indicators.items()
    )
    foreign = ((("criterion",), "criteria"),)
    return Table("indicators", columns, ("indicator",), tuple(rows), foreign)


def _situations(catalogue: Catalogue) -> Table:
    rows = (
        (name, s.context, s.required_level, *_both(s.name), *_both(s.why))
        for name, s in catalogue.situations.items()
    )
    level = Column("required_level", "integer", least=0, most=3)
    columns = (Column("situation"), CONTEXT, level, *words("name", "why"))
    return Table("situations", columns, ("situation",), tuple(rows))


def _value_functions(catalogue: Catalogue) -> Table:
    columns = (
        Column("indicator"),
        FROM,
        Column("point", "integer", least=1),
        Column("value", "number"),
        Column("score", "number", least=0, most=100),
        Column("scale", choices=get_args(Scale)),
        BASIS,
        *words("rationale"),
    )
    rows = (
        (name, f.since, point, value, score, f.scale, f.basis, *_both(f.rationale))
        for name, indicator in catalogue.indicators.items()
        for f in indicator.value
        for point, (value, score) in enumerate(f.points, 1)
    )
    key = ("indicator", "from", "point")
    return Table("value-functions", columns, key, tuple(rows), ((("indicator",), "indicators"),))


def _minimums(catalogue: Catalogue) -> Table:
    columns = (
        Column("indicator"),
        CONTEXT,
        FROM,
        Column("side", choices=("at_least", "at_most")),
        Column("limit", "number"),
        Column("test", choices=get_args(Test)),
        BASIS,
        Column("from_level", "integer", least=0, most=3),
        Column("set_by_situation", "boolean"),
        *words("reason"),
    )
    rows = (
        (
            *(name, m.context, m.since, "at_least" if m.lower else "at_most", m.limit, m.test),
            *(m.basis, m.from_level, m.set_by_situation, *_both(m.reason)),
        )
        for name, indicator in catalogue.indicators.items()
        for m in indicator.minimum
    )
    key = ("indicator", "context", "from")
    return Table("minimums", columns, key, tuple(rows), ((("indicator",), "indicators"),))


def _weights(catalogue: Catalogue, scored: Sequence[str]) -> Table:
    """Give every profile, not only the one that was asked about."""
    rows = (
        (profile, criterion, rounded(weight, 12))
        for profile in catalogue.profiles
        for criterion, weight in profile_weights(catalogue, profile, scored).points.items()
    )
    columns = (Column("profile"), Column("criterion"), Column("weight", "number", least=0, most=1))
    foreign = ((("profile",), "profiles"), (("criterion",), "criteria"))
    return Table("weights", columns, ("profile", "criterion"), tuple(rows), foreign)
