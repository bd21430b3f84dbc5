"""Which identity provider is set, in the secrets that streamlit reads."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from identiteitslab.access.provider import read_provider
from identiteitslab.errors import Where, fail

if TYPE_CHECKING:
    from identiteitslab.access.provider import Provider


SPEAKER = "streamlit.web.server.starlette.starlette_auth_routes"
"""Where streamlit tells what went wrong in a sign-in, with all that the provider said."""


class Discreet(logging.Filter):
    """Lets it be told that a sign-in failed, but not what was said about whom."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Leave only the fixed words of a message, and the kind of error."""
        error = record.exc_info[0] if record.exc_info else None
        kind = f" ({error.__name__})" if error else ""
        record.msg = str(record.msg).replace("%s", "…") + kind
        record.args, record.exc_info, record.exc_text = (), None, None
        return True


DISCREET = Discreet()


def provider() -> Provider | None:
    """Give the provider that is set; None where nobody signs in.

    From then on the log keeps quiet about people.

    Raises
    ------
    LabError
        It is set wrongly, or the file with secrets cannot be read.
    """
    files = [Path(path) for path in st.get_option("secrets.files")]
    if not st.secrets.load_if_toml_exists():
        for path in filter(Path.exists, files):
            raise fail("sign-in-file-broken", Where(file=str(path)))
        return None
    auth = st.secrets.get("auth")
    if auth is None:
        return None
    logging.getLogger(SPEAKER).addFilter(DISCREET)
    return read_provider(auth, files)
