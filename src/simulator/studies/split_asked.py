"""What the body of a split holds: shapes and bounds, before any format is asked."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from simulator.cases.faults import sentences
from simulator.errors import InputError
from simulator.text import formats, say
from simulator.text.typed import Unread, read_number


def _written_plainly(unit: str) -> BeforeValidator:
    """A number is one that a form reads: not `1_0`, `true`, `50.000`."""

    def read(value: Any) -> Any:
        try:
            value = read_number(value, unit) if isinstance(value, str) else value
        except Unread:
            raise PydanticCustomError("float_type", "number") from None
        if isinstance(value, bool):
            raise PydanticCustomError("float_type", "number")
        return value

    return BeforeValidator(read)


Euros = Annotated[float, _written_plainly("€"), Field(ge=0, le=1e12, allow_inf_nan=False)]
Count = Annotated[int, _written_plainly(""), Field(ge=0, le=1_000_000)]
Group = Annotated[int, _written_plainly("PME"), Field(ge=1, le=10_000)]
HalfDays = Annotated[
    float, _written_plainly("demi-journées"), Field(ge=0, le=1e7, allow_inf_nan=False)
]
Days = Annotated[float, _written_plainly("jours"), Field(ge=0, le=1e7, allow_inf_nan=False)]
Firms = Annotated[int, _written_plainly("PME"), Field(ge=0, le=1_000_000)]
Year = Annotated[int, _written_plainly("année")]
Territory = Annotated[str, Field(min_length=1, max_length=100)]


class Asked(BaseModel):
    """Nothing unforeseen."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class AskedOption(Asked):
    """Groups of SMEs of one format in one territory; `reponses` describe one group."""

    territoire: Territory
    dispositif: str
    voie: str | None = None
    groupe: Group
    groupes_min: Count = 0
    groupes_max: Count | None = None
    reponses: dict[str, Any] = {}


class AskedCapacities(Asked):
    """Consultants' half-days in all, sponsors' days by territory; what is absent has no limit."""

    demi_journees_conseil: HalfDays | None = None
    jours_mecene: dict[Territory, Days] = {}


class AskedSplit(Asked):
    """A budget of the Region in euros, what to have most of, and among what to choose."""

    objectif: Literal["pme", "jours", "emplois_realises"]
    budget_region: Euros
    annee: Year
    options: list[AskedOption] = Field(min_length=1, max_length=200)
    capacites: AskedCapacities = AskedCapacities()
    planchers_pme: dict[Territory, Firms] = {}
    plafonds_pme: dict[Territory, Firms] = {}


_UNITS = {
    "budget_region": "€",
    "groupe": "PME",
    "demi_journees_conseil": "demi-journées",
}


def read(data: Any) -> AskedSplit:
    """The body, its bounds held; raises InputError with each fault by its path."""
    if not isinstance(data, dict):
        raise InputError([("", say("repartir.corps"))])
    try:
        return AskedSplit.model_validate(data)
    except ValidationError as faults:
        raise InputError([_fault(fault) for fault in faults.errors()]) from None


_OWN = {
    "extra_forbidden": "cle",
    "model_type": "objet",
    "model_attributes_type": "objet",
    "dict_type": "objet",
    "list_type": "liste",
    "too_short": "vide",
    "string_too_short": "sans_nom",
}
"""Faults of shape, which a form cannot have."""


def _fault(fault: Any) -> tuple[str, str]:
    """A fault by its path, which its sentence says first."""
    path = ".".join(str(part) for part in fault["loc"] if part != "[key]")
    own, key = _OWN.get(fault["type"]), path.rpartition(".")[2]
    if own:
        return path, formats.named(path, say(f"repartir.refus.{own}", cle=key))
    return path, formats.named(path, sentences([fault], units=_UNITS)[0][1])
