"""A ledger read for the eye: who bears what, and where each euro starts and ends."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from simulator.base.rounding import adding_up, whole
from simulator.figures.indicators import HIDES_THE_COST
from simulator.ledger import BEARERS, SUPPLIERS, Flow, Ledger, Nature, Party, counts
from simulator.simulate import Outcome
from simulator.text import has, say

TAXES = (Nature.REDUCTION_IMPOT, Nature.ECONOMIE_IS, Nature.SUPPLEMENT_IS)
VAT = (Nature.TVA, Nature.TVA_NON_RECUPEREE)
HALF_A_CENT = 0.005


def bears_frame(outcome: Outcome) -> pd.DataFrame:
    """One row a route and bearer, in euros: the frame of the *who bears what* chart."""
    partial = bool(HIDES_THE_COST & set(outcome.unknowns))
    rows = [
        {
            "route": key,
            "route_label": say(f"voies.{key}.nom"),
            "party": hue(party),
            "party_label": short_name(party.value),
            "amount": float(route.ledger.borne(party)),
            "open": route.state.value != "ferme",
            "note": f", {say('simuler.part_connue')}" if partial else "",
        }
        for key, route in outcome.routes.items()
        for party in BEARERS
        if abs(route.ledger.borne(party)) > HALF_A_CENT
    ]
    columns = ["route", "route_label", "party", "party_label", "amount", "open", "note"]
    return pd.DataFrame(rows, columns=columns)


def whole_shares(ledger: Ledger) -> dict[Party, int]:
    """What each party bears in whole euros, adding up to the whole cost of the resources."""
    parts = [float(ledger.borne(party)) for party in BEARERS]
    return dict(zip(BEARERS, adding_up(parts, whole(float(ledger.resources()))), strict=True))


def hue(party: Party) -> str:
    """The colour of a party's money: the body between two has none of its own."""
    return "neutre" if party is Party.RELAIS else party.value


def short_name(party: str) -> str:
    """The name of a bearer as a chart writes it."""
    return say(f"parties_court.{party}")


@dataclass(frozen=True, slots=True)
class Trail:
    """Euros of one bearer on their way to what they buy; `party` is their colour."""

    start: str
    end: str
    nature: Nature
    amount: float
    party: str
    shown: int = 0
    """Whole euros: at each stage what comes in is what goes out, and the ends add up."""


def trails(ledger: Ledger) -> list[Trail]:
    """Where each euro starts and ends: bearers at the left, resources at the right, no circle.

    Each payment of a bearer is funded by what it receives, then by the tax that the State gives
    back, then by its own effort; payments to suppliers are funded first. So the sponsor's invoice
    pays its staff, and its own effort with the State's makes the gift. What is left of a bearer is
    what it bears, and the left side adds up to the cost of the resources.
    """
    flows = [f for f in ledger if counts(f.nature) and f.nature not in VAT and float(f.amount)]
    moves = [f for f in flows if f.nature not in TAXES]
    found: list[Trail] = []
    for party in BEARERS:
        paid = sorted(
            (f for f in moves if f.payer is party), key=lambda f: f.payee not in SUPPLIERS
        )
        received = [
            (_landing(f, moves), float(f.amount), hue(f.payer)) for f in moves if f.payee is party
        ]
        relief = _relief(party, flows)
        own = (party.value, float("inf"), hue(party))
        sources = [*received, ("etat", relief, "etat"), own]
        found += _fund(paid, sources, moves)
    kept = (f for f in ledger if f.nature is Nature.TVA_NON_RECUPEREE and float(f.amount))
    found += [Trail(f.payer.value, "tva", f.nature, float(f.amount), hue(f.payer)) for f in kept]
    return _in_whole_euros(_merged(t for t in found if t.start != t.end), whole_shares(ledger))


def _in_whole_euros(found: list[Trail], shares: dict[Party, int]) -> list[Trail]:
    """Stage by stage from the bearers, each stage hands on the whole euros that it received."""
    wholes: dict[int, int] = {}
    ends = {t.end for t in found}
    starts = [node for node in dict.fromkeys(t.start for t in found) if node not in ends]
    leaving = {node: sum(t.amount for t in found if t.start == node) for node in starts}
    total = whole(sum(leaving.values()))
    ready = dict(zip(starts, adding_up(list(leaving.values()), total), strict=True))
    borne = {p.value: share for p, share in shares.items()}
    if sum(borne.get(node, 0) for node in starts) == total:
        ready = {node: borne.get(node, 0) for node in starts}
    while ready:
        node, amount = ready.popitem()
        here = [k for k, t in enumerate(found) if t.start == node]
        wholes |= zip(here, adding_up([found[k].amount for k in here], amount), strict=True)
        for end in {found[k].end for k in here}:
            coming = [k for k, t in enumerate(found) if t.end == end]
            going = any(t.start == end for t in found)
            if going and all(k in wholes for k in coming):
                ready[end] = sum(wholes[k] for k in coming)
    return [replace(t, shown=wholes.get(k, whole(t.amount))) for k, t in enumerate(found)]


def _fund(
    payments: Iterable[Flow], sources: list[tuple[str, float, str]], moves: list[Flow]
) -> Iterable[Trail]:
    """Give each payment its sources, in order, until each is spent."""
    left = [amount for _, amount, _ in sources]
    for payment in payments:
        due, end = float(payment.amount), _landing(payment, moves)
        for place, (start, _, hue) in enumerate(sources):
            used = min(left[place], due)
            if used > HALF_A_CENT:
                yield Trail(start, end, payment.nature, used, hue)
                left[place] -= used
                due -= used


def _relief(party: Party, flows: list[Flow]) -> float:
    """Tax given back to a party, net of the tax it owes; in euros."""
    given = sum(float(f.amount) for f in flows if f.nature in TAXES and f.payee is party)
    owed = sum(float(f.amount) for f in flows if f.nature in TAXES and f.payer is party)
    return max(given - owed, 0.0)


def _landing(f: Flow, moves: list[Flow]) -> str:
    """The stage where a payment lands: a supplier, a body that passes it on, or an invoice.

    Money that an SME, the Region or the State receives only to spend it is shown where it comes
    from: the association's aid goes straight into the invoice that it lightens.
    """
    if f.payee in SUPPLIERS:
        return f.payee.value
    if f.payee is Party.MECENE:
        return "facture_encaissee"
    if f.payee in {Party.ASSOCIATION, Party.RELAIS, Party.FONDS}:
        return f"{f.payee.value}_passage"
    passes = any(g.payee is f.payer for g in moves)
    return f"{f.payer.value}_passage" if passes else f.payer.value


def _merged(found: Iterable[Trail]) -> list[Trail]:
    """Trails with the same ends and colour, added up."""
    sums: dict[tuple[str, str, str], Trail] = {}
    for t in found:
        key = (t.start, t.end, t.party)
        before = sums[key].amount if key in sums else 0.0
        sums[key] = Trail(t.start, t.end, t.nature, before + t.amount, t.party)
    return list(sums.values())


def trails_frame(ledger: Ledger) -> pd.DataFrame:
    """One row a trail: the frame of the flow diagram, in euros."""
    rows: list[dict[str, Any]] = [
        {
            "payer": t.start,
            "payee": t.end,
            "payer_label": stage_name(t.start),
            "payee_label": stage_name(t.end),
            "nature_label": say(f"natures.{t.nature.key}"),
            "amount": round(t.amount, 2),
            "shown": t.shown,
            "party": t.party,
        }
        for t in trails(ledger)
    ]
    columns = [
        "payer", "payee", "payer_label", "payee_label", "nature_label", "amount", "shown", "party",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def stage_name(node: str) -> str:
    """The name of a stage of the money."""
    return say(f"etapes.{node}") if has(f"etapes.{node}") else short_name(node)
