"""The identity provider of a lab, as its settings name it; wrong settings open no door.

The settings are the table ``[auth]`` of streamlit's ``.streamlit/secrets.toml``. They hold
secrets, so that no message ever repeats one.
"""

from __future__ import annotations

import stat
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from identiteitslab.access.claims import USUAL_NAMES, ClaimNames
from identiteitslab.errors import Fault, LabError, Where

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

USUAL = "default"
"""How streamlit calls a provider whose settings stand in ``[auth]`` itself."""

SHARED = ("redirect_uri", "cookie_secret")
ROLE_NAME, GEMEENTE_NAME = "role_claim", "gemeente_claim"
"""Settings of the lab itself, for a provider that cannot use the usual names."""
OWN = ("client_id", "client_secret", "server_metadata_url")
CALLBACK = "/oauth2callback"
SHORTEST = 32
HERE = frozenset({"localhost", "127.0.0.1", "::1"})
"""The names of the machine itself, which no other machine reaches."""


@dataclass(frozen=True)
class Provider:
    """Who lets people sign in.

    Attributes
    ----------
    name
        As streamlit knows it.
    back
        The address to which people return.
    claims
        How it calls what it says about somebody.
    """

    name: str
    back: SplitResult
    claims: ClaimNames = USUAL_NAMES

    @property
    def encrypted(self) -> bool:
        """Tell whether people reach the dashboard through https."""
        return self.back.scheme == "https"


def read_provider(auth: Mapping[str, object], files: Iterable[Path] = ()) -> Provider:
    """Read which provider is set.

    Parameters
    ----------
    auth
        The table ``[auth]``.
    files
        The files that it may come from; others on the machine may not read those.

    Raises
    ------
    LabError
        Everything that is missing or not safe, at once.
    """
    own = [name for name, value in auth.items() if isinstance(value, Mapping)]
    faults = [*_faults(auth, own), *_open_files(files)]
    if find_spec("authlib") is None:
        faults.append(Fault("sign-in-library"))
    if faults:
        raise LabError(faults)
    claims = ClaimNames(
        role=str(auth.get(ROLE_NAME, USUAL_NAMES.role)),
        gemeente=str(auth.get(GEMEENTE_NAME, USUAL_NAMES.gemeente)),
    )
    return Provider(own[0] if own else USUAL, urlsplit(str(auth["redirect_uri"])), claims)


def _faults(auth: Mapping[str, object], own: list[str]) -> Iterator[Fault]:
    if len(own) > 1:
        yield _fault("sign-in-one", "auth", found=", ".join(own))
        return
    yield from (_missing("auth", name) for name in SHARED if not _filled(auth, name))
    named = (name for name in (ROLE_NAME, GEMEENTE_NAME) if name in auth)
    yield from (_missing("auth", name) for name in named if not _filled(auth, name))
    table, settings = (f"auth.{own[0]}", auth[own[0]]) if own else ("auth", auth)
    if isinstance(settings, Mapping):
        yield from (_missing(table, name) for name in OWN if not _filled(settings, name))
    if _filled(auth, "cookie_secret") and len(str(auth["cookie_secret"])) < SHORTEST:
        yield _fault("sign-in-secret", "auth.cookie_secret", least=str(SHORTEST))
    if _filled(auth, "redirect_uri"):
        yield from _address_faults(str(auth["redirect_uri"]))


def _address_faults(address: str) -> Iterator[Fault]:
    parts = urlsplit(address)
    safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in HERE)
    if not safe or parts.path != CALLBACK:
        yield _fault("sign-in-address", "auth.redirect_uri", found=address)


def _open_files(files: Iterable[Path]) -> Iterator[Fault]:
    """Name the files with secrets that everybody on the machine may read or change."""
    for path in files:
        if path.is_file() and path.stat().st_mode & stat.S_IRWXO:
            yield Fault("sign-in-file-open", Where(file=str(path)), {"path": str(path)})


def _filled(settings: Mapping[str, object], name: str) -> bool:
    value = settings.get(name)
    return isinstance(value, str) and bool(value.strip())


def _missing(table: str, name: str) -> Fault:
    return _fault("sign-in-missing", f"{table}.{name}", name=name, table=table)


def _fault(code: str, key: str, **facts: str) -> Fault:
    return Fault(code, Where(file="secrets.toml", key=key), facts)
