"""Files a reader takes away: their button, and French CSV (semicolon, comma, byte-order mark)."""

from collections.abc import Callable, Iterable, Sequence
from typing import Literal

import streamlit as st

from simulator.base import csvs
from simulator.ledger import Ledger
from simulator.text import current_language, say, speaking
from simulator.text.registered import in_words

CSV, JSON, PDF, ZIP = "text/csv", "application/json", "application/pdf", "application/zip"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def offer(
    label: str,
    make: Callable[[], str | bytes],
    name: str,
    mime: str,
    *,
    key: str | None = None,
    quiet: bool = False,
) -> None:
    """The only way a file leaves a page: a button that makes it when it is clicked.

    `make` runs in another thread, in the language of the page, and answers the file's content; it
    must not read the session. `quiet` draws the button as a link. The page does not rerun.
    """
    language = current_language()

    def made() -> str | bytes:
        with speaking(language):
            return make()

    shape: Literal["tertiary", "secondary"] = "tertiary" if quiet else "secondary"
    st.download_button(label, made, name, mime, key=key, on_click="ignore", type=shape)


def french_csv(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A table as a spreadsheet in French opens it; texts cannot become formulas."""
    return csvs.french_csv([headers, *rows]).encode()


def ledger_csv(ledger: Ledger) -> bytes:
    """A ledger, one line a flow, euros to the cent."""
    heads = [say(f"colonnes.{c}") for c in ("annee", "de", "vers", "pour", "montant", "source")]
    rows = [
        (
            f.year,
            say(f"parties.{f.payer.value}"),
            say(f"parties.{f.payee.value}"),
            say(f"natures.{f.nature.key}"),
            float(f.amount),
            in_words(f.source),
        )
        for f in ledger
        if f.amount
    ]
    return french_csv(heads, rows)
