"""ALIZÉ with a zero-interest repayable advance: the same days, and a loan that comes back.

The public cost is not the amount lent: it is the interest not asked and the losses.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

from simulator.base.whole import is_unknown, nothing_where, unless_known
from simulator.cases.question import Scale, question
from simulator.conditions import public_aid
from simulator.conditions.finding import Finding, asked_where
from simulator.law.book import Law
from simulator.ledger import Flow, Nature, Party, flow
from simulator.rules.aides_etat import (
    encours,
    equivalent_subvention_brut,
    part_publique_de_l_avantage,
    perte_attendue,
    taux_de_reference,
)
from simulator.rules.volumes import avances_accordees, volume
from simulator.schemes import alize

METHOD = "communication 2008/C 14/02"
SOURCE = "document 002"


class AlizeAvanceAnswers(alize.AlizeAnswers):
    """The questions of ALIZÉ, and those of the advance."""

    nb_avances: int | None = question(unit="avances", ge=0, le=10_000, default=None, essential=True)
    avance_moyenne: float = question(
        "alize.2017.avance_moyenne", unit="€", ge=0, le=1e7, essential=True,
        scale=Scale(ge=0, le=50_000, step=1000),
    )  # fmt: skip
    mois_de_differe: int = question("avance.differe", unit="mois", ge=0, le=60)
    mois_de_remboursement: int = question("avance.remboursement", unit="mois", ge=1, le=120)
    periodicite: Literal["annuelle", "mensuelle"] = question(default="annuelle")
    taux_de_base: float | None = question(unit="%", ge=-2, le=20, default=None)
    marge: float = question("avance.marge", unit="points de base", ge=0, le=2000)
    taux_de_perte: float | None = question(unit="%", ge=0, le=100, default=None)
    part_publique: float = question("avance.part_publique", unit="ratio", ge=0, le=1)

    @classmethod
    def impossible(cls, a: Any) -> dict[str, Any]:
        """A yearly instalment falls on whole years."""
        broken = a.mois_de_differe % 12 or a.mois_de_remboursement % 12
        unequal = a.periodicite == "annuelle" and bool(broken)
        return {**super().impossible(a), "echeances_inegales": unequal}


def taux_de_base(a: Any, law: Law) -> Any:
    """The base rate as a ratio: entered, or of the law; None when nobody could read it."""
    unknown = is_unknown(a.taux_de_base)
    if unknown is not False and law.knows("avance.taux_de_base"):
        read = law["avance.taux_de_base"]
        return unless_known(a.taux_de_base, lambda: read, lambda rate: rate / 100)
    return None if unknown is True else a.taux_de_base / 100


def sans_taux_de_base(a: Any, law: Law) -> Any:
    """Whether nobody could read the base rate."""
    unknown = is_unknown(a.taux_de_base)
    return False if unknown is not False and law.knows("avance.taux_de_base") else unknown


def _avantage(a: Any, law: Law, marge: Any) -> Any:
    """Interest not asked over the life of one advance, discounted, in euros."""
    base = taux_de_base(a, law)
    pas = 12 if a.periodicite == "annuelle" else 1
    soldes = encours(a.avance_moyenne, a.mois_de_differe, a.mois_de_remboursement, pas)
    actualisation = taux_de_reference(base, law["avance.marge_actualisation"])
    return equivalent_subvention_brut(
        soldes, taux_de_reference(base, marge), actualisation, 12 // pas
    )


def esb_d_une_avance(a: Any, law: Law) -> Any:
    """Gross grant equivalent of one advance, in euros; None when the base rate is unknown."""
    if taux_de_base(a, law) is None:
        return None
    return law.once("esb_d_une_avance", lambda: _avantage(a, law, a.marge))


def _interets(a: Any, law: Law) -> Any:
    """Interest of one advance that the fund gives up; at the price of time if losses are given."""
    margin = a.taux_de_perte
    return unless_known(margin, lambda: esb_d_une_avance(a, law), lambda _: _priced(a, law))


def _priced(a: Any, law: Law) -> Any:
    price = law["avance.marge_actualisation"]
    return law.once("interets_d_une_avance", lambda: _avantage(a, law, price))


def flows(a: Any, route: str, law: Law) -> list[Flow]:
    """The flows of ALIZÉ, the advance and its return, and what the fund bears.

    With losses unknown, the risk margin of the reference rate stands for them. With losses given,
    interest is counted at the price of time alone, so that risk is not counted twice.
    """
    nombre = avances_accordees(a)
    year, lent = law.day.year, volume(nombre, a.avance_moyenne)
    last = year + (a.mois_de_differe + a.mois_de_remboursement) // 12
    perte = unless_known(
        a.taux_de_perte, lambda: 0.0, lambda rate: perte_attendue(lent, rate / 100)
    )
    out = [
        *alize.flows(a, route, law),
        flow(Party.FONDS, Party.PME, Nature.AVANCE, lent, year, SOURCE),
        flow(Party.PME, Party.FONDS, Nature.REMBOURSEMENT, lent - perte, last, SOURCE),
        flow(Party.FONDS, Party.DEFAILLANCES, Nature.PERTE, perte, last, "hypothèse de pertes"),
    ]
    if taux_de_base(a, law) is not None:
        interets, market = nombre * _interets(a, law), Party.MARCHE_DE_L_ARGENT
        interets = nothing_where(sans_taux_de_base(a, law), interets)
        out.append(flow(Party.FONDS, market, Nature.INTERETS_ABANDONNES, interets, year, METHOD))
    return out


def findings(a: Any, route: str, law: Law, base: Sequence[Flow]) -> list[Finding]:
    """The conditions of ALIZÉ, and de minimis for the SME that borrows."""
    found = alize.findings(a, route, law, base)
    esb = esb_d_une_avance(a, law)
    if esb is None:
        return found
    aide = part_publique_de_l_avantage(esb, a.part_publique)
    limit = public_aid.de_minimis("avance", aide, a.aides_recues_pme, law)
    return [*found, *asked_where(avances_accordees(a) > 0, [limit])]


def unknowns(a: Any, law: Law) -> dict[str, Any]:
    """The base rate may have been unreadable; losses were never published."""
    lends = avances_accordees(a) > 0
    return {
        **alize.unknowns(a, law),
        "taux_de_base": lends & sans_taux_de_base(a, law),
        "taux_de_perte": lends & is_unknown(a.taux_de_perte),
    }


SCHEME = replace(
    alize.SCHEME,
    key="alize_avance",
    rank=3,
    answers=AlizeAvanceAnswers,
    flows=flows,
    figures=("cout_reel", "effort_net_mecene", "effort_fonds"),
    findings=findings,
    unknowns=unknowns,
    warnings=lambda a, route, law: (*alize.warnings(a, route, law), "avance_n_est_pas_un_cout"),
)
