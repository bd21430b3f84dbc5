from identiteitslab.decision.fixed_parts import fixed_parts


def test_readers_are_told_which_costs_stay_where_nobody_uses_a_solution(lab):
    told = fixed_parts(lab.catalogue, "nl")
    assert "Dijkpas (verzonnen) 0,06 euro per keer inloggen" in told
    assert "Grutto" not in told
    assert "Dyke card (made up) 0.06 euros per login" in fixed_parts(lab.catalogue, "en")


def test_without_fixed_costs_nothing_is_said(lab):
    catalogue = lab.catalogue
    free = {n: one.model_copy(update={"fixed": {}}) for n, one in catalogue.solutions.items()}
    assert fixed_parts(catalogue.model_copy(update={"solutions": free}), "nl") == ""
