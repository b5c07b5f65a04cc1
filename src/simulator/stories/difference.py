"""A difference between two cases in words: its causes, one by one; what would reverse an order."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from simulator.charts.drawing import Drawing, Words
from simulator.charts.waterfall import waterfall
from simulator.figures.indicators import INDICATORS
from simulator.figures.trails import hue
from simulator.law.book import Book
from simulator.stories.cases_compared import FIGURES, Told
from simulator.stories.compared import cause_in_words
from simulator.stories.scenario_figures import shown_values
from simulator.studies.compare import Compared, column_of, compare
from simulator.studies.reversals import Ranked, reversals
from simulator.text import formats, say


@dataclass(frozen=True, slots=True)
class Explained:
    """A difference of an indicator, from the reference to a case, shared among its causes."""

    figure: str
    before: Told
    after: Told
    found: Compared

    @property
    def gap(self) -> float | None:
        """The difference, in euros; None where one of both is unknown."""
        return self.found.ecarts[0].ecart


def gaps(cases: Sequence[Told]) -> dict[str, tuple[str, Told]]:
    """The differences that may be explained, by their words: the indicator and the other case."""
    reference, *others = cases
    return {
        say(
            "cas_compares.ecart_choix",
            lettre=other.letter,
            reference=reference.letter,
            indicateur=say(f"indicateurs.{figure}.nom"),
        ): (figure, other)
        for other in others
        for figure in may_be_explained(reference, other)
    }


def explain(figure: str, before: Told, after: Told, book: Book | None = None) -> Explained:
    """The causes of a difference, by the Shapley value of each changed answer."""
    cases = [column_of(one.outcome.scenario, [figure], book) for one in (before, after)]
    return Explained(figure, before, after, compare(cases, book))


def may_be_explained(before: Told, after: Told) -> list[str]:
    """The indicators in euros that both know and that differ, the costs that are borne first."""
    values = [shown_values(one.outcome, one.outcome.shown) for one in (before, after)]
    first = sorted(FIGURES, key=lambda key: INDICATORS[key].party is None)
    return [
        key
        for key in first
        if INDICATORS[key].unit == "€"
        and all(v[key] is not None for v in values)
        and values[0][key] != values[1][key]
    ]


def finding(one: Explained) -> str:
    """The title of the waterfall: the cause that weighs the most."""
    causes = sorted(one.found.ecarts[0].causes, key=lambda cause: -abs(cause.part))
    if not causes:
        return say(f"indicateurs.{one.figure}.nom")
    first = cause_in_words(causes[0], *one.found.colonnes)
    return say("cas_compares.constat", cause=first)


def causes_drawing(one: Explained) -> Drawing:
    """From the figure of the reference to that of a case, cause by cause."""
    before, after = (column.indicateurs[one.figure] or 0.0 for column in one.found.colonnes)
    party = INDICATORS[one.figure].party
    fill = hue(party) if party else "neutre"
    steps = [
        {"label": one.before.title, "amount": before, "kind": "total", "party": fill},
        *(
            {
                "label": cause_in_words(cause, *one.found.colonnes),
                "amount": cause.part,
                "kind": "delta",
                "party": "neutre",
            }
            for cause in one.found.ecarts[0].causes
        ),
        {"label": one.after.title, "amount": after, "kind": "total", "party": fill},
    ]
    name = say(f"indicateurs.{one.figure}.nom")
    return waterfall(
        pd.DataFrame(steps),
        labels={"step": say("cas_compares.cause"), "amount": say("graphique.montant")},
        words=Words(
            title=finding(one),
            subtitle=say(
                "cas_compares.cascade", indicateur=name, de=one.before.letter, a=one.after.letter
            ),
            source=say("cas_compares.source"),
            caption=say("cas_compares.lecture"),
        ),
        euro=formats.euros,
    )


def reversed_by(figure: str, cases: Sequence[Told]) -> list[str]:
    """What would bring a case up to the next one, by an indicator in euros."""
    known = [
        (float(value), one)
        for one in cases
        if (value := shown_values(one.outcome, one.outcome.shown)[figure]) is not None
    ]
    ranked = [
        Ranked(one.outcome.scenario, value, True)
        for value, one in sorted(known, key=lambda pair: pair[0])
    ]
    letters = {id(one.outcome.scenario): one.letter for one in cases}
    return [
        say(
            "cas_compares.bascule",
            lettre=letters[id(found.moved)],
            autre=letters[id(found.other)],
            levier=say(f"formats.levier.{found.number.name}"),
            valeur=formats.with_unit(found.value, found.number.unit, 2),
        )
        for found in reversals(ranked, figure)
    ]
