"""What moved under each item of a dossier, looked at once a session and not at each act."""

import hashlib
from dataclasses import dataclass

import streamlit as st

from simulator.cases.dossier import Item
from simulator.cases.dossier_kept import MovedRow, OpenedDossier, Reasons, Since
from simulator.errors import PasserelleError
from simulator.exports.freezing import since
from simulator.exports.reasons import reasons
from simulator.stories import dossier_told as story

SEEN = "dossier_vu"
_MOST = 120


@dataclass(frozen=True, slots=True)
class Looked:
    """What moved under an item and why, or the reason for which today's model refuses it."""

    item: Item
    since: Since | None
    reasons: Reasons
    refused: str = ""

    @property
    def has_moved(self) -> bool:
        """Whether it must be looked at again."""
        return story.has_moved(self.item, self.since)


def looked_at(opened: OpenedDossier) -> list[Looked]:
    """Each item, in order."""
    return [_looked(item) for item in opened.dossier.elements]


def rows_of(looked: list[Looked]) -> tuple[MovedRow, ...]:
    """The rows of law that moved something, each once."""
    return tuple(dict.fromkeys(row for one in looked for row in one.reasons.rows))


def _looked(item: Item) -> Looked:
    """Looked at again when the item is another: law and product do not change under a session."""
    told = item.model_dump_json(exclude={"titre", "note", "phrase", "id"})
    key = hashlib.sha256(told.encode()).hexdigest()
    seen: dict[str, tuple[Since | None, Reasons, str]] = st.session_state.setdefault(SEEN, {})
    if key not in seen:
        if len(seen) >= _MOST:
            seen.clear()
        seen[key] = _look(item)
    return Looked(item, *seen[key])


def _look(item: Item) -> tuple[Since | None, Reasons, str]:
    nothing = Reasons({}, ())
    try:
        found = since(item)
        return found, reasons(item) if found.whole and found.figures else nothing, ""
    except PasserelleError as fault:
        return None, nothing, str(fault)
