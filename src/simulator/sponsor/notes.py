"""What an answer rests on: what was repeated, supposed, or that nobody knows."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from simulator.rules.impot_societes import benefice_au_taux_reduit
from simulator.scenario import field_label
from simulator.sponsor.case import YEARS, Salarie
from simulator.sponsor.follow import surtaxed
from simulator.text import say

if TYPE_CHECKING:
    from simulator.sponsor.outcome import Outcome


MONTHS = 12


@dataclass(frozen=True, slots=True)
class Note:
    """Something that was repeated, supposed, or that nobody knows; words `mecene_notes.<key>`."""

    key: str
    values: dict[str, str] = field(default_factory=dict)

    def words(self) -> str:
        """Its sentence."""
        return say(f"mecene_notes.{self.key}", **self.values)


def notes_of(outcome: "Outcome") -> tuple[Note, ...]:
    """The notes of a case, inputs first."""
    return (*_of_the_inputs(outcome), *_of_the_law(outcome), *_of_the_tax(outcome))


def _of_the_inputs(outcome: "Outcome") -> Iterator[Note]:
    case = outcome.case
    for name in ("chiffre_affaires", "benefice", "impot_attendu", "impot_groupe"):
        values = getattr(case, name)
        if 0 < len(values) < YEARS:
            year = case.closings[len(values) - 1].year
            yield Note("prolonge", {"champ": field_label(name), "annee": str(year)})
    gifts = [case.autres_dons, case.autres_dons_aide_sociale]
    gifts += [operation.montants for operation in case.operations]
    if any(0 < len(values) < YEARS for values in gifts):
        yield Note("dons_arretes")
    if not case.autres_dons and not case.autres_dons_aide_sociale:
        yield Note("aucun_autre_don")
    if not case.excedents and not case.reductions:
        yield Note("aucun_report")
    if any(stock.taux is None for stock in case.excedents):
        yield Note("taux_du_report_suppose")
    months = outcome.company.years[0].mois
    if months != MONTHS:
        yield Note("exercice_irregulier", {"mois": str(months)})
    if any(s.jours is None and s.heures is None for s in _lent(outcome)):
        yield Note("jours_deduits")


def _of_the_law(outcome: "Outcome") -> Iterator[Note]:
    last_read = max(row.checked_on.year for row in outcome.book.rows())
    ahead = [day.year for day in outcome.closings if day.year > last_read]
    if ahead:
        yield Note("lois_prolongees", {"annee": str(ahead[0]), "derniere": str(last_read)})
    paid = any(s.brut_mensuel is not None for s in _lent(outcome))
    if paid and any(not law.knows("cout_employeur.ensemble") for law in outcome.laws):
        yield Note("cout_forfaitaire")


def _of_the_tax(outcome: "Outcome") -> Iterator[Note]:
    case = outcome.case
    if outcome.company.tax_known == "inconnu":
        yield Note("impot_inconnu")
    elif _reduced_rate_possible(outcome):
        yield Note("taux_reduit_inconnu")
    if _mean_base_without_past(outcome):
        yield Note("impot_precedent_suppose")
    if any(outcome.deficits):
        yield Note("deficit_non_suivi")
    if case.groupe != "oui":
        yield from _group_answers_unread(outcome)
    if case.groupe == "oui" and not case.impot_groupe:
        yield Note("impot_groupe_inconnu")
    if outcome.blocked and case.entree_groupe is None:
        yield Note("entree_groupe_inconnue")


def _group_answers_unread(outcome: "Outcome") -> Iterator[Note]:
    """What is said of a group counts only once the company says that it belongs to one."""
    for name in ("impot_groupe", "entree_groupe"):
        if getattr(outcome.case, name):
            yield Note(
                "groupe_non_dit", {"champ": field_label(name), "groupe": field_label("groupe")}
            )


def _lent(outcome: "Outcome") -> list[Salarie]:
    return [salarie for operation in outcome.case.operations for salarie in operation.salaries]


def _reduced_rate_possible(outcome: "Outcome") -> bool:
    """Nobody said whether the capital is held by individuals, and the turnover would allow it."""
    if outcome.case.taux_reduit != "inconnu":
        return False
    return any(
        float(benefice_au_taux_reduit(1.0, year.chiffre_affaires, True, year.law, year.mois)) > 0
        for year in outcome.company.years
    )


def _mean_base_without_past(outcome: "Outcome") -> bool:
    first = outcome.company.years[0]
    mean = first.law.word("is.surtaxe_assiette") == "moyenne_deux_exercices"
    return mean and surtaxed(first) and outcome.company.impot_precedent is None
