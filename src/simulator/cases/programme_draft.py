"""A programme as it is typed, cell by cell: what is wrong keeps its text, the rest is computed.

A draft is plain JSON: every cell holds the text that a person typed. A cell that cannot be read
takes its last good value, or the whole groups just below it, and says so in one sentence.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from simulator.cases.programme import PARCOURS, SIZE
from simulator.cases.question import entry_of
from simulator.cases.registry import forms
from simulator.text import formats, say
from simulator.text.typed import Unread, read_number

Draft = dict[str, Any]
MOST_FIRMS, MOST_SPONSORS, MOST_EUROS, MOST_USED = 10_000, 1_000, 1e9, 1e7
APART = ";"
"""Between the costs of an animation that changes from year to year."""


@dataclass
class Read:
    """What a draft says: a body, its faults by path, the good value of each cell."""

    body: dict[str, Any] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    good: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell to be read: its unit, its bounds, what an empty or wrong one is worth."""

    unit: str = ""
    low: float = 0
    high: float = MOST_EUROS
    whole: bool = False
    empty: Any = None
    step: int = 1


def read_draft(draft: Mapping[str, Any], before: Mapping[str, Any]) -> Read:
    """The body of a draft, each cell read; `before` are the good values of its last reading."""
    found = Read()
    years = list(range(draft["debut"], draft["debut"] + draft["nombre"]))
    lines = [_line(rank, line, years, before, found) for rank, line in enumerate(draft["lignes"])]
    animation = {
        place: costs
        for place, text in draft.get("animation", {}).items()
        if any(line["territoire"] == place for line in lines)
        and (costs := _costs(place, text, len(years), before, found)) is not None
    }
    shares = Cell("ratio", 0, 1)
    found.body = {
        "titre": draft.get("titre", ""),
        "annees": years,
        "lignes": lines,
        "animation": animation,
        "taux_actualisation": _cell("taux_actualisation", draft, shares, before, found),
        "survie_3_ans": _cell("survie_3_ans", draft, shares, before, found),
        "budget_region": _cell("budget_region", draft, Cell("€", 0, 1e12), before, found),
    }
    return found


def _line(
    rank: int, line: Mapping[str, Any], years: Sequence[int], before: Mapping[str, Any], found: Read
) -> dict[str, Any]:
    here = f"lignes.{rank}"
    firms = Cell("PME", 0, MOST_FIRMS, whole=True, empty=0, step=size_of(line))
    texts = [*line["pme"], *("" for _ in years)][: len(years)]
    return {
        "territoire": line["territoire"],
        "dispositif": line["dispositif"],
        "voie": line.get("voie"),
        "pme": [
            one(f"{here}.pme.{k}", text, firms, before, found) for k, text in enumerate(texts)
        ],
        "mecenes": one(
            f"{here}.mecenes", line.get("mecenes", ""), Cell("", 1, MOST_SPONSORS, True, 1), before,
            found,
        ),
        "capacite": one(
            f"{here}.capacite", line.get("capacite", ""), Cell("", 0, MOST_USED), before, found
        ),
        "tus": [name for name in line.get("tus", []) if name not in line.get("reponses", {})],
        "reponses": answers_of(line),
    }  # fmt: skip


def answers_of(line: Mapping[str, Any]) -> dict[str, Any]:
    """The answers of a line, numbers read as a form reads them; the model refuses the others."""
    kind, found = forms()[line["dispositif"]].answers, {}
    for name, value in line.get("reponses", {}).items():
        found[name] = value
        if isinstance(value, str) and name in kind.model_fields:
            entry = entry_of(kind, name)
            if entry.kind == "nombre":
                with suppress(Unread):
                    found[name] = read_number(value, entry.unit, percents=True)
    return found


def size_of(line: Mapping[str, Any]) -> int:
    """SMEs of one group of a line's format; 1 without groups."""
    fields = forms()[line["dispositif"]].answers.model_fields
    if PARCOURS not in fields:
        return 1
    size = answers_of(line).get(SIZE, fields[SIZE].default)
    return int(size) if isinstance(size, int | float) and size >= 1 else 1


def _cell(
    name: str, draft: Mapping[str, Any], cell: Cell, before: Mapping[str, Any], found: Read
) -> Any:
    return one(name, draft.get(name, ""), cell, before, found)


def _costs(place: str, text: str, years: int, before: Mapping[str, Any], found: Read) -> Any:
    """One cost for every year, or one a year between semicolons; None when nobody gives any."""
    parts = text.split(APART) if APART in text else [text] * years
    path, cell = f"animation.{place}", Cell("€")
    if len(parts) != years:
        told = say("programme.longueur", nombre=len(parts), annees=years)
        return _kept(path, told, before, found, [None] * years)
    within = Read()
    costs = [one(path, part.strip(), cell, {}, within) for part in parts]
    if within.faults:
        return _kept(path, within.faults[path], before, found, None)
    found.good[path] = costs
    return costs if any(cost is not None for cost in costs) else None


def _kept(path: str, told: str, before: Mapping[str, Any], found: Read, otherwise: Any) -> Any:
    found.faults[path] = told
    found.good[path] = before.get(path, otherwise)
    return found.good[path]


def one(path: str, text: str, cell: Cell, before: Mapping[str, Any], found: Read) -> Any:
    """The value of a cell; a wrong one is told, with what the calculation keeps."""
    try:
        value = _read(text, cell)
    except _Refused as fault:
        kept = fault.neighbour if fault.neighbour is not None else before.get(path, cell.empty)
        shown = formats.with_unit(kept, cell.unit) if kept is not None else say("mots.inconnu")
        found.faults[path] = say("programme.cellule", faute=str(fault), garde=shown)
        value = kept
    found.good[path] = value
    return value


class _Refused(Exception):
    """A cell that cannot be taken: why, and the neighbour that can, if any."""

    def __init__(self, told: str, neighbour: int | None = None) -> None:
        super().__init__(told)
        self.neighbour = neighbour


def _read(text: str, cell: Cell) -> Any:
    if not str(text).strip():
        return cell.empty
    try:
        value = read_number(str(text), cell.unit, percents=True)
    except Unread as fault:
        raise _Refused(str(fault)) from None
    shown = str(text).strip()
    if not cell.low <= value <= cell.high:
        ends = [formats.with_unit(bound, cell.unit) for bound in (cell.low, cell.high)]
        raise _Refused(say("programme.cellule_bornes", valeur=shown, bas=ends[0], haut=ends[1]))
    if cell.whole and value != int(value):
        raise _Refused(say("programme.cellule_entiere", valeur=shown))
    over = value % cell.step if cell.step > 1 else 0
    if over:
        low = int(value - over)
        told = say(
            "programme.cellule_multiple", valeur=shown, taille=cell.step, bas=low,
            haut=low + cell.step,
        )  # fmt: skip
        raise _Refused(told, low)
    return int(value) if cell.whole else float(value)


def without_line(good: Mapping[str, Any], rank: int) -> dict[str, Any]:
    """The good values once a line is taken away: those of the next lines move up."""
    kept: dict[str, Any] = {}
    for path, value in good.items():
        head, _, rest = path.partition(".")
        place, _, cell = rest.partition(".")
        if head != "lignes":
            kept[path] = value
        elif (at := int(place)) != rank:
            kept[f"lignes.{at - (at > rank)}.{cell}"] = value
    return kept
