"""What a programme's workbook asks: SMEs by line and year, the answers of each line, animation."""

from collections.abc import Iterator, Mapping
from typing import Any

from simulator.base.whole import optional, or_nothing
from simulator.cases.programme import PARCOURS, SIZE, Programme
from simulator.cases.programme_animation import animation_of
from simulator.cases.question import asked, bounds, field_label, is_whole
from simulator.cases.question import optional as may_be_empty
from simulator.cases.registry import forms
from simulator.exports.workbook.asked import Asked, Bounds, excel_name
from simulator.figure import given
from simulator.text import say

FIXED = {SIZE, PARCOURS}
"""What the programme gives in the place of a line: its SMEs of each year."""
Values = dict[int | None, float | None]
MOST_FIRMS, MOST_SPONSORS, MOST_COST = 10_000, 1_000, 1e9


def by_year(case: Programme, rank: int) -> frozenset[str]:
    """Prices that nobody typed for a line and that are not the same every year."""
    line = case.lignes[rank]
    done = [one.reponses for one in case.cases[rank] if one is not None]
    kind = forms()[line.dispositif].answers
    return frozenset(
        name
        for name in kind.indexed()
        if name not in line.reponses and len({getattr(a, name) for a in done}) > 1
    )


def survival_of(case: Programme) -> Any:
    """The share of jobs still there after three years."""
    return or_nothing(optional(case.survie_3_ans, "survie_3_ans", "ratio"))


def typed_rate(case: Programme) -> Any:
    """The rate at which costs are brought back to the first year."""
    return optional(case.taux_actualisation, "taux_actualisation", "ratio")


def open_animation(case: Programme, k: int) -> Mapping[int, Any]:
    """What animation costs each line in a year, its costs and counts open."""
    year = case.annees[k]
    lines = [_Counted(line, rank, k, year) for rank, line in enumerate(case.lignes)]
    costs = {
        place: [
            None if cost is None else given(float(cost), f"animation.{number}@{year}", "€")
            for cost in case.animation.get(place, ())
        ]
        for number, place in enumerate(case.animation)
    }
    return animation_of(lines, costs, k)


class _Counted:
    """A line as animation reads it: its place, and its SMEs, open where there are some."""

    def __init__(self, line: Any, rank: int, k: int, year: int) -> None:
        self.territoire, self.hosted = line.territoire, line.hosted
        self.pme: list[Any] = list(line.pme)
        if line.pme[k]:
            self.pme[k] = given(float(line.pme[k]), f"lignes.{rank}.pme@{year}", "PME")


def answers_of(case: Programme, part: str) -> Iterator[Asked]:
    """Every number that may be typed again."""
    whole = say("classeur.programme.ensemble")
    for name, value in (
        ("taux_actualisation", case.taux_actualisation), ("survie_3_ans", case.survie_3_ans),
    ):  # fmt: skip
        yield Asked(
            name, excel_name(part, name), say(f"classeur.programme.{name}"), "ratio",
            Bounds(0, 1, empty=True), _origin(value), {None: value}, group=whole,
        )  # fmt: skip
    for number, (place, costs) in enumerate(case.animation.items()):
        told = dict(zip(case.annees, costs, strict=True))
        known: dict[int | None, float | None] = {
            y: float(cost) for y, cost in told.items() if cost is not None
        }
        if known:
            yield Asked(
                f"animation.{number}", excel_name(part, f"animation.{number}"),
                say("classeur.programme.animation", lieu=place), "€", Bounds(0, MOST_COST),
                say("mots.saisie"), known, group=whole,
            )  # fmt: skip
    for rank in range(len(case.lignes)):
        yield from _of_line(case, rank, part)


def _origin(value: Any) -> str:
    return say("classeur.hypotheses.inconnue" if value is None else "mots.saisie")


def _of_line(case: Programme, rank: int, part: str) -> Iterator[Asked]:
    line = case.lignes[rank]
    group = say(
        "classeur.programme.ligne", numero=rank + 1, lieu=line.territoire,
        format=say(f"dispositifs.{line.dispositif}.nom"),
    )  # fmt: skip
    head = _place(part, rank)
    done: dict[int | None, float | None] = {
        y: float(n) for y, n in zip(case.annees, line.pme, strict=True) if n
    }
    if not done:
        return
    yield Asked(
        f"lignes.{rank}.pme", f"{head}_pme", say("classeur.programme.pme"), "PME",
        Bounds(1, MOST_FIRMS, whole=True), say("mots.saisie"), done, group=group,
    )  # fmt: skip
    yield Asked(
        f"lignes.{rank}.mecenes", f"{head}_mecenes", say("classeur.programme.mecenes"), "",
        Bounds(1, MOST_SPONSORS, whole=True), say("mots.saisie"), {None: float(line.mecenes)},
        group=group,
    )  # fmt: skip
    for one in _answers(case, rank, part):
        one.group = group
        yield one


def _place(part: str, rank: int) -> str:
    """The name of the cells of a line, which is counted from 1."""
    return "_".join(["h", *([part] if part else []), str(rank + 1)])


def _answers(case: Programme, rank: int, part: str) -> Iterator[Asked]:
    line, head = case.lignes[rank], _place(part, rank)
    done = [one for one in case.cases[rank] if one is not None]
    first = done[0].reponses
    kind, offered = type(first), by_year(case, rank)
    for name in kind.counted():
        value = getattr(first, name)
        optional_one = may_be_empty(kind.model_fields[name].annotation)
        if name in FIXED or (name == "benefice_mecene" and value is None):
            continue
        low, high = bounds(kind, name)
        empty = name in offered or (optional_one and name != "benefice_mecene")
        typed = None if name in offered or value is None else float(value)
        yield Asked(
            f"lignes.{rank}.{name}", f"{head}_{name}", field_label(name, line.dispositif),
            asked(kind, name).unit, Bounds(low, high, is_whole(kind, name), empty),
            say("classeur.programme.sinon" if name in offered else
                "mots.saisie" if name in line.reponses else "mots.hypothese"),
            {None: typed}, private=asked(kind, name).private,
        )  # fmt: skip
        if name in offered:
            prices: dict[int | None, float | None] = {
                one.reponses.annee: float(getattr(one.reponses, name)) for one in done
            }
            yield Asked(
                f"lignes.{rank}.{name}.proposee", f"p_{head[2:]}_{name}",
                say("classeur.programme.proposee", champ=field_label(name, line.dispositif)),
                asked(kind, name).unit, Bounds(low, high), say("classeur.programme.indice"),
                prices,
            )  # fmt: skip
