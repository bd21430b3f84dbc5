"""What can be said of a decision on the command line; the same names stand in its form."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

FormOption = Annotated[
    Path | None,
    typer.Option("--from", help="Ingevuld formulier (YAML, JSON). / Form.", show_default=False),
]
TemplateOption = Annotated[
    bool, typer.Option("--template", help="Geef een leeg formulier. / Print an empty form.")
]
QuestionOption = Annotated[
    str | None, typer.Option(help="Wat was de vraag? / What was asked?", show_default=False)
]
OptionsOption = Annotated[
    list[str] | None,
    typer.Option("--option", help="Lag op tafel; anders alle. / Option.", show_default=False),
]
ChooseOption = Annotated[
    list[str] | None,
    typer.Option(help="Gekozen; meer is samen. / Chosen; more together.", show_default=False),
]
VerdictOption = Annotated[
    Literal["choose", "wait", "none"] | None,
    typer.Option(help="Kiezen, wachten of geen ervan. / Verdict.", show_default=False),
]
ReasonOption = Annotated[str | None, typer.Option(help="Waarom? / Why?", show_default=False)]
DeviationOption = Annotated[
    str | None,
    typer.Option(help="Waarom niet wie vooraan staat? / Why not the first?", show_default=False),
]
OverrideOption = Annotated[
    str | None,
    typer.Option(help="Waarom, ondanks een minimumeis? / Despite a minimum?", show_default=False),
]
OwnerOption = Annotated[
    str | None, typer.Option(help="'functie; bestuur' / 'role; body'", show_default=False)
]
PhaseOption = Annotated[
    Literal["beginnen", "beproeven", "evalueren", "doorpakken"] | None,
    typer.Option(help="Fase van de proef. / Phase of the trial.", show_default=False),
]
AnswerOption = Annotated[
    list[str] | None,
    typer.Option(help="'mogen=nee: waarom' / 'mogen=no: why'", show_default=False),
]
ActionOption = Annotated[
    list[str] | None,
    typer.Option(help="'2027-05-01; functie; wat' / '…; role; what'", show_default=False),
]
ReplacesOption = Annotated[
    int | None,
    typer.Option(help="Verbetert dit besluit. / Corrects this one.", show_default=False),
]
EvaluationOption = Annotated[
    str | None,
    typer.Option(help="De uitslag die u zag. / The evaluation you saw.", show_default=False),
]
