"""A figure with what proves it: its formula, its account, and where each number comes from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from simulator.cases.scenario import Scenario
from simulator.conditions.finding import ReadingName
from simulator.figure import Leaf, cents, trace
from simulator.figures.account import Account, Sign, account_of, borne_by, relief, resources
from simulator.figures.explain import Ground, ground_of, traced
from simulator.figures.explain_sponsor import Traced
from simulator.figures.indicators import INDICATORS
from simulator.law.book import Book, in_force
from simulator.ledger import Party
from simulator.schemes.sponsorship import Way
from simulator.sponsor.outcome import Outcome

OF_A_SCHEME: Mapping[str, Sign] = {
    "effort_net_mecene": borne_by(Party.MECENE),
    "effort_net_mecene_annee": borne_by(Party.MECENE),
    "reste_a_charge_pme": borne_by(Party.PME),
    "reste_par_pme": borne_by(Party.PME),
    "effort_region": borne_by(Party.REGION),
    "effort_etat": borne_by(Party.ETAT),
    "effort_fonds": borne_by(Party.FONDS),
    "reduction_impot": relief,
    "reduction_impot_annee": relief,
    "cout_reel": resources,
}
"""The indicators that are sums of flows, and the side that each is read from."""
IN_ITS_YEARS = {"effort_net_mecene_annee", "reduction_impot_annee"}
"""Those that count the years of the case alone."""


OF_A_SPONSOR: Mapping[str, Sign] = {
    "cout_net": borne_by(Party.MECENE),
    "cout_net_annee": borne_by(Party.MECENE),
    "reduction": relief,
    "etat": borne_by(Party.ETAT),
    "pme": borne_by(Party.PME),
}
"""The figures that are sums of flows, and the side that each is read from."""
FIRST_YEAR = {"cout_net_annee"}
"""Those that count the first fiscal year alone."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A figure that remembers its formula (None when unknown), and the account that it closes.

    Without an account the figure is a formula alone. `ground` says where a number comes from.
    """

    figure: Any
    account: Account | None
    ground: Callable[[Leaf], Ground]

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
        years = read.annees if key in IN_ITS_YEARS else None
        account = account_of(read.ledger, OF_A_SCHEME[key], years) if key in OF_A_SCHEME else None
    return Proof(figure, account, lambda leaf: ground_of(leaf, scenario))


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
            return Proof(traced.figure(key), None, traced.ground)
        years = [closing.year for closing in outcome.closings]
        ledger = traced.added.ledger(traced.doings, years, way)
        account = account_of(ledger, OF_A_SPONSOR[key], years[:1] if key in FIRST_YEAR else None)
        return Proof(traced.on_a_way(key, way, account), account, traced.ground)
