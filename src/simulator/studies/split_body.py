"""The question of a split, as a file or a request asks it: read whole, refused by path."""

from collections.abc import Iterator
from typing import Any

from simulator.cases.question import bounds
from simulator.cases.registry import forms
from simulator.cases.scenario import Scenario
from simulator.cases.scenario import read as read_case
from simulator.errors import InputError, PasserelleError
from simulator.law.book import Book, in_force
from simulator.studies.split import Best, Impossible, split
from simulator.studies.split_asked import AskedOption, AskedSplit, read
from simulator.studies.split_offers import Offer, Option, offer_of
from simulator.studies.split_program import each
from simulator.studies.split_words import why_not
from simulator.text import formats, say

Faults = list[tuple[str, str]]
_ANSWERED_BY = {"jours": "demi_journees", "emplois_realises": "emplois_prevus"}
"""The answer that gives what is to be had most of, where it has no default."""


def answer(data: Any, book: Book | None = None) -> Best | Impossible:
    """The answer to a body; raises InputError with each fault by its path."""
    asked, law = read(data), book or in_force()
    offers, faults = list[Offer](), list[tuple[str, str]]()
    for place, option in enumerate(asked.options):
        try:
            offer = _offer(asked, option, law)
            offers.append(offer)
            found = list(_wanting(asked, offer))
        except InputError as fault:
            found = fault.faults
        except PasserelleError as fault:
            found = [(fault.of, str(fault))]
        faults += [_placed(place, option, *one) for one in found]
    if faults:
        raise InputError(list(dict.fromkeys(faults)))
    return split(asked, offers, law)


def _offer(asked: AskedSplit, option: AskedOption, law: Book) -> Offer:
    """An option with what its groups cost; raises InputError by its own fields."""
    if option.groupes_max is not None and option.groupes_min > option.groupes_max:
        told = say("repartir.bornes", bas=option.groupes_min, haut=option.groupes_max)
        raise InputError([("groupes_min", told)])
    case, highest = _one_group(asked, option)
    bounds_of = option.groupe, option.groupes_min, option.groupes_max
    most = highest if option.groupes_max is None else option.groupes_max
    return offer_of(Option(option.territoire, case, *bounds_of), most, law)


def _one_group(asked: AskedSplit, option: AskedOption) -> tuple[Scenario, int]:
    """The case of one group, and the most groups that its form admits."""
    case = _case(option, {"annee": asked.annee})
    form, counted, number = type(case.reponses), "nb_pme", option.groupe
    if "nb_parcours" in form.model_fields:
        counted, number = "nb_parcours", _parcours(option.groupe, vars(case.reponses)["nb_pme"])
    case = _case(option, {"annee": asked.annee, counted: number})
    if getattr(case.reponses, "duree_annees", 1) != 1:
        raise InputError([("duree_annees", say("repartir.un_an"))])
    return case, int(bounds(form, counted)[1] or 0) // number


def _case(option: AskedOption, fixed: dict[str, int]) -> Scenario:
    """A case of an option: the year and the number of SMEs are those of the demand."""
    answers = {**option.reponses, **fixed}
    return read_case({"dispositif": option.dispositif, "voie": option.voie, "reponses": answers})


def _parcours(groupe: int, each_one: int) -> int:
    """How many parcours make a group; another number than whole ones is refused."""
    number, left = divmod(groupe, each_one)
    if left:
        near = [n * each_one for n in (number, number + 1) if n]
        told = f" {say('mots.ou')} ".join(formats.number(n) for n in near)
        raise InputError([("groupe", say("repartir.parcours", pme=each_one, choix=told))])
    return number


def _wanting(asked: AskedSplit, offer: Offer) -> Iterator[tuple[str, str]]:
    """What an option does not say, and the demand needs."""
    limited = asked.capacites.demi_journees_conseil is not None and offer.conseil
    needs = {asked.objectif, *(["jours"] if limited else [])}
    for goal in sorted(needs & set(_ANSWERED_BY)):
        if each(offer, goal) is None:
            name = _ANSWERED_BY[goal]
            yield name, say("repartir.manque", quoi=say(f"repartir.quoi.{goal}"))
    where = offer.option.territoire
    lent = offer.mecene and where in asked.capacites.jours_mecene
    bounded = offer.option.groupes_max is not None or where in asked.plafonds_pme
    if not (bounded or offer.costs[1] or limited or lent):
        yield "groupes_max", say("repartir.sans_limite")


def _placed(place: int, option: AskedOption, name: str, sentence: str) -> tuple[str, str]:
    """A fault of an option by its path in the body, which its sentence says first."""
    form = forms().get(option.dispositif)
    if not name:
        unknown = form is None or option.voie not in (None, *form.routes)
        name = ("dispositif" if form is None else "voie") if unknown else ""
    if name == "annee":
        return name, formats.named(name, sentence)
    if name == "nb_parcours" or (name == "nb_pme" and name not in option.reponses):
        name = "groupe"
    own = not name or name in AskedOption.model_fields
    path = ".".join(part for part in (f"options.{place}", "" if own else "reponses", name) if part)
    return path, formats.named(path, sentence)


def plain(found: Best | Impossible) -> dict[str, Any]:
    """A split as plain JSON."""
    if isinstance(found, Impossible):
        return {
            "statut": "infaisable",
            "conflits": list(found.conflict),
            "phrase": why_not(found),
            "budget_minimal": found.least_budget,
            "issues": dict(found.ways),
        }
    return {
        "statut": "optimal",
        "valeur": _number(found.valeur),
        "choix": [
            {
                "territoire": line.offer.option.territoire,
                "dispositif": line.offer.option.case.dispositif,
                "groupes": line.groupes,
                "pme": line.groupes * line.offer.option.groupe,
                "jours": _times(line.groupes, line.offer.jours),
                "effort_region": line.effort_region,
            }
            for line in found.lines
        ],
        "effort_region": found.effort_region,
        "limites_atteintes": list(found.reached),
        **{f"avec_{euros}_de_plus": _number(value) for euros, value in found.more},
        "prochain_palier": _point(found.step) if found.step else None,
        "frontiere": [_point(point) for point in found.frontier],
        "frontiere_entiere": found.whole,
        "frontiere_pleine": found.full,
        "par_pme": [_each_firm(offer) for offer in found.offers],
        "optimum_prouve": found.proved,
    }


def _point(point: tuple[float, float]) -> dict[str, float]:
    budget, valeur = point
    return {"budget": budget, "valeur": _number(valeur)}


def _number(value: float) -> float:
    """Whole where it is."""
    return int(value) if value.is_integer() else value


def _times(number: int, quantity: float | None) -> float | None:
    return None if quantity is None else round(number * quantity, 6)


def _each_firm(offer: Offer) -> dict[str, float | None]:
    """What one SME costs the Region and brings."""
    share = 1 / offer.option.groupe
    effort = round(offer.costs[1] * share) / 100 if offer.most else None
    jobs = offer.emplois_realises
    return {
        "effort_region": effort,
        "jours": None if offer.jours is None else round(offer.jours * share, 6),
        "emplois_realises": None if jobs is None else round(jobs * share, 6),
    }
