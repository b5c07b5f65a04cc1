"""The frame of the application: pages, language, style. Run it with `streamlit run app.py`."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 (before any import that an older Python cannot read)
    sys.exit("Passerelle demande Python 3.11 ou plus récent.")

import streamlit as st

from simulator.law.book import in_force
from simulator.text import FRENCH, LANGUAGES, formats, say, speak
from simulator.ui import embeds, fields, paper
from simulator.ui.frame import (
    inject_style,
    page_setup,
    set_language,
    state_line,
    tell_failure,
)
from simulator.ui.kept_files import keep_files

PAGES = (
    "accueil",
    "simuler",
    "comparer",
    "programme",
    "mecene",
    "dossier",
    "explication",
    "territoires",
    "portrait",
    "competences",
    "reseau",
    "annees",
    "contradictions",
    "donnees",
    "sources",
)
"""In the order of the menu. One name is a file, an address and a section of the texts."""
NOT_IN_THE_MENU = {"explication", "portrait"}
SECTIONS = {
    "reseau": ("territoires", "portrait", "competences", "reseau", "annees", "contradictions"),
    "sources": ("donnees", "sources"),
}
"""Words of the menu that open on pages; the pages of no section stand flat, before them."""

keep_files()
fields.hold()

asked = st.query_params.get("lang", st.session_state.get("lang", FRENCH))
lang = asked if asked in LANGUAGES else FRENCH
st.session_state["lang"] = lang
if lang != FRENCH:
    st.query_params["lang"] = lang
speak(lang)
page_setup()
inject_style()
set_language(lang)
pages = {
    name: st.Page(
        f"pages/{name}.py",
        title=say(f"{name}.menu"),
        url_path=name,
        default=name == PAGES[0],
        visibility="hidden" if name in NOT_IN_THE_MENU else "visible",
    )
    for name in PAGES
}
flat = [one for name, one in pages.items() if not any(name in s for s in SECTIONS.values())]
sections = {say(f"menu.{s}"): [pages[name] for name in names] for s, names in SECTIONS.items()}
page = st.navigation({"": flat, **sections}, position="hidden" if embeds.asked() else "top")
try:
    if embeds.asked():
        from simulator.ui import one_chart

        one_chart.show(page.run)
        st.stop()
    newest = max(row.checked_on for row in in_force().rows())
    state_line(say("app.etat", verifie=formats.day(newest)))
    paper.head()
    from simulator.stories import page_titles  # it reads the facts behind the forms
    from simulator.ui import opened_links, titles

    opened_links.open_address()
    titles.show(page_titles.of_page(page.url_path))
    page.run()
except Exception as fault:  # a broken file of law, a disk: one sentence, never a traceback
    tell_failure(fault)
