"""The fields of a form, whatever they fill: one choice or one text field a question.

Typed fields are text fields on purpose: a number field drops a French comma when the browser
speaks English. The model reads what was typed and answers in one sentence when it cannot.
A widget that was not drawn (a closed section, another page) says nothing: Streamlit forgets it.
What it held that no case has taken yet is kept apart, until one does.
"""

import time
from datetime import date
from typing import Any

import streamlit as st

from simulator.cases.question import Entry
from simulator.text import formats, has, say, typed_days, typed_ranges
from simulator.text.registered import in_words
from simulator.text.typed import Unread, mark, read_number, typed_back
from simulator.text.typed_days import read_day
from simulator.text.typed_ranges import Three, is_range, read_range

DRAWN, DRAWING, HELD = "champs_dessines", "champs_en_cours", "champs_tenus"
SHOWN, WRITTEN = "champs_montres", "champs_ecrits"
HEARD_WITHIN = 3.0
"""Seconds in which a browser hears what a session wrote: nobody types back the old value sooner."""
MEASURES = {"€", "%", "jours", "mois", "ans", "points de base"}
"""Units that a label must say; a count says its own."""
_DECIMALS = 6


def begin() -> None:
    """A new run: its widgets are listed as they are drawn."""
    st.session_state[DRAWING] = []


def end() -> None:
    """The run is over: what it drew is what the next one may read."""
    drawn = st.session_state[DRAWN] = st.session_state[DRAWING]
    st.session_state[SHOWN] = {key: st.session_state[key] for key in drawn}


def moved() -> bool:
    """Whether a field holds something else than the last whole run showed."""
    shown = st.session_state.get(SHOWN, {})
    return any(raw != shown[key] for key, raw in held().items() if key in shown)


def is_asked(key: str) -> bool:
    """Whether this run has drawn a widget already."""
    return key in st.session_state[DRAWING]


def hold() -> None:
    """Keep what the widgets hold: another page, or a closed section, is about to forget them."""
    st.session_state[HELD] = held()


def release(prefix: str) -> None:
    """What the widgets of a form held is in its case now."""
    _drop(HELD, prefix)


def _drop(what: str, prefix: str) -> None:
    kept = st.session_state.get(what, {})
    st.session_state[what] = {k: told for k, told in kept.items() if not k.startswith(prefix)}


def held() -> dict[str, Any]:
    """What the widgets of the last run hold, and what others held that no case has taken."""
    drawn = [key for key in st.session_state.get(DRAWN, []) if key in st.session_state]
    for key in drawn:
        if is_echo(key):
            st.session_state[key] = st.session_state[WRITTEN][key][1]
    return {**st.session_state.get(HELD, {}), **{key: st.session_state[key] for key in drawn}}


def rewrite(key: str, value: Any) -> None:
    """Put a value in a widget that the browser shows: until it hears of it, it says the old one."""
    before = st.session_state.get(key)
    if before != value:
        written = (before, value, time.monotonic())
        st.session_state[WRITTEN] = {**st.session_state.get(WRITTEN, {}), key: written}
        st.session_state[key] = value


def is_echo(key: str) -> bool:
    """Whether a widget says what it held before we wrote in it: nobody moved it."""
    before, _, since = st.session_state.get(WRITTEN, {}).get(key, (None, None, 0.0))
    late = time.monotonic() - since > HEARD_WITHIN
    return not late and st.session_state.get(key) == before


def forget(prefix: str) -> None:
    """Let the widgets whose key begins so be filled again: what they fill has changed."""
    for key in [k for k in st.session_state if isinstance(k, str) and k.startswith(prefix)]:
        del st.session_state[key]
    drawn = st.session_state.get(DRAWN, [])
    st.session_state[DRAWN] = [key for key in drawn if not key.startswith(prefix)]
    _drop(WRITTEN, prefix)
    release(prefix)


def listed(key: str, fill: Any) -> None:
    """Count a widget among those of this run; `fill()` gives it its first value.

    It counts at once among those drawn: a run that is cut short has shown it all the same.
    """
    drawn, kept = st.session_state.get(DRAWN, []), st.session_state.get(HELD, {})
    if key not in drawn or key not in st.session_state:
        st.session_state[key] = kept[key] if key in kept else fill()
        st.session_state[DRAWN] = [*drawn, key]
    st.session_state[DRAWING] = [*st.session_state[DRAWING], key]


def draw(entry: Entry, key: str, label: str, placeholder: str = "") -> None:
    """The widget of a question."""
    if entry.kind == "choix":
        st.selectbox(label, entry.words, key=key, format_func=word_of(entry.name))
    else:
        st.text_input(label, key=key, placeholder=placeholder)


def word_of(name: str) -> Any:
    """How the words of a choice read."""

    def word(value: str) -> str:
        key = f"choix.{name}.{value}"
        return say(key if has(key) else f"choix.oui_non.{value}")

    return word


def with_unit(label: str, unit: str) -> str:
    """What a question is called, with its unit when the words do not say it."""
    shown = "%" if unit == "ratio" else in_words(unit)
    is_told = shown.lower() in label.lower()  # « Jours prêtés » says its unit
    return f"{label} ({shown})" if unit in {*MEASURES, "ratio"} and not is_told else label


def read(entry: Entry, raw: Any) -> Any:
    """What a widget holds, as the model reads it; None when it is empty."""
    if entry.kind == "choix" or not isinstance(raw, str):
        return raw
    if not raw.strip():
        return None
    if entry.kind == "texte":
        return raw.strip()
    return typed(raw, entry.unit, entry.kind == "jour")


def typed(text: str, unit: str, is_day: bool) -> Any:
    """What a person typed, as the model reads it; raw text when it is no number or day."""
    try:
        return read_day(text).isoformat() if is_day else read_number(text, unit, percents=True)
    except Unread:
        return text.strip() if is_day else _likely(text, unit)


def _likely(text: str, unit: str) -> Any:
    """The likely value of a range; raw text when it is none."""
    try:
        likely = read_range(text, unit)[1]
    except Unread:
        return text.strip()
    return int(likely) if likely.is_integer() else likely


def range_in(entry: Entry, raw: Any) -> Three | None:
    """The range that a widget holds, None when it holds a number; raises Unread when unreadable."""
    if entry.kind != "nombre" or not isinstance(raw, str) or not is_range(raw):
        return None
    return read_range(raw, entry.unit)


def written_range(three: Three, unit: str) -> str:
    """A range as a person would type it."""
    low, likely, high = (written(value, unit) for value in three)
    return typed_ranges.written_range(low, likely, high)


def understood(three: Three, unit: str) -> None:
    """What was understood of a range, under its field."""
    low, likely, high = (formats.with_unit(value, unit) for value in three)
    st.caption(say("saisie.fourchette_lue", bas=low, plutot=likely, haut=high))


def written(value: Any, unit: str) -> str:
    """A value as a person would type it."""
    if value is None:
        return ""
    if isinstance(value, date):
        return typed_days.written(value)
    if not isinstance(value, int | float):
        return str(value)
    value = value * 100 if unit == "ratio" else value
    bare = typed_back(value, _DECIMALS)  # may end with a zero, so that it reads one way
    apart = formats.number(value, _DECIMALS)
    one_way = mark() == "," and len(apart) >= len(bare)
    return apart if one_way else bare
