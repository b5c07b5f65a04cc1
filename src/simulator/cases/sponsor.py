"""A sponsor's case: one frozen, valid object behind the page, the link, the file and the batch.

Three answers lead: turnover, profit (or expected tax), what is lent or given. What nobody may read
over a shoulder (pay, turnover, profit, tax) is marked private and stays out of `public`.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache, cached_property
from itertools import pairwise
from types import MappingProxyType
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from simulator.base.links import loads, pack, unpack
from simulator.cases.answers import OuiNon
from simulator.cases.faults import sentences
from simulator.cases.history import Amount, Day, Excedent, ReductionAncienne, whole_object
from simulator.cases.question import asked, field_label, private_fields, question, unit_of
from simulator.errors import InputError
from simulator.text import formats, say

VERSION = 1
YEARS = 6
"""The fiscal year of the gift and the five in which both stocks may still be used."""

Voie = Literal["don", "pret_au_cout", "pret_l8241_3", "pret_direct"]
Signed = Annotated[float, Field(strict=True, ge=-1e13, le=1e13)]
Amounts = Annotated[tuple[Amount, ...], Field(max_length=YEARS)]
Profits = Annotated[tuple[Signed, ...], Field(max_length=YEARS)]


class _Answers(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Salarie(_Answers):
    """One lent employee: what it costs, when, and how much of its time.

    Time is counted in days, in hours, in months, or by the period itself; `quotite` is the share of
    the working time lent, for months and periods. `taux_patronal` is the company's own rate of
    contributions on gross pay, instead of the shipped scale; `aides_contrat` the aid tied to the
    contract, in euros a month.
    """

    libelle: str = question(default="", private=True, max_length=80)
    brut_mensuel: Amount | None = question(
        default=None, unit="€", essential=True, private=True, step=100
    )
    cout_mensuel: Amount | None = question(default=None, unit="€", private=True, step=100)
    cout_journee: Amount | None = question(default=None, unit="€", private=True, step=10)
    taux_patronal: float | None = question(
        default=None, unit="ratio", private=True, strict=True, ge=0, le=2
    )
    aides_contrat: Amount = question(default=0.0, unit="€", private=True, step=50)
    debut: Day
    fin: Day
    jours: float | None = question(
        default=None, unit="jours", essential=True, strict=True, ge=0, le=2_500
    )
    heures: float | None = question(default=None, unit="heures", strict=True, ge=0, le=60_000)
    mois: float | None = question(default=None, unit="mois", strict=True, ge=0, le=72)
    quotite: float = question(default=1.0, unit="ratio", strict=True, ge=0, le=1)

    @property
    def period(self) -> int:
        """Calendar days from the first to the last, both counted."""
        return (self.fin - self.debut).days + 1

    @property
    def cost_known(self) -> bool:
        """Whether one of the three ways of giving its cost was used."""
        return any(x is not None for x in (self.brut_mensuel, self.cout_mensuel, self.cout_journee))

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.fin < self.debut:
            raise ValueError("fin_avant_debut")
        if _given(self.jours, self.heures, self.mois) > 1:
            raise ValueError("une_seule_duree")
        if _given(self.brut_mensuel, self.cout_mensuel, self.cout_journee) > 1:
            raise ValueError("un_seul_cout")
        if self.taux_patronal is not None and self.brut_mensuel is None:
            raise ValueError("taux_sans_brut")
        if self.aides_contrat and self.cout_journee is not None:
            raise ValueError("aides_et_journee")
        if _given(self.jours, self.heures) and self.quotite != 1:
            raise ValueError("quotite_en_jours")
        months = round(length_in_months(self.debut, self.fin), 6)
        longest = {"jours": self.period, "heures": 24 * self.period, "mois": months}
        if any((getattr(self, name) or 0) > most for name, most in longest.items()):
            raise ValueError("temps_au_dela_de_la_periode")
        return self


def _given(*values: Any) -> int:
    return sum(value is not None for value in values)


class Operation(_Answers):
    """What is lent or given to one body or firm, and the facts that decide of its treatment."""

    libelle: str = question(default="", max_length=120)
    voie: Voie = question(default="don", essential=True)
    montants: Amounts = question(default=(), unit="€", essential=True, step=1000)
    salaries: Annotated[tuple[Salarie, ...], Field(max_length=200)] = question(
        default=(), essential=True
    )
    jour: Day | None = question(default=None)
    dispositif: Literal["aucun", "boost_innov", "alize"] = question(default="aucun")
    beneficiaire: Literal["organisme", "entreprise"] = question(default="organisme")
    aide_sociale: OuiNon = question(default="non")
    interet_general: OuiNon = question(default="inconnu")
    aide_aux_entreprises: OuiNon = question(default="inconnu")
    rescrit: OuiNon = question(default="inconnu")
    agrement: OuiNon = question(default="inconnu")
    agrement_fin: Day | None = question(default=None)
    objet_exclusif: OuiNon = question(default="inconnu")
    gestion_desinteressee: OuiNon = question(default="inconnu")
    gratuite: OuiNon = question(default="inconnu")
    cadre_europeen: OuiNon = question(default="inconnu")
    part_par_entreprise: float | None = question(
        default=None, unit="ratio", strict=True, ge=0, le=1
    )
    immobilier: OuiNon = question(default="inconnu")
    obligation: OuiNon = question(default="inconnu")
    lien: Literal["inconnu", "aucun", "client_fournisseur", "groupe"] = question(default="inconnu")
    aide_liee: OuiNon = question(default="inconnu")
    contreparties: float = question(default=0.0, unit="ratio", strict=True, ge=0, le=1)
    recu: OuiNon = question(default="inconnu")
    convention: OuiNon = question(default="inconnu")
    mission_dirigee: OuiNon = question(default="inconnu")
    effectif_utilisateur: int | None = question(
        default=None, unit="salariés", strict=True, ge=0, le=10_000_000
    )
    age_utilisateur: float | None = question(default=None, unit="ans", strict=True, ge=0, le=300)
    part_facturee: float | None = question(default=None, unit="ratio", strict=True, ge=0, le=1)
    interet_propre: OuiNon = question(default="inconnu")

    @property
    def helps_firms(self) -> OuiNon:
        """Whether the help ends with commercial firms: both networks say so."""
        return "oui" if self.dispositif != "aucun" else self.aide_aux_entreprises

    @property
    def billed(self) -> float:
        """The share of the cost that is billed: all at cost, nothing otherwise, or as said."""
        if self.voie == "don":
            return 0.0
        usual = 1.0 if self.voie == "pret_au_cout" else 0.0
        return usual if self.part_facturee is None else self.part_facturee

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.montants and self.salaries:
            raise ValueError("argent_ou_salaries")
        if self.montants and self.voie != "don":
            raise ValueError("argent_hors_don")
        return self


class SponsorCase(_Answers):
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
        first, last = self.openings[0], self.closings[-1]
        for rank, operation in enumerate(self.operations):
            if operation.jour and not FIRST_DAY <= operation.jour <= last:
                raise ValueError("jour_hors_exercices")
            self._agreed_in_time(rank, operation)
            for number, salarie in enumerate(operation.salaries):
                if salarie.debut < first or salarie.fin > last:
                    place = _place(("operations", rank, "salaries", number))
                    days = {
                        "debut": salarie.debut, "fin": salarie.fin,
                        "premier": first, "dernier": last,
                    }  # fmt: skip
                    raise _refused("debut", place, "pret_hors_exercices", days)
                _days_within(salarie, _place(("operations", rank, "salaries", number)))
        return self

    def _agreed_in_time(self, rank: int, operation: Operation) -> None:
        """The day said is that of the gift or of the agreement: not after what it agrees on."""
        given = [d for d, amount in zip(self.closings, operation.montants, strict=False) if amount]
        latest = min(given, default=None)
        if operation.salaries:
            latest = max(salarie.fin for salarie in operation.salaries)
        if operation.jour and latest and operation.jour > latest:
            days = {"jour": operation.jour, "dernier": latest}
            raise _refused("jour", _place(("operations", rank)), "jour_apres_don", days)

    @field_validator("version", mode="before")
    @classmethod
    def _a_number(cls, version: Any) -> Any:
        if version is True:
            raise PydanticCustomError("int_type", "version")
        return version


FIRST_DAY, FIRST_CLOSING, LAST_CLOSING = date(2003, 1, 1), date(2003, 12, 31), date(2035, 12, 31)
"""Since the reduction exists, to what dates can hold."""


def years_after(day: date, years: int) -> date:
    """The same closing day later; the end of February stays the end of February."""
    if (day.month, (day + timedelta(days=1)).month) == (2, 3):
        return date(day.year + years, 3, 1) - timedelta(days=1)
    return day.replace(year=day.year + years)


def length_in_months(first: date, last: date) -> float:
    """Months from a first to a last day, both counted, as the administration counts them.

    Exact from a day to the eve of the same day; else whole calendar months, and the days of each
    broken one for n/30 (BOI-IS-LIQ-20-10): 1 January to 15 September is 8.5 months.
    """
    after = last + timedelta(days=1)
    months = (after.year - first.year) * 12 + after.month - first.month
    if after.day == first.day:
        return months
    if months == 0:
        return ((last - first).days + 1) / _THIRTY
    start = (first.replace(day=1) + timedelta(days=_MORE_THAN_A_MONTH)).replace(day=1)
    head, whole = ((start - first).days, months - 1) if first.day > 1 else (0, months)
    return whole + min(head, _THIRTY) / _THIRTY + min(after.day - 1, _THIRTY) / _THIRTY


_THIRTY = 30  # days that the doctrine gives to a broken month
_MORE_THAN_A_MONTH = 31


def repeated(values: Sequence[float]) -> list[float]:
    """Six values: a short list repeats its last one."""
    return [values[min(n, len(values) - 1)] for n in range(YEARS)]


def stopped(values: Sequence[float]) -> list[float]:
    """Six values: nothing after the last one given."""
    return [*values, *[0.0] * (YEARS - len(values))]


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
        faults.append((name, _place(error["loc"]) + whole_object(error, sentence)))
    return InputError(faults)


def _days_within(salarie: Salarie, place: str) -> None:
    """Pay by the month buys no more days than the period has from Monday to Friday.

    A structural bound: public holidays are not taken out. The cost of a day, typed, sets no limit.
    """
    most = working_days(salarie.debut, salarie.fin)
    if salarie.jours is None or salarie.cout_journee is not None or salarie.jours <= most:
        return
    values = {
        "champ": field_label("jours"),
        "valeur": formats.number(salarie.jours),
        "borne": formats.with_unit(most, "jours"),
        "debut": formats.day(salarie.debut),
        "fin": formats.day(salarie.fin),
    }
    raise InputError([("jours", place + say("erreurs.jours_au_dela_des_ouvres", **values))])


def working_days(first: date, last: date) -> int:
    """Mondays to Fridays from a first to a last day, both counted; holidays are not taken out."""
    weeks, rest = divmod((last - first).days + 1, 7)
    return weeks * 5 + sum((first.weekday() + n) % 7 < _SATURDAY for n in range(rest))


_SATURDAY = 5


def _refused(name: str, place: str, key: str, days: dict[str, date]) -> InputError:
    """A refusal that names its place and its days."""
    shown = {word: formats.day(day) for word, day in days.items()}
    return InputError([(name, place + say(f"erreurs.{key}", **shown))])


def _place(path: tuple[Any, ...]) -> str:
    words = [
        say(f"mecene_lieux.{name if name in _LISTS else 'exercice'}", numero=number + 1)
        for name, number in pairwise(path)
        if isinstance(number, int)
    ]
    return f"{', '.join(words)} : " if words else ""


_LISTS = {"operations", "salaries", "excedents", "reductions"}


@cache
def units() -> Mapping[str, str]:
    """The unit of each field, by name."""
    found = {"montant": "€", "taux": "ratio"}
    for model in (SponsorCase, Operation, Salarie):
        found |= {name: unit_of(model, name) for name in model.model_fields}
    return MappingProxyType(found)


def _private_fields() -> Iterator[str]:
    for model in (SponsorCase, Operation, Salarie):
        yield from private_fields(model)


PRIVATE = frozenset(_private_fields())
"""What never leaves the session unless the user ticks it: pay, turnover, profit, tax, names."""


def complete(case: SponsorCase) -> dict[str, Any]:
    """Everything the user typed, as plain JSON; only what differs from the defaults."""
    return _plain(case, keep_private=True)


def public(case: SponsorCase) -> dict[str, Any]:
    """The same without any private field: what a link or a saved case may hold by default.

    The title and the labels stay: the user wrote them to be read. Employees keep dates and time,
    without name, pay or cost.
    """
    return _plain(case, keep_private=False)


def private_given(case: SponsorCase) -> tuple[str, ...]:
    """The private fields that somebody filled, in the order of the form: what a link leaves out."""
    found = dict.fromkeys(_filled(complete(case)))
    return tuple(name for name in found if name in PRIVATE)


def _filled(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        for name, value in data.items():
            yield name
            yield from _filled(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _filled(value)


def _plain(answers: BaseModel, *, keep_private: bool) -> dict[str, Any]:
    kind = type(answers)
    data: dict[str, Any] = {}
    for name, field in kind.model_fields.items():
        value = getattr(answers, name)
        if name == "version" or field.is_required() or value != field.default:
            if asked(kind, name).private and not keep_private:
                continue
            data[name] = _value(value, keep_private=keep_private)
    return data


def _value(value: Any, *, keep_private: bool) -> Any:
    if isinstance(value, BaseModel):
        return _plain(value, keep_private=keep_private)
    if isinstance(value, tuple):
        return [_value(item, keep_private=keep_private) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def to_link(case: SponsorCase, *, private: bool = False) -> str:
    """A short token for an address, without private fields unless the user asked for them."""
    return pack(complete(case) if private else public(case), VERSION)


def from_link(token: str) -> SponsorCase:
    """A case from a link; raises InputError when it is broken, too long or newer."""
    return read_case(unpack(token, VERSION))


def missing(case: SponsorCase) -> tuple[str, ...]:
    """The fields that must be answered before anything can be computed."""
    wanted = [] if case.chiffre_affaires else ["chiffre_affaires"]
    if not any(operation.montants or operation.salaries for operation in case.operations):
        wanted.append("operations")
    if any(not s.cost_known for operation in case.operations for s in operation.salaries):
        wanted.append("brut_mensuel")
    return tuple(wanted)


CHOICES = {
    name: get_args(field.annotation)
    for name, field in Operation.model_fields.items()
    if get_args(field.annotation) and all(isinstance(x, str) for x in get_args(field.annotation))
}
"""The words that each chosen answer of an operation may take."""
