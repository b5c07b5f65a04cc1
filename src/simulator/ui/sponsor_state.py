"""The sponsor's case of this session: what was typed, the last valid case, the address.

Pay, profit and tax stay in the session: the address holds the public case, unless the user ticks
the box. A failure is logged by its kind alone, since its words may hold what was typed.
"""

import copy
import json
import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import streamlit as st

from simulator import ROOT
from simulator.cases.sponsor import SponsorCase, case_from_json, missing, read_case
from simulator.cases.sponsor_sharing import (
    PRIVATE,
    complete,
    from_link,
    private_given,
    public,
    to_link,
)
from simulator.errors import InputError, PasserelleError
from simulator.figures.sponsor_outcome import Outcome, assess
from simulator.text import LANGUAGES, current_language, formats, say, speaking
from simulator.text.registered import in_words
from simulator.ui import html
from simulator.ui import sponsor_draft as drafts
from simulator.ui.form import typed
from simulator.ui.sponsor_draft import Draft, DraftError, Path

_logger = logging.getLogger(__name__)
STATE, DRAWN, DRAWING = "mecene", "mecene_dessines", "mecene_en_cours"
INCLUDE = "mecene_inclure_prive"
"""The box that lets pay and profit into the address and the file; off, and off again elsewhere."""
LINK, EXAMPLE = "s", "exemple"
FIRST = "journees"


@dataclass(frozen=True)
class Current:
    """What the page shows: the case, what it gives, what is wrong or still to be typed.

    Without an outcome, `wanted` says which fields nobody has filled yet.
    """

    case: SponsorCase | None
    outcome: Outcome | None
    faults: dict[str, str]
    wanted: tuple[str, ...]


def examples() -> dict[str, SponsorCase]:
    """The invented cases of `data/cases/mecene`, by name, their operations named in words."""
    return _examples(current_language())


@cache
def _examples(language: str) -> dict[str, SponsorCase]:
    paths = sorted((ROOT / "data" / "cases" / "mecene").glob("*.json"))
    with speaking(language):
        return {
            path.stem.partition("_")[2]: _worded(case_from_json(path.read_text(encoding="utf-8")))
            for path in paths
        }


def _worded(case: SponsorCase) -> SponsorCase:
    """A case whose operations are named in the language of the reader."""
    named = tuple(
        one.model_copy(update={"libelle": in_words(one.libelle)}) for one in case.operations
    )
    return case.model_copy(update={"operations": named})


def session() -> dict[str, Any]:
    """Plain JSON: `draft`, `valid` (or None), `applied` (the address last read), `faults`, `told`.

    `told`: the private fields that the link opened left out.
    """
    if STATE not in st.session_state:
        st.session_state[STATE] = {}
        show(examples()[FIRST])
    found: dict[str, Any] = st.session_state[STATE]
    return found


def draft() -> Draft:
    """What was typed, to read or to change."""
    found: Draft = session()["draft"]
    return found


def show(case: SponsorCase, told: tuple[str, ...] = ()) -> None:
    """Put a case on screen in place of the one that was there."""
    st.session_state[STATE] = {
        "draft": drafts.draft_of(case),
        "valid": None,
        "applied": st.session_state[STATE].get("applied"),
        "faults": {},
        "told": list(told),
    }
    forget("")


def open_case(case: SponsorCase) -> None:
    """Put the case of a file on screen; the address that is there no longer counts."""
    held = session()
    held["applied"] = st.query_params.get(LINK, "") or st.query_params.get(EXAMPLE, "")
    show(case, told=left_out(case))


def example_named(name: str) -> SponsorCase:
    """An invented case; raises InputError with the names of those that exist."""
    if name not in examples():
        names = formats.listed([say("mots.entre_guillemets", mot=one) for one in examples()])
        raise InputError([("", say("erreurs.exemple_inconnu", nom=name[:60], connus=names))])
    return examples()[name]


def show_example(name: str) -> None:
    """Load an invented case."""
    show(examples()[name])


def key_of(path: Path) -> str:
    """The key of a widget in the session."""
    return "m_" + ".".join(str(part) for part in path)


def path_of(key: str) -> Path:
    """The place that a widget fills."""
    return tuple(
        int(part) if part.isdigit() else part for part in key.removeprefix("m_").split(".")
    )


def forget(prefix: str) -> None:
    """Let the widgets under a place be filled again from the draft (their numbers changed)."""
    start = f"m_{prefix}"
    for key in [k for k in st.session_state if isinstance(k, str) and k.startswith(start)]:
        del st.session_state[key]
    st.session_state[DRAWN] = [
        k for k in st.session_state.get(DRAWN, []) if k[: len(start)] != start
    ]


def begin() -> None:
    """A new run: its widgets are listed as they are drawn."""
    st.session_state[DRAWING] = []


def end() -> None:
    """The run is over: what it drew is what the next one may read."""
    st.session_state[DRAWN] = st.session_state[DRAWING]


def was_drawn(key: str) -> bool:
    """Whether the last run drew this widget."""
    return key in st.session_state.get(DRAWN, [])


def current() -> Current:
    """Read the address, then the widgets; what cannot be read never erases what was there."""
    held = session()
    _read_address(held)
    _follow_the_language(session())
    held = session()
    collect()
    drafts.with_rows(held["draft"])
    wanted = drafts.wanted(held["draft"])
    faults = {place: say("mecene.a_saisir", champ=_label(name)) for place, name in wanted.items()}
    try:
        case = drafts.case_of(held["draft"])
        if not wanted:
            outcome = assess(case)
            kept = {LINK: held["faults"][LINK]} if LINK in held["faults"] else {}
            if complete(case) != held["valid"] and held["valid"] is not None:
                kept = {}
            held["valid"], held["faults"] = complete(case), kept
            held["told"] = [name for name in held["told"] if not _is_answered(case, name)]
            return Current(case, outcome, kept, ())
    except DraftError as fault:
        faults |= fault.faults
    except PasserelleError as fault:
        faults = {"": str(fault)}
    except Exception as fault:  # whatever it is, what was typed and the last results stay
        log_failure(fault)
        faults = {"": say("erreurs.inattendue")}
    held["faults"] = faults
    if held["valid"] is None:
        return Current(None, None, faults, tuple(dict.fromkeys(wanted.values())))
    last = read_case(held["valid"])
    return Current(last, assess(last), faults, tuple(dict.fromkeys(wanted.values())))


def _label(name: str) -> str:
    return say(f"champs.{name}.label")


def guarded(show_page: Callable[[Current], None], held: Current) -> None:
    """Draw the results; a failure is said in one sentence and logged without a figure."""
    try:
        show_page(held)
    except Exception as fault:  # its message and its traceback may hold pay or profit
        log_failure(fault)
        st.html(html.warning(say("mecene.non_dessine"), say("erreurs.inattendue")))


def log_failure(fault: BaseException) -> None:
    """Say where a computation failed, never with what: its message may hold pay or profit."""
    frames = traceback.extract_tb(fault.__traceback__)
    places = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames))
    _logger.error("a sponsor's case could not be computed: %s at %s", type(fault).__name__, places)


def collect() -> None:
    """Write in the draft what the widgets of the last run hold.

    A widget that was not drawn says nothing: Streamlit forgets it, the draft does not.
    """
    here = draft()
    for key in st.session_state.get(DRAWN, []):
        if key in st.session_state:
            drafts.put(here, path_of(key), read_widget(path_of(key), st.session_state[key]))


def read_widget(path: Path, value: Any) -> Any:
    """What a widget holds, as the draft keeps it: an empty field is unknown."""
    entry = drafts.entry_at(path)
    if entry.kind == "choix" or not isinstance(value, str):
        return value
    if not value.strip():
        return None
    if entry.kind == "texte":
        return value.strip()
    return typed(value, entry.unit, entry.kind == "jour")


def _read_address(held: dict[str, Any]) -> None:
    """A link or an example in the address wins when it is not the one last applied."""
    token = st.query_params.get(LINK, "")
    example = st.query_params.get(EXAMPLE, "")
    asked = token or example
    if not asked or asked == held.get("applied"):
        return
    held["applied"] = asked
    try:
        case = from_link(token) if token else example_named(example)
    except InputError as fault:
        held["faults"] = {LINK: str(fault)}
        return
    show(case, told=left_out(case) if token else ())


def _follow_the_language(held: dict[str, Any]) -> None:
    """An invented case is shown again when the language changes; what a person typed is theirs."""
    name = _name_of(held["valid"])
    if name and held["valid"] != complete(examples()[name]):
        show_example(name)


def left_out(case: SponsorCase) -> tuple[str, ...]:
    """The private fields that a link does not hold and that the sender may have filled."""
    profit = () if case.benefice or case.impot_attendu else ("benefice",)
    pay = tuple(name for name in missing(case) if name in PRIVATE)
    return (*pay, *profit)


def _is_answered(case: SponsorCase, name: str) -> bool:
    if name == "benefice":
        return bool(case.benefice or case.impot_attendu)
    return name not in missing(case)


def is_example() -> bool:
    """Whether the last valid case is an invented one, untouched."""
    return _name_of(session()["valid"]) is not None


def example_of(case: SponsorCase | None) -> str | None:
    """The name of the invented case that a case is, untouched."""
    return _name_of(complete(case)) if case is not None else None


def _name_of(data: dict[str, Any] | None) -> str | None:
    """The invented case that some data are, in any language."""
    every = (pair for language in LANGUAGES for pair in _examples(language).items())
    return next((name for name, example in every if complete(example) == data), None)


def is_included() -> bool:
    """Whether the user lets pay and profit into the address and the file."""
    return bool(st.session_state.get(INCLUDE))


def write_address(case: SponsorCase | None) -> None:
    """Put the case in the address, without anything private unless the box is ticked."""
    if case is None or LINK in session()["faults"]:
        return  # what came in the address and could not be read stays there until something changes
    name = example_of(case)
    try:
        wanted = {EXAMPLE: name} if name else {LINK: to_link(case, private=is_included())}
    except InputError as fault:  # too long for an address: the one that is there is another case's
        for parameter in (LINK, EXAMPLE):
            st.query_params.pop(parameter, None)
        st.html(html.fault(str(fault)))
        return
    session()["applied"] = next(iter(wanted.values()))
    for parameter in (LINK, EXAMPLE):
        if parameter not in wanted and parameter in st.query_params:
            del st.query_params[parameter]
    for parameter, value in wanted.items():
        if st.query_params.get(parameter) != value:
            st.query_params[parameter] = value


def untold(case: SponsorCase) -> tuple[str, ...]:
    """The private fields that the address leaves out, now."""
    whole = is_included() or example_of(case) is not None
    return () if whole else private_given(case)


def saved(case: SponsorCase) -> str:
    """The case as the text of a file, without anything private unless the box is ticked."""
    data = complete(case) if is_included() else public(case)
    return json.dumps(data, ensure_ascii=False, indent=2)


def add_row(path: Path, row: dict[str, Any]) -> None:
    """One more operation, employee or carried amount."""
    collect()
    rows = drafts.get(draft(), path) or []
    drafts.put(draft(), path, [*rows, copy.deepcopy(row)])
    forget(".".join(str(part) for part in path))


def remove_row(path: Path, number: int) -> None:
    """One operation, employee or carried amount less."""
    collect()
    rows = drafts.get(draft(), path) or []
    drafts.put(draft(), path, [row for n, row in enumerate(rows) if n != number])
    forget(".".join(str(part) for part in path))
