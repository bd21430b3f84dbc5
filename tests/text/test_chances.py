"""The one ladder of words for chances."""

import pytest

from identiteitslab.text.chances import chance, count, word


@pytest.mark.parametrize(
    ("k", "expected"),
    [
        (20, "vrijwel zeker"),
        (19, "vrijwel zeker"),
        (18, "waarschijnlijk"),
        (15, "waarschijnlijk"),
        (14, "eerder wel dan niet"),
        (12, "eerder wel dan niet"),
        (11, "niet te zeggen"),
        (9, "niet te zeggen"),
        (8, "eerder niet dan wel"),
        (6, "eerder niet dan wel"),
        (5, "onwaarschijnlijk"),
        (2, "onwaarschijnlijk"),
        (1, "vrijwel uitgesloten"),
        (0, "vrijwel uitgesloten"),
    ],
)
def test_every_step_of_the_ladder_has_its_word(k, expected):
    assert word(k / 20, "nl") == expected


def test_word_and_count_always_stand_together():
    assert chance(0.8, "nl") == "waarschijnlijk (16 van de 20 doorrekeningen)"
    assert chance(0.8, "en") == "likely (16 of 20 recalculations)"


def test_the_ends_are_never_nothing_or_everything():
    assert count(0.0, "nl") == "minder dan 1 van de 20"
    assert count(1.0, "nl") == "meer dan 19 van de 20"
