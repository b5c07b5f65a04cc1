"""What public money may pay: State aid, the European fund, the customs of a network."""

from typing import Any

from simulator.conditions.finding import Finding, State, decide
from simulator.law.book import Law
from simulator.rules.aides_etat import aide_admise_de_minimis, place_de_minimis


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
