"""The drawings that go with the filing pack."""

from simulator.charts.drawing import Drawing, Words
from simulator.charts.under_the_cap import under_the_cap
from simulator.figures.sponsor_outcome import Outcome
from simulator.stories.sponsor_stocks import stocks_frame
from simulator.stories.sponsor_years import years_frame
from simulator.text import formats, say


def drawings(outcome: Outcome) -> dict[str, tuple[Drawing, ...]]:
    """By chapter of the pack; none when nothing fits under any cap."""
    frame = years_frame(outcome.prudent)
    kept = float(frame["given"].sum() + frame["carried"].sum())
    if not kept:
        return {}
    waits = float(stocks_frame(outcome.prudent)["base"].iloc[-1])
    words = {
        "label": "exercice", "given": "dons", "carried": "reportes", "cap": "plafond",
        "total": "total",
    }  # fmt: skip
    drawing = under_the_cap(
        frame,
        labels={key: say(f"depot.graphique.{word}") for key, word in words.items()},
        words=Words(
            title=_finding(kept, waits),
            subtitle=say("depot.graphique.sous_titre"),
            source=say("depot.graphique.source"),
            caption=say("depot.graphique.legende"),
        ),
        euro=formats.euros,
        short=formats.euros,
    )
    return {"suivi": (drawing,)}


def _finding(kept: float, waits: float) -> str:
    """What the drawing proves: what fitted, and what still waits at the last close."""
    if not waits:
        return say("depot.graphique.titre_rien", retenu=formats.euros(kept))
    return say("depot.graphique.titre", retenu=formats.euros(kept), attente=formats.euros(waits))
