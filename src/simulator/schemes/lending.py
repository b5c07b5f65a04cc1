"""What the schemes with lent staff share: the cost of a day, and the flows of a loan."""

from typing import Any

from simulator.facts import known
from simulator.law import Law
from simulator.ledger import Flow, Nature, Party, flow
from simulator.rules.cout_employeur import (
    cout_annuel,
    cout_annuel_forfaitaire,
    cout_de_la_journee,
)
from simulator.rules.tva import tva_de_la_facture

SALAIRE = "Code du travail, art. L. 3121-64 ; barème des cotisations"


def cout_d_une_journee(a: Any, law: Law) -> Any:
    """Cost of a lent day in euros: entered, or computed from pay (one flat rate before 2010)."""
    return law.once("cout_d_une_journee", lambda: _cout(a, law))


def _cout(a: Any, law: Law) -> Any:
    if a.cout_journee is not None:
        return a.cout_journee
    if law.knows("cout_employeur.ensemble"):
        annuel = cout_annuel(a.salaire_brut, law)
    else:
        annuel = cout_annuel_forfaitaire(a.salaire_brut, known("cotisations.taux_forfaitaire"))
    return cout_de_la_journee(annuel, law)


def facture_et_tva(a: Any, hors_taxe: Any, law: Law, source: str) -> list[Flow]:
    """The invoice of the lender, and its VAT: cash for a taxable SME, a cost for an exempt one."""
    year, tva = law.day.year, tva_de_la_facture(hors_taxe, law)
    vat_law = "CGI, art. 256 et 271"
    flows = [
        flow(Party.PME, Party.MECENE, Nature.FACTURE, hors_taxe, year, source),
        flow(Party.PME, Party.MECENE, Nature.TVA, tva, year, vat_law),
        flow(Party.MECENE, Party.ETAT, Nature.TVA, tva, year, vat_law),
    ]
    if a.tva_pme == "assujettie":
        flows.append(flow(Party.ETAT, Party.PME, Nature.TVA, tva, year, vat_law))
    return flows
