"""The settings of a lab, and who publishes what it exports."""

import pytest

from identiteitslab.criteria.settings import read_settings
from identiteitslab.errors import LabError

PUBLISHER = '[publisher]\nname = "Gemeente X"\n'


@pytest.fixture
def read(tmp_path):
    def settings(text):
        (tmp_path / "lab.toml").write_text(f'name = "Lab"\n{text}', encoding="utf-8")
        return read_settings(tmp_path)

    return settings


def test_a_lab_need_not_say_who_publishes(read):
    assert read("").publisher is None


def test_a_publisher_has_a_name_an_address_and_a_licence(read):
    found = read(PUBLISHER + 'email = "lab@gemeente.test"\nlicence = "CC-BY-4.0"').publisher
    assert found is not None
    assert (found.name, found.email, found.licence) == (
        "Gemeente X",
        "lab@gemeente.test",
        "CC-BY-4.0",
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (PUBLISHER, "email or url"),
        (PUBLISHER + 'email = "geen adres"', "publisher.email"),
        (PUBLISHER + 'url = "http://gemeente.test"', "publisher.url"),
        (PUBLISHER + 'url = "https://gemeente.test"\nlicence = "MIT"', "publisher.licence"),
        (PUBLISHER + 'mail = "lab@gemeente.test"\nurl = "https://x.test"', "publisher.email"),
        ("contex = 1", "context"),
    ],
)
def test_a_wrong_setting_names_its_key_and_what_was_expected(read, text, told):
    with pytest.raises(LabError, match=told):
        read(text)
