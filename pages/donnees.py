"""The user's own figures: a template, an import that is whole or nothing, undo, export."""

import streamlit as st

from simulator import store
from simulator.exports import tables as files
from simulator.network.own.tables import TABLES, columns
from simulator.text import say
from simulator.ui import html, importing, networks
from simulator.ui.folding import fold
from simulator.ui.frame import require_frame

require_frame()
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "application/zip"

st.html(html.question(say("donnees.question")))
networks.choose()
opened = networks.open_network()
tables = store.own_tables(st.session_state[networks.KEY]) if opened else None
if opened is None:
    st.html(html.answer(say("donnees.reponse_vide")))
elif not tables:
    st.html(html.answer(say("donnees.reponse_rien", nom=opened.nom)))
else:
    st.html(html.answer(say("donnees.reponse", nom=opened.nom, quoi=importing.counted(tables))))
if opened is not None:
    st.html(html.warning(say("donnees.garder"), say("donnees.garder_suite")))
    st.code(networks.link(), language=None, wrap_lines=True)

st.html(html.chart_heading(say("donnees.modele"), say("donnees.modele_sous_titre")))
with st.container(horizontal=True):
    st.download_button(
        say("donnees.modele_xlsx"), files.template_xlsx, "modele.xlsx", XLSX, on_click="ignore"
    )
    st.download_button(
        say("donnees.modele_csv"), files.template_csv, "modele.zip", ZIP, on_click="ignore"
    )
with fold(say("donnees.colonnes"), "colonnes_des_tables") as unfolded:
    if unfolded:
        heads = [say(f"donnees.guide.{name}") for name in ("quoi", "faut_il", "comment")]
        for table in TABLES:
            title = say(f"donnees.tables.{table}")
            rows = [
                (
                    say(f"donnees.champs.{name}"),
                    say(f"donnees.guide.{'oui' if column.is_required() else 'non'}"),
                    files.explained(table, name),
                )
                for name, column in columns(table).items()
            ]
            st.html(html.chart_heading(title, level=3))
            st.html(html.data_table(heads, rows, "lll", caption=title, wrap=True))

st.html(
    html.chart_heading(
        say("donnees.importer_titre"),
        say("donnees.importer_sous_titre", **importing.limits_in_words()),
    )
)
importing.import_form(opened)

if opened is not None:
    key = st.session_state[networks.KEY]
    st.html(html.chart_heading(say("donnees.imports"), say("donnees.imports_sous_titre")))
    importing.history(opened)
    with st.container(horizontal=True):
        if opened.imports:
            last = opened.imports[0].id
            st.button(say("donnees.annuler"), on_click=importing.undo, args=(key, last))
        if tables:
            st.download_button(
                say("donnees.exporter_xlsx"),
                lambda: files.to_xlsx(store.own_tables(key)),
                "reseau.xlsx",
                XLSX,
                on_click="ignore",
            )
            st.download_button(
                say("donnees.exporter_csv"),
                lambda: files.to_csv(store.own_tables(key)),
                "reseau.zip",
                ZIP,
                on_click="ignore",
            )
        st.button(say("donnees.fermer"), on_click=networks.forget)
    if tables:
        st.html(html.source(say("donnees.exporter_note"), say("mots.lecture")))
    sure = st.checkbox(say("donnees.effacer_sur", nom=opened.nom))
    st.button(say("donnees.effacer"), disabled=not sure, on_click=importing.erase, args=(key,))
