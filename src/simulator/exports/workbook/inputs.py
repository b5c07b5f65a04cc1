"""The sheet of hypotheses: one cell a number to type again, named, bounded, with its origin."""

from simulator.exports.printed import Page
from simulator.exports.workbook import styles
from simulator.exports.workbook.asked import Asked
from simulator.exports.workbook.book import LiveBook
from simulator.exports.workbook.cells import NO_LIMIT
from simulator.exports.workbook.placing import Group
from simulator.text import formats, say
from simulator.text.registered import in_words

WIDTHS = (42.0, 30.0, 34.0, 11.0)
_LONGEST = 250  # characters of a message that a spreadsheet shows beside a cell


def write(book: LiveBook, groups: list[Group]) -> str:
    """The sheet; answers the range of the cells that say what is out of bounds."""
    heads = [say(f"classeur.hypotheses.tetes.{n}") for n in ("quoi", "nom", "origine", "unite")]
    page = book.table("hypotheses", [*heads, say("classeur.tetes.valeur")], WIDTHS)
    by_line = {asked.line: asked for asked in book.live.answers.every}
    after = book.layout.after
    for column, name in enumerate(("minimum", "maximum", "hors_bornes"), after):
        page.sheet.write_string(
            3, column, say(f"classeur.hypotheses.tetes.{name}"), styles.head(book, right=True)
        )
        page.sheet.set_column(column, column, 20)
    for group in groups:
        page.row = group.row
        book.title(page, group.title)
        for line in group.lines:
            page.row = line.row
            _write(book, page, by_line[line])
    last = groups[-1].last if groups else 0
    return book.layout.column_range(after + 2, 4, max(last, 4))


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
    low, high = asked.bounds.low, asked.bounds.high
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
    _bounds(
        book, page, asked, -NO_LIMIT if low is None else low, NO_LIMIT if high is None else high
    )


def _before(book: LiveBook, asked: Asked, year: int) -> str:
    """The cell whose last value goes on."""
    return book.layout.address(asked.line, year - 1, "hypotheses")


def _bounds(book: LiveBook, page: Page, asked: Asked, low: float, high: float) -> None:
    """The bounds, and how many cells are out of them or empty where they may not be."""
    after = book.layout.after
    for column, amount in ((after, low), (after + 1, high)):
        endless = abs(amount) >= NO_LIMIT
        style = styles.bound(book, asked.unit, book.no_limit, endless=endless)
        page.sheet.write_number(page.row, column, amount, style)
    columns = [book.layout.column(year) for year in asked.values]
    first, last = min(columns), max(columns)
    cells = book.layout.range(page.row, first, last)
    lowest, highest = (book.layout.cell(page.row, after + n) for n in (0, 1))
    inside = f'COUNTIFS({cells},">="&{lowest},{cells},"<="&{highest})'
    whole = f"COLUMNS({cells})"
    wanted = f"COUNTA({cells})" if asked.bounds.empty else whole
    value_style = styles.number(book, "test", book.no_limit)
    page.sheet.write_formula(page.row, after + 2, f"={wanted}-{inside}", value_style, 0)


def _rule(asked: Asked) -> dict[str, object]:
    """What a spreadsheet refuses, in words."""
    bounds = asked.bounds
    low = -NO_LIMIT if bounds.low is None else bounds.low
    high = NO_LIMIT if bounds.high is None else bounds.high
    unit = asked.unit
    told = say(
        "classeur.hypotheses.entre",
        bas=formats.with_unit(low, unit) if bounds.low is not None else say("mots.sans_limite"),
        haut=formats.with_unit(high, unit) if bounds.high is not None else say("mots.sans_limite"),
    )
    empty = say("classeur.hypotheses.vide") if bounds.empty else ""
    return {
        "validate": "integer" if bounds.whole and high < 2**31 else "decimal",
        "criteria": "between", "minimum": low, "maximum": high, "ignore_blank": bounds.empty,
        "input_title": say("classeur.hypotheses.bulle"),
        "input_message": f"{told} {empty}".strip()[:_LONGEST],
        "error_title": say("classeur.hypotheses.refus"), "error_message": told[:_LONGEST],
        "error_type": "stop",
    }  # fmt: skip


def say_unit(unit: str) -> str:
    """A unit as it stands in a column: a ratio is written as a percentage."""
    return "%" if unit == "ratio" else in_words(unit)
