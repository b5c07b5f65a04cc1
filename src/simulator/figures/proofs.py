"""A figure with what proves it: its formula, its account, and where each number comes from."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from simulator.cases.scenario import Scenario
from simulator.conditions.finding import ReadingName
from simulator.figure import Figure, Leaf, cents, simplified, trace
from simulator.figures.account import Account, Side, account_of, borne_by, relief, resources
from simulator.figures.explain import Ground, ground_of, traced
from simulator.figures.explain_sponsor import Traced
from simulator.figures.indicators import INDICATORS
from simulator.figures.sponsor_outcome import Outcome
from simulator.law.book import Book, in_force
from simulator.ledger import Party
from simulator.schemes.sponsorship.flows import Way

OF_A_SCHEME: Mapping[str, Side] = {
    "effort_net_mecene": Side("mecene", borne_by(Party.MECENE)),
    "effort_net_mecene_annee": Side("mecene", borne_by(Party.MECENE), own_years=True),
    "reste_a_charge_pme": Side("pme", borne_by(Party.PME)),
    "reste_par_pme": Side("pme", borne_by(Party.PME)),
    "effort_region": Side("region", borne_by(Party.REGION)),
    "effort_etat": Side("etat", borne_by(Party.ETAT)),
    "effort_fonds": Side("fonds", borne_by(Party.FONDS)),
    "reduction_impot": Side("reduction", relief),
    "reduction_impot_annee": Side("reduction", relief, own_years=True),
    "cout_reel": Side("cout", resources),
}
"""The indicators that are sums of flows, and the side that each is read from."""

OF_A_SPONSOR: Mapping[str, Side] = {
    "cout_net": Side("mecene", borne_by(Party.MECENE)),
    "cout_net_annee": Side("mecene", borne_by(Party.MECENE), own_years=True),
    "reduction": Side("reduction", relief),
    "etat": Side("etat", borne_by(Party.ETAT)),
    "pme": Side("pme", borne_by(Party.PME)),
}
"""The same among the figures of a sponsor."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A figure that remembers its formula (None when unknown), and the account that it closes.

    Without an account the figure is a formula alone. `ground` says where a number comes from.
    """

    figure: Any
    ground: Callable[[Leaf], Ground]
    account: Account | None = None
    side: str = ""

    @property
    def value(self) -> float | None:
        """The bare figure, in its unit."""
        return None if self.figure is None else float(self.figure)

    @property
    def is_shared(self) -> bool:
        """Whether the figure is a share of what the account comes to (so much an SME)."""
        value = self.value
        return (
            self.account is not None
            and value is not None
            and cents(value) != cents(self.account.total)
        )


def prove(scenario: Scenario, route: str, key: str, book: Book | None = None) -> Proof:
    """An indicator of a route, computed again with its account when it is a sum of flows."""
    with trace():
        read = traced(scenario, route, book or in_force())
        figure = INDICATORS[key].read(read)
    proof = Proof(_plain(figure), lambda leaf: ground_of(leaf, scenario))
    side = OF_A_SCHEME.get(key)
    if side is None or figure is None:
        return proof
    return replace(proof, account=account_of(read.ledger, side, read.annees), side=side.key)


def prove_sponsor(
    outcome: Outcome, key: str, *, reading: ReadingName = "prudent", way: Way = "operations"
) -> Proof | None:
    """A figure on a way of doing the same thing, with the account that it closes, computed again.

    `key` is one of `OF_A_SPONSOR` on any way, or a key of `Outcome.figures` for the operations
    alone; None where the case does not say what the way costs, or what it would save.
    """
    if way == "charge" and any(outcome.deficits):
        return None
    if way == "prestataire" and (outcome.case.prix_prestataire is None or not outcome.days):
        return None
    with trace():
        traced = Traced(outcome, reading, None)
        if key not in OF_A_SPONSOR:
            return Proof(_plain(traced.figure(key)), traced.ground)
        side, years = OF_A_SPONSOR[key], [closing.year for closing in outcome.closings]
        account = account_of(traced.added.ledger(traced.doings, years, way), side, years[:1])
        figure = traced.on_a_way(key, way, account)
        return Proof(_plain(figure), traced.ground, account, side.key)


def prove_each(
    outcome: Outcome,
    keys: Iterable[str],
    *,
    reading: ReadingName = "prudent",
    exercice: int | None = None,
) -> dict[str, Proof]:
    """Many figures by their formulas, followed once: a key of `Outcome.figures`, or the value of an
    employee (`valeur.<operation>.<employee>.<year>`).

    `exercice` 0 proves what the operations of the first fiscal year add. Raises KeyError for an
    unknown key.
    """
    with trace():
        traced = Traced(outcome, reading, exercice)
        return {key: Proof(_plain(traced.figure(key)), traced.ground) for key in keys}


def _plain(figure: Any) -> Any:
    """A figure without what played no part in it."""
    return simplified(figure) if isinstance(figure, Figure) else figure
