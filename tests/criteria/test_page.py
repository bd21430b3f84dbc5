"""The reference page says what the files say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from identiteitslab.criteria.page import page
from identiteitslab.measurement.known_kinds import known_kinds

if TYPE_CHECKING:
    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.text.lookup import Lang

KINDS = {name: kind.name for name, kind in known_kinds().items()}


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_everything_is_on_it(starter: Catalogue, lang: Lang) -> None:
    text = page(starter, KINDS, lang)
    for name, criterion in starter.by_id.items():
        assert f'<a id="{name}"></a>' in text
        assert criterion.question.in_(lang) in text
    for name, indicator in starter.indicators.items():
        assert f"(`{name}`)" in text
        assert indicator.definition.in_(lang) in text
        assert all(minimum.reason.in_(lang) in text for minimum in indicator.minimum)
        assert all(source.title in text for source in indicator.sources)


def test_numbers_are_told_as_people_read_them(starter: Catalogue) -> None:
    dutch, english = page(starter, KINDS), page(starter, KINDS, "en")
    assert "0,0001% geeft 100 punten" in dutch
    assert "0.0001% scores 100" in english
    assert "minstens 51,7." in dutch
    assert "hoogstens 1.825." in dutch
    assert "niveau 2, substantieel: 75 punten" in dutch


def test_it_says_what_is_a_judgement_and_what_only_a_gate(starter: Catalogue) -> None:
    text = page(starter, KINDS)
    evidence = [i.value[0].evidence for i in starter.indicators.values()]
    assert f"En {evidence.count('judgement')} keer is het een eigen oordeel" in text
    assert text.count("Dit criterium telt niet mee voor de score.") == 1
    assert text.count("niet voor de score, alleen als eis.") == 3
    assert "oplossingen die biometrie gebruiken" in text
    assert text.count("Vraagt de dienst een ander niveau?") == 2


def test_a_property_of_a_lab_itself_stands_for_itself(starter: Catalogue) -> None:
    plain = starter.model_dump()
    plain["criteria"]["usability"]["errors"]["indicators"]["failed-login-rate"]["applies_if"] = (
        "has_app"
    )
    assert "oplossingen die has_app." in page(type(starter).model_validate(plain), KINDS)
