"""Uncertainty: how long the draws of a scenario, a sponsor and a programme take, and a tenth.

python benchmarks/incertitude.py     (on a machine that does nothing else)
"""

import time

from simulator.cases.programme import read_programme
from simulator.cases.ranges import range_of
from simulator.cases.scenario import read
from simulator.stories.ready_cases import examples
from simulator.studies.doubting.programme import ProgrammeSubject
from simulator.studies.doubting.subject import CaseSubject
from simulator.studies.one_at_a_time import one_at_a_time
from simulator.studies.uncertainty import LEAST, MOST, doubt

RANGES = {
    "salaire_brut": (45_000, 60_000, 90_000),
    "jours_par_cadre": (3, 6, 10),
    "part_du_don": (0.5, 0.7, 0.9),
    "nb_cadres": (8, 10, 14),
    "part_facturee": (0.6, 0.8, 1.0),
    "chiffre_affaires_mecene": (5e6, 4e7, 5e8),
}


def scenario(count, years):
    """A parcours of Boost Innov with so many ranges."""
    case = read({"dispositif": "boost_innov", "reponses": {"duree_annees": years}})
    subject = CaseSubject(case)
    names = list(RANGES)[:count]
    return subject, {name: range_of(subject.number(name), RANGES[name]) for name in names}


def sponsor():
    """The first example, its days and its pay."""
    subject = CaseSubject(examples()["journees"], "confirmed")
    names = [n.name for n in subject.numbers if n.name.endswith(("jours", "brut_mensuel"))]
    return subject, {name: around(subject, name) for name in names}


def programme():
    """Ten lines over three years, five ranges."""
    line = {"dispositif": "alize", "pme": [8, 10, 12], "reponses": {"salaire_brut": 52_000.0}}
    data = {
        "annees": [2026, 2027, 2028],
        "lignes": [{**line, "territoire": f"lieu {n}"} for n in range(10)],
    }
    subject = ProgrammeSubject(read_programme(data))
    names = [f"lignes.{n}.reponses.salaire_brut" for n in range(5)]
    return subject, {name: around(subject, name) for name in names}


def around(subject, name):
    """Three quarters to one and a half times a number."""
    number = subject.number(name)
    return range_of(number, (0.75 * number.value, number.value, 1.5 * number.value))


def report(name, subject, ranges, figure, draws):
    """The time of a study, and the cases answered a second."""
    output = subject.outputs[figure]
    doubt(subject, ranges, [output], draws=LEAST)
    start = time.perf_counter()
    found = doubt(subject, ranges, [output], draws=draws)
    took = time.perf_counter() - start
    points = min(draws, subject.points or draws)
    cases = found.draws + points * (len(ranges) + 1)
    rate = cases / took
    print(f"{name:<48} {draws:>7} draws {took:6.2f} s  {cases:>8} cases  {rate:>10,.0f} /s")


def main():
    """Everything, in a minute."""
    for count, years in ((1, 1), (3, 1), (6, 1), (6, 3)):
        label = f"boost_innov, {years} year(s), {count} range(s)"
        report(label, *scenario(count, years), "effort_net_mecene", MOST)
    report("sponsor, 2 ranges", *sponsor(), "cout_net", LEAST)
    report("programme, 10 lines, 3 years, 5 ranges", *programme(), "cout_reel", MOST)
    for name, (subject, _), figure in (
        ("a tenth, boost_innov", scenario(1, 1), "effort_net_mecene"),
        ("a tenth, sponsor", sponsor(), "cout_net"),
    ):
        output = subject.outputs[figure]
        one_at_a_time(subject, output)
        start = time.perf_counter()
        one_at_a_time(subject, output)
        print(f"{name:<48} {1000 * (time.perf_counter() - start):6.1f} ms")


if __name__ == "__main__":
    main()
