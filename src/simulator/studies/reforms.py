"""What if the law were otherwise: a case under the law in force and under a reform."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from simulator.cases.numbers import Case
from simulator.cases.reform import LAW_READINGS, Reform, name_of
from simulator.cases.scenario import Scenario, read
from simulator.cases.sponsor import SponsorCase
from simulator.errors import PasserelleError
from simulator.figures.sponsor_outcome import assess
from simulator.law.book import Book, Row, in_force
from simulator.simulate import simulate
from simulator.studies.outputs import outputs_of, values_of


@dataclass(frozen=True, slots=True)
class Change:
    """A row of a reform beside what it replaces: until when, and whether the case reads it."""

    parameter: str
    unit: str
    since: date
    until: date | None
    before: float | str | None
    after: float | str | None
    is_read: bool

    @property
    def label(self) -> str:
        """What it is called on screen."""
        return name_of(self.parameter)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The law in force and a reform, side by side.

    `frame`: one line a figure, columns `indicateur unite loi reforme ecart` (NaN: unknown).
    `changes`: the rows. `causes`: what each parameter does alone, columns `parametre indicateur
    ecart`, with the rest that only comes from all together under the name `ensemble`.
    """

    reform: Reform
    frame: pd.DataFrame
    changes: tuple[Change, ...]
    causes: pd.DataFrame

    @property
    def touches(self) -> bool:
        """Whether the case reads any row of the reform."""
        return any(change.is_read for change in self.changes)

    @property
    def moves(self) -> bool:
        """Whether any figure of the case changes."""
        return bool((self.frame["ecart"].fillna(0) != 0).any())


Figures = Mapping[str, float | None]


def compare(case: Case, reform: Reform, view: str, book: Book | None = None) -> Comparison:
    """A case under the law in force and under a reform; `view` is a route, or a reading.

    Raises the refusals of the rules, as one case alone does.
    """
    base = book or in_force()
    whole = outputs_of(case, view)
    now = _replaced(case, reform)

    def figures(changed: Reform) -> Figures:
        return values_of(under(case, changed), whole, changed.book(base))

    before, after = values_of(case, whole, base), figures(reform)
    frame = pd.DataFrame(
        {
            "indicateur": [output.name for output in whole],
            "unite": [output.unit for output in whole],
            "loi": [_or_nan(before[output.name]) for output in whole],
            "reforme": [_or_nan(after[output.name]) for output in whole],
        }
    )
    frame["ecart"] = (frame["reforme"] - frame["loi"]).round(10)
    read_rows = {
        (row.parameter, row.since) for row in _rows_read(under(case, reform), reform.book(base))
    }
    changes = tuple(_change(row, reform, base, read_rows, now) for row in reform.rows)
    return Comparison(reform, frame, changes, _causes(reform, before, figures, frame))


def _rows_read(case: Case, book: Book) -> Iterable[Row]:
    """The rows of the law that a case reads."""
    if isinstance(case, Scenario):
        return simulate(case, book).rows
    return [row for law in assess(case, book).laws for row in law.read]


def under(case: Case, reform: Reform) -> Case:
    """The case with the readings that a reform imposes; the same one when it imposes none."""
    chosen = _imposed(case, reform)
    if not chosen or isinstance(case, SponsorCase):
        return case.model_copy(update=chosen)
    data = case.to_dict()
    return read({**data, "reponses": {**data["reponses"], **chosen}})


def _imposed(case: Case, reform: Reform) -> dict[str, str]:
    """The readings that a reform imposes, for the questions that the case asks."""
    if isinstance(case, SponsorCase):
        return reform.readings(case.cloture)
    imposed = reform.readings(date(case.reponses.annee, 12, 31))
    return {name: word for name, word in imposed.items() if hasattr(case.reponses, name)}


def _replaced(case: Case, reform: Reform) -> dict[str, str]:
    """The readings that the case makes today, and that a reform replaces."""
    answers = case if isinstance(case, SponsorCase) else case.reponses
    return {name: str(getattr(answers, name)) for name in _imposed(case, reform)}


def _or_nan(value: float | None) -> float:
    return float("nan") if value is None else float(value)


def _change(
    row: Row,
    reform: Reform,
    base: Book,
    read_rows: set[tuple[str, date]],
    readings: Mapping[str, str],
) -> Change:
    if row.parameter in LAW_READINGS:
        now = readings.get(row.parameter)
        return Change(row.parameter, row.unit, row.since, None, now, row.value, now is not None)
    later = [r.since for r in reform.book(base).history(row.parameter) if r.since > row.since]
    before = [r for r in base.history(row.parameter) if r.since <= row.since]
    return Change(
        parameter=row.parameter,
        unit=row.unit,
        since=row.since,
        until=min(later, default=None),
        before=before[-1].value if before else None,
        after=row.value,
        is_read=(row.parameter, row.since) in read_rows,
    )


def _causes(
    reform: Reform, before: Figures, figures: Callable[[Reform], Figures], frame: pd.DataFrame
) -> pd.DataFrame:
    """What each parameter does alone, and what only all together do."""
    parameters = list(dict.fromkeys(row.parameter for row in reform.rows))
    total = dict(zip(frame["indicateur"], frame["ecart"], strict=True))
    alone: dict[str, dict[str, float]] = {}
    for parameter in parameters if len(parameters) > 1 else ():
        try:
            changed = figures(reform.only(parameter))
        except PasserelleError:  # a row may only make sense with the others
            continue
        alone[parameter] = {k: _or_nan(changed[k]) - _or_nan(before[k]) for k in before}
    if len(parameters) == 1:
        alone[parameters[0]] = total
    lines = [
        {"parametre": parameter, "indicateur": key, "ecart": gap}
        for parameter, gaps in alone.items()
        for key, gap in gaps.items()
        if abs(gap) > 1e-9
    ]
    for key, gap in total.items():
        rest = gap - sum(gaps[key] for gaps in alone.values())
        if abs(rest) > 1e-6:
            lines.append({"parametre": "ensemble", "indicateur": key, "ecart": rest})
    return pd.DataFrame(lines, columns=["parametre", "indicateur", "ecart"])
