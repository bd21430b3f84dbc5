"""An opened lab: deliver measurements to it, and ask it to compare."""

from __future__ import annotations

import io
import os
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from identiteitslab.access.actor import LOCAL
from identiteitslab.access.rights import demand
from identiteitslab.criteria.lint import lint
from identiteitslab.criteria.read import read_with_places
from identiteitslab.errors import LabError, fail
from identiteitslab.intake.check_file import check_by
from identiteitslab.intake.delivery import sum_together
from identiteitslab.intake.rules import Rulebook
from identiteitslab.lab.asking import complete
from identiteitslab.lab.evaluate import evaluate
from identiteitslab.lab.examples import batches, store_example
from identiteitslab.lab.place import Place
from identiteitslab.lab.preview import Data, Preview, preview
from identiteitslab.measurement.known_kinds import kind_rules
from identiteitslab.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    import pyarrow as pa

    from identiteitslab.access.actor import Actor
    from identiteitslab.access.rights import Action
    from identiteitslab.comparison.own_method import OwnMethod
    from identiteitslab.criteria.catalogue import Catalogue
    from identiteitslab.decision.analysis import Evaluation
    from identiteitslab.decision.evaluation import Question
    from identiteitslab.intake.delivery import Delivery
    from identiteitslab.lab.asking import Asked
    from identiteitslab.store.backup import Copied
    from identiteitslab.store.upload import Accepted, Upload

DATABASE_URL = "IDENTITEITSLAB_DATABASE_URL"


@dataclass(frozen=True)
class Lab(Place):
    """A folder with criteria and measurements: deliver to it, and ask it to compare.

    Examples
    --------
    >>> from identiteitslab import Lab
    >>> lab = Lab.open()
    >>> lab.evaluate(draws=16384).leader.solution
    'dijkpas'

    Somebody's own way of adding up is a plain function, such as the worst score of all:

    >>> worst = lab.evaluate(draws=16384, method=lambda scores, weights: scores.min(axis=1))
    >>> worst.leader.solution
    'zeemeeuw'
    """

    _passing: list[tempfile.TemporaryDirectory[str]] = field(default_factory=list, repr=False)

    @cached_property
    def state(self) -> Path:
        """The folder with what was delivered; the read-only starter has a passing one."""
        if not self.read_only:
            return self.root / ".lab"
        passing = tempfile.TemporaryDirectory(prefix="identiteitslab-")
        self._passing.append(passing)
        return Path(passing.name)

    @cached_property
    def catalogue(self) -> Catalogue:
        """All that this lab tests against, read once; what would mislead is refused.

        Raises
        ------
        LabError
            Every fault of every file, and else everything that the linter finds.
        """
        catalogue, places = read_with_places(self.root)
        faults = lint(catalogue, kinds=kind_rules(), places=places)
        if faults:
            raise LabError(faults)
        return catalogue

    @cached_property
    def rulebook(self) -> Rulebook:
        """What every delivered file is judged by."""
        return Rulebook(self.catalogue)

    @contextmanager
    def store(self) -> Iterator[Store]:
        """Open what was delivered."""
        with Store.open(self.state, url=os.environ.get(DATABASE_URL)) as store:
            yield store

    def check(
        self, name: str, data: bytes, *, keep_good_rows: bool = False, actor: Actor = LOCAL
    ) -> Delivery:
        """Check a file without storing anything; a project lead's only about the own gemeente."""
        held = io.BytesIO(data)
        del data  # only what is held can be let go once it has been read
        uploader = actor.gemeente or None
        return check_by(self.rulebook, name, held, keep_good_rows=keep_good_rows, uploader=uploader)

    def add(
        self,
        delivery: Delivery,
        *,
        actor: Actor = LOCAL,
        in_place_of: int | None = None,
        reason: str = "",
        beside: bool = False,
    ) -> Accepted:
        """Store a checked delivery; the same rows again are the same upload.

        Parameters
        ----------
        delivery
            What `check` made of a file.
        actor
            Who hands it in.
        in_place_of, reason
            The number of the upload that it corrects, which then no longer counts, and why.
        beside
            Count it also when another upload seems to hold some of the same measurements.

        Raises
        ------
        LabError
            The actor may not, the delivery has faults, people would count twice, or this lab is
            read-only.
        """
        gemeenten = set(delivery.rows["gemeente"].unique().to_pylist())
        if delivery.sums is not None:
            gemeenten |= set(delivery.sums["gemeente"].unique().to_pylist())
        with self._writing(actor, "deliver", gemeenten) as store:
            if in_place_of is None:
                return store.accept(delivery, actor=actor.role, beside=beside)
            corrected = _upload(store, in_place_of).gemeenten
            _demand_all(actor, "deliver", corrected)
            return store.supersede(
                in_place_of, delivery, actor=actor.role, reason=reason, beside=beside
            )

    def withdraw(self, number: int, *, reason: str, actor: Actor = LOCAL) -> str:
        """Let an upload count no longer, without deleting it; gives the head of the log.

        Raises
        ------
        LabError
            The actor may not, there is no such upload, or the reason will not do.
        """
        with self._writing(actor, "withdraw") as store:
            _demand_all(actor, "withdraw", _upload(store, number).gemeenten)
            return store.withdraw(number, actor=actor.role, reason=reason)

    def reinstate(
        self, number: int, *, reason: str, beside: bool = False, actor: Actor = LOCAL
    ) -> str:
        """Let a withdrawn upload count again; gives the head of the log.

        Raises
        ------
        LabError
            As for `withdraw`; the upload was superseded; or another holds some of its
            measurements, unless they may count ``beside`` each other.
        """
        with self._writing(actor, "withdraw") as store:
            _demand_all(actor, "withdraw", _upload(store, number).gemeenten)
            return store.reinstate(number, actor=actor.role, reason=reason, beside=beside)

    def restore(self, backup: Path, *, actor: Actor = LOCAL) -> Copied:
        """Fill this lab, still without measurements, from a backup that is whole.

        Raises
        ------
        LabError
            The actor may not, the backup is damaged, or there are measurements already.
        """
        with self._writing(actor, "administer") as store:
            return store.restore(backup)

    @contextmanager
    def _writing(
        self, actor: Actor, action: Action, gemeenten: Iterable[str] = ()
    ) -> Iterator[Store]:
        demand(actor, action)
        _demand_all(actor, action, gemeenten)
        if self.read_only:
            raise fail("lab-read-only")
        with self.store() as store:
            yield store

    def measurements(self) -> tuple[pa.Table, str]:
        """Give the merged sums of all that counts and is whole, and the version of that data.

        The read-only starter holds its example pilots from the start.
        """
        if self.read_only:
            for _ in self.add_examples():
                pass
        with self.store() as store:
            gathered = store.gather()
            return gathered.sums, gathered.data_version

    def add_examples(self) -> Iterator[Accepted]:
        """Store the example deliveries one by one; see `examples.store_example`.

        Raises
        ------
        LabError
            There are none, or one does not pass the checks.
        """
        if not self.examples:
            raise fail("no-examples")
        with self.store() as store:
            for paths in batches(self.examples):
                deliveries = [self.check(path.name, path.read_bytes()) for path in paths]
                if faults := [f for one in deliveries if not one.storable for f in one.faults]:
                    raise LabError(faults)
                for delivery in sum_together(deliveries):
                    yield store_example(store, delivery)

    def evaluate(self, *, method: OwnMethod | None = None, **asked: Unpack[Asked]) -> Evaluation:
        """Compare the solutions of this lab.

        Parameters
        ----------
        method
            A plain function ``(values, weights) -> utility`` instead of the weighted sum; see
            `comparison.own_method`.
        **asked
            What to ask; see `asking.complete`. What is left out comes from the settings.

        Raises
        ------
        LabError
            Unknown names, or nothing measured.
        ValueError
            A method that does not give one utility per solution.
        """
        question = self.question(**asked)
        sums, data_version = self.measurements()
        return evaluate(self.catalogue, question, sums, data_version, method=method)

    def preview(
        self,
        deliveries: Iterable[Delivery],
        *,
        replacing: Collection[int] = (),
        **asked: Unpack[Asked],
    ) -> Preview:
        """Compare as it is and as it would be with some deliveries; nothing is stored.

        What counts already adds nothing; uploads that are replaced would count no longer.

        Raises
        ------
        LabError
            Unknown names, or nothing would be measured.
        """
        question = self.question(**asked)
        now = Data(*self.measurements())
        with self.store() as store:
            then = store.foresee(deliveries, replacing)
        return preview(self.catalogue, question, now, Data(then.sums, then.data_version))

    def question(self, **asked: Unpack[Asked]) -> Question:
        """Complete a question with the settings of this lab; see `asking.complete`."""
        return complete(self.catalogue, self.settings, **asked)


def _demand_all(actor: Actor, action: Action, gemeenten: Iterable[str]) -> None:
    for gemeente in sorted(gemeenten):
        demand(actor, action, gemeente)


def _upload(store: Store, number: int) -> Upload:
    found = next((upload for upload in store.uploads() if upload.number == number), None)
    if found is None:
        raise fail("store-unknown", number=number)
    return found
