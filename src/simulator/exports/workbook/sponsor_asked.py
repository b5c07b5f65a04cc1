"""What a sponsor's workbook asks: the company by fiscal year, its operations, what it carries."""

from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import BaseModel

from simulator.base.days import length_in_months, working_days
from simulator.cases.lent_staff import Salarie
from simulator.cases.operation import Operation
from simulator.cases.question import asked, bounds, field_label, is_whole
from simulator.cases.sponsor import SponsorCase, repeated, stopped
from simulator.exports.workbook.asked import Asked, Bounds, excel_name
from simulator.text import say

REPEATED = ("chiffre_affaires", "benefice", "impot_attendu", "impot_groupe")
STOPPED = ("autres_dons", "autres_dons_aide_sociale")
ALONE = (
    "impot_precedent", "chiffre_affaires_precedent", "taux_actualisation", "effectif_groupe",
    "aides_recues", "prix_prestataire",
)  # fmt: skip
STAFF = (
    "brut_mensuel", "cout_mensuel", "cout_journee", "taux_patronal", "aides_contrat", "jours",
    "heures", "mois", "quotite",
)  # fmt: skip
FACTS = ("part_facturee", "part_par_entreprise", "contreparties")


def answers_of(case: SponsorCase, part: str) -> Iterator[Asked]:
    """Every number that may be typed again."""
    years = [closing.year for closing in case.closings]
    company = say("classeur.hypotheses.entreprise")
    for name in REPEATED:
        if given := getattr(case, name):
            repeats = frozenset(years[len(given) :])
            yield _asked(
                case, name, name, repeated(given), years, part, group=company, repeats=repeats
            )
    for name in STOPPED:
        yield _asked(case, name, name, stopped(getattr(case, name)), years, part, group=company)
    for name in ALONE:
        yield _asked(case, name, name, [getattr(case, name)], [None], part, group=company)
    for stock in ("excedents", "reductions"):
        for n, one in enumerate(getattr(case, stock)):
            label = f"{field_label(stock)} · {one.annee}"
            path = f"{stock}.{n}.montant"
            yield _asked(
                one, "montant", path, [one.montant], [None], part, group=company, label=label
            )
    for n, operation in enumerate(case.operations):
        yield from _of_operation(n, operation, part, years)


def _of_operation(n: int, operation: Operation, part: str, years: Sequence[int]) -> Iterator[Asked]:
    path = f"operations.{n}"
    group = say("classeur.hypotheses.operation", numero=n + 1, nom=operation.libelle)
    if operation.voie == "don" and not operation.salaries:
        amounts = stopped(operation.montants)
        yield _asked(operation, "montants", f"{path}.montants", amounts, years, part, group=group)
    for name in FACTS:
        value = getattr(operation, name)
        if value is not None:
            yield _asked(operation, name, f"{path}.{name}", [value], [None], part, group=group)
    for m, salarie in enumerate(operation.salaries):
        yield from _of_staff(salarie, f"{path}.salaries.{m}", m, part, group)


def _of_staff(salarie: Salarie, path: str, m: int, part: str, group: str) -> Iterator[Asked]:
    """What was said of an employee; what was not said belongs to another way of counting."""
    said = [name for name in STAFF if getattr(salarie, name) is not None]
    if salarie.cout_journee is not None:
        said.remove("aides_contrat")
    if salarie.jours is not None or salarie.heures is not None:
        said.remove("quotite")
    for name in said:
        label = f"{field_label(name)} · {salarie.libelle or m + 1}"
        yield _asked(
            salarie, name, f"{path}.{name}", [getattr(salarie, name)], [None], part,
            group=group, label=label, high=_most(salarie, name),
        )  # fmt: skip


def _most(salarie: Salarie, name: str) -> float | None:
    """The most that the dates of a loan let count."""
    if name == "jours":
        days = working_days(salarie.debut, salarie.fin)
        return float(salarie.period if salarie.cout_journee is not None else days)
    if name == "heures":
        return float(24 * salarie.period)
    return length_in_months(salarie.debut, salarie.fin) if name == "mois" else None


def _asked(  # noqa: PLR0913 (an answer says all of itself here)
    model: BaseModel, name: str, path: str, values: Sequence[Any], years: Sequence[int | None],
    part: str, *, group: str, label: str = "", repeats: frozenset[int] = frozenset(),
    high: float | None = None,
) -> Asked:  # fmt: skip
    kind = type(model)
    low, most = bounds(kind, name)
    empty = name in ALONE and name != "aides_recues"
    amounts = [None if value is None else float(value) for value in values]
    limits = Bounds(low, most if high is None else high, is_whole(kind, name), empty)
    given = any(amount is not None for amount in amounts)
    origin = say("mots.saisie" if given else "classeur.hypotheses.inconnue")
    return Asked(
        path, excel_name(part, path), label or field_label(name),
        asked(kind, name).unit or "€", limits, origin,
        dict(zip(years, amounts, strict=True)), group=group,
        private=asked(kind, name).private, repeats=repeats,
    )  # fmt: skip
