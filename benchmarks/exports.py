"""Forty files asked on every kind of page while fifteen other sessions rerun: forty must arrive.

python benchmarks/exports.py [address of a server that runs; else one is started]
"""

import asyncio
import random
import sys
import time
import urllib.request

import serving
from sessions import Session, percentile

ASKED, BUSY, PORT = 40, 15, 8597
PAGES = ("simuler", "mecene", "territoires", "portrait", "competences", "annees", "sources")


async def busy(session, until):
    while not until.is_set():
        await session.rerun(120)


async def fetched(session, rng):
    """One file: asked, left waiting a moment, fetched. Its seconds, or None when it is lost."""
    start = time.perf_counter()
    path = await session.ask(rng.choice(sorted(session.buttons)), 120)
    if not path:
        return None
    await asyncio.sleep(rng.uniform(0, 0.5))  # a slow browser
    try:
        content = await asyncio.to_thread(_get, session.address + path)
    except OSError:
        return None
    return time.perf_counter() - start if content else None


def _get(address):
    with urllib.request.urlopen(address, timeout=60) as answer:
        return answer.read()


async def exports(address, asked=ASKED, others=BUSY):
    """Seconds of each file, None for a lost one; askers rerun too, just before they ask again."""
    rng, until = random.Random(8), asyncio.Event()
    pages = [PAGES[n % len(PAGES)] for n in range(others)]
    noise = [await Session(address, page).open() for page in pages]
    askers = [await Session(address, page).open() for page in PAGES]
    moving = [asyncio.create_task(busy(session, until)) for session in noise]
    took = []
    for turn in range(asked):
        session = askers[turn % len(askers)]
        own = asyncio.create_task(session.rerun(120)) if turn % 2 else None
        took.append(await fetched(session, rng))
        if own:
            await own
    until.set()
    await asyncio.gather(*moving)
    for session in (*noise, *askers):
        await session.close()
    return took


def main():
    address = sys.argv[1] if len(sys.argv) > 1 else f"http://127.0.0.1:{PORT}"
    server = None if len(sys.argv) > 1 else serving.start(PORT)
    try:
        serving.wait(address)
        took = asyncio.run(exports(address))
    finally:
        if server:
            server.kill()
    arrived = [seconds for seconds in took if seconds is not None]
    print(f"{len(arrived)} fichiers arrivés sur {len(took)}, {BUSY} autres sessions occupées")
    if arrived:
        print(f"médiane {percentile(arrived, 0.5):.2f} s, p95 {percentile(arrived, 0.95):.2f} s")


if __name__ == "__main__":
    main()
