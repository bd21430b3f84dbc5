"""From the bytes of a text file to UTF-8 with plain line ends, or a clear no; never a guess."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from identiteitslab.errors import fail

if TYPE_CHECKING:
    from identiteitslab.errors import Where

CHUNK = 1 << 18
"""So many bytes stay close to the processor."""

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
        # Some programs write the mark once more each time that they save.
        while data.startswith(codecs.BOM_UTF8):
            data = data[len(codecs.BOM_UTF8) :]
        return _checked(data, where)
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
    """Validate in place: a large file is never held twice."""
    ends = pa.py_buffer(np.array([0, len(data)], dtype=np.int64))
    whole = pa.LargeStringArray.from_buffers(1, ends, pa.py_buffer(data))
    try:
        whole.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _has_lone_return(text: bytes) -> bool:
    if b"\r" not in text:
        return False
    signs = np.frombuffer(text, dtype=np.uint8)
    for start in range(0, len(signs), CHUNK):
        part = signs[start : start + CHUNK + 1]
        if ((part[:-1] == RETURN) & (part[1:] != NEWLINE)).any():
            return True
    return text.endswith(b"\r")
