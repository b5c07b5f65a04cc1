"""One field finds a territory, a format, a case, a row of law, a page; each result opens it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from simulator.cases.scenario import read
from simulator.errors import GeoError
from simulator.law.book import Row, in_force, label
from simulator.network import geo
from simulator.network.model import Territory
from simulator.network.shipped import shipped
from simulator.schemes import SCHEMES
from simulator.stories import page_titles
from simulator.stories.network import scheme_name
from simulator.stories.ready_cases import ready_cases
from simulator.stories.references import text_of_law
from simulator.stories.territories_map import listed_name
from simulator.stories.usual_formats import short_of
from simulator.text import current_language, formats, say, speaking
from simulator.text.likeness import likeness, words_of
from simulator.text.registered import in_words

MOST = 6
"""Results shown; the others are counted."""
LONGEST = 60
PAGES = (
    "accueil", "simuler", "comparer", "programme", "mecene", "dossier", "territoires", "portrait",
    "competences", "reseau", "annees", "contradictions", "donnees", "sources",
)  # fmt: skip
KINDS = ("format", "territoire", "page", "loi", "cas")
"""In the order in which equals come."""


@dataclass(frozen=True, slots=True)
class Found:
    """Something to open: its kind, its name, what is said of it, the page and its parameters."""

    kind: str
    name: str
    said: str
    page: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    more: str = ""
    """Other words by which it is sought, which are not shown."""

    @property
    def label(self) -> str:
        """The words of the link."""
        return say("trouver.resultat", genre=say(f"trouver.genre.{self.kind}"), nom=self.name)


def find(typed: str) -> list[Found]:
    """What fits the words typed, the best first; empty when nothing does."""
    words = words_of(typed[:LONGEST], say("trouver.vides").split())
    index = _index(current_language(), date.today())
    scored = ((likeness(words, name, more), one) for one, name, more in index)
    hits = [(score, one) for score, one in scored if score]
    best = max((score for score, _ in hits), default=0)
    kept = [(score, one) for score, one in hits if 10 * score >= best]
    return [one for _, one in sorted(kept, key=_rank)]


def _rank(hit: tuple[int, Found]) -> tuple[int, int, int]:
    """The best first; among equals by kind, then the name that says the least else."""
    score, one = hit
    return -score, KINDS.index(one.kind), len(one.name)


def told(typed: str, found: list[Found]) -> str:
    """How many results, or that there is none and what may be typed instead."""
    if not found:
        place = _empty_place(typed)
        return say("trouver.rien", mots=typed.strip()[:LONGEST]) if place is None else place
    return say("trouver.compte", n=len(found), mots=typed.strip()[:LONGEST])


def _empty_place(typed: str) -> str | None:
    """That a department has no known site; None when no department is meant."""
    try:
        place = geo.find(typed)
    except GeoError:
        return None
    return say("trouver.sans_site", nom=place.name, code=place.code)


def others(found: list[Found]) -> str:
    """How many results are not shown; empty when all are."""
    left = len(found) - MOST
    return say("trouver.autres", n=left) if left > 0 else ""


@lru_cache(maxsize=4)
def _index(language: str, day: date) -> tuple[tuple[Found, tuple[str, ...], tuple[str, ...]], ...]:
    with speaking(language):
        every = [*_formats(), *_territories(), *_pages(), *_law(day), *_cases()]
        return tuple((one, words_of(one.name), words_of(f"{one.said} {one.more}")) for one in every)


def _formats() -> Iterator[Found]:
    for key in SCHEMES:
        link = read({"dispositif": key}).to_link()
        name, said = say(f"dispositifs.{key}.nom"), say(f"dispositifs.{key}.resume")
        yield Found("format", name, said, "simuler", {"s": link}, short_of(key))


def _territories() -> Iterator[Found]:
    network = shipped()
    for one in network.territoires:
        name = listed_name(one, network.territoires)
        said = say("trouver.territoire", dispositif=scheme_name(one.dispositif))
        yield Found(
            "territoire", name, said, "portrait", {"territoire": one.id}, _around(one)
        )  # fmt: skip


def _around(one: Territory) -> str:
    """The names of the places where it is, its host, the codes of its departments."""
    places = [geo.zone(code).name for code in one.departements]
    regions = {geo.zone(code).region for code in one.departements}
    names = [geo.zone(code, "regions").name for code in sorted(regions)]
    return " ".join([*places, *names, *one.departements, one.operateur or ""])


def _pages() -> Iterator[Found]:
    for name in PAGES:
        said = page_titles.of_page(name)
        yield Found("page", say(f"{name}.menu"), said, name, {}, say(f"trouver.mots.{name}"))


def _law(day: date) -> Iterator[Found]:
    book = in_force()
    for parameter in book.parameters:
        rows = book.history(parameter)
        now = next((row for row in reversed(rows) if row.since <= day), rows[0])
        said = say("trouver.loi", article=text_of_law(now.reference), valeur=_value(now))
        more = " ".join(f"{row.reference} {row.since.year} {in_words(row.note)}" for row in rows)
        domain = say(f"domaines.{parameter.split('.')[0]}")
        yield Found(
            "loi", label(parameter), said, "sources", {"loi": parameter}, f"{more} {domain}"
        )  # fmt: skip


def _value(row: Row) -> str:
    return say(
        "trouver.depuis",
        valeur=formats.with_unit(row.value, row.unit),
        evenement=say(f"evenements.{row.event}"),
        jour=formats.day(row.since),
    )


def _cases() -> Iterator[Found]:
    for case in ready_cases():
        yield Found("cas", case.title, say("trouver.cas"), "simuler", {"s": case.link})
