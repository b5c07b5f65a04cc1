"""A sponsor's history, from plain data to plain data: the door of `mecene FILE.json`."""

import math
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from simulator.errors import InputError
from simulator.figure import cents
from simulator.law import Book
from simulator.rules.mecenat import (
    Annee,
    Exercice,
    Report,
    lois_des_exercices,
    suivi,
    verifier_la_suite,
)
from simulator.scenario import sentences
from simulator.schemes.model import DAY
from simulator.text import say


def _written_day(value: Any) -> Any:
    """A day is written AAAA-MM-JJ; anything else might pass for a count of seconds."""
    if not DAY.fullmatch(str(value)):
        raise PydanticCustomError("date_type", "day")
    if not FIRST_DAY <= str(value) <= LAST_DAY:
        raise PydanticCustomError("date_hors_bornes", "day")
    return value


FIRST_DAY, LAST_DAY = "1989-01-01", "2041-12-31"
Day = Annotated[date, BeforeValidator(_written_day)]
Amount = Annotated[float, Field(strict=True, ge=0, le=1e13)]


class Year(BaseModel):
    """One fiscal year; amounts in euros, `impot_du` null when the tax due sets no limit."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    cloture: Day
    chiffre_affaires: Amount
    dons: Amount = 0.0
    dons_aide_sociale: Amount = 0.0
    impot_du: Amount | None = None
    ouverture: Day | None = None


class History(BaseModel):
    """Consecutive fiscal years of one sponsor, oldest first."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    annees: list[Year] = Field(min_length=1, max_length=100)


def read_history(data: Any) -> History:
    """A history from plain data; raises InputError with the year, the field and the bound."""
    try:
        return History.model_validate(data)
    except ValidationError as fault:
        raise _placed(fault) from None


def _placed(fault: ValidationError) -> InputError:
    """The faults, each after the number of its fiscal year."""
    faults = []
    for error, (name, sentence) in zip(fault.errors(), sentences(fault.errors()), strict=True):
        place = next((part for part in error["loc"] if isinstance(part, int)), None)
        where = "" if place is None else say("mots.exercice", numero=place + 1) + " "
        faults.append((name, where + sentence))
    return InputError(faults)


def follow(history: History, book: Book) -> dict[str, Any]:
    """The sponsor followed year by year, amounts in euros to the cent."""
    exercices = verifier_la_suite(
        [
            Exercice(
                cloture=year.cloture,
                chiffre_affaires=year.chiffre_affaires,
                dons=year.dons,
                dons_aide_sociale=year.dons_aide_sociale,
                impot_du=math.inf if year.impot_du is None else year.impot_du,
                ouverture=year.ouverture,
            )
            for year in history.annees
        ]
    )
    years = suivi(exercices, lois_des_exercices(exercices, book))
    last_read = max(row.checked_on.year for row in book.rows())
    ahead = [year.cloture.year for year in years if year.cloture.year > last_read]
    notes = [say("mots.lois_prolongees", annee=year, derniere=last_read) for year in ahead]
    return {
        "annees": [_plain(year) for year in years],
        **({"avertissements": notes} if notes else {}),
    }


def _plain(annee: Annee) -> dict[str, Any]:
    amounts = {
        name: cents(float(getattr(annee, name)))
        for name in (
            "plafond", "dons_retenus", "report_utilise", "reduction", "report_restant",
            "report_perdu", "reduction_imputee", "reduction_reportee", "reduction_perdue",
            "deduction",
        )
    }  # fmt: skip
    return {
        "cloture": annee.cloture.isoformat(),
        "regime": annee.regime,
        **amounts,
        "reports": [_report(r) for r in annee.reports],
        "impot_du": None if math.isinf(annee.impot_du) else cents(annee.impot_du),
    }


def _report(report: Report) -> dict[str, Any]:
    return {"annee": report.annee, "taux": report.taux, "montant": cents(float(report.montant))}
