"""What waits at each close of six years: gifts above the cap, reductions above the tax."""

import pandas as pd

from simulator.charts.drawing import Drawing, Words
from simulator.charts.what_waits import what_waits
from simulator.figures.sponsor_reading import Reading
from simulator.stories.chart_words import short, years_labels
from simulator.stories.sponsor_readings import CENT, subtitled, titled
from simulator.text import formats, say


def drawing(reading: Reading) -> Drawing | None:
    """Both stocks by year; none when nothing ever waits."""
    if not anything_waits(reading):
        return None
    return what_waits(
        stocks_frame(reading),
        labels=years_labels(
            "label", "base", "tax", "lost_base", "lost_tax", "lost", "name", "amount"
        ),
        words=Words(
            title=titled(stocks_title(reading), reading),
            subtitle=subtitled(say(f"mecene.stocks_sous_titre_{which_waits(reading)}"), reading),
            source=say("mecene.stocks_source"),
            caption=say("mecene.stocks_lecture"),
        ),
        euro=formats.euros,
        short=short,
    )


def stocks_frame(reading: Reading) -> pd.DataFrame:
    """What waits at each close, and what died there."""
    years = reading.years
    return pd.DataFrame(
        {
            "label": [str(day.year) for day in years["cloture"]],
            "base": years["report_restant"],
            "tax": years["reduction_reportee"],
            "lost_base": years["report_perdu"],
            "lost_tax": years["reduction_perdue"],
        }
    )


def anything_waits(reading: Reading) -> bool:
    """Whether a stock is ever open or lost in the six years."""
    frame = stocks_frame(reading)
    return bool((frame[["base", "tax", "lost_base", "lost_tax"]] > CENT).any().any())


def which_waits(reading: Reading) -> str:
    """Which stock is ever open or lost: `base`, `tax` or `both`."""
    frame = stocks_frame(reading)
    base, tax = ((frame[[k, f"lost_{k}"]] > CENT).any().any() for k in ("base", "tax"))
    return "both" if base and tax else "tax" if tax else "base"


def stocks_title(reading: Reading) -> str:
    """The largest amount that waits, and what dies."""
    stocks = stocks_frame(reading)
    lost = float(stocks["lost_base"].sum()), float(stocks["lost_tax"].sum())
    last = stocks.iloc[-1]
    if sum(lost) > CENT:
        return say(
            "mecene_constats.stocks_perdus",
            stocks=_stocks_words(reading, *lost),
        )
    if last["base"] + last["tax"] <= CENT:
        sums = (stocks["base"] + stocks["tax"]).tolist()
        top = max(range(len(sums)), key=sums.__getitem__)
        empty = max(n for n, amount in enumerate(sums) if amount > CENT) + 1
        return say(
            "mecene_constats.stocks_vides",
            stocks=_stocks_words(reading, stocks["base"].iloc[top], stocks["tax"].iloc[top]),
            sommet=stocks["label"].iloc[top],
            annee=stocks["label"].iloc[empty],
        )
    return say(
        "mecene_constats.stocks_restent",
        stocks=_stocks_words(reading, last["base"], last["tax"]),
        annee=last["label"],
    )


def _stocks_words(reading: Reading, base: float, tax: float) -> str:
    """Both stocks in words, or the only one that there is."""
    values = {"base": formats.euros(base), "impot": formats.euros(tax)}
    return say(f"mecene_stocks.{which_waits(reading)}", **values)
