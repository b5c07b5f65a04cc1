"""What a sponsor has typed, valid or not, as plain JSON; and the case that it makes.

A draft is the case with four choices more (how a cost is known, how time is counted…): both
answers of a choice are kept, only the chosen one counts. A value that cannot be read stays as text.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from pydantic import BaseModel, ValidationError

from simulator.base.days import years_after
from simulator.cases.faults import sentences
from simulator.cases.history import Excedent, ReductionAncienne
from simulator.cases.lent_staff import Salarie
from simulator.cases.operation import Operation
from simulator.cases.question import Entry, entry_of
from simulator.cases.sponsor import YEARS, SponsorCase, read_case, units
from simulator.cases.sponsor_sharing import complete
from simulator.errors import InputError

Path = tuple[str | int, ...]
Draft = dict[str, Any]

MODELS: dict[str, type[BaseModel]] = {
    "operations": Operation,
    "salaries": Salarie,
    "excedents": Excedent,
    "reductions": ReductionAncienne,
}
SWITCHES: dict[str, dict[str, tuple[str, ...]]] = {
    "connu": {"benefice": ("benefice",), "impot_attendu": ("impot_attendu",), "inconnu": ()},
    "nature": {"salaries": ("salaries", "voie"), "argent": ("montants",)},
    "cout_connu": {
        "brut_mensuel": ("brut_mensuel", "aides_contrat"),
        "cout_mensuel": ("cout_mensuel", "aides_contrat"),
        "cout_journee": ("cout_journee",),
        "taux_patronal": ("brut_mensuel", "taux_patronal", "aides_contrat"),
    },
    "duree": {
        "jours": ("jours",),
        "heures": ("heures",),
        "mois": ("mois", "quotite"),
        "periode": ("quotite",),
    },
}
"""Choices of the form: the fields that each word keeps; those of the other words are put aside."""
OWNERS: dict[str, type[BaseModel]] = {
    "connu": SponsorCase,
    "nature": Operation,
    "cout_connu": Salarie,
    "duree": Salarie,
}
REPEATED = ("chiffre_affaires", "benefice", "impot_attendu", "impot_groupe")
"""Amounts by year that repeat their last value; the other ones are nil when nobody says."""


def entry_at(path: Path) -> Entry:
    """How a place is asked: a choice of the form, or the question of the model's field."""
    name = next(str(part) for part in reversed(path) if isinstance(part, str))
    if name in SWITCHES:
        return Entry(name, "choix", tuple(SWITCHES[name]))
    model: type[BaseModel] = SponsorCase
    for part in path[: path.index(name)]:
        model = MODELS.get(str(part), model)
    entry = entry_of(model, name)
    return entry._replace(unit="ratio") if name == "taux" else entry


def get(draft: Draft, path: Path) -> Any:
    """What stands at a place; None when nothing does."""
    found: Any = draft
    for part in path:
        if isinstance(found, dict):
            found = found.get(part)
        elif isinstance(found, list) and isinstance(part, int) and part < len(found):
            found = found[part]
        else:
            return None
    return found


def put(draft: Draft, path: Path, value: Any) -> None:
    """Write at a place; lists grow with unknowns."""
    here: Any = draft
    for part, following in zip(path, [*path[1:], None], strict=True):
        empty: Any = [] if isinstance(following, int) else {}
        if isinstance(part, int):
            here += [None] * (part + 1 - len(here))
            if following is not None and here[part] is None:
                here[part] = empty
        elif following is not None and here.get(part) is None:
            here[part] = empty
        if following is None:
            here[part] = value
        here = here[part]


def with_rows(draft: Draft) -> None:
    """Something to fill in: one operation at least, one employee at least where people are lent."""
    operations = draft.setdefault("operations", [])
    if not operations:
        operations.append({"nature": "salaries"})
    for operation in operations:
        if operation.get("nature", "salaries") == "salaries" and not operation.get("salaries"):
            operation["salaries"] = [new_employee(draft)]


def new_employee(draft: Draft) -> Draft:
    """An employee lent some days of the first fiscal year, nothing else known."""
    last = first_closing(draft)
    first = years_after(last, -1) + timedelta(days=1)
    return {
        "cout_connu": "brut_mensuel",
        "duree": "jours",
        "debut": first.isoformat(),
        "fin": last.isoformat(),
    }


def first_closing(draft: Draft) -> date:
    """The closing day of the first fiscal year; the model's own while none can be read."""
    try:
        return date.fromisoformat(str(draft.get("cloture")))
    except ValueError:
        default: date = SponsorCase.model_fields["cloture"].default
        return default


def costs_of(known: str) -> tuple[str, ...]:
    """The amounts that say a cost, once it is chosen how it is known; aid is never compulsory."""
    return tuple(name for name in SWITCHES["cout_connu"][known] if name != "aides_contrat")


def wanted(draft: Draft) -> dict[str, str]:
    """The places that must be filled before anything can be computed, with their fields.

    The choice of days, hours or months asks for a number: left empty, the model would count the
    whole period.
    """
    empty: list[Path] = []
    if get(draft, ("chiffre_affaires", 0)) is None:
        empty.append(("chiffre_affaires", 0))
    for n, operation in enumerate(draft.get("operations", [])):
        if operation.get("nature") == "argent":
            if not any(operation.get("montants") or []):
                empty.append(("operations", n, "montants", 0))
            continue
        for k, salarie in enumerate(operation.get("salaries", [])):
            costs = costs_of(salarie.get("cout_connu", "brut_mensuel"))
            asked = (*costs, salarie.get("duree", "jours"))
            empty += [
                ("operations", n, "salaries", k, name)
                for name in asked
                if name != "periode" and salarie.get(name) is None
            ]
    return {".".join(map(str, path)): entry_at(path).name for path in empty}


def draft_of(case: SponsorCase) -> Draft:
    """A valid case as a draft, each choice being what the case used."""
    draft = complete(case)
    _choose(draft, "connu", "impot_attendu" if case.impot_attendu else "benefice")
    for operation in draft.get("operations", []):
        _choose(operation, "nature", "argent" if operation.get("montants") else "salaries")
        for salarie in operation.get("salaries", []):
            ways = ("taux_patronal", "cout_mensuel", "cout_journee")
            _choose(salarie, "cout_connu", _first(salarie, ways, "brut_mensuel"))
            _choose(salarie, "duree", _first(salarie, ("jours", "heures", "mois"), "periode"))
    return draft


def _first(data: Draft, names: Any, otherwise: str) -> str:
    return next((name for name in names if data.get(name) is not None), otherwise)


def _choose(data: Draft, switch: str, word: str) -> None:
    data[switch] = word


def plain(draft: Draft) -> dict[str, Any]:
    """The draft as the model reads it: choices applied, holes filled, empty rows dropped.

    Ranges of answers that a choice has put aside wait with them.
    """
    done = _plain_model(SponsorCase, draft)
    if doubt := done.get("doute"):
        ranges = doubt.get("plages", {})
        live = {name: three for name, three in ranges.items() if _at(done, name) == three[1]}
        done["doute"] = {**doubt, "plages": live}
    return done


def _at(data: Any, name: str) -> Any:
    """What stands at a place written with dots; None where there is nothing."""
    for part in name.split("."):
        try:
            data = data[int(part)] if isinstance(data, list) else data.get(part)
        except (IndexError, ValueError, AttributeError):
            return None
    return data


def ranges_of(draft: Draft) -> dict[str, Any]:
    """The ranges of a draft by place, to read or to change."""
    found: dict[str, Any] = draft.setdefault("doute", {}).setdefault("plages", {})
    return found


def drop_ranges(draft: Draft, path: Path, number: int) -> None:
    """A row is gone: its ranges too, and those of the rows after it move up with them."""
    ranges, start = ranges_of(draft), ".".join(map(str, path)) + "."
    moved = {}
    for name, three in ranges.items():
        rank, _, rest = name.removeprefix(start).partition(".")
        if not name.startswith(start) or not rank.isdigit() or int(rank) < number:
            moved[name] = three
        elif int(rank) > number:
            moved[f"{start}{int(rank) - 1}.{rest}"] = three
    draft["doute"]["plages"] = moved


def _plain_model(model: type[BaseModel], data: Draft) -> dict[str, Any]:
    aside = set(_put_aside(model, data))
    done: dict[str, Any] = {}
    for name, value in data.items():
        if name in SWITCHES or name in aside or value is None or value == "":
            continue
        if name in MODELS:
            rows = [_plain_model(MODELS[name], row) for row in value if row]
            rows = [row for row in rows if row]
            if rows:
                done[name] = rows
        elif isinstance(value, list):
            if years := _by_year(name, value):
                done[name] = years
        else:
            done[name] = value
    return done


def _put_aside(model: type[BaseModel], data: Draft) -> Iterator[str]:
    """The fields that a choice leaves out."""
    for switch, owner in OWNERS.items():
        if owner is model and switch in data:
            kept = SWITCHES[switch].get(data[switch], ())
            every = {name for names in SWITCHES[switch].values() for name in names}
            yield from every - set(kept)


def _by_year(name: str, values: list[Any]) -> list[Any]:
    """Amounts by year without holes: repeated, or nil for gifts; nothing when all are unknown."""
    last = max((n for n, value in enumerate(values) if value is not None), default=-1)
    done: list[Any] = []
    for value in values[: last + 1][:YEARS]:
        before = done[-1] if done and name in REPEATED else None if name in REPEATED else 0
        done.append(before if value is None else value)
    return done


class DraftError(Exception):
    """A draft that makes no case: `faults` holds sentences by place, written with dots."""

    def __init__(self, faults: dict[str, str]) -> None:
        super().__init__("draft")
        self.faults = faults


def case_of(draft: Draft) -> SponsorCase:
    """The case that a draft makes; raises DraftError with a sentence a fault."""
    data = plain(draft)
    try:
        return read_case(data)
    except InputError as fault:
        raise DraftError(_placed(data, fault)) from None


def _placed(data: dict[str, Any], fault: InputError) -> dict[str, str]:
    """The sentences of a refusal by place: the same faults, in the same order, with their paths."""
    try:
        SponsorCase.model_validate(data)
    except InputError as found:
        ranges = data.get("doute", {}).get("plages", {})
        return {name if name in ranges else "": told for name, told in found.faults}
    except ValidationError as found:
        errors = found.errors()
        told = [sentence for _, sentence in fault.faults]
        if len(told) != len(errors):
            told = [sentence for _, sentence in sentences(errors, units=units())]
        placed: dict[str, str] = {}
        for error, sentence in zip(errors, told, strict=True):
            place = ".".join(str(part) for part in error["loc"])
            placed[place] = f"{placed[place]} {sentence}" if place in placed else sentence
        return placed
    return {"": str(fault)}
