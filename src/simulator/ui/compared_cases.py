"""One's own cases on screen, side by side: who bears what, the differences and their causes."""

import hashlib
import json
from collections.abc import Sequence
from functools import partial
from string import ascii_uppercase
from typing import Any

import streamlit as st

from simulator.cases.comparison import Comparison
from simulator.cases.scenario import Scenario, read
from simulator.simulate import simulate
from simulator.stories import cases_compared as story
from simulator.stories import difference, home_recent
from simulator.stories.board import assumed
from simulator.stories.marks import segments
from simulator.text import say
from simulator.ui import drawings, html, keeping, kept_cases, paper, sharing
from simulator.ui.downloads import JSON, offer
from simulator.ui.first_screen import TAKE_AWAY
from simulator.ui.folding import fold
from simulator.ui.kept_cases import FAULT, FORMATS, REFERENCE, VIEW, kept
from simulator.ui.labels import apart, literal

GAP = "comparaison_ecart"
SIDE_BY_SIDE = 3
"""Cases whose figures stand in two thirds of the page; more take all of it."""


def states() -> None:
    """The choice between the formats and the cases."""
    st.session_state.setdefault(VIEW, FORMATS)
    names = story.states(len(kept()))
    st.segmented_control(
        say("cas_compares.vue"),
        list(names),
        key=VIEW,
        format_func=names.__getitem__,
        label_visibility="collapsed",
        required=True,
    )


def show() -> None:
    """The second state of the page."""
    read_back = [read(case) for case in kept()]
    cases = [case.model_copy(update={"tus": ()}) for case in read_back]
    rank = min(st.session_state.get(REFERENCE, 0), max(len(cases) - 1, 0))
    comparison = Comparison(cas=tuple(cases), reference=rank) if cases else None
    told = story.told([simulate(case) for case in comparison.ordered]) if comparison else []
    if fault := st.session_state.get(FAULT):
        st.html(html.fault(fault))
    for text in story.left_out(read_back):
        st.html(html.warning(say("cas_compares.lien_prive"), text))
    st.html(html.answer(segments(story.answer(told))))
    if len(told) > 1:
        st.html(html.way_down("", say("cas_compares.vers_emporter"), TAKE_AWAY))
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    with left:
        states()
    if comparison:
        _choose_reference(right, comparison)
    if len(told) > 1:
        _compared(told)
    else:
        _begin(bool(told))
    if comparison:
        _take_away(comparison, told)
        ordered = comparison.ordered
        paper.typed(lambda: assumed.of_comparison(ordered, ascii_uppercase))
    kept_cases.from_file()


def _begin(kept_one: bool) -> None:
    """The way to a case, and while none is kept a comparison that is ready."""
    st.page_link("pages/simuler.py", label=say("cas_compares.vers_simuler"))
    if not kept_one:
        ready = home_recent.compared()
        st.page_link(kept_cases.PAGE, label=ready.said, query_params=dict(ready.parameters))


def _choose_reference(place: Any, comparison: Comparison) -> None:
    titles = [literal(story.name_of(case)) for case in comparison.cas]
    st.session_state.setdefault(REFERENCE, comparison.reference)
    place.selectbox(
        say("cas_compares.reference"),
        range(len(titles)),
        key=REFERENCE,
        format_func=apart(range(len(titles)), titles.__getitem__),
    )


def _compared(told: list[story.Told]) -> None:
    for other in told[2:]:
        st.html(html.source(segments(story.sentence(told[0], other)), ""))
    drawing = story.bears(told)
    drawings.show(drawing)
    drawings.foot(drawing, "cas_compares", write=story.WRITE, licence=say("mecene.vos_chiffres"))
    left, right = _sides(len(told) > SIDE_BY_SIDE)
    with left:
        st.html(html.chart_heading(say("cas_compares.indicateurs")))
        st.html(html.table(story.indicators(told)))
        st.html(html.source(say("cas_compares.indicateurs_lecture"), say("mots.lecture")))
    with right:
        _explained(told)


def _sides(many: bool) -> Sequence[Any]:
    """The figures and their difference: side by side, or one at a time where columns are many."""
    if many:
        return st.tabs([say("cas_compares.vue_ecart"), say("cas_compares.vue_chiffres")])[::-1]
    return st.columns([3, 2], gap="large")


def _explained(told: list[story.Told]) -> None:
    """One difference, cause by cause; then what would reverse the order."""
    choices = difference.gaps(told)
    if not choices:
        st.html(html.source(say("cas_compares.sans_ecart"), ""))
        return
    if st.session_state.get(GAP) not in choices:
        st.session_state.pop(GAP, None)
    chosen = st.selectbox(say("cas_compares.ecart"), list(choices), key=GAP)
    figure, other = choices[chosen]
    drawing = difference.causes_drawing(difference.explain(figure, told[0], other))
    drawings.show(drawing)
    drawings.foot(drawing, "causes_de_l_ecart", write=story.WRITE)
    if reversals := difference.reversed_by(figure, told):
        st.html(html.chart_heading(say("formats.renverse")))
        st.html(html.plain_list(reversals))


def _take_away(comparison: Comparison, told: list[story.Told]) -> None:
    with fold(say("cas_compares.gerer"), "comparaison_gerer") as opened:
        if opened:
            for rank, case in enumerate(comparison.cas):
                _one(rank, case)
    st.html(html.chart_heading(say("cas_compares.emporter"), place=TAKE_AWAY))
    shared, hidden = comparison.public(), story.hidden(comparison)
    kept_cases.write_address(shared)
    text = json.dumps(shared.to_dict(), ensure_ascii=False, indent=2)
    is_one = len(told) > 1
    if is_one:
        name, whole = story.title(comparison), comparison.to_dict()
        keeping.button("comparaison", shared.to_dict(), whole, name, story.answer(told), hidden)
    with sharing.leaving(hidden, ticked=False):
        if is_one:
            offer(say("cas_compares.telecharger"), partial(str, text), "comparaison.json", JSON)


def _one(rank: int, case: Scenario) -> None:
    """A kept case: its name, the way to the simulator, its removal."""
    words = story.actions(rank, case)
    name, link, out = st.columns([3, 3, 2], vertical_alignment="bottom")
    key = f"comparaison_nom_{_mark(case)}"
    st.session_state.setdefault(key, case.titre)
    name.text_input(
        words["nom"],
        key=key,
        max_chars=200,
        on_change=kept_cases.rename,
        args=(rank, key),
    )
    link.page_link(
        "pages/simuler.py",
        label=literal(words["ouvrir"]),
        query_params={"s": case.public().to_link()},
    )
    out.button(
        literal(words["retirer"]),
        key=f"comparaison_retirer_{rank}",
        on_click=kept_cases.remove,
        args=(rank,),
        type="tertiary",
    )


def _mark(case: Scenario) -> str:
    """A short name of a case for its widgets."""
    return hashlib.sha256(json.dumps(case.to_dict()).encode()).hexdigest()[:12]
