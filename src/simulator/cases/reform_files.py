"""The file of a reform: CSV in and out, two companion rows for its name and its description."""

from simulator.base.csvs import Line, Unreadable, french_csv, lines_in, unprotected
from simulator.cases.reform import Reform
from simulator.cases.reform_rows import COLUMNS, checked, line_of, row_of, value_in_file
from simulator.errors import InputError
from simulator.law.book import Book, Row, in_force
from simulator.text import say

NAME, DESCRIPTION = "reforme.nom", "reforme.description"
COMPULSORY = ("parameter", "value", "since")
MOST_ROWS, LONGEST_FILE = 200, 200_000


def read_reform(text: str, name: str = "", book: Book | None = None) -> Reform:
    """A reform from a CSV text (comma or semicolon); `name` stands when the file gives none.

    Only `parameter`, `value` and `since` are compulsory: unit and event are those of the law when
    they are left blank. Raises InputError with one sentence a fault, each with its line.
    """
    book = book or in_force()
    faults: list[tuple[str, str]] = []
    rows: list[Row] = []
    words = {NAME: name.strip(), DESCRIPTION: ""}
    for number, line in _lines(text):
        parameter = line["parameter"]
        if parameter in words:
            words[parameter] = unprotected(line["value"])
            continue
        try:
            rows.append(row_of(line, book))
        except InputError as fault:
            faults += [
                (field, say("reformes.ligne", ligne=number, raison=sentence))
                for field, sentence in fault.faults
            ]
    return checked(words[NAME], words[DESCRIPTION], rows, faults)


def _lines(text: str) -> list[tuple[int, Line]]:
    """The lines of a file that are not blank, with their numbers."""
    if len(text) > LONGEST_FILE:
        raise InputError([("", say("reformes.fichier_trop_gros"))])
    try:
        table = list(lines_in(text)[1])
    except Unreadable:
        raise InputError([("", say("reformes.fichier_illisible"))]) from None
    names = [cell.strip() for cell in table[0][1]] if table else []
    absent = [name for name in COMPULSORY if name not in names]
    strange = [name for name in names if name not in COLUMNS or names.count(name) > 1]
    if absent or strange:
        lists = {"attendues": COLUMNS, "absentes": absent, "inconnues": strange}
        told = say("reformes.colonnes_inadaptees", **{k: ", ".join(v) for k, v in lists.items()})
        raise InputError([("", told)])
    if len(table) > MOST_ROWS:
        raise InputError([("", say("reformes.trop_de_lignes", limite=MOST_ROWS))])
    if wide := next((number for number, cells in table if len(cells) > len(names)), None):
        told = say("reformes.ligne", ligne=wide, raison=say("erreurs.ligne_trop_longue"))
        raise InputError([("", told)])
    return [(number, line_of(dict(zip(names, cells, strict=False)))) for number, cells in table[1:]]


def to_csv(reform: Reform) -> str:
    """The file of a reform, which `read_reform` reads back to the same rows."""
    words = ((NAME, reform.title), (DESCRIPTION, reform.text))
    blank = [""] * (len(COLUMNS) - 2)
    return french_csv(
        [
            COLUMNS,
            *((parameter, told, *blank) for parameter, told in words if told),
            *(
                (row.parameter, value_in_file(row.value), row.unit, row.since.isoformat(),
                 row.event, row.reference, row.url, row.checked_on.isoformat(), row.confidence,
                 row.note)
                for row in reform.rows
            ),
        ]
    )  # fmt: skip
