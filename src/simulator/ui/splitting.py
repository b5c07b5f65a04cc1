"""« Répartir un budget »: the demand at left, what can be done best with it at right.

The answer is asked for by its button, and stands while the demand does. Everything that is kept in
the session is plain JSON: what was typed, the demand, its answer as `repartir` prints it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from simulator.errors import InputError
from simulator.stories import split as story
from simulator.stories.marks import segments
from simulator.studies.split_body import answer, plain
from simulator.studies.split_offers import works_of
from simulator.studies.split_program import BUDGET, CONSULTING, GOALS
from simulator.text import current_language, formats, say
from simulator.ui import drawings, fields, html
from simulator.ui.folding import fold

KEY = "repartir"
_GOAL, _PLUS, _OFTEN_ASKED = "objectif", "de_plus", 100_000.0
_FLOOR, _CEILING, _DAYS = "planchers_pme", "plafonds_pme", "jours_mecene"
_FILE = "repartition_du_budget"

Option = Mapping[str, Any]


def split_panel(options: Sequence[Option], annee: int, budget: float | None = None) -> None:
    """The whole block, for options written as in the body of `repartir`.

    `budget` is what the field holds first, in euros. The block may be drawn once a page.
    """
    _collect(options, budget)
    body = _body(options, annee)
    if _kept().pop("demandee", False):
        _kept().update(_answered(body))
    st.html(html.question(say("repartition.question"), level=2))
    above = st.container()
    left, right = st.columns([1, 3], gap="large")
    with left, st.container(key=f"panneau_{KEY}"):
        st.html(html.panel_title(say("repartition.demande")))
        _ask(options, annee)
        st.button(
            say("repartition.bouton"), key=f"{KEY}_bouton", type="primary", width="stretch",
            on_click=_order,
        )  # fmt: skip
    with right:
        _show(body, above)


def _kept() -> dict[str, Any]:
    """What the session holds of this block."""
    kept: dict[str, Any] = st.session_state.setdefault(KEY, {"saisie": {}})
    return kept


def _order() -> None:
    _kept()["demandee"] = True


# --- The demand ----------------------------------------------------------------------------------


def _collect(options: Sequence[Option], budget: float | None) -> None:
    """What the fields hold, before they are drawn again; what the page proposes, when it is new."""
    typed, before = _kept()["saisie"], _kept().get("proposes", {})
    now = {
        BUDGET: budget,
        _PLUS: _OFTEN_ASKED,
        **{name: _proposed(name, options) for name in _limits(options)},
    }
    for name, value in now.items():
        if name not in before or before[name] != value:
            st.session_state.pop(f"{KEY}_{name}", None)
            typed[name] = "" if value is None else fields.written(value, "")
        typed[name] = st.session_state.get(f"{KEY}_{name}", typed[name])
    typed[_GOAL] = st.session_state.get(f"{KEY}_{_GOAL}", typed.get(_GOAL, GOALS[0]))
    _kept()["proposes"] = now


def _ask(options: Sequence[Option], annee: int) -> None:
    """The budget, the goal, what limits most; all the other limits are folded."""
    _field(BUDGET, say("repartition.champ.budget", annee=annee))
    st.session_state[f"{KEY}_{_GOAL}"] = _kept()["saisie"][_GOAL]
    st.segmented_control(
        say("repartition.champ.objectif"), GOALS, key=f"{KEY}_{_GOAL}", required=True,
        format_func=lambda key: say(f"repartition.objectif.{key}"),
    )  # fmt: skip
    _field(_PLUS, say("repartition.champ.de_plus"))
    names = _limits(options)
    leading = [next((n for n in names if n.startswith(kind)), "") for kind in _LEADING]
    for name in filter(None, leading):
        _field(name, _label(name, options))
    with fold(say("repartition.toutes"), f"{KEY}_toutes") as opened:
        for name in names if opened else ():
            if name not in leading:
                _field(name, _label(name, options))


_LEADING = (_FLOOR, CONSULTING, _DAYS)


def _limits(options: Sequence[Option]) -> list[str]:
    """Every limit that may be typed, by its path."""
    places = list(dict.fromkeys(option["territoire"] for option in options))
    works = [(option["territoire"], *works_of(option["dispositif"])) for option in options]
    lending = list(dict.fromkeys(place for place, _, lends in works if lends))
    return [
        *(f"{_FLOOR}.{place}" for place in places),
        *([CONSULTING] if any(consults for _, consults, _ in works) else []),
        *(f"{_DAYS}.{place}" for place in lending),
        *(f"{_CEILING}.{place}" for place in places),
        *(f"options.{n}.groupes_max" for n in range(len(options))),
    ]


def _label(name: str, options: Sequence[Option]) -> str:
    kind, _, where = name.partition(".")
    if kind != "options":
        return say(f"repartition.champ.{kind}", territoire=where)
    option = options[int(where.split(".")[0])]
    named = story.named(option["territoire"], option["dispositif"])
    return say("repartition.champ.groupes_max", option=named, groupe=option["groupe"])


def _proposed(name: str, options: Sequence[Option]) -> float | None:
    """What the page proposes for a limit."""
    kind, _, where = name.partition(".")
    if kind != "options":
        return None
    found: float | None = options[int(where.split(".")[0])].get("groupes_max")
    return found


def _field(name: str, label: str) -> None:
    """A field by the path of what it fills, and its fault under it."""
    st.session_state[f"{KEY}_{name}"] = _kept()["saisie"][name]
    st.text_input(label, key=f"{KEY}_{name}")
    for path, sentence in _kept().get("fautes", ()):
        if path.removeprefix("capacites.") == name:
            st.html(html.fault(_without(path, sentence)))


def _without(path: str, sentence: str) -> str:
    """A fault as it is told under its field: its path is the field itself."""
    said = sentence.removeprefix(formats.named(path, "")).strip()
    return said[:1].upper() + said[1:]


def _body(options: Sequence[Option], annee: int) -> dict[str, Any]:
    """The demand as `repartir` reads it: what was typed, even wrong; what is empty has no limit."""
    kept = _kept()["saisie"]
    names = (_GOAL, BUDGET, *_limits(options))
    typed = {name: kept[name] for name in names if kept.get(name, "").strip()}

    def by_place(kind: str) -> dict[str, str]:
        start = f"{kind}."
        return {k.removeprefix(start): t for k, t in typed.items() if k.startswith(start)}

    capacities: dict[str, Any] = {_DAYS: by_place(_DAYS)}
    if CONSULTING in typed:
        capacities[CONSULTING] = typed[CONSULTING]
    return {
        _GOAL: typed[_GOAL],
        BUDGET: typed.get(BUDGET, ""),
        "annee": annee,
        "options": [
            {**option, **_most(typed.get(f"options.{n}.groupes_max"))}
            for n, option in enumerate(options)
        ],
        "capacites": capacities,
        _FLOOR: by_place(_FLOOR),
        _CEILING: by_place(_CEILING),
    }


def _most(typed: str | None) -> dict[str, str]:
    return {} if typed is None else {"groupes_max": typed}


# --- The answer ----------------------------------------------------------------------------------


def _answered(body: Mapping[str, Any]) -> dict[str, Any]:
    """The demand with its answer, or with its faults."""
    kept: dict[str, Any] = {"demande": body, "langue": current_language(), "fautes": []}
    plus = _kept()["saisie"][_PLUS]
    try:
        return {**kept, "reponse": plain(answer(body)), "plus": plus, **_with_more(body, plus)}
    except InputError as refused:
        return {**kept, "reponse": None, "fautes": [list(fault) for fault in refused.faults]}


def _with_more(body: Mapping[str, Any], typed: str) -> dict[str, Any]:
    """The answer to the same demand with so many euros more; none when nobody asks for it."""
    if not typed.strip():
        return {}
    try:
        larger = story.with_budget(body, typed)
    except InputError as refused:
        return {"fautes": [[_PLUS, told] for _, told in refused.faults]}
    return {"avec_plus": plain(answer(larger))}


def _show(body: Mapping[str, Any], above: Any) -> None:
    kept = _kept()
    if "demande" not in kept:
        st.html(html.source(say("repartition.mode_d_emploi"), say("mots.lecture")))
        return
    if kept["demande"] != body or kept.get("plus", "") != kept["saisie"][_PLUS]:
        st.html(html.source(say("repartition.a_refaire"), say("mots.lecture")))
        return
    if kept["langue"] != current_language():
        kept.update(_answered(body))
    for path, sentence in kept["fautes"]:
        if f"{KEY}_{path.removeprefix('capacites.')}" not in st.session_state:
            st.html(html.fault(sentence))
    if kept["reponse"] is None:
        return
    found = story.told(body, kept["reponse"])
    if found.possible:
        above.html(html.answer(segments(story.answer(found))))
        if kept.get("avec_plus"):
            st.html(html.asides([story.where_more_goes(found, kept["plus"], kept["avec_plus"])]))
        _best(found)
    else:
        _impossible(found)


def _best(found: story.Told) -> None:
    """What is chosen beside what each budget brings, then what binds and what more would do."""
    left, right = st.columns(2, gap="large")
    with left:
        st.html(html.chart_heading(story.heading(found), story.proof(found), level=3))
        st.html(html.table(story.table(found)))
        if said := story.suppositions(found):
            st.html(html.plain_list(said))
    drawn = story.drawing(found)
    with right:
        drawings.show(drawn, level=3)
    told = [(say("repartition.bloque"), story.binding(found)), *story.more(found)]
    st.html(html.asides(told))
    drawings.foot(drawn, _FILE, write={"budget": formats.euros})


def _impossible(found: story.Told) -> None:
    """Why nothing is possible, and one button for each way out."""
    chip = html.chip("ferme", say("repartition.impossible"))
    st.html(html.chipped(chip, found.answer["phrase"]))
    with st.container(horizontal=True):
        for name, value, words in story.ways_out(found):
            st.button(words, key=f"{KEY}_issue_{name}", on_click=_take, args=(name, value))


def _take(name: str, value: float) -> None:
    """Put what a limit must become in its field, and ask again."""
    unit = "€" if name == BUDGET else ""
    text = fields.written(int(value) if value.is_integer() else value, unit)
    _kept()["saisie"][name] = st.session_state[f"{KEY}_{name}"] = text
    _order()
