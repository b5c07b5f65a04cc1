"""The frame of the application: pages, language, style. Run it with `streamlit run app.py`."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 (before any import that an older Python cannot read)
    sys.exit("Passerelle demande Python 3.11 ou plus récent.")

import streamlit as st

from simulator.law.book import in_force
from simulator.text import LANGUAGES, formats, say, speak
from simulator.ui import fields
from simulator.ui.frame import (
    inject_style,
    page_setup,
    set_language,
    state_line,
    tell_failure,
)
from simulator.ui.kept_files import keep_files

keep_files()
fields.hold()

asked = st.query_params.get("lang", st.session_state.get("lang", "fr"))
lang = asked if asked in LANGUAGES else "fr"
st.session_state["lang"] = lang
if lang != LANGUAGES[0]:
    st.query_params["lang"] = lang
speak(lang)
page_setup()
inject_style()
set_language(lang)
page = st.navigation(
    [
        st.Page("pages/accueil.py", title=say("accueil.menu"), default=True),
        st.Page("pages/simuler.py", title=say("simuler.menu"), url_path="simuler"),
        st.Page("pages/mecene.py", title=say("mecene.menu"), url_path="mecene"),
        st.Page("pages/territoires.py", title=say("territoires.menu"), url_path="territoires"),
        st.Page(
            "pages/portrait.py",
            title=say("portrait.menu"),
            url_path="portrait",
            visibility="hidden",
        ),
        st.Page("pages/competences.py", title=say("competences.menu"), url_path="competences"),
        st.Page("pages/reseau.py", title=say("historique.menu"), url_path="reseau"),
        st.Page("pages/donnees.py", title=say("donnees.menu"), url_path="donnees"),
        st.Page("pages/sources.py", title=say("sources.menu"), url_path="sources"),
    ],
    position="top",
)
try:
    newest = max(row.checked_on for row in in_force().rows())
    state_line(say("app.etat", verifie=formats.day(newest)))
    from simulator.stories import page_titles  # it reads the facts behind the forms
    from simulator.ui import titles

    titles.show(page_titles.of_page(page.url_path))
    page.run()
except Exception as fault:  # a broken file of law, a disk: one sentence, never a traceback
    tell_failure(fault)
