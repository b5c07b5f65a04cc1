"""The drawings of a programme: who bears each year, the fund of advances, the map of its places."""

import math
from collections.abc import Sequence

import pandas as pd

from simulator.base.rounding import whole
from simulator.charts.drawing import Words
from simulator.charts.fund_area import fund_area
from simulator.charts.map import territory_map
from simulator.charts.stacked_years import stacked_years
from simulator.figures.trails import hue
from simulator.ledger import BEARERS
from simulator.network.model import Network
from simulator.stories.picture import EUROS, Picture, Writers
from simulator.stories.programme_answer import is_floor, yearly_costs
from simulator.stories.programme_places import Place, name_of, place_named
from simulator.stories.territories_map import LABELS
from simulator.studies.programme import Programmed
from simulator.studies.programme_fund import FundYear, fund_of
from simulator.studies.programme_reserves import places_without_animation
from simulator.text import formats, say


def years_picture(found: Programmed, network: Network) -> Picture:
    """What each party bears each year."""
    costs = yearly_costs(found)
    rows = [
        {
            "year": annee,
            "year_label": say("programme_page.pied", annee=annee, pme=_firms(found, k)),
            "party": hue(party),
            "party_label": say(f"programme_page.porteurs.{party.value}"),
            "amount": found.of_year(k).porte[party.value],
            "total_label": formats.euros(costs[k]),
            "note": say("simuler.part_connue") if is_floor(found) else "",
        }
        for k, annee in enumerate(found.programme.annees)
        for party in BEARERS
        if _bears(found, party.value)
    ]
    drawing = stacked_years(
        pd.DataFrame(rows, columns=list(_COLUMNS)),
        labels={
            "year": say("programme_page.annee"),
            "party": say("programme_page.qui"),
            "amount": say("programme_page.montant"),
        },
        words=Words(
            title=_heaviest_party(found, network),
            subtitle=_subtitle(found),
            source=say("programme_page.source"),
            caption=say("programme_page.lecture_annees"),
        ),
        euro=formats.euros,
    )
    return Picture(drawing, "programme_par_annee", write=EUROS, licence=say("mecene.vos_chiffres"))


_COLUMNS = ("year", "year_label", "party", "party_label", "amount", "total_label", "note")


def _firms(found: Programmed, rank: int) -> int:
    return int(found.of_year(rank).pme)


def _bears(found: Programmed, party: str) -> bool:
    years = range(len(found.programme.annees))
    return any(found.of_year(k).porte[party] for k in years)


def _subtitle(found: Programmed) -> str:
    told = [say("programme_page.sous_titre")]
    if places_without_animation(found.programme):
        told.append(say("programme_page.animation_non_comptee"))
    elif is_floor(found):
        told.append(say("programme_page.part_non_comptee"))
    return formats.series(told)


def _heaviest_party(found: Programmed, network: Network) -> str:
    """Who bears most, each year or in all, and the line that makes it so."""
    years = [found.of_year(k).porte for k in range(len(found.programme.annees))]
    total = found.total.porte
    party = max(total, key=lambda p: total[p])
    if total[party] <= 0:
        return say("programme_page.rien_a_porter")
    every = all(porte[party] == max(porte.values()) for porte in years)
    line = max(range(len(found.lines)), key=lambda n: found.of_line(n).porte[party])
    given = found.programme.lignes[line]
    return say(
        f"programme_page.porte_le_plus.{party}",
        quand=say(f"programme_page.{'chaque_annee' if every and len(years) > 1 else 'en_tout'}"),
        format=say(f"dispositifs.{given.dispositif}.nom"),
        lieu=name_of(given.territoire, network),
    )


def fund_picture(found: Programmed) -> Picture | None:
    """What the fund has out, until all is back; None when nothing is lent."""
    fund = fund_of(found)
    if not fund:
        return None
    drawing = fund_area(
        [year.published() for year in fund],
        headings={
            "annee": say("programme_page.annee"),
            **{key: say(f"programme.{key}") for key in list(fund[0].published())[1:]},
        },
        words=Words(
            title=_fund_title(fund),
            subtitle=say(
                "programme_page.fonds_sans_pertes"
                if fund[0].perdues is None
                else "programme_page.fonds_sous_titre"
            ),
            source=say("programme_page.source"),
            caption=say("programme.fonds"),
        ),
        euro=formats.euros,
    )
    write: Writers = {
        "annee": lambda year: f"{year:.0f}",
        **dict.fromkeys(list(fund[0].published())[1:], formats.euros_cents),
    }
    return Picture(drawing, "fonds_d_avances", write=write, licence=say("mecene.vos_chiffres"))


def _fund_title(fund: Sequence[FundYear]) -> str:
    peak = max(year.besoin for year in fund)
    last = next(year.annee for year in fund[::-1] if year.encours == 0)
    return say("programme_page.fonds_titre", pointe=formats.euros(peak), annee=last)


def map_picture(found: Programmed, network: Network) -> Picture | None:
    """The places of the programme by the firms helped; None when the map knows none of them."""
    firms = firms_by_place(found, network)
    placed = [(place_named(key, network), n) for key, n in firms.items()]
    known = [(place, n) for place, n in placed if place is not None]
    if not known:
        return None
    years = len(found.programme.annees)
    drawing = territory_map(
        pd.DataFrame([_row(place, n) for place, n in known]),
        labels={key: say(text) for key, text in LABELS.items()}
        | {"none": say("programme_page.hors_programme")},
        words=Words(
            title=say("programme_page.carte_titre", n=len(firms)),
            subtitle=say("programme_page.carte_sous_titre", n=years),
            source=say("programme_page.source_carte", fond=say("territoires.fond")),
            caption=say("programme_page.carte_lecture"),
        ),
        write=formats.number,
    )
    return Picture(drawing, "carte_du_programme", licence=say("territoires.fond"))


def firms_by_place(found: Programmed, network: Network) -> dict[str, int]:
    """Firms helped in each place, the most helped first."""
    firms = {place: int(found.of_place(place).pme) for place in found.programme.territoires}
    return dict(sorted(firms.items(), key=lambda one: (-one[1], name_of(one[0], network))))


def _row(place: Place, firms: int) -> dict[str, object]:
    x, y = place.point or (math.nan, math.nan)
    return {
        "code": place.key, "name": place.name, "departments": place.departments,
        "value": float(whole(firms)), "note": "", "x": x, "y": y,
    }  # fmt: skip
