"""Weights of a profile: points per theme, divided over its criteria, with their uncertainty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.random import Generator
    from numpy.typing import NDArray

    from identiteitslab.criteria.catalogue import Catalogue

    Floats = NDArray[np.float64]
    Single = NDArray[np.float32]
    Places = NDArray[np.intp]


@dataclass(frozen=True)
class DirichletThemes:
    """Theme weights drawn around a profile; shares within a theme stay fixed.

    Attributes
    ----------
    points
        (theme,) expected weights, summing to one.
    concentration
        Sum of the Dirichlet's parameters; 20 gives a theme of 20 points a spread of about 9.
    within
        (criterion,) share of each criterion in its theme.
    theme
        (criterion,) place of its theme.
    """

    points: Floats
    concentration: float
    within: Floats
    theme: Places

    def draw(self, random: Generator, size: int) -> Single:
        """Draw sets of weights, (criterion, draw), each summing to one."""
        shape = np.where(self.points > 0, self.points, 0.0) * self.concentration
        drawn = random.standard_gamma(shape[:, None], (len(shape), size), dtype=np.float64)
        themes = drawn / drawn.sum(axis=0)
        weights: Single = (self.within[:, None] * themes[self.theme]).astype(np.float32)
        return weights


@dataclass(frozen=True)
class ProfileWeights:
    """The weights of a profile: expected points per criterion, and how to draw them."""

    points: dict[str, float]
    theme: Places
    sampler: DirichletThemes


def profile_weights(catalogue: Catalogue, profile: str, criteria: Sequence[str]) -> ProfileWeights:
    """Divide the points of a profile over the criteria that are scored.

    Within a theme the multipliers decide; criteria that are not scored leave their part to the
    others of the same theme.
    """
    chosen = catalogue.profiles[profile]
    themes = [name for name in catalogue.themes if name in chosen.themes]
    theme = np.array([themes.index(catalogue.theme_of[c]) for c in criteria], dtype=np.intp)
    raw = np.array([chosen.multipliers.get(c, 1.0) for c in criteria])
    within = raw / np.bincount(theme, raw, minlength=len(themes))[theme]
    there = np.isin(np.arange(len(themes)), theme)
    points = np.array([chosen.themes[name] for name in themes]) * there
    points = points / points.sum()
    sampler = DirichletThemes(points, chosen.concentration, within, theme)
    expected = within * points[theme]
    return ProfileWeights(dict(zip(criteria, expected.tolist(), strict=True)), theme, sampler)
