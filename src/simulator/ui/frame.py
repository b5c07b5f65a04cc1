"""The frame around every page: settings, logo, style, language, and the line under the menu.

Texts come from the caller. The project runs from its own folder (``static/`` is served from
there), so the images are found from this file.
"""

import logging
import traceback
from functools import cache
from html import escape
from pathlib import Path
from typing import Final

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from simulator.errors import PasserelleError
from simulator.text import FRENCH, LANGUAGES, catalogue, current_language, otherwise, say, speak
from simulator.ui import html
from simulator.ui.scripts import FRAME_SCRIPTS, LANGUAGE_SCRIPTS

_logger = logging.getLogger(__name__)
STATIC: Final = Path(__file__).resolve().parents[3] / "static"
STREAMLIT: Final = "en"
"""The language in which Streamlit writes its own words."""
_STYLES = ("passerelle", "home", "twenty_years", "three_screens", "wide_screen", "paper")
STYLES: Final = tuple(Path(__file__).with_name(f"{name}.css") for name in _STYLES)
"""The look of every page, of some, of a wide screen; paper has the last word."""


def require_frame() -> None:
    """Rerun through app.py when Streamlit is about to run a page file without it.

    When a ``pages/`` folder sits beside app.py, Streamlit runs the *page file itself* until some
    session has called ``st.navigation``: the first visitor after a start, if they come by a shared
    link, would get the page without menu, style or any gate app.py may hold. Each page calls this
    first. The class attribute is the only private name used; a test opens each page cold, so an
    upgrade of Streamlit that renames it shows.
    """
    if PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.rerun()


def tell_failure(fault: Exception) -> bool:
    """Say on the page why it cannot be drawn: our sentence, or one that tells nothing typed.

    Answers True: nothing else is to be said. Only the kind of an unforeseen fault is logged.
    """
    keep_language()
    if isinstance(fault, PasserelleError):
        told = str(fault)
    else:
        frames = traceback.extract_tb(fault.__traceback__)
        places = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames[-6:]))
        _logger.error("a page could not be drawn: %s at %s", type(fault).__name__, places)
        told = say("erreurs.inattendue")
    st.html(html.warning(say("app.page_impossible"), told))
    return True


def page_setup() -> None:
    """Set the page's width, logo and icon; a local icon, so no browser calls outside."""
    st.set_page_config(page_icon=str(STATIC / "icon.png"), layout="wide")
    st.logo(str(STATIC / "logo.svg"), size="large")


def inject_style() -> None:
    """Send passerelle.css to the page; it takes no space there."""
    st.html(_style())


def language_of_session() -> str:
    """The language of the session on this thread; French where there is none.

    Streamlit runs callbacks before app.py, in a fresh context: what they say, they say in this.
    """
    if get_script_run_ctx(suppress_warning=True) is None:
        return FRENCH
    return str(st.session_state.get("lang", FRENCH))


otherwise(language_of_session)


def keep_language() -> None:
    """Speak the session's language: a fragment reruns without app.py, in a fresh context."""
    speak(st.session_state.get("lang", FRENCH))


def set_language(lang: str) -> None:
    """Say to the browser which language the page is in, and run our scripts."""
    with st.container(key="langue"):
        said = f"<script>{LANGUAGE_SCRIPTS[lang]}</script>{html.words_table(streamlit_words())}"
        st.html(said, unsafe_allow_javascript=True)
        for script in FRAME_SCRIPTS:
            st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)


def streamlit_words() -> list[tuple[str, str]]:
    """Streamlit's own words and ours for them; none where it already speaks the language."""
    theirs, ours = catalogue(STREAMLIT), catalogue(current_language())
    keys = (key for key in theirs if key.startswith("streamlit."))
    return [(theirs[key], ours[key]) for key in keys if theirs[key] != ours[key]]


def state_line(text: str) -> None:
    """Write the muted line at right under the menu: state of the data, the other languages."""
    with st.container(key="etat_donnees", horizontal=True, horizontal_alignment="right"):
        st.html(f'<p class="p-state">{escape(text)}</p>')
        for other in (lang for lang in LANGUAGES if lang != current_language()):
            with st.container(key=f"langue_{other}", width="content"):
                st.button(
                    catalogue(other)["langue.nom"],
                    key=f"autre_langue_{other}",
                    on_click=_change_language,
                    args=(other,),
                    type="tertiary",
                )


def _change_language(lang: str) -> None:
    """Speak another language from the next run on; page, parameters and typed case stay."""
    st.session_state["lang"] = lang
    if lang == FRENCH:
        st.query_params.pop("lang", None)
    else:
        st.query_params["lang"] = lang


@cache
def _style() -> str:
    told = "\n".join(style.read_text(encoding="utf-8") for style in STYLES)
    return f"<style>{told}</style>"
