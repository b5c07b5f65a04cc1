"""The time of a lent employee in a span of days, and what that time costs its company."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from simulator.base.days import year_before
from simulator.base.whole import constant, whole
from simulator.cases.lent_staff import Salarie
from simulator.figure import given
from simulator.law.book import Law
from simulator.law.facts import known
from simulator.rules.cout_employeur import (
    cout_annuel,
    cout_annuel_forfaitaire,
    cout_annuel_net_des_aides,
    cout_d_une_part_de_l_annee,
    cout_de_l_heure,
    cout_de_la_journee,
    cout_du_temps_prete,
)


@dataclass(frozen=True, slots=True)
class Time:
    """Time lent in a span of days, in three units."""

    part: Any  # of a working year, as a ratio
    jours: float
    heures: float
    counted: Any  # the days or hours typed, for this span


def time_of(salarie: Salarie, days: int, closing: date, law: Law, traced: bool) -> Time:
    """What falls in a span of `days`: what was typed, by the calendar days of the period in it."""
    if whole():
        return _as_typed(salarie, days, closing, law)
    share = days / salarie.period
    per_year, per_day = law["temps.jours_forfait"], law.bare("temps.heures_par_jour")
    hours_a_year = law["temps.heures_annuelles"]
    if salarie.jours is not None:
        jours = salarie.jours * share
        counted = _shown(salarie, jours, "jours", "jours", traced)
        return Time(counted / per_year, jours, jours * per_day, counted)
    if salarie.heures is not None:
        heures = salarie.heures * share
        counted = _shown(salarie, heures, "heures", "heures", traced)
        return Time(counted / hours_a_year, heures / per_day, heures, counted)
    months = salarie.mois
    part = months * share / 12 if months is not None else days / _year_days(closing)
    part = part * salarie.quotite
    shown = _shown(salarie, part, "part_de_l_annee", "ratio", traced)
    return Time(
        shown, part * law.bare("temps.jours_forfait"), part * law.bare("temps.heures_annuelles"),
        None,
    )  # fmt: skip


def _as_typed(salarie: Salarie, days: int, closing: date, law: Law) -> Time:
    """The same from what was typed itself, which may be typed again."""
    share = constant(days) / salarie.period
    per_day, year, hours = (
        law[f"temps.{name}"] for name in ("heures_par_jour", "jours_forfait", "heures_annuelles")
    )
    if salarie.jours is not None:
        jours = _typed(salarie, "jours", "jours", True) * share
        return Time(jours / year, jours, jours * per_day, jours)
    if salarie.heures is not None:
        heures = _typed(salarie, "heures", "heures", True) * share
        return Time(heures / hours, heures / per_day, heures, heures)
    if salarie.mois is not None:
        part = _typed(salarie, "mois", "mois", True) * share / 12
    else:
        part = constant(days) / _year_days(closing)
    part = part * _typed(salarie, "quotite", "ratio", True)
    return Time(part, part * year, part * hours, None)


def _year_days(closing: date) -> int:
    """Days of the twelve months that end that day."""
    after = closing + timedelta(days=1)
    return (after - year_before(after)).days


@dataclass(frozen=True, slots=True)
class Cost:
    """What that time costs, in euros: in all, a day, an hour."""

    total: Any
    journee: Any
    heure: Any


def cost_of(salarie: Salarie, time: Time, law: Law, traced: bool) -> Cost:
    """From pay, from a monthly cost or from the cost of a day: one of the three was given."""
    if salarie.cout_journee is not None:
        day = _typed(salarie, "cout_journee", "€", traced)
        jours = time.counted if salarie.jours is not None else time.jours
        return Cost(cout_du_temps_prete(day, jours), day, day / law.bare("temps.heures_par_jour"))
    yearly = _yearly(salarie, law, traced)
    day, hour = cout_de_la_journee(yearly, law), cout_de_l_heure(yearly, law)
    if salarie.jours is not None:
        return Cost(cout_du_temps_prete(day, time.counted), day, hour)
    if salarie.heures is not None:
        return Cost(cout_du_temps_prete(hour, time.counted), day, hour)
    return Cost(cout_d_une_part_de_l_annee(yearly, time.part), day, hour)


def _yearly(salarie: Salarie, law: Law, traced: bool) -> Any:
    """A yearly cost, less the aid tied to the contract."""
    cost = _before_aid(salarie, law, traced)
    if not (salarie.aides_contrat or whole()):
        return cost
    return cout_annuel_net_des_aides(cost, _typed(salarie, "aides_contrat", "€", traced) * 12)


def _before_aid(salarie: Salarie, law: Law, traced: bool) -> Any:
    """From a monthly cost, from pay and the company's own rate, or from pay by the scale."""
    if salarie.cout_mensuel is not None:
        return _typed(salarie, "cout_mensuel", "€", traced) * 12
    gross = _typed(salarie, "brut_mensuel", "€", traced) * 12
    if salarie.taux_patronal is not None:
        return cout_annuel_forfaitaire(gross, _typed(salarie, "taux_patronal", "ratio", traced))
    if law.knows("cout_employeur.ensemble"):
        return cout_annuel(gross, law)
    return cout_annuel_forfaitaire(gross, known("cotisations.taux_forfaitaire"))


def _typed(salarie: Salarie, name: str, unit: str, traced: bool) -> Any:
    return _shown(salarie, float(getattr(salarie, name)), name, unit, traced)


def _shown(salarie: Salarie, value: float, name: str, unit: str, traced: bool) -> Any:
    """Inside a trace, a figure that names its field and its employee."""
    place = f"@{salarie.libelle}" if salarie.libelle else ""
    return given(value, name + place, unit) if traced else value
