"""Settings of a provider that are missing or not safe open no door, and all are told at once."""

import pytest

from identiteitslab.access import provider
from identiteitslab.access.claims import ClaimNames
from identiteitslab.access.provider import CALLBACK, read_provider
from identiteitslab.errors import LabError
from identiteitslab.text.lookup import LANGUAGES

SECRET = "0123456789abcdef" * 2
SHARED = {"redirect_uri": f"https://lab.example.org{CALLBACK}", "cookie_secret": SECRET}
OWN = {
    "client_id": "lab",
    "client_secret": "een-geheim",
    "server_metadata_url": "https://inloggen.example.org/.well-known/openid-configuration",
}


@pytest.fixture(autouse=True)
def _with_authlib(monkeypatch):
    monkeypatch.setattr(provider, "find_spec", lambda _name: object())


def faults(auth, files=()):
    with pytest.raises(LabError) as refused:
        read_provider(auth, files)
    return [(fault.code, fault.where.key) for fault in refused.value.faults]


def test_settings_stand_in_the_table_itself_or_under_a_name():
    assert read_provider({**SHARED, **OWN}).name == "default"
    named = read_provider({**SHARED, "gemeente": OWN})
    assert (named.name, named.encrypted) == ("gemeente", True)


def test_a_provider_may_have_names_of_its_own_for_what_it_says():
    assert read_provider({**SHARED, **OWN}).claims == ClaimNames()
    named = read_provider({**SHARED, "gemeente": OWN, "role_claim": "realm_access.roles"})
    assert named.claims == ClaimNames(role="realm_access.roles")
    assert faults({**SHARED, **OWN, "role_claim": " "}) == [("sign-in-missing", "auth.role_claim")]


@pytest.mark.parametrize("host", ["localhost:8501", "127.0.0.1:8501", "[::1]:8501"])
def test_only_the_machine_itself_may_do_without_https(host):
    auth = {**SHARED, **OWN, "redirect_uri": f"http://{host}{CALLBACK}"}
    assert not read_provider(auth).encrypted


@pytest.mark.parametrize(
    "address",
    [
        f"http://lab.example.org{CALLBACK}",
        "https://lab.example.org/",
        f"ftp://localhost{CALLBACK}",
        f"http://localhost.example.org{CALLBACK}",
        CALLBACK,
    ],
)
def test_people_come_back_to_the_dashboard_and_safely(address):
    found = faults({**SHARED, **OWN, "redirect_uri": address})
    assert found == [("sign-in-address", "auth.redirect_uri")]


def test_everything_that_is_missing_is_told_at_once():
    assert faults({"gemeente": {"client_id": " "}}) == [
        ("sign-in-missing", f"auth.{name}")
        for name in (
            "redirect_uri",
            "cookie_secret",
            "gemeente.client_id",
            "gemeente.client_secret",
            "gemeente.server_metadata_url",
        )
    ]


def test_a_short_secret_is_refused_and_no_secret_is_ever_told():
    with pytest.raises(LabError) as refused:
        read_provider({**SHARED, **OWN, "cookie_secret": "kort-geheim"})
    (fault,) = refused.value.faults
    assert fault.code == "sign-in-secret"
    for lang in LANGUAGES:
        assert "kort-geheim" not in fault.describe(lang)


def test_one_provider_is_enough():
    assert faults({**SHARED, "een": OWN, "twee": OWN}) == [("sign-in-one", "auth")]


@pytest.mark.parametrize(
    ("mode", "code"), [(0o600, None), (0o640, None), (0o644, "sign-in-file-open")]
)
def test_others_on_the_machine_may_not_read_the_secrets(tmp_path, mode, code):
    path = tmp_path / "secrets.toml"
    path.write_text("")
    path.chmod(mode)
    if code is None:
        assert read_provider({**SHARED, **OWN}, [path, tmp_path / "nowhere"])
    else:
        assert faults({**SHARED, **OWN}, [path]) == [(code, "")]


def test_without_the_library_nobody_is_let_in(monkeypatch):
    monkeypatch.setattr(provider, "find_spec", lambda _name: None)
    assert faults({**SHARED, **OWN}) == [("sign-in-library", "")]
