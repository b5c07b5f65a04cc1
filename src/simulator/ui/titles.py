"""The title of the tab, from the session as the page is drawn, and from an address.

The second is for who reads the document before any script runs: both are the same words.
"""

from collections.abc import Callable, Mapping
from typing import Final

import streamlit as st

from simulator.cases.scenario import from_link
from simulator.cases.sponsor_sharing import from_link as sponsor_from_link
from simulator.errors import PasserelleError
from simulator.network.basin import basin_of
from simulator.network.shipped import shipped
from simulator.stories import page_titles
from simulator.text import has, say, speaking
from simulator.ui import current, sponsor_state

Parameters = Mapping[str, str]


def show(subject: str) -> None:
    """Give the tab its title; a fragment may do it too."""
    st.set_page_config(page_title=page_titles.complete(subject))


def of_address(slug: str, parameters: Parameters, language: str) -> str:
    """The whole title of an address; that of the page when what it names cannot be read."""
    with speaking(language):
        try:
            subject = _ASKED[slug](parameters) if slug in _ASKED else None
        except (PasserelleError, OSError):
            subject = None
        return page_titles.complete(subject or page_titles.of_page(slug))


def _scenario(parameters: Parameters) -> str | None:
    token = parameters.get("s")
    if token:
        return page_titles.of_scenario(from_link(token))
    return say(f"dispositifs.{current.FIRST}.question")


def _sponsor(parameters: Parameters) -> str | None:
    token, example = parameters.get("s"), parameters.get("exemple", sponsor_state.FIRST)
    if token:
        return page_titles.of_sponsor(sponsor_from_link(token), None)
    return page_titles.of_sponsor(None, example) if has(f"mecene_exemples.{example}") else None


def _figure(parameters: Parameters) -> str | None:
    key = f"indicateurs.{parameters.get('chiffre', '')}.nom"
    return page_titles.of_figure(say(key)) if has(key) else None


def _place(slug: str) -> Callable[[Parameters], str | None]:
    def read(parameters: Parameters) -> str | None:
        if slug == "portrait" and (token := parameters.get("bassin")):
            return basin_of(token).nom
        found = shipped().by_id.get(parameters.get("territoire", ""))
        return page_titles.of_territory(slug, found.nom) if found else None

    return read


_ASKED: Final[Mapping[str, Callable[[Parameters], str | None]]] = {
    "simuler": _scenario,
    "mecene": _sponsor,
    "explication": _figure,
    "territoires": _place("territoires"),
    "portrait": _place("portrait"),
}
