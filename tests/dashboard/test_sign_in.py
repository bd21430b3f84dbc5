"""Before anything else a sign-in, where one is set; and who may look without one."""

import logging
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from identiteitslab.access import provider as settings
from identiteitslab.access.claims import GEMEENTE_CLAIM, LONGEST_S, ROLE_CLAIM
from identiteitslab.access.provider import CALLBACK
from identiteitslab.dashboard import part, provider, sign_in, trial
from identiteitslab.dashboard.table import PAGES
from identiteitslab.errors import LabError
from identiteitslab.text.lookup import LANGUAGES, say

AUTH = {
    "redirect_uri": f"http://localhost:8501{CALLBACK}",
    "cookie_secret": "0123456789abcdef" * 2,
    "client_id": "lab",
    "client_secret": "een-geheim",
    "server_metadata_url": "https://inloggen.example.org/.well-known/openid-configuration",
}
CANARIES = {"sub": "sub-kanarie", "name": "Naam Kanarie", "email": "kanarie@example.org"}


@pytest.fixture(autouse=True)
def _with_authlib(monkeypatch):
    monkeypatch.setattr(settings, "find_spec", lambda _name: object())


def claims(role, **more):
    return {ROLE_CLAIM: role, "exp": time.time() + 600, **CANARIES, **more}


def buttons(page):
    return [button.label for button in page.button]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("url", [page.url for page in PAGES])
def test_a_sign_in_stands_before_every_page(visit, shown, lab, url, lang):
    page = visit(lab, url, auth=AUTH, lang=lang)
    assert not page.exception
    html = shown(page)
    assert html.count("<h1>") == 1
    assert say("sign_in.title", lang) in html
    assert "Dijkpas" not in html
    assert "een-geheim" not in html
    assert buttons(page) == [say("sign_in.enter", lang)]
    assert len(page.selectbox) == len(page.file_uploader) == len(page.text_input) == 0


@pytest.mark.parametrize("role", ["stuurgroep", "analist", "beheerder"])
def test_the_role_is_told_and_nothing_else(visit, shown, lab, role):
    page = visit(lab, auth=AUTH, user=claims(role))
    assert say("sign_in.as", "nl", role=role) in shown(page)
    assert "Dijkpas" in shown(page)
    assert say("sign_in.leave", "nl") in buttons(page)
    drawn = repr(page.main) + repr(page.session_state)
    assert [canary for canary in CANARIES.values() if canary in drawn] == []


def test_a_project_lead_reads_the_gemeente_by_its_name(visit, shown, lab):
    page = visit(lab, auth=AUTH, user=claims("projectleider", **{GEMEENTE_CLAIM: "GM0664"}))
    assert say("sign_in.as_of", "nl", role="projectleider", gemeente="Goes") in shown(page)


def test_who_has_no_role_may_only_leave(visit, shown, lab):
    page = visit(lab, auth=AUTH, user=claims("directeur"))
    assert "access-none" in shown(page)
    assert "Dijkpas" not in shown(page)
    assert buttons(page) == [say("sign_in.leave", "nl")]


@pytest.mark.parametrize("ended", [{"exp": 1}, {"exp": 10**12, "iat": 1}])
def test_a_sign_in_that_ended_asks_for_another(visit, shown, lab, ended):
    page = visit(lab, auth=AUTH, user={**claims("beheerder"), **ended})
    assert say("sign_in.ended", "nl") in shown(page)
    assert "Dijkpas" not in shown(page)
    assert buttons(page) == [say("sign_in.enter", "nl")]


def test_a_sign_in_ends_while_somebody_looks(visit, shown, lab, monkeypatch):
    page = visit(lab, auth=AUTH, user={**claims("analist"), "exp": 10**12})
    assert "Dijkpas" in shown(page)
    later = SimpleNamespace(time=lambda: time.time() + LONGEST_S)
    monkeypatch.setattr(sign_in, "time", later)
    assert "Dijkpas" not in shown(page.run())


def test_a_part_that_is_drawn_again_by_itself_also_asks_whether_the_sign_in_lasts(monkeypatch):
    drawn, asked = [], []

    def draw(what):
        drawn.append(what)

    def whole_page():
        asked.append("whole page")
        raise StopIteration

    monkeypatch.setattr(part.st, "rerun", whole_page)
    alone = part.while_signed_in(draw)
    monkeypatch.setattr(sign_in, "ended", lambda: False)
    alone("seen")
    monkeypatch.setattr(sign_in, "ended", lambda: True)
    with pytest.raises(StopIteration):
        alone("never")
    assert (drawn, asked) == (["seen"], ["whole page"])


def test_every_part_that_is_drawn_again_by_itself_does_so():
    folder = Path(part.__file__).parent
    users = [path.name for path in folder.rglob("*.py") if "fragment(" in path.read_text()]
    others = [path.name for path in folder.rglob("*.py") if "@st.fragment" in path.read_text()]
    assert (users, others) == (["part.py"], [])


def test_nothing_is_kept_or_dropped_once_the_sign_in_ended(monkeypatch):
    monkeypatch.setattr(sign_in, "ended", lambda: True)
    never = SimpleNamespace()
    trial._store(never, never)
    trial._drop(never, 1)


def test_the_role_may_have_a_name_of_the_provider(visit, shown, lab):
    auth = {**AUTH, "role_claim": "realm_access.roles"}
    said = {"realm_access": {"roles": ["analist", "uma_authorization"]}, "exp": time.time() + 600}
    assert say("sign_in.as", "nl", role="analist") in shown(visit(lab, auth=auth, user=said))


def test_wrong_settings_let_nobody_in(visit, shown, lab):
    page = visit(lab, auth={**AUTH, "cookie_secret": "kort"}, user=claims("beheerder"))
    assert "sign-in-secret" in shown(page)
    assert "Dijkpas" not in shown(page)


def test_a_broken_file_with_secrets_lets_nobody_in(monkeypatch, tmp_path):
    path = tmp_path / "secrets.toml"
    monkeypatch.setattr(provider.st, "get_option", lambda _name: [str(path)])
    monkeypatch.setattr(provider.st, "secrets", SimpleNamespace(load_if_toml_exists=lambda: False))
    assert provider.provider() is None
    path.write_text("[auth")
    with pytest.raises(LabError) as refused:
        provider.provider()
    assert [fault.code for fault in refused.value.faults] == ["sign-in-file-broken"]


def test_the_log_tells_that_a_sign_in_failed_and_not_whose(visit, lab, caplog):
    visit(lab, auth=AUTH)
    speaker = logging.getLogger(provider.SPEAKER)
    _, *said = CANARIES.values()
    speaker.warning("Failed for '%s': %s", *said, exc_info=ValueError(CANARIES["sub"]))
    assert "Failed for '…': … (ValueError)" in caplog.text
    assert [canary for canary in CANARIES.values() if canary in caplog.text] == []


def test_the_log_that_is_watched_is_the_one_that_streamlit_writes():
    from streamlit.web.server.starlette import starlette_auth_routes

    assert starlette_auth_routes._LOGGER.name == provider.SPEAKER


@pytest.mark.parametrize(
    ("headers", "address", "here"),
    [
        ({"Host": "localhost:8501"}, None, True),
        ({"Host": "127.0.0.1:8501"}, None, True),
        ({"Host": "[::1]:8501"}, None, True),
        ({"Host": "localhost:8501"}, "10.0.0.7", False),
        ({"Host": "localhost:8501", "X-Forwarded-For": "10.0.0.7"}, None, False),
        ({"Host": "localhost:8501", "X-Real-IP": "10.0.0.7"}, None, False),
        ({"Host": "localhost:8501", "Forwarded": "for=10.0.0.7"}, None, False),
        ({"Host": "lab.example.org"}, None, False),
        ({"Host": "localhost.example.org"}, None, False),
        ({}, None, False),
    ],
)
def test_only_who_sits_at_the_machine_needs_no_sign_in(monkeypatch, headers, address, here):
    context = SimpleNamespace(headers=headers, ip_address=address)
    monkeypatch.setattr(sign_in.st, "context", context)
    assert sign_in.at_this_machine() is here
