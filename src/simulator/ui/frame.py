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
from simulator.text import otherwise, say, speak
from simulator.ui import html

_logger = logging.getLogger(__name__)
STATIC: Final = Path(__file__).resolve().parents[3] / "static"
STYLE: Final = Path(__file__).with_name("passerelle.css")

LANGUAGE_SCRIPTS: Final = {
    lang: f'document.documentElement.lang = "{lang}"' for lang in ("fr", "en")
}
COPY_SCRIPT: Final = """
if (!window.passerelleCopies) {
  window.passerelleCopies = true;
  const older = (text) => {
    const field = document.createElement("textarea");
    field.value = text; document.body.append(field); field.select();
    document.execCommand("copy"); field.remove();
  };
  document.addEventListener("click", async (event) => {
    const button = event.target.closest && event.target.closest(".p-copy");
    if (!button) return;
    try { await navigator.clipboard.writeText(location.href); } catch { older(location.href); }
    const label = button.textContent;
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = label; }, 4000);
  });
}
"""
"""A click on a button of class ``p-copy`` copies the address, also where http forbids it."""
SCRIPTS: Final = (*LANGUAGE_SCRIPTS.values(), COPY_SCRIPT)
"""The only scripts the application runs; serve.py allows them by their hash."""


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


def page_setup(title: str) -> None:
    """Set the page's title, width, logo and icon; a local icon, so no browser calls outside."""
    st.set_page_config(page_title=title, page_icon=str(STATIC / "icon.png"), layout="wide")
    st.logo(str(STATIC / "logo.svg"), size="large")


def inject_style() -> None:
    """Send passerelle.css to the page; it takes no space there."""
    st.html(_style())


def language_of_session() -> str:
    """The language of the session on this thread; French where there is none.

    Streamlit runs callbacks before app.py, in a fresh context: what they say, they say in this.
    """
    if get_script_run_ctx(suppress_warning=True) is None:
        return "fr"
    return str(st.session_state.get("lang", "fr"))


otherwise(language_of_session)


def keep_language() -> None:
    """Speak the session's language: a fragment reruns without app.py, in a fresh context."""
    speak(st.session_state.get("lang", "fr"))


def set_language(lang: str) -> None:
    """Say to the browser and to screen readers which language the page is in ("fr" or "en")."""
    with st.container(key="langue"):
        st.html(
            f"<script>{LANGUAGE_SCRIPTS[lang]}</script>",
            unsafe_allow_javascript=True,
        )
        st.html(f"<script>{COPY_SCRIPT}</script>", unsafe_allow_javascript=True)


def state_line(text: str) -> None:
    """Write the muted line at right under the menu: state of the data, year of the rules."""
    with st.container(key="etat_donnees"):
        st.html(f'<p class="p-state">{escape(text)}</p>')


@cache
def _style() -> str:
    return f"<style>{STYLE.read_text(encoding='utf-8')}</style>"
