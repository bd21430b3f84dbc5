"""What any fitted grid can tell about its cells, whatever likelihood it was made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, Self

if TYPE_CHECKING:
    from identiteitslab.estimation.arrays import Floats, Places
    from identiteitslab.estimation.knots import Knots
    from identiteitslab.estimation.link import Link


class Posterior(Protocol):
    """What a grid must be able to tell about its cells; all on the link scale."""

    @property
    def tau(self) -> Floats:
        """Nodes of tau, ``(cells, nodes)``, increasing."""

    @property
    def tau_weight(self) -> Floats:
        """Their probabilities, ``(cells, nodes)``."""

    def rows(self, chosen: Places) -> Self:
        """Keep some of the cells."""

    def median_gemeente(self) -> Knots:
        """Tell about mu, ``(cells, scores)``."""

    def new_gemeente(self) -> Knots:
        """Tell about a draw of ``N(mu, tau^2)``, ``(cells, scores)``."""

    def average_gemeente(self, link: Link) -> Knots:
        """Tell about the mean over gemeenten of the natural value, ``(cells, scores)``."""

    def nation(self, link: Link, population: Floats, elsewhere: Floats) -> Knots:
        """Tell about the weighted mean of the natural values, ``(cells, scores)``."""

    def gemeenten(self) -> Knots:
        """Tell about each measured gemeente, ``(cells, gemeenten, scores)``."""

    def own_share(self) -> Floats:
        """Tell how much of each gemeente's value is its own, ``(cells, gemeenten)``."""


@dataclass(frozen=True)
class Part:
    """Cells that were fitted together, and where they stand among all cells."""

    rows: Places
    posterior: Posterior
