"""The gate: what kind of file is this by its content, and is it small enough to look at?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from identiteitslab.errors import fail

if TYPE_CHECKING:
    from identiteitslab.errors import Where

Content = Literal["csv", "workbook", "sums"]

MOST_BYTES: dict[Content, int] = {"csv": 1 << 30, "workbook": 20 << 20, "sums": 200 << 20}

_SIGNATURES = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "file-old-workbook"),
    (b"\x1f\x8b", "file-packed"),
    (b"7z\xbc\xaf\x27\x1c", "file-packed"),
    (b"Rar!", "file-packed"),
    (b"BZh", "file-packed"),
    (b"\xfd7zXZ\x00", "file-packed"),
    (b"\x28\xb5\x2f\xfd", "file-packed"),
    (b"%PDF", "file-unknown"),
    (b"\x89PNG", "file-unknown"),
    (b"\xff\xd8\xff", "file-unknown"),
    (b"GIF8", "file-unknown"),
    (b"MZ", "file-unknown"),
    (b"\x7fELF", "file-unknown"),
    (b"{\\rtf", "file-unknown"),
    (b"SQLite format 3\x00", "file-unknown"),
    (b"ARROW1", "file-unknown"),
)
_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<table", b"<workbook", b"<script", b"<svg")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def recognise(data: bytes, where: Where) -> Content:
    """Tell what a file is by its content, whatever its name says.

    Raises
    ------
    LabError
        Empty, too large, or something that we do not read.
    """
    if not data or data.isspace():
        raise fail("file-empty", where)
    if data.startswith(b"PK\x03\x04"):
        content: Content = "workbook"
    elif data.startswith(b"PAR1"):
        content = "sums"
    else:
        _refuse_others(data, where)
        content = "csv"
    most = MOST_BYTES[content]
    if len(data) > most:
        raise fail("file-too-large", where, most=f"{most >> 20}")
    return content


def _refuse_others(data: bytes, where: Where) -> None:
    if data.startswith(b"\xd0\xcf\x11\xe0") and _ENCRYPTED in data:
        raise fail("file-encrypted", where)
    for signature, code in _SIGNATURES:
        if data.startswith(signature):
            raise fail(code, where)
    if data.removeprefix(b"\xef\xbb\xbf")[:256].lstrip().lower().startswith(_MARKUP):
        raise fail("file-unknown", where)
