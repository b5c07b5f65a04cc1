"""What the exceptional contribution of very large firms rests on, and what nobody knows of it."""

from collections.abc import Iterator

from simulator.cases.sponsor import YEARS
from simulator.figures.note import Note
from simulator.figures.sponsor_outcome import Outcome
from simulator.rules.impot_societes import taux_de_surtaxe
from simulator.text import formats

NEAR = 0.5
"""Share of a threshold from which last year's turnover is worth asking for: it may have halved."""


def notes_of_the_surtax(outcome: Outcome) -> Iterator[Note]:
    """The notes on the exceptional contribution; none while nobody gave profit nor tax."""
    if outcome.company.tax_known == "inconnu":
        return
    if outcome.case.groupe == "oui":
        yield Note("contributions_du_groupe")
    due = [year for year in range(YEARS) if outcome.surtaxed(year)]
    yield from _of_the_past(outcome)
    read = [year for year in due if _counts_the_past(outcome, year)]
    if read:
        share = outcome.laws[read[0]].bare("is.surtaxe_acompte")
        yield Note("surtaxe_ca_francais", {"acompte": formats.percent(share)})
    yield from _of_the_base(outcome, due)
    deduced = [year for year in due if _smoothed_by_deduction(outcome, year)]
    if deduced:
        yield Note("surtaxe_lissage_deduit", {"annee": str(outcome.closings[deduced[0]].year)})
    if any(outcome.surtax_unknown):
        first = outcome.surtax_unknown.index(True)
        row = outcome.laws[first].row("is.surtaxe_taux")
        year = str(outcome.closings[first].year)
        yield Note("surtaxe_inconnue", {"annee": year, "projet": row.reference})


def _of_the_past(outcome: Outcome) -> Iterator[Note]:
    """What was supposed of the fiscal year before the first."""
    law, case = outcome.laws[0], outcome.case
    if outcome.surtaxed(0) and _is_mean(outcome, 0) and outcome.company.impot_precedent is None:
        yield Note("impot_precedent_suppose")
    if not _counts_the_past(outcome, 0) or case.chiffre_affaires_precedent is not None:
        return
    if not law.knows("is.surtaxe_taux"):
        return
    reference, lowest = outcome.references[0], law.bare("is.surtaxe_ca_min")
    highest = law.bare("is.surtaxe_taux_haut")
    if reference >= NEAR * lowest and float(taux_de_surtaxe(reference, law)) < highest:
        yield Note("ca_precedent_inconnu", {"seuil": formats.euros(lowest)})


def _of_the_base(outcome: Outcome, due: list[int]) -> Iterator[Note]:
    """A charge of one year weighs half on a mean of two: said of years that spend something."""
    halved = [year for year in due if _is_mean(outcome, year) and outcome.costs[year]]
    if halved:
        yield Note("surtaxe_moyenne", {"annee": str(outcome.closings[halved[0]].year)})


def _is_mean(outcome: Outcome, year: int) -> bool:
    return outcome.laws[year].word("is.surtaxe_assiette") == "moyenne_deux_exercices"


def _counts_the_past(outcome: Outcome, year: int) -> bool:
    return outcome.laws[year].word("is.surtaxe_ca_reference") == "exercice_ou_precedent"


def _smoothed_by_deduction(outcome: Outcome, year: int) -> bool:
    """Whether the rate rests on a band that was deduced, not read (confidence C)."""
    law, turnover = outcome.laws[year], outcome.references[year]
    row = law.row("is.surtaxe_lissage")
    if row.confidence in {"A", "B"}:
        return False
    band = law.bare("is.surtaxe_lissage")
    thresholds = (law.bare("is.surtaxe_ca_min"), law.bare("is.surtaxe_ca_min_haut"))
    return any(bound <= turnover < bound + band for bound in thresholds)
