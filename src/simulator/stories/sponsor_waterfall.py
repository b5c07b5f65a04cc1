"""From a sponsor's cost to its net cost: the steps, what they prove, what they leave aside."""

import pandas as pd

from simulator.base.rounding import whole as in_euros
from simulator.charts.drawing import Drawing, Words
from simulator.charts.waterfall import waterfall
from simulator.figures.sponsor_focus import Bar
from simulator.figures.sponsor_outcome import Outcome
from simulator.figures.sponsor_reading import Reading
from simulator.stories.sponsor_readings import CENT, subtitled, titled
from simulator.text import formats, say

PARTIES = {"cout": "mecene", "cout_net": "mecene", "facture": "pme"}
"""Whose colour a step of the waterfall takes; the State's for every other one."""


def drawing(outcome: Outcome, reading: Reading) -> Drawing | None:
    """The waterfall; none when nothing is spent."""
    if not reading.whole.cout:
        return None
    return waterfall(
        waterfall_frame(outcome, reading),
        labels={"step": say("mecene_colonnes.etape"), "amount": say("graphique.montant")},
        words=Words(
            title=titled(waterfall_title(reading), reading),
            subtitle=subtitled(say("mecene.cascade_sous_titre"), reading),
            source=say("mecene.cascade_source", annee=outcome.closings[0].year),
            caption=waterfall_caption(reading),
        ),
        euro=formats.euros,
    )


def waterfall_frame(outcome: Outcome, reading: Reading) -> pd.DataFrame:
    """The steps from the cost to the net cost; what has no effect is said, not drawn."""
    bars = [bar for bar in reading.waterfall() if bar.amount or bar.key in PARTIES]
    return pd.DataFrame(
        [
            {
                "label": _bar_words(outcome, bar),
                "amount": bar.amount,
                "kind": "total" if bar.key in {"cout", "cout_net"} else "delta",
                "party": PARTIES.get(bar.key, "etat"),
                "later": bar.hatched,
            }
            for bar in bars
        ]
    )


def _bar_words(outcome: Outcome, bar: Bar) -> str:
    """A step in words, with its year or its rate."""
    words = bar.words()
    if bar.key == "reduction_reportee" and bar.exercice is not None:
        return say("mecene.barre_annee", nom=words, annee=outcome.closings[bar.exercice].year)
    return words


def waterfall_title(reading: Reading) -> str:
    """Who keeps what in the end."""
    whole = reading.whole
    state = in_euros(whole.cout) - in_euros(whole.facture) - in_euros(whole.cout_net)
    key = "cascade_report" if whole.reduction_reportee > CENT else "cascade"
    if state <= CENT:
        key = "cascade_sans"
    return say(
        f"mecene_constats.{key}",
        etat=formats.euros(state),
        report=formats.euros(whole.reduction_reportee),
        net=formats.euros(whole.cout_net),
    )


def waterfall_caption(reading: Reading) -> str:
    """How to read the steps: something is added back, or the whole cost stays a charge."""
    treated = reading.outcome.treatments
    kept = all(one.deductible(reading.name) for one in treated)
    return say("mecene.cascade_charge" if kept else "mecene.cascade_lecture")


def left_aside(reading: Reading) -> list[str]:
    """What the waterfall does not draw: rights that wait, rights that died."""
    whole = reading.whole
    told = []
    if whole.en_attente > CENT:
        told.append(say("mecene_constats.en_attente", montant=formats.euros(whole.en_attente)))
    if whole.perdu > CENT:
        told.append(say("mecene_constats.perdu", montant=formats.euros(whole.perdu)))
    total = sum(reading.amounts("reduction_imputee"))
    if total > whole.reduction + CENT:
        told.append(
            say(
                "mecene_constats.deja_acquis",
                total=formats.euros(total),
                sans=formats.euros(in_euros(total) - in_euros(whole.reduction)),
                ajout=formats.euros(in_euros(whole.reduction)),
            )
        )
    return told
