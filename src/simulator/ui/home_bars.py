"""The bars of the first page: one line a format, all on one scale, what is missing hatched."""

from collections.abc import Iterable
from html import escape

from simulator.stories import home_skills
from simulator.stories.home import NARROW, WIDE, Bar, Segment
from simulator.stories.home_skills import Share
from simulator.ui.inline import PARTIES, known


def drawn(bars: Iterable[Bar]) -> str:
    """Return the formats as a list: name, total, bar, and in words what the bar cannot hold."""
    return f'<ul class="p-home-bars">{"".join(map(_row, bars))}</ul>'


def _row(bar: Bar) -> str:
    total = escape(bar.total) if not bar.is_whole else f"<strong>{escape(bar.total)}</strong>"
    segments = "".join(map(_segment, bar.segments))
    beside = _words(bar, under=False)
    thin = bar.beside(WIDE) if not bar.beside_fits(WIDE) else ""
    dont = f'<span class="p-dont p-on-wide">{escape(thin)}</span>' if thin else ""
    return (
        f'<li><p class="p-bar-head"><span><strong>{escape(bar.name)}</strong>, '
        f'<span class="p-muted">{escape(bar.usage)}</span></span>'
        f'<span class="p-bar-total">{dont}{total}</span></p>'
        f'<div class="p-home-bar">{segments}{_stub(bar)}{beside}</div>'
        f"{_words(bar, under=True)}</li>"
    )


def _segment(one: Segment) -> str:
    fill = known(one.fill, PARTIES)
    looks = [name for name, column in _COLUMNS if one.fits(column)]
    words = f"<span>{escape(one.name)}</span><span>{escape(one.amount)}</span>" if looks else ""
    names = " ".join(("p-segment", f"p-fill-{fill}", *looks))
    return f'<span class="{names}" style="width:{100 * one.width:.2f}%">{words}</span>'


_COLUMNS = (("p-on-wide", WIDE), ("p-on-narrow", NARROW))


def _stub(bar: Bar) -> str:
    if not bar.missing:
        return ""
    if not bar.is_open:
        return '<span class="p-stub" aria-hidden="true"></span>'
    looks = " ".join(name for name, column in _COLUMNS if bar.stub_fits(column))
    return f'<span class="p-stub p-endless {looks}"><span>{escape(bar.missing)}</span></span>'


def _words(bar: Bar, *, under: bool) -> str:
    """What stands right of the bar; or under it, on a phone: a desk has it beside the total."""
    told = []
    for look, column in _COLUMNS[under:]:
        words = bar.beside(column)
        if words and bar.beside_fits(column) is not under:
            tag = "p" if under else "span"
            told.append(f'<{tag} class="p-words-beside {look}">{escape(words)}</{tag}>')
    return "".join(told)


def whole(parts: Iterable[Share], spoken: str) -> str:
    """Return a bar of a hundred, its thin parts named under it on a phone."""
    shown = list(parts)
    thin = [f"{one.name} {one.share}" for one in shown if not one.fits(home_skills.NARROW)]
    under = f'<p class="p-words-beside p-on-narrow">{escape(", ".join(thin))}</p>' if thin else ""
    return (
        f'<div class="p-whole" role="img" aria-label="{escape(spoken)}">'
        f"{''.join(map(_share, shown))}</div>{under}"
    )


def _share(one: Share) -> str:
    widths = (("p-on-wide", home_skills.WIDE), ("p-on-narrow", home_skills.NARROW))
    looks = [name for name, column in widths if one.fits(column)]
    shade = f"p-shade-{one.shade}" if one.known else "p-not-known"
    name = (
        f'<span class="p-share-name {" ".join(looks)}">{escape(one.name)}</span>' if looks else ""
    )
    return (
        f'<span class="{shade}" style="width:{one.width:g}%">'
        f"<span>{name}<span>{escape(one.share)}</span></span></span>"
    )
