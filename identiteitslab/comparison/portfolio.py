"""The best choice of several things when their values add up and rules limit the choice."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import comb
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import Bounds, LinearConstraint, milp

from identiteitslab.comparison.common.arrays import Double, Mask, as_finite, as_ids, index_of

MOST_SETS = 100_000
"""Up to this many sets all of them are looked at."""
