"""Colours that can be read, and words that cannot become markup."""

import pytest

from identiteitslab.dashboard.parts.frame import TOKENS, band, style
from identiteitslab.dashboard.parts.pieces import fault_list, fault_page
from identiteitslab.errors import Fault, Where

TEXT = 4.5
MARK = 3.0
PAIRS = [
    ("text", "page", TEXT),
    ("quiet", "page", TEXT),
    ("quiet", "stripe", TEXT),
    ("text", "stripe", TEXT),
    ("met", "met-bg", TEXT),
    ("open", "open-bg", TEXT),
    ("failed", "failed-bg", TEXT),
    ("band", "band-bg", TEXT),
    ("mark", "page", MARK),
    ("mark", "track", MARK),
    ("mark", "page", TEXT),
    ("mark", "stripe", TEXT),
    ("against", "page", MARK),
]


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_contrast_meets_wcag(theme, front, back, least):
    assert contrast(TOKENS[theme][front], TOKENS[theme][back]) >= least


def test_both_themes_name_the_same_colours_and_the_sheet_uses_them():
    assert TOKENS["light"].keys() == TOKENS["dark"].keys()
    sheet = style("light")
    assert all(f"var(--lab-{name})" in sheet for name in TOKENS["light"] if name != "page")


def test_the_band_says_it_is_made_up():
    assert "verzonnen" in band("nl")
    assert "fictitious" in band("en")


def test_what_a_user_typed_never_becomes_markup():
    fault = Fault("unknown-solution", Where(), {"found": "<script>x</script>", "known": "a"})
    assert "<script>" not in fault_list([fault], "nl")
    assert "<script>" not in fault_page([fault], "nl")
