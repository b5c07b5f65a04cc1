"""What the schemes with lent staff share: the cost of a day."""

from typing import Any

from simulator.facts import known
from simulator.law import Law
from simulator.rules.cout_employeur import (
    cout_annuel,
    cout_annuel_forfaitaire,
    cout_de_la_journee,
)

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
