"""« Quelle réponse donne ce chiffre ? »: one block for any case.

The block asks, says what was found in one sentence, and lets the reader take a value. What was
found stands while the case does.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from simulator.cases.numbers import Case, Number
from simulator.errors import PasserelleError
from simulator.stories import sought
from simulator.studies.outputs import Output
from simulator.studies.seek import seek_in
from simulator.text import say
from simulator.text.typed import read_number
from simulator.ui import fields, html

LISTED = 6
"""Solutions listed at most; beyond, the sentence says how many there are."""

Adopt = Callable[[Number, float], None]
"""The page's way of taking a value."""


def block(
    name: str,
    case: Case,
    outputs: Sequence[Output],
    numbers: Sequence[Number],
    now: Mapping[str, float | None],
    adopt: Adopt,
) -> None:
    """Choose a figure, its target, the number to free; then the answer.

    `name` must be used once a page; `now` are the figures of today by name.
    """
    figures, freed = {o.name: o for o in outputs}, {n.name: n for n in numbers}
    keys = {part: f"recherche_{name}_{part}" for part in ("chiffre", "cible", "question", "trouve")}
    _keep_among(keys["chiffre"], list(figures))
    _keep_among(keys["question"], list(freed))
    left, middle, right = st.columns([5, 3, 5])
    output = figures[
        left.selectbox(
            say("recherche.chiffre"), list(figures), key=keys["chiffre"],
            format_func=lambda key: figures[key].label,
        )
    ]  # fmt: skip
    unit = {"ratio": " (%)", "€": " (€)"}.get(output.unit, "")
    example = _written(now.get(output.name), output.unit)
    typed = middle.text_input(say("recherche.cible") + unit, key=keys["cible"], placeholder=example)
    number = freed[
        right.selectbox(
            say("recherche.question"), list(freed), key=keys["question"],
            format_func=lambda key: freed[key].label,
        )
    ]  # fmt: skip
    asked = [f"{case.model_dump_json()} {output.view}", output.name, typed.strip(), number.name]
    st.button(
        say("recherche.chercher"), key=f"recherche_{name}_bouton", type="primary",
        on_click=_order, args=(name,),
    )  # fmt: skip
    if st.session_state.pop(_ordered(name), False):
        found = _found(case, output, typed, number)
        st.session_state[keys["trouve"]] = {"asked": asked, **found}
    last: dict[str, Any] = st.session_state.get(keys["trouve"], {})
    if not last:
        return
    if last["asked"] != asked:
        st.html(html.source(say("recherche.a_refaire"), say("mots.lecture")))
        return
    _show(name, last, number, adopt)


def _ordered(name: str) -> str:
    return f"recherche_{name}_demandee"


def _order(name: str) -> None:
    """Ask for the search; the run that follows makes it, in the language of the page."""
    st.session_state[_ordered(name)] = True


def _keep_among(key: str, words: list[str]) -> None:
    """A choice that no longer exists goes back to the first."""
    if st.session_state.get(key) not in words:
        st.session_state.pop(key, None)


def _written(value: float | None, unit: str) -> str:
    """The figure of today, as an example of what to type."""
    return "" if value is None else fields.written(round(value, 4), unit)


def _found(case: Case, output: Output, typed: str, number: Number) -> dict[str, Any]:
    """What the seek says, as plain words and values."""
    if not typed.strip():
        return {"fault": say("recherche.cible_non_finie"), "values": []}
    try:
        target = read_number(typed, output.unit, percents=True)
        answer = seek_in(case, output, float(target), number.name)
    except PasserelleError as refusal:
        return {"fault": str(refusal), "values": []}
    values = []
    for solution in answer.solutions[:LISTED]:
        ends = [solution.low, solution.high] if solution.is_interval else [solution.low]
        values.append([end.x for end in ends])
    said = sought.sentence(answer, output, number)
    return {"said": said, "notes": sought.notes(answer, output), "values": values}


def _show(name: str, found: dict[str, Any], number: Number, adopt: Adopt) -> None:
    if "fault" in found:
        st.html(html.fault(found["fault"]))
        return
    st.html(html.chart_heading(found["said"], level=3))
    for note in found["notes"]:
        st.html(html.source(note, say("mots.lecture")))
    for rank, ends in enumerate(found["values"]):
        if len(ends) == 2 and number.value is not None and ends[0] <= number.value <= ends[1]:
            st.html(html.source(say("recherche.deja"), say("mots.lecture")))
            continue
        for side, x in enumerate(ends):
            st.button(
                sought.offer(number, x),
                key=f"recherche_{name}_adopter_{rank}_{side}",
                on_click=adopt,
                args=(number, x),
            )
