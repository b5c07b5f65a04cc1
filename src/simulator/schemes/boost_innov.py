"""PME Boost Innov (since 2018): the large firm invoices, and gives; the gift lightens the bill.

Mécène → PME: lent staff. PME → mécène: invoice. Mécène → association: gift. Association → PME: aid.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import numpy as np

from simulator.base.whole import or_nothing
from simulator.cases.answers import OuiNon
from simulator.cases.question import Scale, question
from simulator.conditions import giving, lending, public_aid
from simulator.conditions.finding import Finding, State, asked_where, whichever
from simulator.law.book import Law
from simulator.law.facts import evidence
from simulator.ledger import Deed, Flow, Ledger, Nature, Party, Status, flow
from simulator.rules.cout_employeur import cout_du_temps_prete
from simulator.rules.volumes import volume
from simulator.schemes.invoice import invoice
from simulator.schemes.lending import (
    SALAIRE,
    cout_d_une_journee,
    opens,
    pret_sous_le_cout,
    reserves_of_pay,
)
from simulator.schemes.model import Route, Scheme
from simulator.schemes.questions import WithInvoice, WithMecene

SOURCE = "document 000"
KEPT = "hypothèse : ce que l'association garde paie l'animation"


class BoostInnovAnswers(WithMecene, WithInvoice):
    """Parcours: in each, SME heads and lent managers who work together for a few days."""

    annee: int = question("simulation.annee", unit="année", ge=2018, le=2035, essential=True)
    nb_parcours: int = question(
        "simulation.un_parcours",
        unit="parcours",
        ge=1,
        le=1_000,
        essential=True,
        scale=Scale(ge=1, le=20),
    )  # fmt: skip
    nb_pme: int = question(
        "boost_innov.2019.dirigeants",
        unit="PME",
        ge=1,
        le=500,
        essential=True,
        scale=Scale(ge=1, le=20), rank=1,
    )  # fmt: skip
    nb_cadres: int = question(
        "boost_innov.2019.cadres",
        unit="cadres",
        ge=0,
        le=5_000,
        essential=True,
        scale=Scale(ge=0, le=40), rank=2,
    )  # fmt: skip
    jours_par_cadre: float = question("boost_innov.2019.jours", unit="jours", ge=0, le=365)
    part_facturee: float = question("boost_innov.part_facturee", unit="ratio", ge=0, le=1)
    part_du_don: float = question(
        "boost_innov.part_du_don", unit="ratio", ge=0, le=1, essential=True,
        scale=Scale(ge=0, le=1, step=0.05), rank=3,
    )  # fmt: skip
    part_reversee: float = question("boost_innov.part_reversee", unit="ratio", ge=0, le=1)
    subvention_region: float = question("simulation.rien", unit="€", ge=0, le=1e9)
    apport_association: float = question("simulation.rien", unit="€", ge=0, le=1e9)
    statut_association: Literal["a_confirmer", "agreee", "interet_general", "non_eligible"] = (
        question(default="a_confirmer")
    )
    ressources_association: float | None = question(unit="€", ge=0, le=1e10, default=None)
    aide_liee: OuiNon = question(default="oui")
    emplois_prevus: float | None = question(unit="emplois", ge=0, le=1e6, default=None)
    taux_realisation: float = question(
        "alize.savoie.2006_2018.taux_realisation", unit="%", ge=0, le=100
    )


def pme_aidees(a: Any) -> Any:
    """SMEs of all the parcours of a year."""
    return volume(a.nb_parcours, a.nb_pme)


def jours_des_cadres(a: Any) -> Any:
    """Days that the managers of all the parcours of a year give."""
    return volume(volume(a.nb_parcours, a.nb_cadres), a.jours_par_cadre)


def flows(a: Any, route: str, law: Law) -> list[Flow]:
    """The flows of one year of parcours, before tax."""
    year = law.day.year
    cout = cout_du_temps_prete(cout_d_une_journee(a, law), jours_des_cadres(a))
    facture = cout * a.part_facturee
    don = facture * a.part_du_don
    reverse = don * a.part_reversee
    base = [flow(Party.MECENE, Party.SALARIES, Nature.REMUNERATION, cout, year, SALAIRE)]
    if route == "prix_reduit":
        reduit = facture - reverse
        base += _invoice(reduit, a, law, "Code du travail, art. L. 8241-3")
        apport = flow(Party.MECENE, Party.PME, Nature.APPORT_EN_COMPETENCES, reverse, year, SOURCE)
        return [*base, apport, *_animation(a, 0.0, year)]
    nature = Nature.DON if route == "don_eligible" else Nature.DON_SANS_REDUCTION
    return [
        *base,
        *_invoice(facture, a, law, SOURCE),
        flow(Party.MECENE, Party.ASSOCIATION, nature, don, year, SOURCE),
        flow(Party.ASSOCIATION, Party.PME, Nature.AIDE, reverse, year, SOURCE),
        *_animation(a, don - reverse, year),
    ]


def _invoice(hors_taxe: Any, a: Any, law: Law, source: str) -> list[Flow]:
    return invoice(Party.PME, Party.MECENE, Nature.FACTURE, hors_taxe, a, law, source)


def _animation(a: Any, kept: Any, year: int) -> list[Flow]:
    """What the association keeps, receives from the Region or adds itself pays its animation."""
    total = kept + a.subvention_region + a.apport_association
    given = a.subvention_region
    return [
        flow(Party.REGION, Party.ASSOCIATION, Nature.SUBVENTION, given, year, KEPT),
        flow(Party.ASSOCIATION, Party.ANIMATION, Nature.FRAIS_ANIMATION, total, year, KEPT),
    ]


def findings(a: Any, route: str, law: Law, base: Sequence[Flow]) -> list[Finding]:
    """What opens or closes each route; the loan first, at cost or by L. 8241-3, then the gift."""
    mois = float(evidence("boost_innov.2019.mois").value)
    below = pret_sous_le_cout(a, law, _non_facture(base), mois)
    if route == "prix_reduit":
        return below
    at_cost = [lending.pret_au_cout(a.part_facturee, law), lending.convention_ecrite(a.convention)]
    whole = a.part_facturee == 1
    loan = [*asked_where(whole, at_cost), *asked_where(np.logical_not(whole), below)]
    if route == "don_non_eligible":
        return loan
    year, window = law.day.year, Ledger(base).where(nature=Nature.AIDE)
    gift = [
        giving.association_agreee(a.statut_association),
        giving.objet_de_l_agrement(law, service=False),
        giving.part_par_entreprise(
            pme_aidees(a), window.where(year=year).total(), a.ressources_association, law
        ),
        lending.pme_au_sens_europeen(a.effectif_pme, law),
        giving.sans_lien_commercial(a.lien_commercial),
        giving.sans_retour_circulaire(a.aide_liee),
        giving.contreparties_limitees(a.contreparties, law),
        giving.recu_fiscal(a.recu, law),
        public_aid.de_minimis("pme", window.total() / pme_aidees(a), a.aides_recues_pme, law),
    ]
    return [*loan, *(finding for finding in gift if finding)]


def _non_facture(base: Sequence[Flow]) -> Any:
    """The cost of the time that no invoice pays, in euros."""
    ledger = Ledger(base)
    paid, billed = (ledger.where(nature=n).total() for n in (Nature.REMUNERATION, Nature.FACTURE))
    return np.maximum(paid - billed, 0.0)


def headline(_a: Any, states: Mapping[str, Any], _law: Law) -> Any:
    """The prudent reading leads: the gift counts only when every condition is met."""
    return whichever(states["don_eligible"] == State.OUVERT, "don_eligible", "don_non_eligible")


def deeds(a: Any) -> list[Deed]:
    """Days, firms and jobs promised."""
    done = [
        Deed("pme", Status.PREVU, pme_aidees(a) * a.duree_annees, SOURCE),
        Deed("jours", Status.PREVU, jours_des_cadres(a) * a.duree_annees, SOURCE),
    ]
    if a.emplois_prevus is not None:
        done.append(Deed("emplois", Status.PREVU, or_nothing(a.emplois_prevus), "saisie"))
    return done


def warnings(a: Any, route: str, law: Law) -> tuple[str, ...]:
    """The reserves that the figures of a route need."""
    keys = ["tva"]
    if route == "prix_reduit":
        return ("de_minimis_du_preteur", *keys)
    if route == "don_eligible":
        keys = ["don_non_deductible", "plafond_et_reports", *keys]
        if a.aide_liee != "non":
            keys.insert(0, "retour_circulaire")
        if a.recu != "oui" and law.word("mecenat.recu_obligatoire") == "oui":
            keys.append("recu")
    if route == "don_non_eligible":
        circular = ["retour_circulaire"] if a.aide_liee != "non" else []
        proof = {
            "a_confirmer": "eligibilite_non_prouvee",
            "non_eligible": "association_non_eligible",
        }
        keys = [proof.get(a.statut_association, "conditions_a_prouver"), *circular, *keys]
    return tuple(keys)


SCHEME = Scheme(
    key="boost_innov",
    rank=1,
    answers=BoostInnovAnswers,
    routes=(
        Route("don_non_eligible", "CGI, art. 238 bis"),
        Route("don_eligible", "CGI, art. 238 bis, 4"),
        Route("prix_reduit", "Code du travail, art. L. 8241-3"),
    ),
    flows=flows,
    findings=findings,
    deeds=deeds,
    headline=headline,
    warnings=lambda a, route, law: (*warnings(a, route, law), *reserves_of_pay(a, law)),
    opens=opens,
)
