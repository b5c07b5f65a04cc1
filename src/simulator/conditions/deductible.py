"""What becomes of the cost of an operation: a gift added back, or a charge that stays deductible.

A gift is never deductible (CGI, art. 238 bis, 1). What is refused as a gift may still be a charge:
beyond the tolerated counterparts it is sponsorship (art. 39, 1-7°), and what is owed under a duty
is paid to discharge it (art. 39, 1). A refusal on the recipient leaves no such ground.
"""

from dataclasses import dataclass

from simulator.cases.operation import Operation
from simulator.conditions.finding import ReadingName, State
from simulator.conditions.paths import Condition, Path
from simulator.text import say

GIFT_LAW = "CGI, art. 238 bis, 1"
SPONSORSHIP_LAW = "CGI, art. 39, 1-7°"
CHARGE_LAW = "CGI, art. 39, 1"
LOAN_LAW = "CGI, art. 39, 1 ; C. trav., art. L. 8241-1"
BELOW_COST_LAW = "CGI, art. 39, 1 ; C. trav., art. L. 8241-3"

_GROUNDS = {"contreparties_limitees": "parrainage", "sans_obligation": "obligation"}
"""Refusals that make the cost something else than a gift, from the strongest ground."""
_OF_A_GIFT_ALONE = {*_GROUNDS, "recu_fiscal"}
"""Questions that a charge is not asked: sponsorship and duties need no receipt."""


@dataclass(frozen=True, slots=True)
class Treatment:
    """How the cost of one operation is treated; words `mecene_traitements.<key>`.

    `prudent` and `confirmed`: whether it stays deductible under each reading. `reference` is the
    article that says so.
    """

    key: str
    reference: str
    prudent: bool
    confirmed: bool

    def deductible(self, reading: ReadingName) -> bool:
        """Whether the cost stays a deductible charge under a reading."""
        return self.prudent if reading == "prudent" else self.confirmed

    def words(self) -> str:
        """Whether the cost stays deductible, and why."""
        return say(f"mecene_traitements.{self.key}")


def treatment_of(operation: Operation, path: Path) -> Treatment:
    """The treatment of the cost of one operation, from where its path ends."""
    return _of_a_gift(path) if path.opens_reduction else _of_a_loan(operation, path)


def _of_a_gift(path: Path) -> Treatment:
    """A closed gift stays deductible when nothing but counterparts or a duty closes it.

    Anything else that is closed (the recipient, an interested act) keeps the prudent reading: added
    back. What is not proven of the rest keeps it out of the prudent reading alone.
    """
    if path.eligible is not State.FERME:
        return Treatment("don", GIFT_LAW, False, False)
    asked = [q for q in path.questions if q.counts]
    ground = _ground(asked)
    if ground is None:
        return Treatment("don_refuse", GIFT_LAW, False, False)
    left = {q.state for q in asked if q.key not in _OF_A_GIFT_ALONE}
    if State.FERME in left:
        return Treatment("deux_motifs", GIFT_LAW, False, False)
    law = SPONSORSHIP_LAW if ground == "parrainage" else CHARGE_LAW
    if State.A_CONFIRMER in left:
        return Treatment(f"{ground}_a_confirmer", law, False, True)
    return Treatment(ground, law, True, True)


def _ground(asked: list[Condition]) -> str | None:
    closed = {q.key for q in asked if q.state is State.FERME}
    return next((name for key, name in _GROUNDS.items() if key in closed), None)


def _of_a_loan(operation: Operation, path: Path) -> Treatment:
    """At cost, or lawful below it, the pay stays a charge; else the lender's own interest decides.

    « Otherwise abnormal act, added back »: an interest that nobody has shown is not counted in the
    prudent reading.
    """
    if operation.billed >= 1:
        return Treatment("pret_au_cout", LOAN_LAW, True, True)
    if operation.voie == "pret_l8241_3" and path.state is State.OUVERT:
        return Treatment("pret_l8241_3", BELOW_COST_LAW, True, True)
    match operation.interet_propre:
        case "oui":
            return Treatment("interet_propre", CHARGE_LAW, True, True)
        case "non":
            waits = operation.voie == "pret_l8241_3" and path.state is State.A_CONFIRMER
            return Treatment("sans_interet", CHARGE_LAW, False, waits)
    return Treatment("interet_inconnu", CHARGE_LAW, False, True)
