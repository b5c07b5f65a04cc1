"""The Region's budget of a programme, year by year: what is planned, what is left, the remedy."""

from dataclasses import dataclass
from itertools import accumulate

from simulator.base.rounding import whole
from simulator.ledger import Party
from simulator.stories.table import Table
from simulator.studies.programme import Programmed
from simulator.text import formats, say


@dataclass(frozen=True, slots=True)
class Budget:
    """What the Region has a year (None: not said) and what it bears each year, in whole euros."""

    annees: tuple[int, ...]
    yearly: int | None
    planned: tuple[int, ...]

    @property
    def left(self) -> tuple[int, ...]:
        """What is left each year; negative when it is not enough."""
        return tuple((self.yearly or 0) - planned for planned in self.planned)

    @property
    def beyond(self) -> list[int]:
        """The years in which it is not enough."""
        return [annee for annee, left in zip(self.annees, self.left, strict=True) if left < 0]


def budget_of(found: Programmed) -> Budget | None:
    """The Region's years; None when nobody knows what it pays."""
    if found.indicators()["effort_region"] is None:
        return None
    years = range(len(found.programme.annees))
    planned = tuple(whole(found.of_year(k).porte[Party.REGION.value]) for k in years)
    budget = found.programme.budget_region
    return Budget(found.programme.annees, None if budget is None else whole(budget), planned)


def first_budget(found: Programmed) -> float | None:
    """What the Region has a year, else what it bears in the first one; None when it is nothing."""
    budget = budget_of(found)
    if found.programme.budget_region is not None or budget is None:
        return found.programme.budget_region
    return float(budget.planned[0]) or None


def verdict(budget: Budget | None) -> str:
    """What the budget says of the programme, after the answer; nothing without a budget."""
    if budget is None or budget.yearly is None:
        return ""
    if not budget.beyond:
        return say("programme_page.budget_tient")
    if sum(budget.left) < 0:
        return say("programme_page.budget_manque", manque=formats.euros(-sum(budget.left)))
    return say("programme_page.budget_annees", annees=years_told(budget.beyond))


def years_told(annees: list[int]) -> str:
    """« en 2028 et en 2029 »."""
    return formats.listed([say("programme_page.en_annee", annee=annee) for annee in annees])


def remedy(budget: Budget | None) -> str:
    """The title of the balance: what would put it right."""
    if budget is None:
        return say("programme_page.region_inconnue")
    if budget.yearly is None:
        return say("programme_page.budget_a_dire")
    if not budget.beyond:
        return say("programme_page.budget_tient_titre")
    short = formats.euros(-sum(left for left in budget.left if left < 0))
    if sum(budget.left) < 0:
        return say("programme_page.manque_titre", manque=formats.euros(-sum(budget.left)))
    if min(accumulate(budget.left)) >= 0:
        first = next(a for a, left in zip(budget.annees, budget.left, strict=True) if left > 0)
        return say("programme_page.reporter_titre", montant=short, annee=first)
    return say("programme_page.avancer_titre", montant=short)


def table(budget: Budget) -> Table:
    """Budget, planned, left, by year and in all."""
    heads = [say("parties.region"), *map(str, budget.annees), say("programme.total")]
    planned = [formats.euros(x) for x in (*budget.planned, sum(budget.planned))]
    rows = [[say("programme_page.prevu"), *planned]]
    if budget.yearly is not None:
        had = [budget.yearly] * len(budget.annees)
        rows.insert(0, [say("programme_page.budget"), *map(formats.euros, (*had, sum(had)))])
        left = (*budget.left, sum(budget.left))
        rows.append([say("programme_page.solde"), *map(signed, left)])
    last = {len(rows) - 1} if budget.yearly is not None else set()
    return Table(heads, rows, caption=say("programme_page.solde_tableau"), strong_rows=last)


def signed(amount: float) -> str:
    """An amount with its sign: `+411 €`, `−2 194 €`."""
    return f"{'+' if amount > 0 else ''}{formats.euros(amount)}"
