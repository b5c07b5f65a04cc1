"""One's own cases side by side in words: a sentence each, the same indicators, the differences."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import shorten

import pandas as pd

from simulator.cases.comparison import Comparison
from simulator.cases.question import field_label
from simulator.cases.scenario import Scenario
from simulator.charts.drawing import Drawing, Words
from simulator.charts.who_bears import who_bears_what
from simulator.figures.indicators import HIDES_THE_COST, INDICATORS
from simulator.figures.trails import HALF_A_CENT, hue, short_name, whole_shares
from simulator.simulate import Outcome
from simulator.stories.chart_words import bears_labels
from simulator.stories.picture import EUROS
from simulator.stories.scenario_figures import amount, shown_values
from simulator.stories.table import Table
from simulator.text import formats, say

LETTERS = "ABCDEF"
WRITE = EUROS
FIGURES = tuple(INDICATORS)
MOST_PARTIES = 3
"""Differences that a sentence tells: the largest ones."""
LONGEST_NAME = 70
"""Characters of a case in the title of its comparison."""


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


def title(comparison: Comparison) -> str:
    """What a comparison is called until somebody names it: its cases, the reference first."""
    every = [shorten(name_of(case), LONGEST_NAME, placeholder="…") for case in comparison.ordered]
    names = list(dict.fromkeys(every))
    if len(names) == 1:
        return say("cas_compares.de_meme_nom", n=len(every), nom=names[0])
    if len(every) > 2:
        return say("cas_compares.avec_autres", n=len(every) - 1, nom=names[0])
    return say("accueil.recents.question", noms=f" {say('mots.ou')} ".join(names))


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
    if amount(key, abs(value)) == amount(key, 0.0):
        return amount(key, 0.0)  # too small to be written: no sign either
    return f"+{said}" if value > 0 else said
