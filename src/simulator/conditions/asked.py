"""The questions of each way, in order: the law as a table of answers, parameters and conditions."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from math import isinf

from simulator.conditions import bodies as o
from simulator.conditions import finding, giving, lending, public_aid
from simulator.conditions.finding import Finding, State
from simulator.conditions.paths import APPROVED, COMMON, GENERAL, LOAN, Answers
from simulator.law.book import Law, Row


@dataclass(frozen=True, slots=True)
class Facts:
    """What a path is asked of: answers of the operation and of the company, and the days."""

    a: Answers
    law: Law
    first_day: date
    last_day: date
    staff: bool
    last_law: Law  # of the last day, for what each gift owes on its own day
    months: float
    unbilled: float  # euros of staff cost, before what is billed


Asked = tuple[str, tuple[str, ...], str, Callable[[Facts], Finding | None]]
"""A group, the answers that decide, the parameter of its row of law, and the condition."""


def _helps(f: Facts) -> str:
    return "oui" if f.a["dispositif"] != "aucun" else str(f.a["aide_aux_entreprises"])


def _general_interest(f: Facts) -> bool:
    return bool(f.a["interet_general"] == "oui" and f.a["agrement"] != "oui")


def _frame_of_a_free_loan(f: Facts) -> Finding:
    row = f.law.row("pret_main_oeuvre.pret_gratuit_sans_cadre")
    if f.a["mission_dirigee"] == "oui":
        row = f.law.row("pret_main_oeuvre.mission_du_preteur")
        return Finding("mission_du_preteur", State.OUVERT, row.reference)
    return Finding("pret_gratuit_sans_cadre", State.A_CONFIRMER, row.reference)


def _owed(f: Facts) -> Finding:
    """What is owed is no gift; before the revitalisation duty, by the general rule alone."""
    finding = giving.sans_obligation(f.a["obligation"])
    if f.law.knows("pret_main_oeuvre.revitalisation_effectif_min"):
        return finding
    return replace(finding, reference=f.law.row("mecenat.intention_desinteressee").reference)


def _small_or_young(f: Facts) -> Finding:
    """An SME or a young firm: a large one of unknown age may still be young."""
    age = f.a["age_utilisateur"]
    finding = lending.pme_assez_petite(f.a["effectif_utilisateur"], age, f.law)
    if age is not None or finding.state is not State.FERME:
        return finding
    limit = f.law.bare("pret_main_oeuvre.age_max_jeune_entreprise")
    return Finding(
        "pme_ou_jeune_entreprise",
        State.A_CONFIRMER,
        finding.reference,
        {**finding.values, "age": (limit, "")},
    )


def _large_enough(f: Facts) -> Finding | None:
    """5,000 staff for a firm; since 17 April 2024 no threshold for a body of 238 bis 1.

    Nothing is asked before L. 8241-3; bodies came into its list three months later.
    """
    if isinf(f.law.bare("pret_main_oeuvre.effectif_min_preteur")):
        return None
    if f.a["beneficiaire"] == "entreprise":
        return lending.preteur_assez_grand(f.a["effectif_groupe"], f.law)
    row = f.law.row("pret_main_oeuvre.effectif_min_preteur_organismes")
    seuil = f.law.bare("pret_main_oeuvre.effectif_min_preteur_organismes")
    if isinf(seuil):
        listed = f.law.row("pret_main_oeuvre.effectif_min_preteur").reference
        return Finding("organisme_pas_encore_cite", State.FERME, listed)
    if seuil == 0:
        return Finding("pret_a_un_organisme_permis", State.OUVERT, row.reference)
    effectif = f.a["effectif_groupe"]
    return Finding(
        "preteur_assez_grand",
        finding.decide(None if effectif is None else effectif >= seuil),
        row.reference,
        {"effectif": (effectif, ""), "seuil": (seuil, "")},
    )


def _de_minimis(f: Facts) -> Finding | None:
    if not f.law.knows("de_minimis.plafond"):
        return None
    lent = f.unbilled * (1 - f.a["part_facturee"])
    return public_aid.de_minimis("mecene", lent, f.a["aides_recues"], f.law)


GIFT: tuple[Asked, ...] = (
    (COMMON, ("beneficiaire",), "mecenat.beneficiaire_organisme",
     lambda f: o.organisme_et_non_entreprise(f.a["beneficiaire"], f.law)),
    (GENERAL, ("interet_general",), "mecenat.interet_general",
     lambda f: o.interet_general(f.a["interet_general"], f.law)),
    (GENERAL, ("dispositif", "aide_aux_entreprises", "rescrit"),
     "mecenat.hors_aide_aux_entreprises",
     lambda f: o.hors_aide_aux_entreprises(_helps(f), f.a["rescrit"], f.law)),
    (APPROVED, ("agrement",), "mecenat.agrement", lambda f: o.agrement(f.a["agrement"], f.law)),
    (APPROVED, ("agrement_fin",), "mecenat.agrement_valide",
     lambda f: o.agrement_valide(f.a["agrement_fin"], f.first_day, f.last_day, f.law)),
    (APPROVED, (), "mecenat.agrement_objet",
     lambda f: giving.objet_de_l_agrement(f.law, service=f.staff)),
    (APPROVED, ("objet_exclusif",), "mecenat.agrement_objet_exclusif",
     lambda f: o.objet_exclusif(f.a["objet_exclusif"], f.law)),
    (APPROVED, ("gestion_desinteressee",), "mecenat.agrement_gestion_desinteressee",
     lambda f: o.gestion_desinteressee(f.a["gestion_desinteressee"], f.law)),
    (APPROVED, ("gratuite",), "mecenat.agrement_gratuite",
     lambda f: o.aide_gratuite(f.a["gratuite"], f.law)),
    (APPROVED, ("cadre_europeen",), "mecenat.agrement_cadre_europeen",
     lambda f: o.cadre_europeen(f.a["cadre_europeen"], f.law)),
    (APPROVED, ("part_par_entreprise",), "mecenat.agrement_part_max_par_entreprise",
     lambda f: o.part_maximale(f.a["part_par_entreprise"], f.law)),
    (APPROVED, ("immobilier",), "mecenat.agrement_sans_immobilier",
     lambda f: o.sans_immobilier(f.a["immobilier"], f.law)),
    (COMMON, ("obligation",), "mecenat.intention_desinteressee", _owed),
    (COMMON, ("lien",), "mecenat.intention_desinteressee",
     lambda f: None if _helps(f) == "non" else giving.sans_lien_commercial(f.a["lien"])),
    (COMMON, ("aide_liee",), "mecenat.sans_retour_au_donateur",
     lambda f: None if f.staff or _helps(f) == "non"
     else giving.sans_retour_circulaire(f.a["aide_liee"])),
    (COMMON, ("contreparties",), "mecenat.tolerance_contreparties",
     lambda f: giving.contreparties_limitees(f.a["contreparties"], f.law)),
    (COMMON, ("convention",), "mecenat.convention_du_pret",
     lambda f: lending.convention_ecrite(f.a["convention"]) if f.staff else None),
    (COMMON, ("mission_dirigee", "effectif_groupe"),
     "pret_main_oeuvre.effectif_min_preteur_organismes",
     lambda f: o.cadre_du_pret_a_un_organisme(
         f.a["mission_dirigee"], _general_interest(f), f.a["effectif_groupe"], f.law)
     if f.staff else None),
    (COMMON, ("recu",), "mecenat.recu_obligatoire",
     lambda f: giving.recu_fiscal(f.a["recu"], f.last_law)),
)  # fmt: skip


AT_COST: tuple[Asked, ...] = (
    (LOAN, ("part_facturee",), "pret_main_oeuvre.refacturation_au_cout",
     lambda f: lending.pret_au_cout(f.a["part_facturee"], f.law)),
    (LOAN, ("convention",), "pret_main_oeuvre.refacturation_au_cout",
     lambda f: lending.convention_ecrite(f.a["convention"])),
)  # fmt: skip


DIRECT: tuple[Asked, ...] = (
    (LOAN, ("mission_dirigee",), "pret_main_oeuvre.pret_gratuit_sans_cadre",
     _frame_of_a_free_loan),
    (LOAN, ("interet_propre",), "pret_main_oeuvre.pret_gratuit_sans_cadre",
     lambda f: lending.interet_propre(f.a["interet_propre"])),
)  # fmt: skip


BELOW_COST: tuple[Asked, ...] = (
    (LOAN, (), "pret_main_oeuvre.effectif_min_preteur",
     lambda f: lending.pret_sous_le_cout_permis(f.law)),
    (LOAN, ("beneficiaire", "effectif_groupe"), "pret_main_oeuvre.effectif_min_preteur",
     _large_enough),
    (LOAN, ("effectif_utilisateur", "age_utilisateur"), "pret_main_oeuvre.effectif_max_pme",
     lambda f: _small_or_young(f) if f.a["beneficiaire"] == "entreprise" else None),
    (LOAN, ("interet_general",), "pret_main_oeuvre.effectif_min_preteur_organismes",
     lambda f: o.interet_general(f.a["interet_general"], f.law)
     if f.a["beneficiaire"] == "organisme" else None),
    (LOAN, ("lien",), "pret_main_oeuvre.effectif_min_preteur",
     lambda f: lending.pas_dans_le_groupe(f.a["lien"])),
    (LOAN, (), "pret_main_oeuvre.duree_max", lambda f: lending.duree_du_pret(f.months / 12, f.law)),
    (LOAN, ("convention",), "pret_main_oeuvre.duree_max",
     lambda f: lending.convention_ecrite(f.a["convention"])),
    (LOAN, ("aides_recues", "part_facturee"), "de_minimis.plafond", _de_minimis),
)  # fmt: skip


WAYS = {"don": GIFT, "pret_au_cout": AT_COST, "pret_l8241_3": BELOW_COST, "pret_direct": DIRECT}


def row_of(facts: Facts, parameter: str) -> Row:
    """The row behind a question: each gift owes the receipt of its own day."""
    of_each_gift = parameter == "mecenat.recu_obligatoire"
    return (facts.last_law if of_each_gift else facts.law).row(parameter)
