"""The programme of this session: a draft in plain JSON, its last valid body, the same in the link.

The address wins when it differs from the one last applied. What cannot be read never erases what
was there: a cell keeps its text, a broken link the programme.
"""

import json
from collections.abc import Sequence
from typing import Any

import streamlit as st

from simulator.cases.programme import (
    Ligne,
    Programme,
    programme_from_link,
    read_programme,
)
from simulator.cases.programme_draft import APART, Draft, Read, read_draft
from simulator.cases.question import field_label
from simulator.cases.scenario import Scenario
from simulator.errors import InputError, PasserelleError
from simulator.stories import programme_ready as ready
from simulator.studies.programme import Programmed, run
from simulator.ui import address, fields

STATE, LINK, INCLUDE = "programme", "p", "programme_inclure"
WIDGETS = "pg_"
MOST_LINES = 100


def session() -> dict[str, Any]:
    """The draft, good values, faults, last valid body and applied link; an example at first."""
    if STATE not in st.session_state:
        show(example())
    held: dict[str, Any] = st.session_state[STATE]
    return held


def example() -> Draft:
    """The programme that the page opens with."""
    return ready.programme_ready(ready.names()[0])


def show(draft: Draft) -> None:
    """Put a draft on screen in place of the one that was there."""
    before = st.session_state.get(STATE, {})
    st.session_state[STATE] = {
        "draft": draft, "good": {}, "valid": before.get("valid"), "faults": {},
        "applied": before.get("applied"),
    }  # fmt: skip
    fields.forget(WIDGETS)


def draft() -> Draft:
    """The draft of this session."""
    found: Draft = session()["draft"]
    return found


def open_programme() -> None:
    """The programme of the address, when it is new."""
    held = session()
    _, token = address.asked([LINK])
    if not token or token == held["applied"] or address.is_echo(token):
        return
    try:
        given = programme_from_link(token)
    except InputError as fault:
        held["faults"] = {LINK: str(fault)}
        held["applied"] = token
        return
    open_case(given)
    session()["applied"] = token


def open_case(given: Programme) -> None:
    """Put a programme on screen; raises nothing: what it holds was valid."""
    show(draft_of(given))


def open_file(given: Programme) -> None:
    """Put the programme of a file on screen; raises what a rule refuses, and changes nothing."""
    run(given)
    open_case(given)
    _, session()["applied"] = address.asked([LINK])


def draft_of(given: Programme) -> Draft:
    """The draft of a programme, as a person would have typed it."""
    lines = [
        {
            "territoire": line.territoire,
            "dispositif": line.dispositif,
            "voie": line.voie,
            "pme": [str(firms) for firms in line.pme],
            "mecenes": str(line.mecenes),
            "capacite": fields.written(line.capacite, ""),
            "tus": list(line.tus),
            "reponses": _answers(line, cases),
        }
        for line, cases in zip(given.lignes, given.cases, strict=True)
    ]
    return {
        "titre": given.titre,
        "debut": given.annees[0],
        "nombre": len(given.annees),
        "lignes": lines,
        "animation": {place: _costs(costs) for place, costs in given.animation.items()},
        "taux_actualisation": fields.written(given.taux_actualisation, "ratio"),
        "survie_3_ans": fields.written(given.survie_3_ans, "ratio"),
        "budget_region": fields.written(given.budget_region, "€"),
    }


def _answers(line: Ligne, cases: Sequence[Scenario | None]) -> dict[str, Any]:
    """What a line answers, as its scenarios read it: a number is a number, a day its text."""
    read = next((case.reponses.model_dump(mode="json") for case in cases if case), {})
    return {name: read.get(name, value) for name, value in line.reponses.items()}


def _costs(costs: tuple[float | None, ...]) -> str:
    told = [fields.written(cost, "€") for cost in costs]
    return told[0] if len(set(told)) == 1 else f" {APART} ".join(told)


def key_of(path: str) -> str:
    """The key of the widget of a cell."""
    return WIDGETS + path


def collect() -> None:
    """Put in the draft what the widgets hold."""
    here = draft()
    for key, value in fields.held().items():
        if key.startswith(WIDGETS):
            _put(here, key.removeprefix(WIDGETS).split("."), value)
    fields.release(WIDGETS)


def _put(here: Any, path: list[str], value: Any) -> None:
    if path[0] == "animation":
        here["animation"][".".join(path[1:])] = value
        return
    *before, last = path
    for part in before:
        if isinstance(here, list):
            if int(part) >= len(here):
                return
            here = here[int(part)]
        else:
            here = here.setdefault(part, {})
    if isinstance(here, list):
        while len(here) <= int(last):
            here.append("")
        here[int(last)] = value
    elif path[-2:-1] == ["reponses"] and value in {"", None}:
        here.pop(last, None)
    else:
        here[last] = value


def take() -> tuple[Programmed, Read]:
    """What the draft gives, or the last valid programme with its faults said."""
    collect()
    held = session()
    ready.name_again(held["draft"])
    found = read_draft(held["draft"], held["good"])
    held["good"] = found.good
    broken = held["faults"].get(LINK)
    try:
        programmed = run(read_programme(found.body))
    except InputError as fault:
        found.faults |= {path: told for path, told in fault.faults if path not in found.faults}
        return _last_valid(held), found
    except PasserelleError as fault:
        found.faults[""] = str(fault)
        return _last_valid(held), found
    changed = held["valid"] not in (None, programmed.programme.to_dict())
    held["valid"] = programmed.programme.to_dict()
    held["faults"] = {LINK: broken} if broken and not changed else {}
    return programmed, found


def _last_valid(held: dict[str, Any]) -> Programmed:
    body = held["valid"] or read_draft(example(), {}).body
    return run(read_programme(body))


def write_address(given: Programme) -> None:
    """Put the programme in the address, unless what came there could not be read."""
    held = session()
    if LINK in held["faults"]:
        return
    written = address.write([LINK], lambda: {LINK: shared(given).to_link()})
    if written is not None:
        held["applied"] = written


def shared(given: Programme) -> Programme:
    """What the address and the file hold: no private answer unless the box is ticked."""
    return given if st.session_state.get(INCLUDE) else given.public()


def left_out(given: Programme) -> list[str]:
    """What the address and the file do not hold, by its names."""
    return [
        field_label(name, line.dispositif)
        for line in shared(given).lignes
        for name in dict.fromkeys(line.tus)
    ]


def untold() -> list[str]:
    """The private answers that the link opened left out and that nobody has typed since."""
    return [
        field_label(name, line["dispositif"])
        for line in draft()["lignes"]
        for name in line.get("tus", [])
        if name not in line.get("reponses", {})
    ]


def saved(given: Programme) -> str:
    """The programme as the text of a file."""
    return json.dumps(shared(given).to_dict(), ensure_ascii=False, indent=2)
