"""VAT: due on an invoice even at cost; cash for a taxable SME, a cost for an exempt one."""

from typing import Any

from simulator.figure import article, cents
from simulator.law.book import Law


@article("CGI, art. 256 et 278, puis CIBS, livre II ; CJUE, C-94/19")
def tva_de_la_facture(hors_taxe: Any, law: Law) -> Any:
    """VAT at the standard rate on a price before tax, in euros."""
    return cents(law["tva.taux_normal"] * hors_taxe)
