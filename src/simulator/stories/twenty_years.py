"""Twenty years of the network in one picture: six lanes on one time axis, three marks.

A point on its stem is the count of one date, a bar a total since 1998, a hatched column a promise.
Everything is placed here in the pixels of a picture `WIDTH` wide; the page draws it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from simulator.charts.theme import text_width
from simulator.law.facts import Fact
from simulator.network import history
from simulator.network.history import Form, Sighting, Use
from simulator.stories.lanes import LANES, UNITS, Lane, sightings_of
from simulator.stories.numbering import numbered
from simulator.stories.placing import Box, free
from simulator.stories.time_findings import lane_label, words
from simulator.text import formats, say

WIDTH, LEFT, FIRST, LAST, STEP = 946.0, 232.0, 1998, 2018, 34.2
"""Pixels: the picture, where its first year stands, one year."""
TYPE, ROW, DISC, HEAD = 12.5, 24.0, 9.0, 26.0
COLUMN = 20.0
DIGITS = "00"


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure: its kind (`point`, `bar`, `column`, `span`), its place, its words, how sure it is.

    `x2` is where a bar ends, `base` where a stem or a column stands; `look` is `solid`, `hollow`
    or `aside`.
    """

    kind: str
    x: float
    y: float
    x2: float
    base: float
    text: str
    look: str
    said: str
    fact: Fact
    label: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A lane with its marks, the joints of what compares, the years under its points, its discs."""

    key: str
    title: str
    note: str
    top: float
    height: float
    base: float
    marks: tuple[Mark, ...]
    joints: tuple[tuple[float, float, float, float], ...]
    years: tuple[tuple[float, str], ...]
    discs: tuple[tuple[int, float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole picture."""

    height: float
    years: tuple[tuple[float, str], ...]
    lanes: tuple[Drawn, ...]


def picture() -> Picture:
    """The six lanes, one under the other."""
    lanes, top = [], HEAD
    for lane in LANES:
        lanes.append(_lane(lane, top))
        top += lane.height
    years = tuple((_x(year), str(year)) for year in range(FIRST, LAST + 1, 5))
    return Picture(top + 4, years, tuple(lanes))


def _x(year: float) -> float:
    return LEFT + (year - FIRST) * STEP


def _lane(lane: Lane, top: float) -> Drawn:
    base = top + lane.height - 22
    shapes = [*_bars(lane, top), *_points(lane, base)]
    taken = [box for mark in shapes for box in _bodies(mark)]
    standing = {s.start for s in sightings_of(lane) if s.form is not Form.DUREE}
    taken.append((0.0, 0.0, WIDTH, top))  # the lanes above, then the years and the lanes below
    taken.append((0.0, base if standing else top + lane.height, WIDTH, 10 * WIDTH))
    marks = [replace(mark, label=_label(mark, taken)) for mark in shapes]
    placed = {mark.fact: mark for mark in marks}
    return Drawn(
        key=lane.key,
        title=say(f"vingt_ans.couloirs.{lane.key}.titre"),
        note=say(f"vingt_ans.couloirs.{lane.key}.note"),
        top=top,
        height=lane.height,
        base=base if standing else 0.0,
        marks=tuple(marks),
        joints=tuple(_joints(lane, placed)),
        years=tuple((_x(year), str(year)) for year in sorted(standing)),
        discs=tuple(
            (number, *_disc(one.claims, placed, taken))
            for number, one, where in numbered()
            if where == lane.key
        ),
    )


def _joints(lane: Lane, placed: Mapping[Fact, Mark]) -> Iterator[tuple[float, float, float, float]]:
    """Lines between the figures that the data says are comparable."""
    for view in dict.fromkeys(view for view, _ in lane.parts):
        for a, b in history.view(view).threads:
            if a.fact in placed and b.fact in placed:
                one, other = placed[a.fact], placed[b.fact]
                yield one.x, one.y, other.x, other.y


def _bars(lane: Lane, top: float) -> Iterator[Mark]:
    """Totals since the start, one under the other; an undated figure above all."""
    lasting = [s for s in sightings_of(lane) if s.form is Form.DUREE]
    for row, s in enumerate(lasting):
        y = top + 18 + row * ROW
        yield replace(_mark(lane, s, "bar", y, y), x2=_x(s.end))


def _points(lane: Lane, base: float) -> Iterator[Mark]:
    """Counts of one date, higher as they are larger in their lane; promises as columns."""
    found = [s for s in sightings_of(lane) if s.form is not Form.DUREE]
    highest = max((s.top for s in found), default=1.0)
    for s in found:
        y = base - lane.stem * s.top / highest
        kind = "column" if s.promised else "span" if s.form is Form.FOURCHETTE else "point"
        mark = _mark(lane, s, kind, y, base)
        if kind == "column":
            is_second = s.lane == lane.parts[-1][1]
            x = mark.x + (1 if is_second else -1 - COLUMN)
            mark = replace(mark, x=x, x2=x + COLUMN)
        yield mark


def _bodies(mark: Mark) -> list[Box]:
    """The room that a mark takes, its stem too."""
    if mark.kind == "bar":
        return [(mark.x, mark.y - 6, mark.x2, mark.y + 6)]
    if mark.kind == "column":
        return [(mark.x, mark.y, mark.x2, mark.base)]
    body = (mark.x - 7, mark.y - 7, mark.x + 7, mark.y + 7)
    return [body] if mark.kind == "span" else [body, (mark.x - 1, mark.y, mark.x + 1, mark.base)]


def _label(mark: Mark, taken: list[Box]) -> tuple[float, float]:
    """Where the words of a mark start, and their middle height: the first free place around it."""
    left, top, right, bottom = _bodies(mark)[0]
    body = (left, top, right, bottom if mark.kind != "column" else top + TYPE)
    x, y = free(mark.text, body, taken, TYPE, WIDTH, SIDES_OF[mark.kind])
    return x, y


SIDES_OF = {
    "bar": ("right", "below_end", "left"),
    "point": ("above", "above_end", "right", "below_left", "left", "below_end"),
    "span": ("left", "above", "right"),
    "column": ("above", "left", "above_end", "right"),
}
"""Where words are tried first, by kind of mark."""


def _disc(
    claims: Sequence[tuple[Fact, Use]], placed: Mapping[Fact, Mark], taken: list[Box]
) -> tuple[float, float]:
    """Where the number of a contradiction stands: beside the words of its last figure."""
    last = max((placed[fact] for fact, _ in claims if fact in placed), key=lambda m: (m.x2, m.y))
    (x, y), wide = last.label, text_width(last.text, TYPE)
    body = (x, y - TYPE / 2, x + wide, y + TYPE / 2)
    x, y = free(DIGITS, body, taken, 2 * DISC, WIDTH, ("right", "left", "above", "below"))
    return x + text_width(DIGITS, 2 * DISC) / 2, y


def _mark(lane: Lane, s: Sighting, kind: str, y: float, base: float) -> Mark:
    aside = s.fact in _aside() and not s.precision
    look = "aside" if aside else "hollow" if s.precision or s.form is Form.FOURCHETTE else "solid"
    view = next(v for v, name in lane.parts if name == s.lane and s in history.view(v).sightings)
    when = f"{s.start}-{s.end}" if s.start != s.end else str(s.start)
    named = f"{lane_label(history.view(view), s.lane)}, {when}"
    said = formats.named(named, words(s))
    return Mark(kind, _x(s.start), y, _x(s.start), base, _text(lane, s), look, said, s.fact)


def _aside() -> set[Fact]:
    """The facts that a contradiction sets aside."""
    return {
        fact for one in history.contradictions() for fact, use in one.claims if use is Use.ECARTE
    }


def _text(lane: Lane, s: Sighting) -> str:
    """A figure with the noun that its lane does not say, once where figures are joined."""
    alike = [one for one in sightings_of(lane) if one.lane == s.lane]
    again = (s.thread or s.promised) and alike[0] is not s
    key = s.lane if s.lane in UNITS.get(lane.key, ()) and not again else "rien"
    told = say(f"vingt_ans.mots.{key}", n=words(s))
    aside = s.fact in _aside() and not s.precision
    return say("vingt_ans.mots.ecarte", n=told) if aside else told
