from hashlib import blake2b

import numpy as np
import pytest
from numpy.random import PCG64, Generator, SeedSequence

from identiteitslab.simulation.streams import stream


def test_equal_seed_and_key_give_equal_numbers() -> None:
    first, second = stream(7, "people", "GM0344"), stream(7, "people", "GM0344")
    assert np.array_equal(first.random(5), second.random(5))


@pytest.mark.parametrize("other", [(8, "people", "GM0344"), (7, "people", "GM0345"), (7, "people")])
def test_another_seed_or_key_gives_other_numbers(other: tuple[int, ...]) -> None:
    assert not np.array_equal(stream(*other).random(5), stream(7, "people", "GM0344").random(5))


def test_the_border_between_the_parts_of_a_key_counts() -> None:
    assert stream(7, "ab", "c").random() != stream(7, "a", "bc").random()


@pytest.mark.parametrize("seed", [0, 7, np.int64(7), 2**32, 2**128 - 1, 2**128, 2**200])
def test_the_key_is_the_spawn_key_of_the_seed(seed: int) -> None:
    words = np.frombuffer(blake2b(b"a\x1fb", digest_size=16).digest(), dtype="<u4").tolist()
    wanted = Generator(PCG64(SeedSequence(seed, spawn_key=words)))
    assert np.array_equal(stream(seed, "a", "b").random(3), wanted.random(3))


def test_a_negative_seed_is_refused() -> None:
    with pytest.raises(ValueError, match="seed is -1"):
        stream(-1, "people")


def test_streams_are_not_related() -> None:
    one, other = (stream(1, "scores", "0", solution).random(5000) for solution in "ab")
    assert abs(np.corrcoef(one, other)[0, 1]) < 0.06
