"""Bars in a table: one line a format, read across, all on one scale."""

from collections.abc import Iterable, Sequence
from html import escape

from simulator.stories.usual_formats import Line, Part
from simulator.ui.inline import PARTIES, known

LONGEST = 68.0
"""The longest bar, in hundredths of its cell: what it cannot hold is written beside it."""


def bars_table(lines: Iterable[Line], heads: Sequence[str], caption: str) -> str:
    """Return the formats as a table whose second column is a stacked bar.

    On a narrow screen each line is a block of its own: name, amount, bar, figures.
    """
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    body = "".join(_row(line, heads) for line in lines)
    return (
        f'<table class="p-bars"><caption class="p-hidden">{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _row(line: Line, heads: Sequence[str]) -> str:
    numbers = (
        ("p-days", heads[2], escape(line.days)),
        ("p-cost", heads[3], f"<strong>{escape(line.cost)}</strong>"),
        ("p-day", heads[4], escape(line.per_day)),
        ("p-region", heads[5], "<br>".join(escape(part) for part in line.region)),
    )
    cells = "".join(
        f'<td class="{name}" data-head="{escape(head)}">{told}</td>' for name, head, told in numbers
    )
    return (
        f'<tr><th scope="row">{escape(line.name)}'
        f'<span class="p-muted">{escape(line.usage)}</span></th>'
        f'<td class="p-bar-cell">{bar(line)}</td>{cells}</tr>'
    )


def bar(line: Line) -> str:
    """Return a stacked bar and, beside it, what its segments cannot hold."""
    parts = "".join(_segment(part) for part in line.parts if part.width > 0)
    stub = '<span class="p-stub" aria-hidden="true"></span>' if line.lacks else ""
    beside = "".join(f"<span>{escape(told)}</span>" for told in line.beside)
    return f'<div class="p-bar">{parts}{stub}<span class="p-beside">{beside}</span></div>'


def _segment(part: Part) -> str:
    words = (
        f"<span>{escape(part.name)}</span><span>{escape(part.amount)}</span>"
        if part.is_named
        else ""
    )
    fill, width = known(part.fill, PARTIES), f"width:{part.width * LONGEST:.2f}%"
    return f'<span class="p-segment p-fill-{fill}" style="{width}">{words}</span>'
