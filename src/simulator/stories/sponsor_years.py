"""The six years of a sponsor under their cap: what fits, what becomes of the excess."""

from itertools import pairwise
from math import isinf, isnan

import pandas as pd

from simulator.charts.drawing import Drawing, Words
from simulator.charts.under_the_cap import under_the_cap
from simulator.figures.sponsor_reading import Reading
from simulator.stories.chart_words import short, years_labels
from simulator.stories.sponsor_readings import CENT, subtitled, titled
from simulator.stories.sponsor_stocks import stocks_frame
from simulator.text import formats, say


def drawing(reading: Reading) -> Drawing:
    """The base retained each year under its cap."""
    return under_the_cap(
        years_frame(reading),
        labels=years_labels("label", "given", "carried", "cap", "total"),
        words=Words(
            title=titled(years_title(reading), reading),
            subtitle=subtitled(say("mecene.plafond_sous_titre"), reading),
            source=say("mecene.plafond_source"),
            caption=say("mecene.plafond_lecture"),
        ),
        euro=formats.euros,
        short=short,
    )


def legend(reading: Reading) -> list[tuple[str, str]]:
    """What the two colours mean, as (fill, words); nothing when no gift is carried."""
    if not (years_frame(reading)["carried"] > 0).any():
        return []
    return [("mecene", say("mecene.cle_annee")), ("mecene-clair", say("mecene.cle_report"))]


def years_frame(reading: Reading) -> pd.DataFrame:
    """The base retained each year under its cap, for the chart."""
    years = reading.years
    return pd.DataFrame(
        {
            "label": [str(day.year) for day in years["cloture"]],
            "given": years["dons_retenus"],
            "carried": years["report_utilise"],
            "cap": years["plafond"],
        }
    )


def years_title(reading: Reading) -> str:
    """How often the cap is reached, and what becomes of the excess."""
    years = years_frame(reading)
    used = years["given"] + years["carried"]
    full = [bool(u >= c - CENT) for u, c in zip(used, years["cap"], strict=True)]
    names = years["label"].tolist()
    if not (used > CENT).any():
        return say("mecene_constats.aucune_base")
    if not any(full):
        return say("mecene_constats.sous_plafond")
    runs = [names[n] for n, is_full in enumerate(full) if is_full]
    reached = (
        say("mecene_constats.plafond_une", annee=runs[0])
        if len(runs) == 1
        else say(
            "mecene_constats.plafond_suite" if _in_a_row(full) else "mecene_constats.plafond_fois",
            n=len(runs),
        )
    )
    return formats.series([reached, _excess(reading)])


def _in_a_row(full: list[bool]) -> bool:
    return sum(1 for before, after in pairwise([False, *full]) if after and not before) == 1


def _excess(reading: Reading) -> str:
    """The end of the gifts above the cap: used, dead, or waiting."""
    stocks = stocks_frame(reading)
    lost, left = float(stocks["lost_base"].sum()), float(stocks["base"].iloc[-1])
    names = stocks["label"].tolist()
    if lost > CENT:
        return say("mecene_constats.excedent_perdu", montant=formats.euros(lost))
    if left > CENT:
        return say("mecene_constats.excedent_reste", montant=formats.euros(left), annee=names[-1])
    waited = [n for n, amount in enumerate(stocks["base"]) if amount > CENT]
    if not waited:
        return say("mecene_constats.sans_excedent")
    return say("mecene_constats.excedent_utilise", annee=names[waited[-1] + 1])


def low_profit(reading: Reading) -> list[str]:
    """Years whose tax does not bear the reduction: what is used, what waits."""
    years = reading.years
    told = []
    for row in years.to_dict("records"):
        due = row["impot_du"]
        if isnan(due) or isinf(due) or row["reduction"] <= row["reduction_imputee"] + CENT:
            continue
        told.append(
            say(
                "mecene_constats.impot_trop_bas",
                annee=row["cloture"].year,
                impot=formats.euros(due),
                reduction=formats.euros(row["reduction"]),
                reste=formats.euros(row["reduction"] - row["reduction_imputee"]),
                meurt=row["meurt"],
            )
        )
    return told
