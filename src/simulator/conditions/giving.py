"""Who may receive a gift, and what makes it one (CGI, art. 238 bis)."""

from typing import Any

from simulator.conditions.finding import Finding, State, answer, decide, proved, whichever
from simulator.figure import per
from simulator.law.book import Law


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
        proved(row.value in covered),
        row.reference,
        {"jour": (law.day, "jour")},
    )


def part_par_entreprise(nb_pme: Any, aide_totale: Any, ressources: Any, law: Law) -> Finding:
    """At most 20 % of the body's yearly resources for one firm (equal shares supposed)."""
    limite = law.bare("mecenat.agrement_part_max_par_entreprise")
    part = per(aide_totale / nb_pme, aide_totale if ressources is None else ressources, 0.0)
    beyond = State.A_CONFIRMER if ressources is None else State.FERME
    return Finding(
        "part_par_entreprise",
        whichever(part <= limite + 1e-12, State.OUVERT, beyond),
        law.row("mecenat.agrement_part_max_par_entreprise").reference,
        {"part": (part, "ratio"), "limite": (limite, "ratio")},
    )


def sans_lien_commercial(lien: str) -> Finding:
    """A gift to one's own customer, supplier or group is an interested act."""
    state = {"aucun": State.OUVERT, "inconnu": State.A_CONFIRMER}.get(lien, State.FERME)
    return Finding("sans_lien_commercial", state, "BOI-BIC-RICI-20-30-10-20")


def contreparties_limitees(part: Any, law: Law) -> Finding | None:
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
    law = "BOI-BIC-RICI-20-30-10-20 ; LPF, art. L. 64 et L. 64 A"
    return Finding("sans_retour_circulaire", proved(aide_liee == "non"), law)


def sans_obligation(revitalisation: str) -> Finding:
    """Support owed under a revitalisation duty is no gift."""
    fact = answer(revitalisation)
    return Finding(
        "sans_obligation",
        decide(None if fact is None else not fact),
        "Code du travail, art. L. 1233-84",
    )
