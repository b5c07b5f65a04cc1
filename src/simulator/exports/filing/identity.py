"""Who signs and who receives: what the pack prints and no calculation asks.

Private: typed in the session, printed in the user's own file, never in a link, a log or a cache.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Final, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from simulator.errors import InputError
from simulator.text import say
from simulator.text.typed import Unread, read_number
from simulator.text.typed_days import read_day

Forme = Literal["acte_authentique", "acte_sous_seing_prive", "don_manuel", "autre"]
FORMES: tuple[Forme, ...] = get_args(Forme)


def _one_line(value: Any) -> Any:
    """A text on one line, without control characters; nothing typed is nothing known."""
    if not isinstance(value, str):
        return value
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", value).strip() or None


def _luhn(digits: str) -> bool:
    doubled = [int(d) * (1 + place % 2) for place, d in enumerate(reversed(digits))]
    return sum(n - 9 if n > 9 else n for n in doubled) % 10 == 0


def _siren(value: Any) -> Any:
    """Nine digits whose last one is the control key of Luhn; spaces are read over."""
    value = _one_line(value)
    if value is None:
        return None
    bare = re.sub(r"[\s.]", "", str(value))
    if not re.fullmatch(r"[0-9]{9}", bare):
        raise ValueError("siren")
    if not _luhn(bare):
        raise ValueError("siren_cle")
    return bare


def _siren_or_rna(value: Any) -> Any:
    """A SIREN, or the number of an association in the national register: W and nine digits."""
    value = _one_line(value)
    if value is not None and re.fullmatch(r"[Ww]\s*[0-9]{9}", re.sub(r"[\s.]", "", str(value))):
        return re.sub(r"[\s.]", "", str(value)).upper()
    return _siren(value)


def _day(value: Any) -> Any:
    """A day as people write it, 31/12/2026, or as files do."""
    value = _one_line(value)
    if value is None or isinstance(value, date):
        return value
    try:
        return read_day(str(value))
    except Unread as fault:
        raise _unread(fault) from None


def _amount(value: Any) -> Any:
    """Euros as people write them; nothing typed is nothing known."""
    if not isinstance(value, str):
        return value
    if _one_line(value) is None:
        return None
    try:
        euros = float(read_number(value, "€"))
    except Unread as fault:
        raise _unread(fault) from None
    if euros < 0 or round(euros, 2) != euros:
        raise ValueError("montant")
    return euros


def _unread(fault: Unread) -> PydanticCustomError:
    """The sentence of a text that is no day or no amount, for the field that holds it."""
    return PydanticCustomError(_UNREAD, "{phrase}", {"phrase": str(fault)})


_UNREAD: Final = "saisie"


Text = Annotated[str | None, BeforeValidator(_one_line), Field(max_length=200)]
Siren = Annotated[str | None, BeforeValidator(_siren)]
SirenOrRna = Annotated[str | None, BeforeValidator(_siren_or_rna)]
TypedDay = Annotated[date | None, BeforeValidator(_day)]
Euros = Annotated[float | None, BeforeValidator(_amount), Field(ge=0, le=1e13)]
Chosen = Annotated[Forme | None, BeforeValidator(_one_line)]


class _Typed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Recipient(_Typed):
    """The body that receives one operation, and what it writes on its receipt."""

    denomination: Text = None
    identifiant: SirenOrRna = None
    adresse: Text = None
    objet: Text = None
    numero_agrement: Text = None
    forme_du_don: Chosen = None
    numero_recu: Text = None
    date_recu: TypedDay = None
    signataire: Text = None


class Giver(_Typed):
    """The company: what its forms and the receipt print of it."""

    denomination: Text = None
    forme_juridique: Text = None
    siren: Siren = None
    adresse: Text = None
    signataire: Text = None
    qualite_du_signataire: Text = None
    dons_hors_de_france: Euros = None


class Identity(_Typed):
    """The company and the recipient of each operation, by its number from 0."""

    entreprise: Giver = Giver()
    organismes: dict[int, Recipient] = Field(default_factory=dict, max_length=50)

    def recipient(self, operation: int) -> Recipient:
        """The recipient of an operation; nothing typed is nothing known."""
        return self.organismes.get(operation, Recipient())


NOBODY = Identity()


def read_identity(data: Mapping[str, Any]) -> Identity:
    """An identity from plain data; raises InputError with one French sentence a fault."""
    try:
        return Identity.model_validate(dict(data))
    except ValidationError as fault:
        raise InputError([_sentence(error) for error in fault.errors()]) from None


def _sentence(error: Any) -> tuple[str, str]:
    """One fault: where it stands (`siren`, `2.identifiant`), and its sentence."""
    path = [part for part in error["loc"] if part not in {"entreprise", "organismes"}]
    name = next((part for part in reversed(path) if isinstance(part, str)), "")
    kind = str(error.get("ctx", {}).get("error", "")) if error["type"] == "value_error" else ""
    if error["type"] in {"string_too_long", "too_long"}:
        kind = "trop_long"
    if error["type"] == _UNREAD:
        words = {"champ": say(f"depot.champs.{name}"), "phrase": error["ctx"]["phrase"]}
        return ".".join(map(str, path)), say("saisie.champ", **words)
    return ".".join(map(str, path)), say(
        f"depot.fautes.{kind or 'autre'}",
        champ=say(f"depot.champs.{name}") if name else "",
        valeur=_short(error.get("input")),
    )


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 40 else text[:39] + "…"
