"""The tables of a user's network: one model a table, the only place that knows its columns.

From these models come the template, the reading of files, the database, the exports and their
sentences. A blank cell is unknown: never zero. Words of columns are in `donnees.champs`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Final

import pandas as pd
from pydantic import BaseModel, ConfigDict, ValidationInfo, field_validator
from pydantic.fields import FieldInfo

from simulator.network.imports.cells import refused
from simulator.network.imports.column_types import (
    Choice,
    Code,
    Count,
    Day,
    Days,
    Euros,
    Groups,
    Name,
    Number,
    Places,
    Refers,
    Scheme,
    State,
    Way,
    Words,
    Year,
    may_be,
    needed,
)


class Row(BaseModel):
    """A row of a table. `key` names the columns that tell it from the others."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    key: ClassVar[tuple[str, ...]] = ("code",)


class Territoire(Row):
    """A place where a scheme works or worked."""

    code: Code = needed("T1")
    nom: Name = needed("Meuse")
    dispositif: Scheme = needed("alize")
    departements: Places = needed("55")
    epci: Groups | None = may_be(None)
    operateur: Name | None = may_be("Chambre de commerce et d’industrie")
    debut: Year | None = may_be(1999)
    fin: Year | None = may_be(None)
    habitants: Count | None = may_be(None)

    @field_validator("fin")
    @classmethod
    def _not_before_its_start(cls, fin: int | None, info: ValidationInfo) -> int | None:
        debut = info.data.get("debut")
        if fin is not None and debut is not None and fin < debut:
            raise refused("fin_avant_debut", debut=debut)
        return fin


class Projet(Row):
    """A firm helped, from its agreement on."""

    code: Code = needed("P1")
    territoire: Annotated[Code, Refers("territoires")] = needed("T1")
    entreprise: Name = needed("Menuiserie Martin")
    dispositif: Scheme | None = may_be("alize")
    date_agrement: Day | None = may_be(date(2015, 3, 12))
    secteur: Name | None = may_be("industrie")
    effectif: Count | None = may_be(14)
    but: Words | None = may_be("ouvrir un atelier")


class Preteur(Row):
    """A large firm that lends skills."""

    code: Code = needed("E1")
    nom: Name = needed("Grande Entreprise")
    territoire: Annotated[Code, Refers("territoires")] = needed("T1")
    effectif: Count | None = may_be(2500)
    secteur: Name | None = may_be("énergie")


class Competence(Row):
    """A skill that a lender offers, or that a project asks for."""

    key = ("sens", "territoire", "preteur", "projet", "competence", "annee")

    sens: Way = needed("offre")
    territoire: Annotated[Code, Refers("territoires")] = needed("T1")
    competence: Name = needed("contrôle de gestion")
    preteur: Annotated[Code, Refers("preteurs")] | None = may_be("E1")
    projet: Annotated[Code, Refers("projets")] | None = may_be(None)
    jours: Days | None = may_be(6)
    annee: Year | None = may_be(2015)

    @field_validator("preteur", "projet")
    @classmethod
    def _of_its_side(cls, code: str | None, info: ValidationInfo) -> str | None:
        other = "demande" if info.field_name == "preteur" else "offre"
        if code is not None and info.data.get("sens") == other:
            raise refused(f"{info.field_name}_de_l_autre_sens")
        return code


class Jours(Row):
    """Days that a lender promised and gave to a project."""

    key = ("projet", "preteur", "competence", "date")

    projet: Annotated[Code, Refers("projets")] = needed("P1")
    preteur: Annotated[Code, Refers("preteurs")] = needed("E1")
    competence: Name | None = may_be("contrôle de gestion")
    jours_promis: Days | None = may_be(6)
    jours_donnes: Days | None = may_be(4.5)
    date: Day | None = may_be(date(2015, 9, 30))


class Emplois(Row):
    """Jobs of a project, of one status only; a part-time one counts for its share."""

    key = ("projet", "statut", "date")

    projet: Annotated[Code, Refers("projets")] = needed("P1")
    statut: State = needed("prevu")
    nombre: Number = needed(3.5)
    date: Day | None = may_be(date(2015, 3, 12))


class Avance(Row):
    """A repayable advance: what was lent, paid back, lost."""

    key = ("projet", "date")

    projet: Annotated[Code, Refers("projets")] = needed("P1")
    montant: Euros = needed(15000)
    date: Day | None = may_be(date(2015, 4, 1))
    rembourse: Euros | None = may_be(5000)
    perdu: Euros | None = may_be(0)

    @field_validator("rembourse", "perdu")
    @classmethod
    def _within_the_advance(cls, part: float | None, info: ValidationInfo) -> float | None:
        lent = info.data.get("montant")
        spent = (info.data.get("rembourse") or 0) + (part or 0)
        if lent is not None and spent > lent + 1e-9:
            raise refused("plus_que_l_avance")
        return part


TABLES: Final[Mapping[str, type[Row]]] = MappingProxyType({
    "territoires": Territoire,
    "projets": Projet,
    "preteurs": Preteur,
    "competences": Competence,
    "jours": Jours,
    "emplois": Emplois,
    "avances": Avance,
})  # fmt: skip
"""Every table by name, each after those it refers to."""


def columns(table: str) -> Mapping[str, FieldInfo]:
    """The columns of a table, in their order."""
    return TABLES[table].model_fields


@cache
def references(table: str) -> Mapping[str, str]:
    """The columns of a table that hold the code of another, with that other."""
    return MappingProxyType({
        name: refers.table
        for name in columns(table)
        for refers in _notes(table, name)
        if isinstance(refers, Refers)
    })  # fmt: skip


@cache
def choice(table: str, column: str) -> Choice | None:
    """The choice that a column offers, if any."""
    return next((note for note in _notes(table, column) if isinstance(note, Choice)), None)


def _notes(table: str, column: str) -> Iterable[Any]:
    """What is written beside the type of a column, also when it may be blank."""
    field = columns(table)[column]
    yield from field.metadata
    for part in getattr(field.annotation, "__args__", ()):
        yield from getattr(part, "__metadata__", ())


@cache
def kind(table: str, column: str) -> type:
    """What a column holds: str, int, float or date."""
    annotation = columns(table)[column].annotation
    parts = [annotation, *getattr(annotation, "__args__", ())]
    plain = [getattr(part, "__origin__", part) for part in parts if part is not type(None)]
    return next((known for known in (date, int, float) if known in plain), str)


DTYPES: Final = {str: "str", int: "Int64", float: "float64", date: "datetime64[s]"}


def frame_of(table: str, rows: Iterable[Mapping[str, Any]] = ()) -> pd.DataFrame:
    """Rows as a frame with the columns and the types of its table; what is missing is unknown."""
    names = list(columns(table))
    frame = pd.DataFrame.from_records(list(rows), columns=names)
    return frame.astype({name: DTYPES[kind(table, name)] for name in names})


def records(table: str, frame: pd.DataFrame) -> list[dict[str, Any]]:
    """A frame as plain rows: text, int, float, date, None when unknown."""
    plain = {
        name: [_plain(value) for value in frame[name].astype(object)] for name in columns(table)
    }
    return [dict(zip(plain, values, strict=True)) for values in zip(*plain.values(), strict=True)]


def _plain(value: Any) -> Any:
    if pd.isna(value):
        return None
    return value.date() if isinstance(value, pd.Timestamp) else value


@dataclass(frozen=True, eq=False)
class Tables:
    """Every table of a network. Never changed once made: frames come out as lazy copies.

    Two are equal when they are the same object, so that what is read from one can be kept.
    """

    _frames: Mapping[str, pd.DataFrame]

    @classmethod
    def of(cls, frames: Mapping[str, pd.DataFrame]) -> "Tables":
        """Tables from some frames; those not given are empty."""
        return cls(MappingProxyType({t: frames[t] if t in frames else frame_of(t) for t in TABLES}))

    def __getitem__(self, table: str) -> pd.DataFrame:
        """A table; writing into it changes nothing here (copy on write)."""
        return self._frames[table].copy(deep=False)

    def __len__(self) -> int:
        return sum(len(frame) for frame in self._frames.values())
