"""What cannot be a measurement is refused by every public function, in words that can be used."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np
import pytest

from identiteitslab import estimation
from identiteitslab.estimation.biometric import attack_success, clustered_rate
from identiteitslab.estimation.borrowing import borrow_sd
from identiteitslab.estimation.censored import fit_censored, fit_censored_sums
from identiteitslab.estimation.collapsing import collapse, unrepresented
from identiteitslab.estimation.contrast import (
    contrasts,
    group_gap,
    newcombe,
    non_inferior,
    paired_difference,
)
from identiteitslab.estimation.effect_sizes import (
    log_odds_ratio,
    log_rate,
    log_rate_ratio,
    log_risk_ratio,
    logit_proportion,
    mean_difference,
    raw_proportion,
    risk_difference,
)
from identiteitslab.estimation.engine import pool_estimates, pool_events, widened
from identiteitslab.estimation.exact import pool_counts
from identiteitslab.estimation.glmm import fit_glmm
from identiteitslab.estimation.grid import pool_normal
from identiteitslab.estimation.heterogeneity import q_profile, tau2_dl, tau2_pm, tau2_reml
from identiteitslab.estimation.knockout import (
    every,
    exposure_needed,
    judge,
    judge_proportion,
    judge_rate,
    judge_robustly,
    observations_needed,
    successes_needed,
)
from identiteitslab.estimation.link import Link
from identiteitslab.estimation.metafor import metafor_count_script, metafor_script
from identiteitslab.estimation.metaregression import meta_regression
from identiteitslab.estimation.ordinal import agreement, probability_level_at_least, weakest_level
from identiteitslab.estimation.population import (
    effective_counts,
    poststratify,
    rake,
    trim,
    weighted_mean,
)
from identiteitslab.estimation.reference import leave_one_out, reference_panel
from identiteitslab.estimation.survival import kaplan_meier_median
from identiteitslab.estimation.trend import last_round, pool_slopes, slopes
from identiteitslab.estimation.within import (
    clopper_pearson,
    garwood,
    log_t,
    logit_t,
    moments_from_sums,
    plain_t,
    wilson,
)

BAD = {
    "number": (np.nan, np.inf),
    "count": (np.nan, np.inf, -1),
    "positive": (np.nan, np.inf, 0, -1),
    "share": (np.nan, np.inf, -0.1, 1.1),
    "group": (np.nan, np.inf, -1, 0.5),
    "level": (np.nan, np.inf, 0, 1, -1),
}
"""What an argument of each kind must refuse."""


OTHERWISE = {"every", "pool_slopes"}
"""Functions on the outcome of another one, tested at the end."""


class Case(NamedTuple):
    """A call that is right, and what kind of number each of its arguments is.

    ``above`` are arguments that may not exceed another one: (argument, value that does); ``free``
    are arrays of any length.
    """

    call: Callable[..., Any]
    good: dict[str, Any]
    kinds: dict[str, str]
    above: tuple[tuple[str, float], ...] = ()
    free: tuple[str, ...] = ()


X, N = [[3.0, 9, 5], [4, 0, 7]], [[10.0, 10, 8], [9, 12, 7]]
Y, V = [[0.2, 0.5, -0.1], [1.0, 0.4, 0.9]], [[0.1, 0.2, 0.1], [0.3, 0.2, 0.4]]
OF = {"successes": "count", "n": "positive"}
MOMENTS = {"n": "positive", "mean": "number", "sd": "positive"}
CELLS = {"y": "number", "v": "positive"}
EVENTS = {"events": "count", "exposure": "positive"}
TWO = {"ai": "count", "n1i": "positive", "ci": "count", "n2i": "positive"}
TWO_OVER = (("ai", 11.0), ("ci", 11.0))
ARMS = {"x1": "count", "n1": "positive", "x2": "count", "n2": "positive"}
LEVEL, SURE = {"level": "level"}, {"confidence": "level"}
SCALE = {"prior_scale": "positive"}
TWICE = {name: [3.0, 4, 5] if "x" in name or len(name) == 2 else [8.0, 9, 10] for name in TWO}
TIMES = {"times": [20.0, 30, 40, 60], "observed": [1, 1, 1, 0]}
GROUPS = {"labels": [0, 1, 1, 2], "population": [10.0, 20, 10]}


def counted(call, **more):
    good = {"successes": X[0], "n": N[0], "level": 0.9} | more
    return Case(call, good, OF | LEVEL, (("successes", 11.0),))


def by_cell(call, *, level=False, scale=False, **more):
    good = {"y": Y, "v": V} | ({"level": 0.9} if level else {}) | more
    kinds = CELLS | (LEVEL if level else {}) | (SCALE if scale else {})
    return Case(call, good | ({"prior_scale": 1.0} if scale else {}), kinds)


def summed(call, **more):
    good = {"n": [8.0, 9, 10], "mean": [0.4, 0.5, 0.6], "sd": [0.1, 0.2, 0.1], "level": 0.9}
    return Case(call, good | more, MOMENTS | LEVEL)


def pooled_counts(call):
    good = {"events": X, "exposure": N, "prior_scale": 1.0, "jeffreys_tau": 0.5}
    return Case(call, good, EVENTS | SCALE | {"jeffreys_tau": "count"}, (("events", 8.0),))


PANEL = reference_panel(Y, V)
POOLED = pool_normal(Y, V, prior_scale=1.0, link=Link("identity"))
MARGINAL = POOLED.marginal("median_gemeente")

CASES = {
    "wilson": counted(wilson),
    "clopper_pearson": counted(clopper_pearson),
    "garwood": Case(garwood, {"events": X[0], "exposure": N[0], "level": 0.9}, EVENTS | LEVEL),
    "log_t": summed(log_t),
    "logit_t": summed(logit_t),
    "plain_t": summed(plain_t),
    "moments_from_sums": Case(
        moments_from_sums,
        {"n": [4.0, 5], "total": [8.0, 5], "squares": [20.0, 9]},
        {"n": "positive", "total": "number", "squares": "count"},
    ),
    "clustered_rate": Case(
        clustered_rate,
        {"errors": X, "attempts": N, "unknown_deff": 1.0},
        {"errors": "count", "attempts": "positive", "unknown_deff": "positive"},
        (("errors", 8.0),),
    ),
    "attack_success": Case(
        attack_success,
        {"errors": X, "attempts": N, "confidence": 0.9},
        {"errors": "count", "attempts": "positive"} | SURE,
        (("errors", 8.0),),
    ),
    "borrow_sd": Case(borrow_sd, {"n": N, "sd": V}, {"n": "positive", "sd": "count"}),
    "fit_censored": Case(fit_censored, TIMES, {"times": "positive", "observed": "group"}),
    "fit_censored_sums": Case(
        fit_censored_sums,
        {
            "n": [4.0, 5],
            "sum_log": [8.0, 5],
            "sum_log_squared": [20.0, 9],
            "n_censored": [1.0, 2],
            "sum_log_censored": [2.5, 4],
        },
        {
            "n": "count",
            "sum_log": "number",
            "sum_log_squared": "count",
            "n_censored": "count",
            "sum_log_censored": "number",
        },
    ),
    "kaplan_meier_median": Case(
        kaplan_meier_median, TIMES, {"times": "positive", "observed": "group"}
    ),
    "collapse": Case(
        lambda labels, population: collapse(labels, population, ["a", "b", "c"]),
        GROUPS,
        {"labels": "group", "population": "count"},
        (("labels", 3.0),),
        free=("labels",),
    ),
    "unrepresented": Case(
        unrepresented,
        GROUPS | {"share": 0.1},
        {"labels": "group", "population": "count", "share": "share"},
        (("labels", 3.0),),
        free=("labels", "population"),
    ),
    "newcombe": Case(
        newcombe,
        {"x1": X[0], "n1": N[0], "x2": X[1], "n2": N[1], "level": 0.9},
        ARMS | LEVEL,
        (("x1", 11.0), ("x2", 13.0)),
    ),
    "non_inferior": Case(
        non_inferior,
        {"x1": X[0], "n1": N[0], "x2": X[1], "n2": N[1], "margin": 0.1, "confidence": 0.9},
        ARMS | SURE | {"margin": "level"},
        (("x1", 11.0), ("x2", 13.0)),
    ),
    "group_gap": Case(
        group_gap, {"successes": X, "n": N, "level": 0.9}, OF | LEVEL, (("successes", 8.0),)
    ),
    "paired_difference": Case(
        paired_difference, {"differences": Y, "level": 0.9}, {"differences": "number"} | LEVEL
    ),
    "contrasts": Case(
        lambda y, v, reference_y, reference_v: contrasts(
            y, v, np.ones(np.shape(y), bool), reference_y, reference_v,
            np.ones(np.shape(reference_y), bool),
        ),
        {"y": Y, "v": V, "reference_y": V, "reference_v": V},
        CELLS | {"reference_y": "number", "reference_v": "positive"},
    ),
    "logit_proportion": Case(
        logit_proportion,
        {"xi": X[0], "ni": N[0], "add": 0.5},
        {"xi": "count", "ni": "positive", "add": "count"},
        (("xi", 11.0),),
    ),
    "raw_proportion": Case(
        raw_proportion, {"xi": X[0], "ni": N[0]}, {"xi": "count", "ni": "positive"},
        (("xi", 11.0),),
    ),
    "log_rate": Case(
        log_rate,
        {"xi": X[0], "ti": N[0], "add": 0.5},
        {"xi": "count", "ti": "positive", "add": "count"},
    ),
    "log_odds_ratio": Case(log_odds_ratio, TWICE, TWO, TWO_OVER),
    "log_risk_ratio": Case(log_risk_ratio, TWICE, TWO, TWO_OVER),
    "risk_difference": Case(risk_difference, TWICE, TWO, TWO_OVER),
    "log_rate_ratio": Case(
        log_rate_ratio,
        {"x1i": X[0], "t1i": N[0], "x2i": X[0], "t2i": N[0]},
        {"x1i": "count", "t1i": "positive", "x2i": "count", "t2i": "positive"},
    ),
    "mean_difference": Case(
        mean_difference,
        {"m1i": Y[0], "sd1i": V[0], "n1i": N[0], "m2i": Y[1], "sd2i": V[1], "n2i": N[1]},
        {"m1i": "number", "sd1i": "count", "n1i": "positive"}
        | {"m2i": "number", "sd2i": "count", "n2i": "positive"},
    ),
    "pool_events": pooled_counts(pool_events),
    "pool_counts": pooled_counts(pool_counts),
    "pool_estimates": by_cell(pool_estimates, scale=True, link=Link("identity")),
    "pool_normal": by_cell(pool_normal, scale=True, link=Link("identity")),
    "widened": by_cell(widened, scale=True),
    "fit_glmm": Case(
        fit_glmm,
        {"events": X[:1], "exposure": N[:1], "level": 0.9},
        EVENTS | LEVEL,
        (("events", 9.0),),
    ),
    "tau2_dl": by_cell(tau2_dl),
    "tau2_pm": by_cell(tau2_pm),
    "tau2_reml": by_cell(tau2_reml),
    "q_profile": by_cell(q_profile, level=True),
    "reference_panel": by_cell(reference_panel, level=True),
    "leave_one_out": by_cell(leave_one_out, level=True),
    "meta_regression": Case(
        meta_regression,
        {"y": [1.0, 2, 4, 3], "v": [0.1, 0.2, 0.1, 0.3], "moderators": [1.0, 2, 3, 5]}
        | {"level": 0.9},
        CELLS | LEVEL | {"moderators": "number"},
        free=("moderators",),
    ),
    "metafor_script": Case(
        lambda y, v, prior_scale: metafor_script(y, v, ["a", "b", "c"], prior_scale=prior_scale),
        {"y": Y[0], "v": V[0], "prior_scale": 1.0},
        CELLS | SCALE,
    ),
    "metafor_count_script": Case(
        lambda events, exposure: metafor_count_script(events, exposure, ["a", "b", "c"]),
        {"events": X[0], "exposure": N[0]},
        EVENTS,
        (("events", 9.0),),
    ),
    "judge": Case(
        judge,
        {"probability_at_least": [0.2, 0.5, 0.99], "confidence": 0.9},
        {"probability_at_least": "share"} | SURE,
    ),
    "judge_proportion": Case(
        judge_proportion,
        {"successes": X[0], "n": N[0], "minimum": [0.5, 0.6, 0.7], "confidence": 0.9},
        OF | SURE | {"minimum": "share"},
        (("successes", 11.0),),
    ),
    "judge_rate": Case(
        judge_rate,
        {"events": X[0], "exposure": N[0], "maximum": [0.5, 0.6, 0.7], "confidence": 0.9},
        EVENTS | SURE | {"maximum": "positive"},
    ),
    "judge_robustly": Case(
        lambda prior_scale, limit, confidence: judge_robustly(
            lambda scale: pool_normal(
                Y, V, prior_scale=scale, link=Link("identity")
            ).marginal("median_gemeente"),
            prior_scale,
            limit,
            confidence=confidence,
        ),
        {"prior_scale": [1.0, 0.5], "limit": [0.1, 0.2], "confidence": 0.9},
        SCALE | SURE | {"limit": "number"},
    ),
    "successes_needed": Case(
        successes_needed,
        {"successes": X[0], "n": N[0], "minimum": [0.5, 0.6, 0.7], "confidence": 0.9},
        {"successes": "count", "n": "count", "minimum": "level"} | SURE,
        (("successes", 11.0),),
    ),
    "exposure_needed": Case(
        exposure_needed,
        {"events": X[0], "exposure": N[0], "maximum": [0.5, 0.6, 0.7], "confidence": 0.9},
        {"events": "count", "exposure": "count", "maximum": "positive"} | SURE,
    ),
    "observations_needed": Case(
        observations_needed,
        {"estimate": Y[0], "se": V[0], "n": N[0], "limit": Y[1], "confidence": 0.9},
        {"estimate": "number", "se": "positive", "n": "positive", "limit": "number"} | SURE,
    ),
    "probability_level_at_least": Case(
        probability_level_at_least,
        {"counts": X, "required": 1, "prior": 0.5},
        {"counts": "count", "required": "group", "prior": "positive"},
        (("required", 3.0),),
    ),
    "weakest_level": Case(weakest_level, {"levels": [1.0, 2, 3]}, {"levels": "group"}),
    "agreement": Case(agreement, {"counts": X}, {"counts": "count"}),
    "rake": Case(
        rake,
        {"labels": [[0, 0, 1, 1], [0, 1, 0, 1]], "margins": [[3.0, 4], [5, 2]]}
        | {"base": [1.0, 1, 1, 1]},
        {"labels": "group", "margins": "positive", "base": "positive"},
    ),
    "poststratify": Case(
        poststratify,
        {"labels": [0, 1, 1], "population": [3.0, 4], "base": [1.0, 1, 1]},
        {"labels": "group", "population": "positive", "base": "positive"},
    ),
    "trim": Case(
        trim,
        {"weights": [1.0, 2, 3], "at": 3.0},
        {"weights": "positive", "at": "positive"},
    ),
    "weighted_mean": Case(
        weighted_mean,
        {"values": X[0], "weights": N[0]},
        {"values": "number", "weights": "positive"},
    ),
    "effective_counts": Case(
        effective_counts,
        {"proportion": [0.2, 0.5], "se": [0.1, 0.1], "n": [20.0, 30], "kish_n": [18.0, 20]},
        {"proportion": "share", "se": "count", "n": "positive", "kish_n": "positive"},
    ),
    "slopes": Case(
        slopes,
        {"y": [Y], "v": [V], "rounds": [1.0, 2, 3]},
        CELLS | {"rounds": "number"},
    ),
    "last_round": Case(last_round, {"rounds": [Y]}, {"rounds": "number"}),
    # What is read from an outcome, by methods.
    "Marginal.quantile": Case(MARGINAL.quantile, {"q": [0.1, 0.9]}, {"q": "share"}),
    "Marginal.interval": Case(MARGINAL.interval, {"level": 0.9}, LEVEL),
    "Marginal.probability_at_least": Case(
        MARGINAL.probability_at_least, {"limit": [0.1, 0.2]}, {"limit": "number"}
    ),
    "Pooled.shrunk": Case(POOLED.shrunk, {"level": 0.9}, LEVEL),
    "Pooled.spread": Case(POOLED.spread, {"level": 0.9}, LEVEL),
    "Pooled.nation": Case(
        lambda population, elsewhere: POOLED.marginal(
            "nation", population=population, elsewhere=elsewhere
        ),
        {"population": [3.0, 4, 5], "elsewhere": 1.0},
        {"population": "count", "elsewhere": "count"},
    ),
    "ReferencePanel.probability_above": Case(
        PANEL.probability_above, {"limit": [0.1, 0.2]}, {"limit": "number"}
    ),
    "ReferencePanel.probability_new_above": Case(
        PANEL.probability_new_above, {"limit": [0.1, 0.2]}, {"limit": "number"}
    ),
    "ReferencePanel.prediction_with": Case(
        PANEL.prediction_with,
        {"freedom": [1.0, 2], "level": 0.9},
        {"freedom": "positive"} | LEVEL,
    ),
    "LogNormalFit.interval": Case(fit_censored(**TIMES).interval, {"level": 0.9}, LEVEL),
    "ClusteredRate.upper_bound": Case(
        clustered_rate(X, N).upper_bound, {"confidence": 0.9}, SURE
    ),
    "Link.forward": Case(Link("logit").forward, {"values": [0.1, 0.2]}, {"values": "share"}),
}  # fmt: skip


def changed(case: Case, name: str, value: float) -> dict[str, Any]:
    """Put a value at the last place of an argument."""
    given = np.array(case.good[name], dtype=float)
    given[(-1,) * given.ndim] = value
    return case.good | {name: given if given.ndim else float(value)}


def faults() -> Iterator[tuple[str, str, float]]:
    """List function, argument and value that it must refuse."""
    for function, case in CASES.items():
        yield from (
            (function, name, value) for name, kind in case.kinds.items() for value in BAD[kind]
        )
        yield from ((function, name, value) for name, value in case.above)


def refused(case: Case, given: dict[str, Any], message: str) -> str:
    """Say what is wrong with the refusal, if anything."""
    try:
        case.call(**given)
    except ValueError as error:
        return "" if re.search(message, str(error)) else str(error)
    except Exception as error:  # noqa: BLE001 - a warning or another error is a finding
        return repr(error)
    return "accepted"


def test_every_public_function_on_arrays_is_in_the_table():
    found = set()
    for module in pkgutil.iter_modules(estimation.__path__):
        inside = vars(importlib.import_module(f"{estimation.__name__}.{module.name}"))
        found |= {
            name
            for name, function in inside.items()
            if inspect.isfunction(function)
            and function.__module__ == f"{estimation.__name__}.{module.name}"
            and not name.startswith(("_", "read_", "successes_of"))
            and any("ArrayLike" in str(a) for a in function.__annotations__.values())
            and module.name != "arrays"
        }
    assert found - OTHERWISE <= CASES.keys()


@pytest.mark.parametrize("function", CASES)
def test_what_is_right_is_accepted(function):
    CASES[function].call(**CASES[function].good)


@pytest.mark.parametrize("function", CASES)
def test_a_bad_number_is_named_with_its_place(function):
    case, wrong = CASES[function], {}
    for other, name, value in faults():
        if other == function:
            last = np.shape(case.good[name])[-1:]
            place = rf"\[(.*\D)?{last[0] - 1}\]" if last else ""
            told = refused(case, changed(case, name, value), rf"^{name}{place} is .*expected")
            wrong |= {f"{name} = {value}": told} if told else {}
    assert not wrong


@pytest.mark.parametrize("function", CASES)
def test_shapes_that_do_not_match_are_named(function):
    case, wrong = CASES[function], {}
    arrays = {name: np.array(v) for name, v in case.good.items() if np.ndim(v)}
    named = rf"^({'|'.join(arrays)})\S* (has|holds|is bool|fits|adds)"
    for name in arrays.keys() - case.free if len(arrays) > 1 else ():
        given = arrays[name]
        wider = np.concatenate([given, given, given], axis=-1)
        for bad in (wider, wider.T, given[..., None]):
            told = refused(case, case.good | {name: bad}, named)
            wrong |= {f"{name} of shape {bad.shape}": told} if told else {}
    assert not wrong


@pytest.mark.parametrize("function", CASES)
def test_no_warning_escapes_however_large_or_small_the_numbers(function):
    case, wrong = CASES[function], {}
    for name, kind in case.kinds.items():
        for value in (1e-100, 1e-30, 1e-9, 1e9, 1e30, 1e100, *((-1e30,) * (kind == "number"))):
            told = refused(case, changed(case, name, value), "expected")
            if told not in {"", "accepted"}:
                wrong[f"{name} = {value}"] = told
    assert not wrong


def test_outcomes_of_gemeenten_that_do_not_match_are_refused():
    with pytest.raises(ValueError, match=r"^present is .*expected booleans of shape \(1, 2\)"):
        every(np.array([["met", "failed"]]), present=[[True, False, True]])


def test_slopes_are_pooled_with_a_prior_scale_above_0():
    told = slopes([Y], [V], [1.0, 2, 3])
    with pytest.raises(ValueError, match=r"^prior_scale is 0; expected a number above 0"):
        pool_slopes(told, prior_scale=0)
