"""A scenario: one frozen, valid object behind five doors: form, link, file, command, batch."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, SerializeAsAny, ValidationError, model_validator

from simulator.errors import InputError
from simulator.links import loads, pack, unpack
from simulator.schemes import SCHEMES
from simulator.schemes.model import Answers, Scheme, unit_of
from simulator.text import formats, has, say
from simulator.text.typed import Unread, read_number
from simulator.text.typed_days import read_day
from simulator.versions import VERSION, migrated

_BEYOND_READING = 1e15
_BEYOND_YEARS = 10_000
_NO_NUMBER = {"float_type", "float_parsing", "int_type", "int_parsing", "int_parsing_size"}
_NO_DAY = {"date_type", "date_parsing", "date_from_datetime_parsing"}
_BOUNDS = ("ge", "le", "gt", "lt", "max_length")


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
    reponses: SerializeAsAny[Answers]

    @model_validator(mode="before")
    @classmethod
    def _answers_of_the_scheme(cls, data: Any) -> Any:
        if not isinstance(data, dict) or isinstance(data.get("reponses"), Answers):
            return data
        scheme = SCHEMES.get(str(data.get("dispositif")))
        if scheme is None:
            raise ValueError("dispositif_inconnu")
        data = migrated(data)
        version = data.get("version", VERSION)
        if version is True or version != VERSION:
            raise ValueError("version_inconnue")
        if data.get("voie") not in (None, *(route.key for route in scheme.routes)):
            raise ValueError("voie_inconnue")
        answers = data.get("reponses", {})
        return {**data, "reponses": scheme.answers.model_validate(answers)}

    @property
    def scheme(self) -> Scheme:
        """The scheme of this scenario."""
        return SCHEMES[self.dispositif]

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON, only what differs from the defaults."""
        return {
            "version": self.version,
            "dispositif": self.dispositif,
            **({"titre": self.titre} if self.titre else {}),
            **({"tus": list(self.tus)} if self.tus else {}),
            **({"voie": self.voie} if self.voie else {}),
            "reponses": self.reponses.model_dump(mode="json", exclude_defaults=True),
        }

    def public(self) -> "Scenario":
        """The same without the private answers, which it names; itself when there are none."""
        kind, given = type(self.reponses), self.reponses.model_dump(exclude_defaults=True)
        left_out = tuple(name for name in kind.private() if name in given)
        if not left_out:
            return self
        shared = {name: value for name, value in given.items() if name not in left_out}
        tus = tuple(dict.fromkeys((*self.tus, *left_out)))
        answers = kind.model_validate(shared)
        return self.model_copy(update={"tus": tus, "reponses": answers})

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
    scheme = SCHEMES.get(str(data.get("dispositif"))) if isinstance(data, dict) else None
    return InputError(sentences(fault.errors(), scheme))


def sentences(
    errors: Sequence[Any], scheme: Scheme | None = None, units: Mapping[str, str] | None = None
) -> list[tuple[str, str]]:
    """Pydantic errors as (field, sentence) pairs; `units` are those of fields of no scheme."""
    return [_sentence(error, scheme, units or {}) for error in errors]


def field_label(name: str, scheme: str = "") -> str:
    """What a field is called on screen; a format may have its own words for it."""
    own, key = f"champs.{name}.label_{scheme}", f"champs.{name}.label"
    return say(own) if has(own) else say(key) if has(key) else name


def _sentence(error: Any, scheme: Scheme | None, units: Mapping[str, str]) -> tuple[str, str]:
    """One pydantic error as (field, sentence)."""
    path = [part for part in error["loc"] if isinstance(part, str) and part != "reponses"]
    name = path[-1] if path else ""
    kind, context = error["type"], error.get("ctx", {})
    if kind == "value_error":
        key = str(context.get("error", ""))
        return name, say(f"erreurs.{key}") if has(f"erreurs.{key}") else say("erreurs.valeur")
    unit = units.get(name, "")
    if scheme and name in scheme.answers.model_fields:
        unit = unit_of(scheme.answers, name)
    unit = "année" if name == "annee" else unit
    bound = next((context[k] for k in _BOUNDS if k in context), None)
    label = field_label(name, scheme.key if scheme else "")
    if told := unread(error.get("input"), kind, unit):
        return name, say("saisie.champ", champ=label, phrase=told)
    values = {
        "champ": label,
        "valeur": _shown(error.get("input"), unit),
        "borne": _bound(bound, unit),
        "choix": _choices(str(context.get("expected", ""))),
    }
    key = kind if has(f"erreurs.pydantic.{kind}") else "autre"
    return name, say(f"erreurs.pydantic.{key}", **values)


def unread(value: Any, kind: str, unit: str = "") -> str:
    """Why a text is no number or no day, when that is the fault; nothing when it is another."""
    if not isinstance(value, str) or kind not in _NO_NUMBER | _NO_DAY:
        return ""
    try:
        read_day(value) if kind in _NO_DAY else read_number(value, unit)
    except Unread as fault:
        return str(fault)
    return ""


def _choices(expected: str) -> str:
    """The choices that pydantic lists, between the quotation marks of the language."""
    quoted = re.sub(
        r"'([^']*)'", lambda found: say("mots.entre_guillemets", mot=found[1]), expected
    )
    return quoted.replace(" or ", f" {say('mots.ou')} ")


def _bound(bound: Any, unit: str) -> str:
    if bound is None:
        return ""
    return formats.with_unit(bound, unit)


def _shown(value: Any, unit: str) -> str:
    if value is None:
        return say("mots.rien")
    readable = type(value) in {int, float} and abs(value) < _BEYOND_READING
    if readable and unit == "année" and not abs(value) < _BEYOND_YEARS:
        unit = ""
    text = formats.with_unit(value, unit) if readable else str(value)
    return text if len(text) <= 40 else text[:39] + "…"
