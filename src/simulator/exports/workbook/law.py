"""The sheet of the law: each row that was read, its value in a cell with a name; facts too."""

from dataclasses import dataclass

from simulator.exports.printed import LINE, Page, lines_of
from simulator.exports.workbook import styles
from simulator.exports.workbook.book import AGAIN, UNREAD, LiveBook
from simulator.exports.workbook.cells import cached
from simulator.exports.workbook.checked import Checks, checked, checks_of, printed, unread
from simulator.exports.workbook.checked import heads as heads_of
from simulator.exports.workbook.formulas import CLEAN
from simulator.exports.workbook.inputs import say_unit
from simulator.exports.workbook.layout import TOTAL
from simulator.exports.workbook.live import UNKNOWN
from simulator.exports.workbook.named import fact_name, read_name
from simulator.exports.workbook.placing import FIRST
from simulator.figures.explain import public_ground
from simulator.law.book import Row, label
from simulator.text import formats, say
from simulator.text.registered import in_words

WIDTHS = (42.0, 38.0, 30.0, 11.0)
WORDS_WIDTH = 13.0  # characters of a word in the column of values
MARGIN, WIDEST = "c_tolerance", "c_etendue"
HALF_A_CENT, HUGE, DECIMALS, TIMES = 0.005, 1e98, 9, 10
"""`TIMES`: how many times its own value a number of the law may be given."""
_WHY = {MARGIN: "marge", CLEAN: "sans_bruit", WIDEST: "etendue"}


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


def write(book: LiveBook, at: Placed) -> Checks:
    """The sheet; answers what its own controls say."""
    heads = [say(f"classeur.loi.tetes.{name}") for name in ("quoi", "article", "adresse", "unite")]
    page = book.table("loi", [*heads, say("classeur.tetes.valeur")], WIDTHS)
    kept, after = book.live.reckoning.formulas, book.layout.after
    heads_of(book, page, after, ("origine", "lue", "attendu", "compte", "a_corriger"))
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
    printed(page, page.row - 1, after)
    return checks_of(page.name, after + 3, FIRST, page.row - 1)


def _value(
    book: LiveBook, page: Page, name: str, value: float, unit: str, *, divides: bool = False
) -> None:
    """A value in its cell, what it was, and what formulas read; one of the model is never moved."""
    style, after = styles.number(book, unit, book.no_limit), book.layout.after
    page.sheet.write_number(page.row, TOTAL, value, style)
    page.sheet.write_number(page.row, after, value, style)
    typed, origin, read = (book.layout.cell(page.row, n) for n in (TOTAL, after, after + 1))
    model = name.startswith("c_")
    kept = [
        f"SIGN({typed})*SIGN({origin})>=0",
        f"ABS({typed})<={read_name(WIDEST)}*MAX(ABS({origin}),1)",
    ]
    if divides:
        kept.append(f"{typed}<>0")
    inside = f"{typed}={origin}" if model else f"AND({','.join(kept)})"
    formula = f"=IF(ISNUMBER({typed}),IF({inside},{typed},{origin}),{origin})"
    page.sheet.write_formula(page.row, after + 1, formula, style, value)
    wanted = say(f"classeur.saisies.{'modele_attendu' if model else 'loi_attendue'}")
    checked(book, page, after + 2, unread(typed, read, empty=False), typed, wanted)
    book.name(name, "loi", page.row, TOTAL)
    book.name(read_name(name), "loi", page.row, after + 1)
    page.row += 1


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
    divides = row.parameter in book.live.reckoning.formulas.divisors
    _value(book, page, name, cached(row.value), row.unit, divides=divides)


def _facts(book: LiveBook, page: Page) -> None:
    for name, leaf in sorted(book.live.reckoning.formulas.facts.items()):
        ground, cell = public_ground(leaf), fact_name(name)
        told = say("classeur.loi.nommee", parametre=ground.label, nom=cell)
        book.words(page, [told, ground.source, ground.url, say_unit(leaf.unit)])
        divides = name in book.live.reckoning.formulas.divisors
        _value(book, page, cell, leaf.value, leaf.unit, divides=divides)


def _constants(book: LiveBook, page: Page) -> None:
    """Numbers of the model itself, the margin of the controls, the word for what is unknown."""
    named = {name: value for value, name in sorted(book.live.reckoning.formulas.constants.items())}
    for name, value in {**named, MARGIN: HALF_A_CENT, CLEAN: DECIMALS, WIDEST: TIMES}.items():
        why = say(f"classeur.loi.{_WHY.get(name, 'constante')}")
        told = say("classeur.loi.nommee", parametre=why, nom=name)
        book.words(page, [told, "", "", ""])
        _value(book, page, name, cached(value), "€" if value >= HUGE else "")
    for name, word in (
        (UNKNOWN, say("mots.inconnu")), ("mot_juste", say("classeur.juste")),
        (AGAIN, say("classeur.a_revoir")), (UNREAD, say("classeur.saisies.ne_repond_plus")),
    ):  # fmt: skip
        told = say("classeur.loi.nommee", parametre=say("classeur.loi.mot"), nom=name)
        book.words(page, [told, "", "", ""])
        page.sheet.set_row(page.row, LINE * lines_of(word, WORDS_WIDTH))
        page.sheet.write_string(page.row, TOTAL, word, styles.text(book, align="right"))
        book.name(name, "loi", page.row, TOTAL)
        page.row += 1
