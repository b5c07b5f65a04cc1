"""What public money may pay: State aid, the European fund, the customs of a network."""

from typing import Any

import numpy as np

from simulator.conditions.finding import Finding, State, decide, proved, worst
from simulator.figure import per
from simulator.law.book import Law, Row
from simulator.rules.aides_etat import aide_admise_de_minimis, place_de_minimis


def de_minimis(who: str, aide: Any, deja: Any, law: Law) -> Finding:
    """The new aid fits under the ceiling of the window, with that already received."""
    plafond, row = law.bare("de_minimis.plafond"), law.row("de_minimis.plafond")
    return Finding(
        f"de_minimis_{who}",
        _decided(aide_admise_de_minimis(aide, plafond - deja), row),
        row.reference,
        {
            "aide": (aide, "€"),
            "place": (place_de_minimis(deja, law), "€"),
            "plafond": (plafond, "€"),
        },
    )


def intensite_au_conseil(aide: Any, cout: Any, law: Law) -> Finding:
    """Public money pays half of a consultancy at most under the block exemption."""
    limite, row = law.bare("aide_conseil.intensite_max"), law.row("aide_conseil.intensite_max")
    part = per(aide, cout, 0.0)
    return Finding(
        "intensite_au_conseil",
        _decided(part <= limite, row),
        row.reference,
        {
            "part": (part, "ratio"),
            "limite": (limite, "ratio"),
            "depassement": (np.maximum(aide - limite * cout, 0), "€"),
        },
    )


def _decided(fact: Any, row: Row) -> Any:
    """A fact decides; under a text that will have expired, it is at best to be confirmed."""
    return worst([decide(fact), State.A_CONFIRMER]) if row.prolonged else decide(fact)


def entreprise_assez_ancienne(age: Any, minimum: Any) -> Finding:
    """The network asks for firms of more than three years (2007)."""
    return Finding(
        "entreprise_assez_ancienne",
        proved(None if age is None else age > minimum),
        "Revue Projet, 2007",
        {"age": (age, "ans"), "minimum": (minimum, "")},
    )


def projet_cree_des_emplois(crees: Any, maintenus: Any) -> Finding:
    """A project that creates or keeps a job; a custom of the network, territories differ."""
    known = [emplois for emplois in (crees, maintenus) if emplois is not None]
    return Finding(
        "projet_cree_des_emplois",
        proved(sum(known) > 0 if known else None),
        "document 002 ; correspondances.fr, 2019",
        {"crees": (crees, ""), "maintenus": (maintenus, "")},
    )


def part_du_fse(part: Any, law: Law) -> Finding | None:
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
