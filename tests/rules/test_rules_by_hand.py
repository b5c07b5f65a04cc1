"""Rules against numbers derived by hand, on both sides of each threshold of the law."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from simulator.errors import RuleError
from simulator.law.facts import assumptions, facts
from simulator.law.facts import known as known_fact
from simulator.rules import aides_etat as aid
from simulator.rules import bilan_du_mecene as balance
from simulator.rules import cout_employeur as pay
from simulator.rules import impot_societes as tax
from simulator.rules import mecenat
from simulator.rules.prix import can_update, en_euros_de, last_price_year
from simulator.text import formats


def same(amount, expected):
    assert float(amount) == pytest.approx(expected, abs=0.005)


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2025, 6, 15), date(2022, 6, 15)),
        (date(2024, 2, 29), date(2021, 2, 28)),
        (date(2015, 6, 15), date(2013, 1, 1)),
        (date(2008, 12, 31), date(2006, 1, 1)),
    ],
)
def test_the_window_of_de_minimis_opens_three_years_back(day, first, book):
    law = book.exercice(day)
    assert aid.debut_de_la_fenetre(day, law) == first
    before = date.fromordinal(first.toordinal() - 1)
    after = date.fromordinal(day.toordinal() + 1)
    granted = [(before, 1.0), (first, 10.0), (day, 100.0), (after, 1000.0)]
    assert aid.aides_de_la_fenetre(granted, day, law) == 110


def test_intensity_loss_and_public_part_of_an_aid(law_of):
    law = law_of(2025)
    assert aid.aide_admise_de_minimis(10, 10)
    assert not aid.aide_admise_de_minimis(10.01, 10)
    same(aid.aide_maximale_au_conseil(901, law), 450.5)
    same(aid.perte_attendue(5000, 0.04), 200)
    same(aid.part_publique_de_l_avantage(900, 0.25), 225)
    same(aid.taux_de_reference(0.02, 400), 0.06)


def test_an_advance_waits_then_comes_back_in_equal_parts():
    assert aid.encours(1200.0, 12, 36, 12) == [1200, 1200, 800, 400]
    assert aid.encours(1200.0, 0, 12, 6) == [1200, 600]


@pytest.mark.parametrize(("wait", "back", "step"), [(5, 12, 6), (6, 13, 6), (6, 0, 6)])
def test_months_that_do_not_divide_are_refused(wait, back, step):
    with pytest.raises(RuleError, match="mois entiers"):
        aid.encours(1200.0, wait, back, step)


def test_what_the_sponsor_keeps_to_pay_term_by_term():
    same(balance.cout_des_operations([100.0, 50.5]), 150.5)
    same(balance.cout_net_des_operations(100.0, 10.0, 25.0, 40.0), 25)
    same(balance.gain_en_euros(75.0, 40.0), 35)
    same(balance.gain_en_points(35.0, 100.0), 0.35)
    same(balance.droits_ajoutes([10.0, 20.0], [1.0, 2.0]), 27)
    same(balance.reduction_ajoutee([10.0, 20.0], [1.0, 2.0]), 27)
    same(balance.economie_d_une_charge([10.0, 20.0], [1.0, 2.0]), 27)
    same(balance.reduction_des_reports(60.0, 45.0), 15)
    same(balance.reduction_des_dons_de_l_exercice([30.0, -5.0, 8.0], [20.0, 9.0, 9.0]), 28)
    same(balance.cout_net_actualise([100.0, 110.0, 121.0], 0.10), 300)


# Corporate tax; its amounts on both sides of each threshold are rows of `cas_chiffres/regles.yaml`


@pytest.mark.parametrize("profit", [10_000, 42_500, 75_001, 100_000, 600_000])
@pytest.mark.parametrize(
    ("year", "turnover", "sme", "months"),
    [
        (2025, 10e6, True, 12),
        (2025, 5e6, True, 6),
        (2019, 100e6, False, 12),
        (2017, 20e6, False, 12),
        (2017, 50e6 + 1, False, 12),
        (2020, 7_629_999, True, 12),
    ],
)
def test_a_tax_gives_back_the_profit_it_comes_from(year, turnover, sme, months, profit, law_of):
    law = law_of(year)
    due = tax.impot_societes(profit, turnover, sme, law, months)
    back = tax.benefice_de_l_impot(due, turnover, sme, law, months)
    assert float(back) == pytest.approx(profit, abs=0.05)


def test_the_surcharge_bears_on_the_higher_turnover(law_of):
    law = law_of(2025)
    assert tax.chiffre_affaires_de_reference(1.0, 2.0, law) == 2
    assert tax.chiffre_affaires_de_reference(1.0, 2.0, law_of(2017)) == 1
    assert tax.surtaxe_inconnue(1e12, law) is False


def test_what_a_charge_saves_and_an_income_costs():
    same(tax.economie_d_impot(1000, 0.25), 250)
    same(tax.impot_supplementaire(1000, 0.25), 250)


# Gifts


def test_gifts_of_social_aid_stand_apart_and_ceilings_follow_the_days_of_their_years(law_of):
    law = law_of(2025)
    same(mecenat.dons_au_taux_plein(3e6, 5e5, law), 2.5e6)
    same(mecenat.plafond_des_annees_du_pret([100.0, 200.0], [30, 10]), 125)


def test_prices_are_known_from_one_year_after():
    """The year of the amount itself is not needed: what came after it is."""
    prefix = "ipc.inflation."
    known = sorted(int(key.removeprefix(prefix)) for key in facts() if key.startswith(prefix))
    first, last = known[0], known[-1]
    assert last == last_price_year()
    assert [can_update(year) for year in (first - 2, first - 1, last, last + 9)] == [
        False, True, True, True,
    ]  # fmt: skip
    rate = known_fact(f"{prefix}{last}") / 100
    same(en_euros_de(100.0, last - 1, last), 100 * (1 + rate))
    same(en_euros_de(100.0, last, last), 100)
    same(en_euros_de(100 * (1 + rate), last, last - 1), 100)


def test_after_the_last_price_observed_the_rise_is_the_one_assumed():
    last, rise = last_price_year(), 1 + assumptions()["prix.hausse_a_venir"].value / 100
    same(en_euros_de(1e6, last, last + 1), 1e6 * rise)
    same(en_euros_de(1e6, last, last + 9), 1e6 * rise**9)
    both = (1 + known_fact(f"ipc.inflation.{last}") / 100) * rise**2
    same(en_euros_de(1e6, last - 1, last + 2), 1e6 * both)


# What a list of years holds is never cut to the shorter of two lists


@pytest.mark.parametrize(
    "rule",
    [
        balance.reduction_des_dons_de_l_exercice,
        balance.droits_ajoutes,
        balance.economie_d_une_charge,
        balance.reduction_ajoutee,
        mecenat.plafond_des_annees_du_pret,
    ],
)
def test_a_year_with_nothing_in_front_of_it_is_refused(rule):
    with pytest.raises(ValueError, match="zip"):
        rule([1.0, 2.0], [1.0])


# What a manager costs, around the pay that its scales were fitted from


def changed(book, parameter, value, year):
    """The book with the row of a parameter that holds in a year given another value."""
    row = book.exercice(date(year, 12, 31)).row(parameter)
    return book.amended_by([replace(row, value=value)]).exercice(date(year, 12, 31))


@pytest.mark.parametrize("year", range(2010, 2027))
def test_pay_below_the_lowest_fitted_is_refused_and_the_lowest_is_not(year, law_of):
    law = law_of(year)
    lowest = law.bare("cout_employeur.brut_minimal")
    assert float(pay.cout_mensuel(lowest, law)) > lowest
    for brut in (lowest - 0.01, np.array([lowest + 500, lowest - 0.01])):
        with pytest.raises(RuleError) as refused:
            pay.cout_mensuel(brut, law)
        assert formats.euros(lowest * 12) in str(refused.value)
        assert str(year) in str(refused.value)


def test_the_family_threshold_of_early_2016_takes_its_share_off_low_pay_alone(book, law_of):
    """0.451 % of the pay, below 1.6 minimum wages (2,346.72 € a month)."""
    law = law_of(2016)
    without = changed(book, "cout_employeur.allocations_familiales_q1", 0.0, 2016)
    for brut, less in ((2000.0, 9.02), (2340.0, 10.55), (2350.0, 0.0), (4000.0, 0.0)):
        cut = float(pay.cout_mensuel(brut, without)) - float(pay.cout_mensuel(brut, law))
        assert cut == pytest.approx(less, abs=0.01), brut


# A contribution that starts whole at its threshold, and those of before 2006


@pytest.mark.parametrize(
    ("turnover", "rate"),
    [(999_999_999, 0), (1e9, 0.206), (2.9e9, 0.206), (3e9, 0.412), (1e10, 0.412)],
)
def test_a_surcharge_without_a_band_is_owed_whole_from_its_threshold(book, turnover, rate):
    """The law of 2025 as a reform that would take its smoothing away."""
    law = changed(book, "is.surtaxe_lissage", 0.0, 2025)
    assert float(tax.taux_de_surtaxe(turnover, law)) == pytest.approx(rate, abs=1e-12)


@pytest.mark.parametrize(("turnover", "unknown"), [(1.5e9 - 1, False), (1.5e9, True)])
def test_a_surcharge_that_no_law_gives_is_unknown_from_the_last_threshold(
    turnover, unknown, law_of
):
    law = law_of(2027)
    assert tax.surtaxe_inconnue(turnover, law) is unknown
    assert tax.taux_de_surtaxe(turnover, law) == 0
