"""What the browser's tab and a bookmark say: one title a page, a case, a territory.

A title holds nothing that the address does not.
"""

from simulator.cases.scenario import Scenario
from simulator.cases.sponsor import SponsorCase
from simulator.stories import ready_cases
from simulator.text import has, say


def complete(subject: str) -> str:
    """The subject of a page, then the name of the application."""
    return say("app.titre", sujet=subject)


def of_page(slug: str) -> str:
    """The subject of a page where nothing is chosen: its question, or what it does."""
    page = slug if has(f"{slug}.menu") else "accueil"
    key = f"{page}.question"
    return say(key) if has(key) else say(f"{page}.menu")


def of_scenario(scenario: Scenario) -> str:
    """A case by its title, else by the question of its format."""
    return ready_cases.title_of(scenario) or say(f"dispositifs.{scenario.dispositif}.question")


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
