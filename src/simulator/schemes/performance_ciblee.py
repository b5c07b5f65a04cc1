"""Performance PME, targeted form (Rhône-Alpes, 2007-2010): eight half-days in four months."""

from simulator.cases.question import Scale, question
from simulator.schemes import consulting
from simulator.schemes.consulting import ConsultingAnswers
from simulator.schemes.model import Scheme


class CibleeAnswers(ConsultingAnswers):
    """Prices before VAT, for one SME."""

    prix_pme: float = question(
        "performance_ciblee.prix", unit="€", ge=0, le=1e6, essential=True, indexed=True,
        scale=Scale(ge=0, le=10_000, step=100),
    )  # fmt: skip
    aide_region: float = question(
        "performance_ciblee.aide_region", unit="€", ge=0, le=1e6, essential=True, indexed=True,
        scale=Scale(ge=0, le=20_000, step=250),
    )  # fmt: skip
    demi_journees: float = question(
        "performance_ciblee.demi_journees", unit="demi-journées", ge=0, le=730, essential=True,
        scale=Scale(ge=0, le=40),
    )  # fmt: skip


SCHEME = Scheme(
    key="performance_ciblee",
    rank=4,
    answers=CibleeAnswers,
    routes=consulting.ROUTES,
    figures=("cout_reel", "reste_par_pme", "effort_region"),
    flows=consulting.flows,
    findings=consulting.findings,
    deeds=consulting.deeds,
    headline=consulting.headline,
    warnings=consulting.warnings,
)
