"""The sheets of a comparison: the cases on one scale, their figures, one difference explained."""

from collections.abc import Sequence

from simulator.cases.dossier_private import private_names
from simulator.law.book import Book
from simulator.simulate import Outcome
from simulator.stories import cases_compared, difference
from simulator.stories.board.model import Form, Sheet, pictured
from simulator.stories.cases_compared import Told
from simulator.stories.marks import unmarked
from simulator.stories.scenario import rules_told
from simulator.stories.table import Table
from simulator.studies.compare import Gap
from simulator.text import formats, say


def sheets(outcomes: Sequence[Outcome], book: Book | None = None) -> list[Sheet]:
    """Who bears what in each case, then the indicators, then the largest difference by causes."""
    cases = cases_compared.told(outcomes)
    found = [_bears(cases), _difference(cases, book), _indicators(cases)]
    return [sheet for sheet in found if sheet]


def _bears(cases: Sequence[Told]) -> Sheet:
    drawing = cases_compared.bears(cases)
    return pictured(
        Form.BARRES,
        drawing,
        title=cases_compared.answer(cases),
        reading=unmarked(" ".join(cases_compared.sentence(cases[0], one) for one in cases[2:])),
        source=rules(cases),
        first=True,
    )


def rules(cases: Sequence[Told]) -> str:
    """The rules of each case, said once where they are the same."""
    told = dict.fromkeys(rules_told(one.outcome) for one in cases)
    return " ".join([say("cas_compares.source"), *told])


def _difference(cases: Sequence[Told], book: Book | None) -> Sheet | None:
    for figure, other in difference.gaps(cases).values():
        explained = difference.explain(figure, cases[0], other, book)
        if explained.found.ecarts[0].causes:
            drawing = difference.causes_drawing(explained)
            private = quotes_private(explained.found.ecarts[0])
            return pictured(Form.CASCADE, drawing, source=rules(cases), private=private)
    return None


def quotes_private(gap: Gap) -> bool:
    """Whether a cause of a difference is a private answer, whose values it tells."""
    names = private_names()
    return any(name.rpartition(".")[2] in names for c in gap.causes for name in c.fields)


def _indicators(cases: Sequence[Told]) -> Sheet:
    table: Table = cases_compared.indicators(cases)
    letters = formats.listed([one.title for one in cases])
    return Sheet(
        title=say("emporter.memes_indicateurs"),
        subtitle=letters,
        table=table,
        source=rules(cases),
    )
