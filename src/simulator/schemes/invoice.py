"""A price before tax and its VAT: cash for a taxable SME, a cost for an exempt one."""

from typing import Any

from simulator.law.book import Law
from simulator.ledger import Flow, Nature, Party, flow
from simulator.rules.tva import tva_de_la_facture


def invoice(
    payer: Party, payee: Party, nature: Nature, hors_taxe: Any, a: Any, law: Law, source: str
) -> list[Flow]:
    """The price, the VAT that the payee hands to the State, and its return to a taxable payer.

    VAT that nobody returns is part of the cost of the payer, who deducts it (CGI, art. 39).
    """
    year, tva = law.day.year, tva_de_la_facture(hors_taxe, law)
    text = law.row("tva.reference").reference  # the tax code until August 2026
    taxable = a.tva_pme == "assujettie"
    flows = [
        flow(payer, payee, nature, hors_taxe, year, source),
        flow(payer, payee, Nature.TVA if taxable else Nature.TVA_NON_RECUPEREE, tva, year, text),
        flow(payee, Party.ETAT, Nature.TVA, tva, year, text),
    ]
    if taxable:
        flows.append(flow(Party.ETAT, payer, Nature.TVA, tva, year, text))
    return flows
