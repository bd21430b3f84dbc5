"""Score pools with a known distribution."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

PoolMaker = Callable[[ArrayLike, ArrayLike], NDArray[np.float32]]
ORACLE = Path(__file__).parents[1] / "oracle"


@pytest.fixture
def normal_pools() -> PoolMaker:
    """Make pools (solution, criterion, 4096) of normal scores, each in random order."""

    def make(means: ArrayLike, spreads: ArrayLike) -> NDArray[np.float32]:
        middle, spread = np.broadcast_arrays(np.asarray(means, float), np.asarray(spreads, float))
        quantiles = ndtri((np.arange(4096) + 0.5) / 4096)
        pools = middle[..., None] + spread[..., None] * quantiles
        return np.random.default_rng(7).permuted(pools, axis=-1).astype(np.float32)

    return make


@pytest.fixture
def oracle() -> Callable[[str], dict[str, Any]]:
    """Read figures published elsewhere."""
    return lambda name: json.loads((ORACLE / f"{name}.json").read_text(encoding="utf-8"))
