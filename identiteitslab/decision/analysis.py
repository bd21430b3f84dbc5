"""An evaluation in the hands of an analyst: it explains itself, draws itself and asks what if."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from identiteitslab.decision import evaluation

if TYPE_CHECKING:
    import pandas as pd

    from identiteitslab.comparison.acceptability import Acceptability
    from identiteitslab.figures.figure import Figure
    from identiteitslab.text.lookup import Lang


@dataclass(frozen=True)
class Evaluation(evaluation.Evaluation):
    """The outcome of a comparison, frozen; what `Lab.evaluate` gives.

    Everything that it tells comes from the same draws: tables, figures and what-ifs agree.

    Examples
    --------
    >>> from identiteitslab import Lab
    >>> evaluation = Lab.open().evaluate(draws=16384)
    >>> evaluation.to_frame().loc[["dijkpas", "klompcode"], ["minimums", "score"]].round(1)
              minimums  score
    solution
    dijkpas        met   70.4
    klompcode   failed   53.7

    From the score back to the sums of each gemeente:

    >>> evaluation.explain("dijkpas").groupby("theme", sort=False)["adds"].sum().round(1)
    theme
    security         14.6
    privacy          14.2
    usability        14.6
    acceptance       13.5
    deployability    13.5
    Name: adds, dtype: float64
    >>> sums = evaluation.explain("dijkpas", "login-success").loc["login-success"]
    >>> sums.loc["Goes", ["people", "events", "exposure"]].to_dict()
    {'people': 32.0, 'events': 32.0, 'exposure': 32.0}

    The same draws, other weights; and any answer or figure by its name:

    >>> evaluation.what_if("security > privacy").to_frame()["first"].idxmax()
    'zeemeeuw'
    >>> evaluation.answer("flip_points").head(1)
               item       now    weight    change   before     after
    0  cross-border  0.022222  0.065519  0.043297  dijkpas  zeemeeuw
    >>> evaluation.figure("scores", lang="en").conclusion
    'Dyke card (made up) has the highest score: 70 (69 to 72). Clog code (made up) does not count.'
    """

    def explain(self, solution: str, criterion: str | None = None) -> pd.DataFrame:
        """Show where a score comes from; see `frames.explain`."""
        from identiteitslab.decision.frames import explain  # noqa: PLC0415 - loads all answers

        return explain(self, solution, criterion)

    def answer(self, name: str, *about: str, **options: Any) -> pd.DataFrame:
        """Give an answer as a table, such as ``"flip_points"``; see `frames.ANSWERS`."""
        from identiteitslab.decision.frames import answer  # noqa: PLC0415 - loads all answers

        return answer(self, name, *about, **options)

    def figure(self, name: str, *about: str, lang: Lang = "nl") -> Figure:
        """Draw a figure, such as ``"scores"``; see `pictures.FIGURES`."""
        from identiteitslab.decision.pictures import figure  # noqa: PLC0415 - loads all figures

        return figure(self, name, *about, lang=lang)

    def what_if(self, *said: str) -> Acceptability:
        """Rank again, with all weights of themes that agree with some statements.

        Parameters
        ----------
        said
            Such as ``"security > privacy"`` or ``"usability = 20..40"``; see `read_statement`.

        Raises
        ------
        ValueError
            For a statement that cannot be read, or statements that contradict each other.
        """
        from identiteitslab.decision.answers import said as words  # noqa: PLC0415 - loads pandas
        from identiteitslab.decision.answers import what_if  # noqa: PLC0415 - loads pandas

        weights = what_if.statements(self, [words.read_statement(one) for one in said])
        return what_if.what_if(self, weights)
