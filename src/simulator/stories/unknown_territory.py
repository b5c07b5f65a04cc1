"""A territory that no source gives a figure of: said in one sentence, with whom to ask."""

from simulator.network.model import Network, Territory
from simulator.text import say
from simulator.text.registered import in_words


def answer(network: Network, one: Territory) -> str:
    """That nobody has published a figure, then the host, a partner, or the network to ask."""
    if not network.livre:
        return say("sans_chiffre.a_vous", nom=one.nom)
    for key, named in (("hote", one.operateur), ("partenaire", one.partenaires)):
        if named:
            return say(f"sans_chiffre.{key}", nom=one.nom, qui=_first(in_words(named)))
    return say("sans_chiffre.personne", nom=one.nom)


def _first(named: str) -> str:
    """A name without what its source adds between brackets."""
    return named.partition(" (")[0]
