"""Speed of the map: from a change of indicator to the repainted map; median and p95.

python benchmarks/carte.py        (needs Chromium and the packages of requirements-dev.txt)
"""

import shutil
import statistics
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright
from serving import start, wait

from simulator.text import say

ROOT = Path(__file__).resolve().parents[1]
PORT = 8792
ADDRESS = f"http://127.0.0.1:{PORT}"
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
GOAL = 400  # milliseconds
MOVES = 40
WATCH = """
() => { const map = () => document.querySelector("[data-testid='stVegaLiteChart'] svg");
  const paint = () => { const svg = map(); if (!svg) return '';
    const marks = svg.querySelectorAll('.mark-shape path, .mark-text text');
    return [...marks].map(m => (m.getAttribute('fill') || '') + m.textContent).join('|'); };
  window.arm = () => { window.p0 = paint(); window.node = map(); window.t0 = null;
    window.done = 0; };
  window.addEventListener('click', () => { if (window.t0 === null) window.t0 = performance.now(); },
    true);
  const look = () => { if (window.t0 !== null && !window.done && paint() && paint() !== window.p0)
      { window.done = performance.now() - window.t0; window.same = map() === window.node; }
    requestAnimationFrame(look); };
  look(); }
"""


def changes(page):
    """Milliseconds from the choice of an indicator to the new map, and how often it was kept."""
    page.evaluate(WATCH)
    times, kept = [], 0
    for move in range(MOVES):
        page.get_by_role("combobox", name=say("territoires.indicateur")).click()
        option = page.get_by_role("option").nth((move + 1) % 4)
        option.wait_for()
        page.wait_for_timeout(200)
        page.evaluate("window.arm()")
        option.click()
        try:
            page.wait_for_function("window.done", timeout=3_000)
        except TimeoutError:
            continue
        times.append(page.evaluate("window.done"))
        kept += page.evaluate("window.same")
        page.wait_for_timeout(600)
    return times, kept


def main():
    process = start(PORT)
    try:
        wait(ADDRESS)
        with sync_playwright() as player:
            browser = player.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
            size = {"width": 1440, "height": 900}
            page = browser.new_page(viewport=size, locale="fr-FR", bypass_csp=True)
            outside = []
            page.on("request", lambda r: outside.append(r.url) if ADDRESS not in r.url else None)
            page.goto(f"{ADDRESS}/territoires?territoire=alize.meuse")
            page.wait_for_selector(
                "[data-testid='stVegaLiteChart'] svg .mark-shape", timeout=60_000
            )
            page.wait_for_timeout(2_000)
            times, kept = changes(page)
            browser.close()
    finally:
        process.kill()
    ranked = sorted(times)
    p95 = ranked[min(len(ranked) - 1, int(0.95 * len(ranked)))]
    print(
        f"indicateur → carte : médiane {statistics.median(times):.0f}, p95 {p95:.0f}, "
        f"max {ranked[-1]:.0f} ms, {len(times)} changements, carte gardée {kept} fois"
    )
    print(
        "requêtes hors de la machine :",
        [u for u in outside if not u.startswith(("ws:", "data:", "blob:"))],
    )
    sys.exit(p95 > GOAL)


if __name__ == "__main__":
    main()
