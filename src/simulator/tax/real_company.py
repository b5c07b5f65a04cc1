"""A sponsor whose profit is known: its taxes followed over six years, with and without a scheme."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from simulator.base.whole import same_on_every_route, series
from simulator.figure import cents
from simulator.law.book import Law
from simulator.law.years import Laws
from simulator.ledger import Flow, Ledger, Nature, Party, flow
from simulator.rules.impot_societes import surtaxe_inconnue, taux_de_surtaxe
from simulator.rules.suivi_des_dons import Annee, some
from simulator.tax.company import (
    IS,
    IS_DU,
    YEAR_IN_MONTHS,
    Company,
    FiscalYear,
    Followed,
    Moves,
    follow,
    is_small,
    moves_of,
    taxes_of,
)
from simulator.tax.gifts import MECENAT, gift_of, stocks


def of_company(base: Ledger, a: Any, laws: Laws) -> tuple[list[Flow], list[Annee]]:
    """The six fiscal years of the company as it is, without the scheme, and before what it bills.

    The differences are its flows: taxes saved by charges, owed on income, reductions.
    """
    years = list(laws.horizon)
    own = _moves(base, a, laws)
    alone = [Moves(dons=a.autres_dons if year in laws else 0.0) for year in years]
    company = _company(a, laws)
    with series("avec"):
        ours = follow(company, own, stocks(a, laws))
    without = same_on_every_route("sans", a, lambda: follow(company, alone, stocks(a, laws)))
    unbilled = ours.taxes
    if any(map(_bills, own)):
        with series("non_facture"):
            unbilled = taxes_of(company, [replace(move, produits=0.0) for move in own])[1]
    changes = _changes(years, ours, without, unbilled)
    return [f for year, *amounts in changes for f in _each_way(year, *amounts)], ours.annees


def _bills(move: Moves) -> bool:
    """Whether something may be billed in a year: a bare 0 is what no flow makes."""
    return not isinstance(move.produits, float) or move.produits != 0


def _moves(base: Ledger, a: Any, laws: Laws) -> list[Moves]:
    """What the scheme and the other gifts move in each year, gifts at the value that counts."""
    given = base.where(payer=Party.MECENE, nature=lambda n: bool(n.don))
    moves = []
    for year, move in zip(laws.horizon, moves_of(base, laws.horizon), strict=True):
        if year not in laws:
            moves.append(Moves())
            continue
        ours = gift_of(given.where(year=year), a, laws[year])
        moves.append(replace(move, dons=a.autres_dons + ours, dons_aide_sociale=0.0))
    return moves


def supposed(base: Sequence[Flow], a: Any, laws: Laws) -> Iterator[str]:
    """What the taxes of a company rest on, keys of `reserves` in the texts."""
    yield "entreprise_supposee"
    profit = max(a.benefice_mecene, 0.0)
    if any(float(m.charges - m.produits) > profit for m in moves_of(base, list(laws))):
        yield "deficit_non_suivi"
    years = [*laws.values(), *list(laws.later.values())[:1]]  # the next one bears half of a mean
    yield from surtax(a.chiffre_affaires_mecene, years, "surtaxe_suivie")


def surtax(turnover: float, laws: Iterable[Law], known: str) -> Iterator[str]:
    """What is supposed of an exceptional contribution due (`known`), or that no law gives it."""
    for law in laws:
        if surtaxe_inconnue(turnover, law):
            yield "surtaxe_inconnue"
        elif float(taux_de_surtaxe(turnover, law)) > 0 and _is_mean(law):
            yield known


def _is_mean(law: Law) -> bool:
    return law.word("is.surtaxe_assiette") == "moyenne_deux_exercices"


def _company(a: Any, laws: Laws) -> Company:
    every = {**laws, **laws.later}
    small = is_small(a.effectif_mecene, next(iter(every.values())))
    years = tuple(
        FiscalYear(
            date(year, 12, 31), date(year, 1, 1), YEAR_IN_MONTHS, law,
            a.chiffre_affaires_mecene, a.benefice_mecene,
        )
        for year, law in every.items()
    )  # fmt: skip
    return Company(years, pme=False, tax_known="benefice", ordre=a.ordre_tranches, pme_ue=small)


def _changes(
    years: Sequence[int], ours: Followed, without: Followed, unbilled: Sequence[Any]
) -> Iterator[tuple[int, Any, Any, Any]]:
    """Each year: taxes saved, taxes owed, reductions that the scheme adds, in euros."""
    bills = unbilled is not ours.taxes
    for t, year in enumerate(years):
        yield (
            year,
            cents(without.taxes[t] - unbilled[t]),
            cents(ours.taxes[t] - unbilled[t]) if bills else 0.0,
            cents(ours.annees[t].reduction_imputee - without.annees[t].reduction_imputee),
        )


def _each_way(year: int, saved: Any, owed: Any, relief: Any) -> Iterator[Flow]:
    """The State's flows of a year; what is below nothing flows the other way."""
    for amount, gained, source in (
        (saved, Nature.ECONOMIE_IS, IS),
        (-owed, Nature.ECONOMIE_IS, IS_DU),
        (relief, Nature.REDUCTION_IMPOT, MECENAT),
    ):
        if some(amount):
            yield flow(Party.ETAT, Party.MECENE, gained, np.maximum(amount, 0), year, source)
        if some(-amount):
            lost = np.maximum(-amount, 0)
            yield flow(Party.MECENE, Party.ETAT, Nature.SUPPLEMENT_IS, lost, year, source)
