"""Who may lend staff to whom, how long and at what price (Code du travail, art. L. 8241-1 to 3)."""

from math import isinf
from typing import Any

from simulator.conditions.finding import Finding, State, answer, decide, proved, whichever
from simulator.law.book import Law


def pret_au_cout(part_facturee: Any, law: Law) -> Finding:
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


def preteur_assez_grand(effectif: Any, law: Law) -> Finding:
    """The lender, or its group, has 5,000 staff or more."""
    seuil = law.bare("pret_main_oeuvre.effectif_min_preteur")
    return Finding(
        "preteur_assez_grand",
        decide(None if effectif is None else effectif >= seuil),
        "Code du travail, art. L. 8241-3",
        {"effectif": (effectif, ""), "seuil": (seuil, "")},
    )


def pme_assez_petite(effectif: Any, age: Any, law: Law) -> Finding:
    """The user is an SME (250 staff at most until 2019, fewer since 2020) or a young firm."""
    seuil = law.bare("pret_main_oeuvre.effectif_max_pme")
    strict = law.word("pret_main_oeuvre.effectif_max_test") == "strict"
    fits = None if effectif is None else effectif < seuil if strict else effectif <= seuil
    state = decide(fits)
    if age is not None:
        young = age < law.bare("pret_main_oeuvre.age_max_jeune_entreprise")
        state = whichever(young, State.OUVERT, state)
    return Finding(
        "pme_assez_petite",
        state,
        law.row("pret_main_oeuvre.effectif_max_pme").reference,
        {"effectif": (effectif, ""), "seuil": (seuil, "")},
    )


def pme_au_sens_europeen(effectif: Any, law: Law) -> Finding:
    """The firm helped is an SME in the sense of the European recommendation (staff alone here)."""
    seuil = law.bare("pme.effectif_max")
    return Finding(
        "pme_au_sens_europeen",
        decide(None if effectif is None else effectif < seuil),
        law.row("pme.effectif_max").reference,
        {"effectif": (effectif, ""), "seuil": (seuil, "")},
    )


def pret_a_un_organisme(statut: str, effectif: Any, law: Law) -> Finding:
    """May staff be lent free to the body? L. 8241-3 does not cite those of 238 bis 4."""
    body = "_organismes" if statut == "interet_general" else ""
    seuil = law.bare(f"pret_main_oeuvre.effectif_min_preteur{body}")
    if isinf(seuil):
        return Finding(
            "pret_a_un_organisme_sans_texte", State.A_CONFIRMER, "Code du travail, art. L. 8241-1"
        )
    return Finding(
        "pret_a_un_organisme",
        proved(None if effectif is None else effectif >= seuil),
        "Code du travail, art. L. 8241-3",
        {"effectif": (effectif, ""), "seuil": (seuil, "")},
    )


def pas_dans_le_groupe(lien: str) -> Finding:
    """L. 8241-3 does not serve inside a group."""
    state = {"groupe": State.FERME, "inconnu": State.A_CONFIRMER}.get(lien, State.OUVERT)
    return Finding("pas_dans_le_groupe", state, "Code du travail, art. L. 8241-3")


def duree_du_pret(annees: Any, law: Law) -> Finding:
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
