"""What a lent employee is worth for the receipt: cost price, by fiscal year, within its ceiling.

A cost is valued by the days on which it was incurred: within a fiscal year a loan is cut at each
1 January and at each change of a calendar row that its value reads, and each part follows the
scale, the ceiling and the working time of its own days (BOI-BIC-RICI-20-30-10-20). Time typed for
the whole loan is spread evenly over its calendar days.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from simulator.base.days import length_in_months
from simulator.base.whole import refuse_where, whole
from simulator.cases.lent_staff import Salarie
from simulator.cases.sponsor import SponsorCase
from simulator.errors import RuleError
from simulator.figure import cents, given, value_of
from simulator.law.book import Law
from simulator.ledger import add
from simulator.rules.cout_employeur import cout_du_pret
from simulator.rules.mecenat import (
    PassReading,
    don_en_competences,
    plafond_des_annees_du_pret,
    plafond_par_salarie,
)
from simulator.schemes.cost_of_time import cost_of, time_of
from simulator.text import formats

READ = ("cout_employeur.", "temps.", "securite_sociale.")
"""Families of calendar rows that a value reads."""
PASS_READINGS: tuple[PassReading, ...] = ("temps_partage", "annuel_entier", "mensuel_par_an")


@dataclass(frozen=True, slots=True)
class LentPart:
    """What a loan costs between two changes of the scales; units as in `Valuation`."""

    debut: date
    fin: date
    jours: float
    heures: float
    part_de_l_annee: Any
    cout_unitaire: Any
    cout_horaire: Any
    cout: Any
    pass_annuel: Any


@dataclass(frozen=True, slots=True)
class Valuation:
    """One lent employee in one fiscal year; euros, to the cent where the law rounds.

    `cout` is what the company bears, `valeur` what counts as a gift, `plafond` infinite when no law
    sets one. Days and hours not typed are those of the share of the year. `cout_unitaire` is euros
    a day, `cout_horaire` euros an hour: means over the `parts`. `pass_annuel` is the ceiling of
    social security in the years of the loan, in euros a year.
    """

    operation: int
    salarie: int
    exercice: int
    libelle: str
    cloture: date
    debut: date
    fin: date
    jours: float
    heures: float
    part_de_l_annee: Any
    cout_unitaire: Any
    cout_horaire: Any
    cout: Any
    plafond: Any
    valeur: Any
    pass_annuel: Any
    parts: tuple[LentPart, ...]

    @property
    def plafond_applique(self) -> bool:
        """Whether the ceiling cuts the value."""
        return bool(value_of(self.valeur) < value_of(self.cout))

    @property
    def non_compte(self) -> float:
        """What the ceiling leaves out, in euros."""
        return float(cents(float(value_of(self.cout)) - float(value_of(self.valeur))))


def valuations(case: SponsorCase, laws: Sequence[Law], traced: bool = False) -> Iterator[Valuation]:
    """Each employee in each fiscal year in which some of its time is lent.

    Inside a trace, `traced` starts each amount from the user's own figure. Raises RuleError when
    pay is under what the scale of contributions covers.
    """
    years = list(zip(case.openings, case.closings, laws, strict=True))
    for rank, operation in enumerate(case.operations):
        for number, salarie in enumerate(operation.salaries):
            _fits_in_a_working_year(salarie, laws[0])
            for exercice, (opening, closing, law) in enumerate(years):
                first, last = max(salarie.debut, opening), min(salarie.fin, closing)
                if last < first:
                    continue
                parts = [
                    _part(salarie, begin, end, closing, law.at(day), traced)
                    for begin, end, day in _spans(salarie, first, last, law)
                ]
                length = length_in_years(opening, closing)
                yield Valuation(
                    rank, number, exercice, salarie.libelle, closing, first, last,
                    **_together(parts, case.lecture_pass, law, length, traced),
                    parts=tuple(parts),
                )  # fmt: skip


def _spans(
    salarie: Salarie, first: date, last: date, law: Law
) -> Iterator[tuple[date, date, date]]:
    """First and last day of each part, and a day whose calendar rows are those of the part.

    The cost of a day, typed, follows no scale: its loan is cut by years alone, for their ceilings.
    """
    cuts = {date(year, 1, 1) for year in range(first.year, last.year + 1)}
    if salarie.cout_journee is None:
        cuts.update(law.calendar_days(READ))
    starts = [first, *sorted(day for day in cuts if first < day <= last)]
    ends = [*(day - timedelta(days=1) for day in starts[1:]), last]
    for begin, end in zip(starts, ends, strict=True):
        yield begin, end, max((day for day in cuts if day <= begin), default=begin)


def _part(
    salarie: Salarie, begin: date, end: date, closing: date, law: Law, traced: bool
) -> LentPart:
    """One part, by the scales of its own days."""
    time = time_of(salarie, (end - begin).days + 1, closing, law, traced)
    cost = cost_of(salarie, time, law, traced)
    amounts = (time.part, cost.journee, cost.heure, cost.total, law["securite_sociale.pass_annuel"])
    return LentPart(
        begin, end, time.jours, time.heures, *(x if traced else float(x) for x in amounts)
    )


def _together(
    parts: Sequence[LentPart], lecture: PassReading, law: Law, length: float, traced: bool
) -> dict[str, Any]:
    """The sums of the parts, and the ceiling of a fiscal year over all of them."""
    lead = parts[0]
    jours = sum(part.jours for part in parts)
    time, cost, ceiling = lead.part_de_l_annee, lead.cout, lead.pass_annuel
    unit, hour = lead.cout_unitaire, lead.cout_horaire
    if len(parts) > 1:
        time = add([part.part_de_l_annee for part in parts])
        cost = cout_du_pret([part.cout for part in parts])
        ceiling = plafond_des_annees_du_pret(
            [part.pass_annuel for part in parts],
            [float((part.fin - part.debut).days + 1) for part in parts],
        )
        if jours:
            unit, hour = (
                add([getattr(part, name) * (part.jours / jours) for part in parts])
                for name in ("cout_unitaire", "cout_horaire")
            )
    plafond = plafond_par_salarie(time, lecture, law, length, ceiling)
    amounts = {
        "part_de_l_annee": time,
        "cout_unitaire": unit,
        "cout_horaire": hour,
        "cout": cost,
        "plafond": plafond,
        "valeur": don_en_competences(cost, plafond, 1),
        "pass_annuel": ceiling,
    }
    plain = amounts if traced else {name: float(x) for name, x in amounts.items()}
    return {"jours": jours, "heures": sum(part.heures for part in parts), **plain}


def length_in_years(opening: date, closing: date) -> float:
    """Length of a fiscal year in years, at least one: a short one has no smaller ceiling."""
    return max(1.0, length_in_months(opening, closing) / 12)


def _fits_in_a_working_year(salarie: Salarie, law: Law) -> None:
    """A yearly pay buys its working year, no more; raises RuleError beyond.

    Days or hours of a longer loan may fill as many years as it lasts. The cost of a day, typed,
    sets no such limit.
    """
    days = salarie.jours is not None
    time = salarie.jours if days else salarie.heures
    if time is None or salarie.cout_journee is not None:
        return
    unit, parameter = ("jours", "jours_forfait") if days else ("heures", "heures_annuelles")
    years = max(1.0, length_in_months(salarie.debut, salarie.fin) / 12)
    most = law.bare(f"temps.{parameter}") * years
    if whole():
        typed = given(float(time), f"{unit}@{salarie.libelle}", unit)
        refuse_where("temps_au_dela_de_l_annee", typed > law[f"temps.{parameter}"] * years)
    elif time > most:
        raise RuleError(
            "temps_au_dela_de_l_annee",
            temps=formats.with_unit(time, unit),
            maximum=formats.with_unit(most, unit),
        )
