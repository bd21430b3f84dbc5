"""Weights of a profile: points per theme, divided over its criteria, with their uncertainty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.random import Generator
    from numpy.typing import NDArray

    from identiteitslab.criteria.catalogue import Catalogue

    Floats = NDArray[np.float64]
    Single = NDArray[np.float32]
    Places = NDArray[np.intp]


@runtime_checkable
class WeightSampler(Protocol):
    """Whatever can draw sets of weights."""

    def draw(self, random: Generator, size: int) -> Single:
        """Return ``size`` sets of weights, (item, draw), each summing to one."""
        ...


@dataclass(frozen=True)
class DirichletWeights:
    """Weights around a centre: Dirichlet with parameters ``concentration * centre``.

    Attributes
    ----------
    centre
        (item,) expected weights, summing to one.
    concentration
        20 gives an item of 20 points a spread of about 9.
    """

    centre: Floats
    concentration: float

    def draw(self, random: Generator, size: int) -> Single:
        """Draw sets of weights, (item, draw)."""
        weights = np.empty((len(self.centre), size), dtype=np.float32)
        for own, parameter in zip(weights, self.concentration * self.centre, strict=True):
            random.standard_gamma(parameter, dtype=np.float32, out=own)
        weights *= 1 / weights.sum(axis=0)
        return weights


@dataclass(frozen=True)
class ThemeWeights:
    """Drawn weights of themes, divided over their criteria in fixed shares.

    Attributes
    ----------
    themes
        Draws the weights of the themes.
    theme
        (criterion,) place of its theme.
    share
        (criterion,) part of its theme; the shares of a theme sum to one.
    """

    themes: WeightSampler
    theme: Places
    share: Floats

    def draw(self, random: Generator, size: int) -> Single:
        """Draw sets of weights, (criterion, draw)."""
        share = self.share[:, None].astype(np.float32)
        return share * self.themes.draw(random, size)[self.theme]


@dataclass(frozen=True)
class ProfileWeights:
    """The weights of a profile: expected points per criterion, and how to draw them.

    Attributes
    ----------
    points
        Expected weight of each criterion; they sum to one.
    theme_points
        Expected weight of each theme, in the order of the catalogue.
    sampler
        Draws sets of weights around these, (criterion, draw).
    """

    points: dict[str, float]
    theme_points: dict[str, float]
    sampler: ThemeWeights

    @property
    def theme(self) -> Places:
        """(criterion,) place of its theme in ``theme_points``."""
        return self.sampler.theme


def profile_weights(catalogue: Catalogue, profile: str, criteria: Sequence[str]) -> ProfileWeights:
    """Divide the points of a profile over the criteria that are scored.

    Within a theme the multipliers decide; criteria that are not scored leave their part to the
    others of the same theme.
    """
    chosen = catalogue.profiles[profile]
    there = {catalogue.theme_of[c] for c in criteria}
    themes = [name for name in catalogue.themes if name in chosen.themes and name in there]
    theme = np.array([themes.index(catalogue.theme_of[c]) for c in criteria], dtype=np.intp)
    raw = np.array([chosen.multipliers.get(c, 1.0) for c in criteria])
    share = share_in_theme(theme, raw)
    points = np.array([chosen.themes[name] for name in themes], dtype=np.float64)
    points = points / points.sum()
    sampler = ThemeWeights(DirichletWeights(points, chosen.concentration), theme, share)
    expected = share * points[theme]
    return ProfileWeights(
        dict(zip(criteria, expected.tolist(), strict=True)),
        dict(zip(themes, points.tolist(), strict=True)),
        sampler,
    )


def share_in_theme(theme: Places, raw: Floats) -> Floats:
    """Scale weights (criterion,) so that those of each theme sum to one; none stays none."""
    whole = np.bincount(theme, raw)[theme]
    return np.divide(raw, whole, out=np.zeros(len(raw)), where=raw > 0)
