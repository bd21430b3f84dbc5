"""A lab computes nothing on criteria that are not in order."""

import pytest

from identiteitslab.errors import LabError
from identiteitslab.lab.lab import Lab


@pytest.mark.parametrize("call", [Lab.evaluate, lambda lab: lab.check("a.csv", b"gemeente;x\n")])
def test_criteria_that_would_mislead_are_refused_before_anything_is_computed(own_lab, call):
    path = own_lab.root / "criteria/usability/task-time.yaml"
    path.write_text(path.read_text().replace("kind: duration", "kind: magic", 1))
    with pytest.raises(LabError) as caught:
        call(Lab.open(own_lab.root))
    assert [fault.code for fault in caught.value.faults] == ["kind-unknown"]
    assert caught.value.faults[0].where.file == "criteria/usability/task-time.yaml"
