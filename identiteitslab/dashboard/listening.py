"""Where the dashboard listens: an address and a port, taken before anything is served."""

from __future__ import annotations

import errno
import socket
from typing import TYPE_CHECKING

from identiteitslab.errors import fail

if TYPE_CHECKING:
    from collections.abc import Mapping

HOST, PORT = "IDENTITEITSLAB_HOST", "IDENTITEITSLAB_PORT"
USUAL_HOST, USUAL_PORT = "127.0.0.1", "8501"
LAST_PORT = 65535


def place(environment: Mapping[str, str]) -> tuple[str, int]:
    """Read the address and the port to listen on.

    Raises
    ------
    LabError
        The port is not a number of a port.
    """
    host, port = environment.get(HOST, USUAL_HOST), environment.get(PORT, USUAL_PORT)
    if not port.isdecimal() or not 0 < int(port) <= LAST_PORT:
        raise fail("serve-port", found=port, name=PORT)
    return host, int(port)


def listen(host: str, port: int) -> socket.socket:
    """Take the place, so that nobody else has it.

    Raises
    ------
    LabError
        Another program listens there, or it is no address of this machine.
    """
    try:
        kind, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        door = socket.socket(kind, socket.SOCK_STREAM)
    except OSError as error:
        raise fail("serve-address", host=host, port=port, reason=error.strerror) from None
    try:
        # A server that just stopped leaves its port waiting, which keeps nobody out.
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind(address)
        door.listen()
    except OSError as error:
        door.close()
        if error.errno == errno.EADDRINUSE:
            raise fail("serve-taken", host=host, port=port, name=PORT) from None
        raise fail("serve-address", host=host, port=port, reason=error.strerror) from None
    return door
