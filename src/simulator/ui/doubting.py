"""« Doute », the second view of a result: what the ranges of a case make of one of its figures.

Nothing is drawn while the view is closed. The last study is kept in the session, by its question.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from simulator.cases.ranges import Range
from simulator.charts.drawing import Drawing
from simulator.errors import PasserelleError
from simulator.stories import doubt as story
from simulator.stories import doubt_drawings
from simulator.stories.marks import segments
from simulator.studies.doubting.offered import documented, ranges_offered
from simulator.studies.doubting.subject import CaseSubject
from simulator.studies.one_at_a_time import Effects, one_at_a_time
from simulator.studies.outputs import Output
from simulator.studies.uncertainty import Doubted, DoubtedOutput, doubt
from simulator.text import say
from simulator.text.typed import Unread
from simulator.ui import drawings, fields, html, ranged
from simulator.ui.folding import fold

VIEWS = PAYS, DOUBT = "paie", "doute"
KEPT = "doute_etude"
OFFERED = 4
"""Ranges offered at once."""


@dataclass(frozen=True)
class Question:
    """What a page doubts: its case, one figure, and the ways back into its form.

    `view` says which route or reading it is; `threshold_key` is the field of the threshold;
    `adopt` puts a range in the form; `extra` draws one more choice.
    """

    page: str
    subject: CaseSubject
    names: Sequence[str]
    view: str
    draws: int
    threshold_key: Callable[[str], str]
    adopt: Callable[[Range], None]
    draw_again: Callable[[], None]
    extra: Callable[[], object] | None = None


def is_open(page: str) -> bool:
    """Whether the page shows its view of doubt."""
    return bool(st.session_state.get(_key(page)) == DOUBT)


def _key(page: str) -> str:
    return f"vue_{page}"


def control(page: str) -> None:
    """The choice of the view."""
    st.segmented_control(
        say("doute.vue.nom"),
        VIEWS,
        required=True,
        default=None if _key(page) in st.session_state else PAYS,
        key=_key(page),
        format_func=lambda view: say(f"doute.vue.{view}"),
        label_visibility="collapsed",
    )


def show(asked: Question) -> None:
    """The answer, the control, the figure and its threshold, then the proof."""
    chosen = str(st.session_state.get(f"doute_{asked.page}_chiffre", ""))
    output = asked.subject.outputs[chosen if chosen in asked.names else asked.names[0]]
    ranges = _ranges(asked.subject)
    try:
        if any(one.moves for one in ranges.values()):
            study = _study(asked, output, ranges)
            st.html(html.answer(segments(story.answer(study.outputs[0], study))))
            _choices(asked, output)
            _doubted(asked, study, study.outputs[0])
        else:
            _single(asked, output)
    except PasserelleError as fault:
        _choices(asked, output)
        st.html(html.warning(say("doute.vue.doute"), str(fault)))


def _ranges(subject: CaseSubject) -> dict[str, Range]:
    """The ranges of the numbers that count now: a total may have taken the place of one."""
    counted = {number.name: number for number in subject.numbers}
    kept = subject.doubt.without(name for name, _ in subject.doubt.plages if name not in counted)
    return kept.ranges(counted.values())


def _choices(asked: Question, output: Output) -> None:
    """The view, the figure that is doubted, its threshold."""
    views, figure, limit = st.columns([3, 4, 3], vertical_alignment="bottom")
    with views:
        control(asked.page)
    outputs = asked.subject.outputs
    figure.selectbox(
        say("doute.vue.chiffre"),
        list(asked.names),
        key=f"doute_{asked.page}_chiffre",
        format_func=lambda name: outputs[name].label,
    )
    key = asked.threshold_key(output.name)
    now = dict(asked.subject.doubt.seuils).get(output.name)
    fields.listed(key, lambda: fields.written(now, output.unit))
    label = fields.with_unit(say("doute.vue.seuil"), output.unit)
    limit.text_input(label, key=key, placeholder=say("doute.vue.seuil_exemple"))
    if told := _unread(st.session_state[key], output):
        st.html(html.fault(told))
    if asked.extra:
        asked.extra()


def _unread(raw: str, output: Output) -> str:
    """Why a threshold cannot be read; nothing when it can."""
    try:
        ranged.read_threshold(raw, output.unit)
    except Unread as fault:
        return str(fault)
    return ""


def _study(asked: Question, output: Output, ranges: dict[str, Range]) -> Doubted:
    """The study of a question; the last one is kept."""
    subject = asked.subject
    limit = dict(subject.doubt.seuils).get(output.name)
    said = [subject.case.model_dump(mode="json"), output.key, asked.draws, limit]
    question = json.dumps(said, sort_keys=True)
    kept = st.session_state.get(KEPT)
    if kept and kept[0] == question:
        found: Doubted = kept[1]
        return found
    limits = {} if limit is None else {output.name: limit}
    seed = subject.doubt.graine
    told = st.empty()
    found = doubt(
        subject, ranges, [output], draws=asked.draws, seed=seed, thresholds=limits,
        progress=lambda done: told.progress(done, say("doute.vue.calcul")),
    )  # fmt: skip
    told.empty()
    st.session_state[KEPT] = question, found
    return found


def _doubted(asked: Question, study: Doubted, found: DoubtedOutput) -> None:
    """Twenty futures, what weighs, what to measure, what flips."""
    if told := story.aside(found, study):
        st.html(html.warning(say("doute.vue.aussi"), " ".join(told)))
    if (dots := doubt_drawings.of_futures(found, study, asked.view)) is not None:
        _drawn(dots, "vingt_avenirs")
    left, right = st.columns([5, 3], gap="large")
    with left:
        if (weights := doubt_drawings.of_drivers(found, study)) is not None:
            _drawn(weights, "ce_qui_pese", level=3)
    with right:
        if measured := story.to_measure(found):
            st.html(html.chart_heading(say("doute.vue.mesurer"), level=3))
            st.html(html.plain_list(measured))
        st.html(html.chart_heading(say("doute.vue.basculer"), story.others(found), level=3))
        st.html(html.plain_list(story.what_flips(found, study)))
        st.button(say("doute.vue.refaire"), on_click=asked.draw_again, type="tertiary")
    with fold(say("doute.vue.toutes"), f"doute_{asked.page}_toutes") as opened:
        if opened:
            _effects(asked, found.output)
    typed = {one.name for one in study.ranges}
    offered = [one for one in documented(asked.subject.case) if one.name not in typed]
    if offered:
        st.html(html.source("", say("doute.vue.offerts")))
        _offer(asked, offered[:OFFERED])


def _drawn(drawing: Drawing, name: str, level: int = 2) -> None:
    drawings.show(drawing, level)
    drawings.foot(drawing, name, write=doubt_drawings.WRITE)


def _single(asked: Question, output: Output) -> None:
    """Without ranges: one estimate, and which assumption counts most."""
    effects = one_at_a_time(asked.subject, output)
    st.html(html.answer(segments(story.single(effects))))
    _choices(asked, output)
    _draw_effects(asked.page, effects)
    offered = ranges_offered(asked.subject.case, effects.moving)
    if offered:
        key = "essai" if offered[0] in documented(asked.subject.case) else "essai_dixieme"
        st.html(html.source(say(f"doute.vue.{key}"), ""))
        _offer(asked, offered)


def _effects(asked: Question, output: Output) -> None:
    """Which assumption counts most, the likely values being those of the case."""
    _draw_effects(asked.page, one_at_a_time(asked.subject, output))


def _draw_effects(page: str, effects: Effects) -> None:
    if (swings := doubt_drawings.of_effects(effects)) is not None:
        _drawn(swings, "a_dix_pour_cent")
    elif effects.value is not None:
        st.html(html.chart_heading(say("doute.dixieme.rien")))
    if told := list(story.notes(effects)):
        with fold(say("doute.vue.autres"), f"doute_{page}_autres") as opened:
            st.html(html.plain_list(told if opened else []))


def _offer(asked: Question, offered: Sequence[Range]) -> None:
    """Ranges that one click types in the form."""
    for one in offered:
        st.button(
            story.offer(one),
            key=f"doute_{asked.page}_essai_{one.name}",
            on_click=asked.adopt,
            args=(one,),
        )
