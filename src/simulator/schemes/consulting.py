"""What the subsidised consulting schemes share: two payers, one relay body, its consultants."""

from collections.abc import Mapping, Sequence
from typing import Any

from simulator.base.whole import or_nothing
from simulator.cases.answers import Answers
from simulator.cases.question import question
from simulator.conditions import public_aid
from simulator.conditions.finding import Finding
from simulator.law.book import Law
from simulator.ledger import Deed, Flow, Ledger, Nature, Party, Status, flow
from simulator.rules.aides_etat import aide_maximale_au_conseil
from simulator.schemes.invoice import invoice
from simulator.schemes.model import Route
from simulator.schemes.questions import WithInvoice

SOURCE = "document 004"
COFINANCEMENT = "cofinancement du FSE"
ROUTES = (
    Route("de_minimis", parameter="de_minimis.plafond"),
    Route("aide_au_conseil", parameter="aide_conseil.intensite_max"),
)


class ConsultingAnswers(WithInvoice):
    """SMEs that buy consulting, part of it paid by the Region straight to the relay body."""

    annee: int = question("performance_pme.annee", unit="année", ge=2007, le=2035, essential=True)
    part_fse: float = question("simulation.rien", unit="ratio", ge=0, le=1)
    emplois_prevus: float | None = question(unit="emplois", ge=0, le=1e6, default=None)
    taux_realisation: float = question(
        "alize.savoie.2006_2018.taux_realisation", unit="%", ge=0, le=100
    )


def flows(a: Any, route: str, law: Law) -> list[Flow]:
    """SME and Region pay the relay body, which pays consultants; the ESF may refund."""
    cout = (a.prix_pme + a.aide_region) * a.nb_pme
    aide = a.aide_region * a.nb_pme
    if route == "aide_au_conseil":
        aide = aide_maximale_au_conseil(cout, law)
    return paid_through_the_relay(cout - aide, {Party.REGION: aide}, a, law)


def paid_through_the_relay(prix: Any, aides: dict[Party, Any], a: Any, law: Law) -> list[Flow]:
    """Every price and grant goes to the relay body, and leaves it as consultants' fees."""
    year, relais = law.day.year, Party.RELAIS
    total = prix + sum(aides.values())
    fse = flow(
        Party.UE, Party.REGION, Nature.SUBVENTION, aides.get(Party.REGION, 0.0) * a.part_fse, year,
        _cofinancement(law),
    )  # fmt: skip
    return [
        *invoice(Party.PME, relais, Nature.PRIX, prix, a, law, SOURCE),
        *(flow(who, relais, Nature.SUBVENTION, aide, year, SOURCE) for who, aide in aides.items()),
        flow(relais, Party.CONSULTANTS, Nature.HONORAIRES, total, year, SOURCE),
        fse,
    ]


def _cofinancement(law: Law) -> str:
    """The text by which the ESF pays a part, as the row in force names it."""
    known = law.knows("fse.taux_max_regions_developpees")
    text = f"{law.row('fse.taux_max_regions_developpees').reference} : " if known else ""
    return f"{text}{COFINANCEMENT}"


def findings(a: Any, route: str, law: Law, base: Sequence[Flow]) -> list[Finding]:
    """De minimis has no share; the block exemption stops at half."""
    stated = a.aide_region * a.nb_pme
    cout = stated + a.prix_pme * a.nb_pme
    if route == "aide_au_conseil":
        limit = public_aid.intensite_au_conseil(stated, cout, law)
    else:
        aide = Ledger(base).where(payer=Party.REGION, payee=Party.RELAIS).total()
        limit = public_aid.de_minimis("pme", aide / a.nb_pme, a.aides_recues_pme, law)
    return [f for f in (limit, public_aid.part_du_fse(a.part_fse, law)) if f]


def headline(_a: Any, _states: Mapping[str, Any], _law: Law) -> str:
    """De minimis leads: it fits the prices of the document as they stand."""
    return "de_minimis"


def deeds(a: Any) -> list[Deed]:
    """Firms, days of consulting and jobs promised."""
    done = [Deed("pme", Status.PREVU, a.nb_pme, SOURCE)]
    if a.demi_journees is not None:
        days = a.nb_pme * or_nothing(a.demi_journees) / 2
        done.append(Deed("jours", Status.PREVU, days, SOURCE))
    if a.emplois_prevus is not None:
        done.append(Deed("emplois", Status.PREVU, or_nothing(a.emplois_prevus), "saisie"))
    return done


def warnings(_a: Answers, route: str, _law: Law) -> tuple[str, ...]:
    """No sponsor here, and nobody knows which reading the Region used."""
    reading = ("lecture_de_la_region",) if route == "de_minimis" else ()
    return ("sans_mecene", *reading, "tva")
