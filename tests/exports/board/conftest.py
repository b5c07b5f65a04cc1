"""Dossiers that the files of a board are made from."""

from datetime import date

import pytest

from simulator.cases.comparison import Comparison
from simulator.cases.dossier import Dossier
from simulator.cases.scenario import read
from simulator.cases.sponsor_sharing import complete
from simulator.exports.freezing import frozen_item
from simulator.exports.taken_away import Snapshot
from simulator.schemes import SCHEMES
from simulator.stories.ready_cases import examples
from simulator.text import speaking

PROGRAMME = {
    "annees": [2026, 2027, 2028],
    "budget_region": 60_000,
    "lignes": [
        {"territoire": "loire", "dispositif": "alize", "pme": [10, 15, 20]},
        {"territoire": "savoie", "dispositif": "alize_avance", "pme": [5, 6, 7]},
        {"territoire": "isere", "dispositif": "performance_ciblee", "pme": [5, 8, 9]},
    ],
}
LARGER = {**PROGRAMME, "lignes": [{**PROGRAMME["lignes"][0], "pme": [20, 25, 30]}]}
CHART = {"nom": "formats_compares", "annee": 2026}
PORTRAIT = {"territoire": "alize.savoie"}


def scenario(scheme="boost_innov", **answers):
    """The case of a format, as a file holds it."""
    return read({"dispositif": scheme, "reponses": answers}).to_dict()


def cases():
    """A case of each kind of item that is computed, by kind."""
    compared = Comparison(cas=tuple(read({"dispositif": key}) for key in SCHEMES))
    return {
        "scenario": scenario(),
        "mecene": complete(list(examples().values())[1]),
        "comparaison": compared.to_dict(),
        "programme": PROGRAMME,
        "graphique": CHART,
        "portrait": PORTRAIT,
    }


def programmes_compared():
    """Two programmes, as `comparer` reads them."""
    return {"reference": PROGRAMME, "variantes": [LARGER]}


def dossier(*items, **said):
    """A dossier of some items."""
    return Dossier(
        titre=said.pop("titre", "Comité"), jour=date(2026, 12, 11), **said, elements=items
    )


@pytest.fixture(scope="session")
def every_kind():
    """A dossier with an item of every kind, and a decision."""
    items = [frozen_item(kind, case) for kind, case in cases().items()]
    return dossier(*items, auteur="La Région", decision="Ouvrir ALIZÉ.\nAttendre l’agrément.")


@pytest.fixture(scope="session")
def snapshot(every_kind):
    """The same, told in French."""
    return Snapshot(every_kind, "dossier?d=lue")


@pytest.fixture(scope="session")
def in_english(every_kind):
    """The same, told in English."""
    with speaking("en"):
        return Snapshot(every_kind)


def sponsors():
    """Every ready case of a sponsor, and one that pays a provider of unknown price."""
    return {name: complete(case) for name, case in examples().items()}
