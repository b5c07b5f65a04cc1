"""What moved under an item of a dossier, in words: each figure, by how much, and why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from simulator.cases.dossier import Item
from simulator.cases.dossier_kept import Moved, MovedRow, Reason, Reasons, Since
from simulator.law.book import Row, label
from simulator.law.versions import versions
from simulator.stories.dossier_names import appeared, as_figure, name_of, unit_of
from simulator.stories.table import Cell, Table
from simulator.text import formats, has, say
from simulator.text.registered import in_words

MOST_ROWS = 6
"""Figures that a page shows; the count of the others is said."""
MOST_LAW = 3
"""Rows of law that a reason names; the count of the others is said."""
FIRST = (
    "effort_net_mecene",
    "reste_par_pme",
    "effort_region",
    "effort_etat",
    "cout_reel",
    "argent_public",
    "cout_net",
    "reduction",
    "cout",
)
"""Figures that are told before the others."""
_YEARS = "_annee"


@dataclass(frozen=True, slots=True)
class Line:
    """A figure that moved: its name, what it was, what it is, by how much, and why."""

    name: str
    before: str
    now: str
    gap: str
    why: tuple[str, ...]


def quoted(item: Item, since: Since) -> Sequence[Moved]:
    """The figures that moved among those that people quote: of the route retained, if it moved."""
    moved = {one.chemin: (one.avant, one.maintenant) for one in since.figures}
    figures, whole = [as_figure(one) for one in since.figures], appeared(since)
    told = [one for one in figures if name_of(item, one.chemin, whole) and not _twice(one, moved)]
    named = sorted(told, key=_rank)
    if item.genre == "scenario":
        route = f"voies.{item.fige.resultat.get('voie_retenue')}."
        kept = [one for one in named if not one.chemin.startswith("voies.") or route in one.chemin]
        return kept or named
    if item.genre == "mecene":
        return [one for one in named if "lectures.confirmed" not in one.chemin] or named
    return named


def figures_of(item: Item, without: str = "") -> list[tuple[str, str]]:
    """Every figure of a frozen answer that people quote, in words, those they quote first.

    A figure whose path has the part `without` is left out.
    """
    found = _leaves("", item.fige.resultat)
    leaves = [Moved(path, value, value) for path, value in found if not _has(path, without)]
    named = [(name, one) for one in leaves if (name := name_of(item, one.chemin, {}))]
    ranked = sorted(named, key=lambda pair: _rank(pair[1]))
    return [(name, _said(one.avant, unit_of(one.chemin))) for name, one in ranked]


def _has(path: str, part: str) -> bool:
    return bool(part) and part in f".{path}."


def _leaves(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict | list):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for key, one in pairs:
            yield from _leaves(f"{path}.{key}" if path else str(key), one)
    else:
        yield path, value


def _twice(one: Moved, moved: Mapping[str, tuple[Any, Any]]) -> bool:
    """Whether the figure of the years of a case only says again that of the whole case."""
    whole = one.chemin.removesuffix(_YEARS)
    return whole != one.chemin and moved.get(whole) == (one.avant, one.maintenant)


def _rank(one: Moved) -> int:
    """Words first (a state that changed), then the figures that people quote."""
    last = one.chemin.rpartition(".")[2]
    if not _is_gap(one):
        return -1
    return FIRST.index(last) if last in FIRST else len(FIRST)


def lines(item: Item, since: Since, reasons: Reasons) -> list[Line]:
    """What each quoted figure was, is, by how much it moved and why."""
    whole, shown = appeared(since), quoted(item, since)[:MOST_ROWS]
    return [_line(item, one, reasons, name_of(item, one.chemin, whole)) for one in shown]


def first_move(rank: int, item: Item, since: Since, reasons: Reasons) -> str:
    """The figure that people quote first among those that moved, from what to what."""
    told = lines(item, since, reasons)
    if not told:
        return ""
    one = told[0]
    return say(
        "dossier.premier", numero=rank + 1, chiffre=one.name, avant=one.before, maintenant=one.now
    )


def others(item: Item, since: Since) -> str:
    """How many figures moved that are not shown."""
    left = len(quoted(item, since)) - MOST_ROWS
    return say("dossier.autres_chiffres", n=left) if left > 0 else ""


def heading(rank: int, item: Item, since: Since, reasons: Reasons) -> tuple[str, str]:
    """Since when figures moved, then what was done again."""
    title = say("dossier.change_le", jour=formats.day(item.fige.le))
    name = say("dossier.piece", numero=rank + 1)
    return title, formats.named(name, _why(item, since, reasons))


def law_heading(rows: Sequence[MovedRow]) -> str:
    """How many rows of law are at stake."""
    return say("dossier.lois_n", n=len(rows))


def to_update(rank: int) -> str:
    """The words of the button that brings an item to today."""
    return say("dossier.mettre_a_jour", numero=rank + 1)


def table(item: Item, told: Sequence[Line]) -> Table:
    """The same as a table."""
    day = say("dossier.le", jour=formats.day(item.fige.le))
    names = ("chiffre", "maintenant", "ecart", "pourquoi")
    heads = [say(f"dossier.colonne.{name}") for name in names]
    heads.insert(1, day)
    rows = [
        [one.name, one.before, one.now, one.gap, say("mots.suite").join(one.why)] for one in told
    ]
    return Table(heads, rows, "lrrrl", caption=say("dossier.change"), wrap=True)


def rows_table(rows: Sequence[MovedRow]) -> Table:
    """Each row of law that moved a figure: from what to what, since when, by which article."""
    heads = [
        say(f"dossier.colonne.{n}") for n in ("loi", "avant", "maintenant", "depuis", "article")
    ]
    told: list[list[Cell]] = [
        [
            label(row.parametre), _value(row.avant), _value(row.maintenant),
            formats.day(row.depuis), _article(row),
        ]
        for row in rows
    ]  # fmt: skip
    return Table(heads, told, "lllll", caption=say("dossier.lois"), wrap=True)


def _article(row: MovedRow) -> tuple[str, str]:
    held = row.maintenant or row.avant
    return (in_words(held.reference), held.url) if held else ("–", "")


def _why(item: Item, since: Since, reasons: Reasons) -> str:
    """Under the title: what was done again, and what nobody could tell apart."""
    told = [say("dossier.refait")]
    if any(one.chemin not in reasons.by_path for one in quoted(item, since) if _is_gap(one)):
        told.append(say("dossier.cause.inseparable"))
    return " ".join(told)


def product_key(item: Item) -> str:
    """What beside the law may have moved a figure: the product, its data, or one of both."""
    made = versions()
    code, data = item.fige.version != made["version"], item.fige.loi != made["loi"]
    if code:
        return "produit_ou_donnees" if data else "produit"
    return "donnees"


def _line(item: Item, one: Moved, reasons: Reasons, name: str) -> Line:
    unit = unit_of(one.chemin)
    gap = _signed(one.maintenant - one.avant, unit) if _is_gap(one) else "–"
    found = reasons.by_path.get(one.chemin, ())
    told = tuple(_reason(item, reason, unit, alone=len(found) == 1) for reason in found)
    return Line(
        name, _said(one.avant, unit), _said(one.maintenant, unit), gap,
        told or (_unsaid(item, one),),
    )  # fmt: skip


def _unsaid(item: Item, one: Moved) -> str:
    """Why a figure without a part moved: one that appeared comes from the product or its data."""
    if not item.fige.lois and None in (one.avant, one.maintenant):
        return _product(item)
    return say("dossier.cause.inconnue")


def _reason(item: Item, reason: Reason, unit: str, *, alone: bool) -> str:
    words = formats.listed(list(_rows(reason.rows))) if reason.rows else _product(item)
    if not alone:
        return f"{words} ({_signed(reason.part, unit)})"
    if len(reason.rows) != 1:
        return words
    return say("dossier.cause.depuis", quoi=words, jour=formats.day(reason.rows[0].depuis))


def _product(item: Item) -> str:
    return say(f"dossier.cause.{product_key(item)}")


def _rows(rows: Sequence[MovedRow]) -> Iterator[str]:
    """What the rows of a reason are called; the table under it says from what to what."""
    names = list(dict.fromkeys(label(row.parametre) for row in rows))
    yield from names[:MOST_LAW]
    if len(names) > MOST_LAW:
        yield say("dossier.cause.autres", n=len(names) - MOST_LAW)


def _value(row: Row | None) -> str:
    return say("dossier.absente") if row is None else formats.with_unit(row.value, row.unit)


def _is_gap(one: Moved) -> bool:
    return _is_number(one.avant) and _is_number(one.maintenant)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _signed(value: float, unit: str) -> str:
    told = formats.with_unit(round(value, 2 if unit == "€" else 6), unit)
    return told if value <= 0 else f"+{told}"


def _said(value: Any, unit: str) -> str:
    if value is None:
        return say("mots.inconnu")
    if _is_number(value):
        return formats.with_unit(value, unit)
    for key in (f"etats.{value}", f"voies.{value}.nom"):
        if has(key):
            return say(key)
    return str(value)
