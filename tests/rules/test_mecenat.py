"""CGI 238 bis where one sentence alone decides, and properties over random histories."""

import math
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.cases.history import follow, read_history
from simulator.errors import PasserelleError, RuleError
from simulator.law.book import in_force
from simulator.rules.mecenat import plafond_par_salarie
from simulator.rules.suite_des_exercices import verifier_la_suite
from simulator.rules.suivi_des_dons import Exercice, lois_des_exercices, suivi

MONEY = st.floats(0, 5e6).map(lambda v: round(v, 2))


def years(*rows, first=2021):
    return [
        Exercice(date(first + i, 12, 31), *row) if isinstance(row, tuple) else row
        for i, row in enumerate(rows)
    ]


def followed(exercices, **options):
    return suivi(exercices, lois_des_exercices(exercices, in_force()), **options)


def test_the_excess_is_used_within_five_years_oldest_first():
    history = followed(years((1e6, 50_000), (1e6, 30_000), (1e6, 0), (1e6, 0)))
    assert [r.annee for r in history[1].reports] == [2021, 2022]
    assert history[2].report_utilise == 20_000
    assert [(r.annee, r.montant) for r in history[2].reports] == [(2021, 10_000), (2022, 10_000)]
    assert history[3].report_utilise == 20_000
    assert history[3].reports == ()


def test_the_excess_of_the_second_slice_keeps_its_rate():
    history = followed(years((4e8, 3_000_000), (4e8, 0)))
    assert history[0].plafond == 2_000_000
    assert history[0].reduction == 1_200_000
    assert [(r.taux, r.montant) for r in history[0].reports] == [(0.4, 1_000_000)]
    assert history[1].reduction == 400_000


def test_carried_gifts_do_not_count_again_in_the_threshold():
    history = followed(years((4e8, 2_000_000 + 500_000), (6e8, 2_000_000)))
    assert history[1].reduction == 0.6 * 2_000_000 + 0.4 * 500_000


def test_an_excess_of_before_the_second_rate_keeps_sixty_percent():
    history = followed(years((6e8, 5_000_000), (6e8, 0), first=2019))
    assert history[0].reduction == 1_800_000
    assert history[1].reduction == 1_200_000


def test_the_reduction_of_the_year_goes_before_older_ones():
    rows = [(1e7, 20_000, 0, 5_000.0), (1e7, 20_000, 0, 15_000.0)]
    first, second = followed(years(*rows))
    assert first.reduction_imputee == 5_000
    assert first.reduction_reportee == 7_000
    assert second.reduction_imputee == 15_000
    assert [(r.annee, r.montant) for r in second.reductions_en_attente] == [(2021, 4_000)]


def test_an_unused_reduction_dies_after_the_fifth_following_year():
    rows = [(1e7, 20_000, 0, 0.0)] + [(1e7, 0, 0, 0.0)] * 5
    history = followed(years(*rows))
    assert history[4].reduction_perdue == 0
    assert history[5].reduction_perdue == 12_000
    assert history[5].reduction_reportee == 0


def test_the_two_readings_of_slices_under_the_cap_differ():
    rows = years((4e8, 4_000_000))
    assert followed(rows)[0].reduction == 1_200_000
    proportional = followed(rows, ordre="proportionnelle")[0]
    assert proportional.reduction == pytest.approx(1_000_000)
    assert proportional.dons_retenus == proportional.plafond


def test_before_2003_a_gift_is_deducted_and_opens_no_reduction():
    (year,) = followed([Exercice(date(2000, 12, 31), 1e7, 30_000)])
    assert (year.regime, year.plafond, year.deduction) == ("deduction", 22_500, 22_500)
    assert year.reduction == year.reduction_imputee == year.reduction_perdue == 0
    assert year.reductions_en_attente == ()


def test_before_2003_an_excess_is_deducted_in_the_years_that_follow():
    """A cap of 22,500 a year: 30,000, then 15,000 and 5,000 of social aid, then nothing."""
    first, second, third = followed(
        years((1e7, 30_000), (1e7, 15_000, 5_000), (1e7, 0), first=2000)
    )
    assert (first.deduction, first.report_restant) == (22_500, 7_500)
    assert (second.dons, second.dons_retenus, second.report_utilise) == (20_000, 20_000, 2_500)
    assert (second.deduction, second.report_restant) == (22_500, 5_000)
    assert [(r.annee, r.taux, r.montant) for r in second.reports] == [(2000, None, 5_000)]
    assert (third.deduction, third.report_utilise, third.report_restant) == (5_000, 5_000, 0)


def test_before_2003_the_oldest_excess_goes_first_within_the_room_left():
    """40,000 then 30,000: 17,500 and 7,500 wait; a third year takes 22,500 of them."""
    history = followed(years((1e7, 40_000), (1e7, 30_000), (1e7, 0), (1e7, 0), first=1999))
    left = [[(r.annee, r.montant) for r in year.reports] for year in history]
    assert left == [
        [(1999, 17_500)], [(1999, 17_500), (2000, 7_500)], [(2000, 2_500)], [],
    ]  # fmt: skip
    assert [year.deduction for year in history] == [22_500, 22_500, 22_500, 2_500]


def test_before_2003_an_excess_dies_after_the_fifth_following_year():
    history = followed(years((1e7, 200_000), *[(1e7, 0)] * 5, first=1997))
    assert [year.report_perdu for year in history] == [0, 0, 0, 0, 0, 65_000]
    assert history[-1].report_restant == 0
    assert sum(year.deduction for year in history) == 6 * 22_500


def test_a_year_without_its_law_is_refused():
    rows = years((1e6, 0), (1e6, 0))
    with pytest.raises(ValueError, match="zip"):
        suivi(rows, lois_des_exercices(rows[:1], in_force()))


# A history opens each year the day after the one before


def test_each_year_opens_the_day_after_the_last_and_the_first_as_it_was_told():
    told = [
        Exercice(date(2022, 12, 31), 1.0, 2.0, 3.0, 4.0),
        Exercice(date(2023, 6, 30), 5.0, 6.0, 7.0, 8.0),
        Exercice(date(2024, 6, 30), 9.0, 1.0, 2.0, 3.0, date(2023, 7, 1)),
    ]
    opened = [replace(told[0]), replace(told[1], ouverture=date(2023, 1, 1)), told[2]]
    assert verifier_la_suite(told) == opened
    alone = replace(told[0], ouverture=date(2022, 3, 1))
    assert verifier_la_suite([alone]) == [alone]


@pytest.mark.parametrize(
    ("closings", "openings", "words"),
    [
        ((date(2022, 12, 31), date(2022, 12, 31)), (None, None), "exercices_desordre"),
        # twelve months, leap year included, then a day more
        ((date(2023, 12, 31), date(2024, 12, 31)), (None, None), None),
        ((date(2023, 12, 31), date(2025, 1, 1)), (None, None), "exercice_manquant"),
        ((date(2022, 12, 31), date(2024, 6, 30)), (None, date(2023, 1, 1)), None),
        ((date(2022, 12, 31), date(2023, 12, 31)), (None, date(2023, 1, 2)),
         "exercice_non_contigu"),
        ((date(2022, 12, 31), date(2023, 12, 31)), (None, date(2022, 12, 31)),
         "exercice_non_contigu"),
        ((date(2022, 12, 31),), (date(2022, 12, 31),), None),
        ((date(2022, 12, 31),), (date(2023, 1, 1),), "ouverture_apres_cloture"),
        # two calendar years at most
        ((date(2024, 12, 31),), (date(2023, 1, 1),), None),
        ((date(2024, 12, 31),), (date(2022, 12, 1),), "exercice_trop_long"),
    ],
)  # fmt: skip
def test_a_history_with_a_hole_an_overlap_or_too_long_a_year_is_refused(closings, openings, words):
    told = [Exercice(c, 1.0, ouverture=o) for c, o in zip(closings, openings, strict=True)]
    if words is None:
        assert len(verifier_la_suite(told)) == len(told)
        return
    with pytest.raises(RuleError) as refused:
        verifier_la_suite(told)
    assert refused.value.key == words


def test_an_excess_of_before_2003_does_not_cross():
    rows = [Exercice(date(2002, 12, 31), 1e6, 30_000), Exercice(date(2003, 12, 31), 1e6, 0)]
    with pytest.raises(RuleError, match="2003"):
        followed(rows)


@pytest.mark.parametrize(
    ("lecture", "expected"),
    [("temps_partage", 144_180 / 4), ("annuel_entier", 144_180), ("mensuel_par_an", 12_015)],
)
def test_three_readings_of_the_ceiling_per_employee(lecture, expected, law_of):
    assert plafond_par_salarie(0.25, lecture, law_of(2026)) == pytest.approx(expected)


def test_no_ceiling_per_employee_before_its_law(law_of):
    assert plafond_par_salarie(0.0, "temps_partage", law_of(2019)) == math.inf


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(st.floats(0, 1e9), MONEY, MONEY, st.none() | MONEY), min_size=1, max_size=10)
)
def test_both_stocks_are_conserved_over_ten_years(rows):
    history = followed(
        years(*((ca, d, s, math.inf if due is None else due) for ca, d, s, due in rows), first=2015)
    )
    given_all = sum(year.dons for year in history)
    used = sum(year.dons_retenus + year.report_utilise for year in history)
    died = sum(year.report_perdu for year in history)
    assert used + died + history[-1].report_restant == pytest.approx(given_all, abs=0.05)
    opened = sum(year.reduction for year in history)
    spent = sum(year.reduction_imputee + year.reduction_perdue for year in history)
    assert spent + history[-1].reduction_reportee == pytest.approx(opened, abs=0.05)
    for rank, year in enumerate(history):
        assert year.dons_retenus + year.report_utilise <= year.plafond + 0.01
        assert year.reduction_imputee <= year.impot_du + 0.01
        assert all(rank - r.rang < 5 and r.montant >= 0 for r in year.reports)
        assert all(rank - r.rang < 5 for r in year.reductions_en_attente)


@settings(max_examples=60, deadline=None)
@given(st.floats(0, 1e9), MONEY, MONEY)
def test_more_gifts_never_reduce_the_relief(turnover, gift, more):
    (low,), (high,) = (followed(years((turnover, g))) for g in (gift, gift + more))
    assert high.reduction >= low.reduction


def test_arrays_of_cases_equal_one_case_each():
    rng = np.random.default_rng(7)
    turnover, gifts, due = rng.uniform(0, 1e9, (3, 50))
    many = followed(
        [
            Exercice(date(2021 + i, 12, 31), turnover, gifts * i / 500, 0.0, due / 1e4)
            for i in range(5)
        ]
    )
    for k in range(50):
        one = followed(
            [
                Exercice(date(2021 + i, 12, 31), turnover[k], gifts[k] * i / 500, 0.0, due[k] / 1e4)
                for i in range(5)
            ]
        )
        for a, b in zip(one, many, strict=True):
            assert a.reduction == b.reduction[k]
            assert a.reduction_imputee == b.reduction_imputee[k]


BROKEN = [
    ({"annees": []}, "vide"),
    ({"annees": [{"cloture": "2023-13-31", "chiffre_affaires": 1}]}, "Clôture"),
    ({"annees": [{"cloture": 20231231, "chiffre_affaires": 1}]}, "Clôture"),
    ({"annees": [{"cloture": "2023-12-31", "chiffre_affaires": -1}]}, "minimum"),
    ({"annees": [{"cloture": "2023-12-31", "chiffre_affaires": "beaucoup"}]}, "nombre"),
    ({"annees": [{"cloture": "2023-12-31", "chiffre_affaires": True}]}, "nombre"),
    ({"annees": [{"cloture": "2023-12-31"}]}, "manque"),
    ({"annees": [{"cloture": "2023-12-31", "chiffre_affaires": 1, "zut": 2}]}, "zut"),
    ({"annees": [{"cloture": "1985-12-31", "chiffre_affaires": 1}]}, "1989"),
    (
        {"annees": [{"cloture": f"{y}-12-31", "chiffre_affaires": 1} for y in (2021, 2023)]},
        "Il manque un exercice",
    ),
    (
        {"annees": [{"cloture": f"{y}-12-31", "chiffre_affaires": 1} for y in (2023, 2022)]},
        "Rangez",
    ),
    ([], "entreprise mécène"),
    ("x", "entreprise mécène"),
]


@pytest.mark.parametrize(("data", "words"), BROKEN, ids=[w for _, w in BROKEN])
def test_a_broken_history_is_refused_in_french(data, words, book):
    with pytest.raises(PasserelleError, match=words):
        follow(read_history(data), book)


def test_short_fiscal_years_follow_each_other(book):
    closings = ["2022-12-31", "2023-06-30", "2024-06-30"]
    data = {"annees": [{"cloture": c, "chiffre_affaires": 1e6, "dons": 30_000} for c in closings]}
    answer = follow(read_history(data), book)["annees"]
    assert [a["plafond"] for a in answer] == [20_000] * 3
    assert answer[-1]["report_restant"] == 30_000
