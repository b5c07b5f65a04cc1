"""What the schemes with lent staff share: the cost of a day, and the loan below cost."""

from typing import Any

from simulator.base.whole import unless_known
from simulator.cases.question import field_label
from simulator.conditions import lending, public_aid
from simulator.conditions.finding import Finding
from simulator.errors import NotInForce
from simulator.law.book import Law, in_force
from simulator.law.facts import known
from simulator.rules.cout_employeur import (
    cout_annuel,
    cout_annuel_forfaitaire,
    cout_de_la_journee,
)

SALAIRE = "Code du travail, art. L. 3121-64 ; barème des cotisations"


def opens(a: Any) -> int:
    """The first year of a flat-rate working year in the law, unless the cost of a day is given."""
    if a.cout_journee is not None:
        return 0
    return in_force().history("temps.jours_forfait")[0].since.year


def cout_d_une_journee(a: Any, law: Law) -> Any:
    """Cost of a lent day in euros: entered, or computed from pay (one flat rate before 2010)."""
    return law.once("cout_d_une_journee", lambda: _cout(a, law))


def _cout(a: Any, law: Law) -> Any:
    return unless_known(a.cout_journee, lambda: _of_pay(a, law))


def _of_pay(a: Any, law: Law) -> Any:
    try:
        return _by_pay(a, law)
    except NotInForce as fault:  # the way out is a field of this very form
        name = field_label("cout_journee")
        raise NotInForce("paie_pas_en_vigueur", **fault.values, champ=name) from None


def _by_pay(a: Any, law: Law) -> Any:
    if law.knows("cout_employeur.ensemble"):
        annuel = cout_annuel(a.salaire_brut, law)
    else:
        annuel = cout_annuel_forfaitaire(a.salaire_brut, known("cotisations.taux_forfaitaire"))
    return cout_de_la_journee(annuel, law)


def reserves_of_pay(a: Any, law: Law) -> tuple[str, ...]:
    """What a cost worked out from gross pay supposes, said wherever it is used."""
    by_scale = a.cout_journee is None and law.knows("cout_employeur.ensemble")
    return ("bareme_du_cadre",) if by_scale else ()


def pret_sous_le_cout(a: Any, law: Law, non_facture: Any, mois: float) -> list[Finding]:
    """The conditions of L. 8241-3; `non_facture` in euros over three years, `mois` of one loan."""
    allowed = lending.pret_sous_le_cout_permis(law)
    if not law.knows("pret_main_oeuvre.effectif_max_pme"):
        return [allowed]
    return [
        allowed,
        lending.preteur_assez_grand(a.effectif_mecene, law),
        lending.pme_assez_petite(a.effectif_pme, a.age_pme, law),
        lending.pas_dans_le_groupe(a.lien_commercial),
        lending.duree_du_pret(mois / 12, law),
        lending.convention_ecrite(a.convention),
        public_aid.de_minimis("mecene", non_facture, a.aides_recues_mecene, law),
    ]
