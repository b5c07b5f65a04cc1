"""A programme: places, formats and SMEs of each year, as one frozen case behind the same doors.

A line is a format in a place, with so many SMEs each year. It is read as one scenario a year: the
programme says the year and the SMEs, the line the other answers. A year without an SME does
nothing.
"""

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
)

from simulator.base.links import loads, pack, unpack
from simulator.cases.answers import Answers
from simulator.cases.programme_animation import HOST, animation_of
from simulator.cases.programme_faults import (
    checked,
    default_of,
    format_faults,
    line_faults,
    named_twice,
    number,
    refused,
)
from simulator.cases.question import bounds, private_fields
from simulator.cases.registry import forms
from simulator.cases.scenario import Scenario, read

VERSION = 1
MOST_YEARS, MOST_LINES = 10, 100
PARCOURS, SIZE = "nb_parcours", "nb_pme"
"""What a format made of groups asks instead of a number of SMEs, and the size of one group."""
_FIRST, _LAST = (int(bound or 0) for bound in bounds(Answers, "annee"))

Whole = Annotated[int, BeforeValidator(number)]
Real = Annotated[float, BeforeValidator(number)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]


class Ligne(BaseModel):
    """A format in a place: its SMEs of each year, the equal sponsors that share them, its answers.

    `capacite` is what can be used a year of what limits the format: days lent, half-days of
    consultants or managers. `tus` are private answers that a link leaves out.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    territoire: Text
    dispositif: str
    voie: str | None = None
    pme: tuple[Annotated[Whole, Field(ge=0, le=10_000)], ...]
    mecenes: Annotated[Whole, Field(ge=1, le=1_000)] = 1
    capacite: Annotated[Real, Field(ge=0, le=1e7)] | None = None
    tus: tuple[str, ...] = Field(default=(), max_length=20)
    reponses: Mapping[str, Any] = Field(default_factory=dict)

    @field_validator("mecenes", "reponses", mode="before")
    @classmethod
    def _by_default(cls, value: Any, info: ValidationInfo) -> Any:
        return default_of(cls, value, info)

    @field_validator("reponses")
    @classmethod
    def _frozen(cls, value: Mapping[str, Any]) -> Mapping[str, Any]:
        return MappingProxyType(dict(value))

    @property
    def grouped(self) -> bool:
        """Whether its format helps whole groups of SMEs, `nb_pme` being then the size of one."""
        return PARCOURS in self.questions

    @property
    def size(self) -> int:
        """SMEs of one group: 1 without groups, or where what was typed is no size."""
        try:
            return max(int(number(self.reponses.get(SIZE, self.questions[SIZE].default))), 1)
        except (TypeError, ValueError, OverflowError):
            return 1

    @property
    def hosted(self) -> bool:
        """Whether its format asks what its animation costs."""
        return HOST in self.questions

    @property
    def questions(self) -> Mapping[str, Any]:
        """The questions of its format."""
        return forms()[self.dispositif].answers.model_fields

    def case(self, annee: int, firms: int, animation: float | None = None) -> Scenario:
        """The scenario of one year of the line; raises InputError when the model refuses it."""
        answers = dict(self.reponses)
        if self.grouped:
            answers[PARCOURS] = max(firms // self.size, 1)
        else:
            answers[SIZE] = firms
        if animation is not None and self.hosted:
            answers[HOST] = animation
        case = {"dispositif": self.dispositif, "voie": self.voie}
        return read({**case, "reponses": {**answers, "annee": annee}})

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON, only what differs from the defaults."""
        said = self.model_dump(mode="json", exclude_defaults=True, exclude={"reponses"})
        return {**said, **({"reponses": dict(self.reponses)} if self.reponses else {})}

    def public(self) -> "Ligne":
        """The same without its private answers, which it names."""
        kind = forms()[self.dispositif].answers
        left_out = tuple(name for name in private_fields(kind) if name in self.reponses)
        if not left_out:
            return self
        shared = {name: value for name, value in self.reponses.items() if name not in left_out}
        tus = tuple(dict.fromkeys((*self.tus, *left_out)))
        return self.model_copy(update={"tus": tus, "reponses": MappingProxyType(shared)})


class Programme(BaseModel):
    """Lines over one to ten consecutive years; what is None is unknown.

    `taux_actualisation` and `survie_3_ans` are ratios; `animation` is in euros, by place and year;
    `budget_region` what the Region has for it, in euros a year.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    version: int = Field(default=VERSION, ge=VERSION, le=VERSION)
    titre: str = Field(default="", max_length=200)
    annees: tuple[Annotated[Whole, Field(ge=_FIRST, le=_LAST)], ...] = Field(
        min_length=1, max_length=MOST_YEARS
    )
    taux_actualisation: Annotated[Real, Field(ge=0, le=1)] | None = None
    lignes: tuple[Ligne, ...] = Field(min_length=1, max_length=MOST_LINES)
    animation: Mapping[Text, tuple[Annotated[Real, Field(ge=0, le=1e9)] | None, ...]] = Field(
        default_factory=dict
    )
    survie_3_ans: Annotated[Real, Field(ge=0, le=1)] | None = None
    budget_region: Annotated[Real, Field(ge=0, le=1e12)] | None = None

    @field_validator("titre", "animation", mode="before")
    @classmethod
    def _by_default(cls, value: Any, info: ValidationInfo) -> Any:
        given = default_of(cls, value, info)
        if not isinstance(given, Mapping):
            return given
        return {place: costs for place, costs in given.items() if costs is not None}

    @property
    def territoires(self) -> tuple[str, ...]:
        """Its places, each once, in the order of the lines."""
        return tuple(dict.fromkeys(line.territoire for line in self.lignes))

    @cached_property
    def animations(self) -> tuple[Mapping[int, float], ...]:
        """What the animation of its place costs each line, year by year; absent: unknown."""
        return tuple(
            animation_of(self.lignes, self.animation, rank) for rank in range(len(self.annees))
        )

    @cached_property
    def cases(self) -> tuple[tuple[Scenario | None, ...], ...]:
        """The scenario of each line and year; None where no SME is helped."""
        return tuple(
            tuple(
                line.case(annee, line.pme[k], self.animations[k].get(n)) if line.pme[k] else None
                for k, annee in enumerate(self.annees)
            )
            for n, line in enumerate(self.lignes)
        )

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON, only what differs from the defaults."""
        said = self.model_dump(mode="json", exclude_defaults=True, exclude={"lignes", "animation"})
        costs = {place: list(years) for place, years in self.animation.items()}
        return {
            "version": self.version,
            **said,
            "lignes": [line.to_dict() for line in self.lignes],
            **({"animation": costs} if costs else {}),
        }

    def public(self) -> "Programme":
        """The same without private answers, which its lines name."""
        return self.model_copy(update={"lignes": tuple(line.public() for line in self.lignes)})

    def to_link(self) -> str:
        """A short token for an address; raises InputError when it is too long for one."""
        return pack(self.to_dict(), VERSION)


def read_programme(data: Any) -> Programme:
    """A programme from plain data; raises InputError with each fault by its path."""
    refused(named_twice(data))
    given = checked(Programme, data)
    refused([fault for n, line in enumerate(given.lignes) for fault in format_faults(n, line)])
    refused([fault for n, line in enumerate(given.lignes) for fault in line_faults(n, line, given)])
    return given


def programme_from_json(text: str) -> Programme:
    """A programme from a file's text; NaN, infinities and broken JSON are refused."""
    return read_programme(loads(text))


def programme_from_link(token: str) -> Programme:
    """A programme from a link; raises InputError when it is broken, too long or newer."""
    return read_programme(unpack(token, VERSION))
