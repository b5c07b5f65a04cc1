"""How long each form of a dossier takes to be made: medians of five, in seconds.

    python benchmarks/emporter.py [classeurs]

The workbooks that follow the most sponsors come last; `classeurs` makes them alone. Medians in
seconds, before 28 November 2026 and after, on two shared cores:

    case        ten years, a company followed, monthly instalments      4.9    1.4
    comparison  six of them                                            45.5    4.6
    programme   six lines, ten years, companies followed (values)     110      0.4

Both measured while other work held the cores; alone, a third to a half of it.
"""

import json
import statistics
import sys
import time

from simulator.cases.comparison import Comparison
from simulator.cases.dossier import Dossier
from simulator.cases.scenario import read
from simulator.cases.sponsor_sharing import complete
from simulator.exports.freezing import frozen_item
from simulator.exports.taken_away import Snapshot
from simulator.exports.workbook import workbook
from simulator.schemes import SCHEMES
from simulator.stories.ready_cases import examples

TIMES = 5
FORMS = ("deck", "report", "presentation", "figures")


def items():
    """An item of each kind that is computed, on the cases that we ship."""
    cases = [read({"dispositif": key}) for key in SCHEMES]
    line = {"dispositif": "alize", "pme": [10, 15, 20]}
    programme = {
        "annees": [2026, 2027, 2028],
        "lignes": [{**line, "territoire": place} for place in ("loire", "savoie", "isere")],
    }
    yield frozen_item("scenario", cases[0].to_dict())
    yield frozen_item("mecene", complete(list(examples().values())[1]))
    yield frozen_item("comparaison", Comparison(cas=tuple(cases)).to_dict())
    yield frozen_item("programme", json.loads(json.dumps(programme)))


COMPANY = {
    "annee": 2024, "duree_annees": 10, "nb_pme": 20, "benefice_mecene": 2e6,
    "chiffre_affaires_mecene": 3e7, "autres_dons": 10_000, "excedent_anterieur": 5_000,
    "reduction_anterieure": 3_000, "periodicite": "mensuelle", "mois_de_remboursement": 60,
}  # fmt: skip


def heavy():
    """The workbooks that take the longest, by name."""

    def case(firms):
        told = {**COMPANY, "nb_pme": firms}
        return {"dispositif": "alize_avance", "voie": "organisme_agree", "reponses": told}

    def programme(lines, years):
        names = ("benefice_mecene", "chiffre_affaires_mecene", "autres_dons", "periodicite")
        told = {name: COMPANY[name] for name in names}
        line = {
            "territoire": "meuse", "dispositif": "alize_avance", "voie": "organisme_agree",
            "pme": [8] * years, "mecenes": 3, "reponses": told,
        }  # fmt: skip
        return {"annees": list(range(2026, 2026 + years)), "lignes": [line] * lines}

    six = {"reference": case(20), "variantes": [case(n) for n in (10, 15, 25, 30, 35)]}
    yield "ten years of a company", frozen_item("scenario", case(20))
    yield "six of them", frozen_item("comparaison", six)
    yield "5 lines x 4 years", frozen_item("programme", programme(5, 4))
    yield "6 lines x 10 years", frozen_item("programme", programme(6, 10))


def took(make):
    """Seconds of a call, the median of several."""
    seconds = []
    for _ in range(TIMES):
        start = time.perf_counter()
        make()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def main():
    if "classeurs" not in sys.argv:
        every_form()
    for name, item in heavy():
        print(f"{name:<24} workbook {took(lambda i=item: workbook(i)):.2f} s", flush=True)


def every_form():
    found = tuple(items())
    dossiers = {"4 items": found, "60 items": tuple(
        found[n % 4].model_copy(update={"id": f"{n:08x}"}) for n in range(60)
    )}  # fmt: skip
    for name, elements in dossiers.items():
        dossier = Dossier(titre="Mesure", elements=elements)
        print(f"{name}: told {took(lambda d=dossier: Snapshot(d)):.2f} s")
        for form in FORMS:
            cold = took(lambda d=dossier, f=form: getattr(Snapshot(d), f)())
            held = Snapshot(dossier)
            getattr(held, form)()
            print(f"  {form:<14} {cold:6.2f} s, again {took(getattr(held, form)):5.2f} s")
    for item in found:
        alone = Snapshot(Dossier(titre="Mesure", elements=(item,)))
        print(
            f"{item.genre:<12} workbook {took(alone.workbook):.2f} s, note {took(alone.note):.2f} s"
        )


if __name__ == "__main__":
    main()
