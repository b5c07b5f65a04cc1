"""A scenario: one frozen, valid object behind five doors: form, link, file, command, batch."""

import base64
import json
import zlib
from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, SerializeAsAny, ValidationError, model_validator

from simulator.errors import InputError
from simulator.schemes import SCHEMES
from simulator.schemes.model import Answers, Scheme, unit_of
from simulator.text import formats, has, say

VERSION = 1
_LONGEST_LINK = 2_000
_LARGEST_SCENARIO = 20_000
_LONGEST_NUMBER = 20
_BEYOND_READING = 1e15


class Scenario(BaseModel):
    """A format and its answers. Old versions are migrated, newer ones refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: int = VERSION
    dispositif: str
    titre: str = Field(default="", max_length=200)
    reponses: SerializeAsAny[Answers]

    @model_validator(mode="before")
    @classmethod
    def _answers_of_the_scheme(cls, data: Any) -> Any:
        if not isinstance(data, dict) or isinstance(data.get("reponses"), Answers):
            return data
        scheme = SCHEMES.get(str(data.get("dispositif")))
        if scheme is None:
            raise ValueError("dispositif_inconnu")
        version = data.get("version", VERSION)
        if version is True or version != VERSION:
            raise ValueError("version_inconnue")
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
            "reponses": self.reponses.model_dump(mode="json", exclude_defaults=True),
        }

    def to_link(self) -> str:
        """A short token for an address: version, then compressed JSON."""
        packed = zlib.compress(json.dumps(self.to_dict(), separators=(",", ":")).encode(), 9)
        return f"{VERSION}.{base64.urlsafe_b64encode(packed).decode().rstrip('=')}"


def read(data: Any) -> Scenario:
    """A scenario from plain data; raises InputError with one French sentence a fault."""
    try:
        return Scenario.model_validate(data)
    except ValidationError as fault:
        raise explained(fault, data) from None


def from_json(text: str) -> Scenario:
    """A scenario from a file's text; NaN, infinities and broken JSON are refused."""
    return read(loads(text))


def loads(text: str) -> Any:
    """Strict JSON: no NaN, no infinity, no key twice, no endless number; raises InputError."""

    def refuse(word: str) -> Any:
        raise InputError([("", say("erreurs.json_nombre", mot=word))])

    def whole(digits: str) -> int:
        if len(digits) > _LONGEST_NUMBER:
            raise InputError([("", say("erreurs.nombre_demesure"))])
        return int(digits)

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        seen = [key for key, _ in pairs]
        twice = next((key for key in seen if seen.count(key) > 1), None)
        if twice is not None:
            raise InputError([(twice, say("erreurs.cle_double", cle=twice))])
        return dict(pairs)

    try:
        text.encode()
        data = json.loads(text, parse_constant=refuse, parse_int=whole, object_pairs_hook=once)
        json.dumps(data, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise InputError([("", say("erreurs.texte_illisible"))]) from None
    except (json.JSONDecodeError, RecursionError) as fault:
        line = getattr(fault, "lineno", 1)
        raise InputError([("", say("erreurs.json_illisible", ligne=line))]) from None
    return data


def from_link(token: str) -> Scenario:
    """A scenario from a link; raises InputError when it is broken, too long or newer."""
    version, _, body = token.partition(".")
    if version != str(VERSION) or not body or len(token) > _LONGEST_LINK:
        raise InputError([("", say("erreurs.lien_illisible"))])
    try:
        packed = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))
        unpacker = zlib.decompressobj()
        text = unpacker.decompress(packed, _LARGEST_SCENARIO)
        if unpacker.unconsumed_tail or not unpacker.eof:
            raise ValueError
        return from_json(text.decode())
    except (ValueError, zlib.error, UnicodeDecodeError):
        raise InputError([("", say("erreurs.lien_illisible"))]) from None


def explained(fault: ValidationError, data: Any = None) -> InputError:
    """A validation error as French sentences: field, value, bound, way out."""
    scheme = SCHEMES.get(str(data.get("dispositif"))) if isinstance(data, dict) else None
    return InputError(sentences(fault.errors(), scheme))


def sentences(errors: Sequence[Any], scheme: Scheme | None = None) -> list[tuple[str, str]]:
    """Pydantic errors as (field, sentence) pairs."""
    return [_sentence(error, scheme) for error in errors]


def field_label(name: str) -> str:
    """What a field is called on screen."""
    key = f"champs.{name}.label"
    return say(key) if has(key) else name


def _sentence(error: Any, scheme: Scheme | None) -> tuple[str, str]:
    """One pydantic error as (field, sentence)."""
    path = [part for part in error["loc"] if isinstance(part, str) and part != "reponses"]
    name = path[-1] if path else ""
    kind, context = error["type"], error.get("ctx", {})
    if kind == "value_error":
        key = str(context.get("error", ""))
        return name, say(f"erreurs.{key}") if has(f"erreurs.{key}") else say("erreurs.valeur")
    unit = unit_of(scheme.answers, name) if scheme and name in scheme.answers.model_fields else ""
    bound = next((context[k] for k in ("ge", "le", "gt", "lt") if k in context), None)
    values = {
        "champ": field_label(name),
        "valeur": _shown(error.get("input"), unit),
        "borne": _bound(bound, unit),
        "choix": str(context.get("expected", "")).replace(" or ", f" {say('mots.ou')} "),
    }
    key = kind if has(f"erreurs.pydantic.{kind}") else "autre"
    return name, say(f"erreurs.pydantic.{key}", **values)


def _bound(bound: Any, unit: str) -> str:
    if bound is None:
        return ""
    return formats.with_unit(bound, unit)


def _shown(value: Any, unit: str) -> str:
    if value is None:
        return say("mots.rien")
    readable = type(value) in {int, float} and abs(value) < _BEYOND_READING
    text = formats.with_unit(value, unit) if readable else str(value)
    return text if len(text) <= 40 else text[:39] + "…"
