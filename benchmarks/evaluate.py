"""Many cases at once: medians of one run, beside the same cases one by one.

python benchmarks/evaluate.py
"""

import numpy as np
from moteur import milliseconds

from simulator.cases.scenario import read
from simulator.figures.indicators import INDICATORS, read_all, readable
from simulator.schemes import SCHEMES, scheme_of
from simulator.simulate import simulate
from simulator.stories.ready_cases import examples
from simulator.studies.batch import SPONSOR_COLUMNS
from simulator.studies.evaluate import evaluate
from simulator.studies.grouping import Varied

DRAWS, LISTED, ALONE, SPONSORS = 100_000, 10_000, 300, 1_000


def draws(size, years=1):
    """Boost Innov with seven answers drawn around their default, one seed."""
    rng = np.random.default_rng(2026)
    case = read({"dispositif": "boost_innov", "reponses": {"duree_annees": years}})
    columns = {
        "salaire_brut": rng.triangular(45_000, 60_000, 90_000, size).round(2),
        "jours_par_cadre": rng.triangular(1, 4, 10, size).round(2),
        "part_du_don": rng.random(size).round(4),
        "part_reversee": rng.random(size).round(4),
        "part_facturee": rng.choice([1.0, 0.8], size),
        "chiffre_affaires_mecene": np.minimum(rng.lognormal(17, 2, size), 1e11).round(2),
        "autres_dons": rng.lognormal(9, 1, size).round(2),
    }
    return Varied(case, columns)


def keys_of(scheme):
    """Every indicator and the state of every route, and the route that leads."""
    routes = [route.key for route in SCHEMES[scheme].routes]
    figures = [f"{route}.{name}" for route in routes for name in INDICATORS]
    return ["voie", *figures, *(f"{route}.etat" for route in routes)]


def listed(varied, size):
    """The first draws as cases of their own."""
    data = varied.case.to_dict()
    rows = np.stack([column[:size] for column in varied.columns.values()], axis=1).tolist()
    answers = [dict(zip(varied.columns, row, strict=True)) for row in rows]
    return [read({**data, "reponses": {**data["reponses"], **drawn}}) for drawn in answers]


def alone(case):
    """The same figures of one case, by `simulate`."""
    outcome = simulate(case)
    for route in outcome.routes.values():
        read_all(readable(route.ledger, outcome.deeds, outcome.unknowns, case.reponses))


def sponsors(size):
    """Shipped sponsors, each with its own profit."""
    shipped = list(examples().values())
    return [
        shipped[n % len(shipped)].model_copy(update={"benefice": (300_000.0 + 997 * n,)})
        for n in range(size)
    ]


def main() -> None:
    asked = list(SPONSOR_COLUMNS.values())
    companies = sponsors(SPONSORS)
    spent = milliseconds(lambda: evaluate(companies, None, asked), 7)
    print(f"{SPONSORS} mécènes, {len(asked)} chiffres des deux lectures : {spent:.0f} ms")
    keys = keys_of("boost_innov")
    for years in (1, 5):
        varied = draws(DRAWS, years)
        spent = milliseconds(lambda v=varied: evaluate(v, None, keys), 7)
        print(f"{DRAWS} tirages de Boost Innov, {years} an(s), {len(keys)} clés : {spent:.0f} ms")
    cases = listed(draws(DRAWS), LISTED)
    spent = milliseconds(lambda: evaluate(cases, None, keys), 7)
    one_by_one = milliseconds(lambda: [alone(case) for case in cases[:ALONE]], 3)
    print(f"{LISTED} cas donnés un à un, répondus ensemble : {spent:.0f} ms")
    print(f"  un par un, par simulate : {one_by_one / ALONE * LISTED:.0f} ms (mesuré sur {ALONE})")
    for scheme, kind in SCHEMES.items():
        years = 5 if "duree_annees" in kind.answers.model_fields else 1
        answers = {"duree_annees": years} if years > 1 else {}
        case = read({"dispositif": scheme, "reponses": answers})
        spent = milliseconds(lambda c=case: simulate(c), 101)
        routes = len(scheme_of(case).routes)
        print(f"simulate, {scheme}, {routes} voie(s), {years} an(s) : {spent:.2f} ms")


if __name__ == "__main__":
    main()
