"""Speed of an import: 300 territories, 20 000 projects, 5 000 lenders and all that goes with them.

python benchmarks/import.py
"""

import resource
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from simulator.exports.tables import to_csv, to_xlsx
from simulator.network.imports.build import network_of
from simulator.network.imports.checking import check, guess
from simulator.network.imports.sources import open_file
from simulator.network.imports.tables import Tables, frame_of
from simulator.network.matching import lender_days, skills_matrix
from simulator.network.measures import MEASURES, measure_each
from simulator.store.store import Store

TERRITORIES, PROJECTS, LENDERS = 300, 20_000, 5_000
DEPARTMENTS = [f"{n:02}" for n in range(1, 96) if n != 20]


def tables(rng):
    """A network of the size that the issue names, its rows drawn at random."""

    def day():
        return date(2000, 1, 1) + timedelta(days=int(rng.integers(0, 7000)))

    home = [f"T{n:03}" for n in rng.integers(0, TERRITORIES, PROJECTS)]
    lender_home = [f"T{n:03}" for n in rng.integers(0, TERRITORIES, LENDERS)]
    skills = [f"compétence {n}" for n in range(40)]
    projects = [f"P{n:05}" for n in range(PROJECTS)]
    lenders = [f"E{n:04}" for n in range(LENDERS)]
    rows = {
        "territoires": [
            {"code": f"T{n:03}", "nom": f"Territoire {n}", "dispositif": "alize",
             "departements": DEPARTMENTS[n % len(DEPARTMENTS)], "debut": 1998}
            for n in range(TERRITORIES)
        ],
        "projets": [
            {"code": p, "territoire": t, "entreprise": f"Entreprise {p}", "dispositif": "alize",
             "date_agrement": day(), "secteur": "industrie", "effectif": int(rng.integers(1, 250))}
            for p, t in zip(projects, home, strict=True)
        ],
        "preteurs": [
            {"code": e, "nom": f"Prêteur {e}", "territoire": t, "effectif": 3000}
            for e, t in zip(lenders, lender_home, strict=True)
        ],
        "competences": [
            {"sens": "offre", "territoire": t, "competence": skills[n % 40], "preteur": e,
             "jours": 6.0, "annee": 2015}
            for n, (e, t) in enumerate(zip(lenders, lender_home, strict=True))
        ] + [
            {"sens": "demande", "territoire": t, "competence": skills[n % 40], "projet": p,
             "jours": 4.0, "annee": 2015}
            for n, (p, t) in enumerate(zip(projects, home, strict=True)) if n % 2
        ],
        "jours": [
            {"projet": p, "preteur": lenders[int(rng.integers(0, LENDERS))],
             "competence": skills[n % 40], "jours_promis": 6.0, "jours_donnes": 4.5, "date": day()}
            for n, p in enumerate(projects)
        ],
        "emplois": [
            {"projet": p, "statut": ("prevu", "realise", "maintenu")[n % 3],
             "nombre": int(rng.integers(0, 9)), "date": day()}
            for n, p in enumerate(projects)
        ],
        "avances": [
            {"projet": p, "montant": 15000.0, "date": day(), "rembourse": 5000.0}
            for n, p in enumerate(projects) if n % 2
        ],
    }  # fmt: skip
    return Tables.of({table: frame_of(table, found) for table, found in rows.items()})


def timed(what, work):
    start = time.perf_counter()
    answer = work()
    print(f"  {what} : {time.perf_counter() - start:.2f} s")
    return answer


def main() -> None:
    whole = tables(np.random.default_rng(2026))
    print(f"{len(whole)} lignes")
    for name, write in (("reseau.zip", to_csv), ("reseau.xlsx", to_xlsx)):
        content = timed(f"écrire {name}", lambda w=write: w(whole))
        with tempfile.TemporaryDirectory() as folder:
            store = Store(f"sqlite:///{Path(folder) / 'essai.sqlite'}")
            key = store.create("Essai").ecriture
            marks = []
            start = time.perf_counter()
            sheets = timed("ouvrir", lambda n=name, c=content: open_file(n, c))
            mapped = [one for one in map(guess, sheets) if one]
            incoming = timed(
                "lire et vérifier", lambda m=mapped, p=marks: check(m, progress=p.append)
            )
            timed(
                "enregistrer",
                lambda s=store, k=key, i=incoming, n=name, p=marks: s.add(
                    k, i, n, progress=p.append
                ),
            )
            print(f"{name}, {len(content) / 1e6:.1f} Mo : {time.perf_counter() - start:.2f} s "
                  f"({len(marks)} pas d’avancement)")  # fmt: skip
            kept = timed("relire de la base", lambda s=store, k=key: s.tables(k))
            assert len(kept) == len(whole)
            network = timed("bâtir le réseau", lambda t=kept: network_of("Essai", t))
            timed("toutes les mesures, avec et sans année", lambda n=network: [
                measure_each(n, one, annee=year) for one in MEASURES for year in (None, 2012)
            ])  # fmt: skip
            timed("compétences offertes et demandées", lambda t=kept: skills_matrix(t))
            timed("jours des prêteurs", lambda t=kept: lender_days(t))
            store.engine.dispose()
    print(f"mémoire : {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} Mo au plus")


if __name__ == "__main__":
    main()
