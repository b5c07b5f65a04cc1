"""The ranges and thresholds typed on the sponsor's page, kept in its draft."""

from collections.abc import Mapping
from typing import Any

from simulator.cases import sponsor_draft as drafts
from simulator.cases.question import Entry
from simulator.cases.sponsor_draft import Draft, Path
from simulator.studies.outputs import RATIOS
from simulator.text.typed import Unread, read_number
from simulator.text.typed_ranges import is_range, read_range
from simulator.ui import fields

THRESHOLDS = "seuil_mecene."
"""How the key of the field of a threshold begins; the name of its figure follows."""


def take(draft: Draft, path: Path, entry: Entry, raw: Any) -> None:
    """Keep the range that a field holds, or forget it when the field holds a number."""
    place = ".".join(str(part) for part in path)
    try:
        three = fields.range_in(entry, raw)
    except Unread:
        three = None  # the text is kept in the draft, and its fault is said by `unread`
    if three is not None:
        drafts.ranges_of(draft)[place] = list(three)
    else:
        draft.get("doute", {}).get("plages", {}).pop(place, None)


def unread(draft: Draft, faults: Mapping[str, str]) -> dict[str, str]:
    """For the places that are wrong because a range cannot be read, how to write one."""
    told = {}
    for place in faults:
        path = tuple(int(part) if part.isdigit() else part for part in place.split("."))
        raw = drafts.get(draft, path) if place else None
        if isinstance(raw, str) and is_range(raw):
            try:
                read_range(raw, drafts.entry_at(path).unit)
            except Unread as fault:
                told[place] = str(fault)
    return told


def take_threshold(draft: Draft, key: str, raw: str) -> None:
    """Keep the threshold that a field holds; what cannot be read stays in its field."""
    limits: dict[str, float] = draft.setdefault("doute", {}).setdefault("seuils", {})
    figure = key.removeprefix(THRESHOLDS)
    if not raw.strip():
        limits.pop(figure, None)
        return
    try:
        unit = "ratio" if figure in RATIOS else "€"
        limits[figure] = float(read_number(raw, unit, percents=True))
    except Unread:
        limits.pop(figure, None)


def typed_back(draft: Draft, path: Path, unit: str, value: Any) -> str | None:
    """The range of a place as it is typed, None without one about its answer."""
    place = ".".join(str(part) for part in path)
    three = draft.get("doute", {}).get("plages", {}).get(place)
    if three is None or three[1] != value:
        return None
    low, likely, high = three
    return fields.written_range((low, likely, high), unit)
