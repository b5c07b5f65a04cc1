"""A dossier in words: what it holds, what was decided, what moved since under an item."""

from collections.abc import Sequence
from typing import Any

from simulator.cases.dossier import Dossier, Item
from simulator.cases.dossier_kept import Moved, Since
from simulator.figures.indicators import INDICATORS
from simulator.law.book import label
from simulator.stories.table import Table
from simulator.text import formats, has, say

MOST_ROWS = 12
"""Figures and rows that a page shows; the count of the others is said."""


def proposed_title() -> str:
    """What a new dossier is called until somebody names it."""
    return say("dossier.titre_propose")


def name_of(dossier: Dossier) -> str:
    """The title of a dossier, or what stands for it."""
    return dossier.titre or proposed_title()


def answer(dossier: Dossier, moved: int) -> str:
    """How many items, decided or not, and how many have moved since."""
    if not dossier.elements:
        return say("dossier.vide")
    decided = say("dossier.decidee", jour=formats.day(dossier.prise_le)) if dossier.prise_le else ""
    told = say("dossier.reponse", n=len(dossier.elements), titre=name_of(dossier))
    changed = say("dossier.bouge" if moved else "dossier.rien_ne_bouge", n=moved)
    return " ".join(filter(None, [told, decided, changed]))


def item_name(rank: int, item: Item) -> str:
    """The place of an item, then its title or its kind."""
    kind = say(f"dossier.genre.{item.genre}")
    return say("dossier.nom", numero=rank + 1, nom=item.titre or kind)


def kept_on(item: Item) -> str:
    """What kind of case it is, and the day it was kept."""
    kind = say(f"dossier.genre.{item.genre}")
    return say("dossier.garde_le", genre=kind, jour=formats.day(item.fige.le))


def labels(rank: int, item: Item) -> dict[str, str]:
    """The words of the acts on an item, each with the item's name, for who does not see."""
    name = item_name(rank, item)
    return {
        act: say(f"dossier.acte.{act}", nom=name)
        for act in ("monter", "descendre", "retirer", "renommer", "noter", "actualiser")
    }


def state_of(since: Since) -> tuple[str, str]:
    """Whether an item is what was frozen and still holds, as (state, words) of a chip."""
    if not since.whole:
        return "ferme", say("dossier.etat.altere")
    if since.figures:
        return "a_confirmer", say("dossier.etat.bouge", n=len(figures(since)))
    return "ouvert", say("dossier.etat.tient")


def why(since: Since) -> str:
    """What may have moved the figures: rows of law, the product itself."""
    if not since.figures:
        return ""
    if since.rows:
        return say("dossier.pourquoi.loi", n=len(since.rows))
    return say("dossier.pourquoi.produit" if since.other_code else "dossier.pourquoi.inconnu")


def figures(since: Since) -> Sequence[Moved]:
    """The figures that moved among those that people quote."""
    named = [one for one in since.figures if _indicator(one.chemin) and _is_number(one.maintenant)]
    return named or since.figures


def moved_table(since: Since) -> Table:
    """What each figure was, is, and by how much it moved."""
    heads = [say(f"dossier.colonne.{name}") for name in ("chiffre", "avant", "maintenant", "ecart")]
    rows = [_moved(one) for one in figures(since)[:MOST_ROWS]]
    return Table(heads, rows, caption=say("dossier.change"))


def rows_table(since: Since) -> Table:
    """Each row of law that was not there, or held otherwise, when the item was frozen."""
    heads = [say(f"dossier.colonne.{name}") for name in ("loi", "avant", "maintenant", "depuis")]
    rows = [
        [
            label(row.parameter),
            say("dossier.absente") if before is None else formats.with_unit(before, row.unit),
            formats.with_unit(row.value, row.unit),
            formats.day(row.since),
        ]
        for row, before in since.rows[:MOST_ROWS]
    ]
    return Table(heads, rows, "llll", caption=say("dossier.lois"), wrap=True)


def _moved(one: Moved) -> Sequence[str]:
    key = _indicator(one.chemin)
    unit = INDICATORS[key].unit if key else ""
    name = say(f"indicateurs.{key}.nom") if key else one.chemin
    route = next((part for part in one.chemin.split(".") if has(f"voies.{part}.nom")), "")
    if route:
        name = formats.named(name, say(f"voies.{route}.nom"))
    gap = (
        formats.with_unit(one.maintenant - one.avant, unit)
        if _is_number(one.avant) and _is_number(one.maintenant)
        else "–"
    )
    return [name, _said(one.avant, unit), _said(one.maintenant, unit), gap]


def _indicator(path: str) -> str:
    last = path.rpartition(".")[2]
    return last if last in INDICATORS else ""


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _said(value: Any, unit: str) -> str:
    if value is None:
        return say("mots.inconnu")
    return formats.with_unit(value, unit) if _is_number(value) else str(value)
