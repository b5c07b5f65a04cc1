"""PPJ, « Production au plus juste » (1999-2004): twelve months of consulting in an SME.

The sources give what the firm paid. State, Region and ESF each gave support, of unknown amounts:
they are asked, not invented.
"""

from collections.abc import Sequence
from typing import Any

from simulator.base.whole import is_unknown
from simulator.cases.question import Scale, question
from simulator.conditions import finding, public_aid
from simulator.conditions.finding import Finding
from simulator.law.book import Law
from simulator.ledger import Flow, Party
from simulator.schemes import consulting
from simulator.schemes.model import Route, Scheme

AIDES = {Party.ETAT: "aide_etat", Party.REGION: "aide_region", Party.UE: "aide_ue"}


class PpjAnswers(consulting.ConsultingAnswers):
    """Price before VAT and public shares, for one SME."""

    annee: int = question("ppj.annee", unit="année", ge=1999, le=2035, essential=True)
    prix_pme: float = question(
        "ppj.prix",
        unit="€",
        ge=0,
        le=1e6,
        essential=True,
        indexed=True,
        scale=Scale(ge=0, le=10_000, step=50),
    )
    aide_etat: float | None = question(unit="€", ge=0, le=1e6, default=None, essential=True)
    aide_region: float | None = question(unit="€", ge=0, le=1e6, default=None, essential=True)
    aide_ue: float | None = question(unit="€", ge=0, le=1e6, default=None, essential=True)
    demi_journees: float | None = question(unit="demi-journées", ge=0, le=730, default=None)


def flows(a: Any, _route: str, law: Law) -> list[Flow]:
    """What is known: the price of the firm, and the public shares that the user gives."""
    given = {party: getattr(a, name) for party, name in AIDES.items()}
    aides = {party: aide * a.nb_pme for party, aide in given.items() if aide is not None}
    return consulting.paid_through_the_relay(a.prix_pme * a.nb_pme, aides, a, law)


def findings(a: Any, _route: str, law: Law, _base: Sequence[Flow]) -> list[Finding]:
    """De minimis, once every public share is known."""
    shares = [getattr(a, name) for name in AIDES.values()]
    if any(share is None for share in shares):
        return [Finding("aides_inconnues", finding.State.A_CONFIRMER, consulting.SOURCE)]
    total = public_aid.de_minimis("pme", sum(shares), a.aides_recues_pme, law)
    return [f for f in (total, public_aid.part_du_fse(a.part_fse, law)) if f]


def unknowns(a: Any, _law: Law) -> dict[str, Any]:
    """The public shares that nobody gave."""
    return {name: is_unknown(getattr(a, name)) for name in AIDES.values()}


SCHEME = Scheme(
    key="ppj",
    rank=6,
    answers=PpjAnswers,
    routes=(Route("de_minimis", parameter="de_minimis.plafond"),),
    figures=("cout_reel", "reste_par_pme", "effort_region"),
    flows=flows,
    findings=findings,
    deeds=consulting.deeds,
    headline=consulting.headline,
    unknowns=unknowns,
    warnings=lambda _a, _route, _law: ("sans_mecene", "tva"),
)
