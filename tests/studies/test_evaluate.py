"""Many cases at once answer what `simulate` answers of each: figures, conditions, refusals."""

import inspect
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.cases.answers import NUMBERS
from simulator.cases.question import bounds
from simulator.cases.scenario import read
from simulator.conditions import bodies, giving, lending, public_aid
from simulator.conditions.finding import State, worst
from simulator.errors import InputError, PasserelleError
from simulator.figure import Figure, Leaf, value_of
from simulator.figures.indicators import INDICATORS, Readable, read_all, readable
from simulator.law.book import in_force
from simulator.schemes import SCHEMES
from simulator.simulate import laws_of, simulate
from simulator.studies import evaluate as seam
from simulator.studies.evaluate import Varied, evaluate
from tests.goldens.cases import scheme_cases
from tests.schemes.test_engine import ALL_SCENARIOS, EXAMPLES

CASES = list(scheme_cases().values())


def told(scenario):
    """All that `simulate` says of a case, by the keys of the seam; its refusal when it refuses."""
    try:
        outcome = simulate(scenario)
    except PasserelleError as fault:
        return {"refus": str(fault)}
    found = {"voie": outcome.shown, "prudente": outcome.lead, "refus": ""}
    for key, route in outcome.routes.items():
        found[f"{key}.etat"] = int(route.state)
        found |= {f"{key}.conditions.{f.key}": int(f.state) for f in route.findings}
        values = read_all(
            readable(route.ledger, outcome.deeds, outcome.unknowns, scenario.reponses)
        )
        found |= {f"{key}.{name}": value for name, value in values.items()}
        if key == outcome.shown:
            found |= {f"voie.{name}": value for name, value in values.items()}
        for year in laws_of(scenario.reponses, in_force()).horizon:
            part = Readable(route.ledger.where(year=year), ())
            sums = ("cout_reel", "effort_net_mecene", "argent_public")
            found |= {f"{key}.{name}.{year}": INDICATORS[name].read(part) for name in sums}
    return found


def check(frame, expected):
    """Each row of the frame says what is expected of its case, to the cent, and nothing more."""
    assert list(frame.index) == list(range(len(expected)))
    for row, wanted in zip(frame.to_dict("records"), expected, strict=True):
        wrong = {key: (row[key], wanted.get(key)) for key in row if differs(row, wanted, key)}
        assert wrong == {}


def differs(row, wanted, key):
    value, due = row[key], wanted.get(key)
    if key in {"voie", "prudente", "refus"}:
        return value != (due or "")
    if due is None:
        return not np.isnan(value)
    return not abs(value - due) <= 0.004 + 1e-12 * abs(due)


def check_cases(cases):
    expected = [told(case) for case in cases]
    keys = list(dict.fromkeys(key for one in expected for key in one if key != "refus"))
    check(evaluate(cases, None, keys), expected)


def test_the_ready_and_drawn_cases_answer_together_as_alone():
    check_cases(CASES)


@EXAMPLES
@given(st.lists(ALL_SCENARIOS, min_size=2, max_size=4))
def test_any_cases_answer_together_as_alone(cases):
    check_cases(cases)


def test_blocks_change_nothing(monkeypatch):
    case = read({"dispositif": "boost_innov", "reponses": {"autres_dons": 15_000}})
    columns = {"part_du_don": np.linspace(0, 1, 23), "salaire_brut": np.linspace(3e4, 9e4, 23)}
    keys = ["voie", "don_eligible.effort_net_mecene", "prix_reduit.etat"]
    whole = evaluate(Varied(case, columns), None, keys)
    monkeypatch.setattr(seam, "BLOCK", 5)
    pd.testing.assert_frame_equal(evaluate(Varied(case, columns), None, keys), whole)


def _values(kind, name, now):
    """Values of a field worth trying: its ends, its value now, some between, and unknown."""
    low, high = bounds(kind, name)
    some = [low, low + 0.25, low + 0.8, low + 1, low + 3, min(high, 5_000), min(high, 60_000), high]
    known = [float(x) for x in dict.fromkeys([*some, low - 1, high + 1, now]) if x is not None]
    return [*known, np.nan]


FIELDS = [
    (key, name)
    for key, scheme in SCHEMES.items()
    for name, field in scheme.answers.model_fields.items()
    if field.annotation in NUMBERS
]


@pytest.mark.parametrize(("key", "name"), FIELDS)
def test_every_number_may_be_a_column(key, name):
    """Out of bounds, not whole, unknown, in contradiction or refused by a rule: as a case alone."""
    ready = [case for case in CASES if case.dispositif == key]
    for case in ready[:: max(len(ready) // 4, 1)]:
        kind = type(case.reponses)
        column = _values(kind, name, getattr(case.reponses, name))
        expected = [_alone(case, name, value) for value in column]
        keys = list(dict.fromkeys(k for one in expected for k in one if k != "refus"))
        check(evaluate(Varied(case, {name: column}), None, keys), expected)


def _alone(case, name, value):
    whole = type(case.reponses).model_fields[name].annotation in (int, int | None)
    optional = type(case.reponses).model_fields[name].default is None
    plain = None if np.isnan(value) and optional else value
    plain = int(value) if whole and plain == np.floor(value) else plain
    data = case.to_dict()
    try:
        return told(read({**data, "reponses": {**data["reponses"], name: plain}}))
    except InputError as fault:
        return {"refus": str(fault)}


def test_refused_cases_stand_aside_and_the_others_are_answered():
    """Pay below the scale, below the bound, beside pay that is answered: each row has its own."""
    case = read({"dispositif": "alize", "reponses": {"annee": 2025}})
    pay = [50_000.0, 5_000.0, 0.0, 60_000.0, np.nan]
    frame = evaluate(Varied(case, {"salaire_brut": pay}), None, ["voie.cout_reel", "voie"])
    assert list(frame["refus"] != "") == [False, True, True, False, True]
    assert "minimum" in frame["refus"][1] or "2025" in frame["refus"][1]
    assert frame["voie.cout_reel"].notna().tolist() == [True, False, False, True, False]
    assert frame["voie"].tolist() == ["pret_direct", "", "", "pret_direct", ""]


def test_what_a_rule_refuses_is_set_aside_at_once(monkeypatch):
    """Half of a thousand cases below the scale: asked twice, not once a case."""
    asked = []

    class Counted(seam.Routes):
        def __init__(self, *arguments):
            asked.append(arguments)
            super().__init__(*arguments)

    monkeypatch.setattr(seam, "Routes", Counted)
    case = read({"dispositif": "alize", "reponses": {"annee": 2025}})
    pay = np.tile([50_000.0, 5_000.0], 500)
    frame = evaluate(Varied(case, {"salaire_brut": pay}), None, ["voie.cout_reel"])
    assert (frame["refus"] != "").sum() == 500
    assert len(asked) == 2


def test_an_excess_that_no_text_carries_refuses_only_the_cases_that_have_one():
    case = read(
        {
            "dispositif": "alize",
            "reponses": {"annee": 2002, "duree_annees": 2, "cout_journee": 300.0},
        }
    )
    gifts = {"chiffre_affaires_mecene": [1e9, 1e5, 1e9]}
    frame = evaluate(Varied(case, gifts), None, ["organisme_agree.effort_net_mecene"])
    assert (frame["refus"] != "").tolist() == [False, True, False]
    assert frame.iloc[:, 0].notna().tolist() == [True, False, True]


def test_an_advance_that_nobody_asks_for_hides_nothing():
    """Without an advance the unknown base rate hides no cost; with one it does."""
    case = read({"dispositif": "alize_avance", "reponses": {"annee": 2000, "cout_journee": 300}})
    frame = evaluate(Varied(case, {"nb_avances": [0, 2, np.nan]}), None, ["pret_direct.cout_reel"])
    assert (frame["refus"] == "").all()
    assert frame["pret_direct.cout_reel"].isna().tolist() == [False, True, True]


def test_a_column_that_is_no_number_of_the_format_is_refused():
    case = read({"dispositif": "ppj"})
    with pytest.raises(InputError, match="Salaire"):
        evaluate(Varied(case, {"salaire_brut": [1.0]}), None, ["voie"])


@pytest.mark.parametrize(
    "key",
    ["de_minimis.bonheur", "ailleurs.cout_reel", "de_minimis.cout_reel.bientot", "cout_reel",
     "de_minimis.conditions.chance", "ailleurs.etat", ""],
)  # fmt: skip
def test_a_key_that_could_only_answer_nothing_is_refused(key):
    with pytest.raises(KeyError):
        evaluate([read({"dispositif": "ppj"})], None, [key])


def test_a_frame_of_columns_is_as_good_as_a_mapping():
    case = read({"dispositif": "ppj"})
    columns = {"prix_pme": [1_000.0, 2_000.0], "nb_pme": [3, 4]}
    frame = pd.DataFrame(columns, index=["b", "a"])
    answers = [evaluate(Varied(case, c), None, ["voie.cout_par_pme"]) for c in (columns, frame)]
    pd.testing.assert_frame_equal(*answers)
    with pytest.raises(ValueError, match="one length"):
        Varied(case, {"prix_pme": [1.0], "nb_pme": [1, 2]})


def test_no_case_gives_no_row():
    assert evaluate([], None, ["voie"]).empty
    assert evaluate(Varied(CASES[0], {"autres_dons": []}), None, ["voie"]).empty


CONDITIONS = [
    function
    for module in (bodies, giving, lending, public_aid)
    for name, function in inspect.getmembers(module, inspect.isfunction)
    if function.__module__ == module.__name__ and not name.startswith("_")
]
WORDS = {
    "who": "pme", "statut": "agreee", "lien": "aucun", "service": True, "beneficiaire": "organisme",
    "fin": date(2025, 6, 1), "premier_jour": date(2025, 2, 1), "dernier_jour": date(2025, 3, 1),
    "interet_general": True, "mission": "non",
}  # fmt: skip
AMOUNTS = [0.0, 0.2, 1.0, 3.0, 7.0, 250.0, 6_000.0, 400_000.0]


@pytest.mark.parametrize("function", CONDITIONS, ids=lambda f: f.__name__)
@pytest.mark.parametrize("year", [2018, 2026])
def test_a_condition_answers_alike_a_float_an_array_and_a_figure(function, year):
    law = in_force().exercice(date(year, 12, 31))
    asked = [p.name for p in inspect.signature(function).parameters.values() if p.annotation is Any]
    rest = {
        name: law if name == "law" else WORDS.get(name, "oui")
        for name in inspect.signature(function).parameters
        if name not in asked
    }
    for seed in range(4):
        columns = {n: np.random.default_rng(seed).permutation(AMOUNTS) for n in asked}
        if "nb_pme" in columns:
            columns["nb_pme"] = columns["nb_pme"] + 1
        together = function(**rest, **columns)
        alone, figures = (
            [
                function(**rest, **{n: number(n, c[k]) for n, c in columns.items()})
                for k in range(len(AMOUNTS))
            ]
            for number in (lambda _name, value: float(value), _figure)
        )
        if together is None:
            assert not any([*alone, *figures])
            continue
        states = np.broadcast_to(together.state, len(AMOUNTS)).tolist()
        assert states == [int(f.state) for f in alone] == [int(f.state) for f in figures]
        assert all(isinstance(f.state, State) for f in (*alone, *figures))


def _figure(name, value):
    return Figure(float(value), Leaf(float(value), "saisie", name, ""))


@pytest.mark.parametrize("key", INDICATORS)
@pytest.mark.parametrize("case", ["boost_innov", "alize_avance", "performance_ciblee", "ppj"])
def test_an_indicator_answers_alike_a_float_an_array_and_a_figure(case, key):
    scenario = read({"dispositif": case, "reponses": {"emplois_prevus": 3}})
    for route, outcome in simulate(scenario).routes.items():
        seen = simulate(scenario)
        r = readable(outcome.ledger, seen.deeds, seen.unknowns, scenario.reponses)
        alone = INDICATORS[key].read(r)
        ones = {"nb_pme": np.full(3, float(scenario.reponses.nb_pme))}
        together = evaluate(Varied(scenario, ones), None, [f"{route}.{key}"]).iloc[:, 0]
        assert together.isna().all() if alone is None else (together == float(alone)).all()
        traced = Readable(
            _traced_ledger(outcome.ledger),
            r.deeds,
            r.unknowns,
            r.taux_realisation,
            r.part_publique,
            r.annees,
        )
        figure = INDICATORS[key].read(traced)
        assert figure is None if alone is None else value_of(figure) == pytest.approx(alone)


def _traced_ledger(ledger):
    from dataclasses import replace

    from simulator.ledger import Ledger

    return Ledger(replace(f, amount=_figure(f.nature.key, f.amount)) for f in ledger)


def test_the_worst_of_states_is_the_most_severe_case_by_case():
    assert worst([State.OUVERT, State.FERME, State.A_CONFIRMER]) is State.FERME
    many = worst([State.A_CONFIRMER, np.array([0, 2, 1]), np.array([-1, -1, 2])])
    assert many.tolist() == [1, 2, 2]
