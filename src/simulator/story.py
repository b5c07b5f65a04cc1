"""The sentences that answer: subject first, amounts in full, the prudent case first."""

from simulator.account import HALF_A_CENT
from simulator.indicators import HIDES_THE_COST, Reading, read_all, reading
from simulator.ledger import Kind, Ledger, Nature, Party
from simulator.rules.conditions import State
from simulator.rules.prix import can_update, en_euros_recents, last_price_year
from simulator.simulate import Outcome
from simulator.tax import sponsor_rate
from simulator.text import formats, has, say

LAST_YEAR_OF_OLD_PRICES = 2010
FIRST_SECOND_HAND_YEAR = 2026


def reading_of(outcome: Outcome, route: str) -> Reading:
    """What the indicators of a route are read off."""
    answers = outcome.scenario.reponses
    return reading(outcome.routes[route].ledger, outcome.deeds, outcome.unknowns, answers)


def values_of(outcome: Outcome, route: str) -> dict[str, float | None]:
    """Every indicator of a route."""
    return read_all(reading_of(outcome, route))


def answer(outcome: Outcome) -> str:
    """The sentence under the question, with its parties marked as `[mécène](mecene)`."""
    if outcome.headline.ledger.resources() == 0 and not HIDES_THE_COST & set(outcome.unknowns):
        return say("reponses.rien")
    table = f"reponses.{outcome.scenario.dispositif}"
    wanted = [f"{outcome.lead}{_obstacle(outcome)}", outcome.lead, *reversed(outcome.unknowns)]
    wanted += ["une"] if _firms(outcome) == 1 else []
    key = next((name for name in wanted if has(f"{table}.{name}")), "phrase")
    return say(f"{table}.{key}", **_amounts(outcome))


def _obstacle(outcome: Outcome) -> str:
    """Why the gift of Boost Innov does not count: no gift, a closed condition, one to prove."""
    gift = outcome.routes.get("don_eligible")
    if gift is None or outcome.lead == "don_eligible":
        return ""
    if not gift.ledger.where(nature=Nature.DON).total():
        return "_sans_don"
    if gift.state is State.FERME:
        return "_ferme"
    unproved = {f.key for f in gift.findings if f.state is State.A_CONFIRMER}
    return "" if "association_agreee" in unproved else "_reste"


def finding(outcome: Outcome) -> str:
    """The title of the *who bears what* chart: what it proves."""
    efforts = [float(r.ledger.borne(Party.MECENE)) for r in outcome.routes.values()]
    moved = max(efforts) - min(efforts)
    if "don_eligible" in outcome.routes:
        gift = outcome.routes["don_eligible"].ledger
        moved = float(gift.where(nature=Nature.REDUCTION_IMPOT).total())
    shared = _amounts(outcome) | {
        "bas": formats.euros(min(efforts)),
        "haut": formats.euros(max(efforts)),
        "reduction": formats.euros(moved),
    }
    key = f"constats.{outcome.scenario.dispositif}"
    flat = moved < HALF_A_CENT and has(f"{key}.sans_ecart")
    one = _firms(outcome) == 1 and has(f"{key}.une")
    return say(f"{key}.{'sans_ecart' if flat else 'une' if one else 'phrase'}", **shared)


def _firms(outcome: Outcome) -> float:
    return float(sum(deed.quantity for deed in outcome.deeds if deed.what == "pme"))


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
        "jours": say(
            "comptes.jour" if days < 2 else "comptes.jours", n=formats.number(float(days))
        ),
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
    tax = float(sponsor_rate(answers, outcome.law)) if followed else 0.0
    values = {
        "gain": formats.number((rate - tax) * 100, 1),
        "taux": formats.number(rate * 100, 1),
        "annee": str(answers.annee + getattr(answers, "duree_annees", 1) - 1),
        "montant": formats.euros(float(followed[-1].report_restant)) if followed else "",
        "attente": formats.euros(float(followed[-1].reduction_reportee)) if followed else "",
        "seuil": _declared_from(outcome),
        "lecture": say(f"choix.lecture_pass.{getattr(answers, 'lecture_pass', 'temps_partage')}"),
    }
    keys += _about_rates(outcome, bool(followed))
    last_read = max(row.checked_on.year for row in outcome.rows)
    if int(values["annee"]) > last_read:
        keys.append("loi_future_sauf" if "surtaxe_inconnue" in keys else "loi_future")
    return [(say(f"reserves.{key}.titre"), say(f"reserves.{key}.texte", **values)) for key in keys]


def _about_rates(outcome: Outcome, gives: bool) -> list[str]:
    """Reserves on the tax rates that the case uses."""
    answers = outcome.scenario.reponses
    contributions = getattr(answers, "imposition_mecene", "") == "avec_contributions"
    keys = ["groupe_fiscal"] if gives else []
    if contributions and _rate(outcome, "is.surtaxe_taux") > 0:
        keys.append("surtaxe_moyenne")
    if contributions and _surtax_unknown(outcome):
        keys.append("surtaxe_inconnue")
    second_hand = contributions or getattr(answers, "imposition_pme", "") == "taux_reduit"
    if second_hand and answers.annee >= FIRST_SECOND_HAND_YEAR:
        keys.append("sources_secondaires")
    return keys


def _surtax_unknown(outcome: Outcome) -> bool:
    """Whether a year asks for a contribution that no law gives yet, for a turnover that owed it."""
    unread = any(row.parameter == "is.surtaxe_taux" and row.value is None for row in outcome.rows)
    threshold = outcome.law.last_known("is.surtaxe_ca_min")
    turnover = getattr(outcome.scenario.reponses, "chiffre_affaires_mecene", 0.0)
    return unread and threshold is not None and turnover >= float(threshold.value or 0)


def unknown_words(outcome: Outcome, key: str) -> str:
    """What nobody knows, in words; a rate between two readings, with the last one and its day."""
    read = outcome.law.last_known("avance.taux_de_base") if key == "taux_de_base" else None
    if read is None:
        return say(f"inconnues.{key}")
    rate = formats.percent(float(read.value or 0), 2)
    return say("inconnues.taux_de_base_lu", jour=formats.day(read.since), taux=rate)


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
