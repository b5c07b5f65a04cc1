"""The formats side by side in words: the answer, a line each, what would reverse their order."""

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.base.rounding import adding_up, whole
from simulator.cases.transposition import transposition
from simulator.figures.indicators import HIDES_THE_COST
from simulator.figures.trails import hue, short_name
from simulator.ledger import BEARERS, Party
from simulator.stories.table import Table
from simulator.studies.reversals import Ranked, Reversal, reversals
from simulator.studies.usual import Formats, Usual
from simulator.text import formats, say

MOST_PAYERS = 2
WORDS_FROM = 0.14
"""A segment as wide as this share of the longest bar holds its name and its amount."""


@dataclass(frozen=True, slots=True)
class Part:
    """A segment: its colour, its words when it can hold them, its width as a share of the scale."""

    fill: str
    name: str
    amount: str
    width: float
    is_named: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A format in the table of bars; every word is ready to print."""

    key: str
    name: str
    usage: str
    parts: tuple[Part, ...]
    beside: tuple[str, ...]
    lacks: bool
    days: str
    cost: str
    per_day: str
    region: tuple[str, ...]


def answer(found: Formats) -> str:
    """What helping one SME costs, from the cheapest to the dearest, and who pays the most of it."""
    known = [one for one in found.usual if one.days is not None] or list(found.usual)
    low, high = known[0], known[-1]
    return say(
        "formats.reponse_seule" if low is high else "formats.reponse",
        annee=found.annee,
        bas=_cost(low),
        format_bas=short_of(low.key),
        haut=_cost(high),
        format_haut=short_of(high.key),
        qui=_who(found),
    )


def _who(found: Formats) -> str:
    """Who bears the most of each format whose payers are all known."""
    by_party: dict[Party, list[str]] = {}
    for one in found.usual:
        if not HIDES_THE_COST & set(one.missing):
            borne = one.borne()
            by_party.setdefault(max(borne, key=lambda p: borne[p]), []).append(short_of(one.key))
    most = sorted(by_party.items(), key=lambda pair: -len(pair[1]))[:MOST_PAYERS]
    told = [
        say(
            f"formats.porte_le_plus.{'puis' if rank else 'un'}",
            qui=say(f"formats.qui.{party.value}"),
            ou=formats.listed(keys),
        )
        for rank, (party, keys) in enumerate(most)
    ]
    whole_sentence = say("mots.suite").join(told)
    return whole_sentence[:1].upper() + whole_sentence[1:]


def short_of(key: str) -> str:
    """What a format is called in a sentence."""
    return say(f"formats.court.{key}")


def name_of(key: str) -> str:
    """What a format is called."""
    return say(f"dispositifs.{key}.nom")


def _cost(one: Usual) -> str:
    told = formats.euros(one.cost)
    return say("formats.au_moins", montant=told) if one.missing else told


def finding(found: Formats) -> str:
    """The title of the bars: what a day costs, from one format to another."""
    by_day = sorted(
        (one for one in found.usual if one.per_day is not None), key=lambda one: one.per_day or 0.0
    )
    if not by_day:
        return say("formats.constat_sans_jours")
    low, high = by_day[0], by_day[-1]
    return say(
        "formats.constat",
        bas=formats.euros(low.per_day),
        format_bas=short_of(low.key),
        haut=formats.euros(high.per_day),
        format_haut=short_of(high.key),
    )


def lines(found: Formats) -> list[Line]:
    """A line a format, in their order."""
    scale = max((sum(_shares(one).values()) for one in found.usual), default=0) or 1
    return [_line(one, scale) for one in found.usual]


def _shares(one: Usual) -> dict[Party, int]:
    """What each party bears for one SME in whole euros that add up; nothing is left out."""
    borne = one.borne()
    wholes = adding_up(list(borne.values()), whole(one.cost))
    return {party: share for party, share in zip(borne, wholes, strict=True) if share}


def _line(one: Usual, scale: int) -> Line:
    parts = tuple(
        Part(hue(party), short_name(party.value), formats.euros(share), max(share, 0) / scale,
             share / scale >= WORDS_FROM)
        for party, share in _shares(one).items()
    )  # fmt: skip
    thin = [f"{part.name} {part.amount}" for part in parts if not part.is_named]
    lacks = [say(f"formats.manque.{key}") for key in one.missing]
    return Line(
        key=one.key,
        name=name_of(one.key),
        usage=usage(one),
        parts=parts,
        beside=tuple(filter(None, [", ".join(thin), formats.listed(lacks)])),
        lacks=bool(one.missing),
        days=say("mots.inconnu") if one.days is None else formats.number(one.days, 1),
        cost=_cost(one),
        per_day=_per_day(one),
        region=_per_region(one),
    )


def _per_day(one: Usual) -> str:
    if one.per_day is None:
        return say("mots.inconnu")
    told = formats.euros(one.per_day)
    return say("formats.au_moins", montant=told) if one.missing else told


def usage(one: Usual) -> str:
    """Its usual way, in a few words: what one SME receives."""
    a, days = one.outcome.scenario.reponses, one.days
    return say(
        f"formats.usage.{one.key}",
        jours=say("comptes.jours", n=days) if days is not None else "",
        avance=formats.euros(getattr(a, "avance_moyenne", 0.0)),
        part=formats.percent(getattr(a, "part_du_don", 0.0)),
    )


def _per_region(one: Usual) -> tuple[str, ...]:
    """What 1,000 € of the Region buy, or why there is no such figure."""
    if one.region is None:
        return (say("formats.region_inconnue"),)
    bought = one.per_1000()
    if bought is None:
        return (say("formats.sans_region"),)
    return tuple(
        say(f"formats.region.{what}", nombre=formats.number(value, 2))
        if what != "prives"
        else say("formats.region.prives", nombre=formats.euros(value))
        for what, value in bought.items()
    )


def not_yet(found: Formats) -> str:
    """The formats that this year does not have, and since when they can be computed."""
    told = [
        say("formats.plus_tard", nom=name_of(key), annee=first)
        for key, first in found.later.items()
    ]
    return say("mots.suite").join(told)


def prices(found: Formats) -> str:
    """Which prices the index carried to the year, and by how much."""
    told = []
    for one in found.usual:
        a = one.outcome.scenario.reponses
        carried = transposition(type(a), a.annee)
        if carried:
            told.append(
                say(
                    "formats.prix",
                    nom=name_of(one.key),
                    ancienne=carried.prix_de,
                    coefficient=formats.number(carried.coefficient, 2),
                )
            )
    key = "formats.source_portee" if told else "formats.source"
    return say(key, annee=found.annee, prix=formats.series(told))


def order_of(found: Formats) -> list[Ranked]:
    """The formats as an order by cost; one whose days are unknown is never ranked."""
    return [
        Ranked(one.outcome.scenario, one.cost, not one.missing, one.per_day)
        for one in found.usual
        if one.days is not None
    ]


def reversed_by(found: Formats) -> list[str]:
    """What would reverse their order, at most three sentences with the value in bold."""
    return [_reversal(one) for one in reversals(order_of(found), "cout_par_pme")]


def _reversal(one: Reversal) -> str:
    unknown = one.now is None
    return say(
        f"formats.bascule.{'inconnue' if unknown else 'connue'}",
        nom=short_of(one.moved.dispositif),
        autre=short_of(one.other.dispositif),
        levier=say(f"formats.levier.{one.number.name}"),
        valeur=formats.euros(one.value),
        actuel="" if unknown else formats.euros(one.now),
    )


MEASURES = ("pme", "jour", "emploi_prevu", "emploi_realise")
"""What the full table divides by."""


def measure_name(measure: str) -> str:
    """What a measure is called."""
    return say(f"formats.mesures.{measure}")


def to_open(one: Usual) -> str:
    """The words of the link that opens a format in the simulator."""
    return say("formats.ouvrir", nom=name_of(one.key))


def divided(one: Usual, measure: str) -> float | None:
    """How many of a measure one SME's help holds; None when nobody knows."""
    if measure == "pme":
        return 1.0
    if measure == "jour":
        return one.days or None
    per_job = one.per_job()[measure.removeprefix("emploi_")]
    return one.cost / per_job if per_job else None


def full_table(found: Formats, measure: str) -> Table:
    """The cost and what each party bears, by one of the measures."""
    names = [short_name(party.value) for party in BEARERS]
    heads = [say("formats.colonnes.format"), say("formats.cout"), *names]
    rows = [_full_row(one, measure) for one in found.usual]
    return Table(heads, rows, caption=measure_name(measure))


def _full_row(one: Usual, measure: str) -> Sequence[str]:
    """In whole euros that add up."""
    borne, number = one.borne(), divided(one, measure)
    if number is None:
        return [name_of(one.key), *[say("mots.inconnu")] * (1 + len(borne))]
    total = one.cost / number
    wholes = adding_up([share / number for share in borne.values()], whole(total))
    told = formats.euros(total)
    cost = say("formats.au_moins", montant=told) if one.missing else told
    return [name_of(one.key), cost, *(formats.euros(share) for share in wholes)]


def region_table(found: Formats) -> Table:
    """What 1,000 € of the Region buy by each format."""
    names = ("jours", "pme", "prives")
    heads = [say("formats.colonnes.pour_1000"), *(say(f"formats.achats.{name}") for name in names)]
    return Table(heads, [_region_row(one) for one in found.usual], "llll")


def _region_row(one: Usual) -> Sequence[str]:
    bought = one.per_1000()
    if bought is None:
        key = "sans_region" if one.region is not None else "region_inconnue"
        return [name_of(one.key), say(f"formats.{key}"), "", ""]
    jours, pme, prives = bought.values()
    return [
        name_of(one.key), formats.number(jours, 2), formats.number(pme, 2), formats.euros(prives),
    ]  # fmt: skip
