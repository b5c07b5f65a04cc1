"""What a reading shows: a step of the waterfall, another way beside ours, what is added."""

from dataclasses import dataclass

from simulator.figure import cents
from simulator.rules.bilan_du_mecene import (
    gain_en_euros,
    gain_en_points,
    reduction_des_reports,
)
from simulator.text import say


@dataclass(frozen=True, slots=True)
class Bar:
    """A step of the waterfall: a signed amount in euros, or an information of no effect."""

    key: str
    amount: float
    hatched: bool = False
    exercice: int | None = None
    info: float = 0.0

    def words(self) -> str:
        """Its label."""
        return say(f"mecene_barres.{self.key}")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Another way of spending, beside ours; euros, None when unknown.

    `ecart` is its net cost less ours: positive when ours costs less; `points` the same for one euro
    of our cost; `decaissement` the money it takes out of the till besides the pay.
    """

    key: str
    cout: float | None
    economie: float | None
    cout_net: float | None
    ecart: float | None
    points: float | None
    decaissement: float | None

    @property
    def known(self) -> bool:
        """Whether the amounts are known."""
        return self.cout_net is not None

    def words(self, part: str) -> str:
        """`nom` or `texte`."""
        return say(f"mecene_comparaisons.{self.key}.{part}")


@dataclass(frozen=True, slots=True)
class Focus:
    """What the operations add (of six years, or of the first alone), one case; euros.

    `cout_net` = `cout` − `facture` − `economie` − `reduction`; `economie` is the tax saved by what
    stays deductible (`economie_charges`) less the tax on what is billed (`impot_facture`);
    `economie_charge_ordinaire` is what the whole cost would save as an ordinary charge.
    """

    cout: float
    facture: float
    economie: float
    economie_charges: float
    economie_charge_ordinaire: float
    reduction: float
    reduction_exercice: float
    reductions: tuple[float, ...]
    directes: tuple[float, ...]
    cout_net: float
    cout_charge_ordinaire: float
    en_attente: float
    perdu: float
    couts_nets: tuple[float, ...]
    deficit: bool  # an ordinary charge would dig a loss: what it saves later is not known

    @property
    def impot_facture(self) -> float:
        """The tax that what is billed costs."""
        return float(cents(self.economie_charges - self.economie))

    @property
    def reduction_reportee(self) -> float:
        """The part that comes from a carry, used later."""
        return float(reduction_des_reports(self.reduction, self.reduction_exercice))

    @property
    def gain_euros(self) -> float | None:
        """What is gained over paying the employee as usual; None in a year of loss."""
        return (
            None
            if self.deficit
            else float(gain_en_euros(self.cout_charge_ordinaire, self.cout_net))
        )

    @property
    def gain_points(self) -> float | None:
        """The same for one euro of cost; None in a year of loss or when nothing is spent."""
        gain = self.gain_euros
        return float(gain_en_points(gain, self.cout)) if self.cout and gain is not None else None
