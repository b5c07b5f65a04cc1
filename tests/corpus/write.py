"""The corpus of a version: `python -m tests.corpus.write <day>`. It never writes over another."""

import json
import sys
from datetime import date
from pathlib import Path

from simulator import ROOT
from simulator.cases.comparison import read_comparison
from simulator.cases.dossier import Dossier
from simulator.cases.programme import read_programme
from simulator.cases.scenario import read
from simulator.cases.sponsor import read_case
from simulator.cases.sponsor_sharing import to_link
from simulator.exports.freezing import frozen_item
from simulator.exports.tables import template_csv, template_xlsx
from simulator.law.book import in_force
from simulator.store.importer import importer

from .replay import given

HERE = Path(__file__).parent
BOOST = {"dispositif": "boost_innov", "voie": "don_eligible", "reponses": {"annee": 2026}}
COMPARED = {"reference": BOOST, "variantes": [{"dispositif": "alize"}]}
PROGRAMME = {
    "annees": [2026, 2027],
    "lignes": [
        {"territoire": "meuse", "dispositif": "alize", "pme": [8, 10]},
        {"territoire": "vosges", "dispositif": "performance_ciblee", "pme": [3, 5]},
    ],
}
KINDS = {
    "scenario": (read, lambda case: case.to_link()),
    "mecene": (read_case, lambda case: to_link(case, private=True)),
    "programme": (read_programme, lambda case: case.to_link()),
    "comparaison": (read_comparison, lambda case: case.to_link()),
}
PICTURES = (
    ("portrait", {"territoire": "alize.savoie"}),
    ("graphique", {"nom": "carte", "mesure": "pme"}),
    ("graphique", {"nom": "formats_compares", "annee": 2026}),
    ("graphique", {"nom": "repartition_competences"}),
    ("graphique", {"nom": "historique_activite"}),
)


def cases():
    """Every ready case, and one of each other kind: (name, kind, plain case)."""
    for folder, kind in (("cases", "scenario"), ("cases/mecene", "mecene")):
        for path in sorted((ROOT / "data" / folder).glob("*.json")):
            yield path.stem, kind, json.loads(path.read_text(encoding="utf-8"))
    yield "boost_innov_2026", "scenario", BOOST
    yield "deux_formats", "comparaison", COMPARED
    yield "deux_territoires", "programme", PROGRAMME


def links():
    """Each case with its link and what it gives."""
    for name, kind, plain in cases():
        opens, link = KINDS[kind]
        case = opens(plain)
        yield {
            "nom": name, "genre": kind, "lien": link(case), "fichier": plain,
            "reponse": given(kind, case, in_force()),
        }  # fmt: skip


def dossier():
    """One item of each kind."""
    first = {kind: (kind, plain) for _, kind, plain in cases()}
    items = [frozen_item(kind, plain, titre=kind) for kind, plain in (*first.values(), *PICTURES)]
    return Dossier(titre="Corpus", jour=date.today(), elements=tuple(items)).to_dict()


def network(folder):
    """The files of a network and what their import reads."""
    read_ = {}
    for name, content in (("reseau.zip", template_csv()), ("reseau.xlsx", template_xlsx())):
        (folder / name).write_bytes(content)
        read_[name] = importer([(name, content)], lambda: None, None, verify=True).plain()
    return read_


def write(day):
    """The folder of a version."""
    folder = HERE / day
    folder.mkdir()
    held = {"liens.json": list(links()), "dossier.json": dossier(), "reseau.json": network(folder)}
    for name, content in held.items():
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        (folder / name).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    write(sys.argv[1])
