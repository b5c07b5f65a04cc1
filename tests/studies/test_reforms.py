"""What if the law were otherwise: a named file of rows, and the law in force left as it is."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError
from datetime import date
from math import isnan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.cases.reform import (
    FOLDER,
    LAW_READINGS,
    Reform,
    bounds_of,
    name_of,
    shipped,
    value_shown,
)
from simulator.cases.reform_files import read_reform, to_csv
from simulator.cases.reform_rows import build
from simulator.cases.scenario import read
from simulator.errors import InputError
from simulator.law.book import in_force, load
from simulator.simulate import simulate
from simulator.studies.reforms import compare, under
from simulator.text import speaking

HEADER = "parameter,value,unit,since,event\n"
TAUX = "mecenat.taux_reduction"


def gift(**answers):
    """Boost Innov with its gift held eligible: 100 000 € of lent time billed, 70 % given."""
    return read(
        {
            "dispositif": "boost_innov",
            "reponses": {
                "annee": 2026, "nb_cadres": 10, "jours_par_cadre": 20, "cout_journee": 500,
                "part_facturee": 1, "part_du_don": 0.7, "chiffre_affaires_mecene": 1e9, **answers,
            },
        }
    )  # fmt: skip


def line(comparison, key):
    return comparison.frame.set_index("indicateur").loc[key]


def faults_of(text, name="essai"):
    with pytest.raises(InputError) as refused:
        read_reform(text, name)
    return " ".join(sentence for _, sentence in refused.value.faults)


@pytest.mark.parametrize("key", shipped())
def test_a_shipped_reform_changes_only_what_it_names(key):
    reform, law = shipped()[key], in_force()
    changed = reform.book()
    named = {row.parameter for row in reform.rows}
    assert named <= {*law.parameters, *LAW_READINGS}
    for parameter in law.parameters:
        if parameter not in named:
            assert changed.history(parameter) == law.history(parameter)
    for row in reform.rows:
        assert row.confidence == "hypothèse"
        assert row.url.startswith("http")
        if row.parameter in LAW_READINGS:
            assert row.value in LAW_READINGS[row.parameter]
        else:
            assert row in changed.history(row.parameter)
            assert row.value != law.history(row.parameter)[-1].value


@pytest.mark.parametrize("key", shipped())
def test_a_shipped_file_obeys_the_rules_of_an_uploaded_one(key):
    text = (FOLDER / f"{key}.csv").read_text(encoding="utf-8")
    assert read_reform(text, key).rows == shipped()[key].rows


@pytest.mark.parametrize("key", shipped())
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_shipped_reform_says_that_it_is_a_supposition(key, lang):
    with speaking(lang):
        opening = shipped()[key].text.split()[0].rstrip(":").strip()
    assert opening in {"Hypothèse", "Lecture", "Hypothesis", "Reading", "Prudent"}


def test_a_lower_rate_costs_ten_points_of_the_gift():
    """Gift 70 000 €: 60 % is 42 000 €, 50 % is 35 000 €."""
    compared = compare(gift(), shipped()["taux_50"], "don_eligible")
    relief = line(compared, "reduction_impot")
    assert (relief.loi, relief.reforme, relief.ecart) == (42_000, 35_000, -7_000)
    assert line(compared, "effort_net_mecene").ecart == 7_000
    assert line(compared, "reste_a_charge_pme").ecart == 0
    (change,) = compared.changes
    assert (change.parameter, change.before, change.after) == (TAUX, 0.6, 0.5)
    assert change.is_read
    assert change.until is None
    causes = compared.causes.set_index("indicateur")["ecart"]
    assert causes["reduction_impot"] == -7_000
    assert "cout_reel" not in causes


def test_a_wider_cap_lets_the_whole_gift_in():
    """Turnover 8 M€: cap 40 000 € then 80 000 €; 60 % of 40 000 € then of 70 000 €."""
    poor = gift(chiffre_affaires_mecene=8e6)
    compared = compare(poor, shipped()["plafond_10_pour_mille"], "don_eligible")
    relief = line(compared, "reduction_impot_annee")
    assert (relief.loi, relief.reforme, relief.ecart) == (24_000, 42_000, 18_000)
    whole = line(compared, "reduction_impot")  # the year after, the carry would have had its room
    assert (whole.loi, whole.reforme, whole.ecart) == (42_000, 42_000, 0)


def test_a_moved_threshold_and_a_single_rate():
    """Gift 3 500 000 €: 60 % of 2 M and 40 % of 1,5 M; then 60 % of all; then 1 M at 60 %."""
    large = gift(nb_cadres=500)
    for key, expected in (
        ("taux_60_sans_seuil", 2_100_000),
        ("seuil_5_millions", 2_100_000),
        ("seuil_1_million", 1_600_000),
    ):
        relief = line(compare(large, shipped()[key], "don_eligible"), "reduction_impot")
        assert (relief.loi, relief.reforme) == (1_800_000, expected)


def test_a_lump_sum_helps_the_small_only():
    """Turnover 1 M€: cap 20 000 € then 50 000 €, for a gift of 70 000 €."""
    relief = line(
        compare(gift(chiffre_affaires_mecene=1e6), shipped()["plafond_50000"], "don_eligible"),
        "reduction_impot_annee",
    )
    assert (relief.loi, relief.reforme) == (12_000, 30_000)
    rich = compare(gift(), shipped()["plafond_50000"], "don_eligible")
    assert line(rich, "reduction_impot").ecart == 0
    assert rich.touches


def test_a_reading_of_the_ceiling_changes_the_reading_of_the_case():
    """40 days of one person at 1 000 €: 3 PASS/12 of 2026 is 12 015 €."""
    lent = read(
        {
            "dispositif": "alize",
            "reponses": {"annee": 2026, "jours": 40, "cout_journee": 1000,
                         "chiffre_affaires_mecene": 1e9},
        }
    )  # fmt: skip
    compared = compare(lent, shipped()["pass_mensuel"], "organisme_agree")
    (change,) = compared.changes
    assert (change.before, change.after, change.is_read) == (
        "temps_partage",
        "mensuel_par_an",
        True,
    )
    relief = line(compared, "reduction_impot")
    assert relief.reforme == pytest.approx(0.6 * 12_015)
    assert relief.ecart == pytest.approx(0.6 * (12_015 - 144_180 * 40 / 218), abs=100)
    whole = line(compare(lent, shipped()["pass_annuel_entier"], "organisme_agree"),
                 "reduction_impot")  # fmt: skip
    assert whole.reforme == 24_000
    assert lent.reponses.lecture_pass == "temps_partage"
    assert under(gift(), shipped()["pass_mensuel"]) == gift()


def test_a_reform_that_comes_after_the_case_touches_nothing_and_says_so():
    compared = compare(gift(annee=2024), shipped()["taux_50"], "don_eligible")
    assert not compared.touches
    assert (compared.frame["ecart"].fillna(0) == 0).all()
    assert compared.causes.empty


def test_an_unknown_figure_stays_unknown_on_both_sides():
    lent = read({"dispositif": "alize", "reponses": {"annee": 2026}})
    row = line(compare(lent, shipped()["taux_50"], simulate(lent).shown), "argent_public")
    assert isnan(row.loi)
    assert isnan(row.reforme)
    assert isnan(row.ecart)


def test_two_changes_give_each_its_part_and_the_rest_to_both():
    """Gift 70 000 €, cap 40 000 -> 80 000 €, rate 60 -> 50 %: alone +18 000 and -4 000."""
    both = build(
        "Deux changements",
        [
            (TAUX, 0.5, date(2026, 1, 1)),
            ("mecenat.plafond_part_du_ca", 0.01, date(2026, 1, 1)),
        ],
    )
    compared = compare(gift(chiffre_affaires_mecene=8e6), both, "don_eligible")
    assert line(compared, "reduction_impot_annee").ecart == 35_000 - 24_000
    assert line(compared, "reduction_impot").ecart == 35_000 - 42_000
    causes = compared.causes.query("indicateur == 'reduction_impot_annee'").set_index("parametre")
    assert causes["ecart"].to_dict() == {
        TAUX: -4_000,
        "mecenat.plafond_part_du_ca": 18_000,
        "ensemble": pytest.approx(-3_000),
    }


def test_the_law_in_force_is_never_changed():
    before = in_force().rows()
    plain = simulate(gift()).routes["don_eligible"].ledger.to_frame()
    for reform in shipped().values():
        compare(gift(), reform, "don_eligible")
        assert in_force().rows() == before == load().rows()
    assert simulate(gift()).routes["don_eligible"].ledger.to_frame().equals(plain)
    assert reform.book() is not in_force()
    assert shipped()["taux_50"].book() is not shipped()["taux_50"].book()


def test_reforms_of_two_sessions_at_once_do_not_mix():
    rates = [round(0.01 * k, 2) for k in range(1, 60)]

    def one(rate):
        reform = build("Taux", [(TAUX, rate, date(2026, 1, 1))])
        row = line(compare(gift(), reform, "don_eligible"), "reduction_impot")
        return row.loi, row.reforme

    with ThreadPoolExecutor(8) as sessions:
        answers = list(sessions.map(one, rates))
    assert answers == [(42_000, pytest.approx(70_000 * rate)) for rate in rates]


def test_a_value_holds_from_its_day_on_even_where_a_later_row_stood():
    reform = build("Sans forfait", [("mecenat.plafond_forfaitaire", 5_000, date(2019, 12, 31))])
    assert [row.since.year for row in reform.rows] == [2019, 2020]
    assert reform.book().exercice(date(2025, 12, 31))["mecenat.plafond_forfaitaire"] == 5_000
    single = read_reform(HEADER + "mecenat.plafond_forfaitaire,5000,€,2019-12-31,cloture\n", "x")
    compared = compare(gift(), single, "don_eligible")
    (change,) = compared.changes
    assert (change.until, change.is_read) == (date(2020, 12, 31), False)


VALUES = {
    TAUX: st.floats(0, 1),
    "mecenat.plafond_forfaitaire": st.floats(0, 1e9),
    "mecenat.seuil_second_taux": st.floats(0, 1e12) | st.just(float("inf")),
    "lecture_pass": st.sampled_from(LAW_READINGS["lecture_pass"]),
    "mecenat.regime": st.sampled_from(["reduction", "deduction"]),
}
CHANGES = st.lists(
    st.sampled_from(list(VALUES)).flatmap(
        lambda p: st.tuples(st.just(p), VALUES[p], st.dates(date(2003, 1, 1), date(2041, 12, 31)))
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda change: change[0],
)
NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Z"]), min_size=1,
                max_size=40)  # fmt: skip


@settings(deadline=None)
@given(NAMES, CHANGES, st.booleans())
def test_a_built_reform_goes_to_a_file_and_comes_back(name, changes, semicolons):
    reform = build(name, changes, description=name)
    text = to_csv(reform)
    if semicolons and ";" not in text and '"' not in text:
        text = text.replace(",", ";")
    back = read_reform(text, "autre")
    assert back == reform


def test_a_shipped_reform_goes_to_a_file_with_its_name():
    reform = shipped()["taux_50"]
    back = read_reform(to_csv(reform))
    assert (back.name, back.rows) == (reform.title, reform.rows)


def test_a_spreadsheet_in_french_is_read():
    text = "\ufeffparameter;value;since\r\n" + TAUX + ";0,5;2026-01-01\r\n;;\r\n"
    (row,) = read_reform(text, "Taux").rows
    assert (row.value, row.unit, row.event) == (0.5, "ratio", "cloture")
    percent = f"parameter;value;since\n{TAUX};50 %;2026-01-01\n"
    assert read_reform(percent, "x").rows[0].value == 0.5
    euros = "parameter;value;since\nmecenat.plafond_forfaitaire;1 000 000 €;2026-01-01\n"
    assert read_reform(euros, "x").rows[0].value == 1_000_000


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("mecenat.taux_reducton,0.5,,2026-01-01,", "Vouliez-vous dire « mecenat.taux_reduction »"),
        (f"{TAUX},0.5,€,2026-01-01,", "Corrigez l’unité"),
        (f"{TAUX},0.5,ratio,2026-01-01,contrat", "compte les jours par"),
        (f"{TAUX},0.5,ratio,12/31/2026,", "le mois devant"),
        (f"{TAUX},0.5,ratio,1950-01-01,", "hors des jours possibles"),
        (f"{TAUX},0.5,ratio,2090-01-01,", "hors des jours possibles"),
        (f"{TAUX},1.5,ratio,2026-01-01,", "peut aller de 0 % à 100 %"),
        (f"{TAUX},-0.1,ratio,2026-01-01,", "peut aller de"),
        (f"{TAUX},nan,ratio,2026-01-01,", "n’est pas un nombre"),
        (f"{TAUX},inf,ratio,2026-01-01,", "peut aller de"),
        (f"{TAUX},beaucoup,ratio,2026-01-01,", "n’est pas un nombre"),
        (f"{TAUX},,ratio,2026-01-01,", "il faut un paramètre"),
        ("mecenat.plafond_forfaitaire,50 %,,2026-01-01,", "ce champ est en « € »"),
        ("mecenat.regime,credit,mot,2026-01-01,", "Choisissez parmi : deduction, reduction"),
        ("lecture_pass,hebdomadaire,mot,2026-01-01,", "Choisissez parmi : temps_partage"),
        (f"{TAUX},0.5,ratio,2026-01-01,cloture,trop", "plus de cellules"),
        (f"{TAUX},0.5,,2026-01-01,\n{TAUX},0.4,,2026-01-01,", "deux valeurs au 1er janvier 2026"),
    ],
)
def test_a_faulty_row_is_refused_with_its_reason(row, words):
    told = faults_of(HEADER + row + "\n").replace("\u00a0", " ").replace("\u202f", " ")
    assert words in told


def test_every_fault_of_a_file_is_said_with_its_line():
    told = faults_of(HEADER + f"{TAUX},2,,2026-01-01,\nabc.def,1,,2026-01-01,\n")
    assert "Ligne 2" in told
    assert "Ligne 3" in told


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Absentes : parameter, value, since"),
        ("parameter,value\n", "Absentes : since"),
        ("parameter,value,since,secret\n", "secret"),
        ("parameter,value,since,since\n", "doubles : since"),
        (HEADER, "ne change rien"),
        (HEADER + f'{TAUX},"0.5', "lisible"),
        (HEADER + f"{TAUX},0.5,,2026-01-01,\n" * 300, "au plus 200 lignes"),
        ("x" * 300_000, "trop gros"),
    ],
)
def test_a_file_that_is_no_reform_is_refused(text, words):
    assert words in faults_of(text).replace("\u00a0", " ")


def test_a_reform_has_a_name():
    with pytest.raises(InputError, match="pas de nom"):
        read_reform(HEADER + f"{TAUX},0.5,,2026-01-01,\n")
    with pytest.raises(InputError, match="dépasse"):
        read_reform(HEADER + f"{TAUX},0.5,,2026-01-01,\n", "x" * 200)


def test_every_parameter_of_law_has_bounds_that_hold_its_own_rows():
    for parameter in in_force().parameters:
        rows = [r for r in in_force().history(parameter) if r.unit != "mot" and r.value is not None]
        if rows:
            low, high = bounds_of(parameter)
            assert all(low <= r.value <= high for r in rows)
        for row in in_force().history(parameter):
            assert value_shown(parameter, row.value, row.unit)
    assert all(name_of(name) != name for name in LAW_READINGS)


def test_a_reform_cannot_be_changed():
    reform = shipped()["taux_50"]
    assert isinstance(reform, Reform)
    with pytest.raises(FrozenInstanceError):
        reform.name = "autre"
