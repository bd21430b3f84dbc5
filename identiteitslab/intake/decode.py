"""From the bytes of a text file to UTF-8 with plain line ends, or a clear no; never a guess."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

import numpy as np

from identiteitslab.errors import fail

if TYPE_CHECKING:
    from identiteitslab.errors import Where

CHUNK = 1 << 22
NEWLINE, RETURN = ord("\n"), ord("\r")
_WIDE = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_LONE_RETURN = re.compile(rb"\r(?!\n)")


def decode(data: bytes, where: Where) -> bytes:
    """Give a text file as UTF-8 without byte order mark, its lines ended by LF or CRLF.

    UTF-8 and UTF-16 are recognised by their mark; without one the text is UTF-8 if it can be, and
    otherwise Windows-1252, in which names are still checked against the vocabulary.

    Raises
    ------
    LabError
        ``text-binary`` or ``text-encoding``.
    """
    text = _as_utf8(data, where)
    if b"\0" in text:
        raise fail("text-binary", where)
    return _LONE_RETURN.sub(b"\n", text) if _has_lone_return(text) else text


def _as_utf8(data: bytes, where: Where) -> bytes:
    if data.startswith(_WIDE):
        raise fail("text-encoding", where)
    if data.startswith(codecs.BOM_UTF8):
        return _checked(data[len(codecs.BOM_UTF8) :], where)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _recoded(data, "utf-16", where)
    return data if _is_utf8(data) else _recoded(data, "cp1252", where)


def _checked(data: bytes, where: Where) -> bytes:
    if not _is_utf8(data):
        raise fail("text-encoding", where)
    return data


def _recoded(data: bytes, encoding: str, where: Where) -> bytes:
    try:
        return data.decode(encoding).encode()
    except UnicodeError:
        raise fail("text-encoding", where) from None


def _is_utf8(data: bytes) -> bool:
    """Decode in pieces: a large file is never held twice."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), CHUNK):
            decoder.decode(data[start : start + CHUNK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _has_lone_return(text: bytes) -> bool:
    if b"\r" not in text:
        return False
    signs = np.frombuffer(text, dtype=np.uint8)
    returns = signs == RETURN
    # A return at the very end stands alone as well.
    lone: bool = bool(returns[-1] or (returns[:-1] & (signs[1:] != NEWLINE)).any())
    return lone
