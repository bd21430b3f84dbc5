"""What the commands cost on the example lab, in CPU seconds of the whole process tree.

    uv run python benchmarks/commands.py

The lower bounds beside them: starting Python, and importing what the command cannot do without.
"""

from __future__ import annotations

import os
import platform
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from identiteitslab.lab.place import make_lab

ROUNDS = 3
PROGRAM = [sys.executable, "-c", "from identiteitslab.cli.main import main; main()"]


def main() -> None:
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, "
        f"Python {platform.python_version()}"
    )
    with tempfile.TemporaryDirectory() as folder:
        labs = [str(make_lab(Path(folder) / str(n), examples=True)) for n in range(ROUNDS)]
        rows = {
            "python (lower bound)": [[sys.executable, "-c", "pass"]] * ROUNDS,
            "import typer (lower bound)": [[sys.executable, "-c", "import typer"]] * ROUNDS,
            "--help": [[*PROGRAM, "--help"]] * ROUNDS,
            "criteria check": [[*PROGRAM, "criteria", "check", "--lab", lab] for lab in labs],
            "import the method (lower bound)": [
                [sys.executable, "-c", "import identiteitslab.lab.lab"]
            ]
            * ROUNDS,
            "demo --no-dashboard": [[*PROGRAM, "demo", "--no-dashboard", "--lab", x] for x in labs],
            "compare": [[*PROGRAM, "compare", "--lab", lab] for lab in labs],
        }
        print(f"{'command':<34}{'least':>8}{'median':>8}{'most':>8}")
        for name, commands in rows.items():
            spent = sorted(cpu(command) for command in commands)
            print(f"{name:<34}" + "".join(f"{x:>8.2f}" for x in (spent[0], spent[1], spent[-1])))


def cpu(command: list[str]) -> float:
    """Run a command; user and system seconds of it and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


if __name__ == "__main__":
    main()
