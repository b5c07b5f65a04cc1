"""Lines pasted from a spreadsheet: a place, a format, the firms of each year, sponsors maybe.

Cells are apart by tabs, else by semicolons. Texts are kept as they were typed: the grid reads them.
A line that cannot be placed is told by its number, and the others are taken.
"""

from typing import Any

from simulator.network.model import Network
from simulator.schemes import SCHEMES
from simulator.stories.programme_places import key_of, place_named
from simulator.stories.programme_ready import line
from simulator.text import LANGUAGES, formats, say, speaking

MOST = 100
_LEAST = 3


def pasted(text: str, years: int, network: Network) -> tuple[list[dict[str, Any]], list[str]]:
    """The lines of a text, and what is wrong, one sentence a line."""
    lines, faults = [], []
    for number, row in enumerate(_rows(text), 1):
        if len(row) < _LEAST:
            faults.append(say("programme_page.colle_court", ligne=number))
            continue
        place, scheme = place_named(row[0], network), _scheme(row[1])
        if scheme is None:
            known = formats.listed([say(f"dispositifs.{key}.nom") for key in SCHEMES])
            told = say("programme_page.colle_format", ligne=number, valeur=row[1], choix=known)
            faults.append(told)
            continue
        if place is None:
            faults.append(say("programme_page.colle_lieu", ligne=number, valeur=row[0]))
            continue
        firms = [*row[2 : 2 + years], *[""] * years][:years]
        sponsors = row[2 + years] if len(row) > 2 + years else "1"
        lines.append(line(place.key, scheme, []) | {"pme": firms, "mecenes": sponsors})
    if len(lines) > MOST:
        faults.append(say("programme_page.colle_trop", borne=MOST))
    return lines[:MOST], faults


def _rows(text: str) -> list[list[str]]:
    """The cells of each line that holds something, but a line of heads."""
    rows = []
    for written in text.splitlines():
        if written.strip():
            cells = written.split("\t" if "\t" in text else ";")
            rows.append([cell.strip() for cell in cells])
    return rows[1:] if rows and _is_head(rows[0]) else rows


def _is_head(row: list[str]) -> bool:
    return key_of(row[0]) in {"territoire", "territory", "lieu"}


def _scheme(written: str) -> str | None:
    """The format of a name, in either language, or of a key."""
    asked = key_of(written)
    for language in LANGUAGES:
        with speaking(language):
            for key in SCHEMES:
                if asked in {key, key_of(say(f"dispositifs.{key}.nom"))}:
                    return key
    return None
