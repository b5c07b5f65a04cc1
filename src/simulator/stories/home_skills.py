"""The skills that small firms ask for, as one bar of a hundred, on the first page."""

from dataclasses import dataclass

from simulator.charts.theme import text_width
from simulator.law.sources import source_name
from simulator.network.skills import WHOLE, Whole
from simulator.stories import skills
from simulator.text import formats, say

TYPE, MARGIN = 12.5, 6.0
WIDE, NARROW = 455.0, 340.0
SHADES = 5


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the whole: its name, its share in words and in hundredths, its shade from 1."""

    name: str
    share: str
    width: float
    shade: int
    known: bool

    def fits(self, column: float) -> bool:
        """Whether its name stands in it, in a bar of so many pixels."""
        return text_width(self.name, TYPE) + MARGIN <= self.width / WHOLE * column


def _whole() -> Whole:
    return skills.newest()


def parts() -> list[Share]:
    """The parts, largest first, what nobody published last."""
    found = [
        Share(skills.part_label(part), skills.percent(part.share or 0.0), part.share or 0.0,
              max(1, SHADES - rank), True)
        for rank, part in enumerate(_whole().named)
    ]  # fmt: skip
    left = _whole().undisclosed
    if left:
        name = say("competences.non_publie")
        found.append(Share(name, skills.percent(left), left, 0, False))
    return found


def finding() -> str:
    """The largest share, or the ones that are level; the page of skills says it in full."""
    found = skills.leaders(_whole())
    names = formats.listed([skills.part_label(part) for part in found])
    key = "constat" if len(found) == 1 else "constat_egal"
    return say(f"accueil.competences.{key}", nom=names, part=skills.percent(found[0].share or 0.0))


def subtitle() -> str:
    """What was counted, when, in which unit."""
    return say("accueil.competences.sous_titre", annee=_whole().year)


def source() -> str:
    """Where the shares come from."""
    names = formats.series(map(source_name, _whole().sources))
    return f"{names[:1].upper()}{names[1:]}. {say('accueil.competences.sigle')}"


def spoken() -> str:
    """The bar in words."""
    return ", ".join(formats.named(one.name, one.share) for one in parts())
