"""One entry of a sponsor's case: a field of the draft, its help, its fault."""

from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from simulator.cases import sponsor_draft as drafts
from simulator.cases.question import Entry, field_label
from simulator.cases.sponsor_draft import Path
from simulator.text import has, say
from simulator.ui import fields, html, sponsor_ranges
from simulator.ui import sponsor_state as state


def ask(path: Path, faults: dict[str, str], label: str = "", *, help_under: bool = False) -> None:
    """Draw the entry of a place, its help when asked for, and its fault when it has one."""
    entry, key = drafts.entry_at(path), state.key_of(path)
    label = label or label_of(entry)
    if fields.is_asked(key):  # asked once a page, where it is read first
        st.caption(say("mecene.demande_ailleurs", champ=label))
        return
    fields.listed(key, partial(_seeded, path, entry))
    fields.draw(entry, key, label, _placeholder(path, entry))
    if help_under and has(f"champs.{entry.name}.aide"):
        st.caption(say(f"champs.{entry.name}.aide"))
    place = ".".join(str(part) for part in path)
    if told := faults.get(place):
        st.html(html.fault(told))
    elif three := state.draft().get("doute", {}).get("plages", {}).get(place):
        fields.understood(three, entry.unit)


def _seeded(path: Path, entry: Entry) -> Any:
    """What the draft holds, as a person would type it."""
    value = drafts.get(state.draft(), path)
    if entry.kind == "choix":
        return value if value in entry.words else _default_word(entry)
    if value is None:
        value = entry.default
    if entry.kind == "jour" and isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            return value
    ranged = sponsor_ranges.typed_back(state.draft(), path, entry.unit, value)
    return ranged or fields.written(value, entry.unit)


def _default_word(entry: Entry) -> str:
    return entry.default if entry.default in entry.words else entry.words[0]


def label_of(entry: Entry) -> str:
    """What an entry is called, with its unit."""
    key = f"mecene_champs.{entry.name}"
    return fields.with_unit(say(key) if has(key) else field_label(entry.name), entry.unit)


def _placeholder(path: Path, entry: Entry) -> str:
    if entry.kind == "jour":
        return say("simuler.jour_exemple")
    if entry.kind == "texte":
        return ""
    if entry.name.startswith("autres_dons"):
        return say("mecene.rien")
    if isinstance(path[-1], int) and path[-1] > 0:
        repeated = entry.name in drafts.REPEATED
        return say("mecene.comme_avant" if repeated else "mecene.rien")
    return say("simuler.sans_reponse")
