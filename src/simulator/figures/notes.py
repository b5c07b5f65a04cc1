"""What an answer rests on: what was repeated, supposed, or that nobody knows."""

from collections.abc import Iterator

from simulator.cases.question import field_label
from simulator.cases.sponsor import YEARS
from simulator.figures.note import Note
from simulator.figures.notes_of_loans import notes_of_loans
from simulator.figures.notes_of_the_surtax import notes_of_the_surtax
from simulator.figures.sponsor_outcome import Outcome
from simulator.rules.impot_societes import (
    benefice_au_taux_intermediaire,
    benefice_au_taux_reduit,
)
from simulator.text import formats, say

MONTHS = 12


def notes_of(outcome: Outcome) -> tuple[Note, ...]:
    """The notes of a case, inputs first."""
    return (
        *_of_the_inputs(outcome),
        *notes_of_loans(outcome),
        *_of_the_law(outcome),
        *_of_the_tax(outcome),
        *notes_of_the_surtax(outcome),
    )


def _of_the_inputs(outcome: Outcome) -> Iterator[Note]:
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
        first = outcome.company.years[0]
        days = (first.cloture - first.ouverture).days + 1
        lasting = {
            "jours": formats.with_unit(days, "jours"),
            "mois": say("comptes.mois", n=round(months, 2)),
        }
        yield Note("exercice_irregulier", lasting)


def _of_the_law(outcome: Outcome) -> Iterator[Note]:
    last_read = max(row.checked_on.year for row in outcome.book.rows())
    ahead = [day.year for day in outcome.closings if day.year > last_read]
    if ahead:
        key = "lois_prolongees_sauf" if any(outcome.surtax_unknown) else "lois_prolongees"
        yield Note(key, {"annee": str(ahead[0]), "derniere": str(last_read)})


def _of_the_tax(outcome: Outcome) -> Iterator[Note]:
    case = outcome.case
    if outcome.company.tax_known == "inconnu":
        yield Note("impot_inconnu")
    elif _reduced_rate_possible(outcome):
        yield Note("taux_reduit_inconnu")
    if _european_sme_supposed(outcome):
        yield Note("pme_ue_supposee")
    if any(outcome.deficits):
        yield Note("deficit_non_suivi")
    if case.groupe != "oui":
        yield from _group_answers_unread(outcome)
    if case.groupe == "oui" and not case.impot_groupe:
        yield Note("impot_groupe_inconnu")
    if outcome.blocked and case.entree_groupe is None:
        yield Note("entree_groupe_inconnue")


def _group_answers_unread(outcome: Outcome) -> Iterator[Note]:
    """What is said of a group counts only once the company says that it belongs to one."""
    for name in ("impot_groupe", "entree_groupe"):
        if getattr(outcome.case, name):
            yield Note(
                "groupe_non_dit", {"champ": field_label(name), "groupe": field_label("groupe")}
            )


def _reduced_rate_possible(outcome: Outcome) -> bool:
    """Nobody said whether the capital is held by individuals, and the turnover would allow it."""
    if outcome.case.taux_reduit != "inconnu":
        return False
    return any(
        float(benefice_au_taux_reduit(1.0, year.chiffre_affaires, True, year.law, year.mois)) > 0
        for year in outcome.company.years
    )


def _european_sme_supposed(outcome: Outcome) -> bool:
    """The intermediate rate of 2017 is for SMEs in the sense of the Union: staff nobody gave."""
    if outcome.case.effectif_groupe is not None:
        return False
    return any(
        year.law.word("is.taux_intermediaire_reserve_pme") == "oui"
        and float(benefice_au_taux_intermediaire(1.0, 0.0, year.chiffre_affaires, year.law)) > 0
        for year in outcome.company.years
    )
