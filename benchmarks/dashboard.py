"""How much work is each page of the dashboard, and how much memory does one more reader take?

    OPENBLAS_NUM_THREADS=1 uv run python benchmarks/dashboard.py
    OPENBLAS_NUM_THREADS=1 uv run python benchmarks/dashboard.py --lab FOLDER --pages compare

Prints for each page CPU milliseconds of the first time, in which caches are filled, and of a
rerun (median), with streamlit's own test harness on the example pilots or on another lab, such as
one that ``identiteitslab simulate`` filled. Then the memory of the process per session that looks
at the first page. The example pilots are made up.
"""

from __future__ import annotations

import argparse
import gc
import os
import statistics
import tempfile
import time
from functools import cache
from pathlib import Path

from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from identiteitslab.dashboard import sign_in
from identiteitslab.dashboard.table import PAGES
from identiteitslab.lab.lab import Lab
from identiteitslab.lab.place import LAB, make_lab

APP = str(Path(__file__).parents[1] / "app.py")
RERUNS, SESSIONS = 7, 40
MEBIBYTE = 2**20


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lab", type=Path, help="a folder; without it, the example pilots")
    parser.add_argument("--pages", nargs="*", choices=[page.name for page in PAGES])
    asked = parser.parse_args()
    sign_in.at_this_machine = lambda: True
    # The harness looks for components with every page it opens; a server does so when it starts.
    manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
    manifest_scanner.scan_component_manifests()
    with tempfile.TemporaryDirectory() as folder:
        os.environ[LAB] = str(asked.lab or examples(Path(folder)))
        print(f"{'page':<14}{'first, ms':>12}{'rerun, ms':>12}{'elements':>10}")
        for page in PAGES:
            if not asked.pages or page.name in asked.pages:
                shown = opened(page.url)
                first = cpu(shown)
                again = statistics.median(cpu(shown) for _ in range(RERUNS))
                print(f"{page.name:<14}{first:>12.0f}{again:>12.0f}{len(shown.get('html')):>10}")
        print(f"\nmemory of one more session: {per_session():.2f} MiB (mean of {SESSIONS})")


def examples(folder: Path) -> Path:
    """Make a lab with all example pilots."""
    lab = Lab.open(make_lab(folder / "lab", examples=True))
    list(lab.add_examples())
    return lab.root


def opened(url: str) -> AppTest:
    """Give a page that was not run yet."""
    page = AppTest.from_file(APP, default_timeout=300)
    if url:
        page._page_hash = calc_hash(url)  # noqa: SLF001 - the harness opens no other page
    return page


def cpu(page: AppTest) -> float:
    """Run a page; gives CPU milliseconds of the whole process."""
    start = time.process_time()
    page.run()
    if page.exception:
        raise RuntimeError(page.exception[0].value)
    return 1000 * (time.process_time() - start)


def per_session() -> float:
    """Give the growth of the process per session that is kept open."""
    kept = [opened("").run() for _ in range(3)]
    gc.collect()
    before = resident()
    kept += [opened("").run() for _ in range(SESSIONS)]
    gc.collect()
    return (resident() - before) / SESSIONS / MEBIBYTE


def resident() -> int:
    """Give the memory that this process holds."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    main()
