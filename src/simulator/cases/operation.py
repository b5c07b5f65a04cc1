"""What a sponsor lends or gives to one body or firm, and the facts that decide of its treatment."""

from typing import Annotated, Literal, Self, get_args

from pydantic import (
    Field,
    model_validator,
)

from simulator.cases.answers import OuiNon
from simulator.cases.history import Amount, Day
from simulator.cases.lent_staff import FrozenAnswers, Salarie
from simulator.cases.question import question
from simulator.rules.suivi_des_dons import FISCAL_YEARS

Voie = Literal["don", "pret_au_cout", "pret_l8241_3", "pret_direct"]


Amounts = Annotated[tuple[Amount, ...], Field(max_length=FISCAL_YEARS)]


class Operation(FrozenAnswers):
    """What is lent or given to one body or firm, and the facts that decide of its treatment."""

    libelle: str = question(default="", max_length=120)
    voie: Voie = question(default="don", essential=True)
    montants: Amounts = question(default=(), unit="€", essential=True, step=1000)
    salaries: Annotated[tuple[Salarie, ...], Field(max_length=200)] = question(
        default=(), essential=True
    )
    jour: Day | None = question(default=None)
    dispositif: Literal["aucun", "boost_innov", "alize"] = question(default="aucun")
    beneficiaire: Literal["organisme", "entreprise"] = question(default="organisme")
    aide_sociale: OuiNon = question(default="non")
    interet_general: OuiNon = question(default="inconnu")
    aide_aux_entreprises: OuiNon = question(default="inconnu")
    rescrit: OuiNon = question(default="inconnu")
    agrement: OuiNon = question(default="inconnu")
    agrement_fin: Day | None = question(default=None)
    objet_exclusif: OuiNon = question(default="inconnu")
    gestion_desinteressee: OuiNon = question(default="inconnu")
    gratuite: OuiNon = question(default="inconnu")
    cadre_europeen: OuiNon = question(default="inconnu")
    part_par_entreprise: float | None = question(
        default=None, unit="ratio", strict=True, ge=0, le=1
    )
    immobilier: OuiNon = question(default="inconnu")
    obligation: OuiNon = question(default="inconnu")
    lien: Literal["inconnu", "aucun", "client_fournisseur", "groupe"] = question(default="inconnu")
    aide_liee: OuiNon = question(default="inconnu")
    contreparties: float = question(default=0.0, unit="ratio", strict=True, ge=0, le=1)
    recu: OuiNon = question(default="inconnu")
    convention: OuiNon = question(default="inconnu")
    mission_dirigee: OuiNon = question(default="inconnu")
    effectif_utilisateur: int | None = question(
        default=None, unit="salariés", strict=True, ge=0, le=10_000_000
    )
    age_utilisateur: float | None = question(default=None, unit="ans", strict=True, ge=0, le=300)
    part_facturee: float | None = question(default=None, unit="ratio", strict=True, ge=0, le=1)
    interet_propre: OuiNon = question(default="inconnu")

    @property
    def helps_firms(self) -> OuiNon:
        """Whether the help ends with commercial firms: both networks say so."""
        return "oui" if self.dispositif != "aucun" else self.aide_aux_entreprises

    @property
    def billed(self) -> float:
        """The share of the cost that is billed: all at cost, nothing otherwise, or as said."""
        if self.voie == "don":
            return 0.0
        usual = 1.0 if self.voie == "pret_au_cout" else 0.0
        return usual if self.part_facturee is None else self.part_facturee

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.montants and self.salaries:
            raise ValueError("argent_ou_salaries")
        if self.montants and self.voie != "don":
            raise ValueError("argent_hors_don")
        return self


CHOICES = {
    name: get_args(field.annotation)
    for name, field in Operation.model_fields.items()
    if get_args(field.annotation) and all(isinstance(x, str) for x in get_args(field.annotation))
}
"""The words that each chosen answer of an operation may take."""
