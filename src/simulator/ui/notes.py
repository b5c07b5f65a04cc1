"""Small words around a picture or a link, as escaped HTML for ``st.html``."""

from html import escape


def note(text: str) -> str:
    """Return muted words under or beside what they are about."""
    return f'<p class="p-note">{escape(text)}</p>'


def heard(text: str) -> str:
    """Return what has just been found; screen readers say it at once."""
    return f'<p class="p-heard" role="status">{escape(text)}</p>'


def subtitle(text: str) -> str:
    """Return what a picture measures, under its title."""
    return f'<p class="p-subtitle">{escape(text)}</p>'


def small_heading(title: str, under: str) -> str:
    """Return the title of a row, and where its things come from (h2)."""
    return f'<div class="p-small-heading"><h2>{escape(title)}</h2><p>{escape(under)}</p></div>'


def tag(word: str) -> str:
    """Return a word in a dashed frame: what is marked is not the reader's own."""
    return f'<span class="p-tag">{escape(word)}</span>'
