"""The foot of a chart: the same figures as words and as a table, and files to take away.

Each foot is a fragment: opening its table reruns it alone. Files are made when they are asked for,
in another thread, so everything they say is written before.
"""

from functools import partial

import streamlit as st

from simulator.charts.drawing import Drawing
from simulator.exports.csv import table_csv
from simulator.stories import picture
from simulator.stories.picture import Writers
from simulator.text import say
from simulator.ui import html
from simulator.ui.downloads import CSV, offer
from simulator.ui.folding import fold
from simulator.ui.frame import keep_language


@st.fragment
def foot(drawing: Drawing, name: str, *, write: Writers | None = None, licence: str = "") -> None:
    """What stands under a chart: its sentence, its table, its PNG, SVG and CSV.

    `name` is the name of the files, in French and plain ASCII ("competences_demandees"), and must
    be used once a page. `write` says how the numbers of a column read ({"amount": formats.euros});
    others have at most two decimals. `licence` replaces the words on reuse.
    """
    keep_language()
    whole = picture.imprinted(drawing, licence=licence)
    with st.container(key=f"prendre_{name}"):
        with fold(say("prendre.tableau"), f"tableau_{name}") as opened:
            if opened:
                st.html(html.source(drawing.alt, say("prendre.en_mots")))
                st.html(html.table(picture.table(drawing, write or {})))
        with st.container(horizontal=True, key=f"fichiers_{name}"):
            rows, heads = picture.readable(drawing), list(drawing.headings.values())
            for form, make, mime in (
                ("png", whole.png, "image/png"),
                ("svg", whole.svg, "image/svg+xml"),
                ("csv", partial(table_csv, heads, rows), CSV),
            ):
                file = f"{name}.{form}"
                offer(say(f"prendre.{form}"), make, file, mime, key=f"prendre_{file}", quiet=True)
