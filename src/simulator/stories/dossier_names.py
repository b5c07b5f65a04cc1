"""What a figure of a frozen answer is called, by its path; what nobody quotes has no name."""

from collections.abc import Iterator, Mapping
from typing import Any

from simulator.cases.dossier import Item
from simulator.cases.dossier_kept import Moved, Since
from simulator.figures.indicators import INDICATORS
from simulator.figures.sponsor_reading import FIGURES
from simulator.text import formats, has, say
from simulator.text.registered import in_words

_EUROS = ("cout", "par_jour", "region")
_VALUE = ".fait.value"
_TAILS = (("valeur",), ("fait", "value"), ("cout",))
Appeared = Mapping[str, Mapping[str, Any]]
"""What is whole on one side alone, by its path: an observation, a fact, a format."""


def appeared(since: Since) -> Appeared:
    """What was not there when the item was frozen, or is no longer there."""
    pairs = ((one.chemin, one.maintenant or one.avant) for one in since.figures)
    return {path: held for path, held in pairs if isinstance(held, dict)}


def as_figure(one: Moved) -> Moved:
    """A figure by its number: one that appeared was unknown, one that went is."""
    held = one.maintenant or one.avant
    if not isinstance(held, dict):
        return one
    tail = next((t for t in _TAILS if _within(held, t) is not None), None)
    if tail is None:
        return one
    path = ".".join((one.chemin, *tail))
    return Moved(path, _within(one.avant, tail), _within(one.maintenant, tail))


def _within(held: Any, tail: tuple[str, ...]) -> Any:
    for key in tail:
        held = held.get(key) if isinstance(held, dict) else None
    return held


def name_of(item: Item, path: str, whole: Appeared) -> str:
    """The name of a figure; empty when nobody quotes it, or when its file is none of ours."""
    try:
        return _name(item, path, whole)
    except (KeyError, ValueError, TypeError, IndexError, AttributeError):
        return ""


def _name(item: Item, path: str, whole: Appeared) -> str:
    *_, last = path.split(".")
    if last in INDICATORS and "indicateurs" in path:
        return _placed(item, path, say(f"indicateurs.{last}.nom"))
    if ".chiffres." in path:
        key, _, year = path.partition(".chiffres.")[2].partition(".")
        return _sponsor(key, year) if f"{key}.{year}".rstrip(".") in FIGURES else ""
    if last == "etat" and path.startswith("voies.") and path.count(".") == 2:
        return _placed(item, path, say("dossier.chiffre.etat"))
    if path in {"voie_retenue", "eligible"}:
        return say(f"dossier.chiffre.{path}")
    if path.startswith("formats.") and last in _EUROS:
        return formats.named(
            say(f"dispositifs.{path.split('.')[1]}.nom"), say(f"dossier.chiffre.{last}")
        )
    if path.endswith(".valeur") and "observations." in path:
        return _observed(item, path, whole)
    return _fact(item, path, whole) if path.endswith(_VALUE) else ""


def _sponsor(key: str, year: str) -> str:
    name = f"recherche.mecene.{key}"
    told = say(name) if has(name) else ""
    return (
        say("dossier.chiffre.exercice", nom=told, numero=int(year) + 1) if year and told else told
    )


def _placed(item: Item, path: str, name: str) -> str:
    """With the route, or the case of a comparison."""
    parts = path.split(".")
    retained = item.fige.resultat.get("voie_retenue")
    if parts[0] == "voies" and parts[1] != retained and has(f"voies.{parts[1]}.nom"):
        return formats.named(name, say(f"voies.{parts[1]}.nom"))
    if parts[0] == "colonnes":
        column = item.fige.resultat["colonnes"][int(parts[1])]
        return formats.named(
            name, column["titre"] or say(f"dispositifs.{column['dispositif']}.nom")
        )
    return name


def _observed(item: Item, path: str, whole: Appeared) -> str:
    identifier = path.partition("observations.")[2].removesuffix(".valeur")
    kept = item.fige.resultat["reseau"]
    seen = whole.get(path.removesuffix(".valeur")) or kept["observations"][identifier]
    there = whole.get(f"reseau.territoires.{seen['territoire']}")
    place = (there or kept["territoires"][seen["territoire"]])["nom"]
    return formats.named(
        say(f"mesures.{seen['indicateur']}.nom"), f"{place}, {in_words(seen['periode'])}"
    )


def _fact(item: Item, path: str, whole: Appeared) -> str:
    found = whole.get(path.removesuffix(_VALUE))
    here: Any = found["fait"] if found else item.fige.resultat
    for part in () if found else _split(here, path.removesuffix(".value")):
        here = here[part]
    return formats.named(in_words(here["quantity"]), in_words(here["period"]))


def _split(held: Any, path: str) -> Iterator[str]:
    """The keys of a path, some of which have dots of their own."""
    while path:
        key = max((k for k in held if path == k or path.startswith(f"{k}.")), key=len)
        yield key
        held, path = held[key], path[len(key) + 1 :]


def unit_of(path: str) -> str:
    """The unit of a figure; none for a count, a word, a fact."""
    last = path.rpartition(".")[2]
    if "indicateurs" in path and last in INDICATORS:
        return INDICATORS[last].unit
    if ".chiffres." in path:
        return "ratio" if "gain_points" in path else "€"
    return "€" if path.startswith("formats.") else ""
