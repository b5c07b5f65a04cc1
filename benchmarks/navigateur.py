"""Speed in the browser: cold start, warm visit, and a change of input; medians and p95.

python benchmarks/navigateur.py        (needs Chromium and the packages of requirements-dev.txt)
"""

import shutil
import statistics
import time
from pathlib import Path

from playwright.sync_api import sync_playwright
from serving import start, wait

ROOT = Path(__file__).resolve().parents[1]
PORT = 8791
ADDRESS = f"http://127.0.0.1:{PORT}"
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
CHARTS = "[data-testid='stVegaLiteChart'] svg"
MOVES = 40
WATCH = """
() => { window.seen = {answer: 0, chart: 0};
  const answer = () => (document.querySelector('.p-answer') || {}).innerText;
  const chart = () => { const c = document.querySelector("[data-testid='stVegaLiteChart'] svg");
    return c && c.textContent; };
  window.arm = () => { window.a0 = answer(); window.c0 = chart(); window.t0 = performance.now();
    window.seen = {answer: 0, chart: 0}; };
  const look = () => { const now = performance.now() - window.t0;
    if (!window.seen.answer && answer() && answer() !== window.a0) window.seen.answer = now;
    if (!window.seen.chart && chart() && chart() !== window.c0) window.seen.chart = now;
    requestAnimationFrame(look); };
  window.arm(); look(); }
"""


def visit(browser):
    page = browser.new_page(
        viewport={"width": 1440, "height": 900}, locale="fr-FR", bypass_csp=True
    )
    begin = time.perf_counter()
    page.goto(f"{ADDRESS}/simuler")
    page.wait_for_function(f'document.querySelectorAll("{CHARTS}").length >= 2', timeout=60_000)
    return page, time.perf_counter() - begin


def moves(page):
    """Milliseconds from a key press to the new answer, and to the new first chart."""
    page.evaluate(WATCH)
    slider = page.get_by_role("slider").nth(3)
    slider.focus()
    answers, charts = [], []
    for move in range(MOVES):
        page.evaluate("window.arm()")
        page.keyboard.press("ArrowRight" if move % 10 < 5 else "ArrowLeft")
        page.wait_for_function("window.seen.answer && window.seen.chart", timeout=10_000)
        seen = page.evaluate("window.seen")
        answers.append(seen["answer"])
        charts.append(seen["chart"])
        page.wait_for_timeout(250)
    return answers, charts


def told(name, values):
    ranked = sorted(values)
    p95 = ranked[min(len(ranked) - 1, int(0.95 * len(ranked)))]
    print(
        f"{name} : médiane {statistics.median(values):.0f}, p95 {p95:.0f}, max {ranked[-1]:.0f} ms"
    )


def main():
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        cold, first = [], []
        for _ in range(3):
            begin = time.perf_counter()
            process = start(PORT)
            wait(ADDRESS)
            page, visited = visit(browser)
            cold.append((time.perf_counter() - begin) * 1000)
            first.append(visited * 1000)
            page.close()
            if _ < 2:
                process.kill()
                process.wait()
        told("démarrage à froid, du lancement aux deux graphiques", cold)
        told("premier visiteur, serveur prêt", first)
        again = []
        for _ in range(5):
            page, visited = visit(browser)
            again.append(visited * 1000)
            page.close()
        told("visite suivante, cache du navigateur vide", again)
        page, _ = visit(browser)
        warm = []
        for _ in range(5):
            begin = time.perf_counter()
            page.reload()
            page.wait_for_function(f'document.querySelectorAll("{CHARTS}").length >= 2')
            warm.append((time.perf_counter() - begin) * 1000)
        told("visite suivante, cache du navigateur plein", warm)
        answers, charts = moves(page)
        told("changement d'une entrée → réponse", answers)
        told("changement d'une entrée → premier graphique", charts)
        process.kill()
        browser.close()


if __name__ == "__main__":
    main()
