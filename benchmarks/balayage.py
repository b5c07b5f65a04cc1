"""The sweep against the bare engine: rows computed a second, and rows written to Parquet.

Run it on an idle machine: `python benchmarks/balayage.py`. Medians of the same run, and ratios.
"""

import shutil
import statistics
import tempfile
import time
from pathlib import Path

from simulator.exports.sweep_parts import sweep_to
from simulator.exports.sweep_workers import in_process, pool_of
from simulator.studies.sweep_body import read_sweep

TURNS, PARTS = 5, 10
BODY = {
    "cas": {"dispositif": "boost_innov"},
    "grille": {
        "salaire_brut": {"de": 30_000, "a": 79_900, "pas": 100},
        "part_du_don": {"de": 0, "a": 0.99, "pas": 0.01},
        "nb_cadres": [8, 12],
    },
    "voies": "toutes",
    "indicateurs": ["cout_reel", "effort_net_mecene", "reste_a_charge_pme", "effort_etat"],
}
"""100,000 rows of one year, three routes each: ten parts."""


def seconds(work):
    """The median time of a work, in seconds."""
    taken = []
    for _ in range(TURNS):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def main():
    """Print rows a second: the bare engine, written here, written by two processes."""
    sweep, folder = read_sweep(BODY), Path(tempfile.mkdtemp())

    def written(ways):
        shutil.rmtree(folder, ignore_errors=True)
        sweep_to(folder, BODY, ways)

    sweep.part(0)  # imports and caches are paid once
    bare = seconds(lambda: [sweep.part(number) for number in range(PARTS)])
    rows = sweep.size
    print(f"{rows} lignes, {sweep.parts} parties, {len(sweep.routes)} voies")
    for name, taken in (
        ("moteur seul", bare),
        ("écrites, un processus", seconds(lambda: written(in_process))),
        ("écrites, deux processus (démarrage compris)", seconds(lambda: written(pool_of(2)))),
    ):
        speed, ratio = rows / taken, bare / taken
        print(f"{name:<45} {taken:6.2f} s  {speed:>12,.0f} lignes/s  × {ratio:.2f} du moteur")
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
