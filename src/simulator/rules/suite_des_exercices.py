"""Consecutive fiscal years: each with its opening day, none missing, none overlapping."""

from collections.abc import Sequence
from datetime import date

from simulator.errors import RuleError
from simulator.rules.suivi_des_dons import Exercice
from simulator.text import formats


def verifier_la_suite(exercices: Sequence[Exercice]) -> list[Exercice]:
    """Give each year its opening day and refuse a history with a missing or overlapping year."""
    suite: list[Exercice] = []
    for exercice in exercices:
        precedent = suite[-1].cloture if suite else None
        if precedent and exercice.cloture <= precedent:
            raise RuleError("exercices_desordre", cloture=formats.day(exercice.cloture))
        ouverture = exercice.ouverture
        if precedent and ouverture is None and (exercice.cloture - precedent).days > _DOUZE_MOIS:
            raise RuleError(
                "exercice_manquant",
                avant=formats.day(precedent),
                apres=formats.day(exercice.cloture),
            )
        if precedent and ouverture is not None and (ouverture - precedent).days != 1:
            raise RuleError(
                "exercice_non_contigu",
                avant=formats.day(precedent),
                ouverture=formats.day(ouverture),
            )
        if ouverture is not None and ouverture > exercice.cloture:
            raise RuleError("ouverture_apres_cloture", cloture=formats.day(exercice.cloture))
        if ouverture is not None and (exercice.cloture - ouverture).days > _PLUS_LONG_EXERCICE:
            raise RuleError("exercice_trop_long", cloture=formats.day(exercice.cloture))
        if precedent and ouverture is None:
            ouverture = date.fromordinal(precedent.toordinal() + 1)
        suite.append(
            Exercice(
                exercice.cloture,
                exercice.chiffre_affaires,
                exercice.dons,
                exercice.dons_aide_sociale,
                exercice.impot_du,
                ouverture,
            )
        )
    return suite


_DOUZE_MOIS = 366  # days; beyond, a year is missing or its opening day must be given


_PLUS_LONG_EXERCICE = 731  # days; a first fiscal year may run to two years less a day
