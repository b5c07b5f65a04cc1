"""Generic tests: over every scheme, rule, row and text, those to come included."""

import inspect
import math
from datetime import date
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.cases.answers import Answers
from simulator.cases.question import bounds, choices, field_label, optional, source_of
from simulator.cases.scenario import Scenario, from_link, read
from simulator.conditions.finding import State
from simulator.errors import LedgerError, NotInForce, PasserelleError
from simulator.figure import RULES, Figure, Leaf, cents, steps_of, trace, value_of
from simulator.figures.indicators import INDICATORS, read_all, readable
from simulator.figures.notation import workbook
from simulator.law.book import in_force
from simulator.law.facts import assumptions, evidence, facts
from simulator.ledger import BEARERS, Deed, Flow, Ledger, Nature, Party, Status
from simulator.schemes import SCHEMES, scheme_of
from simulator.simulate import flows_of, laws_of, ledger_of, simulate
from simulator.text import LANGUAGES, speaking
from tests.told import explain

EXAMPLES = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def answers_of(kind):
    """Random valid answers of a scheme, from the bounds that its fields declare."""
    fields = {}
    for name, field in kind.model_fields.items():
        if words := choices(field.annotation):
            fields[name] = st.sampled_from(words)
        elif name == "jour_signature":
            fields[name] = st.none()
        else:
            low, high = bounds(kind, name)
            if name == "annee":
                high = min(high, 2030)
            if field.annotation in (int, int | None):
                number = st.integers(int(low), int(high))
            else:
                number = st.floats(low, high, allow_nan=False).map(lambda v: round(v, 2))
            fields[name] = st.none() | number if optional(field.annotation) else number
    return st.fixed_dictionaries({}, optional=fields)


def scenarios_of(key):
    def build(answers):
        answers = dict(answers)
        for months in ("mois_de_differe", "mois_de_remboursement"):
            if months in answers and answers.get("periodicite", "annuelle") == "annuelle":
                answers[months] = max(answers[months] // 12 * 12, 12)
        people = answers.get("salaries_pretes") or answers.get("nb_pme", 1)
        if (answers.get("jours") or 365 * answers.get("nb_pme", 1)) > 365 * people:
            answers["jours"] = people * 3.0
        for share in ("part_ue", "part_etat", "part_region"):
            if share in answers:
                answers[share] = round(answers[share] / 3, 4)
        if "salaire_brut" in answers:
            answers["salaire_brut"] = max(answers["salaire_brut"], 40_000.0)
        if answers.get("annee", 2026) <= 2003:  # no company is followed, nothing is carried yet
            for name in ("benefice_mecene", "excedent_anterieur", "reduction_anterieure"):
                answers.pop(name, None)
        if answers.get("annee", 2026) < 2003:  # an excess of before 2003 does not cross
            answers["duree_annees"] = 1
            if "duree_annees" not in SCHEMES[key].answers.model_fields:
                del answers["duree_annees"]
        if answers.get("annee", 2026) < 2001 and key.startswith("alize"):
            answers["cout_journee"] = 300.0
        return read({"dispositif": key, "reponses": answers})

    return answers_of(SCHEMES[key].answers).map(build)


ALL_SCENARIOS = st.one_of([scenarios_of(key) for key in SCHEMES])


@EXAMPLES
@given(ALL_SCENARIOS)
def test_what_all_bear_is_the_cost_of_the_resources_to_the_cent(scenario):
    outcome = simulate(scenario)
    for route in outcome.routes.values():
        ledger = route.ledger
        borne = sum(ledger.borne(party) for party in BEARERS)
        assert borne == pytest.approx(ledger.resources(), abs=0.01, rel=1e-12)
        for flow in ledger:
            assert math.isfinite(flow.amount)
            assert flow.amount >= 0
            assert flow.source.strip()
            assert flow.amount == cents(flow.amount)


@EXAMPLES
@given(ALL_SCENARIOS)
def test_one_case_arrays_and_figures_answer_the_same(scenario):
    scheme, a = scheme_of(scenario), scenario.reponses
    arrays = SimpleNamespace(
        **dict(a),
        signature=a.signature,
    )
    for name in a.counted():
        if (value := getattr(a, name)) is not None:
            setattr(arrays, name, np.full(3, float(value)))
    for route in scheme.routes:
        one = ledger_of(scheme, route.key, a, in_force())
        many = ledger_of(scheme, route.key, arrays, in_force())
        with trace():
            told = ledger_of(scheme, route.key, a.figures(), in_force())
        assert len(one) == len(many) == len(told)
        for f, g, h in zip(one, many, told, strict=True):
            assert (f.payer, f.payee, f.nature, f.year) == (g.payer, g.payee, g.nature, g.year)
            assert np.all(np.asarray(g.amount) == f.amount)
            assert value_of(h.amount) == f.amount


@EXAMPLES
@given(ALL_SCENARIOS)
def test_a_link_brings_back_the_same_scenario(scenario):
    assert from_link(scenario.to_link()) == scenario


@EXAMPLES
@given(st.floats(0, 1e7).map(lambda v: round(v, 2)), st.integers(2018, 2026), st.integers(1, 40))
def test_invoice_gift_and_cost_equal_make_a_free_loan(day_cost, year, days):
    shared = {"annee": year, "cout_journee": min(day_cost, 400.0), "chiffre_affaires_mecene": 1e9}
    boost = read(
        {
            "dispositif": "boost_innov",
            "reponses": {**shared, "nb_cadres": 1, "jours_par_cadre": days, "part_du_don": 1},
        }
    )
    loan = read(
        {"dispositif": "alize", "reponses": {**shared, "jours": days, "salaries_pretes": 1}}
    )
    given_back = simulate(boost).routes["don_eligible"].ledger.borne(Party.MECENE)
    lent = simulate(loan).routes["organisme_agree"].ledger.borne(Party.MECENE)
    assert given_back == lent


@pytest.mark.parametrize("key", SCHEMES)
def test_every_question_is_read(key):
    """A declared input that nothing reads is an error waiting (its value would change nothing)."""
    scheme = SCHEMES[key]
    defaults = read({"dispositif": key}).reponses
    seen = set()

    class Watched:
        def __getattr__(self, name):
            seen.add(name)
            return getattr(current, name)

    words = [
        {name: word}
        for name, field in scheme.answers.model_fields.items()
        for word in choices(field.annotation)
    ]
    known = {
        "cout_animation": 1000.0, "emplois_prevus": 3, "age_pme": 5, "taux_de_perte": 2.0,
        "emplois_maintenus": 2, "taux_de_base": 2.0, "aide_etat": 900.0, "aide_region": 800.0,
        "aide_ue": 700.0, "demi_journees": 8,
    }  # fmt: skip
    filled = {k: v for k, v in known.items() if k in scheme.answers.model_fields}
    for change in [{}, filled, *words]:
        current = defaults.model_copy(update=change)
        laws = laws_of(Watched(), in_force())
        law = next(iter(laws.values()))
        for route in scheme.routes:
            base = flows_of(scheme, route.key, Watched(), laws)
            scheme.findings(Watched(), route.key, law, base)
            scheme.warnings(Watched(), route.key, law)
            ledger_of(scheme, route.key, Watched(), in_force())
        deeds = scheme.deeds(Watched())
        read_all(readable(Ledger([]), deeds, scheme.unknowns(Watched(), law), Watched()))
        scheme.headline(Watched(), dict.fromkeys([r.key for r in scheme.routes], State.OUVERT), law)
    unread = set(scheme.answers.model_fields) - seen - {"jour_signature"}
    assert unread == set()


@pytest.mark.parametrize("key", SCHEMES)
def test_every_default_has_a_source_or_is_a_choice(key):
    kind = SCHEMES[key].answers
    for name, field in kind.model_fields.items():
        if source_of(kind, name) is None:
            assert field.default is None or choices(field.annotation), name


@pytest.mark.parametrize("name", RULES)
def test_a_rule_answers_alike_a_float_an_array_and_a_figure(name):
    rule = RULES[name].function
    arguments = _arguments(inspect.signature(rule))
    plain = rule(**arguments)
    many = rule(**{k: _spread(v) for k, v in arguments.items()})
    each = [rule(**{k: _scaled(v, by) for k, v in arguments.items()}) for by in SCALES]
    with trace():
        told = rule(**{k: _traced(k, v) for k, v in arguments.items()})
    assert np.broadcast_to(many, 3) == pytest.approx([float(one) for one in each], rel=1e-12)
    assert isinstance(told, Figure)
    assert float(value_of(told)) == pytest.approx(float(plain), rel=1e-12)
    assert _evaluate(told) == pytest.approx(float(plain), rel=1e-9, abs=1e-9)


def _arguments(signature):
    """Plausible arguments for a rule, by the name of its parameters."""
    law = in_force().exercice(date(2025, 12, 31))
    special = {
        "law": law, "pme": True, "mois": 12, "annee": 2020, "euros_de": 2024,
        "avec_contributions": True,
        "lecture": "temps_partage", "parts": [(0.6, 1000.0), (0.4, 300.0)],
        "encours_par_periode": [1000.0, 600.0], "periodes_par_an": 1, "brut": 5200.0,
        "brut_annuel": 61_000.0, "chiffre_affaires": 4_000_000.0, "taux": 0.25, "taux_is": 0.25,
        "part_de_l_annee": 0.4, "part_publique": 0.5, "taux_annuel": 0.06, "actualisation": 0.03,
        "taux_de_base": 0.02, "marge_points": 400.0, "taux_de_perte": 0.02,
        "couts": [900.0, 100.5], "directes": [500.0, 300.0], "ajoutees": [600.0, -20.0],
        "avec": [900.0, 80.25], "sans": [400.0, 90.0], "impots_sans": [900.0, 800.0],
        "plafonds": [46_368.0, 47_100.0], "jours_par_annee": [184.0, 181.0],
        "impots_avec": [700.0, 650.5], "couts_nets": [900.0, -100.0, 50.0],
    }  # fmt: skip
    return {name: special.get(name, 12_345.67) for name in signature.parameters}


SCALES = np.array([1.0, 1.25, 3.0])
"""Three cases that differ: each must have its own answer."""


def _spread(value):
    return _scaled(value, SCALES)


def _scaled(value, by):
    if isinstance(value, float):
        scaled = value * by
        return scaled if np.ndim(scaled) else float(scaled)
    if isinstance(value, list):
        return [
            tuple(_scaled(x, by) for x in v) if isinstance(v, tuple) else _scaled(v, by)
            for v in value
        ]
    return value


def _traced(name, value):
    if isinstance(value, float):
        return Figure(value, Leaf(value, "saisie", name, ""))
    if isinstance(value, list):
        return [
            tuple(_traced(name, x) for x in v) if isinstance(v, tuple) else _traced(name, v)
            for v in value
        ]
    return value


def _evaluate(figure):
    """Recompute a figure from its spreadsheet formulas alone, as a workbook would."""
    cells = {}

    def cell(node):
        if isinstance(node, Leaf):
            return "1E+99" if math.isinf(node.value) else f"({float(node.value)!r})"
        return f"(cells[{id(node)}])"

    functions = {
        "MIN": min, "MAX": max, "ROUND": lambda x, _n: cents(float(x)), "ABS": abs,
        "IF": lambda c, a, b: a if c else b, "AND": lambda *x: all(x), "OR": lambda *x: any(x),
        "NOT": lambda x: not x, "TRUE": True, "FALSE": False, "cells": cells,
        "NPV": lambda r, *x: sum(v / (1 + r) ** (k + 1) for k, v in enumerate(x)),
    }  # fmt: skip
    value = None
    for step in steps_of(figure):
        formula = workbook(step, cell)[1:].replace("^", "**").replace("<>", "!=")
        formula = formula.replace("<=", "≤").replace(">=", "≥").replace("!=", "≠")
        formula = formula.replace("=", "==")
        formula = formula.replace("≤", "<=").replace("≥", ">=").replace("≠", "!=")
        value = eval(formula, functions)
        cells[id(step)] = value
    return float(value)


@pytest.mark.parametrize("key", SCHEMES)
@pytest.mark.parametrize("indicator", INDICATORS)
def test_every_figure_explains_itself(key, indicator):
    scenario = read({"dispositif": key})
    for route in scheme_of(scenario).routes:
        ledger = simulate(scenario).routes[route.key].ledger
        deeds = scheme_of(scenario).deeds(scenario.reponses)
        unknowns = simulate(scenario).unknowns
        value = read_all(readable(ledger, deeds, unknowns, scenario.reponses))[indicator]
        told = explain(scenario, route.key, indicator)
        if value is None:
            assert (told.figure, told.lines, told.grounds) == (None, (), ())
        else:
            assert value_of(told.figure) == pytest.approx(value)
        if value:
            assert told.lines
            assert all(line.reference and line.label for line in told.lines)
            assert all(ground.source for ground in told.grounds)


@pytest.mark.parametrize("year", range(1997, 2037))
@pytest.mark.parametrize("key", SCHEMES)
def test_time_has_no_hole(key, year):
    """Every scheme answers in each of its years, or refuses with a sentence."""
    low, high = bounds(SCHEMES[key].answers, "annee")
    if not low <= year <= high:
        with pytest.raises(PasserelleError, match="Année"):
            read({"dispositif": key, "reponses": {"annee": year}})
        return
    answers = {"annee": year}
    if key.startswith("alize"):
        answers["cout_journee"] = 350.0
    outcome = simulate(read({"dispositif": key, "reponses": answers}))
    assert outcome.headline.ledger.resources() > 0


def test_deeds_of_two_statuses_never_add_up():
    promised = Deed("emplois", Status.PREVU, 3, "document 001")
    kept = Deed("emplois", Status.MAINTENU, 5, "document 001")
    with pytest.raises(LedgerError, match="ne s’ajoutent pas"):
        promised + kept
    assert (promised + promised).quantity == 6


@pytest.mark.parametrize("amount", [-0.01, math.nan, math.inf])
def test_a_flow_is_never_negative_nor_undefined(amount):
    with pytest.raises(LedgerError):
        Flow(Party.PME, Party.MECENE, Nature.FACTURE, amount, 2025, "document 000")


def test_a_flow_without_a_source_does_not_exist():
    with pytest.raises(LedgerError):
        Flow(Party.PME, Party.MECENE, Nature.FACTURE, 1.0, 2025, "")


def test_a_loan_is_never_a_cost():
    loan = Flow(Party.FONDS, Party.PME, Nature.AVANCE, 12_000.0, 2008, "document 002")
    back = Flow(Party.PME, Party.FONDS, Nature.REMBOURSEMENT, 12_000.0, 2012, "document 002")
    ledger = Ledger([loan, back])
    assert ledger.borne(Party.FONDS) == ledger.borne(Party.PME) == ledger.resources() == 0


def test_every_fact_and_assumption_has_its_provenance():
    assert all(row.source and row.unit for row in facts().values())
    assert all(row.why for row in assumptions().values())
    assert evidence("performance_ciblee.prix").value == 2440
    assert not set(facts()) & set(assumptions())


def test_answers_are_frozen():
    answers = read({"dispositif": "alize"}).reponses
    assert isinstance(answers, Answers)
    with pytest.raises(Exception, match="frozen"):
        answers.annee = 2000
    assert isinstance(read({"dispositif": "alize"}), Scenario)


@pytest.mark.parametrize("scheme", ["alize", "alize_avance"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_year_without_a_scale_of_pay_names_the_field_that_lets_one_go_on(scheme, language):
    """Lent staff before 2000: the cost of a day may be typed instead of worked out."""
    first = 1998
    with speaking(language):
        with pytest.raises(NotInForce) as refused:
            simulate(read({"dispositif": scheme, "reponses": {"annee": first}}))
        assert field_label("cout_journee") in str(refused.value)
    simulate(read({"dispositif": scheme, "reponses": {"annee": first, "cout_journee": 300}}))
