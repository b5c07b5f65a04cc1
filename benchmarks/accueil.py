"""How long the first page takes to stand whole on a warm server: new visitors, then a return.

python benchmarks/accueil.py        (needs Chromium and the packages of requirements-dev.txt)
"""

import shutil
import statistics
import time

from playwright.sync_api import sync_playwright
from serving import start, wait

PORT = 8793
ADDRESS = f"http://127.0.0.1:{PORT}"
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
WHOLE = (".p-home-bars li:nth-child(6)", ".p-home-map .p-frame", ".p-whole", ".st-key-derniers a")
VISITS = 12
BOUND = 2.0  # seconds


def seconds(page):
    """From the request to the last block of the page."""
    begin = time.perf_counter()
    page.goto(f"{ADDRESS}/")
    for part in WHOLE:
        page.wait_for_selector(part, timeout=60_000)
    return time.perf_counter() - begin


def told(name, taken):
    """One line: median, slowest."""
    print(f"{name:<28} médiane {statistics.median(taken):5.2f} s   pire {max(taken):5.2f} s")


def main():
    server = start(PORT)
    try:
        wait(ADDRESS)
        with sync_playwright() as player:
            path = shutil.which("chromium")
            browser = player.chromium.launch(executable_path=path, args=FLAGS)
            print(f"première visite du serveur   {seconds(browser.new_page()):5.2f} s")
            fresh = [seconds(browser.new_context().new_page()) for _ in range(VISITS)]
            told("nouveaux visiteurs", fresh)
            page = browser.new_context().new_page()
            seconds(page)
            told("même visiteur, de retour", [seconds(page) for _ in range(VISITS)])
            browser.close()
        print("tenu" if statistics.median(fresh) < BOUND else "NON TENU", f"(moins de {BOUND} s)")
    finally:
        server.kill()


if __name__ == "__main__":
    main()
