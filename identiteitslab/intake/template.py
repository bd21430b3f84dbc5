"""The template of one pilot: an empty workbook, or a csv table, that explains itself."""

from __future__ import annotations

import io
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from identiteitslab.intake import columns as names
from identiteitslab.intake.block import EXAMPLE
from identiteitslab.intake.participants import beside
from identiteitslab.intake.template_sheets import (
    NOTE_SIZE,
    Heading,
    Lines,
    Palette,
    palette,
    write_lists,
    write_sheet,
)
from identiteitslab.intake.typed import LAST_PARTICIPANT
from identiteitslab.intake.write import decimal, new_workbook, write_table
from identiteitslab.measurement.kinds.score import SUS_HIGHEST
from identiteitslab.measurement.known_kinds import known_kinds
from identiteitslab.text.lookup import say

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.criteria.model import Indicator
    from identiteitslab.measurement.kind import Kind
    from identiteitslab.text.lookup import Lang

PROPERTY = "identiteitslab-criteria"
"""The property of the workbook that tells which criteria it was made from."""

AGES, SKILLS, YES_NO, SITUATIONS = "ages", "skills", "yes_no", "situations"


@dataclass(frozen=True)
class _Pilot:
    """The pilot that a template is for."""

    catalogue: Catalogue
    gemeente: str
    solution: str
    round: int
    lang: Lang
    situation: str = ""

    def indicators(self) -> dict[str, tuple[Indicator, Kind]]:
        """Give what can be delivered about this solution and situation, with its kind."""
        properties = self.catalogue.solutions[self.solution].properties
        situations = self.catalogue.situations
        contexts = {situations[self.situation].context} if self.situation else None
        known = known_kinds()
        return {
            name: (indicator, known[indicator.kind])
            for name, indicator in self.catalogue.indicators.items()
            if indicator.applies_if in (None, *properties)
            and known[indicator.kind].forms
            and (contexts is None or contexts.intersection(indicator.contexts))
        }


def workbook_template(
    catalogue: Catalogue,
    gemeente: str,
    solution: str,
    round: int,  # noqa: A002 - the word of the trade
    *,
    lang: Lang,
    situation: str = "",
) -> bytes:
    """Make the empty workbook of a pilot.

    Parameters
    ----------
    catalogue
        What can be measured.
    gemeente, solution, round
        The pilot: ids, and the number of the round.
    lang
        Language of notes and instructions; names of sheets and columns are always Dutch.
    situation
        The service for which people log in; empty leaves the choice open.

    Returns
    -------
    bytes
        An xlsx file that the intake reads back without a message as long as nothing is filled in
        but measurements.
    """
    pilot = _Pilot(catalogue, gemeente, solution, round, lang, situation)
    target = io.BytesIO()
    with new_workbook(target) as book:
        book.set_custom_property(PROPERTY, catalogue.digest)
        look = palette(book)
        sheets = {
            name: book.add_worksheet(name)
            for name in (names.SHEET_README, names.SHEET_PILOT, names.SHEET_PARTICIPANTS,
                         names.SHEET_COUNTS, names.SHEET_ASSESSMENTS)
        }  # fmt: skip
        write_lists(book, look, _lists(catalogue))
        _write_readme(sheets[names.SHEET_README], pilot)
        _write_pilot(sheets[names.SHEET_PILOT], look, pilot)
        write_sheet(sheets[names.SHEET_PARTICIPANTS], look, *_participants(pilot))
        write_sheet(sheets[names.SHEET_COUNTS], look, *_counts(pilot))
        write_sheet(sheets[names.SHEET_ASSESSMENTS], look, *_assessments(pilot))
        sheets[names.SHEET_README].activate()
    return target.getvalue()


def csv_template(
    catalogue: Catalogue,
    gemeente: str,
    solution: str,
    round: int,  # noqa: A002 - the word of the trade
    *,
    lang: Lang,
    situation: str = "",
) -> bytes:
    """Make the csv table of a pilot, with an example row for each way to deliver.

    Example rows start with the word ``voorbeeld`` and never count. Takes the same arguments as
    ``workbook_template``; a csv file has no room for words in a language.
    """
    pilot = _Pilot(catalogue, gemeente, solution, round, lang, situation)
    head = {
        "gemeente": f"{EXAMPLE} {gemeente}",
        "oplossing": solution,
        "ronde": str(round),
        "situatie": situation,
    }
    first: dict[str, tuple[str, Kind]] = {}
    for name, (indicator, kind) in pilot.indicators().items():
        first.setdefault(indicator.kind, (name, kind))
    return write_table(
        [
            {**head, "indicator": name, **asdict(example)}
            for name, kind in first.values()
            for example in kind.examples
        ]
    )


def _lists(catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    margins = catalogue.population.margins
    return {
        AGES: margins.age_band.ids,
        SKILLS: margins.digital_skill.ids,
        YES_NO: ("ja", "nee"),
        SITUATIONS: tuple(catalogue.situations),
    }


def _write_readme(sheet: Worksheet, pilot: _Pilot) -> None:
    solution = pilot.catalogue.solutions[pilot.solution].name.in_(pilot.lang)
    gemeente = pilot.catalogue.gemeenten[pilot.gemeente].name
    text = say("template.readme", pilot.lang, gemeente=gemeente, solution=solution,
               round=pilot.round)  # fmt: skip
    sheet.write_column(0, 0, text.strip().splitlines())
    sheet.set_column(0, 0, 110)


def _write_pilot(sheet: Worksheet, look: Palette, pilot: _Pilot) -> None:
    given = {
        "gemeente": pilot.gemeente,
        "oplossing": pilot.solution,
        "ronde": str(pilot.round),
        "situatie": pilot.situation,
    }
    for row, key in enumerate(names.PILOT_KEYS):
        sheet.write_string(row, 0, key, look.head)
        sheet.write_string(row, 1, given.get(key, ""))
        sheet.write_comment(row, 0, say(f"template.pilot.{key}", pilot.lang), NOTE_SIZE)
    row = names.PILOT_KEYS.index("situatie")
    sheet.data_validation(row, 1, row, 1, {"validate": "list", "source": look.lists[SITUATIONS]})
    sheet.set_column(0, 1, 24)


def _participants(pilot: _Pilot) -> tuple[list[Heading], Lines]:
    told = {key: say(f"template.participant.{key}", pilot.lang) for key in names.PARTICIPANT_FIXED}
    headings = [
        Heading("deelnemer", told["deelnemer"], limits=(1, LAST_PARTICIPANT), whole=True),
        Heading("leeftijdsgroep", told["leeftijdsgroep"], choices=AGES),
        Heading("vaardigheid", told["vaardigheid"], choices=SKILLS),
        Heading("datum", told["datum"]),
    ]
    example = [EXAMPLE, *(choices[0] for choices in _strata(pilot.catalogue)), "31-12-2027"]
    for name, (indicator, kind) in pilot.indicators().items():
        if _asks_people(indicator, kind):
            columns = _columns(name, indicator, kind, _note(indicator, kind, pilot.lang))
            headings += columns
            example += [_example(column, indicator, kind) for column in columns]
    return headings, Lines([example], example=True)


def _columns(name: str, indicator: Indicator, kind: Kind, note: str) -> list[Heading]:
    if indicator.items:
        return [
            Heading(item, note, limits=(1, SUS_HIGHEST), whole=True, width=7)
            for item in beside(name, indicator)
        ]
    choices = YES_NO if kind.grammar == "yes_no" else ""
    own = Heading(name, note, choices, limits=None if choices else indicator.bounds or (0, None))
    return [own, *(Heading(column, note, YES_NO) for column in beside(name, indicator))]


def _example(column: Heading, indicator: Indicator, kind: Kind) -> str:
    if column.choices:
        return "ja" if kind.grammar == "yes_no" else "nee"
    if column.whole:
        return str(SUS_HIGHEST)
    return decimal(sum(indicator.bounds) / 2) if indicator.bounds else kind.examples[0].waarde


def _counts(pilot: _Pilot) -> tuple[list[Heading], Lines]:
    notes = {
        name: _note(indicator, kind, pilot.lang)
        for name, (indicator, kind) in pilot.indicators().items()
        if kind.likelihood != "levels" and not _asks_people(indicator, kind)
    }
    headings = [
        Heading(column, say(f"template.count.{column}", pilot.lang), width=30 if not at else 14)
        for at, column in enumerate(names.COUNTS)
    ]
    return headings, Lines([[name] for name in notes], list(notes.values()))


def _assessments(pilot: _Pilot) -> tuple[list[Heading], Lines]:
    notes = {
        name: _note(indicator, kind, pilot.lang)
        for name, (indicator, kind) in pilot.indicators().items()
        if kind.likelihood == "levels"
    }
    headings = [
        Heading(column, say(f"template.assessment.{column.replace(' ', '_')}", pilot.lang),
                width=30 if not at else 16)
        for at, column in enumerate(names.ASSESSMENTS)
    ]  # fmt: skip
    return headings, Lines([[name] for name in notes], list(notes.values()))


def _asks_people(indicator: Indicator, kind: Kind) -> bool:
    """Tell whether an indicator has a column in the sheet of participants."""
    one_each = kind.likelihood == "binomial" or kind.link == "logit"
    stops = any("afgebroken" in form.optional for form in kind.forms)
    return indicator.by_people and (one_each or stops)


def _note(indicator: Indicator, kind: Kind, lang: Lang) -> str:
    levels = "".join(f"\n{level}: {words.in_(lang)}" for level, words in indicator.levels.items())
    return (
        say(
            "template.note",
            lang,
            name=indicator.name.in_(lang),
            definition=indicator.definition.in_(lang),
            instrument=indicator.instrument.in_(lang),
            unit=indicator.unit.in_(lang),
            explanation=kind.explanation.in_(lang),
        )
        + levels
    )


def _strata(catalogue: Catalogue) -> tuple[tuple[str, ...], tuple[str, ...]]:
    margins = catalogue.population.margins
    return margins.age_band.ids, margins.digital_skill.ids
