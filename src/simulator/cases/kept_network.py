"""What a dossier keeps of a network: some territories, and what was observed of them.

A reader's own network leaves its key behind: what it said goes with the item, and nothing more.
"""

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from simulator.law.facts import Fact

MOST_TERRITORIES, MOST_OBSERVATIONS, MOST_PLACES = 400, 2_000, 120
Short = Annotated[str, Field(max_length=300)]
Words = Annotated[str, Field(max_length=2_000)]
Status = Literal["observe", "prevu", "realise", "maintenu", "calcule", "prix", "document", "regle"]
Codes = Annotated[tuple[Annotated[str, Field(max_length=9)], ...], Field(max_length=MOST_PLACES)]


class KeptTerritory(BaseModel):
    """A territory, as the network has it; a blank is unknown."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    dispositif: Short
    nom: Short
    niveau: Literal["departement", "bassin", "region"]
    departements: Codes
    epci: Codes = ()
    region: Short | None = None
    repere: Short | None = None
    operateur: Words | None = None
    debut: int | None = None
    fin: int | None = None
    atteste: int | None = None
    partenaires: Words | None = None
    competences: Words | None = None
    note: Words | None = None
    source: Words
    confiance: Short


class KeptObservation(BaseModel):
    """A figure of a territory, as the network has it."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    territoire: Short
    indicateur: Short
    valeur: float
    unite: Short
    periode: Short
    debut: int | None = None
    fin: int | None = None
    statut: Status
    source: Words
    confiance: Short
    note: Words = ""
    connus: tuple[float, float] | None = None


class KeptNetwork(BaseModel):
    """A part of a network: its name (empty for the one we ship), what is in it by id."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    nom: Short = ""
    territoires: dict[Short, KeptTerritory] = Field(max_length=MOST_TERRITORIES)
    observations: dict[Short, KeptObservation] = Field(max_length=MOST_OBSERVATIONS)

    @model_validator(mode="after")
    def _somewhere(self) -> Self:
        if any(one.territoire not in self.territoires for one in self.observations.values()):
            raise ValueError("territoire")
        return self


class KeptFact(BaseModel):
    """A fact of the register, as it was."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    value: float | Words
    unit: Short
    source: Words
    quantity: Words
    period: Short
    status: Status
    confidence: Literal["haute", "moyenne", "basse"]
    note: Words = ""
    scheme: Short = ""
    topic: Short = ""


def kept_fact(fact: Fact) -> dict[str, Any]:
    """A fact as a dossier keeps it, under its id."""
    return {name: getattr(fact, name) for name in KeptFact.model_fields}
