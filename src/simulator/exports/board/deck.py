"""A dossier as slides: six to fourteen of them, whatever it holds, and none that overflows."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from pptx.util import Pt

from simulator.charts.theme import ACCENT, INK, MUTED, PARTY_FILL
from simulator.exports.board import deck_charts, deck_flows, deck_tables
from simulator.exports.board.deck_frame import (
    FOOT,
    INNER,
    MARGIN,
    WIDTH,
    Box,
    Page,
    colour,
    decorative,
    described,
    new_deck,
)
from simulator.exports.board.drawn import Drawn
from simulator.exports.board.fitting import legible
from simulator.stories.board.deck_plan import Slide, plan
from simulator.stories.board.model import Board, Form, Sheet
from simulator.stories.headline import KeyFigure

ASIDE = 236.0
"""Points of the column of figures beside a picture."""


def deck_of(board: Board, drawn: Drawn | None = None) -> bytes:
    """The slides as a file that any office opens; raises InputError for an empty dossier."""
    drawn, deck = drawn or Drawn(), new_deck()
    slides = plan(board)
    deck.core_properties.title = legible(board.title)
    deck.core_properties.author = legible(board.author)
    deck.core_properties.subject = ""
    for place, slide in enumerate(slides, 1):
        _slide(deck, slide, f"{place}", len(slides), drawn)
    out = BytesIO()
    deck.save(out)
    return out.getvalue()


def _slide(deck: Any, slide: Slide, place: str, total: int, drawn: Drawn) -> None:
    page = Page(deck)
    sheet = slide.sheet
    if slide.cover:
        _cover(page, slide)
    else:
        top = _heading(page, sheet)
        _body(page, sheet, Box(MARGIN, top, INNER, FOOT - 14 - top), drawn)
    page.foot(slide.foot, slide.number(place, total))
    page.notes(slide.notes)


def _cover(page: Page, slide: Slide) -> None:
    """The name of the dossier, who made it, for when."""
    band = page.slide.shapes.add_shape(1, Pt(MARGIN), Pt(150), Pt(64), Pt(5))
    band.fill.solid()
    band.fill.fore_color.rgb = colour(ACCENT.light)
    band.line.fill.background()
    decorative(band)
    end = page.title(slide.sheet.title, top=172, height=110)
    page.write(slide.sheet.subtitle, Box(MARGIN, end + 6, INNER, 44), (18.0, 16.0, 14.0))
    page.write(
        slide.sheet.reading, Box(MARGIN, 372, INNER, 96), (15.0, 14.0, 13.0, 12.0), ink=MUTED.light
    )


def _heading(page: Page, sheet: Sheet) -> float:
    """The title, what does not fit in it as a lead, the subtitle; returns where they end."""
    end = page.title(sheet.title)
    if sheet.subtitle:
        fitted = page.write(
            sheet.subtitle, Box(MARGIN, end, INNER, 36), (14.0, 13.0, 12.0), ink=MUTED.light
        )
        end += fitted.height
    return end + 10


def _body(page: Page, sheet: Sheet, box: Box, drawn: Drawn) -> None:
    """The picture and its figures, or the table, then how to read them."""
    reading = ""
    if sheet.reading and (sheet.shown or sheet.table):
        reading = sheet.reading
        box = Box(box.left, box.top, box.width, box.height - 34)
    if sheet.shown and sheet.figures:
        _figures(page, sheet.figures, Box(WIDTH - MARGIN - ASIDE, box.top, ASIDE, box.height))
        _picture(page, sheet, Box(MARGIN, box.top, INNER - ASIDE - 28, box.height), drawn)
    elif sheet.shown:
        _picture(page, sheet, box, drawn)
    elif sheet.table and sheet.table.rows:
        deck_tables.draw(page, sheet.table, box)
    elif sheet.reading:
        page.write_lines(sheet.reading, box, (20.0, 18.0, 16.0, 14.0, 12.0))
    elif sheet.figures:
        _figures(page, sheet.figures, Box(MARGIN, box.top, INNER, box.height))
    if reading:
        page.write(reading, Box(MARGIN, box.bottom + 4, INNER, 30), (12.0,), ink=MUTED.light)


def _picture(page: Page, sheet: Sheet, box: Box, drawn: Drawn) -> None:
    assert sheet.shown
    form, drawing = sheet.shown.form, sheet.shown.drawing
    if form is Form.FLUX:
        deck_flows.draw(page, drawing, box)
    elif form is Form.IMAGE:
        _image(page, drawn.png(drawing), drawing.alt, box)
    else:
        deck_charts.draw(page, form, drawing, box)


def _image(page: Page, content: bytes, alt: str, box: Box) -> None:
    """A picture as large as its box allows, whole, in its middle."""
    shape = page.slide.shapes.add_picture(BytesIO(content), Pt(box.left), Pt(box.top))
    ratio = min(box.width / shape.width.pt, box.height / shape.height.pt)
    shape.width, shape.height = Pt(shape.width.pt * ratio), Pt(shape.height.pt * ratio)
    shape.left = Pt(box.left + (box.width - shape.width.pt) / 2)
    described(shape, alt)


def _figures(page: Page, figures: Sequence[KeyFigure], box: Box) -> None:
    """Figures one under the other: name, amount, the condition under which it holds."""
    step = min(124.0, box.height / max(len(figures), 1))
    for place, figure in enumerate(figures):
        top = box.top + place * step
        ink = PARTY_FILL[figure.party].light if figure.party in PARTY_FILL else INK.light
        page.rule(top, ink, box.left, box.width, 2.0 if figure.party else 0.75)
        page.write(figure.label, Box(box.left, top + 6, box.width, 18), (13.0, 12.0))
        value = Box(box.left, top + 23, box.width, 34)
        page.write(figure.value, value, (26.0, 22.0, 18.0, 14.0), bold=True)
        under = Box(box.left, top + 58, box.width, max(16.0, step - 64))
        page.write(figure.condition, under, (12.0,), ink=MUTED.light)
