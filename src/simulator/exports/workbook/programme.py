"""A programme as part of a workbook: lines over years, each sponsor followed, the fund of advances.

Its lines are counted from 1: `h_1_salaire_brut`, `h_1_pme_2027`; its places too, for what their
animation costs: `h_animation_1_2027`. Results are called by their path in the answer of the
command line: `r_cout_reel` (total), `r_2027_pme`, `r_ligne_1_pme`, `r_territoire_1_pme`,
`r_porte_mecene`, `r_indicateurs_levier`, `r_avances_2027_encours`.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from simulator.base.whole import Whole, either, is_unknown, placed, series, whole_trace
from simulator.cases.programme import Programme
from simulator.exports.workbook.live import Live, Told
from simulator.exports.workbook.programme_asked import answers_of, survival_of, typed_rate
from simulator.exports.workbook.programme_lines import open_line
from simulator.exports.workbook.programme_size import MOST, followed_by
from simulator.exports.workbook.stocks import corkscrews
from simulator.exports.workbook.told import placed as placed_label
from simulator.exports.workbook.told_programme import told_of_programme
from simulator.figure import Figure
from simulator.figures.indicators import INDICATORS
from simulator.law.book import Book
from simulator.ledger import BEARERS
from simulator.studies.programme import Programmed, reading_of, run
from simulator.studies.programme_fund import fund_of
from simulator.studies.programme_line import Followed
from simulator.studies.programme_sums import MONEY, QUANTITIES, Sums, added, cells_of, value_today
from simulator.text import say

IN_A_SERIES = ("avec",)
"""The sponsor with the gifts of the line, beside itself without them."""
UNITS = {"pme": "PME", "jours": "jours"}
FUND = ("pretees", "remboursees", "perdues", "encours", "besoin")
NAMED = {"besoin": "besoin_de_tresorerie"}


def add_programme(live: Live, case: Programme, book: Book, part: str = "") -> Programmed:
    """The answers, flows, bearers and results of a programme; raises what the engine refuses."""
    found = run(case, book)
    live.answers.part = part
    live.followed += (size := followed_by(found))
    if live.followed > MOST:
        live.followed -= size
        return _as_values(live, found, part)
    for one in answers_of(case, part):
        live.answers.add(one)
    with whole_trace(part) as kept:
        lines = [_line(live, found, rank, book, part) for rank in range(len(case.lignes))]
        cells = [list(_cells(case, line, rank)) for rank, line in enumerate(lines)]
        _results(live, found, cells)
        _whole(live, case, lines, cells)
        _fund(live, Programmed(case, tuple(lines)))
        _controls(live, case, lines, kept)
    _drawn(live, case, part)
    live.told += told_of_programme(found, part)
    return found


def _as_values(live: Live, found: Programmed, part: str) -> Programmed:
    """A programme too large for formulas: its numbers, and a sentence that says so."""
    case = found.programme
    for rank, line in enumerate(found.lines):
        name = f"ligne_{rank + 1}"
        place = (*([part] if part else []), name)
        live.words[name] = title_of(case, rank)
        live.flows(line.ledger, place)
        live.bear(line.ledger, place, live.words[name], shown=True, by_year=False)
    _results(live, found, [list(cells) for cells in found.cells])
    live.result("valeur_actuelle", say("classeur.programme.valeur_actuelle"), "€",
                found.present_value(), under="total")  # fmt: skip
    _indicators(live, found.indicators())
    _fund(live, found)
    _drawn(live, case, part)
    size = say("classeur.fige.trop_grand.ici", lignes=len(case.lignes), annees=len(case.annees))
    why = say("classeur.fige.trop_grand.pourquoi", exercices=followed_by(found), borne=MOST)
    live.told += [Told(placed_label(say("classeur.fige.trop_grand.nom"), part), size, why)]
    live.told += told_of_programme(found, part)
    return found


def _line(live: Live, found: Programmed, rank: int, book: Book, part: str) -> Followed:
    """A line followed with open answers; its flows and who bears them."""
    name = f"ligne_{rank + 1}"
    place = (*([part] if part else []), name)
    live.words[name] = title_of(found.programme, rank)
    with series(name):
        line = open_line(found, rank, book)
        ledger = line.ledger
        gifts = tuple(line.gifts)
    live.flows(ledger, place)
    live.bear(ledger, place, live.words[name], shown=True, by_year=False)
    until = f"jusqu_en_{line.years[-1].annee}"
    corkscrews(live, gifts, (*place, until, *IN_A_SERIES))
    return line


def title_of(case: Programme, rank: int) -> str:
    """What a line is called."""
    line = case.lignes[rank]
    name = say(f"dispositifs.{line.dispositif}.nom")
    return say("classeur.programme.ligne", numero=rank + 1, lieu=line.territoire, format=name)


def _cells(case: Programme, line: Followed, rank: int) -> Iterator[Sums]:
    """What a line adds each year, each figure on a line of its own."""
    with series(f"ligne_{rank + 1}"):
        for year, cell in zip(line.years, cells_of(line, survival_of(case)), strict=True):
            yield _on_lines(cell, year.annee)


def _on_lines(cell: Sums, year: int) -> Sums:
    def kept(name: str, amount: Any) -> Any:
        return placed(amount, name, (), year) if isinstance(amount, Figure) else amount

    counts = {name: kept(name, getattr(cell, name)) for name in (*QUANTITIES, *MONEY)}
    return Sums(**counts, porte={p: kept(f"porte_{p}", x) for p, x in cell.porte.items()})


def _results(live: Live, found: Programmed, cells: list[list[Sums]]) -> None:
    """The sums of the programme, of each year, of each line and of each place."""
    case = found.programme
    _sums(live, "", "total", added(c for line in cells for c in line))
    for k, year in enumerate(case.annees):
        _sums(live, f"{year}_", "total", added(line[k] for line in cells), year)
    for rank, line in enumerate(cells, 1):
        _sums(live, f"ligne_{rank}_", f"ligne_{rank}", added(line))
    for number, place in enumerate(case.territoires, 1):
        live.words[f"territoire_{number}"] = place
        here = [c for one, line in zip(case.lignes, cells, strict=True)
                if one.territoire == place for c in line]  # fmt: skip
        _sums(live, f"territoire_{number}_", f"territoire_{number}", added(here))


def _sums(live: Live, head: str, under: str, sums: Sums, year: int | None = None) -> None:
    told = {name: getattr(sums, name) for name in (*QUANTITIES, *MONEY)}
    for name, amount in told.items():
        unit = "€" if name in MONEY else UNITS.get(name, "emplois")
        label = say(f"classeur.programme.{name}")
        live.result(head + name, label, unit, amount, year, under=under, line=name)
    for party, amount in sums.porte.items():
        label = say("classeur.programme.porte", partie=say(f"parties.{party}"))
        live.result(f"{head}porte_{party}", label, "€", amount, year, under=under,
                    line=f"porte_{party}")  # fmt: skip


def _drawn(live: Live, case: Programme, part: str) -> None:
    """What is drawn by year: who bears the whole programme."""
    section = (*([part] if part else []), "resultats", "total")
    lines = {
        party: live.reckoning.line("porte", (*section, f"porte_{party.value}"), "")
        for party in BEARERS
    }
    title = live.words.get(part, case.titre or say("classeur.programme.ensemble"))
    live.yearly_lines.append((title, lines))


def _whole(live: Live, case: Programme, lines: list[Followed], cells: list[list[Sums]]) -> None:
    """The present value, and every indicator of the whole."""
    costs = [added(line[k] for line in cells).cout_reel for k in range(len(case.annees))]
    rate = typed_rate(case)
    value = value_today(rate, costs)
    if isinstance(value, Figure):
        value = either(is_unknown(rate), np.nan, value)
    live.result("valeur_actuelle", say("classeur.programme.valeur_actuelle"), "€", value,
                under="total")  # fmt: skip
    reading = reading_of(lines)
    _indicators(live, {key: one.computed(reading) for key, one in INDICATORS.items()})


def _indicators(live: Live, values: Mapping[str, Any]) -> None:
    for key, amount in values.items():
        label = say(f"indicateurs.{key}.nom")
        unit = INDICATORS[key].unit
        live.result(f"indicateurs_{key}", label, unit, amount, under="indicateurs")
        live.alias(key)


def _fund(live: Live, found: Programmed) -> None:
    """The fund of advances, year by year until nothing is out."""
    for year in fund_of(found):
        for name in FUND:
            key = NAMED.get(name, name)
            live.result(
                f"avances_{year.annee}_{key}", say(f"classeur.programme.{key}"), "€",
                getattr(year, name), year.annee, under="avances", line=key,
            )  # fmt: skip


def _controls(live: Live, case: Programme, lines: Sequence[Followed], kept: Whole) -> None:
    """What the engine would refuse: a rule, or answers of a line that contradict each other."""
    place = (live.answers.part,) if live.answers.part else ()
    for key, where in kept.refusals:
        live.refused(key, where, place)
    for cases, line in zip(case.cases, lines, strict=True):
        for one, year in zip(cases, line.years, strict=True):
            if one is not None:
                for key, where in type(one.reponses).impossible(year.answers).items():
                    live.refused(key, where, place)
