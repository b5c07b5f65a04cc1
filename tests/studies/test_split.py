"""A budget split: the best choice, proved equal to all choices; why none is possible."""

import random
from copy import deepcopy
from itertools import combinations, product

import pytest

from simulator.cases.scenario import read
from simulator.errors import InputError
from simulator.exports.simulated import plain as plain_run
from simulator.ledger import Party
from simulator.schemes import SCHEMES
from simulator.simulate import simulate
from simulator.studies.split_body import answer, plain
from simulator.studies.split_offers import Option

GOALS = ("pme", "jours", "emplois_realises")


def option(territoire="meuse", dispositif="performance_ciblee", groupe=4, most=5, **answers):
    least = answers.pop("groupes_min", 0)
    return {
        "territoire": territoire, "dispositif": dispositif, "groupe": groupe,
        "groupes_min": least, "groupes_max": most, "reponses": answers,
    }  # fmt: skip


def demand(*options, budget=60_000, objectif="pme", annee=2009, **limits):
    return {
        "objectif": objectif, "budget_region": budget, "annee": annee, "options": list(options),
        **limits,
    }  # fmt: skip


def solved(body):
    return plain(answer(body))


def random_demand(seed):
    """A small programme with odd prices, shared limits, and sometimes no answer at all."""
    dice = random.Random(seed)
    options = []
    for _ in range(dice.randint(1, 4)):
        kind = dice.choice(["performance_ciblee", "performance_approfondie", "alize", "ciblee_fse"])
        one = option(
            dice.choice(["meuse", "vosges"]), kind.replace("ciblee_fse", "performance_ciblee"),
            dice.randint(1, 5), dice.randint(0, 4), emplois_prevus=dice.randint(0, 9),
            groupes_min=0,
        )  # fmt: skip
        if kind == "alize":
            cost = dice.choice([0, 1_000, 3_333.33])
            one["reponses"] |= {"cout_animation": cost, "part_region": dice.choice([0, 0.5, 1])}
            one["reponses"] |= {"jours_par_pme": dice.choice([2, 3.5, 7])}
        else:
            aide = dice.choice([1_000, 2_740, 5_480.55, 0])
            one["reponses"] |= {"aide_region": aide, "demi_journees": dice.choice([3, 8, 14])}
            one["reponses"] |= {"part_fse": dice.choice([0.333, 0.5])} if "fse" in kind else {}
        one["groupes_min"] = dice.choice([0, 0, 0, min(1, one["groupes_max"])])
        options.append(one)
    limits = {"capacites": {}, "planchers_pme": {}, "plafonds_pme": {}}
    if dice.random() < 0.6:
        limits["capacites"]["demi_journees_conseil"] = dice.choice([60, 140, 33.5])
    if dice.random() < 0.6:
        limits["capacites"]["jours_mecene"] = {"meuse": dice.choice([14, 50]), "vosges": 21}
    if dice.random() < 0.35:
        limits["planchers_pme"] = {"meuse": dice.randint(1, 9)}
    if dice.random() < 0.3:
        limits["plafonds_pme"] = {"vosges": dice.randint(0, 9)}
    whole = sum(of_groups(one, one["groupes_max"], 2009)[0] for one in options)
    budget = round(whole * dice.choice([0, 0.25, 0.4, 0.55, 0.7, 1.5]), 2)
    return demand(*options, budget=budget, objectif=dice.choice(GOALS), **limits)


def with_long_numbers(body, seed):
    """The same with days and jobs of six decimals, which leave the solver no common unit."""
    dice = random.Random(seed)
    for one in body["options"]:
        given = one["reponses"]
        given["emplois_prevus"] = round(dice.random() * 9, 6)
        for name in {"demi_journees", "jours_par_pme"} & set(given):
            given[name] = round(given[name] + dice.random(), 6)
    return body


def of_groups(one, groups, annee):
    """What an option's groups cost and bring, by `run`: euros, SMEs, days, jobs, two capacities."""
    if not groups:
        return 0.0, 0, 0.0, 0.0, 0.0, 0.0
    totals = ("emplois_prevus", "cout_animation")
    answers = {k: v * groups if k in totals else v for k, v in one["reponses"].items()}
    firms = groups * one["groupe"]
    case = {
        "dispositif": one["dispositif"],
        "reponses": {**answers, "annee": annee, "nb_pme": firms},
    }
    run = plain_run(simulate(read(case)))
    effort = run["voies"][run["voie_retenue"]]["indicateurs"]["effort_region"]
    alize = one["dispositif"] == "alize"
    each_days = answers["jours_par_pme"] if alize else answers["demi_journees"] / 2
    days = firms * each_days
    jobs = answers["emplois_prevus"] * simulate(read(case)).scenario.reponses.taux_realisation / 100
    return effort, firms, days, jobs, 0 if alize else 2 * days, days if alize else 0.0


def enumerated(body):
    """Every choice within the limits: value, effort, groups by option."""
    caps = body.get("capacites", {})
    tables = [
        [of_groups(one, n, body["annee"]) for n in range(one["groupes_max"] + 1)]
        for one in body["options"]
    ]
    ranges = [range(one["groupes_min"], one["groupes_max"] + 1) for one in body["options"]]
    for groups in product(*ranges):
        lines = [table[n] for table, n in zip(tables, groups, strict=True)]
        effort = round(sum(line[0] for line in lines), 2)
        where = [one["territoire"] for one in body["options"]]

        def of(territory, column, lines=lines, where=where):
            return sum(line[column] for line, t in zip(lines, where, strict=True) if t == territory)

        fits = (
            effort <= body["budget_region"] + 1e-9
            and sum(line[4] for line in lines) <= caps.get("demi_journees_conseil", 1e9) + 1e-9
            and all(of(t, 5) <= most + 1e-9 for t, most in caps.get("jours_mecene", {}).items())
            and all(of(t, 1) >= least for t, least in body.get("planchers_pme", {}).items())
            and all(of(t, 1) <= most for t, most in body.get("plafonds_pme", {}).items())
        )
        if fits:
            column = 1 + GOALS.index(body["objectif"])
            yield round(sum(line[column] for line in lines), 6), effort, groups


@pytest.mark.parametrize("seed", range(40))
def test_the_answer_is_the_best_of_all_choices_and_costs_least_among_equals(seed):
    body = random_demand(seed)
    choices = list(enumerated(body))
    found = solved(body)
    if not choices:
        assert found["statut"] == "infaisable"
        return
    best = max(value for value, _, _ in choices)
    assert found["statut"] == "optimal"
    assert found["optimum_prouve"] is True
    assert found["valeur"] == pytest.approx(best, abs=1e-6)
    least = min(effort for value, effort, _ in choices if value == best)
    assert found["effort_region"] == pytest.approx(least, abs=0.001)
    assert found["effort_region"] <= body["budget_region"]


@pytest.mark.parametrize("goal", GOALS[1:])
@pytest.mark.parametrize("seed", [0, 4, 12, 16, 21, 24, 29, 34, 38])
def test_numbers_of_six_decimals_are_told_apart(seed, goal):
    body = with_long_numbers(random_demand(seed), seed) | {"objectif": goal}
    choices = list(enumerated(body))
    found = solved(body)
    assert bool(choices) == (found["statut"] == "optimal")
    if choices:
        assert found["valeur"] == pytest.approx(max(v for v, _, _ in choices), abs=1e-5)
        beyond = [
            effort
            for value, effort, _ in enumerated({**body, "budget_region": 1e12})
            if value > found["valeur"] + 1e-5
        ]
        step = found["prochain_palier"]
        assert (step and step["budget"]) == min(beyond, default=None)


@pytest.mark.parametrize("seed", range(0, 40, 2))
def test_more_money_brings_what_a_larger_demand_brings_and_no_less_than_the_step_does(seed):
    body = random_demand(seed)
    found = solved(body)
    if found["statut"] != "optimal":
        return
    for more in (10_000, 50_000):
        larger = {**body, "budget_region": body["budget_region"] + more}
        best = max(value for value, _, _ in enumerated(larger))
        assert found[f"avec_{more}_de_plus"] == pytest.approx(best, abs=1e-6)
    step = found["prochain_palier"]
    unbounded = list(enumerated({**body, "budget_region": 1e12}))
    beyond = [effort for value, effort, _ in unbounded if value > found["valeur"] + 1e-7]
    assert (step is None) == (not beyond)
    if step:
        assert step["budget"] == min(beyond) > body["budget_region"]
        at = max(value for value, effort, _ in unbounded if effort <= step["budget"])
        assert step["valeur"] == pytest.approx(at, abs=1e-6)


@pytest.mark.parametrize("seed", range(1, 40, 2))
def test_the_frontier_climbs_holds_the_budget_asked_and_is_exact_at_each_point(seed):
    body = random_demand(seed)
    found = solved(body)
    if found["statut"] != "optimal":
        return
    points = [(point["budget"], point["valeur"]) for point in found["frontiere"]]
    budgets, values = zip(*points, strict=True)
    assert list(budgets) == sorted(set(budgets))
    assert list(values) == sorted(values)
    assert (body["budget_region"], found["valeur"]) in points
    unbounded = list(enumerated({**body, "budget_region": 1e12}))
    for budget, value in points:
        best = max(v for v, effort, _ in unbounded if effort <= budget + 1e-9)
        assert value == pytest.approx(best, abs=1e-6)


def without(body, name):
    """A demand less one limit, by its path."""
    kind, _, key = name.partition(".")
    less = deepcopy(body)
    if kind == "budget_region":
        less["budget_region"] = 1e12
    elif kind == "demi_journees_conseil":
        del less["capacites"][kind]
    elif kind == "jours_mecene":
        del less["capacites"][kind][key]
    else:
        del less[kind][key]
    return less


def limits_of(body):
    caps = body.get("capacites", {})
    yield "budget_region"
    yield from (["demi_journees_conseil"] if "demi_journees_conseil" in caps else [])
    yield from (f"jours_mecene.{t}" for t in caps.get("jours_mecene", {}))
    for kind in ("planchers_pme", "plafonds_pme"):
        yield from (f"{kind}.{t}" for t in body.get(kind, {}))


def only(body, names):
    for name in limits_of(body):
        if name not in names:
            body = without(body, name)
    return body


IMPOSSIBLE = (7, 9, 11, 14, 15, 17, 18, 27, 28, 31, 36, 42, 45, 51, 52, 53, 54, 56, 58, 84)


@pytest.mark.parametrize("seed", IMPOSSIBLE)
def test_a_conflict_is_one_none_without_any_of_its_limits_and_no_other_is_smaller(seed):
    body = random_demand(seed)
    found = solved(body)
    conflict = found["conflits"]
    assert not any(enumerated(body))
    assert not any(enumerated(only(body, conflict)))
    for name in conflict:
        assert any(enumerated(only(body, set(conflict) - {name})))
    for fewer in combinations(limits_of(body), len(conflict) - 1):
        assert any(enumerated(only(body, fewer)))


@pytest.mark.parametrize("seed", IMPOSSIBLE)
def test_the_least_budget_that_would_do_is_the_cheapest_choice_or_there_is_none(seed):
    body = random_demand(seed)
    efforts = [effort for _, effort, _ in enumerated(without(body, "budget_region"))]
    assert solved(body)["budget_minimal"] == min(efforts, default=None)


def shuffled(body, seed):
    """The same demand: keys of objects, and options, in another order."""
    dice = random.Random(seed)

    def mixed(data):
        if isinstance(data, dict):
            return {k: mixed(data[k]) for k in dice.sample(list(data), len(data))}
        return [mixed(one) for one in data] if isinstance(data, list) else data

    options = dice.sample(body["options"], len(body["options"]))
    return mixed({**body, "options": options})


TIED = demand(
    option("vosges", most=6), option("meuse", most=6), option("ain", groupe=2, most=9),
    option("ain", "performance_approfondie", groupe=2, most=4, aide_region=4_000),
    option("jura", groupe=1, most=20), budget=64_000,
)  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_nothing_depends_on_the_order_of_keys_of_fields_or_of_options(seed):
    for body in (TIED, random_demand(seed)):
        one, other = solved(body), solved(shuffled(body, seed))
        for found in (one, other):
            found.pop("par_pme", None)
            found.pop("limites_atteintes", None)
        assert one == other


def test_equal_choices_go_to_the_first_territory_by_name_then_to_the_first_format():
    choice = solved(TIED)["choix"]
    assert [(c["territoire"], c["dispositif"], c["groupes"]) for c in choice] == [
        ("ain", "performance_approfondie", 4), ("ain", "performance_ciblee", 4),
    ]  # fmt: skip


def test_among_equal_values_the_choice_costs_the_region_least():
    dear, cheap = option("ain", most=3, aide_region=5_000), option("vosges", most=3)
    found = solved(demand(dear, cheap, budget=60_000, capacites={"demi_journees_conseil": 96}))
    assert [(c["territoire"], c["groupes"]) for c in found["choix"]] == [("vosges", 3)]


def test_a_budget_met_exactly_buys_and_a_cent_less_does_not():
    one = option(most=1, groupe=3, aide_region=1_234.57)
    assert solved(demand(one, budget=3_703.71))["valeur"] == 3
    found = solved(demand(one, budget=3_703.70))
    assert (found["valeur"], found["choix"]) == (0, [])
    assert found["prochain_palier"] == {"budget": 3_703.71, "valeur": 3}


def test_a_format_without_regional_aid_costs_nothing_and_its_sponsors_days_limit_it():
    found = solved(
        demand(
            option("meuse", "alize", groupe=1, most=99, jours_par_pme=3), option(most=3),
            budget=0, capacites={"jours_mecene": {"meuse": 46}, "demi_journees_conseil": 8},
        )
    )  # fmt: skip
    assert found["choix"] == [
        {"territoire": "meuse", "dispositif": "alize", "groupes": 15, "pme": 15, "jours": 45.0,
         "effort_region": 0.0}
    ]  # fmt: skip
    assert set(found["limites_atteintes"]) == {
        "jours_mecene.meuse", "budget_region", "demi_journees_conseil",
    }  # fmt: skip


def test_each_firm_in_the_order_of_the_options_with_the_unknown_left_unknown():
    lent = option("meuse", "boost_innov", groupe=10, subvention_region=3_000, emplois_prevus=4)
    (each,) = solved(demand(lent, annee=2019))["par_pme"]
    rate = read({"dispositif": "boost_innov"}).reponses.taux_realisation
    assert each["effort_region"] == 300
    assert each["emplois_realises"] == pytest.approx(0.4 * rate / 100, abs=1e-6)
    assert solved(demand(option()))["par_pme"][0]["emplois_realises"] is None


def test_the_effort_is_what_run_answers_for_all_the_groups_of_a_line():
    one = option(
        groupe=3, most=7, part_fse=0.333, aide_region=1_000.01, emplois_prevus=1, demi_journees=8
    )
    (line,) = solved(demand(one, budget=1e6))["choix"]
    assert line["effort_region"] == of_groups(one, 7, 2009)[0]


def refusals(body):
    with pytest.raises(InputError) as refused:
        answer(body)
    for path, sentence in refused.value.faults:
        assert sentence.startswith(path)
    return dict(refused.value.faults)


UNKNOWN = option("meuse", "ppj", demi_journees=10)


@pytest.mark.parametrize(
    ("body", "path", "words"),
    [
        (demand(option("meuse", "boost_innov", groupe=12), annee=2019),
         "options.0.groupe", "10 ou 15"),
        (demand(option("meuse", "boost_innov", groupe=4), annee=2019), "options.0.groupe", "5"),
        (demand(UNKNOWN, annee=2003), "options.0.reponses.aide_region", "Région"),
        (demand(option("a", "alize", part_region=0.5)), "options.0.reponses.cout_animation", "0"),
        (demand(option(), objectif="emplois_realises"),
         "options.0.reponses.emplois_prevus", "emplois"),
        (demand(option("m", "alize", most=None)), "options.0.groupes_max", "limite"),
        (demand(option(most=2, groupes_min=3)), "options.0.groupes_min", "3"),
        (demand(option(groupe=0)), "options.0.groupe", "1"),
        (demand(option(groupe=True)), "options.0.groupe", "nombre"),
        (demand(option(groupe=2.5)), "options.0.groupe", "entier"),
        (demand(option(prix_pme=-5)), "options.0.reponses.prix_pme", "−5"),
        (demand(option(prix="x")), "options.0.reponses.prix", "question"),
        (demand(option("m", "alize", duree_annees=2)), "options.0.reponses.duree_annees", "1"),
        (demand(option(groupe=4_000, most=3)), "options.0.groupes_max", "10"),
        (demand(option("m", "nulle_part")), "options.0.dispositif", "existe"),
        (demand(option() | {"voie": "ailleurs"}), "options.0.voie", "voie"),
        (demand(option() | {"couleur": 1}), "options.0.couleur", "clé"),
        (demand(option(), budget=-1), "budget_region", "0"),
        (demand(option(), budget=float("inf")), "budget_region", "maximum"),
        (demand(option(), annee=1990), "annee", "1990"),
        (demand(option(), objectif="bonheur"), "objectif", "emplois_realises"),
        (demand(option(), capacites={"jours_mecene": {"meuse": -1}}),
         "capacites.jours_mecene.meuse", "0"),
        (demand(option(), capacites=[]), "capacites", "accolades"),
        (demand(option(), planchers_pme={"meuse": 1.5}), "planchers_pme.meuse", "entier"),
        (demand(), "options", "vide"),
        (demand("x"), "options.0", "accolades"),
    ],
)  # fmt: skip
def test_what_cannot_be_split_is_refused_by_its_path(body, path, words):
    found = refusals(body)
    assert list(found) == [path]
    assert words in found[path]


@pytest.mark.parametrize("body", [None, [], "x", 3, {}])
def test_a_body_that_is_no_demand_is_refused(body):
    with pytest.raises(InputError) as refused:
        answer(body)
    assert str(refused.value)


def test_every_fault_is_told_at_once():
    body = demand(option(prix_pme=-5), option("m", "boost_innov", groupe=7), annee=2009)
    assert set(refusals(body)) == {"options.0.reponses.prix_pme", "annee"}


def test_without_a_most_the_budget_is_the_limit():
    found = solved(demand(option(most=None, groupe=1), budget=40_000))
    assert found["valeur"] == 10
    assert found["frontiere"][-1]["budget"] == 88_000


def test_no_group_at_all_may_be_offered():
    found = solved(demand(option(most=0), option("ain", most=2, groupe=1), budget=5_000))
    assert found["valeur"] == 1


def test_the_year_and_the_number_of_firms_are_those_of_the_demand_as_in_a_programme():
    one = option(aide_region=1_000, nb_pme=77, annee=2007)
    assert solved(demand(one)) == solved(demand(option(aide_region=1_000)))


def test_prices_are_those_of_the_year_asked():
    now, then = (solved(demand(option(), annee=year))["par_pme"][0] for year in (2027, 2009))
    assert now["effort_region"] > then["effort_region"] == 4_000


def test_groups_whose_cost_is_rounded_together_are_not_refused_for_a_cent():
    """Seven groups cost 4 669,05 €, two cents less than seven times one."""
    one = option(groupe=1, most=9, part_fse=0.333, aide_region=1_000.01)
    whole = one | {"reponses": one["reponses"] | {"demi_journees": 8, "emplois_prevus": 0}}
    assert of_groups(whole, 7, 2009)[0] == 4_669.05
    found = solved(demand(one, budget=4_669.05))
    assert (found["valeur"], found["effort_region"]) == (7, 4_669.05)
    assert solved(demand(one, budget=4_669.04))["valeur"] == 6


@pytest.mark.parametrize("scheme", SCHEMES)
def test_several_groups_are_several_times_one_in_every_format(scheme):
    """Each answer that is a total is known as one: days, firms, jobs, resources, what is paid."""
    kind = SCHEMES[scheme].answers
    typed = {
        name: 2
        for name in kind.counted()
        if kind.model_fields[name].default is None
        and name not in {"taux_de_base", "taux_de_perte", "impot_du_mecene", "benefice_mecene"}
    }
    shares = {"part_region", "subvention_region", "apport_association"} & set(kind.model_fields)
    case = read({"dispositif": scheme, "reponses": typed | dict.fromkeys(shares, 1)})
    one = Option("x", case, 5, 0, None)
    firms, several = case.to_dict(), dict(one.of([3]).columns)
    firms["reponses"] |= {name: int(values[0]) for name, values in several.items()}
    few, many = simulate(case), simulate(read(firms))
    assert len(few.deeds) >= 3
    for deed, more in zip(few.deeds, many.deeds, strict=True):
        assert more.quantity == pytest.approx(3 * deed.quantity), deed.what
    for route, outcome in few.routes.items():
        resources, others = outcome.ledger.resources(), many.routes[route].ledger.resources()
        assert others == pytest.approx(3 * resources, abs=0.05), route
        region = outcome.ledger.borne(Party.REGION)
        assert many.routes[route].ledger.borne(Party.REGION) == pytest.approx(3 * region, abs=0.05)


def test_the_smallest_conflict_is_told_and_of_two_equal_ones_the_first_by_name():
    options = option("a", most=3), option("b", most=3), option("c", most=3)
    mixed = demand(*options, budget=10, planchers_pme={"c": 8, "a": 100})
    assert solved(mixed)["conflits"] == ["planchers_pme.a"]
    equal = demand(*options, planchers_pme={"c": 100, "b": 100})
    assert solved(equal)["conflits"] == ["planchers_pme.b"]
    assert solved(equal | {"planchers_pme": {"b": 100, "c": 100}}) == solved(equal)


def test_a_budget_that_alone_stops_a_group_is_reached_though_another_costs_less():
    """ALIZÉ, cheaper, lacks days; a group of consulting lacks only money."""
    options = [
        {"territoire": "meuse", "dispositif": "alize", "groupe": 1, "groupes_max": 50,
         "reponses": {"cout_animation": 3_000, "part_region": 1}},
        {"territoire": "isere", "dispositif": "performance_ciblee", "groupe": 4, "groupes_max": 9,
         "reponses": {}},
    ]  # fmt: skip
    body = {
        "objectif": "pme", "budget_region": 35_000, "annee": 2009, "options": options,
        "capacites": {"jours_mecene": {"meuse": 15}},
    }  # fmt: skip
    found = plain(answer(body))
    left = body["budget_region"] - found["effort_region"]
    assert 3_000 < left < 16_000
    assert set(found["limites_atteintes"]) == {"jours_mecene.meuse", "budget_region"}
    assert found["prochain_palier"]["budget"] > body["budget_region"]
