"""The tax that the next euro given saves, and where that changes."""

import pandas as pd

from simulator.charts.drawing import Drawing, Words
from simulator.charts.next_euro import Curve, Writing, next_euro
from simulator.conditions.finding import State
from simulator.figures.marginal import Marginal, marginal
from simulator.figures.sponsor_outcome import Outcome
from simulator.figures.sponsor_reading import Reading
from simulator.stories.chart_words import short, years_labels
from simulator.stories.sponsor_readings import CENT, subtitled, titled
from simulator.text import formats, say


def drawing(outcome: Outcome, reading: Reading) -> Drawing | None:
    """The curve with its bends named; none when no gift can count."""
    if outcome.state is State.FERME:
        return None
    curve = marginal(outcome.case, reading=reading.name, outcome=outcome)
    here = curve.don_actuel if curve.don_actuel > 0 else None
    year = outcome.closings[0].year
    return next_euro(
        Curve(steps_frame(curve), bends_frame(curve), here),
        labels=years_labels("gift", "rate", "before", "after", "here")
        | {"label": say("mecene_graphiques.label_bend")},
        words=Words(
            title=titled(marginal_title(curve), reading),
            subtitle=subtitled(say("mecene.euro_sous_titre", annee=year), reading),
            source=say("mecene.euro_source"),
            caption=say("mecene.euro_lecture"),
        ),
        write=Writing(formats.euros, short, formats.percent),
    )


def bends_frame(curve: Marginal) -> pd.DataFrame:
    """The bends of the curve with their names."""
    return pd.DataFrame(
        [
            {"gift": b.don, "before": b.avant, "after": b.apres, "label": b.words().rstrip(".")}
            for b in curve.bends
        ],
        columns=["gift", "before", "after", "label"],
    )


def steps_frame(curve: Marginal) -> pd.DataFrame:
    """The rate of the next euro by the amount given."""
    return curve.frame.rename(columns={"don": "gift", "taux": "rate"})[["gift", "rate"]]


def marginal_title(curve: Marginal) -> str:
    """What the next euro saves now, and where that changes."""
    frame = curve.frame
    here = frame[frame["don"] <= curve.don_actuel + CENT]
    rate = float((here if len(here) else frame)["taux"].iloc[-1 if len(here) else 0])
    cents = round(rate * 100, 1)
    if not cents:
        return say("mecene_constats.euro_suivant_rien")
    later = next((bend for bend in curve.bends if bend.don > curve.don_actuel + CENT), None)
    if later is None:
        return say("mecene_constats.euro_suivant", centimes=cents)
    return say(
        "mecene_constats.euro_suivant_jusqu_a",
        centimes=cents,
        montant=formats.euros(later.don),
        apres=formats.number(round(later.apres * 100, 1), 1),
    )
