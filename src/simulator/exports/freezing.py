"""A case frozen: what it gives today, and, later, what would differ under the law of that day."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import zip_longest
from types import MappingProxyType
from typing import Any

from simulator.cases.dossier import READERS, Frozen, Item, Kind, Mention, new_id
from simulator.cases.dossier_kept import Moved, Since
from simulator.errors import PasserelleError
from simulator.exports import simulated
from simulator.exports.json import plain as plain_sponsor
from simulator.figures.sponsor_outcome import assess
from simulator.law.book import Book, Days, Row, in_force
from simulator.law.versions import versions
from simulator.simulate import simulate
from simulator.studies import compare_body, kept_pictures, programme_body
from simulator.text import FRENCH, say, speaking

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
        "portrait": kept_pictures.portrait,
        "graphique": kept_pictures.chart,
    }
)
"""What each kind of item gives, as the command line and HTTP print it."""


UNREADABLE = (ValueError, TypeError, ArithmeticError, LookupError, AttributeError)
"""What a rule raises over a law that no book of ours holds: a file was changed by hand."""


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


def answer(kind: Kind, case: Mapping[str, Any], book: Book) -> dict[str, Any]:
    """What a case gives under a book of law, as plain JSON.

    Its words are French whoever asks: an answer that was frozen does not move with the language.
    """
    with speaking(FRENCH):
        made: dict[str, Any] = json.loads(json.dumps(ANSWERS[kind](case, book)))
    return made


def freeze(kind: Kind, case: Mapping[str, Any], book: Book | None = None) -> Frozen:
    """What a case gives under a book of law (the one in force by default)."""
    book = Watched((book or in_force()).rows())
    result = answer(kind, case, book)
    made = versions()
    read = [row for row in book.rows() if row.parameter in book.asked]
    said = tuple(dict.fromkeys(_mention(row) for row in read))
    return Frozen(
        le=date.today(),
        loi=made["loi"],
        version=made["version"],
        resultat=result,
        lois=tuple((row.parameter, row.since, row.value) for row in read),
        renvois=tuple(said.index(_mention(row)) for row in read),
        mentions=said,
        lues_le=max(row.checked_on for row in book.rows()),
        somme=checksum(kind, case, result),
    )


class Watched(Book):
    """A book of law that remembers which parameters it was asked, and which rows it gave."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.asked: set[str] = set()
        self.given: set[tuple[str, date]] = set()
        super().__init__(rows)

    def _row(self, parameter: str, days: Days) -> Row:
        self.asked.add(parameter)
        found = super()._row(parameter, days)
        self.given.add((parameter, found.since))
        return found

    def _calendar_days(self, prefixes: tuple[str, ...]) -> tuple[date, ...]:
        self.asked.update(name for name in self.parameters if name.startswith(prefixes))
        return super()._calendar_days(prefixes)


def _mention(row: Row) -> Mention:
    return Mention(*(getattr(row, name) for name in Mention._fields))


def book_of(item: Item, book: Book | None = None) -> Book:
    """The law under which an item was frozen: that of today, its parameters as they were read then.

    A row of which an older file keeps the value alone says beside it what today's row of that day,
    else the nearest, says. No row was checked later than the last one then.
    """
    book, frozen = book or in_force(), item.fige
    asked, known = (
        {name for name, _, _ in frozen.lois},
        {n: book.history(n) for n in book.parameters},
    )
    said = [frozen.mentions[place] for place in frozen.renvois]
    pairs = zip_longest(frozen.lois, said)
    then = [_row_then(row, mention, known.get(row[0], ())) for row, mention in pairs]
    rows = [*(row for row in book.rows() if row.parameter not in asked), *then]
    last = frozen.lues_le or frozen.le
    return Book(replace(row, checked_on=min(row.checked_on, last)) for row in rows)


def as_frozen(item: Item, book: Book | None = None) -> bool:
    """Whether an item, under its own law, gives what was frozen: the law alone moved since.

    Otherwise another version of the product, or other data, answers differently.
    """
    try:
        found = answer(item.genre, item.cas, book_of(item, book))
    except (PasserelleError, *UNREADABLE):
        return False
    return bool(_figures(found) == _figures(item.fige.resultat))


def _figures(answered: Any) -> Any:
    """An answer without its sentences: one said better is no figure that moved."""
    if isinstance(answered, dict):
        return {key: _figures(one) for key, one in answered.items()}
    if isinstance(answered, list):
        return [_figures(one) for one in answered if not _is_sentence(one)]
    return "" if _is_sentence(answered) else answered


def _is_sentence(value: Any) -> bool:
    return isinstance(value, str) and len(value.split()) > 1


def _row_then(
    row: tuple[str, date, float | str | None], mention: Mention | None, known: Sequence[Row]
) -> Row:
    """A row as it was read."""
    name, since, value = row
    if mention is not None:
        return Row(name, since, value, **mention._asdict())
    like = min(known, key=lambda near: abs(near.since - since), default=None)
    if like is None:
        unit = "mot" if isinstance(value, str) else ""
        return Row(
            name, since, value, unit, "calendaire", say("dossier.ligne_perdue"), "", since, ""
        )
    return replace(like, since=since, value=value)


def checksum(kind: str, case: Mapping[str, Any], result: Mapping[str, Any]) -> str:
    """What tells whether a frozen item is still what was frozen."""
    text = json.dumps([kind, case, result], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def since(item: Item, book: Book | None = None) -> Since:
    """What changed since an item was frozen; raises what today's model or law refuses."""
    book = book or in_force()
    now = answer(item.genre, item.cas, book)
    before = {(name, day): value for name, day, value in item.fige.lois}
    asked = {name for name, _ in before}
    rows = tuple(
        (row, before.get((row.parameter, row.since)))
        for row in book.rows()
        if row.parameter in asked and before.get((row.parameter, row.since), ...) != row.value
    )
    return Since(
        figures=tuple(_moved("", _figures(item.fige.resultat), _figures(now))),
        rows=rows,
        other_code=item.fige.version != versions()["version"],
        whole=checksum(item.genre, item.cas, item.fige.resultat) == item.fige.somme,
    )


def numbers(answered: Any, path: str = "") -> Iterator[tuple[str, float]]:
    """Every number of an answer by its path."""
    if isinstance(answered, dict | list):
        pairs = answered.items() if isinstance(answered, dict) else enumerate(answered)
        for key, one in pairs:
            yield from numbers(one, f"{path}.{key}" if path else str(key))
    elif isinstance(answered, int | float) and not isinstance(answered, bool):
        yield path, float(answered)


def _moved(path: str, before: Any, now: Any) -> list[Moved]:
    """Where two answers differ, leaf by leaf."""
    if isinstance(before, dict) and isinstance(now, dict):
        keys = dict.fromkeys((*before, *now))
        return [one for k in keys for one in _moved(f"{path}.{k}", before.get(k), now.get(k))]
    if isinstance(before, list) and isinstance(now, list) and len(before) == len(now):
        pairs = enumerate(zip(before, now, strict=True))
        return [one for n, pair in pairs for one in _moved(f"{path}.{n}", *pair)]
    return [] if before == now else [Moved(path.lstrip("."), before, now)]
