"""A sponsor's case: one frozen, valid object behind the page, the link, the file and the batch.

Three answers lead: turnover, profit (or expected tax), what is lent or given. What nobody may read
over a shoulder (pay, turnover, profit, tax) is marked private and stays out of `public`.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache, cached_property
from types import MappingProxyType
from typing import Annotated, Any, Literal, Self

from pydantic import (
    Field,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from simulator.base.days import years_after
from simulator.base.links import loads
from simulator.cases.answers import OuiNon
from simulator.cases.doubts import NO_DOUBT, Doubt
from simulator.cases.faults import sentences
from simulator.cases.history import Amount, Day, Excedent, ReductionAncienne, whole_object
from simulator.cases.lent_staff import FrozenAnswers, Salarie, days_within
from simulator.cases.number import numbers_in
from simulator.cases.operation import Amounts, Operation
from simulator.cases.question import field_label, question, unit_of
from simulator.cases.sponsor_faults import place_of, refused
from simulator.errors import InputError
from simulator.rules.suivi_des_dons import FISCAL_YEARS
from simulator.text import say

VERSION = 1
YEARS = FISCAL_YEARS

Signed = Annotated[float, Field(strict=True, ge=-1e13, le=1e13)]
Profits = Annotated[tuple[Signed, ...], Field(max_length=YEARS)]


class SponsorCase(FrozenAnswers):
    """A company over six fiscal years. Amounts in euros; lists run from the first fiscal year.

    `benefice` is the taxable profit with nothing deducted for the operations described here, and
    `impot_attendu` the corporate tax on it, before any reduction. A list of turnover, profit or tax
    shorter than six repeats its last value; a list of gifts stops at its last value. What is
    `_precedent` is of the fiscal year before the first, turnover brought to twelve months.
    """

    version: Literal[1] = 1
    titre: str = question(default="", max_length=200)
    cloture: Day = question(default=date(2026, 12, 31))
    ouverture: Day | None = question(default=None)
    chiffre_affaires: Amounts = question(
        default=(), unit="€", essential=True, private=True, step=100_000
    )
    benefice: Profits = question(default=(), unit="€", essential=True, private=True, step=10_000)
    impot_attendu: Amounts = question(
        default=(), unit="€", essential=True, private=True, step=10_000
    )
    taux_reduit: OuiNon = question(default="inconnu")
    operations: Annotated[tuple[Operation, ...], Field(max_length=50)] = question(
        default=(), essential=True
    )
    autres_dons: Amounts = question(default=(), unit="€", step=1000)
    autres_dons_aide_sociale: Amounts = question(default=(), unit="€", step=1000)
    excedents: Annotated[tuple[Excedent, ...], Field(max_length=20)] = question(
        default=(), unit="€"
    )
    reductions: Annotated[tuple[ReductionAncienne, ...], Field(max_length=20)] = question(
        default=(), unit="€", private=True
    )
    impot_precedent: Amount | None = question(default=None, unit="€", private=True)
    chiffre_affaires_precedent: Amount | None = question(
        default=None, unit="€", private=True, step=100_000
    )
    groupe: OuiNon = question(default="inconnu")
    entree_groupe: Day | None = question(default=None)
    impot_groupe: Amounts = question(default=(), unit="€", private=True)
    effectif_groupe: int | None = question(
        default=None, unit="salariés", strict=True, ge=1, le=10_000_000
    )
    aides_recues: Amount = question(default=0.0, unit="€")
    lecture_pass: Literal["temps_partage", "annuel_entier", "mensuel_par_an"] = question(
        default="temps_partage"
    )
    ordre_tranches: Literal["taux_plein_d_abord", "proportionnelle"] = question(
        default="taux_plein_d_abord"
    )
    taux_actualisation: float | None = question(default=None, unit="ratio", strict=True, ge=0, le=1)
    prix_prestataire: Amount | None = question(default=None, unit="€", step=50)
    doute: Doubt = NO_DOUBT

    @cached_property
    def closings(self) -> tuple[date, ...]:
        """The closing days of the six fiscal years, twelve months apart."""
        return tuple(years_after(self.cloture, n) for n in range(YEARS))

    @cached_property
    def openings(self) -> tuple[date, ...]:
        """The first days of the six fiscal years."""
        first = self.ouverture or years_after(self.cloture, -1) + timedelta(days=1)
        return (first, *(day + timedelta(days=1) for day in self.closings[:-1]))

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if not FIRST_CLOSING <= self.cloture <= LAST_CLOSING:
            raise ValueError("cloture_hors_reduction")
        if self.benefice and self.impot_attendu:
            raise ValueError("benefice_ou_impot")
        if self.entree_groupe is not None and self.entree_groupe > self.cloture:
            raise ValueError("entree_groupe_future")
        self.doute.ranges(numbers_in(self))
        first, last = self.openings[0], self.closings[-1]
        for rank, operation in enumerate(self.operations):
            if operation.jour and not FIRST_DAY <= operation.jour <= last:
                raise ValueError("jour_hors_exercices")
            self._agreed_in_time(rank, operation)
            for number, salarie in enumerate(operation.salaries):
                if salarie.debut < first or salarie.fin > last:
                    place = place_of(("operations", rank, "salaries", number))
                    days = {
                        "debut": salarie.debut, "fin": salarie.fin,
                        "premier": first, "dernier": last,
                    }  # fmt: skip
                    raise refused("debut", place, "pret_hors_exercices", days)
                days_within(salarie, place_of(("operations", rank, "salaries", number)))
        return self

    def _agreed_in_time(self, rank: int, operation: Operation) -> None:
        """The day said is that of the gift or of the agreement: not after what it agrees on."""
        given = [d for d, amount in zip(self.closings, operation.montants, strict=False) if amount]
        latest = min(given, default=None)
        if operation.salaries:
            latest = max(salarie.fin for salarie in operation.salaries)
        if operation.jour and latest and operation.jour > latest:
            days = {"jour": operation.jour, "dernier": latest}
            raise refused("jour", place_of(("operations", rank)), "jour_apres_don", days)

    @field_validator("version", mode="before")
    @classmethod
    def _a_number(cls, version: Any) -> Any:
        if version is True:
            raise PydanticCustomError("int_type", "version")
        return version


FIRST_DAY, FIRST_CLOSING, LAST_CLOSING = date(2003, 1, 1), date(2003, 12, 31), date(2035, 12, 31)
"""Since the reduction exists, to what dates can hold."""


def repeated(values: Sequence[float]) -> list[float]:
    """Six values: a short list repeats its last one."""
    return [values[min(n, len(values) - 1)] for n in range(YEARS)]


def stopped(values: Sequence[float]) -> list[float]:
    """Six values: nothing after the last one given."""
    return [*values, *[0.0] * (YEARS - len(values))]


@cache
def units() -> Mapping[str, str]:
    """The unit of each field, by name."""
    found = {"montant": "€", "taux": "ratio"}
    for model in (SponsorCase, Operation, Salarie):
        found |= {name: unit_of(model, name) for name in model.model_fields}
    return MappingProxyType(found)


def read_case(data: Any) -> SponsorCase:
    """A case from plain data; raises InputError with one French sentence a fault."""
    try:
        return SponsorCase.model_validate(data)
    except ValidationError as fault:
        raise _placed(fault) from None


def case_from_json(text: str) -> SponsorCase:
    """A case from a file's text; NaN, infinities and broken JSON are refused."""
    return read_case(loads(text))


def _placed(fault: ValidationError) -> InputError:
    """The faults, each after the number of its operation, employee or fiscal year."""
    faults = []
    told = sentences(fault.errors(), units=units())
    for error, (name, sentence) in zip(fault.errors(), told, strict=True):
        faults.append((name, place_of(error["loc"]) + whole_object(error, sentence)))
    return InputError(faults)


def answerable(case: SponsorCase) -> SponsorCase:
    """The same case; raises InputError with what must still be answered."""
    if wanted := missing(case):
        raise InputError(
            [(name, say("erreurs.champ_manquant", champ=field_label(name))) for name in wanted]
        )
    return case


def missing(case: SponsorCase) -> tuple[str, ...]:
    """The fields that must be answered before anything can be computed."""
    wanted = [] if case.chiffre_affaires else ["chiffre_affaires"]
    if not any(operation.montants or operation.salaries for operation in case.operations):
        wanted.append("operations")
    if any(not s.cost_known for operation in case.operations for s in operation.salaries):
        wanted.append("brut_mensuel")
    return tuple(wanted)
