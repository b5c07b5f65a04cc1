"""The tables of a programme: line by line, the payments of each year, what came of it."""

from collections.abc import Iterator

from simulator.base.rounding import whole
from simulator.ledger import BEARERS, Kind, Ledger, Nature, Party
from simulator.network.model import Indicator, Network
from simulator.stories.programme_places import name_of, place_named
from simulator.stories.table import Table
from simulator.studies.programme import Programmed
from simulator.studies.programme_fund import fund_of
from simulator.studies.programme_sums import QUANTITIES, Sums
from simulator.text import formats, say

SHOWN = (Party.MECENE, Party.PME, Party.REGION, Party.ETAT)
OTHERS = tuple(party for party in BEARERS if party not in SHOWN)


def lines(found: Programmed, network: Network) -> Table:
    """What each line does and costs over all years, then the whole."""
    heads = [
        say("programme_page.territoire"), say("programme_page.format"), say("programme_page.voie"),
        *(say(f"programme.{key}") for key in QUANTITIES[:4]), say("indicateurs.cout_reel.nom"),
        *(say(f"programme_page.porteurs.{party.value}") for party in SHOWN),
        say("programme_page.autres"),
    ]  # fmt: skip
    rows = [
        [
            name_of(line.territoire, network),
            say(f"dispositifs.{line.dispositif}.nom"),
            _route(found.lines[n].route or line.voie),
            *_figures(found.of_line(n)),
        ]
        for n, line in enumerate(found.programme.lignes)
    ]
    rows.append([say("programme.total"), "", "", *_figures(found.total)])
    return Table(
        heads, rows, "lll" + "r" * (len(heads) - 3), say("programme_page.par_ligne"),
        {len(rows) - 1}, wrap=True,
    )  # fmt: skip


def _route(route: str | None) -> str:
    return say(f"voies.{route}.nom") if route else say("programme.plusieurs_voies")


def _figures(sums: Sums) -> list[str]:
    counts = [formats.number(getattr(sums, key), 1) for key in QUANTITIES[:4]]
    borne = [formats.euros(sums.porte[party.value]) for party in SHOWN]
    others = sum(sums.porte[party.value] for party in OTHERS)
    return [*counts, formats.euros(sums.cout_reel), *borne, formats.euros(others)]


def payments(found: Programmed) -> Table:
    """What each party pays out each year: advances by their schedule, no cost that is not paid."""
    cash = Ledger(f for f in found.ledger if f.nature not in NOT_PAID and _is_cash(f.nature))
    back = {year.annee: year.remboursees for year in fund_of(found)}
    years = sorted({*cash.years(), *back})
    rows = []
    for party in BEARERS:
        own = cash.where(payer=party)
        paid = [
            float(own.where(year=year).total())
            + (back.get(year, 0.0) if party is Party.PME else 0.0)
            for year in years
        ]
        if any(paid):
            told = [formats.euros(x) if x else "–" for x in paid]
            name = say(f"programme_page.porteurs.{party.value}")
            rows.append([name, *told, formats.euros(sum(paid))])
    heads = [say("programme_page.payeur"), *map(str, years), say("programme.total")]
    return Table(heads, rows, caption=say("programme_page.calendrier"))


NOT_PAID = (Nature.REMBOURSEMENT, Nature.PERTE, Nature.INTERETS_ABANDONNES)
"""Repayments follow their schedule; a loss and interest given up are costs that nobody pays out."""


def _is_cash(nature: Nature) -> bool:
    return nature.kind is not Kind.EN_NATURE


def realised(found: Programmed, network: Network) -> Table | None:
    """What a network observed in the years of the programme, beside what is planned."""
    rows = list(_realised(found, network))
    if not rows:
        return None
    heads = [
        say("programme_page.territoire"), say("programme_page.mesure"),
        say("programme_page.prevu"), say("programme_page.observe"), say("programme_page.periode"),
    ]  # fmt: skip
    return Table(heads, rows, "llrrl", say("programme_page.prevu_et_observe"), wrap=True)


def _realised(found: Programmed, network: Network) -> Iterator[list[str]]:
    annees = found.programme.annees
    measures = ((Indicator.PME, "pme"), (Indicator.JOURS, "jours"),
                (Indicator.EMPLOIS_REALISES, "emplois_realises"))  # fmt: skip
    for written in found.programme.territoires:
        place = place_named(written, network)
        if place is None or place.territory is None:
            continue
        for indicator, name in measures:
            for seen in network.observed(place.territory, indicator):
                if seen.debut is None or seen.fin is None:
                    continue
                years = [k for k, a in enumerate(annees) if seen.debut <= a <= seen.fin]
                if not years or seen.debut < annees[0] or seen.fin > annees[-1]:
                    continue
                planned = _planned(found, written, name, years)
                yield [
                    place.name, say(f"programme.{name}"), formats.number(planned, 1),
                    formats.number(seen.valeur, 1), seen.periode,
                ]  # fmt: skip


def _planned(found: Programmed, place: str, name: str, years: list[int]) -> float | None:
    """What the lines of a place plan in some years; None when one does not say."""
    lines = [n for n, line in enumerate(found.programme.lignes) if line.territoire == place]
    values = [getattr(found.cells[n][k], name) for n in lines for k in years]
    return None if None in values else float(sum(values))


def totals(found: Programmed) -> Table:
    """Jobs, days, present value: what the four figures do not say."""
    total = found.total
    rows = [
        [say(f"programme.{key}"), formats.number(getattr(total, key), 1)] for key in QUANTITIES[1:]
    ]
    worth = found.present_value()
    rows.append(
        [say("programme.valeur_actuelle"), formats.euros(None if worth is None else whole(worth))]
    )
    return Table([say("programme_page.mesure"), say("programme.total")], rows)
