"""Signing in for real: a provider on this machine, a browser, and both ways to start."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from identiteitslab.access.claims import LONGEST_S
from identiteitslab.dashboard.listening import PORT
from identiteitslab.dashboard.parts.way_back import COOKIE
from identiteitslab.lab.place import LAB
from tests.browser.chromium import free_port, wait_for
from tests.browser.identity_provider import CLIENT, PEOPLE, SECRET

pytestmark = pytest.mark.browser

pytest.importorskip("authlib", reason="the extra [login] is not installed; CI installs it")

PATIENCE_MS = 40_000
ROOT = Path(__file__).parents[2]
NO_ENTRY = ("Ander lab", "Andere dienst", "Oude inlog", "Nagemaakt", "Zwak ondertekend")
CANARIES = (b"kanarie", b"Kanarie", SECRET.encode(), b"toegang-kanarie", b"eyJhbGciOi")
"""Nobody's name, address or number, no secret and no token may be written anywhere."""

only_served = pytest.mark.parametrize("house", ["serve"], indirect=True)
"""Once it is known who signed in, both ways run the same pages; and only we lead back to a link."""

SETTINGS = """[auth]
redirect_uri = "http://localhost:{port}/oauth2callback"
cookie_secret = "{secret}"
[auth.gemeente]
client_id = "{client}"
client_secret = "{client_secret}"
server_metadata_url = "http://localhost:{provider}/.well-known/openid-configuration"
"""


@pytest.fixture(scope="module")
def provider_port(tmp_path_factory):
    """Run the provider."""
    port = free_port()
    script = Path(__file__).parent / "identity_provider.py"
    log = (tmp_path_factory.mktemp("provider") / "log").open("wb")
    server = subprocess.Popen([sys.executable, str(script), str(port)], stderr=log)
    wait_for(port, "/keys")
    yield port
    server.terminate()
    server.wait()
    log.close()


@pytest.fixture(scope="module", params=["serve", "streamlit"])
def house(request, lab, provider_port, tmp_path_factory):
    """Serve a lab with sign-in, started in one of the two ways; gives its address and folder."""
    folder = tmp_path_factory.mktemp(request.param)
    root = shutil.copytree(lab.root, folder / "lab")
    port = free_port()
    secrets = folder / ".streamlit" / "secrets.toml"
    secrets.parent.mkdir()
    secrets.touch(mode=0o600)
    secrets.write_text(
        SETTINGS.format(
            port=port, secret="k" * 32, client=CLIENT, client_secret=SECRET, provider=provider_port
        )
    )
    module = ["identiteitslab.dashboard.serve"]
    if request.param == "streamlit":
        module = ["streamlit", "run", str(ROOT / "app.py"), "--server.port", str(port)]
    with (folder / "said").open("wb") as said:
        server = subprocess.Popen(
            [sys.executable, "-m", *module],
            env={**os.environ, LAB: str(root), PORT: str(port), "HOME": str(folder)},
            cwd=folder,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        wait_for(port, "/_stcore/health")
        yield f"http://localhost:{port}", folder
        server.terminate()
        server.wait()


@pytest.fixture(scope="module")
def hall(browser):
    """Open one page in a profile of its own; each test goes on in it, known to nobody."""
    context = browser.new_context(locale="nl-NL", accept_downloads=True)
    context.set_default_timeout(PATIENCE_MS)
    yield context.new_page()
    context.close()


@pytest.fixture
def door(hall, house):
    """Stand before the dashboard, known to nobody; gives the page."""
    hall.context.clear_cookies()
    hall.goto(house[0])
    hall.get_by_role("heading", name="Log in om verder te gaan").wait_for()
    return hall


def enter(page, who):
    """Press the one button and choose who to be."""
    page.get_by_role("button", name="Inloggen").click()
    page.get_by_role("link", name=who, exact=True).click()


def leave(page):
    page.get_by_role("button", name="Uitloggen").click()
    page.get_by_role("heading", name="Log in om verder te gaan").wait_for()


def drop(page, folder, name):
    text = (folder / "lab" / "pilots" / "voorbeeld" / name).read_bytes().decode("utf-8-sig")
    solution, number = name.split("-")[1], name.split("-")[2][0]
    again = text.replace(f";{solution};{number};", f";{solution};9;").encode()
    file = {"name": name, "mimeType": "text/csv", "buffer": again}
    page.locator("input[type=file]").set_input_files(file)


def test_a_project_lead_signs_in_delivers_for_the_own_gemeente_and_leaves(door, house):
    expect(door.get_by_test_id("stMain").get_by_role("button")).to_have_count(1)
    enter(door, "Projectleider")
    door.get_by_text("U bent ingelogd als projectleider van Zwolle.").wait_for()
    door.get_by_role("link", name="Aanleveren").first.click()
    door.locator("input[type=file]").wait_for(state="attached")
    drop(door, house[1], "groningen-dijkpas-1.csv")
    door.get_by_text("hebben een fout").wait_for()
    expect(door.get_by_role("button", name="Bewaren", exact=True)).to_have_count(0)
    door.reload()
    door.locator("input[type=file]").wait_for(state="attached")
    drop(door, house[1], "zwolle-klompcode-1.csv")
    door.get_by_role("heading", name="Wat dit verandert").wait_for()
    door.get_by_role("button", name="Bewaren", exact=True).click()
    door.get_by_text("Bewaard als aanlevering").first.wait_for()
    leave(door)
    door.reload()
    door.get_by_role("heading", name="Log in om verder te gaan").wait_for()


@only_served
@pytest.mark.parametrize(("who", "role"), [("Bestuurder", "stuurgroep"), ("Lezer", "analist")])
def test_who_may_not_deliver_cannot(door, house, who, role):
    enter(door, who)
    door.get_by_text(f"U bent ingelogd als {role}.").wait_for()
    door.get_by_role("link", name="Vergelijken").first.wait_for()
    assert door.get_by_role("link", name="Aanleveren").count() == 0
    door.goto(f"{house[0]}/aanleveren")
    door.get_by_text("access-deliver").wait_for()
    assert door.locator("input[type=file]").count() == 0
    leave(door)


@only_served
def test_a_link_survives_the_sign_in(door, house):
    door.goto(f"{house[0]}/oplossing?solution=stroopkoek")
    enter(door, "Lezer")
    door.get_by_role("heading", name="Stroopkoek").first.wait_for()
    assert door.url == f"{house[0]}/oplossing?solution=stroopkoek"
    assert [c for c in door.context.cookies() if c["name"] == COOKIE] == []
    leave(door)


def test_who_has_no_role_sees_nothing_and_may_leave(door):
    enter(door, "Voorbijganger")
    door.get_by_text("access-none").wait_for()
    assert door.get_by_role("link", name="Vergelijken").count() == 0
    assert "Dijkpas" not in door.content()
    leave(door)


def test_who_will_not_sign_in_stands_before_the_door(door):
    enter(door, "Weigeren")
    door.get_by_role("heading", name="Log in om verder te gaan").wait_for()


def test_what_no_provider_may_say_opens_nothing(door):
    for who in NO_ENTRY:
        assert PEOPLE[who]["identiteitslab_rol"] == "beheerder"
        enter(door, who)
        door.get_by_role("heading", name="Log in om verder te gaan").wait_for()
        assert "Dijkpas" not in door.content()


def test_a_sign_in_that_was_tampered_with_is_none(door, house):
    enter(door, "Lezer")
    door.get_by_text("U bent ingelogd als analist.").wait_for()
    for cookie in door.context.cookies():
        if cookie["name"] == "_streamlit_user":
            last = "A" if cookie["value"][-1] != "A" else "B"
            door.context.add_cookies([{**cookie, "value": cookie["value"][:-1] + last}])
    door.goto(house[0])
    door.get_by_role("heading", name="Log in om verder te gaan").wait_for()


def test_the_sign_in_is_out_of_reach_of_scripts_and_ends_with_the_day(door, house):
    enter(door, "Lezer")
    door.get_by_text("U bent ingelogd als analist.").wait_for()
    kept = [c for c in door.context.cookies() if c["name"].startswith("_streamlit_user")]
    assert kept
    assert all(cookie["httpOnly"] and cookie["sameSite"] == "Lax" for cookie in kept)
    if "serve" in house[1].name:
        now = door.evaluate("Date.now() / 1000")
        assert all(cookie["expires"] <= now + LONGEST_S for cookie in kept)


def test_nothing_of_a_person_is_written_or_sent_elsewhere(door, house, provider_port):
    address, folder = house
    asked = []
    door.on("request", lambda request: asked.append(request.url))
    for who in ("Projectleider", "Weigeren", "Nagemaakt"):
        if door.get_by_role("button", name="Uitloggen").count():
            leave(door)
        enter(door, who)
        door.get_by_role("button", name="Uitloggen").or_(
            door.get_by_role("button", name="Inloggen")
        ).first.wait_for()
    own = (urlsplit(address).netloc, f"localhost:{provider_port}")
    assert [url for url in asked if urlsplit(url).netloc not in (*own, "")] == []
    written = [
        path for path in folder.rglob("*") if path.is_file() and ".streamlit" not in path.parts
    ]
    assert folder / "said" in written
    found = [(p.name, c) for p in written for c in CANARIES if c in p.read_bytes()]
    assert found == []
