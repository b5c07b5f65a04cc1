"""The form of a format, drawn from its model: nothing about a question is written here."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, partial
from types import MappingProxyType
from typing import Any

import streamlit as st

from simulator.cases.answers import Answers
from simulator.cases.doubts import NO_DOUBT, Doubt
from simulator.cases.question import (
    asked,
    bounds,
    entry_of,
    field_label,
    optional,
    replaced_by,
    source_of,
    unit_of,
)
from simulator.law.facts import Fact
from simulator.law.sources import source_name
from simulator.schemes import SCHEMES
from simulator.text import current_language, formats, has, say
from simulator.text.registered import in_words
from simulator.text.typed_ranges import Three
from simulator.ui import fields, html
from simulator.ui.frame import keep_language

WIDGETS, SIMPLEST = "q_", "simulation."
"""Assumptions that only start a form: one SME, no aid; nothing to cite."""


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
    return [
        name
        for name in answers.model_fields
        if name not in first | replaced and not (given and replaced_by(given, name))
    ]


def key_of(scheme: str, name: str) -> str:
    """The key of a widget in the session."""
    return f"{WIDGETS}{scheme}_{name}"


def slider_key(scheme: str, name: str) -> str:
    """The key of the slider beside a number field: it only writes in the field."""
    return f"glissiere_{scheme}_{name}"


def _first(answers: Answers, name: str, three: Three | None = None) -> Any:
    """An answer as its widget holds it, or its range."""
    entry, value = entry_of(type(answers), name), getattr(answers, name)
    if three is not None:
        return fields.written_range(three, entry.unit)
    is_word = entry.kind == "choix" or name == "annee"
    return value if is_word else fields.written(value, entry.unit)


def collect(scheme: str, answers: Answers) -> dict[str, Any]:
    """What the widgets hold, as plain data; the rest keeps its answer.

    A drawn field left empty is unknown, or goes back to its default. A price offered for the year
    is no answer: it follows the year.
    """
    kind, data = type(answers), answers.model_dump(mode="json")
    held = fields.held()
    offered = {name: _first(answers, name) for name in kind.indexed() if answers.is_default(name)}
    for name in offered:
        del data[name]
    for name, field in kind.model_fields.items():
        key = key_of(scheme, name)
        if key not in held or (name in offered and held[key] == offered[name]):
            continue
        value = fields.read(entry_of(kind, name), held[key])
        if value is not None or optional(field.annotation):
            data[name] = value
        else:
            data.pop(name, None)
    return data


def follow_the_year(scheme: str, before: Answers, now: Answers) -> None:
    """The prices offered for another year, in the fields where nobody had typed one."""
    held = fields.held()
    for name in now.indexed():
        key = key_of(scheme, name)
        if before.annee != now.annee and now.is_default(name) and key in held:
            fields.rewrite(key, _first(now, name))


def draw(
    scheme: str,
    answers: Answers,
    names: Iterable[str],
    faults: dict[str, str],
    doubt: Doubt = NO_DOUBT,
    *,
    wide: bool = False,
) -> None:
    """Draw questions, each with its help, what was understood of its range, and its fault.

    `wide` gives numbers a field as wide as the panel, without a slider: ranges are typed there.
    """
    kind, ranges = type(answers), dict(doubt.plages)
    for name in names:
        three = ranges.get(name)
        fields.listed(key_of(scheme, name), partial(_first, answers, name, three))
        _widget(scheme, answers, name, wide=wide or three is not None)
        if three is not None and name not in faults:
            fields.understood(three, unit_of(kind, name))
        if not asked(kind, name).essential:
            st.caption(_help(scheme, kind, name))
        if name in faults:
            st.html(html.fault(faults[name]))


def _widget(scheme: str, answers: Answers, name: str, *, wide: bool = False) -> None:
    kind, key = type(answers), key_of(scheme, name)
    entry, label = entry_of(kind, name), field_label(name, scheme)
    told = fields.with_unit(label, entry.unit)
    if name == "annee":
        first = min(SCHEMES[scheme].first_year(answers), answers.annee)
        st.select_slider(label, range(first, int(bounds(kind, name)[1] or first) + 1), key=key)
    elif has_slider(kind, name) and not wide:
        _slider_and_field(scheme, answers, name, told)
    else:
        fields.draw(entry, key, told, _placeholder(kind, name))


def _slider_and_field(scheme: str, answers: Answers, name: str, label: str) -> None:
    """A slider whose scale never moves, and the field that holds the number itself."""
    kind, steps = type(answers), scale_of(type(answers), name)
    slider = slider_key(scheme, name)
    value = getattr(answers, name)
    fields.rewrite(slider, min(max(value, steps[0]), steps[-1]))
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
    slider = slider_key(scheme, name)
    if fields.is_echo(slider):
        return
    value = fields.written(st.session_state[slider], unit_of(kind, name))
    fields.rewrite(key_of(scheme, name), value)


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
