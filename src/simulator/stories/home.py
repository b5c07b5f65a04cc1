"""The first page in words: who bears what in the formats of the year, on one scale.

Amounts are rounded to the ten here, parts and totals together; the simulator says the euro.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from simulator.base.rounding import adding_up, whole
from simulator.cases.transposition import last_law_year
from simulator.charts.theme import text_width
from simulator.figures.indicators import HIDES_THE_COST
from simulator.figures.trails import hue, short_name
from simulator.ledger import Party
from simulator.stories.usual_formats import name_of, usage
from simulator.studies.usual import Formats, Usual, formats_of
from simulator.text import formats, say

TEN = 10
LONGEST = 0.97
"""The longest bar, as a share of its column."""
STUB = 26.0
"""Pixels of the hatched end that says that something is missing: its length says nothing."""
WIDE, NARROW = 750.0, 340.0
"""Pixels of the column on a desk and on a phone: what fits in a segment depends on it."""
TYPE = 12.5
MARGIN = 8.0
SHARES: Mapping[str, float] = {"quart": 1 / 4, "tiers": 1 / 3, "moitie": 1 / 2}


@dataclass(frozen=True, slots=True)
class Segment:
    """What one party bears: its colour, its words, its width as a share of the column."""

    fill: str
    name: str
    amount: str
    width: float

    def fits(self, column: float) -> bool:
        """Whether its words stand inside it in a column of so many pixels."""
        need = max(text_width(self.name, TYPE), text_width(self.amount, TYPE))
        return need + MARGIN <= self.width * column


@dataclass(frozen=True, slots=True)
class Bar:
    """A format for one SME helped, every word ready to print."""

    key: str
    name: str
    usage: str
    total: str
    is_whole: bool
    segments: tuple[Segment, ...]
    missing: str
    is_open: bool
    """Nobody knows the cost: the hatch runs to the end of the column and holds what is missing."""

    def beside(self, column: float) -> str:
        """What the segments cannot hold, and what is missing, in a column of so many pixels."""
        thin = [f"{one.name} {one.amount}" for one in self.segments if not one.fits(column)]
        inside = self.is_open and self.stub_fits(column)
        return formats.series(filter(None, [", ".join(thin), "" if inside else self.missing]))

    def room(self, column: float) -> float:
        """Pixels right of the bar."""
        used = sum(one.width for one in self.segments) * column
        return column - used - (STUB if self.missing else 0)

    def stub_fits(self, column: float) -> bool:
        """Whether the open hatch holds the words of what is missing."""
        return text_width(self.missing, TYPE) + 3 * MARGIN <= self.room(column)

    def beside_fits(self, column: float) -> bool:
        """Whether those words stand right of the bar."""
        if self.is_open:
            return False
        return text_width(self.beside(column), TYPE) + MARGIN <= self.room(column)


def door(page: str, territories: int) -> str:
    """What stands behind a door."""
    return say(f"accueil.porte.{page}", n=territories)


@cache
def usual_now() -> Formats:
    """The formats of the last year whose law is known."""
    return formats_of(last_law_year())


def answer() -> str:
    """Who bears what where the cost is known: the SME's largest share, then who bears the most."""
    known = [one for one in usual_now().usual if not HIDES_THE_COST & set(one.missing)]
    share = max(one.borne()[Party.PME] / one.cost for one in known)
    under = next((key for key, limit in SHARES.items() if share < limit), "")
    first = (
        say(f"accueil.pme_moins.{under}")
        if under
        else say("accueil.pme_jusqu_a", part=formats.percent(share, 0))
    )
    payers = dict.fromkeys(_most(one) for one in known)
    names = [say(f"accueil.qui.{party.value}") for party in payers]
    told = f" {say('mots.ou')} ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
    key = "selon_le_format" if len(names) > 1 else "toujours"
    second = say(f"accueil.{key}", qui=told)
    return f"{first} {second[:1].upper()}{second[1:]}"


def _most(one: Usual) -> Party:
    borne = one.borne()
    return max(borne, key=lambda party: borne[party])


def finding() -> str:
    """The title of the bars: from the least to the most, and whether the payers change."""
    ranked = [one for one in usual_now().usual if not HIDES_THE_COST & set(one.missing)]
    low, high = min(ranked, key=lambda o: o.cost), max(ranked, key=lambda o: o.cost)
    changes = len({_most(one) for one in ranked}) > 1
    return say(
        f"accueil.barres.{'changent' if changes else 'restent'}",
        bas=_least(low),
        haut=_least(high),
        qui=short_name(_most(high).value),
    )


def _least(one: Usual) -> str:
    key = "au_moins_apres" if one.missing else "exact"
    return say(f"accueil.barres.{key}", montant=formats.euros(TEN * whole(one.cost / TEN)))


def subtitle() -> str:
    """What the bars measure, and in which year."""
    return say("accueil.barres.sous_titre", annee=usual_now().annee)


def bars() -> list[Bar]:
    """A bar a format, all on one scale, the cheapest first, unknown costs last."""
    found = sorted(
        usual_now().usual, key=lambda one: (bool(HIDES_THE_COST & set(one.missing)), one.cost)
    )
    scale = max(one.cost for one in found) / LONGEST
    return [_bar(one, scale) for one in found]


def _bar(one: Usual, scale: float) -> Bar:
    borne = one.borne()
    tens = adding_up([share / TEN for share in borne.values()], whole(one.cost / TEN))
    segments = tuple(
        Segment(hue(party), short_name(party.value), formats.euros(ten * TEN), ten * TEN / scale)
        for party, ten in zip(borne, tens, strict=True)
        if ten > 0
    )
    is_open = bool(HIDES_THE_COST & set(one.missing))
    told = formats.euros(TEN * whole(one.cost / TEN))
    lacks = [say(f"accueil.manque.{key}") for key in one.missing]
    return Bar(
        key=one.key,
        name=name_of(one.key),
        usage=usage(one),
        total=_total(told, bool(one.missing), is_open),
        is_whole=not one.missing,
        segments=segments,
        missing=say("accueil.manque.dit", quoi=formats.listed(lacks)) if lacks else "",
        is_open=is_open,
    )


def _total(told: str, lacks: bool, is_open: bool) -> str:
    key = "cout_inconnu" if is_open else "au_moins" if lacks else "exact"
    return say(f"accueil.barres.{key}", montant=told)
