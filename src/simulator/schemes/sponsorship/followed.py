"""Cases of the same days and rules followed in one pass, one line a case."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from simulator.rules.stocks import Report, Stocks
from simulator.schemes.sponsorship.answered import Answered
from simulator.schemes.sponsorship.together import MOVED, Floats, Together, moved
from simulator.tax.company import FiscalYear, Moves, follow


def follow_all(outcomes: Sequence[Answered]) -> None:
    """Follow every case, in as few passes as what chooses a rule allows."""
    groups: dict[Any, list[Answered]] = {}
    for outcome in outcomes:
        groups.setdefault(_chooses(outcome), []).append(outcome)
    for together in groups.values():
        _follow_together(together)


def _chooses(outcome: Answered) -> tuple[Any, ...]:
    """What cases followed in one pass share: days, scheme of rates, what is known."""
    case, company = outcome.case, outcome.company
    return (
        case.openings, case.cloture, company.years[0].mois, company.pme, company.tax_known,
        company.ordre, company.pme_ue, case.groupe == "oui", company.impot_precedent is None,
        company.chiffre_affaires_precedent is None,
    )  # fmt: skip


def _follow_together(outcomes: Sequence[Answered]) -> None:
    lead = outcomes[0].company
    years = tuple(
        FiscalYear(
            cloture=year.cloture,
            ouverture=year.ouverture,
            mois=year.mois,
            law=year.law,
            chiffre_affaires=_column(outcomes, t, "chiffre_affaires"),
            benefice=_column(outcomes, t, "benefice"),
            impot=_column(outcomes, t, "impot"),
            impot_groupe=_column(outcomes, t, "impot_groupe"),
        )
        for t, year in enumerate(lead.years)
    )
    company = replace(
        lead,
        years=years,
        impot_precedent=_past(outcomes, "impot_precedent"),
        chiffre_affaires_precedent=_past(outcomes, "chiffre_affaires_precedent"),
    )
    table = np.stack([moved(outcome.case, outcome.doings) for outcome in outcomes], axis=1)
    moves = [Moves(*(year[:, :, n] for n in range(len(MOVED)))) for year in table]
    together = Together(follow(company, moves, _stocks(outcomes)), table)
    for line, outcome in enumerate(outcomes):
        outcome.together, outcome.line = together, line


def _past(outcomes: Sequence[Answered], name: str) -> Any:
    """What the year before the first was, case by case; None when nobody said."""
    if getattr(outcomes[0].company, name) is None:
        return None
    return np.array([[getattr(o.company, name)] for o in outcomes], dtype=np.float64)


def _column(outcomes: Sequence[Answered], t: int, name: str) -> Any:
    first = getattr(outcomes[0].company.years[t], name)
    if first is None:
        return None
    return np.array(
        [[getattr(outcome.company.years[t], name)] for outcome in outcomes], dtype=np.float64
    )


def _stocks(outcomes: Sequence[Answered]) -> Stocks:
    """The opening stocks of all the cases, vintage by vintage: nothing where a case has none."""

    def gathered(name: str) -> list[Report]:
        vintages: dict[tuple[int, float, int], Floats] = {}
        for line, outcome in enumerate(outcomes):
            for report in getattr(outcome.opening, name):
                key = (report.rang, -float(report.taux), report.annee)
                amounts = vintages.setdefault(key, np.zeros((len(outcomes), 1)))
                amounts[line, 0] += report.montant
        return [
            Report(annee, -rate, amounts, rang)
            for (rang, rate, annee), amounts in sorted(vintages.items(), key=lambda item: item[0])
        ]

    return Stocks(gathered("reports"), gathered("reductions"))
