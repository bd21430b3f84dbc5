"""Compare what was measured here under the criteria of somebody else."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Unpack

import pyarrow as pa
import pyarrow.compute as pc
from pydantic import ValidationError

from identiteitslab.criteria.catalogue import Catalogue
from identiteitslab.criteria.lint import check, lint
from identiteitslab.criteria.read import read_catalogue
from identiteitslab.decision.criteria_change import CriteriaChange, criteria_change, same_kinds
from identiteitslab.errors import LabError, fail
from identiteitslab.lab.asking import complete
from identiteitslab.lab.evaluate import evaluate
from identiteitslab.measurement.known_kinds import kind_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from identiteitslab.decision.evaluation import Question
    from identiteitslab.lab.asking import Asked
    from identiteitslab.lab.lab import Lab

BESIDE = "pilots/solutions.yaml"


def under_other_criteria(lab: Lab, other: Path, **asked: Unpack[Asked]) -> CriteriaChange:
    """Evaluate the same sums with the same seed under both sets of criteria.

    Solutions stay those of the lab. An indicator that is measured in another way under the other
    criteria has no measurements there.

    Parameters
    ----------
    lab
        Whose measurements.
    other
        The folder of another lab, or of criteria alone.
    **asked
        What to ask, as for `Lab.evaluate`.

    Raises
    ------
    LabError
        The other criteria cannot be read or have faults, lack what is asked for, or there are no
        measurements.
    """
    question = lab.question(**asked)
    catalogue = read_other(other, lab)
    try:
        same = complete(catalogue, lab.settings, **(asked | {"on": question.on}))
    except LabError as error:
        raise _elsewhere(error, other) from None
    return _changed(lab, question, catalogue, same)


def under_catalogue(lab: Lab, catalogue: Catalogue, **asked: Unpack[Asked]) -> CriteriaChange:
    """Do the same with criteria that were read before.

    Raises
    ------
    LabError
        The other criteria lack what is asked for, or there are no measurements.
    """
    question = lab.question(**asked)
    same = complete(catalogue, lab.settings, **(asked | {"on": question.on}))
    return _changed(lab, question, catalogue, same)


def _changed(lab: Lab, question: Question, catalogue: Catalogue, same: Question) -> CriteriaChange:
    sums, version = lab.measurements()
    usable = pa.array(sorted(same_kinds(lab.catalogue, catalogue)), pa.string())
    fitting = sums.filter(pc.is_in(sums["indicator"], value_set=usable))
    return criteria_change(
        evaluate(lab.catalogue, question, sums, version),
        evaluate(catalogue, same, fitting, version),
    )


def read_other(other: Path, lab: Lab) -> Catalogue:
    """Read other criteria, with the solutions of this lab.

    Raises
    ------
    LabError
        There are no criteria, or they have faults: all of them, with their place.
    """
    with _as_lab(other, lab) as root:
        if faults := check(root, kinds=kind_rules()):
            raise _elsewhere(LabError(faults), other)
        return read_catalogue(root).model_copy(update={"solutions": lab.catalogue.solutions})


def read_download(data: bytes, lab: Lab) -> Catalogue:
    """Read criteria as the dashboard gives them out, with the solutions of this lab.

    Raises
    ------
    LabError
        It is another kind of file, or the criteria in it have faults: all of them.
    """
    try:
        catalogue = Catalogue.model_validate_json(data)
    except ValidationError as error:
        raise fail("criteria-file-wrong", count=error.error_count()) from None
    if faults := lint(catalogue, kinds=kind_rules()):
        raise LabError(faults)
    return catalogue.model_copy(update={"solutions": lab.catalogue.solutions})


@contextmanager
def _as_lab(other: Path, lab: Lab) -> Iterator[Path]:
    """Give the folder of a lab; criteria alone are laid beside the solutions of this lab."""
    if (other / "criteria").is_dir():
        yield other
        return
    if not (other / "themes.yaml").is_file():
        raise fail("criteria-not-there", path=other)
    with TemporaryDirectory(prefix="identiteitslab-") as folder:
        root = Path(folder)
        shutil.copytree(other, root / "criteria")
        (root / BESIDE).parent.mkdir()
        shutil.copyfile(lab.root / BESIDE, root / BESIDE)
        yield root


def _elsewhere(error: LabError, other: Path) -> LabError:
    """Say in every fault that it is about the other criteria."""
    return LabError(
        replace(fault, where=replace(fault.where, file=str(other / fault.where.file)))
        for fault in error.faults
    )
