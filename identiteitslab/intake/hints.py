"""Headers that announce personal data, and cells that keep the promise."""

from __future__ import annotations

import re

from identiteitslab.intake.fold import fold
from identiteitslab.intake.given_names import GIVEN_NAMES

LONGEST = 200
"""What a header announces stands at the beginning of a cell."""

_SUBJECTS = "deelnemer|proefpersoon|respondent|inwoner|burger|persoon|client|klant|medewerker"
_HEADERS = {
    "bsn": re.compile(r"\b(bsn\w*|sofi\w*|burger ?service\w*)\b"),
    "birth": re.compile(r"geboorte|geboren|\bgeb\b|birth|\bdob\b"),
    "phone": re.compile(r"\b(telefoon\w*|tel|mobiel\w*|gsm|phone\w*)\b"),
    "address": re.compile(r"\b((woon|thuis|post)?adres|straat\w*|postcode\w*|address|street)\b"),
    "name": re.compile(
        r"\b(voorna(am|men)|achternaam|roepnaam|familienaam|geslachtsnaam|meisjesnaam|voorletters"
        r"|initialen|tussenvoegsel|surname|lastname|firstname|naam|name|contactpersoon"
        rf"|({_SUBJECTS})s?naam)\b"
    ),
}
_THINGS = re.compile(
    r"\b(gemeente|oplossing|app|product|indicator|situatie|bestand|file|systeem|leverancier"
    r"|dienst|apparaat|toestel|device|browser|locatie|organisatie|afdeling|team|criterium|versie)\b"
)
_ANY = re.compile("|".join(pattern.pattern for pattern in _HEADERS.values()))
_CELLS = {
    "bsn": re.compile(r"(\D*\d){8,}.*"),
    "birth": re.compile(
        r".*(19|20)\d{2}.*|\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2}|[1-4]\d{4}|\d{1,2}[- ][a-z]{3}.*"
    ),
    "phone": re.compile(r"(\D*\d){9,}.*"),
    "address": re.compile(r".*[a-z]{3,}.*\d.*|[1-9]\d{3} ?[a-z]{2}|.*(straat|laan|weg|plein)\b.*"),
    "name": re.compile(r"(?=.*[^\W\d_]{2})[^\d@]{2,60}"),
}
_ORGANISATION = re.compile(r"\b(rsin|oin|kvk|fiscaal|vestiging\w*|organisatie\w*|leverancier\w*)\b")
_WORDS = re.compile(r"[^a-z0-9à-ÿ]+")


def hints(header: str) -> frozenset[str]:
    """Give the kinds of personal data that a header announces; ``given`` is a given name alone."""
    words = _WORDS.sub(" ", fold(header))
    if words.strip() == "deelnemer":
        return frozenset({"given"})
    if not _ANY.search(words):
        return frozenset()
    kinds = {kind for kind, pattern in _HEADERS.items() if pattern.search(words)}
    return frozenset(kinds - {"name", "address"} if _THINGS.search(words) else kinds)


def names_organisation(header: str) -> bool:
    """Tell whether a header announces numbers of organisations, which pass the same eleven-test."""
    return _ORGANISATION.search(_WORDS.sub(" ", fold(header))) is not None


def tells_of(kind: str, text: str) -> bool:
    """Tell whether a cell under such a header is what the header announces."""
    folded = fold(text[:LONGEST])
    if kind == "given":
        return bool(GIVEN_NAMES.intersection(_WORDS.split(folded)))
    return _CELLS[kind].fullmatch(folded) is not None
