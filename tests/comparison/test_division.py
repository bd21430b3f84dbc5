from dataclasses import replace

import pytest

from identiteitslab.comparison.division import Party, Task, divide_tasks

TASKS = (
    Task("login", "app", 90, 2.0, gemeenten=3, size_classes=2, least=20),
    Task("audit", "pas", 40, 1.0, least=10),
)
PARTIES = (
    Party("Kleindorp", "small", 40),
    Party("Midstad", "middle", 60, runs=frozenset({"pas"})),
    Party("Grootstad", "large", 80, tasks=1, suits={"audit": 0.0}),
)


def test_a_plan_brings_everything_within_capacity():
    plan = divide_tasks(TASKS, PARTIES)
    assert plan.short == ()
    assert plan.covered == {"login": 1.0, "audit": 1.0}
    table = plan.to_frame()
    assert table.sum().tolist() == [90, 40]
    assert (table.sum(axis=1) <= [40, 60, 80]).all()
    assert table.loc["Grootstad", "audit"] == 0
    assert (table["login"] >= 20).all()
    assert max(plan.load.values()) <= 0.8


def test_every_assignment_says_why():
    plan = divide_tasks(TASKS, PARTIES)
    reasons = {(a.gemeente, a.task): a.reasons for a in plan.assignments}
    assert "already_runs" in reasons["Midstad", "audit"]
    assert "suits_best" in reasons["Midstad", "audit"]
    assert all(reasons.values())
    assert reasons["Kleindorp", "login"] == ("only_of_size_class",)


def test_too_little_capacity_goes_to_the_most_valuable_task():
    login, audit = TASKS
    plan = divide_tasks((replace(login, value=4.0), audit), PARTIES[:2])
    assert plan.covered["login"] == 1.0
    (short, other) = plan.short
    assert (short.task, short.observations, short.gemeenten) == ("login", 0, 1)
    assert (other.task, other.observations) == ("audit", 30)


def test_equal_parties_share_the_load():
    parties = [Party(f"g{n}", "small", 50) for n in range(4)]
    plan = divide_tasks([Task("t", "s", 100)], parties)
    assert max(plan.load.values()) - min(plan.load.values()) <= 0.021
    assert plan.assignments[0].reasons == ("has_room",)


def test_nobody_suits():
    plan = divide_tasks([Task("t", "s", 10)], [Party("g", "small", 50, suits={"t": 0})])
    assert plan.assignments == ()
    assert plan.short[0].observations == 10
    assert plan.load == {"g": 0.0}


@pytest.mark.parametrize(
    ("tasks", "parties", "message"),
    [
        ((), PARTIES, "tasks or parties is empty"),
        (TASKS, (), "tasks or parties is empty"),
        ((TASKS[0], TASKS[0]), PARTIES, r"tasks\[1\] is 'login'"),
        ((Task("t", "s", 0),), PARTIES, r"tasks\['t'\]"),
        ((Task("t", "s", 5, value=0),), PARTIES, r"tasks\['t'\]"),
        (TASKS, (Party("g", "small", -1),), r"parties\['g'\]"),
        (TASKS, (Party("g", "small", 1, suits={"t": 2}),), r"parties\['g'\]"),
    ],
)
def test_bad_input_is_named(tasks, parties, message):
    with pytest.raises(ValueError, match=message):
        divide_tasks(tasks, parties)
