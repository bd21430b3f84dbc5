"""A dashboard that cannot or may not be served says why, and stops."""

import os
import socket
import subprocess
import sys

import pytest

from identiteitslab.dashboard.listening import HOST, PORT, listen, place
from identiteitslab.errors import LabError
from identiteitslab.lab.place import LAB, make_lab

FAULTY = 2


def refusal(act, *given):
    with pytest.raises(LabError) as refused:
        act(*given)
    (fault,) = refused.value.faults
    return fault.code


def test_without_settings_it_is_this_machine_only():
    assert place({}) == ("127.0.0.1", 8501)
    assert place({HOST: "::1", PORT: "9000"}) == ("::1", 9000)


@pytest.mark.parametrize("port", ["", "abc", "0", "-1", "65536", "8501.0", "²"])
def test_a_port_is_a_number(port):
    assert refusal(place, {PORT: port}) == "serve-port"


def test_a_place_is_taken_once():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert refusal(listen, "127.0.0.1", port) == "serve-taken"
    listen("127.0.0.1", port).close()


@pytest.mark.parametrize("host", ["192.0.2.1", "geen naam"])
def test_another_machine_is_no_place_to_listen(host):
    assert refusal(listen, host, 8501) == "serve-address"


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({LAB: "/geen/lab"}, "lab-not-found"),
        ({HOST: "192.0.2.1"}, "serve-open"),
        ({PORT: "veel"}, "serve-port"),
    ],
)
def test_the_program_stops_with_words_and_2(tmp_path, settings, code):
    root = make_lab(tmp_path / "lab", examples=False)
    done = subprocess.run(
        [sys.executable, "-m", "identiteitslab.dashboard.serve"],
        env={**os.environ, "HOME": str(tmp_path), LAB: str(root), **settings},
        cwd=tmp_path,
        capture_output=True,
        check=False,
        text=True,
        timeout=120,
    )
    assert done.returncode == FAULTY
    told = done.stderr.splitlines()
    assert [line.endswith(f"[{code}]") for line in told] == [True, True]
