"""A mixed-integer linear program, built up one variable and one rule at a time."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from identiteitslab.comparison.common.arrays import Double


@dataclass
class LinearProgram:
    """Maximises the gains of its variables, all from zero up to their own highest value."""

    gains: list[float] = field(default_factory=list)
    highest: list[float] = field(default_factory=list)
    whole: list[int] = field(default_factory=list)
    rules: list[tuple[Mapping[int, float], float, float]] = field(default_factory=list)

    def variable(self, gain: float = 0.0, highest: float = 1.0, *, whole: bool = False) -> int:
        """Add a variable and return its number."""
        self.gains.append(gain)
        self.highest.append(highest)
        self.whole.append(int(whole))
        return len(self.gains) - 1

    def rule(self, terms: Mapping[int, float], low: float = -np.inf, high: float = np.inf) -> None:
        """Keep a weighted sum of variables between two values."""
        self.rules.append((terms, low, high))

    def solve(self, seconds: float = 30.0) -> Double | None:
        """Return the best value of every variable, or None when no values obey the rules."""
        found = milp(
            -np.array(self.gains),
            integrality=np.array(self.whole),
            bounds=Bounds(np.zeros(len(self.gains)), np.array(self.highest)),
            constraints=self._constraints(),
            options={"time_limit": seconds, "mip_rel_gap": 1e-5},
        )
        return None if found.x is None else np.asarray(found.x, dtype=np.float64)

    def _constraints(self) -> LinearConstraint:
        rows = [row for row, (terms, _, _) in enumerate(self.rules) for _ in terms]
        columns = [column for terms, _, _ in self.rules for column in terms]
        values = [value for terms, _, _ in self.rules for value in terms.values()]
        shape = (len(self.rules), len(self.gains))
        matrix = coo_array((values, (rows, columns)), shape=shape).tocsc()
        low, high = ([rule[side] for rule in self.rules] for side in (1, 2))
        return LinearConstraint(matrix, np.array(low), np.array(high))
