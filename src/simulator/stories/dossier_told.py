"""A dossier in words: what it holds, what was decided, what moved since under an item."""

from collections.abc import Sequence

from simulator.cases.dossier import Dossier, Item
from simulator.cases.dossier_kept import MovedRow, Since
from simulator.stories.dossier_moved import quoted
from simulator.text import formats, say
from simulator.text.seen import seen


def proposed_title() -> str:
    """What a new dossier is called until somebody names it."""
    return say("dossier.titre_propose")


def name_of(dossier: Dossier) -> str:
    """The title of a dossier, or what stands for it."""
    return seen(dossier.titre) or proposed_title()


def answer(dossier: Dossier, moved: int, rows: Sequence[MovedRow] = (), first: str = "") -> str:
    """How many items, decided or not, how many have moved since, by what law, and what `first`."""
    if not dossier.elements:
        return say("dossier.vide")
    told = [say("dossier.reponse", n=len(dossier.elements), titre=name_of(dossier))]
    if dossier.prise_le:
        told.append(say("dossier.decidee", jour=formats.day(dossier.prise_le)))
    changed = say("dossier.bouge" if moved else "dossier.rien_ne_bouge", n=moved)
    because = say("dossier.bouge_par", n=len(rows)) if moved and rows else ""
    return " ".join([*told, f"{changed}{because}.", first]).rstrip()


def bare_name(item: Item) -> str:
    """The title of an item, or its kind."""
    return seen(item.titre) or say(f"dossier.genre.{item.genre}")


def item_name(rank: int, item: Item) -> str:
    """The place of an item, then its name."""
    return say("dossier.nom", numero=rank + 1, nom=bare_name(item))


def kept_on(item: Item) -> str:
    """What kind of case it is, and the day it was kept."""
    kind = say(f"dossier.genre.{item.genre}")
    return say("dossier.garde_le", genre=kind, jour=formats.day(item.fige.le))


def labels(rank: int, item: Item) -> dict[str, str]:
    """The words of the acts on an item, each with the item's name, for who does not see."""
    name = item_name(rank, item)
    return {
        act: say(f"dossier.acte.{act}", nom=name)
        for act in ("monter", "descendre", "retirer", "renommer", "noter", "actualiser", "ouvrir")
    }


def state_of(item: Item, since: Since) -> tuple[str, str]:
    """Whether an item is what was frozen and still holds, as (state, words) of a chip."""
    if not since.whole:
        return "ferme", say("dossier.etat.altere")
    moved = len(quoted(item, since))
    if moved:
        return "a_confirmer", say("dossier.etat.bouge", n=moved)
    return "ouvert", say("dossier.etat.details" if since.figures else "dossier.etat.tient")


def has_moved(item: Item, since: Since | None) -> bool:
    """Whether somebody who quotes an item must look at it again."""
    return since is None or not since.whole or bool(quoted(item, since))
