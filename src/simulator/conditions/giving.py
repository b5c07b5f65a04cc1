"""Who may receive a gift, and what makes it one (CGI, art. 238 bis)."""

from simulator.conditions.finding import Finding, State, answer, decide
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
