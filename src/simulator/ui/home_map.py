"""The map of the first page as one SVG: two looks, numbers, the overseas departments beside."""

from collections.abc import Iterable
from html import escape

from simulator.stories import home_map as told
from simulator.stories.home_map import Frame, HomeMap, Number, Shape
from simulator.stories.map_keys import Key
from simulator.ui.svg import plain

_HATCH = (
    '<defs><pattern id="p-hachures" width="5" height="5" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect class="p-hatch-line" width="1.2" height="5"/>'
    "</pattern></defs>"
)


def drawn(found: HomeMap, spoken: str, look: str = "", narrow: Iterable[Number] = ()) -> str:
    """Return the whole map; `spoken` says it to who does not see it, `look` is a class more.

    `narrow` are the numbers of a phone, in the place of the names.
    """
    shapes = "".join(map(_shape, sorted(found.shapes, key=lambda shape: not shape.path)))
    return (
        f'<svg class="p-home-map {look}" viewBox="0 0 {told.WIDTH:g} {told.HEIGHT:g}" role="img" '
        f'aria-label="{plain(spoken)}">{_HATCH}<path class="p-land" d="{found.land}"/>{shapes}'
        f'<path class="p-regional" d="{found.regional}"/>'
        f"{''.join(map(_number, found.numbers))}{''.join(map(_key, narrow))}"
        f"{''.join(map(_frame, found.frames))}</svg>"
    )


def _shape(shape: Shape) -> str:
    look = "p-known" if shape.known else "p-unknown"
    title = f"<title>{plain(shape.words)}</title>"
    if shape.path:
        return f'<path class="{look}" d="{shape.path}">{title}</path>'
    place = f'cx="{shape.x:.1f}" cy="{shape.y:.1f}" r="{told.DISC:g}"'
    return f'<circle class="p-disc {look}" {place}>{title}</circle>'


def _number(number: Number) -> str:
    look = "p-inside" if number.inside else "p-outside"
    return (
        f'<text class="{look}" x="{number.x:.1f}" y="{number.y:.1f}" dy="0.35em" '
        f'text-anchor="{number.anchor}">{plain(number.text)}</text>'
    )


def _key(number: Number) -> str:
    place = f'x="{number.x:.1f}" y="{number.y:.1f}" dy="0.35em"'
    return f'<text class="p-key" {place}>{plain(number.text)}</text>'


def key_list(found: Iterable[Key]) -> str:
    """Who is who under the map of a phone."""
    rows = "".join(f"<li><b>{escape(key.number)}</b> {escape(key.words)}</li>" for key in found)
    return f'<ul class="p-map-keys">{rows}</ul>'


def _frame(frame: Frame) -> str:
    look = "p-known" if frame.number else "p-unknown" if frame.there else "p-land"
    beside = frame.x + told.BOX_WIDE + 6
    lower = frame.y + told.BOX_HIGH / 2
    name = f'<text class="p-ici" x="{beside:g}" y="{lower - 2:g}">{plain(frame.name)}</text>'
    if not frame.there:
        name = f'<text x="{beside:g}" y="{lower:g}" dy="0.35em">{plain(frame.name)}</text>'
    number = (
        f'<text class="p-outside" x="{beside:g}" y="{lower + 12:g}">{plain(frame.number)}</text>'
        if frame.number
        else ""
    )
    return (
        f'<rect class="p-frame" x="{frame.x:g}" y="{frame.y:g}" width="{told.BOX_WIDE:g}" '
        f'height="{told.BOX_HIGH:g}"/><path class="{look}" d="{frame.path}"/>{name}{number}'
    )
