"""JSON Schema of the data files, so that an editor helps while someone writes a criterion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from identiteitslab.criteria.model import Criterion
from identiteitslab.criteria.read import FILES
from identiteitslab.errors import fail, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

CRITERION = "criterion"
SCHEMAS = (CRITERION, *FILES)
"""Files that have a schema: a criterion, and each file beside the criteria by its name."""


def json_schema(file: str = CRITERION, *, kinds: Iterable[str] = ()) -> dict[str, Any]:
    """Describe one of the data files.

    Parameters
    ----------
    file
        One of ``SCHEMAS``.
    kinds
        The known kinds of measurement; if given, an indicator can be of no other kind.

    Returns
    -------
    dict
        JSON Schema, draft 2020-12.

    Raises
    ------
    LabError
        No data file has that name.
    """
    if file not in SCHEMAS:
        raise fail("schema-unknown", found=file, known=nearest(file, SCHEMAS))
    model = Criterion if file == CRITERION else FILES[file][1]
    schema = TypeAdapter(model).json_schema(by_alias=True)
    names = sorted(kinds)
    if names and file == CRITERION:
        schema["$defs"]["Indicator"]["properties"]["kind"]["enum"] = names
    return {"$schema": GenerateJsonSchema.schema_dialect, "title": file, **schema}
