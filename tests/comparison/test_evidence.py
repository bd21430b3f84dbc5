import numpy as np
import pytest

from identiteitslab.comparison.evidence import EvidenceRule, grade_evidence

RULES = (
    EvidenceRule("participants", (1, 30, 60)),
    EvidenceRule("gemeenten", (1, 2, 5), measured_by=("observation",)),
    EvidenceRule("age", (np.inf, 730, 365), at_least=False),
)
MEASURES = {
    "participants": [[0, 80, 45], [60, 60, 10]],
    "gemeenten": [[0, 5, 1], [5, 1, 1]],
    "age": [[0, 100, 100], [400, 800, 100]],
}
NAMES = {"solutions": ("a", "b"), "indicators": ("login", "sus", "audit")}
MEASURED_BY = ("observation", "observation", "expert_assessment")


def grades():
    return grade_evidence(MEASURES, MEASURED_BY, rules=RULES, **NAMES)


def test_the_weakest_measure_decides():
    assert grades().to_frame().to_numpy().tolist() == [
        ["none", "strong", "fair"],
        ["fair", "weak", "weak"],
    ]


def test_what_is_missing_lifts_the_grade():
    found = grades()
    missing = {
        (m.solution, m.indicator, m.measure): (m.found, m.needed, m.grade) for m in found.missing
    }
    assert missing["b", "login", "age"] == (400, 365, "strong")
    assert missing["a", "audit", "participants"] == (45, 60, "strong")
    assert missing["b", "sus", "gemeenten"] == (1, 2, "fair")
    assert not any(key[:2] == ("a", "sus") for key in missing)
    lifted = {name: np.array(values, float) for name, values in MEASURES.items()}
    for one in found.missing:
        cell = NAMES["solutions"].index(one.solution), NAMES["indicators"].index(one.indicator)
        lifted[one.measure][cell] = one.needed
    better = grade_evidence(lifted, MEASURED_BY, rules=RULES, **NAMES)
    below = found.grades < 3
    assert (better.grades[below] > found.grades[below]).all()


def test_coverage_counts_by_weight():
    coverage = grades().coverage([1, 1, 2])
    assert coverage.loc["a"].tolist() == [0.25, 0, 0.5, 0.25]
    assert coverage.sum(axis=1).tolist() == [1, 1]


def test_more_evidence_never_lowers_a_grade():
    random = np.random.default_rng(1)
    some = {name: random.uniform(0, 100, (3, 4)) for name in ("participants", "gemeenten")}
    more = {name: values + random.uniform(0, 50, (3, 4)) for name, values in some.items()}
    kinds = ["observation"] * 4
    low, high = (grade_evidence(m, kinds, rules=RULES[:2]).grades for m in (some, more))
    assert (high >= low).all()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"rules": ()}, "rules is empty"),
        ({"measures": {}}, "measures has no 'participants'"),
        (
            {"measures": MEASURES | {"age": [[0, np.nan, 1]] * 2}},
            r"measures\['age'\]\[0, 1\] is nan",
        ),
        ({"measures": MEASURES | {"age": [[0, 1]]}}, r"measures\['age'\] has shape \(1, 2\)"),
        ({"rules": (EvidenceRule("age", (3, 2, 1)),)}, r"rules\[0\].steps is \(3, 2, 1\)"),
    ],
)
def test_bad_input_is_named(change, message):
    given_input = {"measures": MEASURES, "measured_by": MEASURED_BY, "rules": RULES} | change
    with pytest.raises(ValueError, match=message):
        grade_evidence(**given_input)
