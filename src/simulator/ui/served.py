"""The addresses that the server adds to the pages: none under `streamlit run app.py`."""

ADDRESSES: set[str] = set()
"""Filled once, when serve.py starts."""
