"""The user's own figures: a template, an import that is whole or nothing, undo, export, keys."""

from functools import partial

import streamlit as st

from simulator.exports import tables as files
from simulator.network.imports.tables import TABLES
from simulator.stories import imports
from simulator.text import say
from simulator.ui import html, importing, networks
from simulator.ui import network_keys as keys
from simulator.ui.downloads import XLSX, ZIP, offer
from simulator.ui.folding import fold
from simulator.ui.frame import require_frame
from simulator.ui.labels import literal

require_frame()

st.html(html.question(say("donnees.question")))
networks.choose()
found = networks.look()
opened = found.opened
tables = networks.tables_of(opened)
if opened is None:
    st.html(html.answer(say("donnees.reponse_vide")))
elif not tables:
    st.html(html.answer(say("donnees.reponse_rien", nom=opened.nom)))
else:
    st.html(html.answer(say("donnees.reponse", nom=opened.nom, quoi=imports.counted(tables))))
keys.tell_last()
if opened is not None:
    keys.block(opened)
keys.open_by_key()

st.html(html.chart_heading(say("donnees.modele"), say("donnees.modele_sous_titre")))
with st.container(horizontal=True):
    offer(say("donnees.modele_xlsx"), files.template_xlsx, "modele.xlsx", XLSX)
    offer(say("donnees.modele_csv"), files.template_csv, "modele.zip", ZIP)
with fold(say("donnees.colonnes"), "colonnes_des_tables") as unfolded:
    if unfolded:
        for table in map(files.guide, TABLES):
            st.html(html.chart_heading(table.caption, level=3))
            st.html(html.table(table))

writes = found.unknown is None and (opened is None or opened.ecrit)
if writes:
    st.html(html.chart_heading(say("donnees.importer_titre"), imports.weights()))
    importing.import_form(opened)

if opened is not None:
    key = st.session_state[networks.KEY]
    st.html(html.chart_heading(say("donnees.imports"), say("donnees.imports_sous_titre")))
    importing.history(opened)
    with st.container(horizontal=True):
        if opened.imports and writes:
            last = opened.imports[0].id
            st.button(say("donnees.annuler"), on_click=importing.undo, args=(key, last))
        if tables:
            whole = partial(files.to_xlsx, tables)
            offer(say("donnees.exporter_xlsx"), whole, "reseau.xlsx", XLSX)
            offer(say("donnees.exporter_csv"), partial(files.to_csv, tables), "reseau.zip", ZIP)
        st.button(say("donnees.fermer"), on_click=networks.forget)
    if tables:
        st.html(html.source(say("donnees.exporter_note"), say("mots.lecture")))
    if writes:
        sure = st.checkbox(say("donnees.effacer_sur", nom=literal(opened.nom)))
        erase = say("donnees.effacer")
        st.button(erase, disabled=not sure, on_click=importing.erase, args=(key,))
