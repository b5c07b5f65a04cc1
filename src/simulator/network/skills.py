"""What a source says of a whole, in shares of 100: skills, sectors, firm sizes, projects.

A row of the data points to a fact and copies none of its numbers. What no source publishes is a
part of its own, so that each whole totals 100.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import groupby

from simulator import ROOT
from simulator.base.csvs import Line, lines_of, read_all, required
from simulator.errors import DataError
from simulator.law.facts import Fact, facts
from simulator.text import say

FILE = ROOT / "data" / "territories" / "competences.csv"
WHOLE = 100.0  # per cent
SUBJECTS = ("competences", "secteurs", "tailles", "projets")


class Role(StrEnum):
    """What a fact says of the part that it is given for."""

    PUBLIE = "publie"  # a share
    RESTE = "reste"  # a share that the source leaves to be deduced, and that has a name
    COMPLEMENT = "complement"  # what is left to 100 once the share of the fact is taken
    NON_PUBLIE = "non_publie"  # what is left to 100, as our register has computed it
    CITE = "cite"  # named without a figure
    REPERE = "repere"  # another figure than a share


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a whole, in per cent; `share` is None when its fact gives no share."""

    key: str
    role: Role
    fact: Fact

    @property
    def share(self) -> float | None:
        """Its share in per cent, the value of its fact or what that leaves of the whole."""
        if self.role is Role.COMPLEMENT:
            return WHOLE - float(self.fact.value)
        return float(self.fact.value) if self.role in SHARES else None


SHARES = (Role.PUBLIE, Role.RESTE)


@dataclass(frozen=True, slots=True)
class Whole:
    """One observation of one whole: the year, what was counted, and its parts."""

    subject: str
    year: str
    measure: str
    parts: tuple[Part, ...]

    @property
    def key(self) -> str:
        """A name of its own among the wholes of a subject."""
        return f"{self.measure}_{self.year}"

    @property
    def named(self) -> tuple[Part, ...]:
        """The parts with a share, largest first, a complement last; equals in the order given."""
        found = [part for part in self.parts if part.share is not None]
        return tuple(
            sorted(found, key=lambda part: (part.role is Role.COMPLEMENT, -(part.share or 0.0)))
        )

    @property
    def published(self) -> float:
        """The sum of the shares that have a name, in per cent."""
        return sum(part.share or 0.0 for part in self.named)

    @property
    def undisclosed(self) -> float:
        """What no source gives, in per cent: 100 minus what is published."""
        return WHOLE - self.published

    def left_by(self, part: Part) -> float:
        """What the other parts leave of the whole, in per cent."""
        return WHOLE - sum(other.share or 0.0 for other in self.named if other is not part)

    @property
    def cited(self) -> tuple[Part, ...]:
        """The parts that the source names without a figure."""
        return tuple(part for part in self.parts if part.role is Role.CITE)

    def part(self, key: str) -> Part | None:
        """A part by its key; None when the source does not name it."""
        return next((part for part in self.parts if part.key == key), None)

    @property
    def evidence(self) -> tuple[Fact, ...]:
        """The facts behind it, each once."""
        return tuple(dict.fromkeys(part.fact for part in self.parts))

    @property
    def sources(self) -> tuple[str, ...]:
        """Their sources, each once."""
        return tuple(dict.fromkeys(fact.source for fact in self.evidence))


def _row(line: Line) -> tuple[tuple[str, str, str], Part]:
    required(line, "sujet", "annee", "mesure", "part", "role", "fait")
    part = Part(line["part"], Role(line["role"]), facts()[line["fait"]])
    return (line["sujet"], line["annee"], line["mesure"]), part


def wholes_of(lines: Iterable[tuple[str, Line]]) -> tuple[Whole, ...]:
    """Each whole of the lines; raises DataError when one exceeds 100 or belies the register."""
    rows = read_all(lines, _row)
    wholes = [
        Whole(subject, year, measure, tuple(part for _, part in group))
        for (subject, year, measure), group in groupby(rows, key=lambda row: row[0])
    ]
    faults = [fault for whole in wholes for fault in _faults(whole)]
    if faults:
        raise DataError("donnees", detail=" · ".join(faults))
    return tuple(wholes)


def _faults(whole: Whole) -> Iterable[str]:
    place = f"{whole.subject} {whole.year}"
    if whole.published > WHOLE:
        yield say("competences.plus_de_cent", ou=place, total=whole.published)
    for part in whole.parts:
        computed = {Role.NON_PUBLIE: whole.undisclosed, Role.RESTE: whole.left_by(part)}
        if float(part.fact.value) != computed.get(part.role, float(part.fact.value)):
            yield say("competences.reste_faux", ou=part.fact.id, reste=computed[part.role])


@cache
def _all() -> tuple[Whole, ...]:
    return wholes_of(lines_of([FILE]))


def wholes(subject: str) -> tuple[Whole, ...]:
    """The observations of a subject (one of SUBJECTS), in the order of the data."""
    return tuple(whole for whole in _all() if whole.subject == subject)


def comparable(first: Whole, second: Whole) -> bool:
    """Whether two observations measure the same thing, so that their difference means something."""
    return (first.subject, first.measure) == (second.subject, second.measure)
