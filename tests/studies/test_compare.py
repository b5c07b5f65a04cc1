"""Cases beside a reference: what is printed, and the causes of each difference."""

import json
from functools import cache
from itertools import combinations, permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.__main__ import main
from simulator.cases.scenario import read
from simulator.errors import InputError, PasserelleError
from simulator.exports.simulated import plain as plain_run
from simulator.figures.indicators import INDICATORS, read_all, readable
from simulator.schemes import SCHEMES
from simulator.simulate import simulate
from simulator.studies.change import ScenarioChange as Change
from simulator.studies.compare_body import answer, plain
from simulator.text import LANGUAGES, speaking
from tests.schemes.test_engine import scenarios_of

NET, COST = "effort_net_mecene", "cout_reel"


def case(dispositif="alize", **answers):
    voie = answers.pop("voie", None)
    return {"dispositif": dispositif, "voie": voie, "reponses": answers}


def compared(reference, *variants, indicators=(NET, COST)):
    body = {"reference": reference, "variantes": list(variants), "indicateurs": list(indicators)}
    return plain(answer(body))


def causes(found, indicator=NET, variant=0):
    gap = next(
        g for g in found["ecarts"] if (g["variante"], g["indicateur"]) == (variant, indicator)
    )
    return gap["ecart"], {cause["champ"]: cause for cause in gap["causes"]}


def worth(given, indicator):
    """An indicator of the route shown, by the whole way of one case."""
    outcome = simulate(read(given))
    a = outcome.scenario.reponses
    ledger = outcome.headline.ledger
    return read_all(readable(ledger, outcome.deeds, outcome.unknowns, a))[indicator]


def by_all_orders(before, after, indicator):
    """Fields of one format moved one by one, in every order, each case computed whole."""
    names = [n for n in {**before, **after} if before.get(n) != after.get(n)]
    once = cache(lambda answers: worth(case(**dict(answers)), indicator))
    parts, orders = dict.fromkeys(names, 0.0), list(permutations(names))
    for order in orders:
        answers = dict(before)
        for name in order:
            old = once(tuple(answers.items()))
            answers[name] = after[name]
            parts[name] += once(tuple(answers.items())) - old
    return {name: part / len(orders) for name, part in parts.items()}


BEFORE = {
    "salaire_brut": 50_000, "nb_pme": 2, "jours_par_pme": 3.0, "voie": "organisme_agree",
    "chiffre_affaires_mecene": 1e6, "imposition_mecene": "is_seul", "duree_annees": 1,
}  # fmt: skip
AFTER = {
    "salaire_brut": 70_000, "nb_pme": 6, "jours_par_pme": 8.0, "voie": "pret_direct",
    "chiffre_affaires_mecene": 2e5, "imposition_mecene": "non_impose", "duree_annees": 1,
}  # fmt: skip


@pytest.mark.parametrize("size", [1, 2, 4, 6])
@pytest.mark.parametrize("indicator", [NET, "effort_etat", "cout_par_jour", "cout_reel"])
def test_the_parts_are_the_mean_over_all_orders_of_whole_cases(size, indicator):
    after = {**BEFORE, **dict(list(AFTER.items())[:size])}
    found = compared(case(**BEFORE), case(**after), indicators=[indicator])
    ecart, parts = causes(found, indicator)
    expected = by_all_orders(BEFORE, after, indicator)
    assert {name: cause["part"] for name, cause in parts.items()} == pytest.approx(
        expected, abs=0.0101
    )
    assert round(sum(cause["part"] for cause in parts.values()), 2) == ecart


def test_a_column_is_what_run_prints_of_the_route_shown():
    given = case("boost_innov", nb_parcours=2, voie="don_eligible")
    run = plain_run(simulate(read(given)))
    column = compared(case(), given, indicators=INDICATORS)["colonnes"][1]
    route = run["voies"][run["voie_retenue"]]
    assert column["voie"] == run["voie_retenue"] == "don_eligible"
    assert column["indicateurs"] == route["indicateurs"]
    assert column["porte"] == route["porte"]
    assert set(column) == {"titre", "dispositif", "voie", "indicateurs", "porte"}


def test_every_indicator_is_compared_when_none_is_asked():
    found = plain(answer({"reference": case(), "variantes": [case(nb_pme=2)]}))
    assert list(found["colonnes"][0]["indicateurs"]) == list(INDICATORS)
    assert len(found["ecarts"]) == len(INDICATORS)


def test_only_changed_fields_are_causes_defaults_counted_and_one_may_move_nothing():
    variant = case(nb_pme=1, salaire_brut=55_000, convention="oui", jours_par_pme=9)
    _, parts = causes(compared(case(), variant))
    assert set(parts) == {"convention", "jours_par_pme"}
    assert parts["convention"] == {"champ": "convention", "de": "inconnu", "a": "oui", "part": 0}
    same, none = causes(compared(case(), case(nb_pme=1)))
    assert (same, none) == (0, {})


def test_a_difference_with_an_unknown_is_unknown_and_has_no_cause():
    found = compared(case(), case("ppj"), indicators=[COST, "levier"])
    assert [(gap["ecart"], gap["causes"]) for gap in found["ecarts"]] == [(None, [])] * 2


def test_the_route_is_a_cause():
    found = compared(case(effectif_pme=10), case(effectif_pme=10, voie="organisme_agree"))
    ecart, parts = causes(found)
    assert parts["voie"] == {"champ": "voie", "de": None, "a": "organisme_agree", "part": ecart}
    assert ecart != 0


def test_a_change_of_format_is_one_cause_with_what_one_format_alone_asks():
    before = case("performance_ciblee", nb_pme=2, demi_journees=6)
    after = case("performance_approfondie", nb_pme=5, demi_journees=20)
    ecart, parts = causes(compared(before, after), COST)
    assert {"dispositif", "nb_pme"} <= set(parts)
    assert (parts["dispositif"]["de"], parts["dispositif"]["a"]) == (
        "performance_ciblee", "performance_approfondie",
    )  # fmt: skip
    assert round(sum(cause["part"] for cause in parts.values()), 2) == ecart
    lent = causes(compared(case(jours_par_pme=4), case("boost_innov", jours_par_cadre=2)))[1]
    assert set(lent) == {"dispositif", "nb_pme"}  # neither days of ALIZÉ nor those of a manager


def test_what_contradicts_one_without_the_other_is_one_cause_named_by_its_fields():
    dated = case(annee=2024, jour_signature="2024-05-02", nb_pme=4)
    ecart, parts = causes(compared(case(annee=2026), dated))
    assert set(parts) == {"annee+jour_signature", "nb_pme"}
    both = parts["annee+jour_signature"]
    assert both["de"] == {"annee": 2026, "jour_signature": None}
    assert both["a"] == {"annee": 2024, "jour_signature": "2024-05-02"}
    step = [worth(one, NET) for one in (case(annee=2026), case(annee=2026, nb_pme=4), dated)]
    direct = worth(case(annee=2024, jour_signature="2024-05-02"), NET)
    mean = (direct - step[0] + step[2] - step[1]) / 2
    assert both["part"] == pytest.approx(mean, abs=0.0101)
    assert round(both["part"] + parts["nb_pme"]["part"], 2) == ecart


def test_a_figure_that_would_be_unknown_on_the_way_ties_its_fields_for_that_figure_alone():
    before = case("alize_avance", annee=2013, taux_de_base=2.0)
    after = case("alize_avance", annee=2026, nb_pme=3)  # its own rate is read in the law
    found = compared(before, after, indicators=["effort_fonds", NET])
    assert set(causes(found, "effort_fonds")[1]) == {"annee+taux_de_base", "nb_pme"}
    assert set(causes(found, NET)[1]) == {"annee", "taux_de_base", "nb_pme"}


def test_a_year_before_a_format_moves_with_the_format():
    _, parts = causes(
        compared(case("ppj", aide_region=9, demi_journees=8), case("performance_ciblee"))
    )
    assert "dispositif+annee" in parts


@pytest.mark.parametrize("pair", list(combinations(SCHEMES, 2)), ids="-".join)
def test_the_six_formats_against_each_other_add_up_and_swap(pair):
    one, other = (case(key, nb_pme=n) for n, key in enumerate(pair, 2))
    there, back = (compared(*ends, indicators=INDICATORS) for ends in ((one, other), (other, one)))
    assert any(gap["ecart"] for gap in there["ecarts"])
    check(there)
    opposite(there, back)


def check(found):
    """Every known difference is that of the columns, and the sum of its parts, as printed."""
    first, *variants = found["colonnes"]
    for gap in found["ecarts"]:
        key, decimals = gap["indicateur"], INDICATORS[gap["indicateur"]].decimals
        ends = first["indicateurs"][key], variants[gap["variante"]]["indicateurs"][key]
        if None in ends:
            assert (gap["ecart"], gap["causes"]) == (None, [])
            continue
        assert gap["ecart"] == round(ends[1] - ends[0], decimals)
        assert all(cause["de"] != cause["a"] for cause in gap["causes"])
        total = sum(cause["part"] for cause in gap["causes"])
        assert total == pytest.approx(gap["ecart"], abs=0.5 / 10**decimals, rel=1e-14)


def opposite(there, back):
    for gap, other in zip(there["ecarts"], back["ecarts"], strict=True):
        assert gap["ecart"] is None or gap["ecart"] == -other["ecart"]
        ways = [
            [(c["champ"], c["de"], c["a"]) for c in gap["causes"]],
            [(c["champ"], c["a"], c["de"]) for c in other["causes"]],
        ]
        assert ways[0] == ways[1]
        parts = [-cause["part"] for cause in other["causes"]]
        unit = 10.0 ** -INDICATORS[gap["indicateur"]].decimals
        most = max(map(abs, parts), default=0)
        near = 1e-9 if most < 1e11 * unit else 1.01 * unit + 1e-13 * most  # floats hold no more
        assert [c["part"] for c in gap["causes"]] == pytest.approx(parts, abs=near, rel=1e-14)


@st.composite
def changes(draw):
    """A case, and the same with up to seven answers of another drawn case of its format."""
    key = draw(st.sampled_from(list(SCHEMES)))
    one, other = (draw(scenarios_of(key)).to_dict() for _ in range(2))
    names = sorted(set(one["reponses"]) | set(other["reponses"]))
    taken = draw(st.lists(st.sampled_from(names), max_size=7, unique=True)) if names else []
    answers = dict(one["reponses"])
    for name in taken:
        answers.pop(name, None)
        answers |= {name: other["reponses"][name]} if name in other["reponses"] else {}
    return one, {**one, "reponses": answers}


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(changes())
def test_drawn_changes_add_up_to_the_cent_and_negate_when_swapped(pair):
    try:
        there = compared(*pair, indicators=INDICATORS)
    except PasserelleError:
        return
    check(there)
    opposite(there, compared(*reversed(pair), indicators=INDICATORS))


def many(doubled):
    """A dozen answers of ALIZÉ, as they are or doubled."""
    numbers = {
        "nb_pme": 4, "salaire_brut": 50_000, "jours_par_pme": 3, "autres_dons": 1_000,
        "chiffre_affaires_mecene": 1e6, "cout_animation": 9_000, "part_ue": 0.2, "part_etat": 0.1,
        "part_region": 0.15, "emplois_prevus": 10, "taux_realisation": 50, "effectif_pme": 30,
    }  # fmt: skip
    return {name: value * (1 + doubled) for name, value in numbers.items()}


def test_beyond_ten_fields_drawn_orders_add_up_near_the_exact_parts(monkeypatch):
    before, after = (
        case(voie="organisme_agree", annee=2025 + doubled, **many(doubled)) for doubled in (0, 1)
    )
    found = compared(before, after, indicators=[NET, COST, "argent_public"])
    check(found)
    opposite(found, compared(after, before, indicators=[NET, COST, "argent_public"]))
    drawn = causes(found)[1]
    assert len(drawn) == 13
    monkeypatch.setattr("simulator.studies.shapley.EXACT", 13)
    exact = causes(compared(before, after))[1]
    spread = max(abs(cause["part"]) for cause in exact.values())
    for name, cause in exact.items():
        assert drawn[name]["part"] == pytest.approx(cause["part"], abs=0.02 * spread)


def test_each_set_of_changes_is_answered_once(monkeypatch):
    asked = []
    whole = Change._case
    monkeypatch.setattr(Change, "_case", lambda self, s: (asked.append(s), whole(self, s))[1])
    compared(case(**BEFORE), case(**AFTER), indicators=INDICATORS)
    assert len(asked) == len(set(map(frozenset, asked))) == 2**6


def body(**changed):
    whole = {"reference": case(), "variantes": [case(nb_pme=2)], "indicateurs": [NET]}
    return {name: value for name, value in {**whole, **changed}.items() if value is not ...}


REFUSED = {
    "variantes.1.reponses.jours": body(variantes=[case(), case(jours=-1)]),
    "variantes.0.reponses.zut": body(variantes=[case(zut=1)]),
    "variantes.0.zut": body(variantes=[{**case(), "zut": 1}]),
    "variantes.0.titre": body(variantes=[{**case(), "titre": 3}]),
    "variantes.0.dispositif": body(variantes=[case("zut")]),
    "variantes.0.voie": body(variantes=[case(voie="don_eligible")]),
    "variantes.0": body(variantes=[case(jours=400)]),
    "variantes.1": body(variantes=[case(), 3]),
    "reference.reponses.nb_pme": body(reference=case(nb_pme="beaucoup")),
    "reference": body(reference=...),
    "variantes": body(variantes=...),
    "zut": body(zut=1),
    "indicateurs": body(indicateurs=[]),
    "indicateurs.1": body(indicateurs=[NET, "zut"]),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", REFUSED)
def test_a_fault_is_said_by_its_path(path, language):
    with speaking(language), pytest.raises(InputError) as refusal:
        answer(REFUSED[path])
    assert [field for field, _ in refusal.value.faults] == [path]
    assert path in str(refusal.value)


@pytest.mark.parametrize(
    "variants", [[], [case()] * 6, {}, "deux", None, 3], ids=lambda v: str(v)[:20]
)
def test_one_to_five_variants(variants):
    with pytest.raises(InputError, match="de 1 à 5"):
        answer(body(variantes=variants))


@pytest.mark.parametrize("given", [[NET, NET], [[NET]], [3], "effort", {NET: 1}])
def test_indicators_are_known_ones_each_once(given):
    with pytest.raises(InputError, match="indicateurs"):
        answer(body(indicateurs=given))


def test_what_a_rule_refuses_is_said_by_its_case_and_all_faults_together():
    old = case(annee=1998, salaire_brut=30_000)
    with pytest.raises(InputError) as refusal:
        answer(body(reference=case(nb_pme=0), variantes=[old]))
    fields = [field for field, _ in refusal.value.faults]
    assert fields == ["reference.reponses.nb_pme", "variantes.0"]


def printed(capsys, path, *options):
    code = main(["comparer", str(path), *options])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_the_order_of_keys_and_fields_changes_no_byte(tmp_path, capsys):
    def turned(data):
        if isinstance(data, dict):
            return {key: turned(data[key]) for key in reversed(data)}
        return [turned(one) for one in data] if isinstance(data, list) else data

    whole = body(variantes=[case(**AFTER), case("boost_innov", nb_pme=3, nb_cadres=2)])
    outs = []
    for name, data in (("a", whole), ("b", whole), ("c", turned(whole))):
        path = tmp_path / f"{name}.json"
        path.write_text(json.dumps(data), encoding="utf-8")
        outs.append(printed(capsys, path))
    assert outs[0][0] == 0
    assert outs[0][2] == ""
    assert outs[0] == outs[1] == outs[2]
    assert "-0.0" not in outs[0][1]


def test_standard_input_is_read_and_the_table_is_for_people(tmp_path, capsys, monkeypatch):
    path = tmp_path / "a.json"
    path.write_text(json.dumps(body(variantes=[case(nb_pme=2, convention="oui")])), "utf-8")
    filed = printed(capsys, path)
    with path.open(encoding="utf-8") as stream:
        monkeypatch.setattr("sys.stdin", stream)
        assert printed(capsys, "-") == filed
    code, out, err = printed(capsys, path, "--table")
    assert (code, err) == (0, "")
    assert "PME aidées : 1 PME → 2 PME" in out.replace("\xa0", " ")


def test_the_table_speaks_of_every_kind_of_answer(tmp_path, capsys):
    path = tmp_path / "a.json"
    variants = [
        case(annee=2024, jour_signature="2024-05-02", emplois_prevus=3),
        case("boost_innov", voie="don_eligible"),
        case("ppj"),
    ]
    path.write_text(json.dumps(body(variantes=variants)), "utf-8")
    code, out, _ = printed(capsys, path, "--table")
    assert code == 0
    for words in ("2 mai 2024", "celle qui mène", "PME Boost Innov", "PPJ", "(ensemble)"):
        assert words in out.replace("\xa0", " ")


def test_what_a_rule_refuses_of_one_answer_is_said_at_its_place():
    low = {"dispositif": "alize", "reponses": {"annee": 2026, "salaire_brut": 1_000}}
    with pytest.raises(InputError) as refused:
        answer({"reference": {"dispositif": "alize"}, "variantes": [low]})
    ((path, told),) = refused.value.faults
    assert path == "variantes.0.reponses.salaire_brut"
    assert told.startswith(path)
