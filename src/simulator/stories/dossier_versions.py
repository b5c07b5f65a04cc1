"""The versions of a dossier, and its decision, in words."""

from datetime import date

from simulator.cases.dossier import Dossier
from simulator.cases.dossier_kept import OpenedDossier, Saved
from simulator.text import formats, say


def title(opened: OpenedDossier) -> str:
    """How many versions there are."""
    return say("dossier.versions", n=len(opened.versions))


def told(one: Saved) -> str:
    """A version: its number, when, by whom, under what title."""
    who = say("dossier.par", auteur=one.auteur) if one.auteur else ""
    moment = f"{formats.day(one.fait.date())} {one.fait:%H:%M}"
    return say("dossier.version", numero=one.revision, moment=moment, titre=one.titre, qui=who)


def to_restore(one: Saved) -> str:
    """The words of the button that brings a version back."""
    return say("dossier.restaurer", numero=one.revision)


def decided(dossier: Dossier, *, words: bool = True) -> str:
    """Whether the decision is proposed or taken, and its words unless a field says them."""
    text = dossier.decision if words else ""
    if dossier.prise_le:
        return say("dossier.prise", jour=formats.day(dossier.prise_le), texte=text).strip()
    return say("dossier.proposee", texte=text).strip()


def remembered(title: str, day: date) -> str:
    """A dossier that this browser remembers."""
    return say("dossier.memoire.ligne", titre=title, jour=formats.day(day))
