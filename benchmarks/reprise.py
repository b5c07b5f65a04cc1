"""A rerun: what one costs in processor time, and fifty visitors who each move an input.

python benchmarks/reprise.py [visitors] [moves]     (on a machine that does nothing else)
"""

import asyncio
import os
import statistics
import sys
import time
import urllib.request
from pathlib import Path

import serving
from sessions import Session, percentile

PAGES = {
    "simuler": ("Salaire brut annuel d’un cadre (€)", "", ("52 000", "53 000")),
    "mecene": ("Chiffre d’affaires (€)", "exemple=1", ("12 000 000", "12 500 000")),
}
"""The field moved on each page, and what is typed there in turn."""
ALONE = 60
PAUSE = 2.0


async def alone(address, server, page):
    """Processor milliseconds of the server for a move on average, and milliseconds waited."""
    label, query, texts = PAGES[page]
    session = await Session(address, page, query).open()
    for n in range(6):
        await session.type(label, texts[n % 2])
    before, waited = cpu(server), []
    for n in range(ALONE):
        start = time.perf_counter()
        await session.type(label, texts[n % 2])
        waited.append(1000 * (time.perf_counter() - start))
        await asyncio.sleep(0.05)
    await session.close()
    return (cpu(server) - before) / ALONE, waited


def cpu(server):
    """Processor milliseconds that a server has used."""
    fields = Path(f"/proc/{server.pid}/stat").read_text().rpartition(")")[2].split()
    return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def visitor(address, page, moves, took, faults):
    """One visitor: a move every two seconds."""
    label, query, texts = PAGES[page]
    try:
        session = await Session(address, page, query).open()
        for n in range(moves):
            start = time.perf_counter()
            await session.type(label, texts[n % 2])
            took.append(time.perf_counter() - start)
            await asyncio.sleep(max(0.0, PAUSE - (time.perf_counter() - start)))
        await session.close()
    except Exception as fault:
        faults.append(repr(fault))


async def health(address, took, over):
    """How long the health address takes while they work."""
    while not over.is_set():
        start = time.perf_counter()
        await asyncio.to_thread(asked, f"{address}/healthz")
        took.append(time.perf_counter() - start)
        await asyncio.sleep(0.5)


def asked(address):
    """The body of an answer."""
    with urllib.request.urlopen(address, timeout=20) as answer:
        return answer.read()


async def together(address, visitors, moves):
    took, beats, faults, over = [], [], [], asyncio.Event()
    beating = asyncio.create_task(health(address, beats, over))
    people = []
    for n in range(visitors):
        people.append(
            asyncio.create_task(visitor(address, list(PAGES)[n % 2], moves, took, faults))
        )
        await asyncio.sleep(PAUSE / visitors)
    await asyncio.gather(*people)
    over.set()
    await beating
    return took, beats, faults


def told(name, values, unit):
    middle, slow = statistics.median(values), percentile(values, 0.95)
    print(f"{name} : médiane {middle:.2f}, p95 {slow:.2f} {unit}")


async def measured(address, process, visitors, moves):
    for page in PAGES:
        spent, waited = await alone(address, process, page)
        print(f"{page} : processeur d'une reprise : {spent:.1f} ms en moyenne")
        told(f"{page} : attente", waited, "ms")
    took, beats, faults = await together(address, visitors, moves)
    told(f"{visitors} visiteurs, une entrée toutes les 2 s : attente", took, "s")
    told("/healthz pendant ce temps", beats, "s")
    print(f"erreurs : {len(faults)} {faults[:2]}")


def main():
    visitors, moves = (int(x) for x in (*sys.argv[1:], "50", "15")[:2])
    port = serving.free_port()
    server = serving.start(port)
    try:
        address = serving.wait(f"http://127.0.0.1:{port}")
        asyncio.run(measured(address, server, visitors, moves))
    finally:
        server.kill()


if __name__ == "__main__":
    main()
