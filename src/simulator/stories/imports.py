"""An import in words: sheets as they are read, cells that are refused, what each import moved."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from simulator.base import limits
from simulator.network.imports.checking import preview
from simulator.network.imports.mapped import Mapped
from simulator.network.imports.refusals import Refusal
from simulator.network.imports.sources import Sheet
from simulator.network.imports.tables import TABLES, Tables, choice, columns
from simulator.stories.table import Table
from simulator.text import formats, say

PREVIEWED = 5  # rows
SHOWN = 30  # refusals written on the page; the CSV has them all
_SEPARATORS: Final = {";": "point_virgule", ",": "virgule", "\t": "tabulation"}
_REFUSAL = ("feuille", "ligne", "colonne", "cellule", "valeur", "raison")
_IMPORT = ("quand", "fichier", "ajoutees", "remplacees", "retirees")
_YEARS = {"debut", "fin", "annee"}
_MEGA = 1_000_000
_HERE = ZoneInfo("Europe/Paris")


def counted(tables: Tables) -> str:
    """How many rows of each table: `3 territoires, 12 projets et 1 prêteur`."""
    rows = {table: len(tables[table]) for table in TABLES}
    return formats.listed([say(f"donnees.comptes.{t}", nombre=n) for t, n in rows.items() if n])


def weights() -> str:
    """What files may weigh, above the place where they are given."""
    return say(
        "donnees.importer_sous_titre",
        taille=formats.number(limits.FILE // _MEGA),
        ensemble=formats.number(limits.SESSION // _MEGA),
        lignes=formats.number(limits.ROWS),
    )


def summary(found: Sequence[tuple[Sheet, Mapped | None]]) -> Table:
    """Every sheet on one line: the table it is, the columns recognised, those that are missing."""
    heads = [say(f"donnees.resume.{name}") for name in ("feuille", "table", "colonnes", "manque")]
    return Table(heads, [_sheet(sheet, one) for sheet, one in found], "llll")


def _sheet(sheet: Sheet, mapped: Mapped | None) -> tuple[str, str, str, str]:
    if mapped is None:
        return sheet.nom, say("donnees.ignorer"), "–", "–"
    fields = columns(mapped.table)
    missing = [n for n, f in fields.items() if f.is_required() and n not in mapped.places]
    names = ", ".join(say(f"donnees.champs.{name}") for name in missing)
    share = say("donnees.resume.part", reconnues=len(mapped.places), total=len(fields))
    return sheet.nom, say(f"donnees.tables.{mapped.table}"), share, names or "–"


def how_read(sheet: Sheet) -> str:
    """The file of a sheet, or how a text was read."""
    if not sheet.csv:
        return sheet.fichier
    name = _SEPARATORS.get(sheet.separateur)
    separator = say(f"donnees.separateur_{name}") if name else sheet.separateur
    return say("donnees.lu_csv", encodage=sheet.encodage, separateur=separator)


def first_rows(mapped: Mapped) -> tuple[list[str], Table | None]:
    """What is refused of the first rows, then those rows as they will be stored."""
    names = [name for name in columns(mapped.table) if name in mapped.places]
    shown = preview(mapped, PREVIEWED)
    refused = [
        say("donnees.apercu_refus", ligne=r.ligne, colonne=r.colonne, phrase=r.raison)
        for r in shown.refusals[:PREVIEWED]
    ]
    rows = [[_cell(mapped.table, name, row[name]) for name in names] for row in shown.rows]
    if not (names and rows):
        return refused, None
    heads = [say(f"donnees.champs.{name}") for name in names]
    return refused, Table(heads, rows, "l" * len(heads), caption=say("donnees.apercu"))


def _cell(table: str, name: str, value: Any) -> str:
    """A value of the database in words: a day, a number, the word of a choice."""
    if value is None:
        return "–"
    if isinstance(value, date):
        return formats.day(value)
    if isinstance(value, int | float):
        return str(value) if name in _YEARS else formats.number(value)
    offered = choice(table, name)
    return say(f"donnees.choix.{offered.name}.{value}") if offered else str(value)[:80]


def progress(what: str, share: float) -> str:
    """How far the reading (`lecture`) or the saving (`ecriture`) is, from 0 to 1."""
    return say(f"donnees.avancement_{what}", part=formats.percent(share, 0))


def done(moved: Mapping[str, int]) -> tuple[str, str]:
    """What an import did: rows added, replaced, removed."""
    return say("donnees.fait"), say("donnees.fait_suite", **moved)


def refused_title(total: int) -> tuple[str, str]:
    """How many cells are refused, and that nothing changed."""
    under = f"{say('donnees.refus_sous_titre')} {say('donnees.rien_change')}"
    return say("donnees.refus_titre", nombre=total), under


def refused_cells(refusals: Sequence[Refusal]) -> Table:
    """Each refused cell: sheet, row, column, value, reason."""
    heads = [say(f"donnees.colonnes_refus.{name}") for name in _REFUSAL]
    rows = [
        (r.feuille, "–" if r.ligne is None else str(r.ligne), r.colonne, r.cellule, r.valeur,
         r.raison)
        for r in refusals
    ]  # fmt: skip
    return Table(heads, rows, "lrllll", wrap=True)


def how_many_shown(listed: int, total: int) -> str:
    """How many refusals are written of how many; empty when all are."""
    if total <= SHOWN:
        return ""
    shown = formats.number(min(SHOWN, listed))
    return say("donnees.refus_tronque", listees=shown, nombre=formats.number(total))


def past(imports: Iterable[tuple[datetime, str, int, int, int]]) -> Table | None:
    """The imports of a network, newest first: when (UTC), which file, what each one moved."""
    rows = [(_moment(when), file, *map(formats.number, moved)) for when, file, *moved in imports]
    heads = [say(f"donnees.colonnes_imports.{name}") for name in _IMPORT]
    return Table(heads, rows, "llrrr", wrap=True) if rows else None


def _moment(moment: datetime) -> str:
    local = moment.astimezone(_HERE)
    return f"{formats.day(local.date())}, {local:%H:%M}"
