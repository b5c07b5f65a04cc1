"""Days of skills promised and given, lender by lender: those who gave most, and what is known."""

import pandas as pd

from simulator.charts.drawing import Drawing, Words
from simulator.charts.marks import Row
from simulator.charts.two_bars import Pair, two_bars
from simulator.stories.picture import Picture
from simulator.stories.skill_gaps import MOST_LENDERS, at_least, days
from simulator.text import formats, say

HEADS = ("nom", "promis", "donnes", "promis_inconnus", "donnes_inconnus")


def picture(found: pd.DataFrame, name: str, sought: str) -> Picture | None:
    """The lenders whose name holds what is sought, in the network called `name`; none without."""
    wanted = formats.plain(sought)
    named = found["nom"].map(formats.plain).str.contains(wanted, regex=False)
    kept = found[named] if wanted else found
    if kept.empty:
        return None
    licence = say("appariement.licence")
    return Picture(drawing(kept, name), "jours_par_preteur", licence=licence)


def drawing(kept: pd.DataFrame, name: str) -> Drawing:
    """The lenders who gave most; the others are counted in words."""
    shown: list[Row] = kept.head(MOST_LENDERS).to_dict("records")  # type: ignore[assignment]
    left = len(kept) - len(shown)
    caption = say("appariement.lecture_preteurs")
    return two_bars(
        [
            Pair(
                label=str(row["nom"]),
                promised=None if pd.isna(row["promis"]) else float(row["promis"]),
                given=None if pd.isna(row["donnes"]) else float(row["donnes"]),
                promised_words=say(
                    "appariement.promis", jours=at_least(row["promis"], row["promis_inconnus"])
                ),
                given_words=say(
                    "appariement.donnes", jours=at_least(row["donnes"], row["donnes_inconnus"])
                ),
                figures={key: row[key] for key in HEADS},
            )
            for row in shown
        ],
        headings={key: say(f"appariement.colonnes.{key}") for key in HEADS},
        words=Words(
            title=finding(kept),
            subtitle=say("appariement.sous_titre_preteurs"),
            source=say("reseau.vos_donnees", nom=name),
            caption=f"{caption} {say('appariement.autres_preteurs', n=left)}" if left else caption,
        ),
    )


def finding(found: pd.DataFrame) -> str:
    """The days given of those promised, over the lenders for whom both are wholly known."""
    blank = found["promis_inconnus"] + found["donnes_inconnus"]
    both = found[(blank == 0)].dropna(subset=["promis", "donnes"])
    promised, given = float(both["promis"].sum()), float(both["donnes"].sum())
    if not promised:
        return say("appariement.jours_inconnus", n=len(found))
    return say(
        "appariement.jours_donnes",
        donnes=days(given),
        promis=days(promised),
        part=formats.percent(given / promised),
        n=len(both),
        total=formats.number(len(found)),
    )
