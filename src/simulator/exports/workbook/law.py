"""The sheet of the law: each row that was read, its value in a cell with a name; facts too."""

from dataclasses import dataclass

from simulator.exports.printed import Page
from simulator.exports.workbook import styles
from simulator.exports.workbook.book import LiveBook
from simulator.exports.workbook.cells import cached
from simulator.exports.workbook.formulas import CLEAN
from simulator.exports.workbook.inputs import say_unit
from simulator.exports.workbook.layout import TOTAL
from simulator.exports.workbook.live import UNKNOWN
from simulator.exports.workbook.named import fact_name
from simulator.exports.workbook.placing import FIRST
from simulator.figures.explain import public_ground
from simulator.law.book import Row, label
from simulator.text import formats, say
from simulator.text.registered import in_words

WIDTHS = (42.0, 38.0, 30.0, 11.0)
MARGIN = "c_tolerance"
HALF_A_CENT, HUGE, DECIMALS = 0.005, 1e98, 9
_WHY = {MARGIN: "marge", CLEAN: "sans_bruit"}


@dataclass(frozen=True, slots=True)
class Placed:
    """Where each block of the sheet begins."""

    rows: int
    by_year: int
    facts: int
    constants: int


def placed(book: LiveBook) -> Placed:
    """The rows of the sheet; those of the law by year are read by formulas."""
    kept, layout = book.live.reckoning.formulas, book.layout
    by_year = FIRST + 1 + len(kept.rows)
    for number, line in enumerate(layout.by_year.values(), 1):
        line.row = by_year + number
    facts = by_year + (1 + len(layout.by_year) if layout.by_year else 0)
    return Placed(FIRST, by_year, facts, facts + (1 + len(kept.facts) if kept.facts else 0))


def write(book: LiveBook, at: Placed) -> None:
    """The sheet."""
    heads = [say(f"classeur.loi.tetes.{name}") for name in ("quoi", "article", "adresse", "unite")]
    page = book.table("loi", [*heads, say("classeur.tetes.valeur")], WIDTHS)
    kept = book.live.reckoning.formulas
    page.row = at.rows
    book.title(page, say("classeur.loi.lignes"))
    for (parameter, since), row in sorted(kept.rows.items()):
        _row(book, page, row, book.layout.law_rows[parameter, since])
    if book.layout.by_year:
        page.row = at.by_year
        book.title(page, say("classeur.loi.par_exercice"))
        for parameter, line in book.layout.by_year.items():
            page.row = line.row
            line.unit = _unit(book, parameter)
            book.words(page, [label(parameter), "", "", say_unit(line.unit)])
            book.line(page, line, "loi")
    if kept.facts:
        page.row = at.facts
        book.title(page, say("classeur.loi.faits"))
        _facts(book, page)
    page.row = at.constants
    book.title(page, say("classeur.loi.constantes"))
    _constants(book, page)


def _unit(book: LiveBook, parameter: str) -> str:
    rows = book.live.reckoning.formulas.rows
    return next(row.unit for (name, _), row in rows.items() if name == parameter)


def _row(book: LiveBook, page: Page, row: Row, name: str) -> None:
    since = say(
        "classeur.loi.depuis", article=in_words(row.reference), jour=formats.day(row.since),
        verifie=formats.day(row.checked_on), confiance=row.confidence,
    )  # fmt: skip
    told = say("classeur.loi.nommee", parametre=label(row.parameter), nom=name)
    book.words(page, [told, since, row.url, say_unit(row.unit)])
    style = styles.number(book, row.unit, book.no_limit)
    page.sheet.write_number(page.row, TOTAL, cached(row.value), style)
    book.name(name, "loi", page.row, TOTAL)
    page.row += 1


def _facts(book: LiveBook, page: Page) -> None:
    for name, leaf in sorted(book.live.reckoning.formulas.facts.items()):
        ground, cell = public_ground(leaf), fact_name(name)
        told = say("classeur.loi.nommee", parametre=ground.label, nom=cell)
        book.words(page, [told, ground.source, ground.url, say_unit(leaf.unit)])
        style = styles.number(book, leaf.unit, book.no_limit)
        page.sheet.write_number(page.row, TOTAL, leaf.value, style)
        book.name(cell, "loi", page.row, TOTAL)
        page.row += 1


def _constants(book: LiveBook, page: Page) -> None:
    """Numbers of the model itself, the margin of the controls, the word for what is unknown."""
    named = {name: value for value, name in sorted(book.live.reckoning.formulas.constants.items())}
    for name, value in {**named, MARGIN: HALF_A_CENT, CLEAN: DECIMALS}.items():
        why = say(f"classeur.loi.{_WHY.get(name, 'constante')}")
        told = say("classeur.loi.nommee", parametre=why, nom=name)
        book.words(page, [told, "", "", ""])
        style = styles.number(book, "€" if value >= HUGE else "", book.no_limit)
        page.sheet.write_number(page.row, TOTAL, cached(value), style)
        book.name(name, "loi", page.row, TOTAL)
        page.row += 1
    for name, word in (
        (UNKNOWN, say("mots.inconnu")), ("mot_juste", say("classeur.juste")),
        ("mot_a_revoir", say("classeur.a_revoir")),
    ):  # fmt: skip
        told = say("classeur.loi.nommee", parametre=say("classeur.loi.mot"), nom=name)
        book.words(page, [told, "", "", ""])
        page.sheet.write_string(page.row, TOTAL, word, styles.text(book, align="right"))
        book.name(name, "loi", page.row, TOTAL)
        page.row += 1
