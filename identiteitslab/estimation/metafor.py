"""An R script that reproduces a cell with metafor, for whoever wants to check us."""

from __future__ import annotations

from typing import TYPE_CHECKING

from identiteitslab.estimation.arrays import as_floats, one_number, require
from identiteitslab.estimation.counts import Likelihood, read_counts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

    from identiteitslab.estimation.arrays import Floats

HEAD = """\
# {title}
# The same data as in Identiteitslab, analysed with metafor (https://www.metafor-project.org).
# install.packages("metafor")
library(metafor)
"""

PANEL = """
tight <- list(threshold = 1e-12, maxiter = 10000)
fit <- rma(yi, vi, data = d, slab = gemeente, method = "REML", test = "adhoc", control = tight)
print(fit)                                    # tau^2, I^2, H^2, Q; mean with floored Hartung-Knapp
confint(fit, control = list(tol = 1e-12))     # Q-profile interval of tau^2
predict(fit)                                  # prediction interval: a new gemeente
blup(fit)                                     # each gemeente, shrunk
leave1out(rma(yi, vi, data = d, slab = gemeente, control = tight))
rma(yi, vi, data = d, method = "DL")$tau2
rma(yi, vi, data = d, method = "PM", control = list(tol = 1e-14, maxiter = 10000))$tau2
"""

POSTERIOR = """
# The posterior that Identiteitslab decides on: flat mu, tau half-normal with scale {scale}.
tau <- seq(0, {scale} * 12, length.out = 4001)
told <- sapply(tau, function(t) {{
  w <- 1 / (d$vi + t^2); m <- sum(w * d$yi) / sum(w)
  misfit <- sum(w * (d$yi - m)^2) + (t / {scale})^2
  c((sum(log(w)) - log(sum(w)) - misfit) / 2, m, 1 / sum(w))
}})
p <- exp(told[1, ] - max(told[1, ])); p[1] <- p[1] / 2; p <- p / sum(p)
q <- function(prob, extra) uniroot(function(x)
  sum(p * pnorm((x - told[2, ]) / sqrt(told[3, ] + extra * tau^2))) - prob,
  range(told[2, ]) + c(-1, 1) * 10 * sqrt(max(told[3, ] + tau^2)), tol = 1e-10)$root
sapply(c(.025, .5, .975), q, extra = 0)       # the middle gemeente, link scale
sapply(c(.025, .5, .975), q, extra = 1)       # a new gemeente, link scale
"""


def metafor_script(
    y: ArrayLike,
    v: ArrayLike,
    names: Sequence[str],
    *,
    title: str = "Random effects",
    prior_scale: float | None = None,
) -> str:
    """Write the script for one cell of estimates with known variances.

    Parameters
    ----------
    y, v
        Estimates on the link scale and their variances, ``(gemeenten,)``.
    names
        Of the gemeenten.
    title
        For the first line.
    prior_scale
        Scale of the half-normal prior; if given, the script computes the posterior too.
    """
    estimates, variances = as_floats("y", y), as_floats("v", v)
    require("v", variances, variances > 0, "a variance above 0")
    _same_length(names, y=estimates, v=variances)
    data = _frame(names, {"yi": estimates, "vi": variances})
    posterior = ""
    if prior_scale is not None:
        scale = one_number("prior_scale", prior_scale)
        require("prior_scale", scale, scale > 0, "a number above 0")
        posterior = POSTERIOR.format(scale=_number(float(scale)))
    return HEAD.format(title=_one_line(title)) + data + PANEL + posterior


def metafor_count_script(
    events: ArrayLike,
    exposure: ArrayLike,
    names: Sequence[str],
    *,
    likelihood: Likelihood = "binomial",
    title: str = "Random effects",
) -> str:
    """Write the script for one cell of counts.

    Parameters
    ----------
    events, exposure
        Successes and attempts (binomial) or events and exposure (Poisson), ``(gemeenten,)``.
    likelihood, names, title
        As in `exact.pool_counts` and `metafor_script`.
    """
    counts = read_counts(events, exposure, likelihood, None)
    happened, asked = counts.events[0], counts.exposure[0]
    _same_length(names, events=happened, exposure=asked)
    total, measure = ("ni", "PLO") if likelihood == "binomial" else ("ti", "IRLN")
    data = _frame(names, {"xi": happened, total: asked})
    made = f'd <- escalc(measure = "{measure}", xi = xi, {total} = {total}, data = d)\n'
    model = (
        f'try(print(rma.glmm(measure = "{measure}", xi = xi, {total} = {total}, data = d)))'
        "  # exact likelihood; needs lme4\n"
    )
    return HEAD.format(title=_one_line(title)) + data + made + PANEL + model


def _frame(names: Sequence[str], columns: dict[str, Floats]) -> str:
    """Write a data frame."""
    quoted = ", ".join(
        '"' + _one_line(name).replace("\\", "").replace('"', "'") + '"' for name in names
    )
    parts = [f"gemeente = c({quoted})"]
    parts += [f"{name} = c({', '.join(map(_number, column))})" for name, column in columns.items()]
    inside = ",\n  ".join(parts)
    return f"\nd <- data.frame(\n  {inside}\n)\n"


def _number(value: float) -> str:
    """Write a number with all its digits."""
    return repr(float(value))


def _one_line(text: str) -> str:
    """Keep a name or title from ending its line."""
    return " ".join(text.split())


def _same_length(names: Sequence[str], **columns: Floats) -> None:
    """Check that every gemeente has a name and its numbers."""
    for name, column in columns.items():
        if column.shape != (len(names),):
            raise ValueError(f"{name} has shape {column.shape}; expected ({len(names)},), as names")
