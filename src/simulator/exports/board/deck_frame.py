"""A slide of ours, 16:9: where its title, its foot and its texts stand, in points.

Fonts are those of every office; what is written in them was measured first (`fitting`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Pt

from simulator.charts.theme import HAIRLINE, INK, MUTED, PARTY_FILL
from simulator.exports.board.fitting import Fitted, fit, fit_lines, legible, legible_part, sentences
from simulator.stories.marks import segments, unmarked
from simulator.text import say

WIDTH, HEIGHT, MARGIN = 960.0, 540.0, 48.0
INNER = WIDTH - 2 * MARGIN
FOOT = 506.0
SERIF, SANS = "Georgia", "Arial"
FACES = {(SERIF, True): "serif_gras", (SANS, False): "sans", (SANS, True): "sans_gras"}
TITLE_SIZES = (28.0, 26.0, 24.0, 22.0, 20.0, 18.0)
TEXT_SIZES = (16.0, 15.0, 14.0, 13.0, 12.0)


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a slide, in points."""

    left: float
    top: float
    width: float
    height: float

    @property
    def place(self) -> tuple[Pt, Pt, Pt, Pt]:
        """As the format wants it."""
        return Pt(self.left), Pt(self.top), Pt(self.width), Pt(self.height)

    @property
    def bottom(self) -> float:
        """Where it ends."""
        return self.top + self.height


def colour(hexadecimal: str) -> RGBColor:
    """A colour of ours as the format wants it."""
    digits = hexadecimal.removeprefix("#")
    return RGBColor(  # type: ignore[no-untyped-call]  # bare in its library
        *(int(digits[place : place + 2], 16) for place in (0, 2, 4))
    )


def region() -> str:
    """The language of a text as offices name it: `fr-FR`."""
    return say("langue.region").replace("_", "-")


def new_deck() -> Any:
    """An empty presentation: 16:9, our two fonts, one layout with a title."""
    deck: Any = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    layouts = deck.slide_layouts
    kept = layouts.get_by_name("Title Only")
    for layout in [one for one in layouts if one is not kept]:
        layouts.remove(layout)
    for place in (*deck.slide_master.placeholders, *kept.placeholders):
        if place.placeholder_format.type == 1:  # the title
            place.left, place.top, place.width, place.height = Box(MARGIN, 30, INNER, 76).place
        else:
            place._element.getparent().remove(place._element)
    _fonts(deck.slide_master)
    return deck


def _fonts(master: Any) -> None:
    """Our fonts and colours in the theme, so that what somebody adds looks the same."""
    part = next(
        rel.target_part for rel in master.part.rels.values() if rel.reltype.endswith("/theme")
    )
    theme: Any = etree.fromstring(part.blob)
    for kind, face in (("majorFont", SERIF), ("minorFont", SANS)):
        for latin in theme.iter(qn("a:latin")):
            if latin.getparent().tag == qn(f"a:{kind}"):
                latin.set("typeface", face)
    accents = zip(
        ("mecene", "pme", "association", "fonds", "region", "etat"), range(1, 7), strict=True
    )
    for party, number in accents:
        for scheme in theme.iter(qn(f"a:accent{number}")):
            scheme.clear()
            fill = etree.SubElement(scheme, qn("a:srgbClr"))
            fill.set("val", PARTY_FILL[party].light.removeprefix("#"))
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)


class Page:
    """A slide being written: its title first, then what proves it, then its foot."""

    def __init__(self, deck: Any) -> None:
        self.slide = deck.slides.add_slide(deck.slide_layouts[0])
        self.left_out: list[str] = []
        """Texts that did not fit whole: the notes say them."""

    def title(self, whole: str, top: float = 30.0, height: float = 88.0) -> float:
        """The sentences of the slide that hold, parties underlined; returns where they end."""
        marked, fitted = _held(whole, height)
        if fitted.cut or marked != whole:
            self.left_out.append(legible(unmarked(whole)))
        shape = self.slide.shapes.title
        shape.left, shape.top, shape.width, shape.height = Box(
            MARGIN, top, INNER, fitted.height + 4
        ).place
        frame = self._plain(shape.text_frame)
        frame.vertical_anchor = MSO_ANCHOR.TOP
        line = frame.paragraphs[0]
        line.alignment = PP_ALIGN.LEFT
        if fitted.cut:
            _run(line, fitted.text, SERIF, fitted.size, INK.light, bold=True)
        else:
            _marked(line, marked, fitted.size)
        return top + fitted.height + 6

    def write(
        self,
        text: str,
        box: Box,
        sizes: Sequence[float] = TEXT_SIZES,
        *,
        bold: bool = False,
        ink: str = INK.light,
        align: PP_ALIGN = PP_ALIGN.LEFT,
        middle: bool = False,
        face: str = SANS,
    ) -> Fitted:
        """A text in a box, at the largest size that fits; what is cut goes to the notes."""
        fitted = fit(text, FACES[face, bold], box.width, box.height, tuple(sizes))
        if fitted.cut:
            self.left_out.append(legible(text))
        frame = self._box(box)
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE if middle else MSO_ANCHOR.TOP
        frame.paragraphs[0].alignment = align
        _run(frame.paragraphs[0], fitted.text, face, fitted.size, ink, bold=bold)
        return fitted

    def write_lines(self, text: str, box: Box, sizes: Sequence[float]) -> None:
        """A text whose lines somebody typed, a paragraph each; what is cut goes to the notes."""
        told = fit_lines(text, FACES[SANS, False], box.width, box.height, tuple(sizes))
        if told and told[-1].cut:
            self.left_out.append(text)
        frame = self._box(box)
        for place, one in enumerate(told):
            line = frame.add_paragraph() if place else frame.paragraphs[0]
            line.alignment = PP_ALIGN.LEFT
            _run(line, one.text, SANS, one.size, INK.light, bold=False)

    def rule(self, top: float, ink: str = HAIRLINE.light, left: float = MARGIN,
             width: float = INNER, weight: float = 0.75) -> None:  # fmt: skip
        """A line from left to right; decoration, which nobody needs to hear."""
        line = self.slide.shapes.add_connector(1, Pt(left), Pt(top), Pt(left + width), Pt(top))
        line.line.color.rgb = colour(ink)
        line.line.width = Pt(weight)
        for style in line._element.findall(qn("p:style")):  # the office's own has a shadow
            line._element.remove(style)
        decorative(line)

    def foot(self, left: str, right: str) -> None:
        """Source at left, number at right."""
        self.rule(FOOT - 6)
        self.write(left, Box(MARGIN, FOOT, INNER - 90, 26), (10.5, 10.0), ink=MUTED.light)
        box = Box(WIDTH - MARGIN - 80, FOOT, 80, 14)
        self.write(right, box, (10.5,), ink=MUTED.light, align=PP_ALIGN.RIGHT)

    def notes(self, text: str) -> None:
        """What the speaker reads: sources, how to compute again, texts that were cut."""
        whole = "\n\n".join([text, *self.left_out])
        lines = [legible(line) for line in whole.split("\n")]
        self.slide.notes_slide.notes_text_frame.text = "\n".join(lines)

    def _box(self, box: Box) -> Any:
        return self._plain(self.slide.shapes.add_textbox(*box.place).text_frame)

    @staticmethod
    def _plain(frame: Any) -> Any:
        frame.word_wrap = True
        frame.auto_size = MSO_AUTO_SIZE.NONE
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        return frame


def _held(marked: str, height: float) -> tuple[str, Fitted]:
    """As many whole sentences of a title as a slide holds; the first one is cut if it must be."""
    told = sentences(marked)
    for number in range(len(told), 0, -1):
        kept = " ".join(told[:number])
        fitted = fit(unmarked(kept), FACES[SERIF, True], INNER, height, TITLE_SIZES)
        if not fitted.cut:
            break
    return kept, fitted


def _marked(line: Any, marked: str, size: float) -> None:
    """A sentence whose parties are underlined in their colour."""
    for part in segments(marked):
        if isinstance(part, str):
            _run(line, part, SERIF, size, INK.light, bold=True, strip=False)
        else:
            run = _run(line, part[0], SERIF, size, INK.light, bold=True, strip=False)
            _underlined(run, PARTY_FILL[part[1]].light if part[1] in PARTY_FILL else INK.light)


def _underlined(run: Any, hexadecimal: str) -> None:
    properties = run._r.get_or_add_rPr()
    properties.set("u", "heavy")
    fill = etree.SubElement(properties, qn("a:uFill"))
    solid = etree.SubElement(fill, qn("a:solidFill"))
    etree.SubElement(solid, qn("a:srgbClr")).set("val", hexadecimal.removeprefix("#"))
    latin = properties.find(qn("a:latin"))
    if latin is not None:  # the format wants the fonts after the underline
        properties.append(latin)


def _run(
    line: Any, text: str, face: str, size: float, ink: str, *, bold: bool, strip: bool = True
) -> Any:
    run = line.add_run()
    run.text = legible(text) if strip else legible_part(text)
    run.font.name, run.font.size, run.font.bold = face, Pt(size), bold
    run.font.color.rgb = colour(ink)
    run._r.get_or_add_rPr().set("lang", region())
    return run


def described(shape: Any, text: str) -> None:
    """Say what a shape shows, for who does not see it."""
    properties = shape._element.xpath(".//p:cNvPr")[0]
    properties.set("descr", legible(text)[:5_000])


def decorative(shape: Any) -> None:
    """Mark a shape as decoration."""
    described(shape, "")
