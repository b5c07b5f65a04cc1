"""The legal routes of a scenario side by side: what each needs, gives, and what decides."""

from collections.abc import Callable

from simulator.conditions.finding import Finding
from simulator.simulate import Outcome
from simulator.stories.card import Card
from simulator.stories.references import text_of_law
from simulator.stories.scenario_figures import shown_values
from simulator.stories.scenario_reserves import warnings_of
from simulator.stories.states import told
from simulator.stories.table import Cell, Table
from simulator.text import formats, has, say
from simulator.text.registered import in_words


def cards(outcome: Outcome) -> list[Card]:
    """Every route, with the sponsor's net cost, or the firm's where nobody gives."""
    has_sponsor = any(f.payer == "mecene" for f in outcome.headline.ledger)
    figure, label = (
        ("effort_net_mecene", "effort") if has_sponsor else ("reste_a_charge_pme", "effort_pme")
    )
    return [
        Card(
            name=route_name(key),
            article=in_words(route.route.text_of(outcome.law)),
            state="ferme" if has(f"voies.{key}.ferme") else route.state.value,
            word=say(
                f"voies.{key}.ferme" if has(f"voies.{key}.ferme") else f"etats.{route.state.value}"
            ),
            value=formats.euros(shown_values(outcome, key)[figure]),
            value_label=say(f"simuler.{label}"),
            text=_card_text(outcome, key),
        )
        for key, route in outcome.routes.items()
    ]


def elsewhere(outcome: Outcome, moves: Callable[[str], bool]) -> list[str]:
    """The other routes, each with its state, in which something moves."""
    return [
        f"{route_name(key)} ({say(f'etats.{other.state.value}').lower()})"
        for key, other in outcome.routes.items()
        if key != outcome.shown and moves(key)
    ]


def route_name(key: str) -> str:
    """What a route is called."""
    return say(f"voies.{key}.nom")


def choices(outcome: Outcome) -> dict[str, str]:
    """The routes that a page may show, by key; none chosen is the prudent one."""
    lead = say("simuler.voie_prudente", voie=route_name(outcome.lead))
    return {"": lead} | {key: route_name(key) for key in outcome.routes}


def _card_text(outcome: Outcome, key: str) -> str:
    """What a route needs, then the names of its reserves."""
    titles = [_lowered(title.rstrip(".")) for title, _ in warnings_of(outcome, key)]
    text = say(f"voies.{key}.texte")
    return f"{text} {say('simuler.reserves_voie', liste=', '.join(titles))}." if titles else text


def _lowered(title: str) -> str:
    """A title inside a sentence: its capital goes, an acronym's stays."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def conditions(outcome: Outcome) -> list[Table]:
    """Each route, then its conditions: the fact that decides, and what would flip it."""
    names = ("condition", "etat", "fait", "bascule", "reference")
    heads = [say(f"colonnes.{name}") for name in names]
    return [
        Table(
            heads,
            [_condition(finding) for finding in route.findings],
            "lllll",
            caption=route_name(key),
            wrap=True,
        )
        for key, route in outcome.routes.items()
    ]


def _condition(finding: Finding) -> tuple[Cell, ...]:
    """One condition as a row; what is open needs nothing more."""
    state = finding.state.value
    return (
        finding.words("regle"),
        told(state),
        finding.words(state),
        "–" if state == "ouvert" else finding.words("bascule"),
        text_of_law(finding.reference),
    )
