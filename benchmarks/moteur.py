"""Speed of the engine: medians over several runs, and the ratio to the bare arithmetic.

python benchmarks/moteur.py
"""

import statistics
import time
from collections.abc import Callable
from datetime import date

import numpy as np

from simulator.cases.scenario import read
from simulator.figures.proofs import prove
from simulator.law.book import in_force
from simulator.rules.suivi_des_dons import Exercice, lois_des_exercices, suivi
from simulator.schemes import scheme_of
from simulator.simulate import simulate

CASES, YEARS, RUNS = 100_000, 5, 9


def milliseconds(work: Callable[[], object], runs: int = RUNS) -> float:
    """Median duration of a piece of work, after one warm-up."""
    work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def exercices(turnover, gifts, due):
    """Five fiscal years of 100 000 sponsors."""
    return [
        Exercice(date(2021 + i, 12, 31), turnover, gifts * (1 + i / 10), gifts / 50, due)
        for i in range(YEARS)
    ]


def bare(turnover, gifts, due):
    """The same rules in plain NumPy, written flat: cap, slices, vintages, reduction, tax due."""

    def cents(x):
        scaled = np.abs(x) * 100.0
        return np.copysign(np.floor(scaled + 0.5 + scaled * 1e-13 + 1e-9), x) / 100

    excess, waiting, reductions = [], [], []
    for i in range(YEARS):
        general, social = gifts * (1 + i / 10), gifts / 50
        cap = cents(np.maximum(20_000.0, 0.005 * turnover))
        full, second = social + np.minimum(general, 2e6), np.maximum(general - 2e6, 0)
        kept_full = np.minimum(full, cap)
        kept_second = np.minimum(second, cap - kept_full)
        room = cap - kept_full - kept_second
        relief, left = 0.6 * kept_full + 0.4 * kept_second, []
        for born, rate, amount in excess:
            used = np.minimum(amount, room)
            room, relief = room - used, relief + rate * used
            left.append((born, rate, amount - used))
        left += [(i, 0.6, full - kept_full), (i, 0.4, second - kept_second)]
        excess = [v for v in left if i - v[0] < 5 and np.any(v[2] > 0)]
        relief = cents(relief)
        set_off = np.minimum(relief, due)
        rest, later = due - set_off, []
        for born, amount in waiting:
            used = np.minimum(amount, rest)
            rest, set_off = rest - used, set_off + used
            later.append((born, amount - used))
        waiting = [v for v in [*later, (i, relief - np.minimum(relief, due))] if np.any(v[1] > 0)]
        reductions.append((relief, set_off))
    return reductions


def main() -> None:
    rng = np.random.default_rng(2026)
    turnover = rng.lognormal(17, 2, CASES).round(2)
    gifts = rng.lognormal(10, 2, CASES).round(2)
    due = rng.lognormal(11, 2, CASES).round(2)
    rows = exercices(turnover, gifts, due)
    laws = lois_des_exercices(rows, in_force())
    for year, (relief, set_off) in zip(suivi(rows, laws), bare(turnover, gifts, due), strict=True):
        assert np.allclose(year.reduction, relief, atol=0.005)
        assert np.allclose(year.reduction_imputee, set_off, atol=0.005)
    ours, theirs = (
        milliseconds(lambda: suivi(rows, laws)),
        milliseconds(lambda: bare(turnover, gifts, due)),
    )
    print(f"{CASES} mécènes × {YEARS} exercices : {ours:.0f} ms")
    print(f"  le calcul nu : {theirs:.0f} ms ; rapport {ours / theirs:.2f}")
    for key, years in (("boost_innov", 5), ("alize", 5), ("boost_innov", 1)):
        scenario = read({"dispositif": key, "reponses": {"duree_annees": years}})
        routes = len(scheme_of(scenario).routes)
        spent = milliseconds(lambda s=scenario: simulate(s), 101)
        per_route = spent / routes
        print(f"{key}, {years} an(s), {routes} voies : {spent:.2f} ms, {per_route:.2f} par voie")
    scenario = read({"dispositif": "boost_innov"})
    spent = milliseconds(lambda: prove(scenario, "don_eligible", "effort_net_mecene"), 21)
    print(f"preuve d'un chiffre : {spent:.1f} ms")


if __name__ == "__main__":
    main()
