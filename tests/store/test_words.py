"""Every fault of the store has words in both languages, and no words stand there for nothing."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

import pytest

import identiteitslab.store
from identiteitslab.text.lookup import LANGUAGES, Lang

SOURCES = files(identiteitslab.store)
CODE = re.compile(r'"(store-[a-z-]+)"')


@pytest.mark.parametrize("lang", LANGUAGES)
def test_faults_and_words_belong_together(lang: Lang) -> None:
    used = {
        code
        for source in SOURCES.iterdir()
        if source.name.endswith(".py")
        for code in CODE.findall(source.read_text(encoding="utf-8"))
    }
    words = files("identiteitslab.text").joinpath(lang, "store.toml").read_text(encoding="utf-8")
    errors = tomllib.loads(words)["error"]
    assert used == set(errors)
    assert all(set(entry) == {"what", "repair"} for entry in errors.values())
