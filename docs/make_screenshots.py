"""Make the screenshots of this documentation from the example pilots.

    uv run python docs/make_screenshots.py

Needs Chromium. Starts the dashboard on a copy of the example lab and stops it afterwards.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from identiteitslab.dashboard.table import PAGES
from identiteitslab.lab.lab import Lab
from identiteitslab.lab.place import make_lab
from tests.browser.chromium import chromium, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

IMAGES = Path(__file__).parent / "images"
LOOKS = {
    "light": ("light", 1280, 860),
    "dark": ("dark", 1280, 860),
    "narrow": ("light", 400, 900),
}
FIRST = "vergelijken"


def main() -> None:
    """Serve, look, save."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        lab = Lab.open(make_lab(Path(folder) / "lab", examples=True))
        list(lab.add_examples())
        with served(lab.root) as address:
            take(address)


def take(address: str) -> None:
    """Save the first screen of every page in every look."""
    with chromium() as browser:
        for page in PAGES:
            for name, look in LOOKS.items():
                target = IMAGES / f"{page.url or FIRST}-{name}.png"
                shoot(browser, f"{address}/{page.url}", target, *look)


def shoot(browser: Browser, url: str, target: Path, scheme: str, width: int, height: int) -> None:
    """Save one view, once it is drawn to its foot."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, locale="nl-NL"
    )
    page = context.new_page()
    page.goto(url)
    page.locator(".lab-stamp").wait_for(timeout=120_000)
    unfinished = "[data-stale=true], [data-testid=stSkeleton], [data-testid=stStatusWidget]"
    expect(page.locator(unfinished)).to_have_count(0, timeout=30_000)
    page.screenshot(path=target)
    context.close()


if __name__ == "__main__":
    main()
