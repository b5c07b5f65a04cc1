"""What a person does to the whole grid of a programme: lines, gestures, formats, paces.

Each changes the draft; every widget is filled from it again, and the good values of cells stay.
"""

import copy
from collections.abc import Callable
from typing import Any

import streamlit as st

from simulator.cases.programme_draft import Draft, size_of, without_line
from simulator.cases.registry import forms
from simulator.stories import programme_ready as ready
from simulator.text.typed import Unread, read_number
from simulator.ui import fields
from simulator.ui.programme_state import MOST_LINES, WIDGETS, collect, draft, key_of, session


def _changed(change: Callable[[Draft], Any], good: dict[str, Any] | None = None) -> None:
    """Change the draft; every widget is filled from it again, good values stay."""
    collect()
    held = session()
    here = copy.deepcopy(held["draft"])
    change(here)
    held["draft"] = here
    if good is not None:
        held["good"] = good
    fields.forget(WIDGETS)


def add_line() -> None:
    """One more line: the last one's format in another place, no firm yet."""

    def more(here: Draft) -> None:
        like = here["lignes"][-1]
        here["lignes"].append(
            ready.line(like["territoire"], like["dispositif"], [0] * here["nombre"])
        )

    if len(draft()["lignes"]) < MOST_LINES:
        _changed(more)


def remove_line(rank: int) -> None:
    """A line less; the last one stays."""
    if len(draft()["lignes"]) > 1:
        _changed(lambda here: here["lignes"].pop(rank), without_line(session()["good"], rank))


def add_lines(lines: list[dict[str, Any]], *, instead: bool) -> None:
    """Lines that were pasted, after those that are there or in their place."""
    good: dict[str, Any] | None = {} if instead else None
    _changed(lambda here: here.update(lignes=lines if instead else [*here["lignes"], *lines]), good)


def shape(name: str) -> None:
    """Fill the years of every line by a gesture, from its largest year."""

    def fill(here: Draft) -> None:
        for line in here["lignes"]:
            texts = [*line["pme"], *[""] * here["nombre"]][: here["nombre"]]
            firms = [_whole(text) for text in texts]
            line["pme"] = [str(x) for x in ready.shaped(name, firms, size_of(line))]

    _changed(fill)


def pace(rank: int, firms: list[int]) -> None:
    """Fill a line by a known pace, in whole groups."""

    def fill(here: Draft) -> None:
        size = size_of(here["lignes"][rank])
        here["lignes"][rank]["pme"] = [str(round(x / size) * size) for x in firms]

    _changed(fill)


def _whole(text: Any) -> int:
    try:
        return max(int(read_number(str(text), "PME")), 0)
    except Unread:
        return 0


def choose_format(rank: int) -> None:
    """Another format for a line: the answers that both ask stay, the route is that which leads."""
    scheme = st.session_state[key_of(f"lignes.{rank}.dispositif")]

    def other(here: Draft) -> None:
        line, asked = here["lignes"][rank], forms()[scheme].answers.model_fields
        line["reponses"] = {k: v for k, v in line.get("reponses", {}).items() if k in asked}
        line["voie"] = None

    _changed(other)
