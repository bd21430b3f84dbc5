"""After a sign-in somebody stands where they were, and never anywhere else."""

import pytest

from identiteitslab.dashboard.parts import way_back
from identiteitslab.dashboard.parts.shell import Shell, kept_safe
from tests.dashboard.test_shell import in_a_loop_of_its_own

HOST = (b"host", b"lab.example.org")
DEEP = "/oplossing?lang=en&solution=dijkpas&profile=security-first"


def kept(place):
    """Give the cookie that a browser sends back after leaving from a place."""
    referer = f"https://lab.example.org{place}".encode()
    found = way_back.remember({b"referer": referer, b"host": b"lab.example.org"})
    return found[0][1].split(b";")[0] if found else b""


def led(cookie, location=b"/"):
    headers = [(b"location", location), (b"set-cookie", b"_streamlit_user=a")]
    return way_back.lead(headers, {b"cookie": cookie})


def test_a_link_survives_the_sign_in():
    cookie = kept(DEEP)
    location, user, gone = led(b"a=b; " + cookie + b"; c=d")
    assert location == (b"location", DEEP.encode())
    assert user == (b"set-cookie", b"_streamlit_user=a")
    assert gone[1].startswith(way_back.COOKIE.encode() + b"=; Max-Age=0;")


def test_what_is_kept_is_out_of_reach_of_scripts_and_short_lived():
    referer = {b"referer": b"http://a/oplossing?x=1;y=2", b"host": b"a"}
    ((_, cookie),) = way_back.remember(referer)
    assert cookie.endswith(b"; Max-Age=600; Path=/; HttpOnly; SameSite=Lax")
    assert cookie.count(b";") == 4
    assert kept_safe((b"set-cookie", cookie), encrypted=True)[1] == cookie + b"; Secure"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {b"host": b"a"},
        {b"referer": b"/oplossing", b"host": b""},
        {b"referer": b"https://elders.example/oplossing", b"host": b"lab.example.org"},
        {b"referer": b"https://a//elders.example", b"host": b"a"},
        {b"referer": b"https://a/" + b"x" * way_back.LONGEST, b"host": b"a"},
    ],
)
def test_who_comes_from_elsewhere_leaves_nothing(headers):
    assert way_back.remember(headers) == ()


@pytest.mark.parametrize(
    "place",
    [
        "", "oplossing", "//elders.example", "/%5C", "https%3A//elders.example",
        "/%0D%0Aset-cookie%3A%20a%3Db", "/%5Celders.example", "/%C3%A9", "/ ",
    ],
)  # fmt: skip
def test_a_place_that_somebody_made_up_is_no_place(place):
    first, *_ = led(f"{way_back.COOKIE}={place}".encode())
    assert first == (b"location", b"/")


@pytest.mark.parametrize("location", [b"/lab/", b"https://elders.example", b"/fout"])
def test_another_way_than_to_the_first_page_is_left_alone(location):
    assert led(kept(DEEP), location)[0] == (b"location", location)


def test_the_shell_keeps_it_at_the_door_and_uses_it_at_the_way_in():
    def answered(path, headers):
        sent = []

        async def server(_scope, _receive, send):
            await send(
                {"type": "http.response.start", "status": 302, "headers": [(b"location", b"/")]}
            )

        async def send(message):
            sent.append(message)

        scope = {"type": "http", "path": path, "query_string": b"", "headers": [HOST, *headers]}
        in_a_loop_of_its_own(lambda: Shell(server)(scope, None, send))
        return sent[0]["headers"]

    came = (b"referer", b"https://lab.example.org" + DEEP.encode())
    cookie = dict(answered("/auth/login", [came]))[b"set-cookie"].split(b";")[0]
    assert dict(answered("/oauth2callback", [(b"cookie", cookie)]))[b"location"] == DEEP.encode()
    elsewhere = answered("/oplossing", [came, (b"cookie", cookie)])
    assert dict(elsewhere)[b"location"] == b"/"
    assert b"set-cookie" not in dict(elsewhere)
