"""What a scenario does not settle: its reserves, what nobody knows, law that is not read yet."""

from collections.abc import Sequence
from typing import Any

from simulator.rules.suivi_des_dons import Annee
from simulator.simulate import Outcome
from simulator.tax.sponsor import counts_contributions, is_real, sponsor_rate
from simulator.text import formats, say

FIRST_SECOND_HAND_YEAR = 2026


def reserves(outcome: Outcome) -> list[tuple[str, str]]:
    """As (title, sentence): the one that changes the answer first, then what nobody knows."""
    return [(title, text) for title, text, _ in of_board(outcome)]


def of_board(outcome: Outcome) -> list[tuple[str, str, str]]:
    """The same with the key of each: a board asks who can say."""
    unknown = say("simuler.inconnues_titre")
    return _warned(outcome, outcome.shown) + [
        (unknown, unknown_words(outcome, key), key) for key in outcome.unknowns
    ]


def how_many_others(others: int) -> str:
    """How many follow the first one."""
    return say("simuler.autres_reserves", nombre=others)


def warnings_of(outcome: Outcome, route: str) -> list[tuple[str, str]]:
    """The reserves of a route as (title, sentence), the one that changes the answer first."""
    return [(title, text) for title, text, _ in _warned(outcome, route)]


def _warned(outcome: Outcome, route: str) -> list[tuple[str, str, str]]:
    answers, followed = outcome.scenario.reponses, outcome.routes[route].mecenat
    keys = [_of_a_company(answers, key) for key in outcome.routes[route].warnings]
    close = followed[getattr(answers, "duree_annees", 1) - 1] if followed else None
    rate = _rate(outcome, "mecenat.taux_reduction")
    tax = float(sponsor_rate(answers, outcome.law)) if followed else 0.0
    values = {
        "gain": formats.number((rate - tax) * 100, 1),
        "taux": formats.number(rate * 100, 1),
        "annee": str(_last_year(answers)),
        **_carried(followed, getattr(answers, "duree_annees", 1)),
        "attente": formats.euros(float(close.reduction_reportee)) if close else "",
        "seuil": _declared_from(outcome),
        "lecture": say(f"choix.lecture_pass.{getattr(answers, 'lecture_pass', 'temps_partage')}"),
    }
    keys += _about_rates(outcome, bool(followed))
    last_read = max(row.checked_on.year for row in outcome.rows)
    if int(values["annee"]) > last_read:
        keys.append("loi_future_sauf" if "surtaxe_inconnue" in keys else "loi_future")
    return [
        (say(f"reserves.{key}.titre"), say(f"reserves.{key}.texte", **values), key) for key in keys
    ]


def _of_a_company(answers: Any, key: str) -> str:
    """A company meets no one rate: what it gains on a charge is not a number of points."""
    return f"{key}_entreprise" if key == "don_non_deductible" and is_real(answers) else key


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


def _about_rates(outcome: Outcome, gives: bool) -> list[str]:
    """Reserves on the tax rates that the case uses."""
    answers = outcome.scenario.reponses
    keys = ["groupe_fiscal"] if gives else []
    second_hand = counts_contributions(answers) or (
        getattr(answers, "imposition_pme", "") == "taux_reduit"
    )
    if second_hand and _last_year(answers) >= FIRST_SECOND_HAND_YEAR:
        keys.append("sources_secondaires")
    return keys


def _last_year(answers: Any) -> int:
    return int(answers.annee) + getattr(answers, "duree_annees", 1) - 1


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
