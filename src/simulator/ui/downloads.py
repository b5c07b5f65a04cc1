"""Files a reader takes away: their button, their kinds."""

from collections.abc import Callable, Iterable, Sequence
from typing import Literal

import streamlit as st

from simulator.base import csvs
from simulator.text import current_language, speaking

CSV, JSON, PDF, ZIP = "text/csv", "application/json", "application/pdf", "application/zip"
OFFICE = "application/vnd.openxmlformats-officedocument"
XLSX, HTML = f"{OFFICE}.spreadsheetml.sheet", "text/html"
PPTX = f"{OFFICE}.presentationml.presentation"


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
