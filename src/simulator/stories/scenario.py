"""The sentences that answer: subject first, amounts in full, the prudent case first."""

from collections.abc import Sequence

from simulator.base.rounding import adding_up, whole
from simulator.conditions.finding import State
from simulator.figures.indicators import (
    HIDES_THE_COST,
    INDICATORS,
    Reading,
    read_all,
    reading,
)
from simulator.figures.trails import short_name, whole_shares
from simulator.ledger import BEARERS, Kind, Ledger, Nature, Party
from simulator.rules.prix import can_update, en_euros_recents, last_price_year
from simulator.rules.suivi_des_dons import Annee
from simulator.simulate import Outcome
from simulator.tax.settle import sponsor_rate
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


def shown_values(outcome: Outcome, route: str) -> dict[str, float | None]:
    """The same as the screen writes them: what is borne is in whole euros that add up."""
    ledger, values = outcome.routes[route].ledger, values_of(outcome, route)
    shares = whole_shares(ledger)
    part = getattr(outcome.scenario.reponses, "part_publique", 1.0)
    public, private = adding_up([shares[Party.FONDS] * part, shares[Party.FONDS] * (1 - part)])
    public += sum(shares[p] for p in (Party.ETAT, Party.REGION, Party.UE))
    private += sum(shares[p] for p in (Party.MECENE, Party.PME, Party.ASSOCIATION, Party.RELAIS))
    wholes = {
        "cout_reel": whole(float(ledger.resources())),
        "argent_public": public,
        "argent_prive": private,
        **{k: shares[i.party] for k, i in INDICATORS.items() if i.party and k in _BORNE},
    }
    if (later := _used_later(values)) is not None:
        wholes["effort_net_mecene_annee"] = shares[Party.MECENE] + later
    return {k: wholes.get(k, v) if v is not None else None for k, v in values.items()}


def _used_later(values: dict[str, float | None]) -> int | None:
    """What carries save after the years of the case, in whole euros."""
    whole_net, own = values["effort_net_mecene"], values["effort_net_mecene_annee"]
    return None if whole_net is None or own is None else whole(float(own - whole_net))


_BORNE = {
    "effort_net_mecene", "reste_a_charge_pme", "effort_region", "effort_etat", "effort_fonds",
}  # fmt: skip
"""Indicators that are what one party bears."""


def answer(outcome: Outcome) -> str:
    """The sentence under the question, with its parties marked as `[mécène](mecene)`."""
    if outcome.headline.ledger.resources() == 0 and not HIDES_THE_COST & set(outcome.unknowns):
        return say("reponses.rien")
    if outcome.shown != outcome.lead:
        return _chosen(outcome)
    table = f"reponses.{outcome.scenario.dispositif}"
    wanted = [] if _lent(outcome) else ["sans_avance"]
    wanted += [f"{outcome.lead}{_obstacle(outcome)}", outcome.lead, *reversed(outcome.unknowns)]
    kept = outcome.headline.ledger.where(nature=Nature.TVA_NON_RECUPEREE).total()
    wanted += ["tva_gardee"] if kept else []
    wanted += ["une"] if _firms(outcome) == 1 else []
    key = next((name for name in wanted if has(f"{table}.{name}")), "phrase")
    return f"{say(f'{table}.{key}', **_amounts(outcome))}{horizon(outcome)}"


def horizon(outcome: Outcome) -> str:
    """Over how many years the sponsor's net cost is counted, when it is not all in the case's."""
    values = shown_values(outcome, outcome.shown)
    six, own = values["effort_net_mecene"], values["effort_net_mecene_annee"]
    if six is None or own is None or six == own:
        return ""
    return " " + say("reponses.horizon", **_own_years(outcome, own))


def net_condition(outcome: Outcome) -> str:
    """Under the sponsor's net cost: the route, and what of it falls in the years of the case."""
    route = say(f"voies.{outcome.shown}.nom")
    own = shown_values(outcome, outcome.shown)["effort_net_mecene_annee"]
    if own is None or not outcome.headline.mecenat:
        return route
    return say("simuler.sur_six_exercices", voie=route, **_own_years(outcome, own))


def _own_years(outcome: Outcome, net: float) -> dict[str, str]:
    first = outcome.scenario.reponses.annee
    last = first + getattr(outcome.scenario.reponses, "duree_annees", 1) - 1
    years = str(first) if last == first else say("reponses.annees", annee=first, derniere=last)
    return {"montant": formats.euros(net), "annees": years}


def _chosen(outcome: Outcome) -> str:
    """The answer by a route that the reader chose: its name, its state, who bears what."""
    ledger, state = outcome.headline.ledger, outcome.headline.state
    shares = {party: share for party, share in whole_shares(ledger).items() if share}
    partial = HIDES_THE_COST & set(outcome.unknowns)
    return say(
        f"reponses.{'voie_choisie_partielle' if partial else 'voie_choisie'}",
        voie=say(f"voies.{outcome.shown}.nom"),
        etat=say(f"etats.{state.value}").lower(),
        cout=formats.euros(sum(shares.values())),
        parts=formats.listed([
            f"[{short_name(party.value)}]({party.value}) {formats.euros(share)}"
            for party, share in shares.items()
        ]),
        prudente=say(f"voies.{outcome.lead}.nom"),
    ) + horizon(outcome)  # fmt: skip


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
    efforts = [whole_shares(r.ledger)[Party.MECENE] for r in outcome.routes.values()]
    moved = max(efforts) - min(efforts)
    if "don_eligible" in outcome.routes:
        gift = outcome.routes["don_eligible"].ledger
        moved = whole(float(gift.where(nature=Nature.REDUCTION_IMPOT).total()))
    shared = _amounts(outcome) | {
        "bas": formats.euros(min(efforts)),
        "haut": formats.euros(max(efforts)),
        "reduction": formats.euros(moved),
    }
    key = f"constats.{outcome.scenario.dispositif}"
    flat = not moved and has(f"{key}.sans_ecart")
    one = _firms(outcome) == 1 and has(f"{key}.une")
    return say(f"{key}.{'sans_ecart' if flat else 'une' if one else 'phrase'}", **shared)


def _firms(outcome: Outcome) -> float:
    return float(sum(deed.quantity for deed in outcome.deeds if deed.what == "pme"))


def _amounts(outcome: Outcome) -> dict[str, str]:
    """The amounts that a sentence may quote, of the lead route and of each other."""
    lead = outcome.headline.ledger
    shares = {key: whole_shares(route.ledger) for key, route in outcome.routes.items()}
    days = sum(d.quantity for d in outcome.deeds if d.what == "jours")
    price = lead.where(payer=Party.PME, nature=Nature.PRIX).total()
    own = shares[outcome.shown]
    granted = lead.where(payer=Party.ETAT, nature=Nature.SUBVENTION).total()
    tax = own[Party.ETAT] - whole(float(granted))
    time = own[Party.MECENE] + tax
    return {
        "cout": formats.euros(float(lead.resources())),
        "temps": formats.euros(time),
        "impot": formats.euros(tax),
        "temps_et_fonds": formats.euros(time + own[Party.FONDS]),
        "prete": formats.euros(_lent(outcome)),
        "prix": formats.euros(float(price)),
        "jours": say("comptes.jours", n=float(days)),
        **{p.value: formats.euros(own[p]) for p in BEARERS},
        **{f"mecene_{key}": formats.euros(shares[key][Party.MECENE]) for key in shares},
        **{f"pme_{key}": formats.euros(shares[key][Party.PME]) for key in shares},
    }


def _lent(outcome: Outcome) -> float:
    """What is lent and comes back, in euros."""
    return sum(float(f.amount) for f in outcome.headline.ledger if f.nature is Nature.AVANCE)


def warnings_of(outcome: Outcome, route: str) -> list[tuple[str, str]]:
    """The reserves of a route as (title, sentence), the one that changes the answer first."""
    answers, followed = outcome.scenario.reponses, outcome.routes[route].mecenat
    keys = list(outcome.routes[route].warnings)
    close = followed[getattr(answers, "duree_annees", 1) - 1] if followed else None
    rate = _rate(outcome, "mecenat.taux_reduction")
    tax = float(sponsor_rate(answers, outcome.law)) if followed else 0.0
    values = {
        "gain": formats.number((rate - tax) * 100, 1),
        "taux": formats.number(rate * 100, 1),
        "annee": str(answers.annee + getattr(answers, "duree_annees", 1) - 1),
        **_carried(followed, getattr(answers, "duree_annees", 1)),
        "attente": formats.euros(float(close.reduction_reportee)) if close else "",
        "seuil": _declared_from(outcome),
        "lecture": say(f"choix.lecture_pass.{getattr(answers, 'lecture_pass', 'temps_partage')}"),
    }
    keys += _about_rates(outcome, bool(followed))
    last_read = max(row.checked_on.year for row in outcome.rows)
    if int(values["annee"]) > last_read:
        keys.append("loi_future_sauf" if "surtaxe_inconnue" in keys else "loi_future")
    return [(say(f"reserves.{key}.titre"), say(f"reserves.{key}.texte", **values)) for key in keys]


def _carried(followed: Sequence[Annee], years: int) -> dict[str, str]:
    """What waits above the cap when the case ends, until when it may be used, and what never is."""
    if not followed:
        return {}
    waiting = float(followed[years - 1].report_restant)
    used = sum(float(year.report_utilise) for year in followed[years:])
    return {
        "montant": formats.euros(waiting),
        "fin": str(followed[-1].cloture.year),
        "reste": formats.euros(waiting - used),
    }


def rules_told(outcome: Outcome) -> str:
    """The years whose rules made the figures; past the last one read, that it is carried on."""
    annee = outcome.scenario.reponses.annee
    last = annee + getattr(outcome.scenario.reponses, "duree_annees", 1) - 1
    read = max(row.checked_on.year for row in outcome.rows)
    if last > read:
        return say("simuler.regles_prolongees", lue=read, derniere=last)
    key = "regles" if last == annee else "regles_de_plusieurs"
    return say(f"simuler.{key}", annee=annee, derniere=last)


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
    values = values_of(outcome, outcome.shown)
    keys = ("cout_reel", "reste_par_pme", "effort_region", "effort_net_mecene")
    recent = {key: float(en_euros_recents(v, annee)) for key in keys if (v := values[key])}
    return last_price_year(), recent


def loans(ledger: Ledger) -> float:
    """What is lent and comes back, in euros: never part of the cost."""
    return sum(float(f.amount) for f in ledger if f.nature.kind is Kind.PRET)
