"""What if the law were otherwise: a case under the law in force and under a reform."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from simulator.cases.reform import READINGS, Reform, name_of
from simulator.cases.scenario import Scenario, read
from simulator.errors import InputError, PasserelleError
from simulator.figures.indicators import INDICATORS
from simulator.law.book import Book, Row, in_force
from simulator.simulate import simulate
from simulator.studies.evaluate import REFUSAL, evaluate, known


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


def compare(
    scenario: Scenario, reform: Reform, route: str | None = None, book: Book | None = None
) -> Comparison:
    """A scenario under the law in force and under a reform; `route` is the leading one by default.

    Raises the refusals of the rules, as `simulate` does.
    """
    base = book or in_force()
    route = route or simulate(scenario, base).shown

    def figures(changed: Reform) -> tuple[Figures, Iterable[Row]]:
        case, law = under(scenario, changed), changed.book(base)
        rows = simulate(case, law).rows if changed is reform else ()
        return _figures(case, law, route), rows

    units = {key: indicator.unit for key, indicator in INDICATORS.items()}
    now = {name: getattr(scenario.reponses, name) for name in _imposed(scenario, reform)}
    return side_by_side(reform, _figures(scenario, base, route), figures, units, base, now)


def _figures(scenario: Scenario, book: Book, route: str) -> Figures:
    """Every indicator of a route under a law; raises InputError when it refuses the case."""
    keys = {name: f"{route}.{name}" for name in INDICATORS}
    (answer,) = evaluate([scenario], book, list(keys.values())).to_dict("records")
    if answer[REFUSAL]:
        raise InputError([("", answer[REFUSAL])])
    return {name: known(answer[key]) for name, key in keys.items()}


def under(scenario: Scenario, reform: Reform) -> Scenario:
    """The scenario with the readings that a reform imposes; the same one when it imposes none."""
    chosen = _imposed(scenario, reform)
    if not chosen:
        return scenario
    data = scenario.to_dict()
    return read({**data, "reponses": {**data["reponses"], **chosen}})


def _imposed(scenario: Scenario, reform: Reform) -> dict[str, str]:
    """The readings that a reform imposes, for the questions that the scenario asks."""
    a = scenario.reponses
    imposed = reform.readings(date(a.annee, 12, 31))
    return {name: word for name, word in imposed.items() if hasattr(a, name)}


def side_by_side(
    reform: Reform,
    before: Figures,
    figures: Any,
    units: Mapping[str, str],
    base: Book,
    readings: Mapping[str, str],
) -> Comparison:
    """Compare the figures of a case with those of `figures(reform) -> (figures, rows read)`.

    `readings` are those that the case makes today and that the reform replaces; a page of any kind
    may call this.
    """
    after, rows = figures(reform)
    read_rows = {(row.parameter, row.since) for row in rows}
    changes = tuple(_change(row, reform, base, read_rows, readings) for row in reform.rows)
    frame = pd.DataFrame(
        {
            "indicateur": list(before),
            "unite": [units.get(key, "€") for key in before],
            "loi": [_or_nan(value) for value in before.values()],
            "reforme": [_or_nan(after[key]) for key in before],
        }
    )
    frame["ecart"] = (frame["reforme"] - frame["loi"]).round(10)
    return Comparison(reform, frame, changes, _causes(reform, before, figures, frame))


def _or_nan(value: float | None) -> float:
    return float("nan") if value is None else float(value)


def _change(
    row: Row,
    reform: Reform,
    base: Book,
    read_rows: set[tuple[str, date]],
    readings: Mapping[str, str],
) -> Change:
    if row.parameter in READINGS:
        now = readings.get(row.parameter)
        return Change(
            row.parameter, row.unit, row.since, None, now, row.value, now is not None
        )  # fmt: skip
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


def _causes(reform: Reform, before: Figures, figures: Any, frame: pd.DataFrame) -> pd.DataFrame:
    """What each parameter does alone, and what only all together do."""
    parameters = list(dict.fromkeys(row.parameter for row in reform.rows))
    total = dict(zip(frame["indicateur"], frame["ecart"], strict=True))
    alone: dict[str, dict[str, float]] = {}
    for parameter in parameters if len(parameters) > 1 else ():
        try:
            changed, _rows = figures(reform.only(parameter))
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
