"""A dossier on a projector: one file of HTML, one sentence and one picture a screen.

Nothing is asked of any network once it is open. Its one script is constant, so that our content
policy names it by its hash; opened from a disk, the file carries the same policy.
"""

import base64
from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise
from math import ceil
from pathlib import Path

from simulator.charts.drawing import FONTS
from simulator.charts.theme import INK, PARTY_FILL
from simulator.exports.board.drawn import PROJECTED, Drawn
from simulator.exports.board.fitting import fit, legible, legible_part, wrapped
from simulator.exports.board.presenter_script import SCRIPT, script_hash
from simulator.stories.board.deck_plan import about, decision, limits_of, state_of
from simulator.stories.board.model import Board, Chapter, Form, Sheet, Shown
from simulator.stories.board.rows import Part, Row, rows_of
from simulator.stories.marks import literal, segments, unmarked
from simulator.text import current_language, formats, say

HERE = Path(__file__).parent
STYLE = (HERE / "presenter.css").read_text(encoding="utf-8")
FACES = (
    ("Passerelle Sans", "400 700", "SourceSans3VF-Upright.ttf.woff2"),
    ("Passerelle Serif", "600", "SourceSerif4-Semibold.ttf.woff2"),
)
ROOM, TALL = 1728.0, 300.0
"""Pixels of a sentence on a screen of 1 920 by 1 080."""
SIZES = (60.0, 52.0, 46.0, 40.0)
AIRY, MOST_LIMITS, MOST_LINES = 3, 4, 12
"""Rows whose parts are named, where one more would hold; limits, then lines, of a screen."""
BETWEEN, UNDER, KEY, ROW = 860.0, 118.0, 66.0, 102.0
"""Pixels from the top of a sentence to the foot, of a subtitle, of the key, of a close row."""


def presented(board: Board, drawn: Drawn | None = None) -> str:
    """The whole file; raises InputError for an empty dossier."""
    drawn = drawn or Drawn()
    screens = list(_screens(board, drawn))
    number = len(screens)
    body = "".join(_section(screen, place, number) for place, screen in enumerate(screens, 1))
    return (
        f'<!doctype html><html lang="{current_language()}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy()}">'
        f"<title>{_text(board.title)}</title><style>{_fonts()}{STYLE}</style></head>"
        f"<body><main>{body}</main>{_nav(board)}<script>{SCRIPT}</script></body></html>"
    )


def policy() -> str:
    """What the file may do: draw itself, run its own script, ask nothing of anybody."""
    return (
        f"default-src 'none'; script-src '{script_hash()}'; style-src 'unsafe-inline'; "
        "font-src data:; img-src data:; base-uri 'none'; form-action 'none'"
    )


def _fonts() -> str:
    return "".join(
        f'@font-face{{font-family:"{name}";font-weight:{weight};'
        f"src:url(data:font/woff2;base64,{_encoded(file)}) format('woff2')}}"
        for name, weight, file in FACES
    )


def _encoded(file: str) -> str:
    return base64.b64encode((FONTS.parent / file).read_bytes()).decode()


class Screen:
    """A screen: its sentence, what proves it, its foot."""

    def __init__(self, title: str, proof: str, foot: str, under: str = "") -> None:
        self.title, self.proof, self.foot, self.under = title, proof, foot, under


def _screens(board: Board, drawn: Drawn) -> Iterator[Screen]:
    made = say("emporter.pied_court", jour=formats.day(board.made_on))
    keys = f'<p class="sous">{_text(say("emporter.touches"))}</p>'
    cover = f"<p>{_text(about(board))}</p><p>{_text(state_of(board))}</p>{keys}"
    yield Screen(literal(board.title), cover, made)
    for chapter in board.chapters:
        for sheet in chapter.sheets:
            yield from _proved(chapter, sheet, drawn)
    told = decision(board)
    yield from _decided(told, made)
    found = limits_of(board)
    if found:
        lines = [
            f"<li>{_text(_cut(f'{one.title} {one.told}'))}</li>" for one, _ in found[:MOST_LIMITS]
        ]
        left = len(found) - MOST_LIMITS
        more = say("emporter.autres_reserves", n=left) if left > 0 else ""
        title = say("emporter.limites_titre", n=len(found))
        yield Screen(title, f"<ul>{''.join(lines)}</ul><p>{_text(more)}</p>", made)


def _decided(told: Sheet, made: str) -> Iterator[Screen]:
    """The decision, on as many screens as its lines need."""
    lines = [
        line
        for typed in told.reading.split("\n")
        for line in wrapped(legible(typed), "sans", 40.0, ROOM) or [""]
    ]
    for start in range(0, len(lines), MOST_LINES):
        text = "\n".join(lines[start : start + MOST_LINES])
        yield Screen(told.title, f'<p class="texte">{_text(text, lines=True)}</p>', made)


def _cut(text: str) -> str:
    """A limit on two lines of a screen; whole in the report."""
    return fit(text, "sans", ROOM - 44, 3 * 40 * 1.2 + 1, (40.0,)).text


def _proved(chapter: Chapter, sheet: Sheet, drawn: Drawn) -> Iterator[Screen]:
    """A sheet that has a picture, on as many screens as its rows need."""
    if sheet.shown is None:
        return
    foot = say(
        "emporter.sceau_court",
        jour=formats.day(chapter.seal.day), nom=chapter.name, code=chapter.seal.code,
    )  # fmt: skip
    rows = rows_of(sheet.shown)
    if not rows:
        svg = drawn.svg(sheet.shown.drawing, PROJECTED)
        yield Screen(sheet.title, _picture(svg, sheet.shown), foot, sheet.subtitle)
        return
    most = _rows_that_fit(sheet)
    for part in _shared_out(rows, most):
        under = "" if sheet.shown.form is Form.FLUX else sheet.subtitle
        yield Screen(
            sheet.title,
            _bars(part, sheet.shown.drawing.alt, airy=len(part) <= min(AIRY, most - 1)),
            foot,
            under,
        )


def _rows_that_fit(sheet: Sheet) -> int:
    """Close rows that stand between the sentence and the foot of a screen, with their key."""
    title = fit(unmarked(sheet.title), "serif_gras", ROOM, TALL, SIZES).height
    under = UNDER if sheet.subtitle else 0.0
    return max(1, int((BETWEEN - title - under - KEY) // ROW))


def _shared_out(rows: Sequence[Row], most: int) -> Iterator[Sequence[Row]]:
    """The rows of each screen: as few screens as hold them, none left with a row alone."""
    screens = ceil(len(rows) / most)
    ends = [len(rows) * n // screens for n in range(screens + 1)]
    for start, end in pairwise(ends):
        yield rows[start:end]


def _picture(svg: str, shown: Shown) -> str:
    inside = svg.replace("<svg ", '<svg aria-hidden="true" preserveAspectRatio="xMidYMid" ', 1)
    return f'<div class="image" role="img" aria-label="{_text(shown.drawing.alt)}">{inside}</div>'


def _bars(rows: Sequence[Row], alt: str, *, airy: bool) -> str:
    drawn = "".join(_row(row, airy) for row in rows)
    key = "" if airy else _key(rows)
    dense = "" if airy else " serre"
    return f'<div class="preuve{dense}" role="group" aria-label="{_text(alt)}">{drawn}{key}</div>'


def _row(row: Row, airy: bool) -> str:
    named = [part for part in row.parts if part.name]
    parts = ""
    if airy and len(row.parts) > 1:
        told = "".join(
            f'<span><i style="{_fill(part)}"></i>{_text(part.name)} <b>{part.amount}</b></span>'
            for part in named
        )
        parts = f'<div class="parts">{told}</div>'
    bars = "".join(
        f'<i style="left:{part.start:.4%};width:{part.end - part.start:.4%};{_fill(part)}"></i>'
        for part in row.parts
    )
    head = f"<span>{_text(_short(row.label))}</span><b>{_text(row.total)}</b>"
    bar = f'<div class="barre">{bars}</div>'
    return f'<div class="rang"><div class="tete">{head}</div>{parts}{bar}</div>'


def _short(label: str) -> str:
    return fit(label, "sans", ROOM - 360, 38 * 1.2 + 1, (38.0,)).text


def _fill(part: Part) -> str:
    """The colour of a party; hatched where it is not there yet."""
    hue = PARTY_FILL.get(part.party, INK).light
    if part.hatched:
        return f"background:repeating-linear-gradient(135deg,{hue} 0 6px,#fff 6px 14px)"
    return f"background:{hue}"


def _key(rows: Sequence[Row]) -> str:
    found = {(p.party, p.name, p.hatched): p for row in rows for p in row.parts if p.name}
    names = {p.name for p in found.values()}
    if len(names) < 2 or len(names) > 7:
        return ""
    told = "".join(
        f'<span><i style="{_fill(p)}"></i>{_text(p.name)}</span>' for p in found.values()
    )
    return f'<div class="cle">{told}</div>'


def _section(screen: Screen, place: int, total: int) -> str:
    fitted = fit(unmarked(screen.title), "serif_gras", ROOM, TALL, SIZES)
    words = _text(fitted.text) if fitted.cut else _sentence(screen.title)
    under = f'<p class="sous">{_text(_cut(screen.under))}</p>' if screen.under else ""
    proof = screen.proof
    if not proof.startswith("<div"):
        proof = f'<div class="preuve">{proof}</div>'
    number = say("emporter.numero", place=place, total=total)
    return (
        f'<section><h1 class="t{fitted.size:.0f}" tabindex="-1">{words}</h1>{under}{proof}'
        f"<footer><span>{_text(screen.foot)}</span><span>{_text(number)}</span></footer></section>"
    )


def _sentence(marked: str) -> str:
    """A sentence whose parties are underlined in their colour."""
    return "".join(
        escape(legible_part(part))
        if isinstance(part, str)
        else f'<span class="mot" style="border-color:{PARTY_FILL.get(part[1], INK).light}">'
        f"{_text(part[0])}</span>"
        for part in segments(marked)
    )


def _nav(board: Board) -> str:
    back = ""
    if board.address:
        told = _text(say("emporter.retour"))
        back = f'<a href="{escape(board.address, quote=True)}">{told}</a>'
    turn = "".join(
        f'<button type="button" value="{value}">{_text(say(f"emporter.{name}"))}</button>'
        for value, name in ((-1, "avant"), (1, "apres"))
    )
    return f"<nav>{turn}{back}</nav>"


def _text(text: str, *, lines: bool = False) -> str:
    """A text that no tag can come out of."""
    said = "\n".join(legible(line) for line in text.split("\n")) if lines else legible(text)
    return escape(said, quote=True)
