"""« Quelle réponse donne ce chiffre ? »: one block for any page.

The page brings its outputs, its inputs and its own way of seeking; the block asks, says what was
found in one sentence, and lets the reader take a value. What was found stands while the case does.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from simulator.cases.scenario import Scenario
from simulator.errors import PasserelleError
from simulator.simulate import Outcome
from simulator.stories.scenario_figures import shown_values
from simulator.studies.seek import (
    OTHER_TOLERANCE,
    TOLERANCES,
    Output,
    adopted,
    free_inputs,
    outputs_of,
    seek_scenario,
    shown,
    shown_input,
)
from simulator.studies.solving.answers import Answer, Point
from simulator.text import say
from simulator.text.typed import read_number
from simulator.ui import current, form, html

LISTED = 6
"""Solutions listed at most; beyond, the sentence says how many there are."""


@dataclass(frozen=True, slots=True)
class Figure:
    """An output that may be given a target: its value now is None when it is unknown."""

    key: str
    label: str
    unit: str
    now: float | None


@dataclass(frozen=True, slots=True)
class Question:
    """An input that may be freed."""

    key: str
    label: str
    unit: str
    now: float | None


Ask = Callable[[str, float, str], Answer]
"""The page's own seek: key of the output, target in its unit, key of the input."""
Adopt = Callable[[str, float], None]
"""The page's way of taking a value: key of the input, value."""


def block(
    name: str,
    case: str,
    figures: Sequence[Figure],
    questions: Sequence[Question],
    ask: Ask,
    adopt: Adopt,
) -> None:
    """Choose a figure, its target, the question to free; then the answer.

    `name` must be used once a page; `case` tells one case from another (it stays in the session).
    """
    outputs, inputs = {f.key: f for f in figures}, {q.key: q for q in questions}
    keys = {part: f"recherche_{name}_{part}" for part in ("chiffre", "cible", "question", "trouve")}
    _keep_among(keys["chiffre"], list(outputs))
    _keep_among(keys["question"], list(inputs))
    left, middle, right = st.columns([5, 3, 5])
    chosen = left.selectbox(
        say("recherche.chiffre"), list(outputs), key=keys["chiffre"],
        format_func=lambda key: outputs[key].label,
    )  # fmt: skip
    figure = outputs[chosen]
    unit = {"ratio": " (%)", "€": " (€)"}.get(figure.unit, "")
    typed = middle.text_input(
        say("recherche.cible") + unit, key=keys["cible"], placeholder=_written(figure)
    )
    freed = right.selectbox(
        say("recherche.question"), list(inputs), key=keys["question"],
        format_func=lambda key: inputs[key].label,
    )  # fmt: skip
    asked = [case, figure.key, typed.strip(), freed]
    st.button(
        say("recherche.chercher"), key=f"recherche_{name}_bouton", type="primary",
        on_click=_order, args=(name,),
    )  # fmt: skip
    if st.session_state.pop(_ordered(name), False):
        found = _found(figure, typed, inputs[freed], ask)
        st.session_state[keys["trouve"]] = {"asked": asked, **found}
    last: dict[str, Any] = st.session_state.get(keys["trouve"], {})
    if not last:
        return
    if last["asked"] != asked:
        st.html(html.source(say("recherche.a_refaire"), say("mots.lecture")))
        return
    _show(name, last, freed, inputs[freed], adopt)


def _ordered(name: str) -> str:
    return f"recherche_{name}_demandee"


def _order(name: str) -> None:
    """Ask for the search; the run that follows makes it, in the language of the page."""
    st.session_state[_ordered(name)] = True


def _keep_among(key: str, words: list[str]) -> None:
    """A choice that no longer exists goes back to the first."""
    if st.session_state.get(key) not in words:
        st.session_state.pop(key, None)


def _written(figure: Figure) -> str:
    """The figure of today, as an example of what to type."""
    return "" if figure.now is None else form.written(round(figure.now, 4), figure.unit)


def _found(figure: Figure, typed: str, question: Question, ask: Ask) -> dict[str, Any]:
    """What the seek says, as plain words and values."""
    if not typed.strip():
        return {"fault": say("recherche.cible_non_finie"), "values": []}
    try:
        target = read_number(typed, figure.unit, percents=True)
        answer = ask(figure.key, float(target), question.key)
    except PasserelleError as refusal:
        return {"fault": str(refusal), "values": []}
    values = []
    for solution in answer.solutions[:LISTED]:
        ends = [solution.low, solution.high] if solution.is_interval else [solution.low]
        values.append([[end.x, end.output] for end in ends])
    notes = [say("recherche.coupee")] if answer.is_cut_short else []
    away = max((solution.away for solution in answer.solutions), default=0.0)
    if away > TOLERANCES.get(figure.unit, OTHER_TOLERANCE):
        notes.append(say("recherche.a_peu_pres", ecart=shown(away, figure.unit)))
    return {"said": sentence(answer, figure, question), "notes": notes, "values": values}


def sentence(answer: Answer, figure: Figure, question: Question) -> str:
    """What was found, or why nothing was, in one sentence."""
    target = shown(answer.target, figure.unit)
    words = {"chiffre": figure.label, "cible": target, "question": question.label}
    if answer.nearest is None or answer.lowest is None or answer.highest is None:
        return say("recherche.reponse.inconnue", **words)

    def at(point: Point, side: str) -> dict[str, str]:
        value = shown_input(point.x, question.unit)
        return {f"x_{side}": value, f"y_{side}": shown(point.output, figure.unit)}

    if answer.kind == "saut":
        before, after = min(answer.jumps, key=lambda j: abs(j[0].x - (question.now or 0)))
        return say("recherche.reponse.saut", **words, **at(before, "avant"), **at(after, "apres"))
    if answer.kind == "aucune" and not answer.is_moved:
        return say("recherche.reponse.immobile", **words, **at(answer.lowest, "fixe"))
    if answer.kind == "aucune":
        ends = {**at(answer.lowest, "bas"), **at(answer.highest, "haut")}
        return say("recherche.reponse.aucune", **words, **ends, **at(answer.nearest, "proche"))
    first = answer.solutions[0]
    if answer.kind == "plusieurs":
        return say("recherche.reponse.plusieurs", **words, nombre=len(answer.solutions))
    key = "recherche.reponse.intervalle" if first.is_interval else "recherche.reponse.une"
    return say(key, **words, **at(first.low, "bas"), **at(first.high, "haut"))


def _show(name: str, found: dict[str, Any], freed: str, question: Question, adopt: Adopt) -> None:
    if "fault" in found:
        st.html(html.fault(found["fault"]))
        return
    st.html(html.chart_heading(found["said"], level=3))
    for note in found["notes"]:
        st.html(html.source(note, say("mots.lecture")))
    for number, ends in enumerate(found["values"]):
        xs = [x for x, _ in ends]
        if len(xs) == 2 and question.now is not None and xs[0] <= question.now <= xs[1]:
            st.html(html.source(say("recherche.deja"), say("mots.lecture")))
            continue
        for side, x in enumerate(xs):
            st.button(
                say(
                    "recherche.adopter",
                    question=question.label,
                    valeur=shown_input(x, question.unit),
                ),
                key=f"recherche_{name}_adopter_{number}_{side}",
                on_click=adopt,
                args=(freed, x),
            )


# --- The scenario of the page Simuler -----------------------------------------------------------


def of_scenario(outcome: Outcome, route: str) -> None:
    """The block for a scenario and one of its routes."""
    scenario = outcome.scenario
    values = shown_values(outcome, route)
    outputs = {f"{o.indicator}.{o.year or ''}": o for o in outputs_of(scenario, route)}
    figures = [
        Figure(key, o.label, o.unit, values[o.indicator] if o.year is None else None)
        for key, o in outputs.items()
    ]
    questions = [Question(f.name, f.label, f.unit, f.value) for f in free_inputs(scenario)]
    st.html(html.source(say("recherche.voie", voie=say(f"voies.{route}.nom")), say("mots.lecture")))
    block(
        "scenario",
        f"{scenario.model_dump_json()} {route}",
        figures,
        questions,
        _asker(scenario, outputs),
        adopt_answer,
    )


def _asker(scenario: Scenario, outputs: dict[str, Output]) -> Ask:
    def ask(key: str, target: float, field: str) -> Answer:
        return seek_scenario(scenario, outputs[key], target, field)

    return ask


def adopt_answer(field: str, value: float) -> None:
    """Put a value in the scenario on screen, as if it had been typed."""
    scenario = adopted(current.open_scenario(), field, value)
    current.keep(scenario)
    form.seed_all(scenario.dispositif, scenario.reponses)
