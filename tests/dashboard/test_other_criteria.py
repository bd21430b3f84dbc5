"""Another version of the criteria beside this one: what differs, and what that would do."""

import json
import re
from html import unescape

import pytest

from identiteitslab.criteria.diff import diff
from identiteitslab.dashboard.views import criteria_diff
from identiteitslab.errors import LabError
from identiteitslab.lab.criteria_change import read_download, under_catalogue
from identiteitslab.text.lookup import LANGUAGES, say

PAGE = "criteria"


def text(html):
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def edited(lab, change):
    """Give the criteria of a lab as the page would, after a change."""
    told = json.loads(lab.catalogue.model_dump_json())
    change(told)
    return json.dumps(told).encode()


def steeper(told):
    """Ask more of a time, and change a name."""
    indicators = told["criteria"]["usability"]["task-time"]["indicators"]
    one = next(i for i in indicators.values() if i["value"])
    one["value"][0]["points"] = [
        [points[0] * 0.5, points[1]] for points in one["value"][0]["points"]
    ]
    told["themes"]["privacy"]["name"]["nl"] = "<b>Eigen</b> leven"


@pytest.fixture
def opened(visit):
    """Open the comparison and hand it a file."""

    def go(lab, data, **address):
        page = visit(lab, PAGE, **address)
        page.session_state["opening-other-criteria"] = True
        page.run()
        page.file_uploader(key="other-criteria").set_value(
            ("criteria.json", data, "application/json")
        )
        return page.run()

    return go


def test_what_the_page_gives_out_comes_back_the_same(lab):
    again = read_download(lab.catalogue.model_dump_json().encode(), lab)
    assert again.digest == lab.catalogue.digest
    assert diff(lab.catalogue, again) == ()


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[1]", b"\xff\xfe", b"[" * 100_000, b'{"themes": {}}', b"null"]
)
def test_another_file_is_refused_in_words(lab, data):
    with pytest.raises(LabError) as error:
        read_download(data, lab)
    assert [fault.code for fault in error.value.faults] == ["criteria-file-wrong"]


def test_criteria_with_faults_are_refused_with_all_of_them(lab):
    def spoil(told):
        profile = told["profiles"]["balanced"]
        profile["themes"] = dict.fromkeys(profile["themes"], 1.0)

    with pytest.raises(LabError) as error:
        read_download(edited(lab, spoil), lab)
    assert error.value.faults


def test_differences_are_told_in_words(lab):
    other = read_download(edited(lab, steeper), lab)
    changes = diff(lab.catalogue, other)
    told = text(criteria_diff.changes_table(changes, lab.catalogue, other, "nl"))
    assert "Tijd om in te loggen" in told
    assert "van meting naar score" in told
    assert "120 → 0; 30 → 50; 8 → 100 60 → 0; 15 → 50; 4 → 100" in told
    assert "<b>Eigen</b> leven" in told
    assert f"Aantal verschillen: {len(changes)}." in text(criteria_diff.conclusion(changes, "nl"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_says_what_differs_and_who_moves(opened, shown, lab, lang):
    page = opened(lab, edited(lab, steeper), lang=lang)
    assert not page.exception
    html = shown(page)
    assert say("page.criteria_diff.caption", lang) in html
    assert say("page.criteria_diff.moves", lang) in html
    assert "<b>Eigen" not in html
    assert html.count("<h1>") == 1


def test_the_moves_are_those_of_the_lab(lab):
    other = read_download(edited(lab, steeper), lab)
    found = under_catalogue(lab, other, draws=16384)
    assert [move.solution for move in found.moves if abs(move.points) > 0]
    assert found.causes


def test_the_same_criteria_are_called_the_same(opened, shown, lab):
    html = shown(opened(lab, lab.catalogue.model_dump_json().encode()))
    assert say("page.criteria_diff.same", "nl") in html


def test_a_wrong_file_breaks_nothing(opened, shown, lab):
    page = opened(lab, b"geen criteria")
    assert not page.exception
    assert "criteria-file-wrong" in shown(page)
    assert shown(page).count("<h1>") == 1


def test_without_measurements_the_differences_still_show(opened, shown, empty_lab):
    html = shown(opened(empty_lab, edited(empty_lab, steeper)))
    assert say("page.criteria_diff.caption", "nl") in html
    assert "no-measurements" in html
