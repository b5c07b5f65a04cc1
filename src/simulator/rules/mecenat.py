"""CGI, article 238 bis: what a gift is worth to the company that makes it, year after year.

Two stocks live side by side. An *excess* (report) is a gift above the cap: it may still open a
reduction in the five following fiscal years, after the gifts of each of them and within its cap, at
the rate of its first year. An *unused reduction* is a reduction above the tax due: it may be set
against the tax of the five following fiscal years, after the reduction of each of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from math import isfinite
from typing import Any, Literal

import numpy as np

from simulator.errors import RuleError
from simulator.figure import article, cents, value_of
from simulator.law.book import Book, Law
from simulator.ledger import add
from simulator.text import formats

SliceOrder = Literal["taux_plein_d_abord", "proportionnelle"]
FISCAL_YEARS = 6
"""The fiscal year of a gift and the five in which what it leaves may still be used."""
PassReading = Literal["temps_partage", "annuel_entier", "mensuel_par_an"]


@article("CGI, art. 238 bis, 3")
def plafond_des_dons(chiffre_affaires: Any, law: Law) -> Any:
    """The higher of a lump sum and a share of turnover, in euros, one cap for all gifts."""
    return cents(
        np.maximum(
            law["mecenat.plafond_forfaitaire"], law["mecenat.plafond_part_du_ca"] * chiffre_affaires
        )
    )


@article("CGI, art. 238 bis, 2")
def dons_au_taux_plein(dons: Any, dons_aide_sociale: Any, law: Law) -> Any:
    """Gifts of the year up to the threshold, and all those to social-aid bodies, in euros."""
    return dons_aide_sociale + np.minimum(dons, law["mecenat.seuil_second_taux"])


@article("CGI, art. 238 bis, 2, second taux")
def dons_au_second_taux(dons: Any, law: Law) -> Any:
    """Gifts of the year above the threshold, in euros."""
    return np.maximum(dons - law["mecenat.seuil_second_taux"], 0)


@article("CGI, art. 238 bis, 3, dons de l’exercice")
def dons_retenus(dons: Any, place: Any) -> Any:
    """Gifts that fit in the room left under the cap, in euros."""
    return np.minimum(dons, place)


@article("CGI, art. 238 bis, 3, répartition proportionnelle")
def dons_retenus_au_prorata(tranche: Any, total: Any, plafond: Any) -> Any:
    """The other reading of a text that is silent: each slice takes its share of the cap."""
    return cents(tranche * np.where(total > plafond, plafond / np.maximum(total, 1), 1))


@article("CGI, art. 238 bis, 3, report des excédents")
def excedent_utilise(excedent: Any, place: Any) -> Any:
    """Older excess that fits under the cap, after the gifts of the year, in euros."""
    return np.minimum(excedent, place)


@article("CGI, art. 238 bis, 1")
def reduction_de_l_exercice(parts: Sequence[tuple[Any, Any]]) -> Any:
    """Each retained amount at its own rate, the rate of its first year; in euros."""
    return cents(add(taux * montant for taux, montant in parts))


@article("CGI, art. 220 E ; annexe III, art. 49 septies XB")
def reduction_imputee(reduction: Any, impot_restant: Any) -> Any:
    """The reduction that the tax due can bear, in euros; the rest is never refunded."""
    return np.minimum(reduction, impot_restant)


@article("CGI, art. 238 bis (rédaction antérieure à 2003)")
def economie_de_la_deduction(don_deductible: Any, taux_is: Any) -> Any:
    """Before 2003 a gift was deducted from profit: the saving is the tax on it, in euros."""
    return cents(don_deductible * taux_is)


@article("CGI, art. 238 bis, 1, prix de revient")
def don_en_competences(cout: Any, plafond_par_salarie: Any, salaries: Any) -> Any:
    """Cost price of the time given, each employee within three times the ceiling; in euros."""
    return cents(np.minimum(cout, plafond_par_salarie * salaries))


@article("CSS, art. L. 241-3 : plafonds des années du prêt, en proportion de leurs jours")
def plafond_des_annees_du_pret(plafonds: Sequence[Any], jours_par_annee: Sequence[Any]) -> Any:
    """The yearly social-security ceiling of a loan over several years, in euros a year.

    The text names no year: that of each day lent is our reading.
    """
    products = [p * n for p, n in zip(plafonds, jours_par_annee, strict=True)]
    return add(products) / add(jours_par_annee)


@article("CGI, art. 238 bis, 1 ; CSS, art. L. 241-3")
def plafond_par_salarie(
    part_de_l_annee: Any,
    lecture: PassReading,
    law: Law,
    annees: float = 1,
    pass_annuel: Any = None,
) -> Any:
    """The ceiling for one lent employee, in euros; the text names no period: three readings.

    `temps_partage`: by the share of the year lent; `annuel_entier`: whole whatever the time;
    `mensuel_par_an`: one month's ceiling for the whole year. `part_de_l_annee` from 0 to `annees`,
    the length of the fiscal year in years when it is longer than one. `pass_annuel`: the
    social-security ceiling of the years of the loan, that of the law's day when not said.
    """
    ceiling = law["securite_sociale.pass_annuel"] if pass_annuel is None else pass_annuel
    annuel = law["mecenat.plafond_pass_multiple"] * ceiling
    if not isfinite(float(law.bare("mecenat.plafond_pass_multiple"))):
        return annuel  # no ceiling yet, whatever the time
    if lecture == "temps_partage":
        return annuel * np.minimum(part_de_l_annee, annees)
    return annuel / 12 if lecture == "mensuel_par_an" else annuel


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
class Report:
    """What is left of one year: an excess at its rate, or an unused reduction."""

    annee: int
    taux: Any
    montant: Any
    rang: int  # the fiscal year it comes from, counted from the first followed (may be negative)


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


@dataclass(slots=True)
class Stocks:
    """Both stocks as a fiscal year opens, oldest first."""

    reports: list[Report] = field(default_factory=list)
    reductions: list[Report] = field(default_factory=list)


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
    plafond = plafond_des_dons(exercice.chiffre_affaires, law)
    if law.word("mecenat.regime") == "deduction":
        return _deduction(exercice, plafond, law, stock, rang)
    if waiting := [report.montant for report in stock.reports if report.taux is None]:
        where = np.asarray(value_of(add(waiting))) > 0
        raise RuleError("excedent_avant_2003", where=where, annee=exercice.cloture.year)
    plein = dons_au_taux_plein(exercice.dons, exercice.dons_aide_sociale, law)
    second = dons_au_second_taux(exercice.dons, law)
    if ordre == "proportionnelle":
        total = plein + second
        retenu_plein = dons_retenus_au_prorata(plein, total, plafond)
        retenu_second = np.minimum(second, plafond - retenu_plein)
    else:
        retenu_plein = dons_retenus(plein, plafond)
        retenu_second = dons_retenus(second, plafond - retenu_plein)
    taux_plein, taux_second = law["mecenat.taux_reduction"], law["mecenat.taux_au_dela_du_seuil"]
    parts = [(taux_plein, retenu_plein), (taux_second, retenu_second)]

    place = plafond - retenu_plein - retenu_second
    restants, utilises = [], []
    for report in stock.reports:
        utilise = excedent_utilise(report.montant, place)
        place = place - utilise
        parts.append((report.taux, utilise))
        utilises.append(_autant(report, utilise))
        restants.append(_moins(report, utilise))
    nes = _nes(
        exercice, rang, ((taux_plein, plein - retenu_plein), (taux_second, second - retenu_second))
    )
    stock.reports, perdus = _vieillir([*restants, *nes], rang, law.bare("mecenat.report_exercices"))

    reduction = reduction_de_l_exercice(parts)
    imputees, reductions_perdues = _imputer(reduction, exercice, stock, rang, law)
    annee = exercice.cloture.year
    return Annee(
        cloture=exercice.cloture,
        regime="reduction",
        plafond=plafond,
        dons=exercice.dons + exercice.dons_aide_sociale,
        dons_retenus=retenu_plein + retenu_second,
        report_utilise=add(r.montant for r in utilises),
        reduction=reduction,
        report_perdu=add(r.montant for r in perdus),
        reports=tuple(stock.reports),
        impot_du=exercice.impot_du,
        reduction_imputee=add(r.montant for r in imputees),
        reduction_perdue=add(r.montant for r in reductions_perdues),
        reductions_en_attente=tuple(stock.reductions),
        retenus=(
            Report(annee, taux_plein, retenu_plein, rang),
            Report(annee, taux_second, retenu_second, rang),
        ),
        nes=(
            Report(annee, taux_plein, plein, rang),
            Report(annee, taux_second, second, rang),
        ),
        reports_utilises=tuple(utilises),
        reports_perdus=tuple(perdus),
        reductions_utilisees=tuple(imputees),
        reductions_perdues=tuple(reductions_perdues),
    )


def _imputer(
    reduction: Any, exercice: Exercice, stock: Stocks, rang: int, law: Law
) -> tuple[list[Report], list[Report]]:
    """Set the reduction of the year against the tax first, then older ones, oldest first.

    Answers what was set against the tax, by vintage (that of the year first), and what dies.
    """
    imputee = reduction_imputee(reduction, exercice.impot_du)
    reste = exercice.impot_du - imputee
    imputees = [Report(exercice.cloture.year, 1.0, imputee, rang)]
    anciennes = []
    for attente in stock.reductions:
        utilisee = reduction_imputee(attente.montant, reste)
        reste = reste - utilisee
        imputees.append(_autant(attente, utilisee))
        anciennes.append(_moins(attente, utilisee))
    nees = _nes(exercice, rang, ((1.0, reduction - imputee),))
    duree = law.bare("mecenat.report_reduction_exercices")
    stock.reductions, perdues = _vieillir([*anciennes, *nees], rang, duree)
    return imputees, perdues


def _deduction(exercice: Exercice, plafond: Any, law: Law, stock: Stocks, rang: int) -> Annee:
    """The regime of before 2003: gifts, then older excess, are deducted within the cap."""
    dons = exercice.dons + exercice.dons_aide_sociale
    retenus = dons_retenus(dons, plafond)
    place, restants, utilises = plafond - retenus, [], []
    for report in stock.reports:
        utilise = excedent_utilise(report.montant, place)
        place = place - utilise
        utilises.append(utilise)
        restants.append(_moins(report, utilise))
    nes = _nes(exercice, rang, ((None, dons - retenus),))
    stock.reports, perdus = _vieillir([*restants, *nes], rang, law.bare("mecenat.report_exercices"))
    return Annee(
        cloture=exercice.cloture,
        regime="deduction",
        plafond=plafond,
        dons=dons,
        dons_retenus=retenus,
        report_utilise=add(utilises),
        reduction=0.0,
        report_perdu=add(r.montant for r in perdus),
        reports=tuple(stock.reports),
        impot_du=exercice.impot_du,
        reduction_imputee=0.0,
        reduction_perdue=0.0,
        reductions_en_attente=(),
        deduction=retenus + add(utilises),
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
    """Whether an amount is more than nil in one case at least."""
    value = value_of(amount)
    return value > 0 if isinstance(value, float | int) else bool(np.any(value > 0))


def _vieillir(
    reports: Sequence[Report], rang: int, duree: float
) -> tuple[list[Report], list[Report]]:
    """What is left and may still be used next year, and what dies today."""
    restent = [r for r in reports if some(r.montant)]
    vivants = [r for r in restent if rang - r.rang < duree]
    return vivants, [r for r in restent if rang - r.rang >= duree]


def verifier_la_suite(exercices: Sequence[Exercice]) -> list[Exercice]:
    """Give each year its opening day and refuse a history with a missing or overlapping year."""
    suite: list[Exercice] = []
    for exercice in exercices:
        precedent = suite[-1].cloture if suite else None
        if precedent and exercice.cloture <= precedent:
            raise RuleError("exercices_desordre", cloture=formats.day(exercice.cloture))
        ouverture = exercice.ouverture
        if precedent and ouverture is None and (exercice.cloture - precedent).days > _DOUZE_MOIS:
            raise RuleError(
                "exercice_manquant",
                avant=formats.day(precedent),
                apres=formats.day(exercice.cloture),
            )
        if precedent and ouverture is not None and (ouverture - precedent).days != 1:
            raise RuleError(
                "exercice_non_contigu",
                avant=formats.day(precedent),
                ouverture=formats.day(ouverture),
            )
        if ouverture is not None and ouverture > exercice.cloture:
            raise RuleError("ouverture_apres_cloture", cloture=formats.day(exercice.cloture))
        if ouverture is not None and (exercice.cloture - ouverture).days > _PLUS_LONG_EXERCICE:
            raise RuleError("exercice_trop_long", cloture=formats.day(exercice.cloture))
        if precedent and ouverture is None:
            ouverture = date.fromordinal(precedent.toordinal() + 1)
        suite.append(
            Exercice(
                exercice.cloture,
                exercice.chiffre_affaires,
                exercice.dons,
                exercice.dons_aide_sociale,
                exercice.impot_du,
                ouverture,
            )
        )
    return suite


_DOUZE_MOIS = 366  # days; beyond, a year is missing or its opening day must be given
_PLUS_LONG_EXERCICE = 731  # days; a first fiscal year may run to two years less a day
