"""Unpack a workbook within limits, before any parser of spreadsheets sees it."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from itertools import islice
from typing import TYPE_CHECKING

from identiteitslab.errors import fail

if TYPE_CHECKING:
    from collections.abc import Mapping

    from identiteitslab.errors import Where

MOST_PARTS = 500
MOST_UNPACKED = 100 << 20
MOST_CELLS = 2_000_000
MOST_ELEMENTS = MOST_CELLS + 100_000
MOST_RATIO = 120
RATIO_FROM = 10 << 20
"""Small parts may be packed as tightly as they like."""

CHUNK = 1 << 20
_READ = (".xml", ".rels", ".vml")
_STORED, _DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED

_REFUSED = (
    ("workbook-macros", re.compile(r".*vbaproject.*|xl/macrosheets/.*|xl/activex/.*")),
    ("workbook-embeds", re.compile(r"xl/embeddings/.*")),
    ("file-binary-workbook", re.compile(r"xl/workbook\.bin")),
)
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([^\"']*)[\"']")
_MACRO_TYPE = re.compile(rb"macroenabled|\bvbaproject\b", re.IGNORECASE)
_FAR_CELL = re.compile(rb"\br\s*=\s*[\"'](?:[A-Za-z]{3,}[0-9]+|[A-Za-z]{0,2}[0-9]{6,})[\"']")
_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*?\br\s*=\s*[\"']([0-9]+)[\"']")
_CELL = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br\s*=\s*[\"']([A-Za-z]+)[0-9]")
_ROW_OR_CELL = re.compile(rb"<(?:\w+:)?(?:row|c)[ >/]")


def unpack(data: bytes, where: Where) -> dict[str, bytes]:
    """Give the XML parts of a workbook by name.

    Raises
    ------
    LabError
        Not a workbook, encrypted, with macros or embedded files, or beyond one of the limits.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _check_members(members, where)
            parts = _read_all(archive, members, len(data), where)
    except (zipfile.BadZipFile, zlib.error, EOFError, struct.error, OSError, ValueError,
            NotImplementedError, RuntimeError):  # fmt: skip
        raise fail("file-broken", where) from None
    if "xl/workbook.xml" not in parts:
        raise fail("file-not-workbook", where)
    for name, part in parts.items():
        _check_part(name, part, where)
    return parts


def repack(parts: Mapping[str, bytes]) -> bytes:
    """Pack the parts again, unpressed: what was checked is what the parser reads."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", _STORED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    return target.getvalue()


def _check_members(members: list[zipfile.ZipInfo], where: Where) -> None:
    if len(members) > MOST_PARTS:
        raise fail("workbook-too-many-parts", where, most=MOST_PARTS)
    names = [member.filename.casefold() for member in members]
    odd = any("\\" in name or ".." in name.split("/") or name.startswith("/") for name in names)
    if odd or len(set(names)) != len(names):
        raise fail("file-broken", where)
    for member in members:
        if member.flag_bits & 1:
            raise fail("file-encrypted", where)
        if member.compress_type not in {_STORED, _DEFLATED}:
            raise fail("file-broken", where)
    for code, pattern in _REFUSED:
        if any(pattern.fullmatch(name) for name in names):
            raise fail(code, where)


def _read_all(
    archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], packed: int, where: Where
) -> dict[str, bytes]:
    """Unpack and count as we go: the sizes that an archive claims may be lies."""
    parts: dict[str, bytes] = {}
    total = 0
    for member in members:
        if not member.filename.casefold().endswith(_READ):
            continue
        chunks = []
        with archive.open(member) as stream:
            while chunk := stream.read(CHUNK):
                total += len(chunk)
                if total > MOST_UNPACKED or total > max(RATIO_FROM, MOST_RATIO * packed):
                    raise fail("workbook-too-large", where)
                chunks.append(chunk)
        parts[member.filename] = b"".join(chunks)
    return parts


def _check_part(name: str, part: bytes, where: Where) -> None:
    encoding = _ENCODING.search(part[:200])
    plain = encoding is None or encoding[1].lower() in {b"utf-8", b"us-ascii", b"ascii"}
    if not plain or b"\0" in part[:200] or _DOCTYPE.search(part):
        raise fail("workbook-unsafe-xml", where)
    if name.casefold() == "[content_types].xml" and _MACRO_TYPE.search(part):
        raise fail("workbook-macros", where)
    if b"sheetData" in part:
        _check_cells(part, where)


def _check_cells(part: bytes, where: Where) -> None:
    """Bound the rectangle that a parser would make room for."""
    if _has_too_many(part) or _FAR_CELL.search(part):
        raise fail("workbook-too-large", where)
    last_row = max(map(int, _ROW.findall(part)), default=0)
    columns = {found[1] for found in _CELL.finditer(part)}
    if last_row * max(map(_number, columns), default=0) > MOST_CELLS:
        raise fail("workbook-too-large", where)


def _has_too_many(part: bytes) -> bool:
    """Tell whether there are more rows and cells than we read; a short part has no room for it."""
    if len(part) <= MOST_ELEMENTS * len("<c>"):
        return False
    found = islice(_ROW_OR_CELL.finditer(part), MOST_ELEMENTS + 1)
    return sum(1 for _ in found) > MOST_ELEMENTS


def _number(column: bytes) -> int:
    number = 0
    for sign in column.upper():
        number = number * 26 + sign - ord("A") + 1
    return number
