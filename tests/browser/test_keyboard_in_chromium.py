"""With the keyboard alone: every page begins with the way in, and shows where one is."""

import pytest

from identiteitslab.dashboard.table import PAGES

pytestmark = pytest.mark.browser

MOST_STOPS = 400
AT_ONCE = 25
LISTEN = """() => {
  const drawn = one => {
    const style = getComputedStyle(one);
    return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0)
      || style.boxShadow !== 'none';
  };
  const known = new Map();
  window.stops = [];
  document.addEventListener('focusin', event => {
    const at = event.target, box = at.getBoundingClientRect();
    if (!known.has(at)) known.set(at, known.size);
    // Streamlit draws the ring of some controls around what holds them.
    let one = at, ring = false;
    for (let up = 0; up < 8 && one && !ring; up++, one = one.parentElement) ring = drawn(one);
    const kind = at.dataset.testid || at.getAttribute('role') || at.type || '';
    window.stops.push({
      place: known.get(at),
      what: `${at.tagName} ${kind} ${at.innerText || at.ariaLabel || ''}`.trim().slice(0, 70),
      first: at.dataset.testid === 'stSkipToContent' || at.closest('header') !== null,
      ring: ring && box.width > 0 && box.height > 0,
    });
  });
}"""


def walk(page):
    """Press Tab until the page begins anew; gives every stop."""
    page.evaluate(LISTEN)
    for _ in range(MOST_STOPS // AT_ONCE):
        for _ in range(AT_ONCE):
            page.keyboard.press("Tab")
        stops = page.evaluate("window.stops")
        again = next((n for n, stop in enumerate(stops) if n and stop["place"] == 0), None)
        if again is not None:
            return stops[:again]
    raise AssertionError(f"no way out of the page: {stops[-3:]}")


def test_every_page_can_be_walked_with_tab_alone(visit, address):
    page, wrong = visit(), {}
    for one in PAGES:
        if one.url:
            page.goto(f"{address}/{one.url}")
            page.locator(".lab-stamp").first.wait_for(timeout=60_000)
        page.locator("[data-test-script-state=notRunning]").wait_for(state="attached")
        stops = walk(page)
        found = [stop["what"] for stop in stops if not stop["ring"]]
        if not stops[0]["first"]:
            found.append(f"begins at {stops[0]['what']}")
        if len({stop["place"] for stop in stops}) < len(stops):
            found.append("comes somewhere twice")
        if found:
            wrong[one.name] = found
    assert wrong == {}
