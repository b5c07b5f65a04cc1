"""What a scheme is: its questions, its routes, the flows and deeds they give, their conditions."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any, Literal, NamedTuple, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from simulator.facts import Fact, evidence
from simulator.figure import given
from simulator.law import Law
from simulator.ledger import Deed, Flow
from simulator.rules.conditions import Finding, State
from simulator.text.typed import Unread, read_number

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
OuiNon = Literal["inconnu", "oui", "non"]


class Scale(NamedTuple):
    """What a slider offers, in the unit of its field: from, to, and the step."""

    ge: float
    le: float
    step: float = 1


def question(  # noqa: PLR0913 (a field says all of itself here)
    source: str | None = None,
    *,
    unit: str = "",
    ge: float | None = None,
    le: float | None = None,
    essential: bool = False,
    default: Any = ...,
    private: bool = False,
    scale: Scale | None = None,
    unless: str = "",
    rank: int = 0,
) -> Any:
    """A field of a form: bounds, unit, and where its default comes from.

    `source` is the id of the fact or assumption that gives the default; with no source the default
    is a choice of words or an unknown. Label and help are `champs.<field>` in the texts. What is
    `private` (the sponsor's pay, turnover, tax) leaves the session only when the user ticks it.
    `scale` is what a slider offers, in the unit of the field; `unless` names the field that takes
    the place of this one once it is answered; `rank` is its place among the first questions.
    """
    value = evidence(source).value if source else default
    extra: dict[str, Any] = {
        "unit": unit, "essential": essential, "source": source, "private": private,
        "scale": scale, "unless": unless, "rank": rank,
    }  # fmt: skip
    return Field(default=value, ge=ge, le=le, validate_default=True, json_schema_extra=extra)


class Answers(BaseModel):
    """The answers of a form: frozen, bounded, finite, nothing unforeseen."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    annee: int = question("simulation.annee", unit="année", ge=1997, le=2030, essential=True)
    jour_signature: date | None = question(default=None)

    @field_validator("*", mode="before")
    @classmethod
    def _written_plainly(cls, value: Any, info: ValidationInfo) -> Any:
        """A number is one that `typed` reads, a day is AAAA-MM-JJ: not `1_0`, `true`, `50.000`."""
        if info.field_name == "jour_signature":
            if value is None or isinstance(value, date) or DAY.fullmatch(str(value)):
                return value
            raise PydanticCustomError("date_type", "day")
        if cls.model_fields[str(info.field_name)].annotation not in NUMBERS:
            return value
        try:
            if isinstance(value, str):
                return read_number(value, unit_of(cls, str(info.field_name)))
        except Unread:
            raise PydanticCustomError("float_type", "number") from None
        if isinstance(value, bool):
            raise PydanticCustomError("float_type", "number")
        return value

    @model_validator(mode="after")
    def _same_year(self) -> Self:
        if self.jour_signature is not None and self.jour_signature.year != self.annee:
            raise ValueError("jour_hors_annee")
        return self

    @property
    def signature(self) -> date:
        """The day of the agreement: 1 January of the year when nobody says."""
        return self.jour_signature or date(self.annee, 1, 1)

    @classmethod
    def counted(cls) -> tuple[str, ...]:
        """Fields that are amounts or quantities: they may be arrays or Figures."""
        return tuple(
            name
            for name, field in cls.model_fields.items()
            if field.annotation in NUMBERS and name not in _CHOOSERS
        )

    @classmethod
    def private(cls) -> tuple[str, ...]:
        """Fields that say what a company pays or earns."""
        extras = {name: field.json_schema_extra for name, field in cls.model_fields.items()}
        return tuple(
            name
            for name, extra in extras.items()
            if isinstance(extra, dict) and extra.get("private")
        )

    def figures(self) -> Any:
        """The same answers, each number remembering its field."""
        traced = {
            name: given(float(value), name, unit_of(type(self), name))
            for name in self.counted()
            if (value := getattr(self, name)) is not None
        }
        return SimpleNamespace(**{**dict(self), "signature": self.signature, **traced})


NUMBERS = (int, float, int | None, float | None)
"""What a field that holds a number is annotated with."""
_CHOOSERS = {"annee", "duree_annees", "mois_de_differe", "mois_de_remboursement"}


def unit_of(answers: type[Answers], name: str) -> str:
    """The unit of a field."""
    extra = answers.model_fields[name].json_schema_extra
    return str(extra["unit"]) if isinstance(extra, dict) else ""


class WithPme(Answers):
    """Questions about the SMEs helped."""

    nb_pme: int = question(
        "simulation.une_pme", unit="PME", ge=1, le=10_000, essential=True, scale=Scale(ge=1, le=100)
    )


class WithInvoice(WithPme):
    """Questions about an SME that pays a price: its tax, its VAT, the aid it already received."""

    imposition_pme: Literal["taux_reduit", "taux_intermediaire", "taux_normal", "non_imposee"] = (
        question(default="taux_reduit")
    )
    tva_pme: Literal["assujettie", "exoneree"] = question(default="assujettie")
    aides_recues_pme: float = question("simulation.rien", unit="€", ge=0, le=1e9)


class WithMecene(WithPme):
    """Questions about the sponsor and the people it lends."""

    salaire_brut: float = question(
        "apec.cadre_median.2025", unit="€", ge=1, le=5_000_000, essential=True,
        scale=Scale(ge=25_000, le=150_000, step=1000), rank=5, private=True,
    )  # fmt: skip
    cout_journee: float | None = question(unit="€", ge=0, le=100_000, default=None, private=True)
    effectif_pme: int | None = question(unit="salariés", ge=0, le=1_000_000, default=None)
    age_pme: float | None = question(unit="ans", ge=0, le=300, default=None)
    effectif_mecene: int | None = question(unit="salariés", ge=1, le=10_000_000, default=None)
    chiffre_affaires_mecene: float = question(
        "mecene.chiffre_affaires", unit="€", ge=0, le=1e11, private=True
    )
    imposition_mecene: Literal["is_seul", "avec_contributions", "non_impose"] = question(
        default="is_seul"
    )
    impot_du_mecene: float | None = question(unit="€", ge=0, le=1e11, default=None, private=True)
    autres_dons: float = question("simulation.rien", unit="€", ge=0, le=1e11)
    aides_recues_mecene: float = question("simulation.rien", unit="€", ge=0, le=1e9)
    lien_commercial: Literal["inconnu", "aucun", "client_fournisseur", "groupe"] = question(
        default="inconnu"
    )
    contreparties: float = question("simulation.rien", unit="ratio", ge=0, le=1)
    convention: OuiNon = question(default="inconnu")
    recu: OuiNon = question(default="inconnu")
    ordre_tranches: Literal["taux_plein_d_abord", "proportionnelle"] = question(
        default="taux_plein_d_abord"
    )
    duree_annees: int = question("simulation.un_an", unit="ans", ge=1, le=10)


@dataclass(frozen=True, slots=True)
class Route:
    """A legal way of doing the same thing; its words are `voies.<scheme>.<key>` in the texts."""

    key: str
    reference: str


Findings = Callable[[Any, str, Law, Sequence[Flow]], list[Finding]]


@dataclass(frozen=True, slots=True)
class Scheme:
    """A format: to exist is to be registered (one file of `schemes/`, one `SCHEME`).

    `rank` is its place in lists. `flows(answers, route, law)` gives the flows of the year of the
    law, before tax; `findings(answers, route, law, flows)` the conditions; `deeds(answers)` what is
    promised; `headline(answers, states, law)` the route that leads; `unknowns(answers, law)` keys
    of `inconnues` in the texts; `warnings(answers, route, law)` keys of `reserves`; `figures` the
    three indicators that lead; `opens(answers)` the first year whose law answers them.
    """

    key: str
    rank: int
    answers: type[Answers]
    routes: tuple[Route, ...]
    flows: Callable[[Any, str, Law], list[Flow]]
    findings: Findings
    deeds: Callable[[Any], list[Deed]]
    headline: Callable[[Any, dict[str, State], Law], str]
    figures: tuple[str, str, str] = ("cout_reel", "reste_par_pme", "effort_net_mecene")
    unknowns: Callable[[Any, Law], tuple[str, ...]] = lambda _answers, _law: ()
    warnings: Callable[[Any, str, Law], tuple[str, ...]] = lambda _answers, _route, _law: ()
    opens: Callable[[Any], int] = lambda _answers: 0

    def first_year(self, answers: Any) -> int:
        """The first year that these answers can be computed for."""
        return max(self.opens(answers), lowest(self.answers, "annee"))

    def route(self, key: str) -> Route:
        """The route of a key."""
        return next(route for route in self.routes if route.key == key)


def replaced_by(given: Answers, name: str) -> str | None:
    """The total that takes the place of a field, once it is answered."""
    extra = type(given).model_fields[name].json_schema_extra
    other = str(extra["unless"]) if isinstance(extra, dict) else ""
    return other if other and getattr(given, other) is not None else None


def lowest(answers: type[Answers], name: str) -> int:
    """The lowest whole number that a field admits."""
    return int(next(rule.ge for rule in answers.model_fields[name].metadata if hasattr(rule, "ge")))


def source_of(answers: type[Answers], name: str) -> Fact | Any:
    """The fact or assumption behind a default, or None for a choice of words."""
    extra = answers.model_fields[name].json_schema_extra
    identifier = extra.get("source") if isinstance(extra, dict) else None
    return evidence(str(identifier)) if identifier else None
