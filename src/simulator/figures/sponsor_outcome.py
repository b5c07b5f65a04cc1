"""The answer to a sponsor's case: verdicts, values, six years, and figures read off them.

`assess` answers one case and `follow_many` a thousand, through the same arrays: one line a case,
one column a route.
"""

from collections.abc import Sequence
from functools import cached_property

from simulator.cases.sponsor import SponsorCase
from simulator.conditions.finding import ReadingName
from simulator.errors import PasserelleError
from simulator.figures.sponsor_reading import Reading
from simulator.law.book import Book, in_force
from simulator.schemes.sponsorship.answered import Answered
from simulator.schemes.sponsorship.followed import follow_all
from simulator.schemes.sponsorship.prepared import Years, prepared


class Outcome(Answered):
    """The answer to one case, and its two readings."""

    @cached_property
    def prudent(self) -> Reading:
        """Only the gifts whose conditions are all proven count."""
        return Reading(self, "prudent")

    @cached_property
    def confirmed(self) -> Reading:
        """Those to be confirmed count too; what is closed never does."""
        return Reading(self, "confirmed")

    def reading(self, name: str) -> Reading:
        """One of the two readings."""
        return self.prudent if name == "prudent" else self.confirmed

    def figures(self, reading: ReadingName = "prudent") -> dict[str, float | None]:
        """Every headline output of a reading by key."""
        return self.reading(reading).figures()


def assess(case: SponsorCase, book: Book | None = None) -> Outcome:
    """Answer one case; raises InputError for what is missing, RuleError for what no law covers."""
    found = follow_many([case], book)[0]
    if isinstance(found, PasserelleError):
        raise found
    return found


def follow_many(
    cases: Sequence[SponsorCase], book: Book | None = None
) -> list[Outcome | PasserelleError]:
    """Answer many cases in their order; a case that cannot be answered gives its refusal."""
    book = book or in_force()
    years = Years(book)
    answers: list[Outcome | PasserelleError] = []
    for case in cases:
        try:
            answers.append(prepared(case, book, years, Outcome))
        except PasserelleError as refusal:
            answers.append(refusal)
    follow_all([answer for answer in answers if isinstance(answer, Outcome)])
    return answers
