"""The page around the dashboard: language, title, headers, closed doors."""

import asyncio
import tomllib
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest

from identiteitslab.access.claims import LONGEST_S
from identiteitslab.dashboard import serve
from identiteitslab.dashboard.parts.frame import language_script
from identiteitslab.dashboard.parts.shell import Shell, kept_safe, security_headers
from identiteitslab.lab.place import LAB

PAGE = b'<!DOCTYPE html><html lang="en"><head><title>Streamlit</title></head></html>'
ROOT = Path(__file__).parents[2]


def in_a_loop_of_its_own(make):
    """Run a coroutine in a thread: browser tests leave a loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(make())).result()


def ask(path="/", query=b"", content=PAGE, kind=b"text/html; charset=utf-8"):
    """Ask the shell around a small server, that answers in two pieces."""
    seen, sent = {}, []

    async def server(scope, _receive, send):
        seen.update(scope)
        headers = [(b"content-type", kind), (b"content-length", str(len(content)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": content[:9], "more_body": True})
        await send({"type": "http.response.body", "body": content[9:]})

    async def send(message):
        sent.append(message)

    headers = [(b"accept", b"text/html"), (b"accept-encoding", b"gzip"), (b"range", b"bytes=0-9")]
    scope = {"type": "http", "path": path, "query_string": query, "headers": headers}
    in_a_loop_of_its_own(lambda: Shell(server)(scope, None, send))
    body = b"".join(m.get("body", b"") for m in sent if m["type"] == "http.response.body")
    return sent[0]["status"], dict(sent[0]["headers"]), body, seen


@pytest.mark.parametrize(
    ("query", "lang"), [(b"", "nl"), (b"lang=en", "en"), (b"lang=%22%3E%3Cscript%3E", "nl")]
)
def test_the_page_speaks_the_language_that_was_asked(query, lang):
    status, headers, body, seen = ask(query=query)
    assert status == 200
    assert f'<html lang="{lang}">'.encode() in body
    assert b"<title>Identiteitslab</title>" in body
    assert headers[b"content-length"] == str(len(body)).encode()
    assert [name for name, _ in seen["headers"]] == [b"accept"]


def test_other_answers_pass_unchanged_with_the_headers():
    _, headers, body, _ = ask(content=b"\x00" * 40, kind=b"application/octet-stream")
    assert body == b"\x00" * 40
    assert headers[b"x-content-type-options"] == b"nosniff"


def opened_from(origin):
    """Open a websocket through the shell; gives what the shell sent and what the server saw."""
    seen, sent = [], []

    async def server(scope, _receive, _send):
        seen.append(scope["type"])

    async def send(message):
        sent.append(message)

    headers = [(b"host", b"lab.example.org")] + [(b"origin", o.encode()) for o in origin]
    scope = {"type": "websocket", "path": "/_stcore/stream", "headers": headers}
    in_a_loop_of_its_own(lambda: Shell(server)(scope, None, send))
    return seen, [message["type"] for message in sent]


@pytest.mark.parametrize("origin", [[], ["https://lab.example.org"]])
def test_our_own_page_may_open_the_dashboard(origin):
    assert opened_from(origin) == (["websocket"], [])


@pytest.mark.parametrize("origin", ["https://elders.example", "http://localhost:8501", "null"])
def test_a_page_of_another_place_may_not(origin):
    assert opened_from([origin]) == ([], ["websocket.close"])


def test_a_sign_in_lives_as_long_as_it_counts_and_travels_safely():
    given = b"_streamlit_user=abc; HttpOnly; Max-Age=2592000; Path=/; SameSite=lax"
    short = given.replace(b"2592000", str(LONGEST_S).encode())
    assert kept_safe((b"set-cookie", given), encrypted=False) == (b"set-cookie", short)
    assert kept_safe((b"set-cookie", given), encrypted=True) == (b"set-cookie", short + b"; Secure")
    gone = b"_streamlit_user_tokens=; Max-Age=0; Path=/"
    assert kept_safe((b"set-cookie", gone), encrypted=False) == (b"set-cookie", gone)
    for other in [(b"set-cookie", b"_xsrf=a; Max-Age=2592000"), (b"x", given)]:
        assert kept_safe(other, encrypted=True) == other


def test_the_policy_allows_our_own_scripts_and_no_evaluation():
    policy = dict(security_headers())[b"content-security-policy"].decode()
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "'unsafe-eval'" not in policy
    assert "'unsafe-inline'" not in scripts
    assert "http" not in policy
    for lang in ("nl", "en"):
        mark = b64encode(sha256(language_script(lang).encode()).digest()).decode()
        assert f"'sha256-{mark}'" in scripts


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json"])
def test_what_nobody_needs_is_closed(path):
    status, _, body, seen = ask(path)
    assert (status, body, seen) == (404, b"", {})


def test_health_tells_whether_the_store_opens(lab, damaged_lab, monkeypatch):
    monkeypatch.setenv(LAB, str(lab.root))
    answer = serve.health(None)
    assert (answer.status_code, answer.body[:10]) == (200, b'{"ok":true')
    monkeypatch.setenv(LAB, str(damaged_lab.root))
    answer = serve.health(None)
    assert answer.status_code == 503
    assert b"store-damaged" in answer.body


def test_both_ways_to_start_have_the_same_settings():
    own = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    packed = serve.SCRIPT.parent / ".streamlit" / "config.toml"
    assert packed.read_text(encoding="utf-8") == own
    settings = tomllib.loads(own)
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["server"]["address"] == "localhost"
    assert settings["server"]["enableAgentApi"] is False
