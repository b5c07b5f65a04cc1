"""A form drawn from the fields of a model: nothing about a question is written here.

Typed fields are text fields on purpose: a number field drops a French comma when the browser
speaks English. The model reads what was typed and answers in one sentence when it cannot.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any, Literal, get_args, get_origin

import streamlit as st

from simulator.cases.answers import Answers
from simulator.cases.question import (
    asked,
    bounds,
    field_label,
    optional,
    replaced_by,
    source_of,
    unit_of,
)
from simulator.law.facts import Fact
from simulator.law.sources import source_name
from simulator.schemes import SCHEMES
from simulator.text import current_language, formats, has, say, typed_days
from simulator.text.registered import in_words
from simulator.text.typed import Unread, read_number, typed_back
from simulator.text.typed_days import read_day
from simulator.ui import html
from simulator.ui.frame import keep_language

SIMPLEST = "simulation."
"""Assumptions that only start a form: one SME, no aid; nothing to cite."""
MEASURES = {"€", "%", "jours", "mois", "ans", "points de base"}
"""Units that a label must say; a count says its own."""


def choices(annotation: Any) -> tuple[str, ...]:
    """The words a field chooses from, or nothing."""
    return get_args(annotation) if get_origin(annotation) is Literal else ()


def essentials(answers: type[Answers], given: Answers | None = None) -> list[str]:
    """The handful of questions that come first; a given total takes the place of its parts."""
    first = [name for name in answers.model_fields if asked(answers, name).essential]
    first.sort(key=lambda name: asked(answers, name).rank)
    if given is None:
        return first
    return [replaced_by(given, name) or name for name in first]


def folded(answers: type[Answers], given: Answers | None = None) -> list[str]:
    """All the others, but those whose total is given."""
    first = set(essentials(answers, given))
    replaced = set(essentials(answers)) - first
    return [name for name in answers.model_fields if name not in first | replaced]


def key_of(scheme: str, name: str) -> str:
    """The key of a widget in the session."""
    return f"q_{scheme}_{name}"


def slider_key(scheme: str, name: str) -> str:
    """The key of the slider beside a number field: it only writes in the field."""
    return f"glissiere_{scheme}_{name}"


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
    one_way = current_language() == "fr" and len(apart) >= len(bare)
    return apart if one_way else bare


_DECIMALS = 6


def typed(text: str, unit: str, is_day: bool) -> Any:
    """What a person typed, as the model reads it; raw text when it is no number or day."""
    try:
        return read_day(text).isoformat() if is_day else read_number(text, unit, percents=True)
    except Unread:
        return text.strip()


def seed(scheme: str, answers: Answers, name: str) -> None:
    """Put an answer in its widget."""
    kind = type(answers)
    value = getattr(answers, name)
    plain = bool(choices(kind.model_fields[name].annotation)) or name == "annee"
    st.session_state[key_of(scheme, name)] = value if plain else written(value, unit_of(kind, name))


def seed_all(scheme: str, answers: Answers) -> None:
    """Put every answer in its widget, drawn or not."""
    for name in type(answers).model_fields:
        seed(scheme, answers, name)


def collect(scheme: str, answers: Answers) -> dict[str, Any]:
    """What the widgets of the last run hold, as plain data; the rest keeps its answer.

    A widget that was not drawn (a closed section, another page) says nothing: Streamlit forgets
    it. A drawn field left empty is unknown, or goes back to its default.
    """
    kind, data = type(answers), answers.model_dump(mode="json")
    for name, field in kind.model_fields.items():
        key = key_of(scheme, name)
        if key not in _drawn() or key not in st.session_state:
            continue
        value = st.session_state[key]
        if not isinstance(value, str) or choices(field.annotation):
            data[name] = value
        elif value.strip():
            data[name] = typed(value, unit_of(kind, name), name == "jour_signature")
        elif optional(field.annotation):
            data[name] = None
        else:
            del data[name]
    return data


DRAWN, DRAWING = "champs_dessines", "champs_en_cours"


def _drawn() -> list[str]:
    """The widgets of the last run."""
    return list(st.session_state.get(DRAWN, []))


def begin() -> None:
    """A new run: its widgets are listed as they are drawn."""
    st.session_state[DRAWING] = []


def end() -> None:
    """The run is over: what it drew is what the next one may read."""
    st.session_state[DRAWN] = st.session_state[DRAWING]


def draw(scheme: str, answers: Answers, names: Iterable[str], faults: dict[str, str]) -> None:
    """Draw questions, each with its help and, when it has one, its fault."""
    kind = type(answers)
    for name in names:
        key = key_of(scheme, name)
        if key not in _drawn() or key not in st.session_state:
            seed(scheme, answers, name)
        st.session_state[DRAWING] = [*st.session_state[DRAWING], key]
        _widget(scheme, answers, name)
        if not asked(kind, name).essential:
            st.caption(_help(scheme, kind, name))
        if name in faults:
            st.html(html.fault(faults[name]))


def _widget(scheme: str, answers: Answers, name: str) -> None:
    kind = type(answers)
    key, label, unit = key_of(scheme, name), field_label(name, scheme), unit_of(kind, name)
    measure = "%" if unit == "ratio" else in_words(unit)
    typed_label = f"{label} ({measure})" if unit in MEASURES else label
    if words := choices(kind.model_fields[name].annotation):
        st.selectbox(label, words, key=key, format_func=_word(name))
    elif name == "annee":
        first = min(SCHEMES[scheme].first_year(answers), answers.annee)
        st.select_slider(label, range(first, int(bounds(kind, name)[1] or first) + 1), key=key)
    elif has_slider(kind, name):
        _slider_and_field(scheme, answers, name, typed_label)
    else:
        st.text_input(typed_label, key=key, placeholder=_placeholder(kind, name))


def _slider_and_field(scheme: str, answers: Answers, name: str, label: str) -> None:
    """A slider whose scale never moves, and the field that holds the number itself."""
    kind, steps = type(answers), scale_of(type(answers), name)
    slider = slider_key(scheme, name)
    value = getattr(answers, name)
    st.session_state[slider] = min(max(value, steps[0]), steps[-1])
    left, right = st.columns([5, 2], vertical_alignment="bottom")
    left.select_slider(
        label,
        sorted({*steps, st.session_state[slider]}),
        key=slider,
        on_change=_slide,
        args=(scheme, kind, name),
        format_func=lambda step: _shown_step(step, steps, value, unit_of(kind, name)),
    )
    right.text_input(label, key=key_of(scheme, name), label_visibility="collapsed")


def _slide(scheme: str, kind: type[Answers], name: str) -> None:
    """The slider moved: its value is typed in the field."""
    keep_language()
    value = st.session_state[slider_key(scheme, name)]
    st.session_state[key_of(scheme, name)] = written(value, unit_of(kind, name))


def has_slider(kind: type[Answers], name: str) -> bool:
    """Whether a question has a scale to slide on."""
    return asked(kind, name).scale is not None


def scale_of(kind: type[Answers], name: str) -> list[Any]:
    """The choices of a slider: the question's own scale, step by step, whatever its value."""
    scale = asked(kind, name).scale
    if scale is None:
        raise KeyError(name)
    low, high, step = scale
    count = round((high - low) / step)
    whole = kind.model_fields[name].annotation is int
    return [int(low + k * step) if whole else round(low + k * step, 6) for k in range(count + 1)]


def _shown_step(step: Any, steps: Sequence[Any], value: Any, unit: str) -> str:
    """A step in words; its last one says when the value goes beyond."""
    words = _words_of(tuple(steps), unit, current_language())
    shown = words.get(step) or _shown(step, unit)
    return say("simuler.et_plus", valeur=shown) if step == steps[-1] < value else shown


@cache
def _words_of(steps: tuple[Any, ...], unit: str, _language: str) -> Mapping[Any, str]:
    """The steps of a scale in words; never an answer, which may be private."""
    return MappingProxyType({step: _shown(step, unit) for step in steps})


def _shown(value: Any, unit: str) -> str:
    if unit == "ratio":
        return formats.percent(value)
    if unit == "€":
        return formats.euros(value)
    return str(value) if unit in {"", "année"} else formats.number(value)


def _word(name: str) -> Any:
    def word(value: str) -> str:
        key = f"choix.{name}.{value}"
        return say(key if has(key) else f"choix.oui_non.{value}")

    return word


def _placeholder(kind: type[Answers], name: str) -> str:
    if name == "jour_signature":
        return say("simuler.jour_exemple")
    if has(f"champs.{name}.vide"):
        return say(f"champs.{name}.vide")
    return say("simuler.sans_reponse") if optional(kind.model_fields[name].annotation) else ""


def _help(scheme: str, kind: type[Answers], name: str) -> str:
    """The question's help, then where its default comes from."""
    own = f"champs.{name}.aide_{scheme}"
    text = say(own if has(own) else f"champs.{name}.aide")
    source = source_of(kind, name)
    if source is None or source.id.startswith(SIMPLEST):
        return text
    if isinstance(source, Fact):
        where = f"{in_words(source.quantity)} ({in_words(source.period)}), {_origin(source.source)}"
    else:
        where = in_words(source.why)
    return f"{text} {say('simuler.source_champ', source=where)}"


def sources_of_defaults(scheme: str, kind: type[Answers]) -> str:
    """Where the defaults of the first questions come from, in one muted line."""
    told = []
    for name in essentials(kind):
        source = source_of(kind, name)
        if isinstance(source, Fact):
            told.append(formats.named(field_label(name, scheme), _origin(source.source)))
    return formats.series(told)


def _origin(source: str) -> str:
    code = source.removeprefix("document ")
    if has(f"documents.{code}"):
        return say(f"documents.{code}")
    return source_name(source)
