"""One colour a party and one way to write figures, for the screen in both themes and for paper."""

import json
import re
from typing import Any, NamedTuple

import altair as alt


class Pair(NamedTuple):
    """One colour in the light theme and its partner in the dark one."""

    light: str
    dark: str

    @property
    def css(self) -> str:
        """The colour as the browser wants it: the page's `color-scheme` chooses the half."""
        return f"light-dark({self.light}, {self.dark})"


INK = Pair("#16202A", "#EEF1F3")
MUTED = Pair("#55606B", "#B4BDC5")
PAGE = Pair("#FFFFFF", "#14191F")
HAIRLINE = Pair("#D8D4CA", "#3A444E")

# The order is the order of stacking: private to public, then those who bear nothing.
PARTY_FILL = {
    "mecene": Pair("#17479B", "#73B4FA"),
    "pme": Pair("#BB5320", "#F87C3A"),
    "association": Pair("#954C78", "#C47BA0"),
    "fonds": Pair("#8D877D", "#EAE7E0"),
    "region": Pair("#0B6549", "#9BD0A0"),
    "etat": Pair("#40194A", "#9572C6"),
    "ue": Pair("#D48100", "#F4D362"),
    "neutre": Pair("#5B6670", "#A9B3BC"),
}
PARTIES = tuple(PARTY_FILL)
DARK_TEXT_ON_LIGHT_THEME = ("fonds", "ue")

# Quantities that belong to no party, pale to deep, with the colour of words written on each.
ACCENT = Pair("#1F4A5C", "#9CC7D6")
HATCH = Pair("#8C877B", "#7E8993")
OUTSIDE = Pair("#EDEBE5", "#2B333C")  # on a map, what has no known site
CLASS_FILL = (
    Pair("#BFD2DA", "#2F5A6B"),
    Pair("#94B2BF", "#417D92"),
    Pair("#64909F", "#6BA3B6"),
    Pair("#2D6076", "#9CC7D6"),
    Pair("#123543", "#E3F0F5"),
)
TEXT_ON_CLASS = (
    Pair(INK.light, "#FFFFFF"),
    Pair(INK.light, "#FFFFFF"),
    Pair(INK.light, PAGE.dark),
    Pair("#FFFFFF", PAGE.dark),
    Pair("#FFFFFF", PAGE.dark),
)

SCREEN_FONT = "Passerelle Sans, sans-serif"
EXPORT_FONT = (
    "'Source Sans 3'"  # without the inner quotes vl-convert draws no text and says nothing
)


def text_on(party: str) -> Pair:
    """The colour of words written on a party's fill: 4.6:1 or more in both themes."""
    return Pair(INK.light if party in DARK_TEXT_ON_LIGHT_THEME else PAGE.light, PAGE.dark)


def tint(colour: Pair, *, light: float = 0.34, dark: float = 0.45) -> Pair:
    """A colour made see-through; `light` and `dark` are opacities from 0 to 1."""
    return Pair(f"{colour.light}{round(light * 255):02X}", f"{colour.dark}{round(dark * 255):02X}")


def party_scale(colours: dict[str, Pair]) -> alt.Scale:
    """Party key to colour, the same in every chart whichever parties it shows."""
    return alt.Scale(domain=list(colours), range=[colour.css for colour in colours.values()])


FILL_SCALE = party_scale(PARTY_FILL)
TEXT_SCALE = party_scale({party: text_on(party) for party in PARTIES})
TINT_SCALE = party_scale({party: tint(colour) for party, colour in PARTY_FILL.items()})

FRENCH_NUMBERS: dict[str, Any] = {
    "decimal": ",",
    "thousands": "\u202f",
    "grouping": [3],
    "currency": ["", "\u00a0€"],
    "percent": "\u202f%",
    "minus": "\u2212",
}
THEME: dict[str, Any] = {
    "background": "transparent",
    "font": SCREEN_FONT,
    "view": {"stroke": None},
    "autosize": {"type": "fit", "contains": "padding"},
    "padding": {"left": 0, "right": 0, "top": 4, "bottom": 4},
    "axis": {
        "labelColor": MUTED.css,
        "titleColor": MUTED.css,
        "labelFontSize": 13,
        "titleFontSize": 13,
        "titleFontWeight": 400,
        "grid": False,
        "domain": False,
        "ticks": False,
        "labelPadding": 6,
    },
    "axisX": {"domain": True, "domainColor": INK.css, "domainWidth": 1, "zindex": 1},
    "axisQuantitative": {
        "grid": True,
        "gridColor": HAIRLINE.css,
        "gridWidth": 0.6,
        "tickCount": 4,
    },
    "text": {"fontSize": 13, "color": INK.css},
    "legend": {"labelColor": MUTED.css, "titleColor": MUTED.css, "labelFontSize": 13},
    "locale": {"number": FRENCH_NUMBERS},
}
EXPORT_THEME: dict[str, Any] = THEME | {
    "background": PAGE.light,
    "font": EXPORT_FONT,
    "autosize": {"type": "none"},
    "title": {
        "anchor": "start",
        "frame": "group",
        "color": INK.css,
        "fontWeight": 600,
        "subtitleColor": MUTED.css,
        "subtitlePadding": 4,
    },
}


def in_light(spec: dict[str, Any]) -> dict[str, Any]:
    """The same Vega-Lite specification with each `light-dark()` replaced by its light half."""
    text = re.sub(r"light-dark\((#\w+), #\w+\)", r"\1", json.dumps(spec))
    light: dict[str, Any] = json.loads(text)
    return light


LETTER = 5.8  # pixels of an average letter, at 13 pixels


def text_width(text: str, size: float = 13) -> float:
    """About how many pixels a text takes in Source Sans 3 Semibold at `size` pixels.

    Narrow, common and wide characters count 0.29, 0.54 and 0.86 em: a few per cent too much.
    """
    ems = sum(0.24 if c.isspace() else 0.29 if c in "ijlft.,'’:;!|()" else 0.54 for c in text)
    wide = sum(0.32 for c in text if c in "mwMW%@")
    capitals = sum(0.07 for c in text if c.isupper())
    return size * (ems + wide + capitals)
