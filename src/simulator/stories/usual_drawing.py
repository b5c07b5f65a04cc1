"""The formats side by side as a drawing: what leaves the page with its files."""

import pandas as pd

from simulator.charts.drawing import Drawing, Words
from simulator.charts.who_bears import who_bears_what
from simulator.figures.trails import HALF_A_CENT, hue, short_name
from simulator.stories.chart_words import bears_labels
from simulator.stories.picture import EUROS, Again, Picture
from simulator.stories.usual_formats import finding, name_of, prices
from simulator.studies.usual import Formats
from simulator.text import formats, say


def picture(found: Formats, jobs: float | None = None) -> Picture:
    """The bars of a year, with the jobs that each SME was said to promise, if any."""
    promised = {"emplois_par_pme": jobs} if jobs else {}
    case = {"nom": "formats_compares", "annee": found.annee} | promised
    again = Again("graphique", lambda: case)
    return Picture(bears(found), "formats_compares", write=EUROS, again=again)


def bears(found: Formats) -> Drawing:
    """Who bears the cost of one SME helped, one bar a format."""
    rows = [
        {
            "route": one.key,
            "route_label": name_of(one.key),
            "party": hue(party),
            "party_label": short_name(party.value),
            "amount": round(amount, 2),
            "note": f", {say('simuler.part_connue')}" if one.missing else "",
        }
        for one in found.usual
        for party, amount in one.borne().items()
        if abs(amount) > HALF_A_CENT
    ]
    return who_bears_what(
        pd.DataFrame(rows),
        labels={**bears_labels(), "route": say("formats.colonnes.format")},
        words=Words(
            title=finding(found),
            subtitle=say("formats.sous_titre"),
            source=prices(found),
            caption=say("formats.lecture"),
        ),
        total_label=say("graphique.total"),
        euro=formats.euros,
    )
