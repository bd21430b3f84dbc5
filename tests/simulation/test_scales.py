import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from identiteitslab.criteria.catalogue import Catalogue
from identiteitslab.simulation.scales import to_link, to_natural

KNOWN = [
    ("login-success", 0.8, np.log(4.0)),
    ("sus", 75.0, np.log(3.0)),
    ("seq", 4.0, 0.0),
    ("login-time", 30.0, np.log(30.0)),
    ("identity-fraud-rate", 5.0, np.log(5e-4)),
    ("cost-per-login", 0.15, np.log(0.15)),
    ("eidas-level", 2.0, 2.0),
]


@pytest.mark.parametrize(("name", "natural", "link"), KNOWN)
def test_values_of_each_kind_go_to_their_link_scale(
    catalogue: Catalogue, name: str, natural: float, link: float
) -> None:
    assert to_link(natural, catalogue.indicators[name]) == pytest.approx(link)


@given(share=st.floats(0.001, 0.999))
def test_there_and_back_is_where_we_were(catalogue: Catalogue, share: float) -> None:
    for name, natural, _ in KNOWN:
        indicator = catalogue.indicators[name]
        value = natural * share if name != "seq" else 1 + 6 * share
        assert to_natural(to_link(value, indicator), indicator) == pytest.approx(value)


def test_the_end_of_a_scale_is_far_but_finite_and_unknown_stays_unknown(
    catalogue: Catalogue,
) -> None:
    links = to_link([0.0, 1.0, np.nan], catalogue.indicators["login-success"])
    assert np.isfinite(links[:2]).all()
    assert np.isnan(links[2])
