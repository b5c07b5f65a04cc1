"""One item of each kind and more: what the tests of workbooks look at."""

import json
from functools import cache
from io import BytesIO

import openpyxl

from simulator import ROOT
from simulator.exports.workbook import workbook
from tests.exports.workbook.drawn import Case, item_of

CASES = ROOT / "data" / "cases"
GIFTS: Case = {
    "dispositif": "alize", "titre": "Trois ans", "voie": "organisme_agree",
    "reponses": {
        "annee": 2026, "duree_annees": 3, "nb_pme": 20, "chiffre_affaires_mecene": 3_000_000,
        "autres_dons": 10_000, "emplois_prevus": 30,
    },
}  # fmt: skip
COMPANY: Case = {
    "dispositif": "boost_innov",
    "reponses": {"annee": 2026, "nb_parcours": 2, "benefice_mecene": 900_000.0},
}
PROGRAMME: Case = {
    "titre": "Deux lieux", "annees": [2027, 2028], "taux_actualisation": 0.025,
    "lignes": [
        {"territoire": "meuse", "dispositif": "alize", "voie": "organisme_agree", "pme": [8, 10],
         "mecenes": 3, "reponses": {"chiffre_affaires_mecene": 1_000_000, "emplois_prevus": 4}},
        {"territoire": "savoie", "dispositif": "alize_avance", "pme": [0, 6],
         "reponses": {"taux_de_base": 2.5}},
        {"territoire": "savoie", "dispositif": "boost_innov", "pme": [10, 5]},
    ],
    "animation": {"meuse": [40_000, 40_000]},
}  # fmt: skip


def _kept(path: str) -> Case:
    case: Case = json.loads((CASES / path).read_text(encoding="utf-8"))
    return case


SAMPLES: dict[str, tuple[str, Case]] = {
    **{path.stem: ("scenario", _kept(path.name)) for path in sorted(CASES.glob("*.json"))},
    "dons_sur_trois_ans": ("scenario", GIFTS),
    "societe_suivie": ("scenario", COMPANY),
    **{
        f"mecene_{path.stem}": ("mecene", _kept(f"mecene/{path.name}"))
        for path in sorted((CASES / "mecene").glob("*.json"))
    },
    "comparaison": (
        "comparaison", {"reference": GIFTS, "variantes": [_kept("1_boost_innov_2019.json")]}
    ),
    "programme": ("programme", PROGRAMME),
}  # fmt: skip


@cache
def made(name: str) -> bytes:
    """The workbook of a sample."""
    genre, case = SAMPLES[name]
    return workbook(item_of(genre, case, titre=name))


@cache
def formulas(name: str) -> openpyxl.Workbook:
    """The same, its formulas as they are written."""
    return openpyxl.load_workbook(BytesIO(made(name)))


@cache
def values(name: str) -> openpyxl.Workbook:
    """The same, with the values written beside the formulas."""
    return openpyxl.load_workbook(BytesIO(made(name)), data_only=True)
