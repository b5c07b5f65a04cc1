"""A territory in full: who hosts it, every figure that is published, what is not known."""

from simulator.law.facts import Fact
from simulator.law.sources import source_name
from simulator.network.model import Indicator, Network, Observation, Territory
from simulator.network.portrait import other_facts, unknown
from simulator.network.readings import chosen
from simulator.stories.network import scheme_name, status
from simulator.stories.table import Cell, Table
from simulator.text import formats, has, say
from simulator.text.registered import in_words


def life(territory: Territory) -> str:
    """Since when it exists and until when, as far as sources say."""
    if territory.debut is None and territory.atteste is None:
        return say("portrait.vie_inconnue")
    if territory.debut is None:
        return say("portrait.vie_attestee", annee=territory.atteste)
    if territory.fin == territory.debut:
        return say("portrait.vie_une", annee=territory.debut)
    if territory.fin is not None:
        return say("portrait.vie_finie", debut=territory.debut, fin=territory.fin)
    if territory.atteste is not None and territory.atteste > territory.debut:
        return say("portrait.vie", debut=territory.debut, atteste=territory.atteste)
    return say("portrait.vie_debut", debut=territory.debut)


def answer(network: Network, territory: Territory) -> str:
    """One sentence: what is published, then what is not."""
    parts = []
    for indicator in (
        Indicator.PME,
        Indicator.PME_PREVUES,
        Indicator.JOURS,
        Indicator.EMPLOIS_PREVUS,
        Indicator.EMPLOIS_REALISES,
        Indicator.EMPLOIS_MAINTENUS,
    ):
        found = chosen(network.observed(territory.id, indicator), None)
        if found is not None:
            parts.append(say(f"mesures.{indicator}.compte", valeur=found.valeur))
    if not parts:
        return say("portrait.reponse_vide", nom=territory.nom)
    return say("portrait.reponse", nom=territory.nom, faits=formats.listed(parts))


def title(one: Territory) -> str:
    """The name of a territory, as the title of its page."""
    return say("portrait.nom", nom=one.nom)


def subtitle(one: Territory) -> str:
    """Its scheme, and its life."""
    return f"{scheme_name(one.dispositif)}, {life(one)}"


def identity(one: Territory) -> list[tuple[str, str]]:
    """Who hosts it, with whom, for which skills; what to know before quoting: (head, words)."""
    lines = [
        ("hote", one.operateur or say("portrait.hote_inconnu")),
        ("partenaires", one.partenaires or say("portrait.partenaires_inconnus")),
        ("competences", one.competences or say("portrait.competences_inconnues")),
        ("remarque", one.note or "–"),
    ]
    return [(say(f"portrait.{key}"), in_words(words)) for key, words in lines]


def unknowns(network: Network, one: Territory) -> str:
    """What no source publishes of a territory."""
    missing = [say(f"mesures.{indicator}.nom") for indicator in unknown(network, one)]
    if not missing:
        return say("portrait.inconnus_aucun")
    return formats.listed([missing[0], *(_inside(name) for name in missing[1:])])


def _inside(name: str) -> str:
    """A name inside a sentence: without its capital, unless it is an acronym."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def figures(network: Network, one: Territory) -> Table | None:
    """Every published figure: what, how much, when, of which nature, from where."""
    found = [o for indicator in Indicator for o in network.observed(one.id, indicator)]
    if not found:
        return None
    heads = [
        say(f"colonnes.{c}")
        for c in ("quantite", "valeur", "periode", "statut", "confiance", "source", "note")
    ]
    rows = [_line(o) for o in found]
    return Table(heads, rows, "lrlllll", caption=say("portrait.chiffres"), wrap=True)


def _line(observation: Observation) -> tuple[Cell, ...]:
    return (
        say(f"mesures.{observation.indicateur}.nom"),
        formats.with_unit(observation.valeur, observation.unite),
        in_words(observation.periode),
        status(observation),
        _confidence(observation),
        (source_name(observation.source), observation.source),
        in_words(observation.note) if observation.note else "–",
    )


def _confidence(observation: Observation) -> str:
    key = f"preuves.degre_{observation.confiance}"
    return say(key) if has(key) else observation.confiance


def others(network: Network, one: Territory) -> Table | None:
    """What else the register holds on the territory."""
    found = other_facts(network, one)
    if not found:
        return None
    heads = [say(f"colonnes.{c}") for c in ("quantite", "valeur", "periode", "source")]
    rows = [
        (
            in_words(fact.quantity),
            _counted(fact),
            in_words(fact.period),
            (source_name(fact.source), fact.source),
        )
        for fact in found
    ]
    return Table(heads, rows, "lrll", caption=say("portrait.autres"), wrap=True)


def _counted(fact: Fact) -> str:
    """The value of a fact; its unit too, unless the quantity is already that word."""
    if isinstance(fact.value, float) and fact.quantity.startswith(fact.unit):
        return formats.number(fact.value, 2)
    return formats.with_unit(fact.value, fact.unit)
