"""An item of a dossier, told by its kind: sheets, limits, assumptions."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from simulator.cases.comparison import read_comparison
from simulator.cases.dossier import Item
from simulator.cases.programme import Programme, read_programme
from simulator.cases.scenario import read
from simulator.cases.sponsor import read_case
from simulator.figures.sponsor_outcome import assess
from simulator.law.book import Book
from simulator.network.shipped import shipped
from simulator.simulate import Outcome, simulate
from simulator.stories import kept_pictures, scenario_reserves, sponsor_reserves
from simulator.stories.board import (
    assumed,
    of_comparison,
    of_kept,
    of_programme,
    of_programmes,
    of_scenario,
    of_sponsor,
)
from simulator.stories.board.model import Limit, Sheet
from simulator.stories.cases_compared import LETTERS
from simulator.stories.page_titles import of_scenario as title_of_scenario
from simulator.stories.page_titles import of_sponsor as title_of_sponsor
from simulator.stories.programme_places import name_of
from simulator.stories.table import Table
from simulator.stories.who_can_say import who_can_say
from simulator.studies import compare_body
from simulator.studies.programme import Programmed, run
from simulator.studies.programme_reserves import keyed_reserves
from simulator.text import say


@dataclass(frozen=True, slots=True)
class Told:
    """What an item says by its kind; `title` is what its page calls it."""

    title: str
    sheets: Sequence[Sheet]
    limits: Sequence[Limit]
    assumed: Table | None


def _scenario(item: Item, book: Book) -> Told:
    outcome = simulate(read(item.cas), book)
    return Told(
        title_of_scenario(outcome.scenario),
        of_scenario.sheets(outcome),
        _limits(scenario_reserves.of_board(outcome)),
        assumed.of_scenario(outcome.scenario),
    )


def _sponsor(item: Item, book: Book) -> Told:
    given = read_case(item.cas)
    outcome = assess(given, book)
    return Told(
        title_of_sponsor(given, None),
        of_sponsor.sheets(outcome),
        _limits(sponsor_reserves.of_board(outcome)),
        assumed.of_sponsor(given),
    )


def _comparison(item: Item, book: Book) -> Told:
    if "lignes" in item.cas["reference"]:
        return _programmes(item, book)
    cases = read_comparison(item.cas).ordered
    outcomes = [simulate(one, book) for one in cases]
    return Told(
        say("emporter.comparaison"),
        of_comparison.sheets(outcomes, book),
        _limits_of_all(outcomes),
        assumed.of_comparison(cases, LETTERS),
    )


def _programmes(item: Item, book: Book) -> Told:
    """Programmes compared: their reserves each once; what was typed of each is in the workbook."""
    found = compare_body.answer(item.cas, book)
    cases = [column.case for column in found.colonnes if isinstance(column.case, Programme)]
    told = dict.fromkeys(one for case in cases for one in _reserves(run(case, book)))
    return Told(say("emporter.comparaison"), of_programmes.sheets(found), list(told), None)


def _reserves(found: Programmed) -> list[Limit]:
    told = keyed_reserves(found, lambda place: name_of(place, shipped()))
    return _limits((say("emporter.a_savoir"), text, key) for text, key in told)


def _limits_of_all(outcomes: Sequence[Outcome]) -> list[Limit]:
    """The reserves of every case, each once."""
    found = (one for outcome in outcomes for one in _limits(scenario_reserves.of_board(outcome)))
    return list(dict.fromkeys(found))


def _limits(told: Iterable[tuple[str, str, str]]) -> list[Limit]:
    """Each reserve with who can say, where we know somebody who can."""
    return [Limit(title, text, who_can_say(key)) for title, text, key in told]


def _programme(item: Item, book: Book) -> Told:
    given = read_programme(item.cas)
    found = run(given, book)
    return Told(
        given.titre or say("emporter.programme", debut=given.annees[0], fin=given.annees[-1]),
        of_programme.sheets(found),
        _reserves(found),
        assumed.of_programme(given),
    )


def _kept(item: Item, book: Book) -> Told:
    name = kept_pictures.name_of(item.genre, item.cas)
    return Told(name, of_kept.sheets(item, book), of_kept.limits(item, book), None)


TELLERS: Mapping[str, Callable[[Item, Book], Told]] = MappingProxyType(
    {
        "scenario": _scenario,
        "mecene": _sponsor,
        "comparaison": _comparison,
        "programme": _programme,
        "portrait": _kept,
        "graphique": _kept,
    }
)
"""How each kind of item is told; each raises what the model, the law or a rule refuses."""
