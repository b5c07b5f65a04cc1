"""A picture written by hand, with the fonts and the colours of the page."""

from typing import Final

import streamlit as st

PLAIN: Final = " ,.;-'’()/%€?!…«»\u00a0\u202f"
"""Signs that neither HTML nor Markdown reads as anything."""


def plain(text: str) -> str:
    """Words for a picture: each other sign goes as its number, so that nothing reads it."""
    return "".join(c if c.isalnum() or c in PLAIN else f"&#{ord(c)};" for c in text)


def show(picture: str) -> None:
    """Put an SVG on the page.

    ``st.html`` drops SVG; a block of HTML in Markdown keeps it and reads nothing inside as
    Markdown, as long as it is one line.
    """
    st.markdown(f'<div class="p-svg">{" ".join(picture.split())}</div>', unsafe_allow_html=True)
