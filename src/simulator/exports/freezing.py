"""A case frozen: what it gives today, and, later, what would differ under the law of that day."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from simulator.cases.dossier import READERS, Frozen, Item, Kind, new_id
from simulator.cases.dossier_kept import Moved, Since
from simulator.exports import simulated
from simulator.exports.json import plain as plain_sponsor
from simulator.figures.sponsor_outcome import assess
from simulator.law.book import Book, Days, Row, in_force
from simulator.law.versions import versions
from simulator.simulate import simulate
from simulator.studies import compare_body, programme_body

Answer = Callable[[Mapping[str, Any], Book], dict[str, Any]]


def _scenario(case: Mapping[str, Any], book: Book) -> dict[str, Any]:
    return simulated.plain(simulate(READERS["scenario"](case), book))


def _sponsor(case: Mapping[str, Any], book: Book) -> dict[str, Any]:
    return plain_sponsor(assess(READERS["mecene"](case), book))


def _comparison(case: Mapping[str, Any], book: Book) -> dict[str, Any]:
    return compare_body.plain(compare_body.answer(case, book))


def _programme(case: Mapping[str, Any], book: Book) -> dict[str, Any]:
    return programme_body.plain(programme_body.answer(case, book))


ANSWERS: Mapping[str, Answer] = MappingProxyType(
    {
        "scenario": _scenario,
        "mecene": _sponsor,
        "comparaison": _comparison,
        "programme": _programme,
    }
)
"""What each kind of item gives, as the command line and HTTP print it."""


def frozen_item(
    kind: Kind,
    case: Mapping[str, Any],
    titre: str = "",
    phrase: str = "",
    book: Book | None = None,
) -> Item:
    """A case kept with what it gives today; raises what the model, the law or a rule refuses."""
    data = json.loads(json.dumps(case))
    made = freeze(kind, data, book)
    return Item(id=new_id(), genre=kind, titre=titre, phrase=phrase, cas=data, fige=made)


def freeze(kind: Kind, case: Mapping[str, Any], book: Book | None = None) -> Frozen:
    """What a case gives under a book of law (the one in force by default)."""
    book = Watched((book or in_force()).rows())
    result = json.loads(json.dumps(ANSWERS[kind](case, book)))
    made = versions()
    read = [row for row in book.rows() if row.parameter in book.asked]
    rows = tuple((row.parameter, row.since, row.value) for row in read)
    return Frozen(
        le=date.today(),
        loi=made["loi"],
        version=made["version"],
        resultat=result,
        lois=rows,
        somme=checksum(kind, case, result),
    )


class Watched(Book):
    """A book of law that remembers which parameters it was asked."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.asked: set[str] = set()
        super().__init__(rows)

    def _row(self, parameter: str, days: Days) -> Row:
        self.asked.add(parameter)
        return super()._row(parameter, days)


def checksum(kind: str, case: Mapping[str, Any], result: Mapping[str, Any]) -> str:
    """What tells whether a frozen item is still what was frozen."""
    text = json.dumps([kind, case, result], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def since(item: Item, book: Book | None = None) -> Since:
    """What changed since an item was frozen; raises what today's model or law refuses."""
    book = book or in_force()
    now = json.loads(json.dumps(ANSWERS[item.genre](item.cas, book)))
    before = {(name, day): value for name, day, value in item.fige.lois}
    asked = {name for name, _ in before}
    rows = tuple(
        (row, before.get((row.parameter, row.since)))
        for row in book.rows()
        if row.parameter in asked and before.get((row.parameter, row.since), ...) != row.value
    )
    return Since(
        figures=tuple(_moved("", item.fige.resultat, now)),
        rows=rows,
        other_code=item.fige.version != versions()["version"],
        whole=checksum(item.genre, item.cas, item.fige.resultat) == item.fige.somme,
    )


def _moved(path: str, before: Any, now: Any) -> list[Moved]:
    """Where two answers differ, leaf by leaf."""
    if isinstance(before, dict) and isinstance(now, dict):
        keys = dict.fromkeys((*before, *now))
        return [one for k in keys for one in _moved(f"{path}.{k}", before.get(k), now.get(k))]
    if isinstance(before, list) and isinstance(now, list) and len(before) == len(now):
        pairs = enumerate(zip(before, now, strict=True))
        return [one for n, pair in pairs for one in _moved(f"{path}.{n}", *pair)]
    return [] if before == now else [Moved(path.lstrip("."), before, now)]
