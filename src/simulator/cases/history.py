"""A sponsor's past fiscal years, from plain data to plain data: a door of `mecene FILE.json`."""

import math
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from simulator.base.days import year_before
from simulator.cases.answers import DAY
from simulator.cases.faults import sentences
from simulator.errors import InputError, RuleError
from simulator.figure import cents
from simulator.law.book import Book, Law
from simulator.rules.stocks import Report, Stocks
from simulator.rules.suite_des_exercices import verifier_la_suite
from simulator.rules.suivi_des_dons import Annee, Exercice, lois_des_exercices, suivi
from simulator.text import formats, say


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


class Excedent(BaseModel):
    """Gifts above the cap of an earlier year, not used yet; `taux` None: the full rate."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    annee: int = Field(strict=True, ge=1989, le=2040)
    montant: Amount
    taux: float | None = Field(default=None, strict=True, ge=0, le=1)


class ReductionAncienne(BaseModel):
    """A reduction of an earlier year that no tax has borne yet."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    annee: int = Field(strict=True, ge=1989, le=2040)
    montant: Amount


class History(BaseModel):
    """Consecutive fiscal years of one sponsor, oldest first, and what it carries when they open."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    annees: list[Year] = Field(min_length=1, max_length=100)
    excedents: tuple[Excedent, ...] = Field(default=(), max_length=20)
    reductions: tuple[ReductionAncienne, ...] = Field(default=(), max_length=20)


def read_history(data: Any) -> History:
    """A history from plain data; raises InputError with the year, the field and the bound."""
    try:
        return History.model_validate(data)
    except ValidationError as fault:
        raise _placed(fault) from None


def _placed(fault: ValidationError) -> InputError:
    """The faults, each after the number of its fiscal year or of its stock."""
    faults = []
    for error, (name, sentence) in zip(fault.errors(), sentences(fault.errors()), strict=True):
        faults.append((name, _place(error["loc"]) + whole_object(error, sentence)))
    return InputError(faults)


def whole_object(error: Any, sentence: str) -> str:
    """The sentence of a fault; that of no sponsor at all, or of a line that is no record."""
    if error["type"] != "model_type":
        return sentence
    return say(f"erreurs.{'element' if error['loc'] else 'cas'}_mecene_type")


def _place(path: tuple[Any, ...]) -> str:
    """Which fiscal year, which excess or which reduction the fault belongs to."""
    number = next((part for part in path if isinstance(part, int)), None)
    if number is None:
        return ""
    if path[0] in {"excedents", "reductions"}:
        return f"{say(f'mecene_lieux.{path[0]}', numero=number + 1)} : "
    return say("mots.exercice", numero=number + 1) + " "


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
    laws = lois_des_exercices(exercices, book)
    first = exercices[0]
    stocks = opening_stocks(
        history.excedents, history.reductions, first.cloture, book, first.ouverture
    )
    years = suivi(exercices, laws, stocks=stocks)
    last_read = max(row.checked_on.year for row in book.rows())
    ahead = [year.cloture.year for year in years if year.cloture.year > last_read]
    notes = [say("mots.lois_prolongees", annee=year, derniere=last_read) for year in ahead]
    return {
        "annees": [_plain(year) for year in years],
        **({"avertissements": notes} if notes else {}),
    }


def opening_stocks(
    excedents: Sequence[Excedent],
    reductions: Sequence[ReductionAncienne],
    premiere: date,
    book: Book,
    ouverture: date | None = None,
) -> Stocks:
    """Both stocks as the first fiscal year opens, oldest first, the higher rate first.

    `premiere` is its closing day; `ouverture` its first one, when it does not last twelve months.
    The years before are held to be of twelve months.
    Raises RuleError for a vintage that is not over, one already lost, or a rate that its year
    never had.
    """
    avant = year_before(premiere) if ouverture is None else ouverture - timedelta(days=1)
    return Stocks(
        reports=sorted(
            (
                Report(
                    stock.annee,
                    _rate_of(stock, avant, premiere, book),
                    stock.montant,
                    _rank(stock.annee, avant, premiere, book, "mecenat.report_exercices"),
                )
                for stock in excedents
            ),
            key=lambda report: (report.rang, -report.taux),
        ),
        reductions=sorted(
            (
                Report(
                    stock.annee,
                    1.0,
                    stock.montant,
                    _rank(
                        _under_the_reduction(stock.annee, avant, book),
                        avant,
                        premiere,
                        book,
                        "mecenat.report_reduction_exercices",
                    ),
                )
                for stock in reductions
            ),
            key=lambda report: report.rang,
        ),
    )


def _rank(annee: int, avant: date, premiere: date, book: Book, duration: str) -> int:
    """The fiscal year of a vintage, counted from the first followed: -1 for the year before.

    `avant` is the closing day of the year before the first followed.
    """
    rank = annee - avant.year - 1
    if rank >= 0:
        raise RuleError("millesime_a_venir", annee=annee, cloture=formats.day(premiere))
    years = int(book.exercice(premiere).bare(duration))
    if -rank > years:
        raise RuleError("millesime_perdu", annee=annee, exercice=annee + years, duree=years)
    return rank


def _law_of_vintage(annee: int, avant: date, book: Book) -> Law:
    """The law of the fiscal year of a vintage, which closed the same day of its year."""
    try:
        return book.exercice(avant.replace(year=annee))
    except ValueError:
        return book.exercice(avant.replace(year=annee, day=28))


def _under_the_reduction(annee: int, avant: date, book: Book) -> int:
    """The year of an unused reduction; raises RuleError when none existed yet."""
    if _law_of_vintage(annee, avant, book).word("mecenat.regime") != "reduction":
        raise RuleError("reduction_avant_2003", annee=annee)
    return annee


def _rate_of(stock: Excedent, avant: date, premiere: date, book: Book) -> float:
    """The rate of an excess: that of its first year, the full one when nobody says."""
    law = _law_of_vintage(stock.annee, avant, book)
    if law.word("mecenat.regime") != "reduction":
        raise RuleError("excedent_avant_2003", annee=premiere.year)
    rates = [law.bare("mecenat.taux_reduction"), law.bare("mecenat.taux_au_dela_du_seuil")]
    if stock.taux is None:
        return rates[0]
    if not any(abs(stock.taux - rate) < 1e-9 for rate in rates):
        raise RuleError(
            "taux_du_report",
            taux=formats.percent(stock.taux),
            annee=stock.annee,
            choix=f" {say('mots.ou')} ".join(formats.percent(rate) for rate in sorted(set(rates))),
        )
    return stock.taux


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
