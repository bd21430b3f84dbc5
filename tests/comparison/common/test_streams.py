import numpy as np
import pytest

from identiteitslab.comparison.common.streams import stream


def test_equal_names_give_equal_numbers_and_others_do_not():
    def first(*key, seed=1):
        return stream(seed, *key).random(4).tolist()

    assert first("weights", 3) == first("weights", 3)
    different = [first("weights", 3), first("weights", 4), first("scores", 3), first(3, "weights")]
    different.append(first("weights", 3, seed=2))
    assert len({tuple(one) for one in different}) == len(different)


def test_a_negative_seed_is_refused():
    with pytest.raises(ValueError, match="seed is -3"):
        stream(-3)


def test_streams_are_not_related():
    one, other = stream(1, "scores", 0, "a").random(5000), stream(1, "scores", 0, "b").random(5000)
    assert abs(np.corrcoef(one, other)[0, 1]) < 0.06
