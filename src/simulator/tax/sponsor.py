"""The sponsor's side of a scheme: what its gifts and charges take from its taxes.

A sponsor is a taxpayer of one of two kinds: a marginal rate that charges and income meet, or a real
company, whose profit was given and whose taxes are followed with and without them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import numpy as np

from simulator.base.whole import same_on_every_route, series, unless_known, whole
from simulator.law.book import Law
from simulator.law.years import Laws
from simulator.ledger import Flow, Ledger, Nature, Party, flow
from simulator.rules.impot_societes import taux_marginal_du_mecene
from simulator.rules.mecenat import (
    economie_de_la_deduction,
)
from simulator.rules.suivi_des_dons import Annee, Exercice, some, suivi
from simulator.tax import real_company
from simulator.tax.gifts import MECENAT, gift_of, lecture_2016, stocks


def is_real(a: Any) -> bool:
    """Whether the sponsor of a case is a real company, whose profit is known."""
    return getattr(a, "benefice_mecene", None) is not None


def sponsor_flows(base: Ledger, a: Any, laws: Laws) -> tuple[list[Flow], list[Annee]]:
    """What gifts add to the reductions of the sponsor, year by year; its taxes too when it is real.

    The years of the case, then those in which what is left may still be used: a cost over six
    fiscal years is what is borne once carries are used or dead.
    """
    given = base.where(payer=Party.MECENE, nature=lambda n: bool(n.don))
    if any(f.nature.don == "lecture_2016" for f in given):
        return [lecture_2016(f, a) for f in given], []
    if is_real(a):
        return real_company.of_company(base, a, laws)
    if not len(given):
        return [], []
    gifts = {year: gift_of(given.where(year=year), a, law) for year, law in laws.items()}
    sides = [_years(a, laws, gifts), *([_years(a, laws, {})] if _others(a) else [])]
    followed = [] if whole() else [_followed(years, laws, a) for years in sides]
    if whole() or any(map(_waits, followed)):
        followed = _to_the_end(sides, laws, a)
    others = followed[1] if len(followed) > 1 else [None] * len(followed[0])
    flows: list[Flow] = []
    for with_gift, without, law in zip(followed[0], others, laws.looked_up(), strict=False):
        flows += _relief(with_gift, without, a, law)
    return flows, followed[0]


def _others(a: Any) -> bool:
    """Whether the sponsor has other gifts, or carries, that these gifts may push aside."""
    return any(map(some, (a.autres_dons, a.excedent_anterieur, a.reduction_anterieure)))


def counts_contributions(a: Any) -> bool:
    """Whether what is due on top of the corporate tax is counted."""
    return is_real(a) or getattr(a, "imposition_mecene", "") == "avec_contributions"


def supposed(base: Sequence[Flow], a: Any, laws: Laws) -> Iterator[str]:
    """What the sponsor's taxes rest on, keys of `reserves` in the texts."""
    if is_real(a):
        yield from real_company.supposed(base, a, laws)
    elif counts_contributions(a):
        yield from real_company.surtax(a.chiffre_affaires_mecene, laws.values(), "surtaxe_moyenne")


# A marginal rate


def sponsor_rate(a: Any, law: Law) -> Any:
    """Marginal rate of the sponsor, as a ratio."""
    if a.imposition_mecene == "non_impose":
        return 0.0
    with_contributions = a.imposition_mecene == "avec_contributions"
    return taux_marginal_du_mecene(a.chiffre_affaires_mecene, with_contributions, law)


def _followed(years: Sequence[Exercice], laws: Laws, a: Any) -> list[Annee]:
    rules = list(laws.looked_up())[: len(years)]
    return suivi(years, rules, ordre=a.ordre_tranches, stocks=stocks(a, laws))


def _waits(followed: Sequence[Annee]) -> bool:
    """Whether something is left for later years."""
    return some(followed[-1].report_restant) or some(followed[-1].reduction_reportee)


def _to_the_end(sides: Sequence[list[Exercice]], laws: Laws, a: Any) -> list[list[Annee]]:
    """The same years and the later ones, without gifts: the taxes of the last one go on.

    An excess deducted before 2003 goes no further than its own rules: no text says what it becomes.
    """
    regimes = [law.word("mecenat.regime") for law in (*laws.values(), *laws.later.values())]
    same = next((n for n, regime in enumerate(regimes) if regime != regimes[0]), len(regimes))

    def until_the_end(years: list[Exercice]) -> list[Annee]:
        every = [*years, *(_after(years[-1], year) for year in laws.later)][:same]
        return _followed(every, laws, a)

    with series("avec"):
        found = [until_the_end(sides[0])]
    found += [same_on_every_route("sans", a, partial(until_the_end, side)) for side in sides[1:]]
    return found


def _after(last: Exercice, year: int) -> Exercice:
    return replace(last, cloture=date(year, 12, 31), dons=0.0)


def _years(a: Any, laws: Laws, gifts: Mapping[int, Any]) -> list[Exercice]:
    due = unless_known(a.impot_du_mecene, lambda: np.inf)
    if a.imposition_mecene == "non_impose":
        due = 0.0  # the reduction is set against the tax due, and never refunded
    return [
        Exercice(
            cloture=date(year, 12, 31),
            chiffre_affaires=a.chiffre_affaires_mecene,
            dons=a.autres_dons + gifts[year] if year in gifts else a.autres_dons,
            impot_du=due,
        )
        for year in laws
    ]


def _relief(with_gift: Annee, without: Annee | None, a: Any, law: Law) -> list[Flow]:
    """What the gifts add, one flow each way: other gifts at a lower rate may take their place."""
    year = with_gift.cloture.year
    if with_gift.regime == "deduction":
        before = 0.0 if without is None else without.deduction
        saved = economie_de_la_deduction(with_gift.deduction - before, sponsor_rate(a, law))
        return [flow(Party.ETAT, Party.MECENE, Nature.ECONOMIE_IS, saved, year, MECENAT)]
    gained = with_gift.reduction_imputee
    if without is None:
        return [flow(Party.ETAT, Party.MECENE, Nature.REDUCTION_IMPOT, gained, year, MECENAT)]
    change = gained - without.reduction_imputee
    return [
        flow(
            Party.ETAT, Party.MECENE, Nature.REDUCTION_IMPOT, np.maximum(change, 0), year, MECENAT
        ),
        flow(Party.MECENE, Party.ETAT, Nature.SUPPLEMENT_IS, np.maximum(-change, 0), year, MECENAT),
    ]
