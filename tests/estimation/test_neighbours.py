"""Panels of metafor at the edges: two gemeenten, equal effects, a huge tau, one that weighs all."""

import json
from pathlib import Path

import numpy as np
import pytest

from identiteitslab.estimation.reference import reference_panel

FILE = Path(__file__).parents[1] / "oracle" / "neighbours.json"
PANELS = json.loads(FILE.read_text())["panels"]


@pytest.mark.parametrize("panel", PANELS, ids=lambda p: f"{p['case']}-{p['method']}-{p['test']}")
def test_every_figure_is_that_of_metafor(panel):
    told = reference_panel(panel["yi"], panel["vi"], method=panel["method"], test=panel["test"])
    found = {
        "tau2": told.tau2, "mu": told.mu, "se": told.se, "ci": told.interval,
        "pi": told.prediction, "Q": told.q, "Qp": told.q_p, "I2": told.i2, "H2": told.h2,
        "blup": told.blup, "blup_se": told.blup_se,
    }  # fmt: skip
    for name, value in found.items():
        if panel[name]:
            np.testing.assert_allclose(value[0], panel[name], rtol=2e-4, atol=1e-6, err_msg=name)
