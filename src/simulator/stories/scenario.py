"""The sentences that answer: subject first, amounts in full, the prudent case first."""

from simulator.base.rounding import whole
from simulator.cases.transposition import transposition
from simulator.conditions.finding import State
from simulator.figures.indicators import HIDES_THE_COST
from simulator.figures.trails import short_name, whole_shares
from simulator.ledger import BEARERS, Ledger, Nature, Party
from simulator.simulate import Outcome
from simulator.stories.scenario_figures import carries, own_years, shown_values
from simulator.text import formats, has, say


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
    if not carries(outcome):
        return ""
    values = shown_values(outcome, outcome.shown)
    six, own = values["effort_net_mecene"], values["effort_net_mecene_annee"]
    if six is None or own is None or six == own:
        return ""
    return " " + say("reponses.horizon", **own_years(outcome, own))


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
        parts=_parts(ledger),
        prudente=say(f"voies.{outcome.lead}.nom"),
    ) + horizon(outcome)  # fmt: skip


def _parts(ledger: Ledger) -> str:
    """Who bears what, every one who bears something, in whole euros that add up."""
    return formats.listed([
        f"[{short_name(party.value)}]({party.value}) {formats.euros(share)}"
        for party, share in whole_shares(ledger).items()
        if share
    ])  # fmt: skip


def _obstacle(outcome: Outcome) -> str:
    """Why the gift of Boost Innov does not count: no gift, a closed condition, one to prove."""
    gift = outcome.routes.get("don_eligible")
    if gift is None or outcome.lead == "don_eligible":
        return ""
    if not gift.ledger.where(nature=Nature.DON).total():
        return "_sans_don"
    if gift.state is State.FERME:
        return "_ferme"
    if whole_shares(gift.ledger) == whole_shares(outcome.headline.ledger):
        return "_sans_effet"
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
        "parts": _parts(lead),
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


def rules_told(outcome: Outcome) -> str:
    """The years whose rules made the figures, and the prices that the index carried to them."""
    return " ".join(filter(None, [_rules(outcome), prices_told(outcome)]))


def prices_told(outcome: Outcome) -> str:
    """Of what year the prices are that nobody typed, when the index carried them; else nothing."""
    a = outcome.scenario.reponses
    carried = transposition(type(a), a.annee)
    if carried is None or not any(a.is_default(name) for name in a.indexed()):
        return ""
    return say(
        "simuler.prix_portes",
        ancienne=carried.prix_de,
        annee=carried.en_euros_de,
        coefficient=formats.number(carried.coefficient, 2),
    )


def _rules(outcome: Outcome) -> str:
    """The years whose rules made the figures; past the last one read, that it is carried on."""
    annee = outcome.scenario.reponses.annee
    last = annee + getattr(outcome.scenario.reponses, "duree_annees", 1) - 1
    read = max(row.checked_on.year for row in outcome.rows)
    if last > read:
        return say("simuler.regles_prolongees", lue=read, derniere=last)
    key = "regles" if last == annee else "regles_de_plusieurs"
    return say(f"simuler.{key}", annee=annee, derniere=last)
