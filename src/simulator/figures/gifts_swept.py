"""The six years of a sponsor as a function of its first gift: no amount is followed twice."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from simulator.conditions.finding import ReadingName
from simulator.figures.sponsor_outcome import Outcome
from simulator.rules.stocks import Report, Stocks
from simulator.schemes.sponsorship.flows import Route
from simulator.schemes.sponsorship.together import Floats
from simulator.tax.company import Company, Followed, follow


class Runs:
    """The six years as a function of the first gift; no amount is followed twice."""

    def __init__(self, outcome: Outcome, reading: ReadingName) -> None:
        self.outcome = outcome
        self._base = outcome.moves(Route(reading))
        others, ours = outcome.moves(Route(reading, "rien"))[0], self._base[0]
        self.other, self._social = float(others.dons), float(others.dons_aide_sociale)
        given = ours.dons + ours.dons_aide_sociale - self.other - self._social
        self.given = float(given)
        self._company = _as_arrays(outcome.company)
        self._followed: dict[bytes, Followed] = {}

    def default_end(self) -> float:
        """One and a half times the larger of the gift and of six caps, in euros."""
        caps = self.outcome.prudent.amounts("plafond", "rien")
        return 1.5 * max(self.given, float(sum(caps)), 1.0)

    def run(self, gifts: Floats) -> Followed:
        """The six years for each amount of the first year."""
        place = gifts.tobytes()
        if place not in self._followed:
            self._followed[place] = self._run(gifts)
        return self._followed[place]

    def _run(self, gifts: Floats) -> Followed:
        moves = [
            replace(
                move,
                dons=np.full_like(gifts, move.dons),
                dons_aide_sociale=np.full_like(gifts, move.dons_aide_sociale),
            )
            for move in self._base
        ]
        moves[0] = replace(
            moves[0],
            dons=self.other + gifts,
            dons_aide_sociale=np.full_like(gifts, self._social),
        )
        return follow(self._company, moves, self._stocks(len(gifts)))

    def _stocks(self, count: int) -> Stocks:
        def spread(reports: Sequence[Report]) -> list[Report]:
            return [
                Report(r.annee, r.taux, np.full(count, float(r.montant)), r.rang) for r in reports
            ]

        opening = self.outcome.opening
        return Stocks(spread(opening.reports), spread(opening.reductions))


def _as_arrays(company: Company) -> Company:
    """The company with one-element arrays, which spread over the sweep."""

    def spread(value: Any) -> Any:
        return None if value is None else np.array([float(value)])

    years = tuple(
        replace(
            year,
            chiffre_affaires=spread(year.chiffre_affaires),
            benefice=spread(year.benefice),
            impot=spread(year.impot),
            impot_groupe=spread(year.impot_groupe),
        )
        for year in company.years
    )
    return replace(
        company,
        years=years,
        impot_precedent=spread(company.impot_precedent),
        chiffre_affaires_precedent=spread(company.chiffre_affaires_precedent),
    )
