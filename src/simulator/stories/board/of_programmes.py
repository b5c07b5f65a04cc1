"""The sheets of programmes compared: who bears what, the difference that weighs, the figures."""

import pandas as pd

from simulator.cases.programme import Programme
from simulator.charts.drawing import Words
from simulator.charts.waterfall import waterfall
from simulator.charts.who_bears import who_bears_what
from simulator.figures.indicators import INDICATORS
from simulator.figures.trails import hue, short_name
from simulator.ledger import Party
from simulator.stories.board.model import Form, Sheet, pictured
from simulator.stories.board.of_comparison import quotes_private
from simulator.stories.cases_compared import LETTERS, signed
from simulator.stories.chart_words import bears_labels
from simulator.stories.compared import cause_in_words
from simulator.stories.scenario_figures import amount
from simulator.stories.table import Table
from simulator.studies.compare import Column, Compared, Gap
from simulator.text import formats, say


def sheets(found: Compared) -> list[Sheet]:
    """The programmes on one scale, then the first difference in euros, then every indicator."""
    made = [_bears(found), _difference(found), _indicators(found)]
    return [sheet for sheet in made if sheet]


def name_of(rank: int, column: Column) -> str:
    """The letter of a programme, then its title or its years."""
    case = column.case
    assert isinstance(case, Programme)
    years = say("emporter.programme", debut=case.annees[0], fin=case.annees[-1])
    return say("cas_compares.titre", lettre=LETTERS[rank], nom=case.titre or years)


def _cost(column: Column) -> float:
    """What is known of the cost of a programme, in euros."""
    return sum(column.porte.values())


def _answer(found: Compared) -> str:
    first, second, *_ = found.colonnes
    gap = _cost(second) - _cost(first)
    key = "plus" if gap >= 0.5 else "moins" if gap <= -0.5 else "pareil"
    return say(f"emporter.programmes.{key}", montant=formats.euros(abs(gap)))


def _bears(found: Compared) -> Sheet:
    rows = [
        {
            "route": LETTERS[rank],
            "route_label": name_of(rank, column),
            "party": hue(Party(party)),
            "party_label": short_name(party),
            "amount": borne,
            "note": f", {say('simuler.part_connue')}" if _is_partial(column) else "",
        }
        for rank, column in enumerate(found.colonnes)
        for party, borne in column.porte.items()
        if borne
    ]
    columns = ["route", "route_label", "party", "party_label", "amount", "note"]
    drawing = who_bears_what(
        pd.DataFrame(rows, columns=columns),
        labels={**bears_labels(), "route": say("emporter.colonne.programme_compare")},
        words=_words(say("cas_compares.porte")),
        total_label=say("graphique.total"),
        euro=formats.euros,
    )
    return pictured(Form.BARRES, drawing, title=_answer(found), first=True)


def _is_partial(column: Column) -> bool:
    return column.indicateurs.get("cout_reel", 0.0) is None


def _words(title: str) -> Words:
    return Words(
        title=title,
        subtitle=say("emporter.programmes.sous_titre"),
        source=say("programme_page.source"),
        caption=say("simuler.lecture_porte"),
    )


def _difference(found: Compared) -> Sheet | None:
    explained = (g for g in found.ecarts if g.causes and INDICATORS[g.indicateur].unit == "€")
    gap = next(explained, None)
    return _causes(found, gap) if gap else None


def _causes(found: Compared, gap: Gap) -> Sheet:
    before, after = found.colonnes[0], found.colonnes[gap.variante + 1]
    party = INDICATORS[gap.indicateur].party
    fill = hue(party) if party else "neutre"
    ends = [(name_of(0, before), before), (name_of(gap.variante + 1, after), after)]
    totals = [
        {"label": name, "amount": column.indicateurs[gap.indicateur] or 0.0, "kind": "total",
         "party": fill}
        for name, column in ends
    ]  # fmt: skip
    steps = [
        {"label": cause_in_words(cause, before, after), "amount": cause.part, "kind": "delta",
         "party": "neutre"}
        for cause in gap.causes
    ]  # fmt: skip
    name = say(f"indicateurs.{gap.indicateur}.nom")
    heaviest = max(gap.causes, key=lambda cause: abs(cause.part))
    title = say("cas_compares.constat", cause=cause_in_words(heaviest, before, after))
    letters = {"de": LETTERS[0], "a": LETTERS[gap.variante + 1]}
    drawing = waterfall(
        pd.DataFrame([totals[0], *steps, totals[1]]),
        labels={"step": say("cas_compares.cause"), "amount": say("graphique.montant")},
        words=Words(
            title=title,
            subtitle=say("cas_compares.cascade", indicateur=name, **letters),
            source=say("programme_page.source"),
            caption=say("cas_compares.lecture"),
        ),
        euro=formats.euros,
    )
    return pictured(Form.CASCADE, drawing, private=quotes_private(gap))


def _indicators(found: Compared) -> Sheet:
    first, *others = found.colonnes
    heads = [say("colonnes.indicateur"), *LETTERS[: len(found.colonnes)]]
    heads += [f"{LETTERS[rank]} − {LETTERS[0]}" for rank in range(1, len(found.colonnes))]
    rows = []
    for key, before in first.indicateurs.items():
        told = [amount(key, column.indicateurs[key]) for column in found.colonnes]
        pairs = [(before, column.indicateurs[key]) for column in others]
        gaps = ["–" if None in pair else signed(key, pair[1] - pair[0]) for pair in pairs]  # type: ignore[operator]  # both are known
        rows.append([say(f"indicateurs.{key}.nom"), *told, *gaps])
    names = formats.listed([name_of(rank, one) for rank, one in enumerate(found.colonnes)])
    return Sheet(
        title=say("emporter.memes_indicateurs"), subtitle=names, table=Table(heads, rows),
        source=say("programme_page.source"),
    )  # fmt: skip
