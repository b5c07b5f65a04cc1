"""One's own cases side by side in words: a sentence each, the same indicators, the differences."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from simulator.cases.comparison import Comparison
from simulator.cases.question import field_label
from simulator.cases.scenario import Scenario
from simulator.charts.drawing import Drawing, Words
from simulator.charts.waterfall import waterfall
from simulator.charts.who_bears import who_bears_what
from simulator.figures.indicators import HIDES_THE_COST, INDICATORS
from simulator.figures.trails import HALF_A_CENT, hue, short_name, whole_shares
from simulator.simulate import Outcome
from simulator.stories.chart_words import bears_labels
from simulator.stories.compared import cause_in_words
from simulator.stories.picture import EUROS
from simulator.stories.scenario_figures import amount, shown_values
from simulator.stories.table import Table
from simulator.studies.compare import Compared, column_of, compare
from simulator.studies.reversals import Ranked, reversals
from simulator.text import formats, say

LETTERS = "ABCDEF"
WRITE = EUROS
FIGURES = tuple(INDICATORS)
MOST_PARTIES = 3
"""Differences that a sentence tells: the largest ones."""


@dataclass(frozen=True, slots=True)
class Told:
    """A case with its letter and what it gives."""

    letter: str
    outcome: Outcome

    @property
    def title(self) -> str:
        """Its letter, then its title or its format."""
        return titled(self.letter, self.outcome.scenario)

    @property
    def is_whole(self) -> bool:
        """Whether nothing of its cost is unknown."""
        return not {*HIDES_THE_COST, "cout_animation"} & set(self.outcome.unknowns)


def name_of(case: Scenario) -> str:
    """The title of a case, else its format."""
    return case.titre or say(f"dispositifs.{case.dispositif}.nom")


def titled(letter: str, case: Scenario) -> str:
    """The letter of a case, then its name."""
    return say("cas_compares.titre", lettre=letter, nom=name_of(case))


def actions(rank: int, case: Scenario) -> dict[str, str]:
    """What may be done with a kept case, in words: rename it, open it, let it go."""
    letter = LETTERS[rank]
    title = titled(letter, case)
    return {
        "nom": say("cas_compares.nom", lettre=letter),
        "ouvrir": say("cas_compares.ouvrir", titre=title),
        "retirer": say("cas_compares.retirer", titre=title),
    }


def states(number: int) -> dict[str, str]:
    """The two states of the page: the formats, the cases and how many they are."""
    return {
        "formats": say("cas_compares.etat_formats"),
        "cas": say("cas_compares.etat_cas", nombre=number),
    }


def left_out(cases: Sequence[Scenario]) -> list[str]:
    """What the link did not hold of each case, in a sentence each."""
    return [
        say(
            "cas_compares.lien_prive_texte",
            lettre=letter,
            champs=formats.listed([field_label(name, case.dispositif) for name in case.tus]),
        )
        for letter, case in zip(LETTERS, cases, strict=False)
        if case.tus
    ]


def hidden(comparison: Comparison) -> list[str]:
    """The answers that a link of the cases leaves out."""
    names = [
        field_label(name, case.dispositif)
        for case, public in zip(comparison.cas, comparison.public().cas, strict=True)
        for name in public.tus
        if public != case
    ]
    return list(dict.fromkeys(names))


def told(outcomes: Sequence[Outcome]) -> list[Told]:
    """The cases with their letters: the reference is A."""
    return [Told(letter, one) for letter, one in zip(LETTERS, outcomes, strict=False)]


def sentence(reference: Told, other: Told) -> str:
    """What changes for whom, from the reference to another case, the largest first."""
    before, after = (whole_shares(one.outcome.headline.ledger) for one in (reference, other))
    moved = {party: after[party] - before[party] for party in before}
    largest = sorted((p for p in moved if moved[p]), key=lambda p: -abs(moved[p]))[:MOST_PARTIES]
    if not largest:
        return say("cas_compares.pareil", lettre=other.letter, reference=reference.letter)
    parts = [
        say(
            f"cas_compares.{'plus' if moved[party] > 0 else 'moins'}",
            montant=formats.euros(abs(moved[party])),
            qui=say(f"cas_compares.a.{party.value}"),
        )
        for party in largest
    ]
    return say("cas_compares.phrase", lettre=other.letter, ecarts=formats.listed(parts))


def answer(cases: Sequence[Told]) -> str:
    """The sentence of the first case beside the reference; what to do when there is none."""
    if len(cases) < 2:
        return say("cas_compares.un_seul" if cases else "cas_compares.aucun")
    return sentence(cases[0], cases[1])


def bears(cases: Sequence[Told]) -> Drawing:
    """Who bears what, one bar a case, on one scale."""
    rows = [
        {
            "route": one.letter,
            "route_label": one.title,
            "party": hue(party),
            "party_label": short_name(party.value),
            "amount": float(borne),
            "note": "" if one.is_whole else f", {say('simuler.part_connue')}",
        }
        for one in cases
        for party in whole_shares(one.outcome.headline.ledger)
        if abs(borne := one.outcome.headline.ledger.borne(party)) > HALF_A_CENT
    ]
    columns = ["route", "route_label", "party", "party_label", "amount", "note"]
    return who_bears_what(
        pd.DataFrame(rows, columns=columns),
        labels={**bears_labels(), "route": say("cas_compares.cas")},
        words=Words(
            title=say("cas_compares.porte"),
            subtitle=say("cas_compares.porte_sous_titre"),
            source=say("cas_compares.source"),
            caption=say("simuler.lecture_porte"),
        ),
        total_label=say("graphique.total"),
        euro=formats.euros,
    )


def indicators(cases: Sequence[Told]) -> Table:
    """The same indicators of every case, then the differences with the reference."""
    values = [shown_values(one.outcome, one.outcome.shown) for one in cases]
    reference, *others = cases
    heads = [say("colonnes.indicateur"), *(one.letter for one in cases)]
    heads += [f"{one.letter} − {reference.letter}" for one in others]
    rows = []
    for key in FIGURES:
        each = [_at_least(key, one, given[key]) for one, given in zip(cases, values, strict=True)]
        gaps = [_gap(key, values[0][key], given[key]) for given in values[1:]]
        rows.append([say(f"indicateurs.{key}.nom"), *each, *gaps])
    return Table(heads, rows)


_COSTS = ("cout_reel", "cout_par_pme", "cout_par_jour")


def _at_least(key: str, one: Told, value: float | None) -> str:
    said = amount(key, value)
    partial = key.startswith(_COSTS) and value is not None and not one.is_whole
    return say("formats.au_moins", montant=said) if partial else said


def _gap(key: str, before: float | None, after: float | None) -> str:
    if before is None or after is None:
        return "–"
    return signed(key, after - before)


def signed(key: str, value: float) -> str:
    """A difference with its sign."""
    said = amount(key, value)
    return f"+{said}" if value > 0 else said


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


def explain(figure: str, before: Told, after: Told) -> Explained:
    """The causes of a difference, by the Shapley value of each changed answer."""
    cases = [column_of(one.outcome.scenario, [figure]) for one in (before, after)]
    return Explained(figure, before, after, compare(cases))


def may_be_explained(before: Told, after: Told) -> list[str]:
    """The indicators in euros that both know and that differ, the costs that are borne first."""
    values = [shown_values(one.outcome, one.outcome.shown) for one in (before, after)]
    return [
        key
        for key in FIGURES
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
