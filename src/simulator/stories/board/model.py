"""What leaves with a board, before any form: one chapter an item, each with its sheets."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from simulator.charts.drawing import Drawing
from simulator.stories.headline import KeyFigure
from simulator.stories.table import Table
from simulator.text import say


class Form(StrEnum):
    """How the figures of a drawing are drawn again where readers may edit them."""

    BARRES = "barres"
    COLONNES = "colonnes"
    CASCADE = "cascade"
    FLUX = "flux"
    AIRE = "aire"
    PLAFOND = "plafond"
    IMAGE = "image"


@dataclass(frozen=True, slots=True)
class Shown:
    """A drawing and the form of its figures: `Drawing.figures` are the data of both."""

    form: Form
    drawing: Drawing


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """One idea: a sentence with its result, then its proof.

    `title` has its parties marked as `[mécène](mecene)`. What is `first` always has a slide.
    """

    title: str
    subtitle: str = ""
    figures: Sequence[KeyFigure] = ()
    shown: Shown | None = None
    table: Table | None = None
    reading: str = ""
    source: str = ""
    first: bool = False
    private: bool = False
    """Whether it quotes a private answer: who asks for none does not have it."""
    hidden: Collection[str] = ()
    """Names of its figures from which a private answer is read at once: the same of them."""

    def without_private(self) -> "Sheet":
        """The same without the figures that tell a private answer."""
        return replace(self, figures=[one for one in self.figures if one.label not in self.hidden])


def pictured(form: Form, drawing: Drawing, **said: Any) -> Sheet:
    """The sheet of a drawing, in its own words unless others are `said`; bare without figures."""
    own = {
        "title": drawing.title, "subtitle": drawing.subtitle, "reading": drawing.caption,
        "source": drawing.source,
    }  # fmt: skip
    return Sheet(shown=Shown(form, drawing) if drawing.figures else None, **{**own, **said})


class Limit(NamedTuple):
    """What is missing or could overturn figures: its name, what it changes, who can say."""

    title: str
    text: str
    who: str = ""

    @property
    def told(self) -> str:
        """What it changes, then who can say, where somebody is known to."""
        who = say("emporter.qui_peut_le_dire", qui=self.who) if self.who else ""
        return " ".join(filter(None, [self.text, who]))


@dataclass(frozen=True, slots=True)
class Redo:
    """How to compute an item again: lines of Python, the command, the link to its page."""

    python: str
    command: str
    link: str


@dataclass(frozen=True, slots=True)
class Seal:
    """What tells an item from another: when it was frozen, under which law, by which program.

    Marks and `code`, the beginning of its checksum, are cut to the letters that tell them apart.
    """

    day: date
    law: str
    program: str
    code: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Chapter:
    """An item of the dossier, told: its sheets, what it does not settle, what it assumes."""

    name: str
    kind: str
    note: str = ""
    seal: Seal
    redo: Redo
    sheets: Sequence[Sheet]
    limits: Sequence[Limit] = ()
    assumed: Table | None = None
    law: Table | None = None
    moved: str = ""
    """What would differ today, said where the item is no longer what today's law gives."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Board:
    """A dossier told whole, in one language; texts are ready to print."""

    title: str
    author: str = ""
    day: date | None = None
    made_on: date
    decision: str = ""
    taken_on: date | None = None
    address: str = ""
    """The link that reads the dossier, where one is kept."""
    chapters: Sequence[Chapter] = field(default=())

    def alone(self, place: int) -> "Board":
        """The same with one item, by its place."""
        return replace(self, chapters=(self.chapters[place],))
