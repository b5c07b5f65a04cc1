"""What a programme gives, block by block: answer, figures, columns, balance, fund, map, tables."""

import streamlit as st

from simulator.cases.programme_draft import Read
from simulator.network.model import Network
from simulator.stories import programme_budget, programme_drawings, programme_tables
from simulator.stories.marks import segments
from simulator.stories.programme_answer import answer, figures
from simulator.stories.programme_places import name_of
from simulator.studies.programme import Programmed
from simulator.studies.programme_reserves import reserves_of
from simulator.text import formats, say
from simulator.ui import drawings, html, programme_state, sharing
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
    firms = programme_drawings.firms_by_place(found, network)
    rows = [(name_of(place, network), formats.number(n)) for place, n in firms.items()]
    st.html(html.two_columns(rows))


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
    """Line by line, payments, indicators, reserves: each folded."""
    with fold(say("programme_page.par_ligne"), "programme_lignes") as opened:
        if opened:
            st.html(html.table(programme_tables.lines(found, network)))
            st.html(html.table(programme_tables.totals(found)))
    with fold(say("programme_page.calendrier"), "programme_calendrier") as opened:
        if opened:
            st.html(html.table(programme_tables.payments(found)))
            st.html(html.source(say("programme_page.calendrier_note"), say("mots.lecture")))
    reserves = reserves_of(found)
    with fold(say("programme_page.reserves", n=len(reserves)), "programme_reserves") as opened:
        if opened:
            st.html(html.plain_list(reserves))
    observed = programme_tables.realised(found, network)
    if observed is not None:
        with fold(say("programme_page.prevu_et_observe"), "programme_observe") as opened:
            if opened:
                st.html(html.table(observed))


def take_away(found: Programmed, network: Network) -> None:
    """The link, the file of the case, the table, a saved programme."""
    with fold(say("programme_page.partager"), "programme_partager") as opened:
        if not opened:
            return
        st.checkbox(say("simuler.inclure"), key=programme_state.INCLUDE)
        sharing.link_to_copy([])
        left, right = st.columns(2)
        text = programme_state.saved(found.programme)
        with left:
            offer(say("simuler.telecharger"), lambda: text, "programme.json", JSON)
        table = programme_tables.lines(found, network)
        with right:
            offer(
                say("programme_page.telecharger_lignes"),
                lambda: french_csv(list(table.heads), table.written),
                "programme.csv",
                CSV,
            )
        sharing.open_saved(sharing.PROGRAMME)
