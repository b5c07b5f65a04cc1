"""Who may give or lend, and the smallest change of answers that gives another verdict."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import combinations
from math import isinf
from typing import Any

from simulator.base.days import length_in_months
from simulator.cases.operation import CHOICES, Operation
from simulator.cases.question import field_label
from simulator.cases.sponsor import SponsorCase
from simulator.conditions.asked import GIFT, WAYS, Facts, _helps, row_of
from simulator.conditions.finding import State, overall
from simulator.conditions.paths import APPROVED, COMMON, GENERAL, Answers, Condition, Path
from simulator.law.book import Book, Law
from simulator.text import formats, has, say


@dataclass(frozen=True, slots=True)
class Change:
    """One answer, before and after."""

    field: str
    before: Any
    after: Any

    def words(self) -> str:
        """The change as a sentence part: the question, then the new answer."""
        return say("mecene_bascule.changement", champ=field_label(self.field), valeur=self._shown())

    def _shown(self) -> str:
        if isinstance(self.after, str):
            for key in (f"choix.{self.field}.{self.after}", f"choix.oui_non.{self.after}"):
                if has(key):
                    return say(key)
        if isinstance(self.after, date):
            return formats.day(self.after)
        unit = {"part_par_entreprise": "ratio", "contreparties": "ratio", "part_facturee": "ratio"}
        return formats.with_unit(self.after, unit.get(self.field, ""))


@dataclass(frozen=True, slots=True)
class Flip:
    """Answers to change together, and the verdict they then give.

    `smallest`: no smaller set of changes does it (all single answers and pairs were tried).
    """

    changes: tuple[Change, ...]
    becomes: State
    smallest: bool

    def words(self) -> str:
        """The changes, joined."""
        return f" {say('mots.et')} ".join(change.words() for change in self.changes)


class Eligibility:
    """The path of one operation, and its flips: a plain function of the answers."""

    def __init__(
        self,
        case: SponsorCase,
        rank: int,
        book: Book,
        staff_cost: float = 0.0,
        laws: dict[date, Law] | None = None,
        earlier_aid: float = 0.0,
    ) -> None:
        operation = case.operations[rank]
        self.case, self.rank, self.operation = case, rank, operation
        first, last = days_of(case, operation)
        known = {} if laws is None else laws
        for day in (first, last):
            if day not in known:
                known[day] = book.on(day)
        lengths = [length_in_months(lent.debut, lent.fin) for lent in operation.salaries]
        self._facts = Facts(
            a={
                **{name: getattr(operation, name) for name in _OPERATION},
                "part_facturee": operation.billed,
                "effectif_groupe": case.effectif_groupe,
                "aides_recues": case.aides_recues + earlier_aid,
            },
            law=known[first],
            first_day=first,
            last_day=last,
            staff=bool(operation.salaries),
            last_law=known[last],
            months=round(max(lengths, default=0), 6),
            unbilled=staff_cost,
        )

    @cached_property
    def path(self) -> Path:
        """The questions as they stand."""
        return self._path({})

    def _path(self, changes: Answers) -> Path:
        facts = self._facts
        if changes:
            facts = replace(facts, a={**facts.a, **changes})
        voie = str(facts.a["voie"])
        asked = [
            Condition(finding, group, fields, row_of(facts, parameter))
            for group, fields, parameter, find in WAYS[voie]
            if facts.law.knows(parameter) and (finding := find(facts)) is not None
        ]
        if voie != "don":
            return Path(self.rank, voie, overall(q.finding for q in asked), tuple(asked), "")
        return self._gift(asked, facts)

    def _gift(self, asked: list[Condition], facts: Facts) -> Path:
        doors = {
            group: overall(q.finding for q in asked if q.group == group)
            for group in (GENERAL, APPROVED)
        }
        door = min(doors, key=lambda group: (doors[group], group != _likely(facts)))
        other = GENERAL if door == APPROVED else APPROVED
        questions = tuple(
            Condition(q.finding, q.group, q.fields, q.row, counts=q.group != other) for q in asked
        )
        state = overall(q.finding for q in questions if q.counts)
        return Path(self.rank, "don", state, questions, door)

    @cached_property
    def flips(self) -> tuple[Flip, ...]:
        """The smallest changes of answer that give another verdict, every one tried forward.

        From *not* or *to be confirmed*: towards eligible (or, failing two changes, a set that does
        it with no answer to spare). From eligible: each single answer that would close it.
        """
        now = self.path.eligible
        if now is State.OUVERT:
            return tuple(
                Flip((self._change(*one),), State.FERME, True)
                for one in self._candidates()
                if self._with([one]) is State.FERME
            )
        for size in (1, 2):
            found = [
                set_ for set_ in combinations(self._candidates(), size)
                if len({name for name, _ in set_}) == size and self._with(set_) is State.OUVERT
            ]  # fmt: skip
            if found:
                return tuple(
                    Flip(tuple(self._change(*one) for one in set_), State.OUVERT, True)
                    for set_ in found
                )
        long = self._greedy()
        smallest = len(long) == 3  # one and two were tried in vain
        return (Flip(long, State.OUVERT, smallest),) if long else ()

    def _with(self, changes: Iterable[tuple[str, Any]]) -> State:
        return self._path(dict(changes)).eligible

    def _change(self, name: str, after: Any) -> Change:
        return Change(name, self._facts.a[name], after)

    def _candidates(self) -> list[tuple[str, Any]]:
        """Each answer that some question of some way reads, with each other value it may take."""
        return [
            (name, value)
            for name in self._read()
            for value in self._values(name)
            if value != self._facts.a[name]
            and name != "dispositif"  # the network is a fact, not an answer to change
            and not (name == "voie" and value != "don")
        ]

    def _read(self) -> list[str]:
        names = ["voie", *(name for asked in GIFT for name in asked[1])]
        return list(dict.fromkeys(names))

    def _values(self, name: str) -> Sequence[Any]:
        if name in CHOICES:
            return [value for value in CHOICES[name] if value != "inconnu"]
        law = self._facts.law
        match name:
            case "agrement_fin":
                return [self._facts.last_day, self._facts.first_day - timedelta(days=1)]
            case "part_par_entreprise":
                limit = law.bare("mecenat.agrement_part_max_par_entreprise")
                return [limit, min(1, limit + 1 / 100)]
            case "contreparties" if law.knows("mecenat.tolerance_contreparties"):
                limit = law.bare("mecenat.tolerance_contreparties")
                return [limit, min(1, limit + 1 / 100)]
            case "effectif_groupe":
                least = law.bare("pret_main_oeuvre.effectif_min_preteur_organismes")
                return [] if isinf(least) or least == 0 else [int(least)]
        return []

    def _greedy(self) -> tuple[Change, ...]:
        """Change answers one by one, the most useful first, then give back those not needed."""
        chosen: dict[str, Any] = {}
        while self._path(chosen).eligible is not State.OUVERT:
            ranked = [
                (self._distance({**chosen, name: value}), place, name, value)
                for place, (name, value) in enumerate(self._candidates())
                if name not in chosen
            ]
            best = min(ranked, key=lambda entry: entry[:2], default=None)
            if best is None or best[0] >= self._distance(chosen):
                return ()
            chosen[best[2]] = best[3]
        for name in list(chosen):
            fewer = {key: value for key, value in chosen.items() if key != name}
            if self._path(fewer).eligible is State.OUVERT:
                chosen = fewer
        return tuple(self._change(name, value) for name, value in chosen.items())

    def _distance(self, changes: Answers) -> int:
        """How far a set of answers is from eligible: what is missing, by the shorter door."""
        path = self._path(changes)
        if not path.opens_reduction:
            return 10_000
        left = dict.fromkeys((GENERAL, APPROVED, COMMON), 0)
        for question in path.questions:
            left[question.group] += question.state
        return left[COMMON] + min(left[GENERAL], left[APPROVED])


_OPERATION = ("voie", *(name for name in Operation.model_fields if name not in {
    "libelle", "voie", "montants", "salaries", "jour", "aide_sociale"}))  # fmt: skip


def _likely(facts: Facts) -> str:
    """Between two doors equally far, the one the answers point at."""
    if facts.a["agrement"] == "oui":
        return APPROVED
    if facts.a["interet_general"] == "oui" or _helps(facts) == "non":
        return GENERAL
    return APPROVED


def days_of(case: SponsorCase, operation: Operation) -> tuple[date, date]:
    """The first and last day of what is given: as said, as lent, or the closing of its years.

    The day said is that of the gift in the fiscal year it falls in, and of an agreement elsewhere.
    """
    said = operation.jour
    given = [
        said if said and first <= said <= last else last
        for first, last, amount in zip(
            case.openings, case.closings, operation.montants, strict=False
        )
        if amount
    ]
    starts = [salarie.debut for salarie in operation.salaries] or given or [case.cloture]
    ends = [salarie.fin for salarie in operation.salaries] or given or [case.cloture]
    first = operation.jour or min(starts)
    return first, max(first, *ends)
