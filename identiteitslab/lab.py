"""A lab: a folder with criteria and pilots, and the one evaluation that all surfaces read."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from identiteitslab.comparison.acceptability import rank_acceptability
from identiteitslab.criteria.read import read_catalogue
from identiteitslab.criteria.settings import NAME, Settings, read_settings
from identiteitslab.decision.evaluation import Evaluation, Question, coverage
from identiteitslab.errors import fail, nearest
from identiteitslab.estimation.estimate import estimate
from identiteitslab.intake.check_file import check_file
from identiteitslab.measurement.cube import current
from identiteitslab.scoring.knockouts import test_minimums
from identiteitslab.scoring.pools import score_pools
from identiteitslab.scoring.weights import profile_weights
from identiteitslab.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pyarrow as pa

    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.intake.delivery import Delivery
    from identiteitslab.store.upload import Accepted

HERE = Path(__file__).parent
DATABASE_URL = "IDENTITEITSLAB_DATABASE_URL"
LAB = "IDENTITEITSLAB_LAB"
DRAWS = 98_304
FoundBy = Literal["option", "environment", "folder", "starter"]


def starter() -> Path:
    """Give the lab that comes with the program: in a wheel beside the code, else the checkout."""
    packed = HERE / "_starter"
    return packed if packed.is_dir() else HERE.parent


def find_lab(given: Path | None = None) -> tuple[Path, FoundBy]:
    """Find the lab: as given, else by environment, else the nearest ``lab.toml`` upward."""
    if given is not None:
        return given, "option"
    if named := os.environ.get(LAB):
        return Path(named), "environment"
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / NAME).is_file():
            return folder, "folder"
    return starter(), "starter"


@dataclass(frozen=True)
class Lab:
    """An opened lab.

    Attributes
    ----------
    root
        The folder.
    settings
        Its ``lab.toml``.
    found_by
        Why this folder: told, environment, nearest, or the starter that comes along.
    """

    root: Path
    settings: Settings
    found_by: FoundBy
    _state: list[tempfile.TemporaryDirectory[str]] = field(default_factory=list, repr=False)

    @classmethod
    def open(cls, given: Path | None = None) -> Lab:
        """Open a lab.

        Raises
        ------
        LabError
            The folder is not a lab, or its settings are wrong.
        """
        root, found_by = find_lab(given)
        if not (root / NAME).is_file():
            raise fail("lab-not-found", path=root)
        return cls(root, read_settings(root), found_by)

    @property
    def read_only(self) -> bool:
        """Tell whether this is the starter inside an installed program: it never changes."""
        return self.root == HERE / "_starter"

    @cached_property
    def catalogue(self) -> Catalogue:
        """All that this lab tests against, read once."""
        return read_catalogue(self.root)

    @cached_property
    def state(self) -> Path:
        """The folder with what was delivered; the read-only starter has a passing one."""
        if not self.read_only:
            return self.root / ".lab"
        passing = tempfile.TemporaryDirectory(prefix="identiteitslab-")
        self._state.append(passing)
        return Path(passing.name)

    @property
    def examples(self) -> tuple[Path, ...]:
        """The fictitious deliveries that come with the lab."""
        folder = self.root / "pilots" / "voorbeeld"
        return tuple(sorted(p for p in folder.glob("*") if p.suffix in {".csv", ".xlsx"}))

    @contextmanager
    def store(self) -> Iterator[Store]:
        """Open what was delivered."""
        with Store.open(self.state, url=os.environ.get(DATABASE_URL)) as store:
            yield store

    def check(self, name: str, data: bytes, *, keep_good_rows: bool = False) -> Delivery:
        """Check a file without storing anything."""
        return check_file(name, data, self, keep_good_rows=keep_good_rows)

    def add(self, delivery: Delivery, *, actor: str = "projectleider") -> Accepted:
        """Store a checked delivery; the same rows again are the same upload.

        Raises
        ------
        LabError
            The delivery has faults, or this lab is read-only.
        """
        if self.read_only and actor != "voorbeeld":
            raise fail("lab-read-only")
        with self.store() as store:
            return store.accept(delivery, actor=actor)

    def measurements(self) -> tuple[pa.Table, str]:
        """Give the merged sums of all that counts, and the version of that data."""
        with self.store() as store:
            return store.sums(), store.data_version()

    def evaluate(
        self,
        *,
        context: str | None = None,
        profile: str | None = None,
        situation: str | None = None,
        on: dt.date | None = None,
        seed: int | None = None,
        draws: int = DRAWS,
    ) -> Evaluation:
        """Compare the solutions of this lab.

        Parameters
        ----------
        context
            ``public`` or ``private``; by default that of the situation, else of the settings.
        profile
            Which weights; by default those of the settings.
        situation
            A service; its required assurance level replaces the general minimum.
        on
            Day whose norms hold; today by default.
        seed
            Same seed, same data, same criteria: same result.
        draws
            Recalculations over weights and scores.

        Raises
        ------
        LabError
            Unknown names, or nothing measured.
        """
        question = self.question(context, profile, situation, on, seed, draws)
        sums, data_version = self.measurements()
        return evaluate(self.catalogue, question, sums, data_version)

    def question(
        self,
        context: str | None,
        profile: str | None,
        situation: str | None,
        on: dt.date | None,
        seed: int | None,
        draws: int,
    ) -> Question:
        """Complete a question with the settings of this lab, and refuse unknown names.

        Raises
        ------
        LabError
            An unknown context, profile or situation, or a situation of the other context.
        """
        catalogue = self.catalogue
        chosen: Any = context or self.settings.context
        if situation is not None:
            _known("situation", situation, catalogue.situations)
            own = catalogue.situations[situation].context
            if context not in (None, own):
                facts = {"situation": situation, "expected": own, "found": chosen}
                raise fail("situation-other-context", **facts)
            chosen = own
        _known("context", chosen, catalogue.contexts)
        weights = profile or self.settings.profile
        _known("profile", weights, catalogue.profiles)
        day = on or dt.datetime.now(tz=dt.UTC).date()
        number = self.settings.seed if seed is None else seed
        return Question(chosen, weights, situation, day, number, draws)


def evaluate(
    catalogue: Catalogue, question: Question, sums: pa.Table, data_version: str
) -> Evaluation:
    """Go from sums to a comparison, one stage a line; every surface reads the result.

    Raises
    ------
    LabError
        Nothing was measured.
    """
    if sums.num_rows == 0:
        raise fail("no-measurements")
    context, day = question.context, question.on
    measured = tuple(catalogue.in_context(context))
    situations = [n for n, s in catalogue.situations.items() if s.context == context]
    cube = current(sums, measured, tuple(catalogue.solutions), situations)
    estimates = estimate(catalogue, cube, sums)
    minimums = test_minimums(catalogue, question.context, day, question.situation, estimates)
    scores = score_pools(catalogue, context, day, estimates, seed=question.seed)
    weights = profile_weights(catalogue, question.profile, scores.criterion_ids)
    failed = {result.solution for result in minimums if result.outcome == "failed"}
    ranks = rank_acceptability(
        scores.criteria,
        weights.sampler,
        seed=question.seed,
        eligible=[name not in failed for name in scores.solution_ids],
        applies=scores.applies,
        theme=weights.theme,
        solutions=scores.solution_ids,
        criteria=scores.criterion_ids,
        draws=question.draws,
    )
    return Evaluation(
        question,
        catalogue.digest,
        data_version,
        version("identiteitslab"),
        catalogue,
        coverage(catalogue, cube),
        estimates,
        scores,
        minimums,
        weights.points,
        ranks,
    )


def make_lab(folder: Path, *, examples: bool) -> Path:
    """Copy the starter lab into a new folder.

    Raises
    ------
    LabError
        The folder is not empty or cannot be written to.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise fail("lab-folder-exists", path=folder)
    source = starter()
    parts = [NAME, "criteria", "pilots/solutions.yaml", *["pilots/voorbeeld"] * examples]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for part in parts:
            target = folder / part
            target.parent.mkdir(parents=True, exist_ok=True)
            if (source / part).is_dir():
                shutil.copytree(source / part, target)
            else:
                shutil.copyfile(source / part, target)
    except OSError as error:
        raise fail("lab-folder-unwritable", path=folder, reason=error.strerror) from None
    return folder


def _known(what: str, name: str, known: Iterable[str]) -> None:
    if name not in set(known):
        raise fail(f"unknown-{what}", found=name, known=nearest(name, known))
