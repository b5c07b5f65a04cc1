"""The sentence that answers a sponsor.

The prudent reading (only what is proven counts) always comes first; what the proofs would change
comes in the same breath.
"""

from simulator.conditions.finding import State
from simulator.figures.sponsor_outcome import Outcome
from simulator.stories.sponsor_readings import CENT, differs
from simulator.text import formats, say


def answer(outcome: Outcome) -> str:
    """The sentence under the question; parties are marked as `[mécène](mecene)`."""
    prudent, confirmed = outcome.prudent.whole, outcome.confirmed.whole
    values = {
        "cout": formats.euros(prudent.cout),
        "quoi": what(outcome),
        "quand": when(outcome),
        "net": formats.euros(prudent.cout_net),
        "confirme": formats.euros(confirmed.cout_net),
        "ordinaire": formats.euros(prudent.cout_charge_ordinaire),
        "points": points(_shown_gain(outcome)),
        "facture": formats.euros(prudent.facture),
        "taux": _rate(outcome),
    }
    return say(f"mecene_reponse.{_kind(outcome)}", **values)


def _kind(outcome: Outcome) -> str:
    """Which sentence answers: nothing spent, a loan, a gift closed, to prove, or that counts."""
    focus = outcome.prudent.whole
    if not focus.cout:
        return "rien"
    if not any(path.opens_reduction for path in outcome.paths):
        return "pret_facture" if focus.facture > CENT else "pret"
    if outcome.state is State.FERME:
        return "ferme_deficit" if focus.deficit else "ferme"
    if differs(outcome):
        return "a_confirmer_deficit" if focus.deficit else "a_confirmer"
    if not focus.reduction:
        return "sans_impot"
    if focus.deficit:
        return "deficit"
    if focus.perdu > CENT:
        return "perte" if (outcome.confirmed.whole.gain_points or 0) < 0 else "perdu"
    return "report" if focus.reduction_reportee > CENT else "ouvert"


def what(outcome: Outcome) -> str:
    """What is given or lent: days, money, staff, or several of them."""
    kinds = {
        ("argent" if operation.montants else "journees") if operation.voie == "don" else "prets"
        for operation in outcome.case.operations
        if operation.montants or operation.salaries
    }
    return say(f"mecene_quoi.{kinds.pop() if len(kinds) == 1 else 'melange'}")


def when(outcome: Outcome) -> str:
    """The years of the spending; nothing when nothing is spent."""
    years = [c.year for c, cost in zip(outcome.closings, outcome.costs, strict=True) if cost]
    if not years:
        return ""
    if len(years) == 1:
        return say("mecene_quoi.en", annee=years[0])
    return say("mecene_quoi.de_a", debut=years[0], fin=years[-1])


def _shown_gain(outcome: Outcome) -> float | None:
    """The gain when it counts; a loss is said with its size, the sentence says which way."""
    gain = outcome.confirmed.whole.gain_points
    return None if gain is None else abs(gain) if _kind(outcome) == "perte" else gain


def points(gain: float | None) -> str:
    """A share of the cost in points."""
    if gain is None:
        return say("mots.inconnu")
    return say("mecene_constats.points", n=round(gain * 100, 1))


def _rate(outcome: Outcome) -> str:
    return formats.number(outcome.laws[0].bare("mecenat.taux_reduction") * 100, 1)
