"""The sheet of hypotheses: one cell a number to type again, named, bounded, with its origin."""

from simulator.exports.printed import Page
from simulator.exports.workbook import styles
from simulator.exports.workbook.asked import Asked
from simulator.exports.workbook.book import LiveBook
from simulator.exports.workbook.cells import NO_LIMIT
from simulator.exports.workbook.checked import Checks, checked, checks_of, printed, unread
from simulator.exports.workbook.checked import heads as heads_of
from simulator.exports.workbook.layout import BOUNDS
from simulator.exports.workbook.placing import FIRST, Group
from simulator.text import formats, say
from simulator.text.registered import in_words

WIDTHS = (42.0, 30.0, 34.0, 11.0)
_LONGEST = 250  # characters of a message that a spreadsheet shows beside a cell


def write(book: LiveBook, groups: list[Group]) -> Checks:
    """The sheet; answers what its own controls say."""
    heads = [say(f"classeur.hypotheses.tetes.{n}") for n in ("quoi", "nom", "origine", "unite")]
    page = book.table("hypotheses", [*heads, say("classeur.tetes.valeur")], WIDTHS)
    by_line = {asked.line: asked for asked in book.live.answers.every}
    heads_of(book, page, book.layout.after, (*BOUNDS, "attendu", "compte", "a_corriger"))
    for group in groups:
        page.row = group.row
        book.title(page, group.title)
        for line in group.lines:
            page.row = line.row
            _write(book, page, by_line[line])
    last = groups[-1].last if groups else FIRST
    printed(page, last, book.layout.after + 2)
    return checks_of(page.name, book.layout.after + len(BOUNDS) + 1, FIRST, last)


def _write(book: LiveBook, page: Page, asked: Asked) -> None:
    origin = asked.origin
    if asked.private:
        origin = say("classeur.hypotheses.prive", origine=origin)
    names = [asked.named(year) for year in asked.values]
    shown = (
        names[0]
        if len(names) == 1
        else say("classeur.hypotheses.suite", premier=names[0], dernier=names[-1])
    )
    book.words(page, [asked.label, shown, origin, say_unit(asked.unit)])
    for year, value in asked.values.items():
        column = book.layout.column(year)
        look = styles.typed(book, asked.unit, book.no_limit)
        if year in asked.repeats:
            formula = f"={book.layout.text((_before(book, asked, year),), 'hypotheses')}"
            page.sheet.write_formula(page.row, column, formula, look, value)
        elif value is None:
            page.sheet.write_blank(page.row, column, None, look)
        else:
            page.sheet.write_number(page.row, column, value, look)
        book.name(asked.named(year), "hypotheses", page.row, column)
        page.sheet.data_validation(page.row, column, page.row, column, _rule(asked))
    _bounds(book, page, asked)
    _check(book, page, asked)


def _before(book: LiveBook, asked: Asked, year: int) -> str:
    """The cell whose last value goes on."""
    return book.layout.address(asked.line, year - 1, "hypotheses")


def _bounds(book: LiveBook, page: Page, asked: Asked) -> None:
    """The bounds, and what is read where nothing that they admit is typed."""
    bounds = asked.bounds
    low = -NO_LIMIT if bounds.low is None else bounds.low
    high = NO_LIMIT if bounds.high is None else bounds.high
    for column, amount in enumerate((low, high, asked.otherwise), book.layout.after):
        endless = abs(amount) >= NO_LIMIT
        style = styles.bound(book, asked.unit, book.no_limit, endless=endless)
        page.sheet.write_number(page.row, column, amount, style)


def _check(book: LiveBook, page: Page, asked: Asked) -> None:
    """How many of its cells are not read as they stand."""
    columns = [book.layout.column(year) for year in asked.values]
    first, last = min(columns), max(columns)
    typed = book.layout.range(page.row, first, last)
    sheet = say("classeur.feuilles.calculs").replace("'", "''")
    read = f"'{sheet}'!{book.layout.range(asked.read.row, first, last)}"
    wrong = unread(typed, read, empty=asked.bounds.empty)
    alone = book.layout.cell(page.row, first) if len(columns) == 1 else ""
    checked(book, page, book.layout.after + len(BOUNDS), wrong, alone, wanted_of(asked))


def wanted_of(asked: Asked) -> str:
    """What a cell admits, in words."""
    bounds, unit = asked.bounds, asked.unit
    low, high = (
        say("mots.sans_limite") if amount is None else formats.with_unit(amount, unit)
        for amount in (bounds.low, bounds.high)
    )
    key = "entier_entre" if bounds.whole else "entre"
    told = [say(f"classeur.hypotheses.{key}", bas=low, haut=high)]
    return " ".join([*told, say("classeur.hypotheses.vide")] if bounds.empty else told)


def _rule(asked: Asked) -> dict[str, object]:
    """What a spreadsheet refuses, in words."""
    bounds = asked.bounds
    low = -NO_LIMIT if bounds.low is None else bounds.low
    high = NO_LIMIT if bounds.high is None else bounds.high
    told = wanted_of(asked)
    return {
        "validate": "integer" if bounds.whole and high < 2**31 else "decimal",
        "criteria": "between", "minimum": low, "maximum": high, "ignore_blank": bounds.empty,
        "input_title": say("classeur.hypotheses.bulle"),
        "input_message": told[:_LONGEST],
        "error_title": say("classeur.hypotheses.refus"), "error_message": told[:_LONGEST],
        "error_type": "stop",
    }  # fmt: skip


def say_unit(unit: str) -> str:
    """A unit as it stands in a column: a ratio is written as a percentage."""
    return "%" if unit == "ratio" else in_words(unit)
