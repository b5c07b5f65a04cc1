"""Taking a dossier away: the presentation, the slides, the report, a note, the workbooks."""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from simulator.cases.dossier_kept import OpenedDossier
from simulator.cases.dossier_private import holds_private
from simulator.exports.taken_away import Snapshot, file_name, item_name
from simulator.stories.dossier_told import item_name as told_name
from simulator.stories.dossier_told import name_of
from simulator.text import FRENCH, current_language, say
from simulator.ui import html
from simulator.ui.downloads import CSV, HTML, PDF, PPTX, XLSX, offer
from simulator.ui.served import ADDRESSES

PRESENTED = "presenter"
"""The address that shows a dossier on a projector."""
_ITEM, _PRIVATE = "emporter_piece", "emporter_prive"


def show(opened: OpenedDossier) -> None:
    """What leaves, all from the same snapshot; nothing for an empty dossier."""
    st.html(html.panel_title(say("emporter.titre")))
    if not opened.dossier.elements:
        st.html(html.source(say("emporter.vide"), ""))
        return
    name = file_name(name_of(opened.dossier))
    if f"/{PRESENTED}" in ADDRESSES:
        with st.container(key="dossier_presenter"):
            st.link_button(say("emporter.presenter"), _address(opened), type="primary")
    private = any(map(holds_private, opened.dossier.elements))
    tells = private and st.checkbox(say("emporter.avec_prive"), key=_PRIVATE)
    make = _Maker(opened, f"dossier?d={opened.lecture}", private=tells)
    with st.container(horizontal=True, key="emporter_dossier"):
        offer(say("emporter.diapositives"), make.of("deck"), f"{name}.pptx", PPTX)
        offer(say("emporter.rapport"), make.of("report"), f"{name}.pdf", PDF)
        offer(say("emporter.fichier_presentation"), make.of("presentation"), f"{name}.html", HTML)
        offer(say("emporter.chiffres"), make.of("figures"), f"{name}.csv", CSV)
    _of_an_item(opened, make, tells=tells)
    st.html(html.source(say("emporter.memes_partout"), ""))


def _of_an_item(opened: OpenedDossier, make: "_Maker", *, tells: bool) -> None:
    """The note and the workbook of one item, chosen when there are several."""
    items = opened.dossier.elements
    places = list(range(len(items)))
    place = 0
    if len(places) > 1:
        place = st.selectbox(
            say("emporter.d_une_piece"),
            places,
            key=_ITEM,
            format_func=lambda n: told_name(n, items[n]),
        )
    name = item_name(items[place], place)
    with st.container(horizontal=True, key="emporter_piece_boutons"):
        offer(say("emporter.note"), make.of("note", place), f"{name}-note.pdf", PDF)
        if tells or not holds_private(items[place]):
            offer(say("emporter.classeur"), make.of("workbook", place), f"{name}.xlsx", XLSX)
        else:
            st.html(html.source(say("emporter.classeur_prive"), ""))


def _address(opened: OpenedDossier) -> str:
    language = current_language()
    tail = "" if language == FRENCH else f"&lang={language}"
    return f"{PRESENTED}?d={opened.lecture}{tail}"


class _Maker:
    """Makes files of a dossier from one snapshot, told when the first file is asked for."""

    def __init__(self, opened: OpenedDossier, address: str, *, private: bool) -> None:
        self._dossier, self._address, self._private = opened.dossier, address, private
        self._snapshot: Snapshot | None = None

    def of(self, form: str, *places: int) -> Callable[[], Any]:
        """What makes a form when it is called."""
        return partial(self._made, form, *places)

    def _made(self, form: str, *places: int) -> Any:
        if self._snapshot is None:
            self._snapshot = Snapshot(self._dossier, self._address, private=self._private)
        return getattr(self._snapshot, form)(*places)
