"""CGI, articles 238 bis and 220 E: gifts under the cap, and both stocks, year after year."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from simulator.base.whole import placed, refuse_where, whole
from simulator.errors import RuleError
from simulator.figure import value_of
from simulator.law.book import Book, Law
from simulator.ledger import add
from simulator.rules.lignes_des_stocks import numbered, on_their_lines
from simulator.rules.mecenat import (
    SliceOrder,
    dons_au_second_taux,
    dons_au_taux_plein,
    dons_retenus,
    dons_retenus_au_prorata,
    excedent_utilise,
    plafond_des_dons,
    reduction_de_l_exercice,
    reduction_imputee,
)
from simulator.rules.stocks import Report, Stocks

FISCAL_YEARS = 6
"""The fiscal year of a gift and the five in which what it leaves may still be used."""


@dataclass(frozen=True, slots=True)
class Exercice:
    """A fiscal year of a sponsor, amounts in euros; `impot_du` infinite means no limit."""

    cloture: date
    chiffre_affaires: Any
    dons: Any = 0.0
    dons_aide_sociale: Any = 0.0
    impot_du: Any = np.inf
    ouverture: date | None = None


@dataclass(frozen=True, slots=True)
class Annee:
    """What a fiscal year did with its gifts and with both stocks; amounts in euros.

    By vintage and rate: `nes` the gifts of the year, `retenus` those that fit under the cap,
    `reports_utilises` and `reports_perdus` older excess, `reductions_utilisees` (that of the year
    first) and `reductions_perdues`.
    """

    cloture: date
    regime: str
    plafond: Any
    dons: Any
    dons_retenus: Any
    report_utilise: Any
    reduction: Any
    report_perdu: Any
    reports: tuple[Report, ...]
    impot_du: Any
    reduction_imputee: Any
    reduction_perdue: Any
    reductions_en_attente: tuple[Report, ...]
    deduction: Any = 0.0
    retenus: tuple[Report, ...] = ()
    nes: tuple[Report, ...] = ()
    reports_utilises: tuple[Report, ...] = ()
    reports_perdus: tuple[Report, ...] = ()
    reductions_utilisees: tuple[Report, ...] = ()
    reductions_perdues: tuple[Report, ...] = ()

    @property
    def report_restant(self) -> Any:
        """Excess that may still be used, in euros."""
        return add(r.montant for r in self.reports)

    @property
    def reduction_reportee(self) -> Any:
        """Reductions that wait for a tax to be set against, in euros."""
        return add(r.montant for r in self.reductions_en_attente)


def lois_des_exercices(exercices: Sequence[Exercice], book: Book) -> list[Law]:
    """The law of each fiscal year."""
    return [book.exercice(e.cloture, e.ouverture) for e in exercices]


def suivi(
    exercices: Sequence[Exercice],
    laws: Sequence[Law],
    *,
    ordre: SliceOrder = "taux_plein_d_abord",
    stocks: Stocks | None = None,
) -> list[Annee]:
    """Follow a sponsor over consecutive fiscal years; amounts may be floats, arrays or Figures.

    Raises RuleError when an excess born under the deduction of before 2003 would have to enter the
    reduction: no text that we read says how.
    """
    stock = stocks or Stocks()
    return [
        _un_exercice(exercice, law, stock, rang, ordre)
        for rang, (exercice, law) in enumerate(zip(exercices, laws, strict=True))
    ]


def _un_exercice(
    exercice: Exercice, law: Law, stock: Stocks, rang: int, ordre: SliceOrder
) -> Annee:
    exercice = _on_its_lines(exercice)
    plafond = plafond_des_dons(exercice.chiffre_affaires, law)
    if law.word("mecenat.regime") == "deduction":
        return _deduction(exercice, plafond, law, stock, rang)
    _none_of_before_2003(stock, exercice)
    nes, retenus = _sous_le_plafond(exercice, plafond, law, rang, ordre)
    place = plafond - retenus[0].montant - retenus[1].montant
    utilises, restants = _puis_les_reports(stock.reports, place, rang, exercice.cloture.year)
    excedents = [_moins(ne, retenu.montant) for ne, retenu in zip(nes, retenus, strict=True)]
    duree = law.bare("mecenat.report_exercices")
    restants = on_their_lines("excedents", [*restants, *excedents], rang, exercice.cloture.year)
    stock.reports, perdus = _vieillir(restants, rang, duree)

    reduction = reduction_de_l_exercice([(r.taux, r.montant) for r in (*retenus, *utilises)])
    imputees, reductions_perdues = _imputer(reduction, exercice, stock, rang, law)
    return Annee(
        cloture=exercice.cloture,
        regime="reduction",
        plafond=plafond,
        dons=exercice.dons + exercice.dons_aide_sociale,
        dons_retenus=retenus[0].montant + retenus[1].montant,
        report_utilise=add(r.montant for r in utilises),
        reduction=reduction,
        report_perdu=add(r.montant for r in perdus),
        reports=tuple(stock.reports),
        impot_du=exercice.impot_du,
        reduction_imputee=add(r.montant for r in imputees),
        reduction_perdue=add(r.montant for r in reductions_perdues),
        reductions_en_attente=tuple(stock.reductions),
        retenus=retenus,
        nes=nes,
        reports_utilises=tuple(utilises),
        reports_perdus=tuple(perdus),
        reductions_utilisees=tuple(imputees),
        reductions_perdues=tuple(reductions_perdues),
    )


def _on_its_lines(exercice: Exercice) -> Exercice:
    """What a year starts from, on lines of its own in a workbook, years without a gift too."""
    if not whole():
        return exercice
    kept = {
        name: placed(getattr(exercice, name), f"{name}_de_l_exercice", (), exercice.cloture.year)
        for name in ("dons", "dons_aide_sociale", "impot_du")
    }
    return replace(exercice, **kept)


def _sous_le_plafond(
    exercice: Exercice, plafond: Any, law: Law, rang: int, ordre: SliceOrder
) -> tuple[tuple[Report, Report], tuple[Report, Report]]:
    """The gifts of the year at each of their two rates, and what of them fits under the cap."""
    plein = dons_au_taux_plein(exercice.dons, exercice.dons_aide_sociale, law)
    second = dons_au_second_taux(exercice.dons, law)
    if ordre == "proportionnelle":
        retenu_plein = dons_retenus_au_prorata(plein, plein + second, plafond)
        retenu_second = np.minimum(second, plafond - retenu_plein)
    else:
        retenu_plein = dons_retenus(plein, plafond)
        retenu_second = dons_retenus(second, plafond - retenu_plein)
    annee, taux = exercice.cloture.year, law["mecenat.taux_reduction"]
    nes = (
        Report(annee, taux, plein, rang),
        Report(annee, law["mecenat.taux_au_dela_du_seuil"], second, rang),
    )
    return nes, (_autant(nes[0], retenu_plein), _autant(nes[1], retenu_second))


def _none_of_before_2003(stock: Stocks, exercice: Exercice) -> None:
    """Refuse an excess born under the deduction; one that is nil today may not be in a workbook."""
    waiting = [report.montant for report in stock.reports if report.taux is None]
    if not waiting:
        return
    where = np.asarray(value_of(add(waiting))) > 0
    if where.any() or not whole():
        raise RuleError("excedent_avant_2003", where=where, annee=exercice.cloture.year)
    refuse_where("excedent_avant_2003", add(waiting) > 0)
    stock.reports = [report for report in stock.reports if report.taux is not None]


def _puis_les_reports(
    reports: Sequence[Report], place: Any, rang: int, annee: int
) -> tuple[list[Report], list[Report]]:
    """What older excess fits in the room left, oldest first, and what of it is left."""
    utilises, restants = [], []
    for number, report in numbered(reports):
        line = ("excedents", number, rang - report.rang)
        used = excedent_utilise(report.montant, place)
        utilise = placed(used, "excedent_utilise", line, annee)
        place = place - utilise
        utilises.append(_autant(report, utilise))
        restants.append(_moins(report, utilise))
    return utilises, restants


def _imputer(
    reduction: Any, exercice: Exercice, stock: Stocks, rang: int, law: Law
) -> tuple[list[Report], list[Report]]:
    """Set the reduction of the year against the tax first, then older ones, oldest first.

    Answers what was set against the tax, by vintage (that of the year first), and what dies.
    """
    imputee = reduction_imputee(reduction, exercice.impot_du)
    reste = exercice.impot_du - imputee
    imputees = [Report(exercice.cloture.year, 1.0, imputee, rang)]
    anciennes, annee = [], exercice.cloture.year
    for number, attente in numbered(stock.reductions):
        line = ("reductions", number, rang - attente.rang)
        used = reduction_imputee(attente.montant, reste)
        utilisee = placed(used, "reduction_imputee", line, annee)
        reste = reste - utilisee
        imputees.append(_autant(attente, utilisee))
        anciennes.append(_moins(attente, utilisee))
    nees = _nes(exercice, rang, ((1.0, reduction - imputee),))
    duree = law.bare("mecenat.report_reduction_exercices")
    anciennes = on_their_lines("reductions", [*anciennes, *nees], rang, annee)
    stock.reductions, perdues = _vieillir(anciennes, rang, duree)
    return imputees, perdues


def _deduction(exercice: Exercice, plafond: Any, law: Law, stock: Stocks, rang: int) -> Annee:
    """The regime of before 2003: gifts, then older excess, are deducted within the cap."""
    dons = exercice.dons + exercice.dons_aide_sociale
    retenus = dons_retenus(dons, plafond)
    annee = exercice.cloture.year
    utilises, restants = _puis_les_reports(stock.reports, plafond - retenus, rang, annee)
    nes = _nes(exercice, rang, ((None, dons - retenus),))
    restants = on_their_lines("excedents", [*restants, *nes], rang, annee)
    stock.reports, perdus = _vieillir(restants, rang, law.bare("mecenat.report_exercices"))
    return Annee(
        cloture=exercice.cloture,
        regime="deduction",
        plafond=plafond,
        dons=dons,
        dons_retenus=retenus,
        report_utilise=add(r.montant for r in utilises),
        reduction=0.0,
        report_perdu=add(r.montant for r in perdus),
        reports=tuple(stock.reports),
        impot_du=exercice.impot_du,
        reduction_imputee=0.0,
        reduction_perdue=0.0,
        reductions_en_attente=(),
        deduction=retenus + add(r.montant for r in utilises),
    )


def _moins(report: Report, utilise: Any) -> Report:
    return Report(report.annee, report.taux, report.montant - utilise, report.rang)


def _autant(report: Report, utilise: Any) -> Report:
    return Report(report.annee, report.taux, utilise, report.rang)


def _nes(exercice: Exercice, rang: int, restes: Sequence[tuple[Any, Any]]) -> list[Report]:
    """What the year leaves behind; a rest that is nil in every case is not followed."""
    annee = exercice.cloture.year
    return [Report(annee, taux, reste, rang) for taux, reste in restes if some(reste)]


def some(amount: Any) -> bool:
    """Whether an amount is more than nil in one case at least; it may be, in a whole trace."""
    if whole():
        return True
    value = value_of(amount)
    return value > 0 if isinstance(value, float | int) else bool(np.any(value > 0))


def _vieillir(
    reports: Sequence[Report], rang: int, duree: float
) -> tuple[list[Report], list[Report]]:
    """What is left and may still be used next year, and what dies today."""
    restent = [r for r in reports if some(r.montant)]
    vivants = [r for r in restent if rang - r.rang < duree]
    return vivants, [r for r in restent if rang - r.rang >= duree]
