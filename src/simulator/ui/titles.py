"""What the browser's tab and a bookmark say: one title a page, a case, a territory.

The same words from the session (as the page is drawn) and from an address (for who reads the
document before any script runs); a title holds nothing that the address does not.
"""

from collections.abc import Callable, Mapping
from typing import Final

import streamlit as st

from simulator.cases.scenario import Scenario, from_link
from simulator.cases.sponsor import SponsorCase
from simulator.cases.sponsor_sharing import from_link as sponsor_from_link
from simulator.errors import PasserelleError
from simulator.network.basin import basin_of
from simulator.network.shipped import shipped
from simulator.text import has, say, speaking
from simulator.ui import cases, current, sponsor_state

PAGES: Final = {
    "": "accueil",
    "simuler": "simuler",
    "mecene": "mecene",
    "explication": "explication",
    "territoires": "territoires",
    "portrait": "portrait",
    "competences": "competences",
    "reseau": "historique",
    "donnees": "donnees",
    "sources": "sources",
}
"""The texts of a page, by the last word of its address."""

Parameters = Mapping[str, str]


def show(subject: str) -> None:
    """Give the tab its title; a fragment may do it too."""
    st.set_page_config(page_title=complete(subject))


def complete(subject: str) -> str:
    """The subject of a page, then the name of the application."""
    return say("app.titre", sujet=subject)


def of_page(slug: str) -> str:
    """The subject of a page where nothing is chosen: its question, or what it does."""
    texts = PAGES.get(slug, "accueil")
    key = f"{texts}.question"
    return say(key) if has(key) else say(f"{texts}.menu")


def of_scenario(scenario: Scenario) -> str:
    """A case by its title, else by the question of its format."""
    return cases.title_of(scenario) or say(f"dispositifs.{scenario.dispositif}.question")


def of_sponsor(case: SponsorCase | None, example: str | None) -> str:
    """A sponsor's case by its title, an invented one by what it shows."""
    if example:
        return say("mecene.titre_exemple", exemple=say(f"mecene_exemples.{example}"))
    return (case.titre if case else "") or of_page("mecene")


def of_territory(slug: str, name: str) -> str:
    """A territory by its name, on the map or in its portrait."""
    return name if slug == "territoires" else say("portrait.titre", nom=name)


def of_figure(name: str) -> str:
    """The proof of a figure by the figure."""
    return say("explication.question_de", figure=name)


def of_address(slug: str, parameters: Parameters, language: str) -> str:
    """The whole title of an address; that of the page when what it names cannot be read."""
    with speaking(language):
        try:
            subject = _ASKED[slug](parameters) if slug in _ASKED else None
        except (PasserelleError, OSError):
            subject = None
        return complete(subject or of_page(slug))


def _scenario(parameters: Parameters) -> str | None:
    token = parameters.get("s")
    if token:
        return of_scenario(from_link(token))
    return say(f"dispositifs.{current.FIRST}.question")


def _sponsor(parameters: Parameters) -> str | None:
    token, example = parameters.get("s"), parameters.get("exemple", sponsor_state.FIRST)
    if token:
        return of_sponsor(sponsor_from_link(token), None)
    return of_sponsor(None, example) if has(f"mecene_exemples.{example}") else None


def _figure(parameters: Parameters) -> str | None:
    key = f"indicateurs.{parameters.get('chiffre', '')}.nom"
    return of_figure(say(key)) if has(key) else None


def _place(slug: str) -> Callable[[Parameters], str | None]:
    def read(parameters: Parameters) -> str | None:
        if slug == "portrait" and (token := parameters.get("bassin")):
            return basin_of(token).nom
        found = shipped().by_id.get(parameters.get("territoire", ""))
        return of_territory(slug, found.nom) if found else None

    return read


_ASKED: Final[Mapping[str, Callable[[Parameters], str | None]]] = {
    "simuler": _scenario,
    "mecene": _sponsor,
    "explication": _figure,
    "territoires": _place("territoires"),
    "portrait": _place("portrait"),
}
