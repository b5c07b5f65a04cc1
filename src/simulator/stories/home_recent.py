"""The last files of a browser on the first page; two ready cases while it has kept none."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from simulator.cases.comparison import Comparison
from simulator.cases.scenario import Scenario
from simulator.figures.indicators import INDICATORS, readable
from simulator.simulate import simulate
from simulator.stories.ready_cases import scenarios_read, title_of
from simulator.stories.usual_formats import short_of
from simulator.text import formats, say

ALONE = "1_boost_innov_2019"
TOGETHER = ("2_alize_2015", "5_performance_ciblee_2007")


@dataclass(frozen=True, slots=True)
class Recent:
    """An example to open: its name, what it holds, the page and its parameters."""

    name: str
    said: str
    page: str
    parameters: Mapping[str, str]


def opened_on(day: date) -> str:
    """When a dossier was last opened in this browser."""
    return say("accueil.recents.ouvert", jour=formats.day(day))


def examples() -> tuple[Recent, ...]:
    """Two ready cases, each marked as an example: one alone, and two compared."""
    alone = scenarios_read()[ALONE]
    pair = tuple(scenarios_read()[name] for name in TOGETHER)
    cost = formats.euros(simulate(alone).headline.ledger.resources())
    return (
        Recent(
            title_of(alone),
            say("accueil.recents.seul", annee=alone.reponses.annee, cout=cost),
            "simuler",
            {"s": alone.to_link()},
        ),
        Recent(
            formats_named(pair),
            say("accueil.recents.ensemble", couts=_costs(pair)),
            "comparer",
            {"c": Comparison(cas=pair).to_link()},
        ),
    )


def compared() -> Recent:
    """The ready comparison, offered where none was made yet."""
    (ready,) = (one for one in examples() if one.page == "comparer")
    return replace(ready, said=say("cas_compares.pret", nom=ready.name))


def formats_named(pair: tuple[Scenario, ...]) -> str:
    """The question that a comparison of formats asks."""
    names = [short_of(one.dispositif) for one in pair]
    return say("accueil.recents.question", noms=f" {say('mots.ou')} ".join(names))


def _costs(pair: tuple[Scenario, ...]) -> str:
    return f" {say('mots.ou')} ".join(map(_per_firm, pair))


def _per_firm(case: Scenario) -> str:
    """What one SME helped costs: at least, where a part is unknown."""
    o = simulate(case)
    reading = readable(o.headline.ledger, o.deeds, o.unknowns, o.scenario.reponses)
    value = INDICATORS["cout_par_pme"].read(reading)
    told = formats.euros(value)
    return say("formats.au_moins", montant=told) if o.unknowns else told
