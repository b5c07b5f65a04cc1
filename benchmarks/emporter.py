"""How long each form of a dossier takes to be made: medians of five, in seconds.

python benchmarks/emporter.py
"""

import json
import statistics
import time

from simulator.cases.comparison import Comparison
from simulator.cases.dossier import Dossier
from simulator.cases.scenario import read
from simulator.cases.sponsor_sharing import complete
from simulator.exports.freezing import frozen_item
from simulator.exports.taken_away import Snapshot
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


def took(make):
    """Seconds of a call, the median of several."""
    seconds = []
    for _ in range(TIMES):
        start = time.perf_counter()
        make()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def main():
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
