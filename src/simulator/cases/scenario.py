"""A scenario: one frozen, valid object behind five doors: form, link, file, command, batch."""

from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, SerializeAsAny, ValidationError, model_validator

from simulator.base.links import loads, pack, unpack
from simulator.cases.answers import Answers
from simulator.cases.doubts import NO_DOUBT, Doubt
from simulator.cases.faults import sentences
from simulator.cases.number import numbers_in
from simulator.cases.question import private_fields, unit_of
from simulator.cases.registry import forms
from simulator.cases.versions import VERSION, migrated
from simulator.errors import InputError


class Scenario(BaseModel):
    """A format and its answers. Old versions are migrated, newer ones refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: int = VERSION
    dispositif: str
    titre: str = Field(default="", max_length=200)
    tus: tuple[str, ...] = Field(default=(), max_length=20)
    """Private answers that a link leaves out: who opens it must type them."""
    voie: str | None = None
    """The route to show; without it, the one that leads."""
    doute: Doubt = NO_DOUBT
    reponses: SerializeAsAny[Answers]

    @model_validator(mode="before")
    @classmethod
    def _answers_of_the_scheme(cls, data: Any) -> Any:
        if not isinstance(data, dict) or isinstance(data.get("reponses"), Answers):
            return data
        form = forms().get(str(data.get("dispositif")))
        if form is None:
            raise ValueError("dispositif_inconnu")
        data = migrated(data)
        version = data.get("version", VERSION)
        if version is True or version != VERSION:
            raise ValueError("version_inconnue")
        if data.get("voie") not in (None, *form.routes):
            raise ValueError("voie_inconnue")
        answers = data.get("reponses", {})
        return {**data, "reponses": form.answers.model_validate(answers)}

    @model_validator(mode="after")
    def _ranges_of_its_numbers(self) -> Self:
        self.doute.ranges(numbers_in(self.reponses))
        return self

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON, only what differs from the defaults."""
        return {
            "version": self.version,
            "dispositif": self.dispositif,
            **({"titre": self.titre} if self.titre else {}),
            **({"tus": list(self.tus)} if self.tus else {}),
            **({"voie": self.voie} if self.voie else {}),
            **({"doute": self.doute.plain()} if self.doute != NO_DOUBT else {}),
            "reponses": self.reponses.given(),
        }

    def public(self) -> "Scenario":
        """The same without the private answers, which it names; itself when there are none."""
        kind, given = type(self.reponses), self.reponses.given("python")
        told = {*given, *dict(self.doute.plages)}
        left_out = tuple(name for name in private_fields(kind) if name in told)
        if not left_out:
            return self
        shared = {name: value for name, value in given.items() if name not in left_out}
        tus = tuple(dict.fromkeys((*self.tus, *left_out)))
        answers = kind.model_validate(shared)
        doubt = self.doute.without(left_out)
        return self.model_copy(update={"tus": tus, "reponses": answers, "doute": doubt})

    def to_link(self) -> str:
        """A short token for an address: version, then compressed JSON."""
        return pack(self.to_dict(), VERSION)


def read(data: Any) -> Scenario:
    """A scenario from plain data; raises InputError with one French sentence a fault."""
    try:
        return Scenario.model_validate(data)
    except ValidationError as fault:
        raise explained(fault, data) from None


def from_json(text: str) -> Scenario:
    """A scenario from a file's text; NaN, infinities and broken JSON are refused."""
    return read(loads(text))


def from_link(token: str) -> Scenario:
    """A scenario from a link; raises InputError when it is broken, too long or newer."""
    return read(unpack(token, VERSION))


def explained(fault: ValidationError, data: Any = None) -> InputError:
    """A validation error as French sentences: field, value, bound, way out."""
    scheme = str(data.get("dispositif")) if isinstance(data, dict) else ""
    form = forms().get(scheme)
    units = (
        {name: unit_of(form.answers, name) for name in form.answers.model_fields} if form else {}
    )
    return InputError(sentences(fault.errors(), scheme if form else "", units))
