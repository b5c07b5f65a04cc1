"""What a programme gives, block by block: answer, figures, columns, balance, fund, map, tables."""

from functools import partial

import streamlit as st

from simulator.cases.programme_draft import Read
from simulator.network.model import Network
from simulator.stories import (
    programme_budget,
    programme_drawings,
    programme_tables,
    programme_words,
)
from simulator.stories.marks import segments
from simulator.stories.programme_answer import answer, figures
from simulator.studies.programme import Programmed
from simulator.text import say
from simulator.ui import drawings, fields, html, keeping, programme_state, sharing
from simulator.ui.downloads import CSV, JSON, french_csv, offer
from simulator.ui.folding import fold


def headline(found: Programmed) -> None:
    """The answer, then four figures."""
    st.html(html.answer(segments(answer(found))))
    if found.programme.titre:
        st.html(html.source(found.programme.titre, ""))
    told = figures(found)
    st.html(html.figures(told))
    st.html(html.bottom_bar([(one.label, one.value) for one in told[:3]]))


def warnings(read: Read) -> None:
    """What could not be read and belongs to no row of the grid."""
    if told := programme_state.session()["faults"].get(programme_state.LINK):
        st.html(html.warning(say("simuler.lien_casse_titre"), told))
    if names := list(dict.fromkeys(programme_state.untold())):
        st.html(html.warning(say("simuler.lien_prive_titre"), programme_words.untold(names)))
    others = [told for path, told in read.faults.items() if not _has_a_place(path)]
    if others:
        st.html(html.warning(say("simuler.derniere_valide"), " ".join(others)))


def _has_a_place(path: str) -> bool:
    """Whether a fault stands beside the field that it is about."""
    parts = path.split(".")
    of_a_line = parts[0] == "lignes" and len(parts) > 2
    return of_a_line or parts[0] in {
        "animation", "budget_region", "survie_3_ans", "taux_actualisation"
    }  # fmt: skip


def places(found: Programmed, network: Network) -> None:
    """The map, and the list of places under it."""
    picture = programme_drawings.map_picture(found, network)
    if picture is None:
        return
    drawing = picture.drawing
    st.html(html.chart_heading(drawing.title, drawing.subtitle))
    drawings.chart(drawing)
    st.html(html.two_columns(programme_words.places(found, network)))


def years(found: Programmed, network: Network) -> None:
    """Who bears each year."""
    picture = programme_drawings.years_picture(found, network)
    drawings.show(picture.drawing)
    drawings.take_away(picture)


def balance(found: Programmed) -> None:
    """The Region's budget and what is planned, by year."""
    budget = programme_budget.budget_of(found)
    title = programme_budget.remedy(budget)
    st.html(html.chart_heading(title, say("programme_page.solde_sous_titre")))
    if budget is not None:
        st.html(html.table(programme_budget.table(budget)))


def fund(found: Programmed) -> None:
    """The advances that are out, year by year."""
    picture = programme_drawings.fund_picture(found)
    if picture is not None:
        drawings.show(picture.drawing)
        drawings.take_away(picture)


def further(found: Programmed, network: Network) -> None:
    """Line by line, payments, what is supposed, what came of it, the file: one at a time."""
    with fold(say("programme_page.plus"), "programme_plus") as opened:
        if opened:
            _views(found, network)


def _views(found: Programmed, network: Network) -> None:
    views = {
        "par_ligne": _lines,
        "calendrier": _payments,
        "reserves": _reserves,
        "prevu_et_observe": _observed,
        "partager": _take_away,
    }
    if programme_tables.realised(found, network) is None:
        del views["prevu_et_observe"]
    names = programme_words.views(found)
    if st.session_state.get("programme_vue") not in views:
        st.session_state["programme_vue"] = next(iter(views))
    view = st.segmented_control(
        say("programme_page.voir"),
        list(views),
        key="programme_vue",
        required=True,
        format_func=names.__getitem__,
        label_visibility="collapsed",
    )
    views.get(str(view), _lines)(found, network)


def _lines(found: Programmed, network: Network) -> None:
    st.html(html.table(programme_tables.lines(found, network)))
    st.html(html.table(programme_tables.totals(found)))


def _payments(found: Programmed, _network: Network) -> None:
    st.html(html.table(programme_tables.payments(found)))
    st.html(html.source(say("programme_page.calendrier_note"), say("mots.lecture")))


def _reserves(found: Programmed, network: Network) -> None:
    st.html(html.plain_list(programme_words.reserves(found, network)))


def _observed(found: Programmed, network: Network) -> None:
    observed = programme_tables.realised(found, network)
    if observed is not None:
        st.html(html.table(observed))


def _take_away(found: Programmed, network: Network) -> None:
    """The link, the file of the case, the table, a saved programme."""
    key, titre = programme_state.key_of("titre"), found.programme.titre
    fields.listed(key, lambda: titre)
    st.text_input(say("programme_page.titre_du_programme"), key=key, max_chars=200)
    st.checkbox(say("simuler.inclure"), key=programme_state.INCLUDE)
    text = programme_state.saved(found.programme)
    table = programme_tables.lines(found, network)
    make = partial(french_csv, list(table.heads), table.written)
    with sharing.leaving(programme_state.left_out(found.programme)):
        offer(say("simuler.telecharger"), lambda: text, "programme.json", JSON)
        offer(say("programme_page.telecharger_lignes"), make, "programme.csv", CSV)
    sharing.open_saved(sharing.PROGRAMME)


def keep(found: Programmed) -> None:
    """Into the dossier, under the title that it was given."""
    public, whole = found.programme.public().to_dict(), found.programme.to_dict()
    hidden = programme_state.left_out(found.programme)
    keeping.button("programme", public, whole, found.programme.titre, answer(found), hidden)
