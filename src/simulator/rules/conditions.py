"""Conditions of a route: the rule, the fact that decides, and what flips it.

Each function answers one `Finding`. Its four sentences are `conditions.<key>.regle`, `.ouvert`,
`.a_confirmer`, `.ferme` (the fact that decides) and `.bascule` (the smallest change that flips it).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from math import isinf
from typing import Any

from simulator.law import Law
from simulator.rules.aides_etat import aide_admise_de_minimis, place_de_minimis
from simulator.text import formats, say


class State(StrEnum):
    """A route is open, closed, or waits for a fact."""

    OUVERT = "ouvert"
    A_CONFIRMER = "a_confirmer"
    FERME = "ferme"


SEVERITY = {State.OUVERT: 0, State.A_CONFIRMER: 1, State.FERME: 2}


@dataclass(frozen=True, slots=True)
class Finding:
    """What one condition says of one case."""

    key: str
    state: State
    reference: str
    values: dict[str, tuple[Any, str]] = field(default_factory=dict)

    def words(self, part: str) -> str:
        """One of its sentences (`regle`, a state, `bascule`) with the numbers of the case."""
        shown = {
            name: formats.percent(value) if unit == "ratio" else formats.with_unit(value, unit)
            for name, (value, unit) in self.values.items()
        }
        return say(f"conditions.{self.key}.{part}", **shown)


def overall(findings: Iterable[Finding]) -> State:
    """Closed if one is closed, open if all are open, to be confirmed otherwise."""
    states = {finding.state for finding in findings}
    if State.FERME in states:
        return State.FERME
    return State.A_CONFIRMER if State.A_CONFIRMER in states else State.OUVERT


def decide(fact: bool | None) -> State:
    """A fact that nobody knows yet is to be confirmed."""
    if fact is None:
        return State.A_CONFIRMER
    return State.OUVERT if fact else State.FERME


def answer(word: str) -> bool | None:
    """*oui*, *non* or *inconnu* as a fact."""
    return {"oui": True, "non": False}.get(word)


# CGI, article 238 bis: who may receive


def association_agreee(statut: str) -> Finding:
    """Is the association approved under 238 bis 4 (CGI 1649 nonies)?"""
    state = {"agreee": State.OUVERT, "non_eligible": State.FERME}.get(statut, State.A_CONFIRMER)
    key = "association_interet_general" if statut == "interet_general" else "association_agreee"
    return Finding(key, state, "CGI, art. 238 bis, 4 ; art. 1649 nonies")


def objet_de_l_agrement(law: Law, *, service: bool) -> Finding:
    """Does the approval cover what is given that day?

    Support services since 2003; other aid for an SME's development since 22 December 2014.
    """
    row = law.row("mecenat.agrement_objet")
    covered = {"developpement"} | ({"investissement_accompagnement"} if service else set())
    return Finding(
        "objet_de_l_agrement",
        State.OUVERT if row.value in covered else State.A_CONFIRMER,
        row.reference,
        {"jour": (law.day, "jour")},
    )


def part_par_entreprise(
    nb_pme: float, aide_totale: float, ressources: float | None, law: Law
) -> Finding:
    """At most 20 % of the body's yearly resources for one firm (equal shares supposed)."""
    limite = law.bare("mecenat.agrement_part_max_par_entreprise")
    total = ressources if ressources is not None else aide_totale
    part = aide_totale / nb_pme / total if total > 0 else 0.0
    fits = part <= limite + 1e-12
    state = State.OUVERT if fits else State.FERME if ressources is not None else State.A_CONFIRMER
    return Finding(
        "part_par_entreprise",
        state,
        law.row("mecenat.agrement_part_max_par_entreprise").reference,
        {"part": (part, "ratio"), "limite": (limite, "ratio")},
    )


def sans_lien_commercial(lien: str) -> Finding:
    """A gift to one's own customer, supplier or group is an interested act."""
    state = {"aucun": State.OUVERT, "inconnu": State.A_CONFIRMER}.get(lien, State.FERME)
    return Finding("sans_lien_commercial", state, "BOI-BIC-RICI-20-30-10-20")


def contreparties_limitees(part: float, law: Law) -> Finding | None:
    """Counterparts stay within a quarter of the gift, by usage since the instruction of 2000."""
    if not law.knows("mecenat.tolerance_contreparties"):
        return None
    limite = law.bare("mecenat.tolerance_contreparties")
    return Finding(
        "contreparties_limitees",
        decide(part <= limite),
        law.row("mecenat.tolerance_contreparties").reference,
        {"part": (part, "ratio"), "limite": (limite, "ratio")},
    )


def recu_fiscal(recu: str, law: Law) -> Finding | None:
    """The receipt is compulsory for gifts made since 2022."""
    if law.word("mecenat.recu_obligatoire") != "oui":
        return None
    return Finding(
        "recu_fiscal", decide(answer(recu)), law.row("mecenat.recu_obligatoire").reference
    )


def sans_retour_circulaire(aide_liee: str) -> Finding:
    """A gift that comes back as the payment of the giver's own invoice may be no gift."""
    state = State.OUVERT if aide_liee == "non" else State.A_CONFIRMER
    return Finding(
        "sans_retour_circulaire", state, "BOI-BIC-RICI-20-30-10-20 ; LPF, art. L. 64 et L. 64 A"
    )


def sans_obligation(revitalisation: str) -> Finding:
    """Support owed under a revitalisation duty is no gift."""
    fact = answer(revitalisation)
    return Finding(
        "sans_obligation",
        decide(None if fact is None else not fact),
        "Code du travail, art. L. 1233-84",
    )


# Code du travail: the loan of staff


def pret_au_cout(part_facturee: float, law: Law) -> Finding:
    """A loan billed at cost has no profit aim; below cost, L. 8241-3 alone allows it."""
    return Finding(
        "pret_au_cout",
        decide(part_facturee == 1),
        law.row("pret_main_oeuvre.refacturation_au_cout").reference,
        {"part": (part_facturee, "ratio")},
    )


def pret_sous_le_cout_permis(law: Law) -> Finding:
    """Billing below cost is allowed by L. 8241-3, since 2018."""
    row = law.row("pret_main_oeuvre.effectif_min_preteur")
    return Finding(
        "pret_sous_le_cout_permis",
        decide(row.value != float("inf")),
        "Code du travail, art. L. 8241-3",
    )


def preteur_assez_grand(effectif: float | None, law: Law) -> Finding:
    """The lender, or its group, has 5,000 staff or more."""
    seuil = law.bare("pret_main_oeuvre.effectif_min_preteur")
    return Finding(
        "preteur_assez_grand",
        decide(None if effectif is None else effectif >= seuil),
        "Code du travail, art. L. 8241-3",
        {"effectif": (effectif, ""), "seuil": (seuil, "")},
    )


def pme_assez_petite(effectif: float | None, age: float | None, law: Law) -> Finding:
    """The user is an SME (250 staff at most until 2019, fewer since 2020) or a young firm."""
    seuil = law.bare("pret_main_oeuvre.effectif_max_pme")
    strict = law.word("pret_main_oeuvre.effectif_max_test") == "strict"
    fits = None if effectif is None else effectif < seuil if strict else effectif <= seuil
    if age is not None and age < law.bare("pret_main_oeuvre.age_max_jeune_entreprise"):
        fits = True
    return Finding(
        "pme_assez_petite",
        decide(fits),
        law.row("pret_main_oeuvre.effectif_max_pme").reference,
        {"effectif": (effectif, ""), "seuil": (seuil, "")},
    )


def pme_au_sens_europeen(effectif: float | None, law: Law) -> Finding:
    """The firm helped is an SME in the sense of the European recommendation (staff alone here)."""
    seuil = law.bare("pme.effectif_max")
    return Finding(
        "pme_au_sens_europeen",
        decide(None if effectif is None else effectif < seuil),
        law.row("pme.effectif_max").reference,
        {"effectif": (effectif, ""), "seuil": (seuil, "")},
    )


def pret_a_un_organisme(statut: str, effectif: float | None, law: Law) -> Finding:
    """May staff be lent free to the body? L. 8241-3 does not cite those of 238 bis 4."""
    body = "_organismes" if statut == "interet_general" else ""
    seuil = law.bare(f"pret_main_oeuvre.effectif_min_preteur{body}")
    if isinf(seuil):
        return Finding(
            "pret_a_un_organisme_sans_texte", State.A_CONFIRMER, "Code du travail, art. L. 8241-1"
        )
    fits = effectif is not None and effectif >= seuil
    return Finding(
        "pret_a_un_organisme",
        State.OUVERT if fits else State.A_CONFIRMER,
        "Code du travail, art. L. 8241-3",
        {"effectif": (effectif, ""), "seuil": (seuil, "")},
    )


def pas_dans_le_groupe(lien: str) -> Finding:
    """L. 8241-3 does not serve inside a group."""
    state = {"groupe": State.FERME, "inconnu": State.A_CONFIRMER}.get(lien, State.OUVERT)
    return Finding("pas_dans_le_groupe", state, "Code du travail, art. L. 8241-3")


def duree_du_pret(annees: float, law: Law) -> Finding:
    """Two years at most, three since 17 April 2024."""
    maximum = law.bare("pret_main_oeuvre.duree_max")
    return Finding(
        "duree_du_pret",
        decide(annees <= maximum),
        law.row("pret_main_oeuvre.duree_max").reference,
        {"duree": (annees * 12, "mois"), "maximum": (maximum, "ans")},
    )


def convention_ecrite(convention: str) -> Finding:
    """A written agreement that names the purpose, the cost and the employee's consent."""
    return Finding(
        "convention_ecrite",
        decide(answer(convention)),
        "Code du travail, art. R. 8241-1 et R. 8241-2",
    )


def interet_propre(interet: str) -> Finding:
    """Without an interest of its own, a free help is an abnormal act, added back to profit."""
    return Finding("interet_propre", decide(answer(interet)), "CGI, art. 39, 1")


# State aid


def de_minimis(who: str, aide: float, deja: float, law: Law) -> Finding:
    """The new aid fits under the ceiling of the window, with that already received."""
    plafond = law.bare("de_minimis.plafond")
    return Finding(
        f"de_minimis_{who}",
        decide(bool(aide_admise_de_minimis(aide, plafond - deja))),
        law.row("de_minimis.plafond").reference,
        {
            "aide": (aide, "€"),
            "place": (float(place_de_minimis(deja, law)), "€"),
            "plafond": (plafond, "€"),
        },
    )


def intensite_au_conseil(aide: float, cout: float, law: Law) -> Finding:
    """Public money pays half of a consultancy at most under the block exemption."""
    limite = law.bare("aide_conseil.intensite_max")
    part = aide / cout if cout > 0 else 0.0
    return Finding(
        "intensite_au_conseil",
        decide(part <= limite),
        law.row("aide_conseil.intensite_max").reference,
        {
            "part": (part, "ratio"),
            "limite": (limite, "ratio"),
            "depassement": (max(aide - limite * cout, 0), "€"),
        },
    )


def entreprise_assez_ancienne(age: float | None, minimum: Any) -> Finding:
    """The network asks for firms of more than three years (2007)."""
    return Finding(
        "entreprise_assez_ancienne",
        State.OUVERT if age is not None and age > minimum else State.A_CONFIRMER,
        "Revue Projet, 2007",
        {"age": (age, "ans"), "minimum": (minimum, "")},
    )


def projet_cree_des_emplois(crees: float | None, maintenus: float | None) -> Finding:
    """A project that creates or keeps a job; a custom of the network, territories differ."""
    emplois = None if crees is None and maintenus is None else (crees or 0) + (maintenus or 0)
    return Finding(
        "projet_cree_des_emplois",
        State.OUVERT if emplois else State.A_CONFIRMER,
        "document 002 ; correspondances.fr, 2019",
        {"crees": (crees, ""), "maintenus": (maintenus, "")},
    )


def part_du_fse(part: float, law: Law) -> Finding | None:
    """The ESF pays a share of the Region's money at most, by programme and territory."""
    if not law.knows("fse.taux_max_regions_developpees"):
        return None
    limite = law.bare("fse.taux_max_regions_developpees")
    return Finding(
        "part_du_fse",
        decide(part <= limite),
        law.row("fse.taux_max_regions_developpees").reference,
        {"part": (part, "ratio"), "limite": (limite, "ratio")},
    )
