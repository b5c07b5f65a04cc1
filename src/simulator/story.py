"""The sentences that answer: subject first, amounts in full, the prudent case first."""

from simulator.account import HALF_A_CENT
from simulator.indicators import Reading, read_all, reading
from simulator.ledger import Kind, Ledger, Nature, Party
from simulator.rules.prix import can_update, en_euros_recents, last_price_year
from simulator.simulate import Outcome
from simulator.text import formats, has, say

LAST_YEAR_OF_OLD_PRICES = 2010


def reading_of(outcome: Outcome, route: str) -> Reading:
    """What the indicators of a route are read off."""
    answers = outcome.scenario.reponses
    return reading(outcome.routes[route].ledger, outcome.deeds, outcome.unknowns, answers)


def values_of(outcome: Outcome, route: str) -> dict[str, float | None]:
    """Every indicator of a route."""
    return read_all(reading_of(outcome, route))


def answer(outcome: Outcome) -> str:
    """The sentence under the question, with its parties marked as `[mécène](mecene)`."""
    key = f"reponses.{outcome.scenario.dispositif}"
    if has(f"{key}.{outcome.lead}"):
        key = f"{key}.{outcome.lead}"
    elif outcome.unknowns and has(f"{key}.{outcome.unknowns[-1]}"):
        key = f"{key}.{outcome.unknowns[-1]}"
    elif "taux_de_base" in outcome.unknowns and has(f"{key}.taux_de_base"):
        key = f"{key}.taux_de_base"
    else:
        key = f"{key}.phrase"
    return say(key, **_amounts(outcome))


def finding(outcome: Outcome) -> str:
    """The title of the *who bears what* chart: what it proves."""
    efforts = [float(r.ledger.borne(Party.MECENE)) for r in outcome.routes.values()]
    shared = _amounts(outcome) | {
        "bas": formats.euros(min(efforts)),
        "haut": formats.euros(max(efforts)),
        "ecart": formats.euros(max(efforts) - min(efforts)),
    }
    key = f"constats.{outcome.scenario.dispositif}"
    flat = max(efforts) - min(efforts) < HALF_A_CENT
    return say(
        f"{key}.sans_ecart" if flat and has(f"{key}.sans_ecart") else f"{key}.phrase", **shared
    )


def _amounts(outcome: Outcome) -> dict[str, str]:
    """The amounts that a sentence may quote, of the lead route and of each other."""
    lead = outcome.headline.ledger
    lent = sum(float(f.amount) for f in lead if f.nature is Nature.AVANCE)
    days = sum(d.quantity for d in outcome.deeds if d.what == "jours")
    price = lead.where(payer=Party.PME, nature=Nature.PRIX).total()
    return {
        "cout": formats.euros(float(lead.resources())),
        "prete": formats.euros(lent),
        "prix": formats.euros(float(price)),
        "jours": formats.number(float(days)),
        "pme_n": formats.number(sum(d.quantity for d in outcome.deeds if d.what == "pme")),
        **{p.value: formats.euros(float(lead.borne(p))) for p in Party},
        **{
            f"mecene_{key}": formats.euros(float(route.ledger.borne(Party.MECENE)))
            for key, route in outcome.routes.items()
        },
        **{
            f"pme_{key}": formats.euros(float(route.ledger.borne(Party.PME)))
            for key, route in outcome.routes.items()
        },
        "part_region": formats.percent(_share(lead, Party.REGION)),
    }


def _share(ledger: Ledger, party: Party) -> float | None:
    total = float(ledger.resources())
    return float(ledger.borne(party)) / total if total else None


def warnings_of(outcome: Outcome, route: str) -> list[tuple[str, str]]:
    """The reserves of a route as (title, sentence), the one that changes the answer first."""
    answers, followed = outcome.scenario.reponses, outcome.routes[route].mecenat
    keys = list(outcome.routes[route].warnings)
    rate = _rate(outcome, "mecenat.taux_reduction")
    tax = _rate(outcome, "is.taux_normal")
    values = {
        "gain": formats.number((rate - tax) * 100, 1),
        "taux": formats.number(rate * 100, 1),
        "annee": str(answers.annee + getattr(answers, "duree_annees", 1) - 1),
        "montant": formats.euros(float(followed[-1].report_restant)) if followed else "",
        "attente": formats.euros(float(followed[-1].reduction_reportee)) if followed else "",
        "seuil": _declared_from(outcome),
    }
    last_read = max(row.checked_on.year for row in outcome.rows)
    if int(values["annee"]) > last_read:
        keys.append("loi_future")
    return [(say(f"reserves.{key}.titre"), say(f"reserves.{key}.texte", **values)) for key in keys]


def _declared_from(outcome: Outcome) -> str:
    found = [r.value for r in outcome.rows if r.parameter == "mecenat.seuil_declaration"]
    return formats.with_unit(found[0], "€") if found else ""


def _rate(outcome: Outcome, parameter: str) -> float:
    found = [row.value for row in outcome.rows if row.parameter == parameter]
    return float(found[-1]) if found and found[-1] is not None else 0.0


def old_prices(outcome: Outcome) -> tuple[int, dict[str, float]] | None:
    """Amounts of before 2011 in recent euros: (the last known year, amount by indicator)."""
    annee = outcome.scenario.reponses.annee
    if annee > LAST_YEAR_OF_OLD_PRICES or not can_update(annee):
        return None
    values = values_of(outcome, outcome.lead)
    keys = ("cout_reel", "reste_par_pme", "effort_region", "effort_net_mecene")
    recent = {key: float(en_euros_recents(v, annee)) for key in keys if (v := values[key])}
    return last_price_year(), recent


def loans(ledger: Ledger) -> float:
    """What is lent and comes back, in euros: never part of the cost."""
    return sum(float(f.amount) for f in ledger if f.nature.kind is Kind.PRET)
