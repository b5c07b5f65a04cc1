"""A portrait, of a territory or of a basin, or a chart kept in a dossier: what was looked at, how.

The network that we ship is named by nothing; a reader's own is kept as the part that was looked
at, never as a key.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from simulator.cases.kept_network import Codes, KeptNetwork, Short
from simulator.errors import InputError
from simulator.text import say

_NETWORK = frozenset({"territoire", "annee", "reseau"})
CHARTS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "carte": _NETWORK | {"mesure", "dispositif"},
        "emplois": _NETWORK,
        "formats_compares": frozenset({"annee", "emplois_par_pme"}),
        **{
            f"repartition_{subject}": frozenset()
            for subject in ("competences", "secteurs", "tailles", "projets")
        },
        **{
            f"historique_{view}": frozenset()
            for view in (
                "territoires", "activite", "cumuls", "avances", "pratique", "taux", "mecenes",
                "budget",
            )
        },
        "vingt_ans": frozenset(),
    }
)  # fmt: skip
"""The charts that a dossier keeps, by the name of their files, and the choices that each takes."""
NEEDED: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "carte": frozenset({"mesure"}),
        "emplois": frozenset({"territoire"}),
        "formats_compares": frozenset({"annee"}),
    }
)
"""The choices without which a chart is none."""


class KeptBasin(BaseModel):
    """A basin that a reader drew: its name, its departments and its groups of communes, by code."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    nom: str = Field(min_length=1, max_length=60)
    departements: Codes = ()
    epci: Codes = ()


class KeptPortrait(BaseModel):
    """The portrait of a territory, or of a basin: one of the two."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    territoire: Short | None = None
    bassin: KeptBasin | None = None
    reseau: KeptNetwork | None = None

    @model_validator(mode="after")
    def _is_there(self) -> Self:
        if (self.territoire is None) == (self.bassin is None):
            raise ValueError("territoire")
        if self.territoire is None or self.reseau is None:
            return self
        if self.territoire not in self.reseau.territoires:
            raise ValueError("territoire")
        return self


class KeptChart(BaseModel):
    """A chart of a page, by the name of its files, with the choices made there."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    nom: Short
    mesure: Short | None = None
    dispositif: Short | None = None
    annee: int | None = Field(default=None, ge=1900, le=2200)
    territoire: Short | None = None
    emplois_par_pme: float | None = Field(default=None, gt=0, le=1_000)
    reseau: KeptNetwork | None = None

    @model_validator(mode="after")
    def _its_own_choices(self) -> Self:
        if self.nom not in CHARTS:
            raise ValueError("nom")
        made = {name for name in self.model_fields_set if getattr(self, name) is not None}
        if made - {"nom"} - CHARTS[self.nom] or NEEDED.get(self.nom, frozenset()) - made:
            raise ValueError("choix")
        return self


def read_portrait(data: Any) -> KeptPortrait:
    """A portrait from plain data; raises InputError by the path of the fault."""
    try:
        return KeptPortrait.model_validate(data)
    except ValidationError as fault:
        raise refused(fault) from None


def read_chart(data: Any) -> KeptChart:
    """A chart from plain data; raises InputError by the path of the fault."""
    try:
        return KeptChart.model_validate(data)
    except ValidationError as fault:
        raise refused(fault) from None


def refused(fault: ValidationError) -> InputError:
    """Each fault by its path, in a sentence."""
    paths = [".".join(str(part) for part in error["loc"]) for error in fault.errors()]
    return InputError(
        [(path, say("dossier.image_illisible", chemin=path or "cas")) for path in paths]
    )
