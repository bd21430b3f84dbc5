"""The command ``identiteitslab``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NoReturn

import typer
from typer.exceptions import TyperException

from identiteitslab.cli import (
    combining,
    comparing,
    criteria,
    deciding,
    delivering,
    exporting,
    keeping,
    labs,
    measuring_next,
    reporting,
    sensitivity,
    simulating,
    summing,
    templates,
)
from identiteitslab.cli.frugal import end_frugally, start_frugally
from identiteitslab.cli.options import screen
from identiteitslab.errors import Fault, LabError, Where
from identiteitslab.text.lookup import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

FAULTY = 2
INTERRUPTED = 130

app = typer.Typer(
    name="identiteitslab",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help=(
        "Vergelijk identiteitsoplossingen door ze te proberen.\n\n"
        "Compare digital-identity solutions by trying them out.\n\n"
        "Begin hier / Start here:  identiteitslab demo"
    ),
    epilog=(
        "Metingen worden sommen, sommen worden schattingen, schattingen "
        "worden scores; wat onzeker is blijft onzeker tot in de uitslag."
    ),
)
app.command("demo")(labs.demo)
app.command("init")(labs.init)
app.command("template")(templates.template)
app.command("add")(delivering.add)
app.command("uploads")(keeping.uploads)
app.command("withdraw")(keeping.withdraw)
app.command("reinstate")(keeping.reinstate)
app.command("sum")(summing.sum_)
app.command("compare")(comparing.compare)
app.command("explain")(comparing.explain)
app.command("sensitivity")(sensitivity.sensitivity)
app.command("combine")(combining.combine)
app.command("next")(measuring_next.next_)
app.command("decide")(deciding.decide)
app.command("decisions")(deciding.decisions)
app.add_typer(criteria.app, name="criteria")
app.command("report")(reporting.report)
app.command("export")(exporting.export)
app.command("simulate")(simulating.simulate)
app.command("verify")(keeping.verify)
app.command("backup")(keeping.backup)
app.command("restore")(keeping.restore)
app.command("dashboard")(labs.dashboard)


def main() -> NoReturn:
    """Be the program: `run`, and end."""
    try:
        run()
    except SystemExit as end:
        code = end.code
    end_frugally(code if isinstance(code, int) else 0)


def run(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the program; a fault is told without a traceback and gives exit code 2."""
    start_frugally()
    try:
        code = app(args=arguments, standalone_mode=False)
        sys.stdout.flush()
    except LabError as error:
        sys.exit(tell(error.faults))
    except TyperException as error:
        sys.exit(tell([Fault("usage", Where(), {"problem": error.format_message().rstrip(".")})]))
    except (typer.Abort, KeyboardInterrupt):
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        sys.exit(tell([Fault("machine-refused", Where(), {"reason": reason})]))
    sys.exit(code or 0)


def tell(faults: Sequence[Fault]) -> int:
    """Print all faults, Dutch first and English beside it; give the exit code."""
    console = screen(error=True)
    for fault in faults:
        for lang in LANGUAGES:
            sign = "[red]✗[/red] " if lang == "nl" else "[dim]  "
            console.print(sign, end="")
            console.print(fault.describe(lang), markup=False, style="" if lang == "nl" else "dim")
    return FAULTY
