"""CGI 238 bis: who may receive a gift, condition by condition.

Two doors: general interest (1, a to g), and the approved bodies that help SMEs (4). Each function
answers one `Finding`, whose sentences are `conditions.<key>` in the texts.
"""

from datetime import date
from math import isinf
from typing import Any

from simulator.conditions.finding import Finding, State, answer, decide, proved
from simulator.law.book import Law


def _asked(key: str, fact: bool | None, law: Law, parameter: str) -> Finding:
    return Finding(key, decide(fact), law.row(parameter).reference)


def _opposite(word: str) -> bool | None:
    fact = answer(word)
    return None if fact is None else not fact


def organisme_et_non_entreprise(beneficiaire: str, law: Law) -> Finding:
    """A commercial firm is never a recipient, whatever the merit of its project."""
    fact = beneficiaire == "organisme"
    return _asked("beneficiaire_organisme", fact, law, "mecenat.beneficiaire_organisme")


def interet_general(reponse: str, law: Law) -> Finding:
    """Non-profit activity, disinterested management, no closed circle."""
    return _asked("interet_general", answer(reponse), law, "mecenat.interet_general")


def hors_aide_aux_entreprises(aide: str, rescrit: str, law: Law) -> Finding:
    """Helping commercial firms is in principle outside general interest, unless ruled so."""
    fact = True if aide == "non" or rescrit == "oui" else None
    if aide == "oui" and rescrit == "non":
        fact = False
    return _asked("hors_aide_aux_entreprises", fact, law, "mecenat.hors_aide_aux_entreprises")


def agrement(reponse: str, law: Law) -> Finding:
    """The ministry's approval of a body that helps SMEs."""
    return _asked("agrement", answer(reponse), law, "mecenat.agrement")


def agrement_valide(fin: date | None, premier_jour: date, dernier_jour: date, law: Law) -> Finding:
    """The approval runs on the days of the gifts; an end between two gifts waits for a renewal."""
    fact = None if fin is None or premier_jour <= fin < dernier_jour else fin >= dernier_jour
    return Finding(
        "agrement_valide",
        decide(fact),
        law.row("mecenat.agrement_valide").reference,
        {"fin": (fin, "jour"), "jour": (dernier_jour, "jour")},
    )


def objet_exclusif(reponse: str, law: Law) -> Finding:
    """The sole object of the body is to help SMEs."""
    return _asked("objet_exclusif", answer(reponse), law, "mecenat.agrement_objet_exclusif")


def gestion_desinteressee(reponse: str, law: Law) -> Finding:
    """The body is run without interest of its own."""
    parameter = "mecenat.agrement_gestion_desinteressee"
    return _asked("gestion_desinteressee", answer(reponse), law, parameter)


def aide_gratuite(reponse: str, law: Law) -> Finding:
    """Aid and services are not paid for, and serve the firms directly."""
    return _asked("aide_gratuite", answer(reponse), law, "mecenat.agrement_gratuite")


def cadre_europeen(reponse: str, law: Law) -> Finding:
    """The aid respects the block exemption, or de minimis since 22 December 2014."""
    row = law.row("mecenat.agrement_cadre_europeen")
    return Finding(
        "cadre_europeen", decide(answer(reponse)), row.reference, {"cadre": (row.value, "mot")}
    )


def part_maximale(part: Any, law: Law) -> Finding:
    """At most 20 % of the body's yearly resources for one firm; exactly 20 % passes."""
    limite = law.bare("mecenat.agrement_part_max_par_entreprise")
    return Finding(
        "part_maximale",
        decide(None if part is None else part <= limite + 1e-12),
        law.row("mecenat.agrement_part_max_par_entreprise").reference,
        {"part": (part, "ratio"), "limite": (limite, "ratio")},
    )


def sans_immobilier(immobilier: str, law: Law) -> Finding:
    """No firm helped lives from the real-estate activities of CGI 35."""
    return _asked("sans_immobilier", _opposite(immobilier), law, "mecenat.agrement_sans_immobilier")


def cadre_du_pret_a_un_organisme(
    mission: str, interet_general: bool, effectif: Any, law: Law
) -> Finding:
    """May time be given to the body? A mission led by the lender is a service, not a loan.

    A free loan rests on L. 8241-3, which cites the bodies of 238 bis 1 and not those of 238 bis 4.
    """
    if mission == "oui":
        row = law.row("pret_main_oeuvre.mission_du_preteur")
        return Finding("mission_du_preteur", State.OUVERT, row.reference)
    row = law.row("pret_main_oeuvre.effectif_min_preteur_organismes")
    seuil = law.bare("pret_main_oeuvre.effectif_min_preteur_organismes")
    if not interet_general or isinf(seuil):
        return Finding("pret_a_un_organisme_sans_cadre", State.A_CONFIRMER, row.reference)
    if seuil == 0:
        return Finding("pret_a_un_organisme_permis", State.OUVERT, row.reference)
    return Finding(
        "pret_par_un_grand_preteur",
        proved(None if effectif is None else effectif >= seuil),
        row.reference,
        {"effectif": (effectif, ""), "seuil": (seuil, "")},
    )
