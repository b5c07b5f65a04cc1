"""The drawings that go with the filing pack."""

import pandas as pd

from simulator.charts.frame import Drawing
from simulator.charts.schedule import under_the_cap
from simulator.sponsor.outcome import Outcome
from simulator.text import formats, say


def drawings(outcome: Outcome) -> dict[str, tuple[Drawing, ...]]:
    """By chapter of the pack; none when nothing fits under any cap."""
    years = outcome.prudent.years
    frame = pd.DataFrame(
        {
            "label": [str(day.year) for day in outcome.closings],
            "given": years["dons_retenus"].tolist(),
            "carried": years["report_utilise"].tolist(),
            "cap": years["plafond"].tolist(),
        }
    )
    kept = float(frame["given"].sum() + frame["carried"].sum())
    if not kept:
        return {}
    waits = float(years["report_restant"].iloc[-1])
    words = {
        "label": "exercice", "given": "dons", "carried": "reportes", "cap": "plafond",
        "total": "total",
    }  # fmt: skip
    drawing = under_the_cap(
        frame,
        labels={key: say(f"depot.graphique.{word}") for key, word in words.items()},
        title=_finding(kept, waits),
        subtitle=say("depot.graphique.sous_titre"),
        source=say("depot.graphique.source"),
        caption=say("depot.graphique.legende"),
        euro=formats.euros,
        short=formats.euros,
    )
    return {"suivi": (drawing,)}


def _finding(kept: float, waits: float) -> str:
    """What the drawing proves: what fitted, and what still waits at the last close."""
    if not waits:
        return say("depot.graphique.titre_rien", retenu=formats.euros(kept))
    return say("depot.graphique.titre", retenu=formats.euros(kept), attente=formats.euros(waits))
