"""The only scripts that the application runs; serve.py allows each by its hash."""

from pathlib import Path
from typing import Final

from simulator.text import LANGUAGES

LANGUAGE_SCRIPTS: Final = {lang: f'document.documentElement.lang = "{lang}"' for lang in LANGUAGES}
"""What says to the browser, and to screen readers, which language the page is in."""


def _script(name: str) -> str:
    return Path(__file__).with_name(f"frame_{name}.js").read_text(encoding="utf-8")


_NAMES = ("copy", "words", "history", "memory", "print")
FRAME_SCRIPTS: Final = tuple(map(_script, _NAMES))
"""The copy of a link, Streamlit's own words, the history, the dossiers kept, what paper says."""
SCRIPTS: Final = (*LANGUAGE_SCRIPTS.values(), *FRAME_SCRIPTS)
