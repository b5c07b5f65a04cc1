"""Which slides a dossier makes: the cover, its items, the decision, the limits, the method.

Six at least, fourteen at most: each item has its first sheet, then the others while there is room.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from simulator.errors import InputError
from simulator.stories.board.model import Board, Chapter, Limit, Sheet
from simulator.stories.marks import literal, unmarked
from simulator.stories.table import Table
from simulator.text import formats, say

LEAST, MOST, FIXED = 6, 14, 5
"""Fewest and most slides; those that are not sheets: cover, list, decision, limits, method."""


@dataclass(frozen=True, slots=True)
class Slide:
    """A sheet with its foot and what is said beside it."""

    sheet: Sheet
    foot: str
    notes: str
    cover: bool = False

    def number(self, place: str, total: int) -> str:
        """« 2 sur 9 »."""
        return say("emporter.numero", place=place, total=total)


def plan(board: Board) -> list[Slide]:
    """The slides in their order; raises InputError when there is nothing to show."""
    if not board.chapters:
        raise InputError([("elements", say("emporter.vide"))])
    shown = _sheets(board.chapters)
    middle = [_of(chapter, sheet) for chapter, sheet in shown]
    hidden = board.chapters[len({id(chapter) for chapter, _ in shown}) :]
    if hidden:
        middle.append(_told(board, others(hidden)))
    ends = [_told(board, one) for one in (decision(board), limits(board), method(board))]
    listed = len(board.chapters) > 1 or len(middle) + len(ends) + 1 < LEAST
    first = [_told(board, contents(board))] if listed else []
    return [_cover(board), *first, *middle, *ends]


def _sheets(chapters: Sequence[Chapter]) -> list[tuple[Chapter, Sheet]]:
    """The first sheet of each chapter, then the second ones, while there is room, in order."""
    room = MOST - FIXED
    if len(chapters) > room:
        chapters = chapters[: room - 1]
        room -= 1
    ranked = sorted(
        (
            (not sheet.first, rank, place)
            for place, chapter in enumerate(chapters)
            for rank, sheet in enumerate(chapter.sheets)
        ),
    )
    kept = sorted((place, rank) for _, rank, place in ranked[:room])
    return [(chapters[place], chapters[place].sheets[rank]) for place, rank in kept]


def _of(chapter: Chapter, sheet: Sheet) -> Slide:
    foot = " ".join(filter(None, [sheet.source, seal_told(chapter)]))
    return Slide(sheet, foot, "\n\n".join(notes_of(chapter, sheet)))


def seal_told(chapter: Chapter) -> str:
    """When it was frozen, under which law, by which program, its mark."""
    seal = chapter.seal
    return say(
        "emporter.sceau", jour=formats.day(seal.day), loi=seal.law, version=seal.program,
        code=seal.code,
    )  # fmt: skip


def notes_of(chapter: Chapter, sheet: Sheet) -> Iterator[str]:
    """What the speaker has under the slide: the item, its note, sources, how to compute again."""
    yield formats.named(chapter.kind, chapter.name)
    yield from filter(None, [chapter.note, chapter.moved, sheet.reading, sheet.source])
    yield seal_told(chapter)
    if chapter.redo.link:
        yield say("emporter.lien", lien=chapter.redo.link)
    if chapter.redo.python:
        yield say("emporter.refaire")
        yield chapter.redo.python
        yield chapter.redo.command
    if sheet.shown:
        yield say("emporter.modifiable")


def _told(board: Board, sheet: Sheet) -> Slide:
    return Slide(sheet, sheet.source or foot_of(board), foot_of(board))


def foot_of(board: Board) -> str:
    """Who made it, when, with what, and that it is no legal advice."""
    return say("emporter.pied", jour=formats.day(board.made_on))


def _cover(board: Board) -> Slide:
    sheet = Sheet(title=literal(board.title), subtitle=about(board), reading=state_of(board))
    return Slide(sheet, foot_of(board), formats.series([board.title, about(board)]), cover=True)


def about(board: Board) -> str:
    """By whom, for which day, how many items."""
    told = [board.author, formats.day(board.day) if board.day else ""]
    return formats.series(filter(None, [*told, say("emporter.pieces", n=len(board.chapters))]))


def state_of(board: Board) -> str:
    """Whether the decision is taken; where the dossier is read."""
    told = (
        [say("emporter.decision_prise", jour=formats.day(board.taken_on))]
        if (board.taken_on)
        else [say("emporter.decision_proposee")]
    )
    if board.address:
        told.append(say("emporter.lien", lien=board.address))
    return " ".join(told)


def contents(board: Board) -> Sheet:
    """What each item answers, in a list."""
    heads = [say(f"emporter.colonne.{name}") for name in ("piece", "reponse")]
    rows = [
        [say("dossier.nom", numero=n, nom=chapter.name), unmarked(chapter.sheets[0].title)]
        for n, chapter in enumerate(board.chapters, 1)
    ]
    table = Table(heads, rows, "ll", caption=say("emporter.sommaire"), wrap=True)
    return Sheet(title=say("emporter.sommaire_titre", n=len(rows)), table=table)


def others(chapters: Sequence[Chapter]) -> Sheet:
    """The items that have no slide of their own."""
    heads = [say(f"emporter.colonne.{name}") for name in ("piece", "reponse")]
    rows = [[chapter.name, unmarked(chapter.sheets[0].title)] for chapter in chapters]
    table = Table(heads, rows, "ll", caption=say("emporter.autres_pieces"), wrap=True)
    return Sheet(title=say("emporter.autres_titre", n=len(rows)), table=table)


def decision(board: Board) -> Sheet:
    """What is decided, or proposed, or not written yet."""
    if board.taken_on:
        title = say("emporter.decision_titre_prise", jour=formats.day(board.taken_on))
    else:
        title = say("emporter.decision_titre" if board.decision else "emporter.decision_absente")
    return Sheet(title=title, reading=board.decision or say("emporter.decision_a_ecrire"))


def limits(board: Board) -> Sheet:
    """What is missing or could overturn the figures, item by item, each once."""
    found = limits_of(board)
    if not found:
        return Sheet(title=say("emporter.sans_limite"), reading=say("emporter.ne_se_comparent_pas"))
    heads = [say(f"emporter.colonne.{name}") for name in ("manque", "change", "qui", "piece")]
    rows = [[one.title, one.text, one.who or "–", names] for one, names in found]
    table = Table(heads, rows, "llll", caption=say("emporter.limites"), wrap=True)
    return Sheet(
        title=say("emporter.limites_titre", n=len(found)),
        table=table,
        reading=say("emporter.ne_se_comparent_pas"),
    )


def limits_of(board: Board) -> list[tuple[Limit, str]]:
    """Each limit once, with the numbers of the items that it touches; the first ones first."""
    found: dict[Limit, list[str]] = {}
    longest = max((len(chapter.limits) for chapter in board.chapters), default=0)
    for rank in range(longest):
        for n, chapter in enumerate(board.chapters, 1):
            if rank < len(chapter.limits):
                found.setdefault(chapter.limits[rank], []).append(str(n))
    return [(limit, ", ".join(names)) for limit, names in found.items()]


def method(board: Board) -> Sheet:
    """When each item was frozen, by which law and program, and its mark."""
    names = ("piece", "fige_le", "loi_marque", "programme", "code")
    heads = [say(f"emporter.colonne.{name}") for name in names]
    rows = [
        [
            say("dossier.nom", numero=n, nom=chapter.name),
            formats.day(chapter.seal.day),
            chapter.seal.law,
            chapter.seal.program,
            chapter.seal.code,
        ]
        for n, chapter in enumerate(board.chapters, 1)
    ]
    table = Table(heads, rows, "lllll", caption=say("emporter.methode"), wrap=True)
    return Sheet(
        title=say("emporter.methode_titre"),
        subtitle=say("emporter.methode_sous_titre"),
        table=table,
        reading=say("emporter.methode_lecture"),
    )
