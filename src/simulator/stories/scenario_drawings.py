"""The drawings of a scenario: charts with their words, none when no euro moves."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from simulator.charts.drawing import Drawing, Words
from simulator.charts.money_flows import sankey
from simulator.charts.who_bears import who_bears_what
from simulator.figures.indicators import HIDES_THE_COST
from simulator.figures.trails import bears_frame, trails, trails_frame
from simulator.ledger import SUPPLIERS
from simulator.simulate import Outcome
from simulator.stories.chart_words import bears_labels, labels
from simulator.stories.scenario import finding, rules_told
from simulator.text import formats, say
from simulator.text.registered import in_words


def bears(outcome: Outcome) -> Drawing | None:
    """Who bears what, one bar a route."""
    if not trails(outcome.headline.ledger):
        return None
    texts = (one.route.text_of(outcome.law) for one in outcome.routes.values())
    references = formats.series(in_words(text) for text in texts)
    source = say("simuler.source_porte", references=references, regles=rules_told(outcome))
    return who_bears_what(
        bears_frame(outcome),
        labels=bears_labels(),
        words=Words(
            title=finding(outcome),
            subtitle=say("simuler.sous_titre_porte"),
            source=source,
            caption=_reading(outcome),
        ),
        total_label=say("graphique.total"),
        euro=formats.euros,
    )


def flows(outcome: Outcome) -> Drawing | None:
    """Where each euro of the route shown starts and ends."""
    ledger = outcome.headline.ledger
    if not trails(ledger):
        return None
    frame = trails_frame(ledger)
    suppliers = {party.value for party in SUPPLIERS}
    ends = dict.fromkeys(
        row["payee_label"].lower() for row in frame.to_dict("records") if row["payee"] in suppliers
    )
    voie = say(f"voies.{outcome.shown}.nom")
    return sankey(
        frame,
        labels=labels(
            "payer", "payeur", "payee", "beneficiaire", "nature", "nature", "amount", "montant"
        ),
        words=Words(
            title=say("simuler.flux", fins=formats.listed(list(ends))),
            subtitle=say("simuler.flux_sous_titre", voie=voie),
            source=say("simuler.flux_source", voie=voie),
            caption=_reading(outcome),
        ),
        euro=formats.euros,
    )


def _reading(outcome: Outcome) -> str:
    """What the sum proves; when a payer is unknown, only the known part adds up."""
    partial = HIDES_THE_COST & set(outcome.unknowns)
    return say("simuler.lecture_porte_connue" if partial else "simuler.lecture_porte")


DRAWINGS: Mapping[str, Callable[[Outcome], Drawing | None]] = MappingProxyType(
    {"qui_porte_quoi": bears, "chemin_des_euros": flows}
)
"""Every drawing of a scenario, by the name of its files."""
