"""A form drawn from the fields of a model: nothing about a question is written here.

Typed fields are text fields on purpose: a number field drops a French comma when the browser
speaks English. The model reads what was typed and answers in one sentence when it cannot.
"""

import types
from collections.abc import Iterable
from datetime import date, datetime
from math import ceil, floor, isfinite, log10
from typing import Any, Literal, Union, get_args, get_origin

import streamlit as st

from simulator.facts import Fact
from simulator.schemes.model import NUMBER, Answers, source_of
from simulator.text import current_language, formats, has, say
from simulator.ui import html

SLIDER_STEPS = 40
"""A slider offers about this many choices on each side of its value."""
SIMPLEST = "simulation."
"""Assumptions that only start a form: one SME, no aid; nothing to cite."""
MEASURES = {"€", "%", "jours", "mois", "ans", "points de base"}
"""Units that a label must say; a count says its own."""


def optional(annotation: Any) -> bool:
    """Whether a field may be left unknown."""
    return get_origin(annotation) in {Union, types.UnionType} and type(None) in get_args(annotation)


def choices(annotation: Any) -> tuple[str, ...]:
    """The words a field chooses from, or nothing."""
    return get_args(annotation) if get_origin(annotation) is Literal else ()


def extra(answers: type[Answers], name: str) -> dict[str, Any]:
    """What `question()` said of a field beside its bounds."""
    found = answers.model_fields[name].json_schema_extra
    return dict(found) if isinstance(found, dict) else {}


def essentials(answers: type[Answers]) -> list[str]:
    """The handful of questions that come first."""
    return [name for name in answers.model_fields if extra(answers, name).get("essential")]


def folded(answers: type[Answers]) -> list[str]:
    """All the others."""
    first = set(essentials(answers))
    return [name for name in answers.model_fields if name not in first]


def key_of(scheme: str, name: str) -> str:
    """The key of a widget in the session."""
    return f"q_{scheme}_{name}"


def written(value: Any, unit: str) -> str:
    """A value as a person would type it."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if not isinstance(value, int | float):
        return str(value)
    shown = formats.number(value * 100 if unit == "ratio" else value, 6)
    return shown if current_language() == "fr" else shown.replace(",", "")


def typed(text: str, unit: str, is_day: bool) -> Any:
    """What a person typed, as the model reads it; raw text when it is no number or day."""
    text = text.strip()
    if is_day:
        try:
            return datetime.strptime(text, "%d/%m/%Y").date().isoformat()
        except ValueError:
            return text
    bare = text.translate({ord(c): None for c in " \u00a0\u202f€%"})
    bare = bare.replace("\u2212", "-")
    if current_language() == "fr":  # elsewhere a comma might be a thousand or a decimal: refused
        bare = bare.replace(",", ".")
    if not NUMBER.fullmatch(bare) or not isfinite(value := float(bare)):
        return text
    if unit == "ratio":
        return value / 100
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


def seed(scheme: str, answers: Answers, name: str) -> None:
    """Put an answer in its widget."""
    kind = type(answers)
    value = getattr(answers, name)
    plain = bool(choices(kind.model_fields[name].annotation)) or is_slider(kind, name)
    st.session_state[key_of(scheme, name)] = value if plain else written(value, _unit(kind, name))


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
            data[name] = typed(value, _unit(kind, name), name == "jour_signature")
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
        _widget(scheme, kind, name)
        if not extra(kind, name).get("essential"):
            st.caption(_help(kind, name))
        if name in faults:
            st.html(html.fault(faults[name]))


def _widget(scheme: str, kind: type[Answers], name: str) -> None:
    annotation = kind.model_fields[name].annotation
    key, label = key_of(scheme, name), say(f"champs.{name}.label")
    if words := choices(annotation):
        st.selectbox(label, words, key=key, format_func=_word(name))
    elif is_slider(kind, name):
        st.select_slider(
            label,
            _steps(kind, name, st.session_state[key]),
            key=key,
            format_func=lambda v: _shown(v, _unit(kind, name)),
        )
    else:
        unit = "%" if _unit(kind, name) == "ratio" else _unit(kind, name)
        suffix = f" ({unit})" if unit in MEASURES else ""
        st.text_input(label + suffix, key=key, placeholder=_placeholder(kind, name))


def is_slider(kind: type[Answers], name: str) -> bool:
    """A first question that is always known is a slider; the others are typed."""
    annotation = kind.model_fields[name].annotation
    return bool(extra(kind, name).get("essential")) and annotation in (int, float)


def _steps(kind: type[Answers], name: str, current: Any) -> list[Any]:
    """The choices of a slider: from its bound to twice its value, in round steps."""
    low, high = (bound if bound is not None else 0 for bound in bounds(kind, name))
    middle = max(current, kind.model_fields[name].default)
    step = _step(kind, name, middle)
    start = low if name == "annee" else ceil(low / step) * step
    top = min(high, max(2 * middle, start + SLIDER_STEPS * step))
    steps = [round(start + k * step, 6) for k in range(floor((top - start) / step) + 1)]
    if kind.model_fields[name].annotation is int:
        steps = [low, *(int(s) for s in steps)]
    return sorted({*steps, current})


def _step(kind: type[Answers], name: str, middle: float) -> float:
    """The step of a slider: the question's own, wider for large values (1, 2 or 5 times a ten)."""
    own = float(extra(kind, name).get("step") or 1)
    if name == "annee" or middle <= 2 * SLIDER_STEPS * own:
        return own
    tens = 10.0 ** floor(log10(middle / SLIDER_STEPS))
    return max(own, next(k * tens for k in (1, 2, 5, 10) if k * tens >= middle / SLIDER_STEPS))


def bounds(kind: type[Answers], name: str) -> tuple[float | None, float | None]:
    """The lowest and highest values a field admits."""
    found: dict[str, Any] = {}
    for rule in kind.model_fields[name].metadata:
        for side in ("ge", "le"):
            if hasattr(rule, side):
                found[side] = getattr(rule, side)
    return found.get("ge"), found.get("le")


def _unit(kind: type[Answers], name: str) -> str:
    return str(extra(kind, name).get("unit") or "")


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
    return say("simuler.sans_reponse") if optional(kind.model_fields[name].annotation) else ""


def _help(kind: type[Answers], name: str) -> str:
    """The question's help, then where its default comes from."""
    text = say(f"champs.{name}.aide")
    source = source_of(kind, name)
    if source is None or source.id.startswith(SIMPLEST):
        return text
    if isinstance(source, Fact):
        where = f"{source.quantity} ({source.period}), {_origin(source.source)}"
    else:
        where = source.why
    return f"{text} {say('simuler.source_champ', source=where)}"


def sources_of_defaults(kind: type[Answers]) -> str:
    """Where the defaults of the first questions come from, in one muted line."""
    told = []
    for name in essentials(kind):
        source = source_of(kind, name)
        if isinstance(source, Fact):
            told.append(f"{say(f'champs.{name}.label')}\u00a0: {_origin(source.source)}")
    return "\u00a0; ".join(told)


def _origin(source: str) -> str:
    code = source.removeprefix("document ")
    if has(f"documents.{code}"):
        return say(f"documents.{code}")
    return formats.source_name(source)
