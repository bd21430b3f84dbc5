"""The exact headers and sheet names in which gemeenten deliver."""

from __future__ import annotations

TABLE = (
    "gemeente",
    "oplossing",
    "ronde",
    "situatie",
    "indicator",
    "waarde",
    "teller",
    "noemer",
    "spreiding",
    "deelnemer",
    "leeftijdsgroep",
    "vaardigheid",
    "afgebroken",
    "datum",
)
ALWAYS = ("gemeente", "oplossing", "ronde", "indicator")

SHEET_PILOT = "Pilot"
SHEET_PARTICIPANTS = "Deelnemers"
SHEET_COUNTS = "Tellingen"
SHEET_ASSESSMENTS = "Beoordelingen"
SHEET_README = "Lees mij"
SHEET_LISTS = "Lijsten"
"""Hidden in the template: what its drop-downs offer."""
SHEET_TABLE = "metingen"
"""The one sheet of a workbook that holds the columns of ``TABLE``."""

PILOT_KEYS = ("gemeente", "oplossing", "ronde", "situatie", "van", "tot")
"""Rows of the sheet Pilot: the key in column A, its value in column B."""

PARTICIPANT_FIXED = ("deelnemer", "leeftijdsgroep", "vaardigheid", "datum")
"""First columns of Deelnemers; then one column an indicator (its id), for a duration also
``<id> afgebroken``, and for a questionnaire with items ``<id> 1`` .. ``<id> 10``."""

COUNTS = ("indicator", "waarde", "teller", "noemer", "spreiding", "datum")
ASSESSMENTS = ("indicator", "niveau", "rol", "document", "geldig tot", "datum")
