"""Random scenarios, and random answers to type again in their workbooks."""

import json
from collections.abc import Iterator
from random import Random
from typing import Any

from simulator.cases.question import bounds, choices, is_whole, optional
from simulator.cases.scenario import read
from simulator.errors import PasserelleError
from simulator.exports.workbook.asked import excel_name
from simulator.exports.workbook.made import live_of
from simulator.figures.indicators import INDICATORS
from simulator.law.book import in_force
from simulator.schemes import SCHEMES
from simulator.simulate import simulate
from simulator.stories.scenario_figures import values_of
from tests.exports.workbook.drawn import Case, Edit, item_of

TYPICAL = {
    "chiffre_affaires_mecene": (0, 3e8), "benefice_mecene": (-1e6, 5e6), "autres_dons": (0, 3e6),
    "excedent_anterieur": (0, 5e5), "reduction_anterieure": (0, 3e5), "impot_du_mecene": (0, 3e5),
    "salaire_brut": (26_000, 200_000), "cout_journee": (50, 2_000), "nb_pme": (1, 60),
    "nb_parcours": (1, 8), "nb_cadres": (0, 40), "jours_par_cadre": (0, 20), "jours": (0, 800),
    "jours_par_pme": (0, 30), "salaries_pretes": (1, 80), "subvention_region": (0, 1e5),
    "apport_association": (0, 5e4), "cout_animation": (0, 2e5), "emplois_prevus": (0, 50),
    "emplois_maintenus": (0, 50), "taux_realisation": (0, 100), "nb_avances": (0, 30),
    "avance_moyenne": (0, 60_000), "taux_de_base": (-1, 6), "marge": (0, 1_000),
    "taux_de_perte": (0, 40), "part_publique": (0, 1), "prix_pme": (0, 8_000),
    "aide_region": (0, 12_000), "aide_etat": (0, 8_000), "aide_ue": (0, 8_000),
    "demi_journees": (0, 40), "part_ue": (0, 0.5), "part_etat": (0, 0.3), "part_region": (0, 0.2),
}  # fmt: skip
"""Where numbers that decide something lie, around the caps, thresholds and ceilings of the law."""


def number_of(form: Any, name: str, rng: Random) -> Any:
    """A number that a field admits, or nothing where it may be left so."""
    if optional(form.model_fields[name].annotation) and rng.random() < 0.35:
        return None
    low, high = bounds(form, name)
    first, last = TYPICAL.get(name, (0 if low is None else low, 1e6 if high is None else high))
    if rng.random() < 0.2:
        value: float = 0.0
    else:
        value = round(rng.uniform(first, last), 2)
    value = min(max(value, low if low is not None else value), high if high is not None else value)
    return round(value) if is_whole(form, name) else value


def scenario(rng: Random) -> Case:
    """A case of any format, in any of its years, that the engine answers."""
    while True:
        scheme = rng.choice(list(SCHEMES.values()))
        form = scheme.answers
        first, last = (int(b or 0) for b in bounds(form, "annee"))
        answers: Case = {"annee": rng.randint(max(first, last - 20), last)}
        for name, field in form.model_fields.items():
            if words := choices(field.annotation):
                answers[name] = rng.choice(words)
            elif name in form.counted() and rng.random() < 0.4:
                answers[name] = number_of(form, name, rng)
        if "duree_annees" in form.model_fields:
            answers["duree_annees"] = rng.randint(1, 5)
        if rng.random() < 0.6:
            answers.pop("benefice_mecene", None)
        voie = rng.choice([None, *(route.key for route in scheme.routes)])
        case = {"dispositif": scheme.key, "voie": voie, "reponses": answers}
        try:
            simulate(read(case))
        except PasserelleError:
            continue
        return json.loads(json.dumps(case))


def of_scenario(case: Case, rng: Random) -> Iterator[Edit]:
    """Answers typed again in a case, its route kept, until the engine answers them."""
    given = read(case)
    form, shown = type(given.reponses), simulate(given).shown
    there = names_of("scenario", case)
    names = [n for n in form.counted() if excel_name("", n) in there]
    while True:
        typed = {name: number_of(form, name, rng) for name in rng.sample(names, rng.randint(1, 6))}
        if typed.get("benefice_mecene", 0) is None:
            continue
        answers = {**{n: getattr(given.reponses, n) for n in form.model_fields}, **typed}
        plain = json.loads(json.dumps(answers, default=str))
        try:
            outcome = simulate(read({**case, "voie": shown, "reponses": plain}))
        except PasserelleError:
            continue
        values = values_of(outcome, shown)
        prefix = "r_"
        yield Edit(
            {excel_name("", name): value for name, value in typed.items()},
            {prefix + key: INDICATORS[key].published(value) for key, value in values.items()},
        )


def names_of(genre: str, case: Case) -> set[str]:
    """The answers that the workbook of a case asks."""
    live = live_of(item_of(genre, case), in_force())
    return {asked.named(year) for asked in live.answers.every for year in asked.values}
