"""The picture of twenty years as one SVG, the same in words for a phone, the rail beside it."""

from collections.abc import Iterable
from html import escape

from simulator.stories.contradictions import Contradiction
from simulator.stories.twenty_years import (
    COLUMN,
    DISC,
    HEAD,
    LEFT,
    WIDTH,
    Drawn,
    Mark,
    Picture,
)
from simulator.ui.inline import cell_of
from simulator.ui.svg import plain

_HATCH = (
    '<defs><pattern id="p-promis" width="5" height="5" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect class="p-hatch-line" width="1.2" height="5"/>'
    "</pattern></defs>"
)
_RING = 5.5


def drawn(found: Picture, first: int, spoken: str, realised: str) -> str:
    """Return the whole picture; `first` is the number of the quarrel over its first year.

    `realised` stands in the lane of promises.
    """
    heads = "".join(
        f'<text class="p-axis" x="{x:.1f}" y="14" text-anchor="middle">{year}</text>'
        f'<line class="p-grid" x1="{x:.1f}" x2="{x:.1f}" y1="{HEAD:g}" y2="{found.height:g}"/>'
        for x, year in found.years
    )
    return (
        f'<svg class="p-twenty" viewBox="0 0 {WIDTH:g} {found.height:g}" role="group" '
        f'aria-label="{plain(spoken)}">{_HATCH}{"".join(map(_ground, found.lanes))}{heads}'
        f"{_disc(first, LEFT - 32, 10)}{''.join(map(_lane, found.lanes))}"
        f"{_lines(realised, LEFT + 6, found.lanes[-1].top + 44, 'p-limit-words')}</svg>"
    )


def _ground(lane: Drawn) -> str:
    paper = (
        f'<rect class="p-paper" x="0" y="{lane.top:g}" width="{WIDTH:g}" height="{lane.height:g}"/>'
        if any(mark.kind == "column" for mark in lane.marks)
        else ""
    )
    rule = f'<line class="p-rule-line" x1="0" x2="{WIDTH:g}" y1="{lane.top:g}" y2="{lane.top:g}"/>'
    return paper + rule


def _lines(text: str, x: float, y: float, look: str) -> str:
    return "".join(
        f'<text class="{look}" x="{x:g}" y="{y + 16 * row:g}">{plain(line)}</text>'
        for row, line in enumerate(text.split("\n"))
    )


def _lane(lane: Drawn) -> str:
    note = _lines(lane.note, 8, lane.top + 38, "p-axis")
    joints = "".join(
        f'<line class="p-joint" x1="{a:.1f}" y1="{b:.1f}" x2="{c:.1f}" y2="{d:.1f}"/>'
        for a, b, c, d in lane.joints
    )
    return (
        f'<text class="p-lane-title" x="8" y="{lane.top + 20:g}">{plain(lane.title)}</text>{note}'
        f"{_baseline(lane)}{joints}{''.join(map(_mark, lane.marks))}"
        f"{''.join(_disc(*one) for one in lane.discs)}"
    )


def _baseline(lane: Drawn) -> str:
    if not lane.years:
        return ""
    start = max(LEFT - 20, min(x for x, _ in lane.years) - 40)
    years = "".join(
        f'<text class="p-axis" x="{x:.1f}" y="{lane.base + 15:g}" text-anchor="middle">'
        f"{year}</text>"
        for x, year in lane.years
    )
    line = f'x1="{start:.1f}" x2="{WIDTH:g}" y1="{lane.base:g}" y2="{lane.base:g}"'
    return f'<line class="p-baseline" {line}/>{years}'


def _mark(mark: Mark) -> str:
    x, y = mark.label
    words = f'<text class="p-{mark.look}-words" x="{x:.1f}" y="{y:.1f}" dy="0.35em">'
    return f"<g><title>{plain(mark.said)}</title>{_shape(mark)}{words}{plain(mark.text)}</text></g>"


def _shape(mark: Mark) -> str:
    look = f'class="p-{mark.look}"'
    if mark.kind == "bar":
        wide = max(mark.x2 - mark.x, 6)
        return f'<rect {look} x="{mark.x:.1f}" y="{mark.y - 4:.1f}" width="{wide:.1f}" height="8"/>'
    if mark.kind == "column":
        high = mark.base - mark.y
        place = f'x="{mark.x:.1f}" y="{mark.y:.1f}" width="{COLUMN:g}" height="{high:.1f}"'
        return f'<rect class="p-promised" {place}/>'
    if mark.kind == "span":
        return f'<rect {look} x="{mark.x - 5:.1f}" y="{mark.y - 5:.1f}" width="10" height="10"/>'
    stem = f'x1="{mark.x:.1f}" x2="{mark.x:.1f}" y1="{mark.y:.1f}" y2="{mark.base:.1f}"'
    radius = _RING if mark.look == "solid" else _RING + 2
    circle = f'cx="{mark.x:.1f}" cy="{mark.y:.1f}" r="{radius:g}"'
    return f'<line class="p-stem" {stem}/><circle {look} {circle}/>'


def _disc(number: int, x: float, y: float) -> str:
    return (
        f'<a href="#contradiction-{number}" class="p-numbered">'
        f'<circle class="p-touch" cx="{x:.1f}" cy="{y:.1f}" r="16"/>'
        f'<circle class="p-number" cx="{x:.1f}" cy="{y:.1f}" r="{DISC:g}"/>'
        f'<text x="{x:.1f}" y="{y:.1f}" dy="0.36em" text-anchor="middle">{number}</text></a>'
    )


def in_words(found: Picture, realised: str) -> str:
    """Return the lanes as lists, which a phone shows instead of the picture."""
    lanes = "".join(
        f"<h2>{escape(lane.title)}</h2><p>{escape(' '.join(lane.note.split()))}</p><ul>"
        + "".join(f"<li>{escape(mark.said)}</li>" for mark in lane.marks)
        + "</ul>"
        for lane in found.lanes
    )
    limit = f"<p>{escape(' '.join(realised.split()))}</p>"
    return f'<div class="p-twenty-words">{lanes}{limit}</div>'


def rail(shown: Iterable[Contradiction], *, level: int = 2) -> str:
    """Return contradictions by their number, each opening on who says what and why."""
    return f'<div class="p-rail">{"".join(_quarrel(one, level) for one in shown)}</div>'


def _quarrel(one: Contradiction, level: int) -> str:
    claims = "".join(
        f'<li class="{"p-used" if claim.is_used else ""}"><strong>{escape(claim.value)}</strong>'
        f"<span><b>{escape(claim.use)}.</b> {escape(claim.what)}. {cell_of(claim.source)}, "
        f"{escape(claim.confidence)}.</span></li>"
        for claim in one.claims
    )
    return (
        f'<details class="p-quarrel"><summary><span class="p-disc-html">{one.number}</span>'
        f"<span><h{level}>{escape(one.title)}</h{level}>"
        f'<span class="p-muted">{escape(one.values)}</span></span></summary>'
        f'<div id="contradiction-{one.number}"><ul>{claims}</ul>'
        f"<p>{escape(one.why)}</p></div></details>"
    )
