"""A picture written by hand, with the fonts and the colours of the page."""

import streamlit as st


def show(picture: str) -> None:
    """Put an SVG on the page.

    ``st.html`` drops SVG; a block of HTML in Markdown keeps it and reads nothing inside as
    Markdown, as long as it is one line.
    """
    st.markdown(f'<div class="p-svg">{" ".join(picture.split())}</div>', unsafe_allow_html=True)
