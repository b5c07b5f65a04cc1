"""ALIZÉ (since 1997): local firms lend people for a few days, and bill nothing.

The same days can follow five legal routes, and a sixth reading, that of a document of 2016.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from simulator.base.whole import is_unknown, or_nothing
from simulator.cases.answers import OuiNon
from simulator.cases.question import Scale, question
from simulator.conditions import finding, giving, lending, public_aid
from simulator.conditions.finding import Finding, State, whichever
from simulator.law.book import Law
from simulator.law.facts import evidence, known
from simulator.ledger import Deed, Flow, Ledger, Nature, Party, Status, flow
from simulator.rules.cout_employeur import cout_du_temps_prete
from simulator.rules.volumes import jours_pretes, salaries_pretes
from simulator.schemes.animation import animation
from simulator.schemes.lending import (
    SALAIRE,
    cout_d_une_journee,
    opens,
    pret_sous_le_cout,
    reserves_of_pay,
)
from simulator.schemes.model import Route, Scheme
from simulator.schemes.questions import WithMecene

SOURCE = "document 003"
LOAN = "Code du travail, art. L. 8241-1"
DUTY = "Code du travail, art. L. 1233-84 à L. 1233-90"
DAYS_OF_A_YEAR = 365
NATURES = {
    "pret_direct": Nature.REMUNERATION,
    "pret_l8241_3": Nature.REMUNERATION,
    "organisme_agree": Nature.REMUNERATION_DONNEE,
    "revitalisation": Nature.REMUNERATION,
    "prestation": Nature.REMUNERATION,
    "lecture_2016": Nature.REMUNERATION_LECTURE_2016,
}


class AlizeAnswers(WithMecene):
    """Days of skills given free to SMEs of a territory in a year."""

    jours_par_pme: float = question(
        "alize.2015.jours_par_mission", unit="jours", ge=0, le=365, essential=True,
        scale=Scale(ge=0, le=20, step=0.5), unless="jours",
    )  # fmt: skip
    jours: float | None = question(unit="jours", ge=0, le=1_000_000, default=None)
    salaries_pretes: int | None = question(unit="salariés", ge=1, le=100_000, default=None)
    statut_association: Literal["a_confirmer", "agreee", "interet_general", "non_eligible"] = (
        question(default="a_confirmer")
    )
    lecture_pass: Literal["temps_partage", "annuel_entier", "mensuel_par_an"] = question(
        default="temps_partage"
    )
    ressources_association: float | None = question(unit="€", ge=0, le=1e10, default=None)
    aides_recues_pme: float = question("simulation.rien", unit="€", ge=0, le=1e9)
    interet_propre: OuiNon = question(default="inconnu")
    revitalisation: OuiNon = question(default="inconnu")
    cout_animation: float | None = question(unit="€", ge=0, le=1e9, default=None)
    part_ue: float = question("simulation.rien", unit="ratio", ge=0, le=1)
    part_etat: float = question("simulation.rien", unit="ratio", ge=0, le=1)
    part_region: float = question("simulation.rien", unit="ratio", ge=0, le=1)
    emplois_prevus: float | None = question(
        unit="emplois", ge=0, le=1e6, default=None, essential=True, rank=6
    )
    emplois_maintenus: float | None = question(unit="emplois", ge=0, le=1e6, default=None)
    taux_realisation: float = question(
        "alize.savoie.2006_2018.taux_realisation", unit="%", ge=0, le=100
    )

    @classmethod
    def impossible(cls, a: Any) -> dict[str, Any]:
        """No more days than the year has, no more shares than the whole."""
        return {
            **super().impossible(a),
            "plus_de_jours_que_l_annee": jours_pretes(a) > DAYS_OF_A_YEAR * salaries_pretes(a),
            "parts_au_dela_de_tout": a.part_ue + a.part_etat + a.part_region > 1 + 1e-9,
        }


def flows(a: Any, route: str, law: Law) -> list[Flow]:
    """The flows of a year, before tax; the value of the days received is shown, never summed."""
    year = law.day.year
    cout = cout_du_temps_prete(cout_d_une_journee(a, law), jours_pretes(a))
    nature = NATURES[route]
    if route in {"pret_direct", "prestation"} and a.interet_propre == "non":
        nature = Nature.REMUNERATION_REINTEGREE
    return [
        flow(Party.MECENE, Party.SALARIES, nature, cout, year, SALAIRE),
        flow(Party.MECENE, Party.PME, Nature.APPORT_EN_COMPETENCES, cout, year, SOURCE),
        *_animation(a, year),
    ]


def _animation(a: Any, year: int) -> list[Flow]:
    """Animation, when its cost is known."""
    return [] if a.cout_animation is None else animation(a.cout_animation, a, year, SOURCE)


def findings(a: Any, route: str, law: Law, base: Sequence[Flow]) -> list[Finding]:
    """What opens or closes each route, then what the network itself asks."""
    entree = [public_aid.projet_cree_des_emplois(a.emplois_prevus, a.emplois_maintenus)]
    if a.age_pme is not None:
        entree.append(
            public_aid.entreprise_assez_ancienne(a.age_pme, known("alize.2007.age_min_pme"))
        )
    return [*_legal(a, route, law, base), *entree]


def _legal(a: Any, route: str, law: Law, base: Sequence[Flow]) -> list[Finding]:
    given = Ledger(base).where(nature=Nature.APPORT_EN_COMPETENCES)
    in_window, of_the_year = given.total(), given.where(year=law.day.year).total()
    match route:
        case "pret_l8241_3":
            mois = float(evidence("alize.2010.mission_mois_max").value)
            return pret_sous_le_cout(a, law, in_window, mois)
        case "organisme_agree":
            return _of_a_gift(a, law, in_window, of_the_year)
        case "revitalisation":
            fact = finding.answer(a.revitalisation)
            return [Finding("obligation", finding.decide(fact), DUTY)]
        case "prestation":
            mission = Finding("mission_dirigee", State.A_CONFIRMER, LOAN)
            return [mission, lending.interet_propre(a.interet_propre)]
        case "lecture_2016":
            return [Finding("lecture_2016", State.FERME, "document 001")]
        case _:
            loan = Finding("pret_gratuit_sans_cadre", State.A_CONFIRMER, LOAN)
            return [loan, lending.interet_propre(a.interet_propre)]


def _of_a_gift(a: Any, law: Law, in_window: Any, of_the_year: Any) -> list[Finding]:
    """The conditions of a gift of time, in euros given over three years and in the year."""
    found = [
        giving.association_agreee(a.statut_association),
        giving.objet_de_l_agrement(law, service=True),
        giving.part_par_entreprise(a.nb_pme, of_the_year, a.ressources_association, law),
        lending.pme_au_sens_europeen(a.effectif_pme, law),
        lending.pret_a_un_organisme(a.statut_association, a.effectif_mecene, law),
        lending.convention_ecrite(a.convention),
        giving.sans_obligation(a.revitalisation),
        giving.sans_lien_commercial(a.lien_commercial),
        giving.contreparties_limitees(a.contreparties, law),
        giving.recu_fiscal(a.recu, law),
        public_aid.de_minimis("pme", in_window / a.nb_pme, a.aides_recues_pme, law),
    ]
    return [finding for finding in found if finding]


def headline(a: Any, states: Mapping[str, Any], law: Law) -> Any:
    """Given to an approved body only if all is proved; else L. 8241-3 by date and size; else A."""
    otherwise = "revitalisation" if a.revitalisation == "oui" else _loan(a, states, law)
    return whichever(states["organisme_agree"] == State.OUVERT, "organisme_agree", otherwise)


def _loan(a: Any, states: Mapping[str, Any], law: Law) -> Any:
    if a.effectif_mecene is None:
        return "pret_direct"
    large = a.effectif_mecene >= law.bare("pret_main_oeuvre.effectif_min_preteur")
    limit = State.OUVERT if a.interet_propre == "non" else State.A_CONFIRMER
    return whichever(large & (states["pret_l8241_3"] <= limit), "pret_l8241_3", "pret_direct")


def deeds(a: Any) -> list[Deed]:
    """Days, firms and jobs promised; jobs kept are another thing and stay apart."""
    done = [
        Deed("pme", Status.PREVU, a.nb_pme * a.duree_annees, SOURCE),
        Deed("jours", Status.PREVU, jours_pretes(a) * a.duree_annees, SOURCE),
    ]
    if a.emplois_prevus is not None:
        done.append(Deed("emplois", Status.PREVU, or_nothing(a.emplois_prevus), "saisie"))
    if a.emplois_maintenus is not None:
        done.append(Deed("emplois", Status.MAINTENU, or_nothing(a.emplois_maintenus), "saisie"))
    return done


def unknowns(a: Any, _law: Law) -> dict[str, Any]:
    """The cost of animation was never published."""
    return {"cout_animation": is_unknown(a.cout_animation)}


def warnings(a: Any, route: str, law: Law) -> tuple[str, ...]:
    """The reserves that the figures of a route need, then what the cost of a day supposes."""
    return (*_of_the_route(a, route, law), *reserves_of_pay(a, law))


def _of_the_route(a: Any, route: str, law: Law) -> tuple[str, ...]:
    match route:
        case "organisme_agree":
            keys = ["don_non_deductible", "plafond_et_reports", "lecture_du_pass"]
            if law.bare("mecenat.plafond_pass_multiple") == float("inf"):
                keys.remove("lecture_du_pass")
            if a.recu != "oui" and law.word("mecenat.recu_obligatoire") == "oui":
                keys.append("recu")
            if a.revitalisation != "non":
                keys.append("revitalisation")
            return tuple(keys)
        case "pret_l8241_3":
            return ("de_minimis_du_preteur",)
        case "lecture_2016":
            return ("lecture_2016",)
        case "revitalisation":
            return ("revitalisation",)
    return ("acte_anormal",) if a.interet_propre != "oui" else ()


ROUTES = (
    Route("pret_direct", "CGI, art. 39, 1"),
    Route("pret_l8241_3", "Code du travail, art. L. 8241-3"),
    Route("organisme_agree", "CGI, art. 238 bis, 4"),
    Route("revitalisation", "Code du travail, art. L. 1233-84"),
    Route("prestation", "CGI, art. 39, 1"),
    Route("lecture_2016", "document 001"),
)
SCHEME = Scheme(
    key="alize",
    rank=2,
    answers=AlizeAnswers,
    routes=ROUTES,
    flows=flows,
    findings=findings,
    deeds=deeds,
    headline=headline,
    unknowns=unknowns,
    warnings=warnings,
    opens=opens,
)
