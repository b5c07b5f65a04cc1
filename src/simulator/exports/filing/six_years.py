"""The six fiscal years, and the vintages of both stocks."""

from math import isinf

import pandas as pd

from simulator.conditions.finding import READINGS, ReadingName
from simulator.exports.filing.filed import Filed
from simulator.exports.pack import Entry, Grid, Part, Sheet
from simulator.text import formats, say

FOLLOWED = (
    "plafond", "dons", "dons_retenus", "report_utilise", "report_perdu", "report_restant",
    "reduction", "impot_du", "reduction_imputee", "reduction_perdue", "reduction_reportee",
)  # fmt: skip
"""The quantities of the six-year table, in its order."""


def six_years(f: Filed) -> Sheet:
    """The sheet of the six fiscal years, one reading after the other."""
    parts: list[Part] = []
    for reading in READINGS:
        if reading == "confirmed" and f.figures["prudent"] == f.figures["confirmed"]:
            continue
        parts.append(years_of(f, reading))
        parts += [vintages_of(f, reading, stock) for stock in ("assiette", "impot")]
    return Sheet("suivi", say("depot.feuilles.suivi"), tuple(parts), landscape=True)


def years_of(f: Filed, reading: ReadingName) -> Grid:
    """What each fiscal year gives, retains, carries and sets off."""
    rows = []
    for name in FOLLOWED:
        label = say(f"depot.chiffres.{name}")
        cells = []
        for year in range(len(f.outcome.closings)):
            amount = f.figures[reading][f"{name}.{year}"]
            word = say("depot.impot_inconnu" if name == "impot_du" else "mots.inconnu")
            known = amount is not None and not isinf(amount)
            cells.append(Entry(
                f"suivi.{reading}.{name}.{year}", label, amount if known else word,
                "€" if known else "texte", "calcul",
                f"{name}.{year}" if known and reading == "prudent" else "",
            ))  # fmt: skip
        rows.append((Entry(f"suivi.{reading}.{name}.libelle", label, label), *cells))
    heads = (say("depot.tetes.exercice_clos"),
             *(formats.day(day) for day in f.outcome.closings))  # fmt: skip
    title = say("depot.blocs.suivi", lecture=say(f"depot.lectures.{reading}"))
    return Grid(title, heads, tuple(rows), (3, *[2] * 6))


def vintages_of(f: Filed, reading: ReadingName, stock: str) -> Grid:
    """A stock, vintage by vintage."""
    frame: pd.DataFrame = f.outcome.reading(reading).vintages(stock)
    rows = []
    for number, line in enumerate(frame.to_dict("records")):
        key = f"suivi.{reading}.{stock}.{number}"
        moves = {
            name: Entry(f"{key}.{name}", say(f"depot.stock.{name}"), float(line[name]), "€")
            for name in ("ouverture", "ne", "utilise", "perdu")
        }
        live = "ROUND({a}+{b}-{c}-{d},2)"
        for letter, name in zip("abcd", moves, strict=True):
            live = live.replace(f"{{{letter}}}", f"{{{key}.{name}}}")
        rows.append((
            Entry(f"{key}.millesime", say("depot.stock.millesime"), str(line["millesime"])),
            Entry(f"{key}.taux", say("depot.stock.taux"), float(line["taux"]), "ratio"),
            Entry(f"{key}.exercice", say("depot.stock.exercice"), str(line["exercice"])),
            *moves.values(),
            Entry(f"{key}.reste", say("depot.stock.reste"), float(line["reste"]), "€",
                  live=live, strong=True),
            Entry(f"{key}.meurt", say("depot.stock.meurt"), str(line["meurt"])),
        ))  # fmt: skip
    names = ("millesime", "taux", "exercice", "ouverture", "ne", "utilise", "perdu", "reste",
             "meurt")  # fmt: skip
    heads = tuple(say(f"depot.stock.{name}") for name in names)
    title = say(f"depot.blocs.stock_{stock}", lecture=say(f"depot.lectures.{reading}"))
    return Grid(
        title, heads, tuple(rows), (2, 1, 2, 2, 2, 2, 2, 2, 2),
        empty=say("depot.vides.stock"),
    )  # fmt: skip
