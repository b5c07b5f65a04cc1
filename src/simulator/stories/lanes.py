"""The six lanes of the picture of twenty years: what each gathers from the views of the network."""

from dataclasses import dataclass

from simulator.network import history
from simulator.network.history import Sighting


@dataclass(frozen=True, slots=True)
class Lane:
    """What a lane draws: (view, lane of the view) pairs, its height, the room of its points."""

    key: str
    parts: tuple[tuple[str, str], ...]
    height: float
    stem: float = 0.0


LANES = (
    Lane("lieux", (("territoires", "bassins"), ("territoires", "comites"),
                   ("territoires", "territoires"), ("territoires", "territoires_non_dates")),
         120, 62),
    Lane("pme", (("cumuls", "projets_agrees"), ("cumuls", "pme"), ("activite", "entreprises")),
         112, 56),
    Lane("jours", (("activite", "jours"),), 76, 32),
    Lane("emplois", (("cumuls", "emplois"),), 86),
    Lane("avances", (("avances", "moyenne"), ("avances", "montants")), 94, 42),
    Lane("promis", (("activite", "emplois_crees"), ("activite", "emplois_maintenus")), 110, 52),
)  # fmt: skip


def sightings_of(lane: Lane) -> list[Sighting]:
    """The figures of a lane, in the order of its parts."""
    return [s for view, name in lane.parts for s in history.view(view).lanes[name]]


UNITS = {
    "lieux": ("bassins", "comites", "territoires"),
    "pme": ("projets_agrees", "pme"),
    "promis": ("emplois_crees", "emplois_maintenus"),
}
"""The lanes of a lane whose figures need their noun."""
