"""Made-up solutions as the file ``pilots/solutions.yaml`` of a lab that is to know them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from identiteitslab.criteria.reference import Solution

NAME = "solutions.yaml"
HEAD = """\
# Solutions of simulated pilots. Those that are called made up exist nowhere.
# Put this file in the folder pilots/ of a lab that is to read these pilots.
"""


def solutions_file(solutions: Mapping[str, Solution]) -> bytes:
    """Write solutions as a lab reads them."""
    told = {name: about.model_dump(exclude_defaults=True) for name, about in solutions.items()}
    for about in told.values():
        if "properties" in about:
            about["properties"] = list(about["properties"])
    return (HEAD + yaml.safe_dump(told, allow_unicode=True, sort_keys=False)).encode()
