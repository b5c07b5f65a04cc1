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
from functools import partial
from typing import Any

import streamlit as st

from simulator.cases import sponsor_draft as drafts
from simulator.cases.sponsor import YEARS, SponsorCase, missing, read_case
from simulator.cases.sponsor_draft import Draft, DraftError, Path
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
from simulator.stories.ready_cases import example_named, examples
from simulator.text import formats, say
from simulator.ui import address, fields, html, sponsor_ranges

_logger = logging.getLogger(__name__)
STATE, WIDGETS = "mecene", "m_"
INCLUDE = "mecene_inclure_prive"
"""The box that lets pay and profit into the address and the file; off, and off again elsewhere."""
LINK, EXAMPLE = PARAMETERS = "s", "exemple"
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


def closing_years() -> list[int]:
    """The years in which the six fiscal years close, as the draft says."""
    first = drafts.first_closing(draft()).year
    return [first + n for n in range(YEARS)]


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
    _, held["applied"] = address.asked(PARAMETERS)
    show(case, told=left_out(case))


def invented(name: str) -> SponsorCase:
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
    return WIDGETS + ".".join(str(part) for part in path)


def path_of(key: str) -> Path:
    """The place that a widget fills."""
    return tuple(
        int(part) if part.isdigit() else part for part in key.removeprefix(WIDGETS).split(".")
    )


def forget(prefix: str) -> None:
    """Let the widgets under a place be filled again from the draft (their numbers changed)."""
    fields.forget(f"{WIDGETS}{prefix}")
    fields.forget(sponsor_ranges.THRESHOLDS)


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
        faults |= fault.faults | sponsor_ranges.unread(held["draft"], fault.faults)
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
    """Write in the draft what the widgets of the last run hold; the draft forgets nothing."""
    for key, raw in fields.held().items():
        if key.startswith(WIDGETS):
            path = path_of(key)
            entry = drafts.entry_at(path)
            drafts.put(draft(), path, fields.read(entry, raw))
            sponsor_ranges.take(draft(), path, entry, raw)
        elif key.startswith(sponsor_ranges.THRESHOLDS):
            sponsor_ranges.take_threshold(draft(), key, raw)
    fields.release(WIDGETS)


def _read_address(held: dict[str, Any]) -> None:
    """A link or an example in the address wins when it is not the one last applied."""
    parameter, asked = address.asked(PARAMETERS)
    if not asked or asked == held.get("applied") or address.is_echo(asked):
        return
    held["applied"] = asked
    try:
        case = invented(asked) if parameter == EXAMPLE else from_link(asked)
    except InputError as fault:
        held["faults"] = {LINK: str(fault)}
        return
    show(case, told=() if parameter == EXAMPLE else left_out(case))


def _follow_the_language(held: dict[str, Any]) -> None:
    """An invented case is shown again when the language changes; what a person typed is theirs."""
    name = example_named(held["valid"])
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
    return example_named(session()["valid"]) is not None


def example_of(case: SponsorCase | None) -> str | None:
    """The name of the invented case that a case is, untouched."""
    return example_named(complete(case)) if case is not None else None


def is_included() -> bool:
    """Whether the user lets pay and profit into the address and the file."""
    return bool(st.session_state.get(INCLUDE))


def write_address(case: SponsorCase | None) -> None:
    """Put the case in the address, without anything private unless the box is ticked."""
    if case is None or LINK in session()["faults"]:
        return  # what came in the address and could not be read stays there until something changes
    name, link = example_of(case), partial(to_link, case, private=is_included())
    written = address.write(PARAMETERS, lambda: {EXAMPLE: name} if name else {LINK: link()})
    if written is not None:
        session()["applied"] = written


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
    drafts.drop_ranges(draft(), path, number)
    forget(".".join(str(part) for part in path))
