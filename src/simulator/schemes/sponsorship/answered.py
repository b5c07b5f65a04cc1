"""A sponsor's case answered: its verdicts, what its time is worth, and its company followed."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from simulator.cases.sponsor import SponsorCase, stopped
from simulator.conditions.deductible import Treatment, treatment_of
from simulator.conditions.finding import State
from simulator.conditions.flips import Eligibility, Flip
from simulator.conditions.paths import Path
from simulator.law.book import Book, Law
from simulator.rules.impot_societes import surtaxe_inconnue, taux_de_surtaxe
from simulator.rules.stocks import Report, Stocks
from simulator.schemes.sponsorship.flows import Route, Undertaken, undertaken
from simulator.schemes.sponsorship.together import Together
from simulator.schemes.staff import Valuation
from simulator.tax.company import Company, Moves, profit_of, turnovers_of_reference


@dataclass(eq=False)
class Answered:
    """All that one case brings, and its line among those followed with it; euros, to the cent."""

    case: SponsorCase
    book: Book
    laws: tuple[Law, ...]
    company: Company
    eligibilities: tuple[Eligibility, ...]
    valuations: tuple[Valuation, ...]
    opening: Stocks
    blocked: tuple[Report, ...]
    line: int = 0
    together: Together = field(init=False, repr=False)

    @property
    def closings(self) -> tuple[date, ...]:
        """The closing days of the six fiscal years."""
        return self.case.closings

    @cached_property
    def paths(self) -> tuple[Path, ...]:
        """The path of each operation."""
        return tuple(eligibility.path for eligibility in self.eligibilities)

    @cached_property
    def treatments(self) -> tuple[Treatment, ...]:
        """What becomes of the cost of each operation: added back, or a deductible charge."""
        return tuple(
            treatment_of(operation, path)
            for operation, path in zip(self.case.operations, self.paths, strict=True)
        )

    @cached_property
    def verdicts(self) -> tuple[tuple[Path, Treatment], ...]:
        """Where each operation ends, and what becomes of its cost."""
        return tuple(zip(self.paths, self.treatments, strict=True))

    @cached_property
    def doings(self) -> list[Undertaken]:
        """What each operation does in each fiscal year."""
        return undertaken(self.case, self.verdicts, self.valuations)

    @cached_property
    def costs(self) -> tuple[float, ...]:
        """What the operations cost in each fiscal year before any tax, in euros."""
        return tuple(self.together.paid(self.line, "prudent", "operations"))

    def moves(self, route: Route) -> list[Moves]:
        """What a route moves in each fiscal year, the other gifts of the company among it."""
        return self.together.moves(self.line, route)

    @cached_property
    def gifts_in_cash(self) -> tuple[float, ...]:
        """The cash gifts among them, in euros."""
        years = zip(
            *(stopped(operation.montants) for operation in self.case.operations), strict=True
        )
        return tuple(float(sum(amounts)) for amounts in years)

    @cached_property
    def days(self) -> float:
        """The days lent over the six years."""
        return sum(value.jours for value in self.valuations)

    def flips(self, operation: int) -> tuple[Flip, ...]:
        """The smallest changes that give the operation another verdict."""
        return self.eligibilities[operation].flips

    @cached_property
    def deficits(self) -> tuple[bool, ...]:
        """Years whose profit is under the cost: an ordinary charge would dig a loss, not followed.

        What such a charge really saves, over later years, is then unknown.
        """
        known = [profit_of(self.company, year) for year in self.company.years]
        return tuple(
            profit is not None and cost > max(float(profit), 0.0)
            for cost, profit in zip(self.costs, known, strict=True)
        )

    @cached_property
    def references(self) -> tuple[float, ...]:
        """The turnover that meets the thresholds of the exceptional contribution, year by year."""
        return tuple(float(turnover) for turnover in turnovers_of_reference(self.company))

    @cached_property
    def surtax_unknown(self) -> tuple[bool, ...]:
        """Years in which a contribution that no law gives yet may be due: taxes are not known."""
        known = self.company.tax_known != "inconnu"
        return tuple(
            known and surtaxe_inconnue(reference, law)
            for reference, law in zip(self.references, self.laws, strict=True)
        )

    def surtaxed(self, year: int) -> bool:
        """Whether the exceptional contribution of very large firms is due for a fiscal year."""
        return float(taux_de_surtaxe(self.references[year], self.laws[year])) > 0

    @property
    def state(self) -> State:
        """The gifts together: open when all are, closed when all are, else to be confirmed."""
        states = {path.eligible for path in self.paths if path.opens_reduction}
        if not states or states == {State.FERME}:
            return State.FERME
        return State.OUVERT if states == {State.OUVERT} else State.A_CONFIRMER
