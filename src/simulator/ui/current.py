"""The scenario on screen: plain JSON in the session, the same in the address.

The address wins when it differs from the last one applied; after that the widgets write it. What
cannot be read never erases what was there.
"""

import logging
from typing import Any

import streamlit as st

from simulator.cases.scenario import Scenario, from_link, read
from simulator.errors import InputError, PasserelleError
from simulator.schemes import SCHEMES
from simulator.simulate import Outcome, simulate
from simulator.stories import ready_cases
from simulator.text import say
from simulator.ui import address, fields, form, ranged

_logger = logging.getLogger(__name__)
STATE, APPLIED, FAULTS = "scenario", "lien_applique", "fautes"
TOLD, INCLUDE = "reponses_tues", "inclure_prive"
"""Private answers that the link opened left out; the box that lets them into the address."""
ROUTE = "voie_montree"
"""The widget that chooses the route shown; empty, the route that leads."""
LINK = BROKEN = "s"
"""The fault of a link that could not be read: it stays in the address until something changes."""
DROPPED = "reponses_non_admises"
FIRST = next(iter(SCHEMES))


def open_scenario() -> Scenario:
    """The scenario of this session: from the address when it is new, else the last valid one."""
    _, token = address.asked([LINK])
    if STATE not in st.session_state:
        keep(read({"dispositif": FIRST}))
    if token and token != st.session_state.get(APPLIED) and not address.is_echo(token):
        _apply(token)
    return read(st.session_state[STATE])


def _apply(token: str) -> None:
    try:
        scenario = from_link(token)
    except InputError as fault:
        st.session_state[FAULTS] = {BROKEN: str(fault)}
        st.session_state[APPLIED] = token
        return
    st.session_state[FAULTS] = {}
    st.session_state[TOLD] = list(scenario.tus)
    scenario = scenario.model_copy(update={"tus": ()})
    seed(scenario)
    st.session_state[APPLIED] = token


def keep(scenario: Scenario) -> None:
    """Make a valid scenario the current one."""
    st.session_state[STATE] = scenario.to_dict()


def faults() -> dict[str, str]:
    """The faults of the last answers, by field."""
    return dict(st.session_state.get(FAULTS, {}))


def choose_scheme() -> None:
    """Another format: its defaults, with the answers that both formats share and admit."""
    name = st.session_state["dispositif"]
    before = read(st.session_state[STATE])
    answers, asked = before.reponses, SCHEMES[name].answers.model_fields
    typed = form.collect(before.dispositif, answers)
    usual = {key: answers.default_of(key, answers.annee) for key in typed}
    shared = {key: value for key, value in typed.items() if key in asked and value != usual[key]}
    scenario, dropped = _admitted(name, shared)
    show(_with_ranges(scenario, before))
    st.session_state[DROPPED] = dropped


def _admitted(name: str, shared: dict[str, Any]) -> tuple[Scenario, list[str]]:
    """The format with each of these answers that it admits, and the names of the others."""
    kept: dict[str, Any] = {}
    scenario = read({"dispositif": name})
    for key, value in shared.items():
        try:
            trial = read({"dispositif": name, "reponses": {**kept, key: value}})
            simulate(trial)
        except PasserelleError:
            continue
        kept[key], scenario = value, trial
    return scenario, [key for key in shared if key not in kept]


def _with_ranges(scenario: Scenario, before: Scenario) -> Scenario:
    """The scenario with the ranges of another one that are still about its answers."""
    for name, three in before.doute.plages:
        if getattr(scenario.reponses, name, None) != three[1]:
            continue
        plages = {**dict(scenario.doute.plages), name: three}
        try:
            scenario = read({**scenario.to_dict(), "doute": {"plages": plages}})
        except InputError:
            continue  # this format has other bounds
    return scenario


def draw_again() -> None:
    """Another seed for the draws of the case on screen."""
    scenario = read(st.session_state[STATE])
    keep(scenario.model_copy(update={"doute": scenario.doute.again()}))


def dropped() -> list[str]:
    """The answers that the format just chosen does not admit."""
    return list(st.session_state.get(DROPPED, []))


def reset() -> None:
    """Back to the defaults of the format on screen."""
    show(read({"dispositif": st.session_state[STATE]["dispositif"]}))


def show(scenario: Scenario) -> None:
    """Put a case on screen in place of the one that was there, and in the address."""
    st.session_state[FAULTS] = {}
    st.session_state[TOLD] = list(scenario.tus)
    _, st.session_state[APPLIED] = address.asked([LINK])
    seed(scenario.model_copy(update={"tus": ()}))


def seed(scenario: Scenario) -> None:
    """Make a scenario the current one; every widget is filled from it again."""
    keep(scenario)
    st.session_state[ROUTE] = scenario.voie or ""
    fields.forget(form.WIDGETS)


def take_answers(scenario: Scenario) -> Outcome:
    """What the answers in the widgets give, or the last valid ones with their faults said."""
    data: dict[str, Any] = {
        "dispositif": scenario.dispositif,
        "titre": scenario.titre,
        "voie": st.session_state.get(ROUTE, scenario.voie) or None,
    }
    try:
        data["doute"] = ranged.collected(scenario)
        data["reponses"] = form.collect(scenario.dispositif, scenario.reponses)
        outcome = simulate(read(data))
    except InputError as fault:
        st.session_state[FAULTS] = dict(fault.faults)
    except PasserelleError as fault:
        st.session_state[FAULTS] = {"": str(fault)}
    except Exception as fault:  # whatever it is, the form and the last results stay on screen
        # its kind alone: its message may hold what was typed
        _logger.error("a scenario could not be computed: %s", type(fault).__name__)
        st.session_state[FAULTS] = {"": say("erreurs.inattendue")}
    else:
        _take(scenario, outcome.scenario)
        fields.release(form.WIDGETS)
        form.follow_the_year(scenario.dispositif, scenario.reponses, outcome.scenario.reponses)
        return outcome
    fields.hold()
    return outcome_of(scenario)


def _take(before: Scenario, now: Scenario) -> None:
    """Keep a valid scenario; a link that could not be read is said until something changes."""
    if now != before:
        st.session_state[DROPPED] = []
    if now != before or BROKEN not in faults():
        st.session_state[FAULTS] = {}
        keep(now)


def write_address(scenario: Scenario) -> None:
    """Put the scenario in the address, unless what came there could not be read."""
    if BROKEN in faults():
        return
    written = address.write([LINK], lambda: {LINK: shared(scenario).to_link()})
    if written is not None:
        st.session_state[APPLIED] = written


def shared(scenario: Scenario) -> Scenario:
    """What the address and the file hold: no private answer unless the box is ticked.

    A ready case is published: it stays whole.
    """
    if st.session_state.get(INCLUDE) or ready_cases.is_ready(scenario):
        return scenario
    public = scenario.public()
    missing = left_out(scenario)
    return public.model_copy(update={"tus": tuple(dict.fromkeys((*public.tus, *missing)))})


def left_out(scenario: Scenario) -> list[str]:
    """The private answers that the link left out and that nobody has typed since."""
    a = scenario.reponses
    told = st.session_state.get(TOLD, [])
    return [name for name in told if name in type(a).model_fields and a.is_default(name)]


def outcome_of(scenario: Scenario) -> Outcome:
    """What the scenario gives under the law in force."""
    return simulate(scenario)
