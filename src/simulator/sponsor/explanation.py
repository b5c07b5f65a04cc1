"""« Comment est-ce calculé ? » for a sponsor: every figure again, with the formula that made it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from math import isfinite
from typing import Any, Literal

from simulator.cases.question import field_label
from simulator.cases.sponsor import YEARS, SponsorCase
from simulator.conditions.finding import ReadingName
from simulator.figure import Leaf, given, trace
from simulator.figures.explain import Explanation, Ground, explained, public_ground
from simulator.law.book import Book
from simulator.ledger import add
from simulator.rules.bilan_du_mecene import (
    cout_des_operations,
    cout_net_actualise,
    cout_net_des_operations,
    droits_ajoutes,
    economie_d_une_charge,
    gain_en_euros,
    gain_en_points,
    reduction_ajoutee,
    reduction_des_dons_de_l_exercice,
    reduction_des_reports,
)
from simulator.rules.mecenat import Report, Stocks
from simulator.schemes.staff import Valuation, valuations
from simulator.sponsor.outcome import YEARLY, Outcome, assess
from simulator.sponsor.sheet import rights, stopped
from simulator.sponsor.variants import counted
from simulator.tax.company import Company, Followed, Moves, follow
from simulator.text import formats, say

Way = Literal["rien", "operations", "ordinaire"]
_REPEATED = {"chiffre_affaires", "benefice", "impot_attendu", "impot_groupe"}
"""What goes on at its last value when later years are left empty."""


def explain_sponsor(
    case: SponsorCase,
    key: str,
    *,
    reading: ReadingName = "prudent",
    exercice: int | None = None,
    book: Book | None = None,
) -> Explanation:
    """Compute one figure again (a key of `Outcome.figures`, or `valeur.<op>.<employee>.<year>`).

    `exercice` 0 explains what the operations of the first fiscal year add. Raises KeyError for an
    unknown key.
    """
    return explain_all(case, (key,), reading=reading, exercice=exercice, book=book)[key]


def explain_all(
    case: SponsorCase,
    keys: Iterable[str],
    *,
    reading: ReadingName = "prudent",
    exercice: int | None = None,
    book: Book | None = None,
) -> dict[str, Explanation]:
    """Many figures of one case, followed once: the answers of `explain_sponsor`, key by key."""
    outcome = assess(case, book)
    with trace():
        traced = _Traced(outcome, reading, exercice)
        figures = {key: traced.figure(key) for key in keys}
    return {key: explained(key, figure, traced.ground) for key, figure in figures.items()}


class _Traced:
    """The same case with figures that remember: what is read, and nothing more, is followed."""

    def __init__(self, outcome: Outcome, reading: ReadingName, exercice: int | None) -> None:
        self._outcome, self._reading, self._exercice = outcome, reading, exercice
        self._case = outcome.case
        self._names = [str(day.year) for day in outcome.closings]
        self._company = self._traced_company(outcome.company)

    def figure(self, key: str) -> Any:
        """The figure of a key."""
        name, _, place = key.partition(".")
        if name == "valeur":
            return self._valued(place).valeur
        if place:
            if name not in YEARLY or place not in {str(t) for t in range(YEARS)}:
                raise KeyError(key)
            return self._yearly(name, int(place))
        return _READ[key](self)

    def ground(self, leaf: Leaf) -> Ground:
        """Where a number comes from: law, the user, or the user's last value said again."""
        if leaf.kind in {"loi", "fait"}:
            return public_ground(leaf)
        field, _, place = leaf.name.partition("@")
        label = f"{field_label(field)} ({place})" if place else field_label(field)
        value = formats.with_unit(leaf.value, leaf.unit)
        return Ground(label, value, self._typed(field, place), "")

    def _typed(self, field: str, year: str) -> str:
        values = getattr(self._case, field) if field in _REPEATED else ()
        if not values or year not in self._names[len(values) :]:
            return say("mots.saisie")
        return say("mots.repete", annee=self._names[len(values) - 1])

    def _valued(self, place: str) -> Valuation:
        for value in self.values:
            if f"{value.operation}.{value.salarie}.{value.exercice}" == place:
                return value
        raise KeyError(place)

    def _yearly(self, name: str, year: int) -> Any:
        if name == "taxes":
            return None if self._outcome.surtax_unknown[year] else self.ours.taxes[year]
        amount = getattr(self.ours.annees[year], name)
        return amount if isfinite(float(amount)) else None

    # what is followed

    @cached_property
    def values(self) -> tuple[Valuation, ...]:
        return tuple(valuations(self._case, self._outcome.laws, traced=True))

    @cached_property
    def ours(self) -> Followed:
        return self._follow("operations", "operations")

    @cached_property
    def reference(self) -> Followed:
        later: Way = "rien" if self._exercice is None else "operations"
        return self._follow("rien", later)

    @cached_property
    def ordinary(self) -> Followed:
        later: Way = "ordinaire" if self._exercice is None else "operations"
        return self._follow("ordinaire", later)

    def _follow(self, first: Way, later: Way) -> Followed:
        ways = [first, *[later] * (YEARS - 1)]
        moves = [self._moves(t, way) for t, way in enumerate(ways)]
        return follow(self._company, moves, self._stocks())

    def _moves(self, t: int, way: Way) -> Moves:
        dons = [self._given("autres_dons", stopped(self._case.autres_dons)[t], t)]
        sociaux = [
            self._given(
                "autres_dons_aide_sociale", stopped(self._case.autres_dons_aide_sociale)[t], t
            )
        ]
        if way == "ordinaire":
            return Moves(_sum(dons), _sum(sociaux), _sum(self._costs(t)), 0.0)
        charges, produits = [], []
        if way == "operations":
            for rank, path in enumerate(self._outcome.paths):
                operation = self._case.operations[rank]
                kept = self._outcome.treatments[rank].deductible(self._reading)
                cost = self._staff(rank, t, "cout")
                if path.opens_reduction:
                    if counted(path, self._reading):
                        social = operation.aide_sociale == "oui"
                        (sociaux if social else dons).extend(self._worth(rank, t))
                    elif kept:
                        charges += [*self._cash(rank, t), *cost]
                    continue
                billed = [amount * operation.billed for amount in cost if operation.billed]
                charges += cost if kept else billed
                produits += billed
        return Moves(_sum(dons), _sum(sociaux), _sum(charges), _sum(produits))

    def _worth(self, rank: int, t: int) -> list[Any]:
        return [*self._cash(rank, t), *self._staff(rank, t, "valeur")]

    def _costs(self, t: int) -> list[Any]:
        ranks = range(len(self._case.operations))
        return [x for rank in ranks for x in (*self._cash(rank, t), *self._staff(rank, t, "cout"))]

    def _cash(self, rank: int, t: int) -> list[Any]:
        amount = stopped(self._case.operations[rank].montants)[t]
        return [self._given("montants", amount, t)] if amount else []

    def _staff(self, rank: int, t: int, name: str) -> list[Any]:
        return [
            getattr(value, name)
            for value in self.values
            if value.operation == rank and value.exercice == t
        ]

    def _given(self, field: str, amount: float, t: int) -> Any:
        """A nil amount that nobody typed is a plain zero: it would only clutter the formula."""
        return given(amount, f"{field}@{self._names[t]}", "€") if amount else 0.0

    def _stocks(self) -> Stocks:
        def traced(field: str, reports: Iterable[Report]) -> list[Report]:
            return [
                replace(r, montant=given(float(r.montant), f"{field}@{r.annee}", "€"))
                for r in reports
            ]

        opening = self._outcome.opening
        return Stocks(
            traced("excedents", opening.reports), traced("reductions", opening.reductions)
        )

    def _traced_company(self, company: Company) -> Company:
        def typed(field: str, amount: Any, t: int) -> Any:
            if amount is None or amount == float("inf"):
                return amount
            return given(float(amount), f"{field}@{self._names[t]}", "€")

        years = tuple(
            replace(
                year,
                chiffre_affaires=typed("chiffre_affaires", year.chiffre_affaires, t),
                benefice=typed("benefice", year.benefice, t),
                impot=typed("impot_attendu", year.impot, t),
                impot_groupe=typed("impot_groupe", year.impot_groupe, t),
            )
            for t, year in enumerate(company.years)
        )

        def past(name: str) -> Any:
            amount = getattr(company, name)
            return None if amount is None else given(float(amount), name, "€")

        return replace(
            company,
            years=years,
            impot_precedent=past("impot_precedent"),
            chiffre_affaires_precedent=past("chiffre_affaires_precedent"),
        )

    # what is read

    @property
    def chosen(self) -> Sequence[int]:
        return range(YEARS) if self._exercice is None else (self._exercice,)

    def cout(self) -> Any:
        return cout_des_operations([x for t in self.chosen for x in self._costs(t)])

    def facture(self) -> Any:
        return _sum([self._billed(t) for t in self.chosen])

    def economie(self) -> Any:
        return economie_d_une_charge(self.reference.taxes, self.ours.taxes)

    def economie_ordinaire(self) -> Any:
        return economie_d_une_charge(self.reference.taxes, self.ordinary.taxes)

    def reduction(self) -> Any:
        return reduction_ajoutee(_used(self.ours), _used(self.reference))

    def reduction_exercice(self) -> Any:
        ours, reference = _direct(self.ours), _direct(self.reference)
        direct = [a - b for a, b in zip(ours, reference, strict=True)]
        used = zip(_used(self.ours), _used(self.reference), strict=True)
        return reduction_des_dons_de_l_exercice(direct, [a - b for a, b in used])

    def reduction_reportee(self) -> Any:
        return reduction_des_reports(self.reduction(), self.reduction_exercice())

    def cout_net(self) -> Any:
        return cout_net_des_operations(
            self.cout(), self.facture(), self.economie(), self.reduction()
        )

    def cout_charge_ordinaire(self) -> Any:
        moved = reduction_ajoutee(_used(self.ordinary), _used(self.reference))
        return cout_net_des_operations(self.cout(), 0.0, self.economie_ordinaire(), moved)

    def gain(self) -> Any:
        if any(self._outcome.deficits[t] for t in self.chosen):
            return None
        return gain_en_euros(self.cout_charge_ordinaire(), self.cout_net())

    def gain_points(self) -> Any:
        cost, gain = self.cout(), self.gain()
        return gain_en_points(gain, cost) if cost and gain is not None else None

    def en_attente(self) -> Any:
        ours, reference = (
            rights(f.annees[-1].reports) + f.annees[-1].reduction_reportee
            for f in (self.ours, self.reference)
        )
        return droits_ajoutes([ours], [reference])

    def perdu(self) -> Any:
        ours, reference = (
            [rights(year.reports_perdus) + year.reduction_perdue for year in f.annees]
            for f in (self.ours, self.reference)
        )
        return droits_ajoutes(ours, reference)

    def actualise(self) -> Any:
        if self._case.taux_actualisation is None:
            return None
        rate = given(self._case.taux_actualisation, "taux_actualisation", "ratio")
        nets = []
        for t in range(YEARS):
            cost = _sum(self._costs(t)) if t in self.chosen else 0.0
            billed = self._billed(t) if t in self.chosen else 0.0
            saved = self.reference.taxes[t] - self.ours.taxes[t]
            used = _used(self.ours)[t] - _used(self.reference)[t]
            nets.append(cost - billed - saved - used)
        return cout_net_actualise(nets, rate)

    def _billed(self, t: int) -> Any:
        return _sum(
            [
                amount * operation.billed
                for rank, operation in enumerate(self._case.operations)
                if operation.billed
                for amount in self._staff(rank, t, "cout")
            ]
        )


_READ: dict[str, Callable[[_Traced], Any]] = {
    "cout": _Traced.cout,
    "cout_net": _Traced.cout_net,
    "reduction": _Traced.reduction,
    "reduction_exercice": _Traced.reduction_exercice,
    "reduction_reportee": _Traced.reduction_reportee,
    "economie_charge_ordinaire": _Traced.economie_ordinaire,
    "cout_charge_ordinaire": _Traced.cout_charge_ordinaire,
    "gain_euros": _Traced.gain,
    "gain_points": _Traced.gain_points,
    "en_attente": _Traced.en_attente,
    "perdu": _Traced.perdu,
    "cout_net_actualise": _Traced.actualise,
}


def _sum(amounts: Sequence[Any]) -> Any:
    kept = [amount for amount in amounts if not (isinstance(amount, float) and amount == 0)]
    return add(kept)


def _used(followed: Followed) -> list[Any]:
    return [year.reduction_imputee for year in followed.annees]


def _direct(followed: Followed) -> list[Any]:
    return [rights(year.retenus) for year in followed.annees]
