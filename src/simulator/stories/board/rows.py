"""The figures of a drawing as rows of bars that text can be written around, at any size."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from typing import Any

from simulator.base.rounding import adding_up, whole
from simulator.charts.drawing import Drawing
from simulator.stories.board.model import Form, Shown
from simulator.text import formats, say


@dataclass(frozen=True, slots=True)
class Part:
    """A segment: whose colour, its name, its amount in words, its ends in shares of the scale."""

    party: str
    name: str
    amount: str
    start: float
    end: float
    hatched: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A bar: its name, its total in words, its segments from left to right."""

    label: str
    total: str
    parts: Sequence[Part]


def rows_of(shown: Shown) -> list[Row]:
    """The rows of a drawing on one scale; none for a picture that has no bars (a map)."""
    rows = shown.drawing.figures
    if shown.form is Form.BARRES:
        return list(_stacked(rows, "route", "route_label"))
    if shown.form is Form.COLONNES:
        return list(_stacked(rows, "year", "year_label"))
    if shown.form is Form.CASCADE:
        return list(_steps(rows))
    if shown.form is Form.FLUX:
        return list(_flows(rows))
    if shown.form is Form.PLAFOND:
        return list(_capped(shown.drawing))
    if shown.form is Form.AIRE:
        return list(_lent(shown.drawing))
    return []


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of known parts: its name, its rows, their whole euros, whether some part is unknown."""

    label: str
    rows: Sequence[Mapping[str, Any]]
    amounts: Sequence[int]
    partial: bool

    @property
    def total(self) -> str:
        """Its total in words: « au moins » where a part is missing, unknown where all are."""
        if not self.rows and self.partial:
            return say("mots.inconnu")
        told = formats.euros(sum(self.amounts))
        return say("formats.au_moins", montant=told) if self.partial else told


def bars_of(rows: Sequence[Mapping[str, Any]], key: str, label: str) -> list[Bar]:
    """The bars of a stacked chart, their parts in whole euros that add up."""
    groups: dict[Any, list[Mapping[str, Any]]] = {}
    for row in rows:
        groups.setdefault(row[key], []).append(row)
    return [_bar(group, label) for group in groups.values()]


def _bar(group: Sequence[Mapping[str, Any]], label: str) -> Bar:
    known = [row for row in group if not isnan(float(row["amount"]))]
    amounts = [float(row["amount"]) for row in known]
    parts = adding_up(amounts, whole(sum(amounts)))
    partial = len(known) < len(group) or bool(group[0].get("note"))
    return Bar(str(group[0][label]), known, parts, partial)


def _stacked(rows: Sequence[Mapping[str, Any]], key: str, label: str) -> Iterator[Row]:
    """Who bears what: the parts of each total on one scale."""
    bars = bars_of(rows, key, label)
    low = min(0, *(sum(x for x in bar.amounts if x < 0) for bar in bars), 0)
    span = max(1, *(sum(x for x in bar.amounts if x > 0) for bar in bars), 1) - low
    for bar in bars:
        yield Row(bar.label, bar.total, list(_parts(bar.rows, bar.amounts, low, span)))


def _parts(
    group: Sequence[Mapping[str, Any]], amounts: Sequence[int], low: float, span: float
) -> Iterator[Part]:
    above, below = 0.0, 0.0
    for row, amount in zip(group, amounts, strict=True):
        if not amount:
            continue
        if amount > 0:
            start, end = above, above + amount
            above = end
        else:
            start, end = below + amount, below
            below = start
        ends = ((start - low) / span, (end - low) / span)
        yield Part(str(row["party"]), str(row["party_label"]), formats.euros(amount), *ends)


def _steps(rows: Sequence[Mapping[str, Any]]) -> Iterator[Row]:
    """From a first amount to a last one, each step where the one before ended."""
    ends, reached = [], 0.0
    for row in rows:
        amount = float(row["amount"])
        start = 0.0 if row["kind"] == "total" else reached
        reached = start + amount
        ends.append((min(start, reached), max(start, reached)))
    low = min((start for start, _ in ends), default=0.0)
    span = max((end for _, end in ends), default=1.0) - low or 1.0
    for row, (start, end) in zip(rows, ends, strict=True):
        amount = float(row["amount"])
        told = formats.euros(amount)
        told = f"+{told}" if row["kind"] != "total" and amount > 0 else told
        party, later = str(row["party"]), bool(row.get("later"))
        part = Part(party, "", told, (start - low) / span, (end - low) / span, later)
        yield Row(str(row["label"]), told, [part])


def _flows(rows: Sequence[Mapping[str, Any]]) -> Iterator[Row]:
    """Each flow from who pays to who is paid, on one scale."""
    most = max((float(row["amount"]) for row in rows), default=1.0) or 1.0
    for row in rows:
        told = formats.euros(row.get("shown", row["amount"]))
        share = float(row["amount"]) / most
        part = Part(str(row["party"]), "", told, 0.0, share)
        yield Row(f"{row['payer_label']} → {row['payee_label']}", told, [part])


def _capped(drawing: Drawing) -> Iterator[Row]:
    """The base of each year, and its cap in words."""
    rows = drawing.figures
    most = max((r["given"] + r["carried"] for r in rows), default=1.0) or 1.0
    for row in rows:
        given, carried = row["given"], row["carried"]
        cap = say("emporter.plafond", montant=formats.euros(row["cap"]))
        parts = [Part("mecene", drawing.headings["given"], formats.euros(given), 0.0, given / most)]
        if carried:
            ends = (given / most, (given + carried) / most)
            told = formats.euros(carried)
            parts.append(Part("mecene", drawing.headings["carried"], told, *ends, hatched=True))
        label = formats.series([str(row["label"]), cap])
        yield Row(label, formats.euros(given + carried), parts)


def _lent(drawing: Drawing) -> Iterator[Row]:
    """What the fund has out at the end of each year."""
    rows = drawing.figures
    most = max((row["encours"] or 0 for row in rows), default=1.0) or 1.0
    for row in rows:
        amount = row["encours"] or 0
        part = Part("fonds", drawing.headings["encours"], formats.euros(amount), 0.0, amount / most)
        yield Row(f"{row['annee']:.0f}", formats.euros(amount), [part])
