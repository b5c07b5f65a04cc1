"""The network in words: its name, its schemes, its figures and where they come from."""

from collections.abc import Sequence

from simulator.law.sources import source_name
from simulator.network.measures import AGE, Measured
from simulator.network.model import Indicator, Network, Observation
from simulator.text import formats, has, say
from simulator.text.registered import in_words

EUROS = {Indicator.AVANCES, Indicator.BUDGET, "avance_par_pme"}
RATIOS_DIGITS = 2


def name_of(network: Network) -> str:
    """The network's name as people read it."""
    return say("reseau.livre") if network.livre else yours(network.nom)


def source_of(network: Network) -> str:
    """Where a network's figures come from, for the foot of its charts."""
    return say("reseau.livre_source") if network.livre else yours(network.nom)


def yours(name: str) -> str:
    """The user's own figures, by the name that they gave them."""
    return say("reseau.vos_donnees", nom=name)


def sources_of(observations: Sequence[Observation]) -> str:
    """The sources of some figures, each once, as short as they can be read."""
    names = formats.series(source_name(o.source) for o in observations)
    return names or say("territoires.sans_source")


def amount(measure: str, value: float | None) -> str:
    """A figure of the network as people read it; None is said unknown."""
    if value is None:
        return say("mots.inconnu")
    if measure in EUROS:
        return formats.euros_short(value)
    if measure == AGE:
        return formats.with_unit(value, "ans")
    return formats.number(value, RATIOS_DIGITS)


def scheme_name(key: str) -> str:
    """A scheme of the network; a user's own keeps the name that they gave it."""
    text = f"reseau.dispositifs.{key}"
    return say(text) if has(text) else key


def behind(reading: Measured) -> str:
    """The period and the status of what stands behind a figure."""
    if reading.observations:
        return ", ".join(dict.fromkeys(in_words(o.periode) for o in reading.observations))
    return say("territoires.periode_inconnue") if reading.valeur is None else "–"


def status(observation: Observation) -> str:
    """Promised, created, kept or merely observed."""
    return say(f"statuts.{observation.statut}")
