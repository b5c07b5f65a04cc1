"""The figures of a scenario as they are written: whole euros that add up, recent euros, a table."""

from dataclasses import replace
from types import MappingProxyType

from simulator.base.rounding import adding_up, whole
from simulator.cases.transposition import transposition
from simulator.figures.indicators import (
    HIDES_PUBLIC_MONEY,
    INDICATORS,
    Readable,
    missing,
    read_all,
    readable,
)
from simulator.figures.trails import stage_name, whole_shares
from simulator.ledger import BEARERS, Deed, Ledger, Party
from simulator.rules.prix import can_update, en_euros_de, last_price_year
from simulator.schemes import scheme_of
from simulator.simulate import Outcome
from simulator.stories.headline import Headline
from simulator.stories.scenario_reserves import unknown_words
from simulator.stories.table import Table
from simulator.text import formats, say

_BORNE = {
    "effort_net_mecene", "reste_a_charge_pme", "effort_region", "effort_etat", "effort_fonds",
}  # fmt: skip
"""Indicators that are what one party bears."""


def reading_of(outcome: Outcome, route: str) -> Readable:
    """What the indicators of a route are read off."""
    answers = outcome.scenario.reponses
    return readable(outcome.routes[route].ledger, outcome.deeds, outcome.unknowns, answers)


def values_of(outcome: Outcome, route: str) -> dict[str, float | None]:
    """Every indicator of a route."""
    return read_all(reading_of(outcome, route))


def shown_values(outcome: Outcome, route: str) -> dict[str, float | None]:
    """The same as the screen writes them: what is borne is in whole euros that add up."""
    ledger, values = outcome.routes[route].ledger, values_of(outcome, route)
    shares = whole_shares(ledger)
    part = getattr(outcome.scenario.reponses, "part_publique", 1.0)
    public, private = adding_up([shares[Party.FONDS] * part, shares[Party.FONDS] * (1 - part)])
    public += sum(shares[p] for p in (Party.ETAT, Party.REGION, Party.UE))
    private += sum(shares[p] for p in (Party.MECENE, Party.PME, Party.ASSOCIATION, Party.RELAIS))
    wholes = {
        "cout_reel": whole(float(ledger.resources())),
        "argent_public": public,
        "argent_prive": private,
        **{k: shares[i.party] for k, i in INDICATORS.items() if i.party and k in _BORNE},
    }
    each, firms = values["reste_par_pme"], shares[Party.PME]
    if _firms(outcome) == 1 and each is not None and whole(float(each)) != firms:
        wholes["reste_par_pme"] = firms  # what one firm bears is written as what firms bear
    if (later := _used_later(values)) is not None:
        wholes["effort_net_mecene_annee"] = shares[Party.MECENE] + later
    return {k: wholes.get(k, v) if v is not None else None for k, v in values.items()}


def _firms(outcome: Outcome) -> float:
    return sum(float(deed.quantity) for deed in outcome.deeds if deed.what == "pme")


def _used_later(values: dict[str, float | None]) -> int | None:
    """What carries save after the years of the case, in whole euros."""
    whole_net, own = values["effort_net_mecene"], values["effort_net_mecene_annee"]
    return None if whole_net is None or own is None else whole(float(own - whole_net))


def leading(outcome: Outcome) -> tuple[str, ...]:
    """The figures that the format puts first."""
    return scheme_of(outcome.scenario).figures


def carries(outcome: Outcome) -> bool:
    """Whether the gifts of the route shown are followed beyond the years of the case."""
    return len(outcome.headline.mecenat) > getattr(outcome.scenario.reponses, "duree_annees", 1)


def own_years(outcome: Outcome, net: float) -> dict[str, str]:
    """What of a net falls in the years of the case, and those years, in words."""
    first = outcome.scenario.reponses.annee
    last = first + getattr(outcome.scenario.reponses, "duree_annees", 1) - 1
    years = str(first) if last == first else say("reponses.annees", annee=first, derniere=last)
    return {"montant": formats.euros(net), "annees": years}


def in_recent_euros(outcome: Outcome) -> tuple[int, Outcome] | None:
    """The last year whose prices are known, and the case in its euros, each flow by its own year.

    None when its own euros are those of today, or are older than the index.
    """
    a, recent = outcome.scenario.reponses, last_price_year()
    if not can_update(a.annee) or (a.annee >= recent and transposition(type(a), a.annee) is None):
        return None
    routes = {
        key: replace(route, ledger=_in_euros_of(recent, route.ledger))
        for key, route in outcome.routes.items()
    }
    return recent, replace(outcome, routes=MappingProxyType(routes))


def _in_euros_of(year: int, ledger: Ledger) -> Ledger:
    return Ledger(replace(f, amount=en_euros_de(f.amount, f.year, year)) for f in ledger)


def amount(key: str, value: float | None) -> str:
    """An indicator as it is written on the first screen and in the table."""
    if INDICATORS[key].unit == "€":
        return formats.euros_short(value)
    if INDICATORS[key].unit == "multiple":
        return formats.number(value, 2)
    return formats.percent(value)


def headlines(outcome: Outcome) -> list[Headline]:
    """The three figures of the scheme, by the route shown."""
    values = shown_values(outcome, outcome.shown)
    return [_headline(outcome, key, values) for key in scheme_of(outcome.scenario).figures]


def _headline(outcome: Outcome, key: str, values: dict[str, float | None]) -> Headline:
    name, short = (say(f"indicateurs.{key}.{part}") for part in ("nom", "court"))
    party = INDICATORS[key].party
    condition = say(f"voies.{outcome.shown}.nom")
    if key == "cout_reel":
        condition = _resources(outcome)
    if key == "effort_net_mecene":
        condition = _net_condition(outcome, values["effort_net_mecene_annee"])
        short = say("simuler.court_six", nom=short) if outcome.headline.mecenat else short
    return Headline(
        key,
        name,
        amount(key, values[key]),
        condition,
        party.value if party else None,
        short,
    )


def _net_condition(outcome: Outcome, own: float | None) -> str:
    """Under the sponsor's net cost: the route, and what of it falls in the years of the case."""
    route = say(f"voies.{outcome.shown}.nom")
    if own is None or not outcome.headline.mecenat:
        return route
    return say("simuler.sur_six_exercices", voie=route, **own_years(outcome, own))


def _resources(outcome: Outcome) -> str:
    """What the cost is made of, and that a part of it is missing when one is."""
    ends = dict.fromkeys(
        stage_name(f.payee.value).lower()
        for f in outcome.headline.ledger
        if f.payee not in BEARERS and f.amount
    )
    partial = set(outcome.unknowns) & HIDES_PUBLIC_MONEY
    made_of = ", ".join(ends) or say("mots.inconnu" if partial else "mots.rien")
    return say("simuler.cout_partiel", ressources=made_of) if partial else made_of


def why_unknown(outcome: Outcome, key: str) -> str:
    """What would have to be known for this figure."""
    return " ".join(unknown_words(outcome, name) for name in missing(key, outcome.unknowns))


def indicators(outcome: Outcome) -> tuple[Table, str]:
    """What was done and every indicator of the route shown; how old prices were made recent."""
    values, recent = shown_values(outcome, outcome.shown), in_recent_euros(outcome)
    heads = [say("colonnes.indicateur"), say("colonnes.valeur")]
    rows = [[say(f"indicateurs.{key}.nom"), amount(key, value)] for key, value in values.items()]
    done = [[_deed(deed), formats.number(deed.quantity)] for deed in outcome.deeds]
    if not recent:
        return Table(heads, [*done, *rows]), ""
    year, carried = recent
    heads.append(say("simuler.euros_recents", annee=year))
    amounts = shown_values(carried, outcome.shown)
    for row, key in zip(rows, values, strict=True):
        row.append(amount(key, amounts[key]) if INDICATORS[key].unit == "€" else "–")
    done = [[*row, "–"] for row in done]
    note = say("simuler.euros_recents_note", annee=year)
    return Table(heads, [*done, *rows]), note


def _deed(deed: Deed) -> str:
    """A promise is called a promise: jobs always carry their status."""
    if deed.what != "emplois":
        return say(f"realisations.{deed.what}")
    return say(f"realisations.emplois_{deed.status.value}")
