import re

import pytest

from identiteitslab.estimation.metafor import metafor_count_script, metafor_script

NAMES = ["Voorbeelddam", 'Fictie"stad\n', "Proefgemeente"]


def test_the_script_holds_the_same_data_to_the_last_digit():
    y, v = [0.1, 1 / 3, -2e-7], [0.01, 0.2, 0.3]
    script = metafor_script(y, v, NAMES, title="Inloggen\nlukt", prior_scale=0.5)
    told = re.search(r"yi = c\((.*)\)", script)[1]
    assert [float(number) for number in told.split(", ")] == y
    assert script.startswith("# Inloggen lukt\n")
    assert "library(metafor)" in script
    assert "tau half-normal with scale 0.5" in script


def test_names_cannot_break_out_of_the_script():
    script = metafor_script([1, 2, 3], [1, 1, 1], NAMES)
    assert 'gemeente = c("Voorbeelddam", "Fictie\'stad", "Proefgemeente")' in script


@pytest.mark.parametrize(("likelihood", "measure"), [("binomial", "PLO"), ("poisson", "IRLN")])
def test_counts_keep_their_counts(likelihood, measure):
    script = metafor_count_script([1, 2, 3], [9, 9, 9], NAMES, likelihood=likelihood)
    assert "xi = c(1.0, 2.0, 3.0)" in script
    assert f'measure = "{measure}"' in script


def test_brackets_are_balanced():
    script = metafor_script([1.0], [1.0], ["Voorbeelddam"], prior_scale=1.0)
    code = re.sub(r"#.*", "", script)
    for opening, closing in ("()", "{}", "[]"):
        assert code.count(opening) == code.count(closing)


def test_each_gemeente_needs_a_name():
    with pytest.raises(ValueError, match="y has shape"):
        metafor_script([1.0], [1.0], NAMES)
    with pytest.raises(ValueError, match=r"v\[0\] is 0"):
        metafor_script([1.0], [0.0], ["Voorbeelddam"])
