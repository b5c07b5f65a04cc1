"""The blocks of a dossier as escaped HTML: an item with its thumbnail, what moved under it."""

from collections.abc import Sequence
from html import escape

from simulator.stories.dossier_moved import Line
from simulator.stories.marks import segments
from simulator.stories.thumbnails import HEIGHT, WIDTH, Shape
from simulator.ui.inline import FILLS, inline, known


def item(
    number: int, shapes: Sequence[Shape], name: str, chip: str, kept: str, phrase: str, note: str
) -> str:
    """Return an item: its number, its thumbnail, its name and chip, what it said, its note.

    `chip` is HTML already made, empty when nothing moved.
    """
    said = f"<p>{inline(segments(phrase))}</p>" if phrase else ""
    return (
        f'<div class="p-item"><span class="p-rank">{number}</span>{thumbnail(shapes)}'
        f'<div class="p-item-words"><h3>{escape(name)} {chip}</h3>'
        f'<p class="p-muted">{escape(kept)}</p>{said}{noted(note)}</div></div>'
    )


def thumbnail(shapes: Sequence[Shape]) -> str:
    """Return the shapes as a small picture, which says nothing to who does not see."""
    drawn = "".join(
        f'<span class="p-fill-{known(one.fill, FILLS)}{" p-disc" if one.is_disc else ""}" style="'
        f"left:{one.x / WIDTH:.2%};top:{one.y / HEIGHT:.2%};"
        f'width:{one.width / WIDTH:.2%};height:{one.height / HEIGHT:.2%}"></span>'
        for one in shapes
    )
    return f'<span class="p-thumbnail" aria-hidden="true">{drawn}</span>'


def noted(text: str) -> str:
    """Return what somebody noted, its lines kept; nothing without a note."""
    if not text:
        return ""
    lines = "<br>".join(escape(line) for line in text.splitlines())
    return f'<p class="p-noted">{lines}</p>'


def changes(lines: Sequence[Line]) -> str:
    """Return what moved, a line a figure, as a narrow screen shows it."""
    told = "".join(
        f"<li><strong>{escape(one.name)}</strong><strong>{escape(one.gap)}</strong>"
        f"<span>{escape(one.before)} → {escape(one.now)}</span>"
        f'<span class="p-muted">{"<br>".join(map(escape, one.why))}</span></li>'
        for one in lines
    )
    return f'<ul class="p-changes">{told}</ul>'
