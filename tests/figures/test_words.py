"""The words of figures are plain: short sentences, no terms of the trade."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from identiteitslab.text import lookup

if TYPE_CHECKING:
    from identiteitslab.text.lookup import Lang

BANNED = re.compile(
    r"knock-?out|smaa|rank acceptab|random effects|credible|value function|waardefunctie"
    r"|betrouwbaarheidsinterval|confidence|posterior|kwantiel|quantile",
    re.IGNORECASE,
)


def words_of_figures(lang: Lang) -> dict[str, str]:
    return {k: v for k, v in lookup.sentences(lang).items() if k.startswith("figure.")}


def test_no_terms_of_the_trade(lang: Lang) -> None:
    assert {k for k, v in words_of_figures(lang).items() if BANNED.search(v)} == set()


def test_sentences_are_short(lang: Lang) -> None:
    told = " ".join(v for k, v in words_of_figures(lang).items() if k.endswith("reading"))
    sentences = [s for s in re.split(r"[.?!:]\s+", told) if s]
    assert sum(len(s.split()) for s in sentences) / len(sentences) <= 12
