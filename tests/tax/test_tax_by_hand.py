"""What the tax adds to a ledger, by hand: profit tax both ways, a gift among others, its years."""

from datetime import date

import pytest

from simulator.cases.scenario import read
from simulator.ledger import Nature, Party
from simulator.rules.suivi_des_dons import Exercice, lois_des_exercices, suivi
from simulator.simulate import simulate
from simulator.tax.settle import warnings

N, P = Nature, Party
ALIZE = {"annee": 2025, "jours": 3, "cout_journee": 400, "cout_animation": 0}
"""A gift of time worth 1,200 €."""
TAXES = (N.REDUCTION_IMPOT, N.ECONOMIE_IS, N.SUPPLEMENT_IS)


def outcome_of(scheme, **answers):
    return simulate(read({"dispositif": scheme, "reponses": answers}))


def taxes(scheme, route, **answers):
    """(payer, payee, nature, euros, year) of each tax that is not nil."""
    ledger = outcome_of(scheme, **answers).routes[route].ledger
    return [
        (f.payer, f.payee, f.nature, float(f.amount), f.year)
        for f in ledger
        if f.nature in TAXES and f.amount
    ]


def relief(amount, year=2025):
    return (P.ETAT, P.MECENE, N.REDUCTION_IMPOT, amount, year)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, [relief(720.0)]),
        # other gifts under the cap change nothing
        ({"chiffre_affaires_mecene": 1e6, "autres_dons": 10_000}, [relief(720.0)]),
        # the cap is 20,000: 500 of the gift are retained, or none; the rest is used the year after
        ({"chiffre_affaires_mecene": 1e6, "autres_dons": 19_500},
         [relief(300.0), relief(420.0, 2026)]),
        ({"chiffre_affaires_mecene": 1e6, "autres_dons": 20_000}, [relief(720.0, 2026)]),
        # above two millions a euro more brings 40 cents
        ({"chiffre_affaires_mecene": 1e9, "autres_dons": 2e6}, [relief(480.0)]),
        # the tax due bears 100 more than what the other gifts use, that of the next year the rest
        ({"autres_dons": 1000, "impot_du_mecene": 700}, [relief(100.0), relief(620.0, 2026)]),
        ({"impot_du_mecene": 500}, [relief(500.0), relief(220.0, 2026)]),
        # never more than five years later: 720 of reduction, 100 a year
        ({"impot_du_mecene": 100}, [relief(100.0, year) for year in range(2025, 2031)]),
        ({"imposition_mecene": "non_impose"}, []),
        # sharing the cap of two millions in proportion, 1,199.28 leave 60 % for 40 %
        ({"chiffre_affaires_mecene": 4e8, "autres_dons": 2e6, "ordre_tranches": "proportionnelle"},
         [(P.MECENE, P.ETAT, N.SUPPLEMENT_IS, 239.86, 2025), relief(719.86, 2026)]),
    ],
)  # fmt: skip
def test_a_gift_gains_what_it_adds_to_the_reduction_of_the_others(answers, expected):
    assert taxes("alize", "organisme_agree", **ALIZE, **answers) == expected


@pytest.mark.parametrize(
    ("others", "saved"), [(0, 400.0), (10_000, 400.0), (22_000, 166.67), (22_500, 0)]
)
def test_before_2003_a_gift_saves_the_tax_on_what_it_adds_to_the_deduction(others, saved):
    """A third of it, within a cap of 22,500 €."""
    case = {**ALIZE, "annee": 2002, "chiffre_affaires_mecene": 1e7, "autres_dons": others}
    expected = [(P.ETAT, P.MECENE, N.ECONOMIE_IS, saved, 2002)] if saved else []
    assert taxes("alize", "organisme_agree", **case) == expected


def test_each_year_of_a_gift_has_its_own_relief():
    case = {**ALIZE, "annee": 2024, "duree_annees": 2, "impot_du_mecene": 700}
    assert taxes("alize", "organisme_agree", **case) == [
        relief(700.0, 2024), relief(700.0, 2025), relief(40.0, 2026),
    ]  # fmt: skip


def test_time_given_counts_within_three_times_the_ceiling_of_the_share_of_the_year():
    """109 days of 218: half of 141,300 €, for each of two people; 60 % of 141,300."""
    case = {**ALIZE, "jours": 218, "cout_journee": 2000, "salaries_pretes": 2}
    assert taxes("alize", "organisme_agree", **case, chiffre_affaires_mecene=1e9) == [
        relief(0.6 * 141_300)
    ]
    whole = {**case, "lecture_pass": "annuel_entier"}
    assert taxes("alize", "organisme_agree", **whole, chiffre_affaires_mecene=1e9) == [
        relief(0.6 * 282_600)
    ]


def test_the_reading_of_2016_is_sixty_percent_within_half_a_percent_of_turnover():
    case = {**ALIZE, "annee": 2016}
    assert taxes("alize", "lecture_2016", **case) == [
        (P.ETAT, P.MECENE, N.REDUCTION_IMPOT, 720.0, 2016)
    ]
    small = {**case, "chiffre_affaires_mecene": 100_000}
    assert taxes("alize", "lecture_2016", **small) == [
        (P.ETAT, P.MECENE, N.REDUCTION_IMPOT, 300.0, 2016)
    ]


BOOST = {"annee": 2025, "nb_pme": 1, "nb_cadres": 2, "jours_par_cadre": 1.5, "cout_journee": 500}


@pytest.mark.parametrize(
    ("imposition", "rate"),
    [("taux_reduit", 0.15), ("taux_normal", 0.25), ("non_imposee", 0.0)],
)
def test_charges_save_tax_and_income_costs_tax_each_at_the_rate_of_its_party(imposition, rate):
    """The sponsor pays 1,500 and bills 450; the SME pays 450."""
    told = taxes("boost_innov", "prix_reduit", **BOOST, imposition_pme=imposition)
    expected = [
        (P.ETAT, P.PME, N.ECONOMIE_IS, 450 * rate, 2025),
        (P.ETAT, P.MECENE, N.ECONOMIE_IS, 375.0, 2025),
        (P.MECENE, P.ETAT, N.SUPPLEMENT_IS, 112.5, 2025),
    ]
    assert told == [flow for flow in expected if flow[3]]


def test_a_sponsor_that_pays_no_tax_saves_none_and_owes_none():
    untaxed = {"imposition_mecene": "non_impose", "imposition_pme": "non_imposee"}
    assert taxes("boost_innov", "prix_reduit", **BOOST, **untaxed) == []


def test_the_middle_rate_of_2018_is_that_of_its_firms():
    told = taxes("boost_innov", "prix_reduit", **BOOST | {"annee": 2018},
                 imposition_pme="taux_intermediaire")  # fmt: skip
    assert (P.ETAT, P.PME, N.ECONOMIE_IS, 126.0, 2018) in told  # 28 % of 450


@pytest.mark.parametrize(
    ("scheme", "route", "nature", "source"),
    [
        ("alize", "organisme_agree", N.REDUCTION_IMPOT, "CGI, art. 238 bis"),
        ("alize", "lecture_2016", N.REDUCTION_IMPOT, "document 001"),
        ("boost_innov", "prix_reduit", N.ECONOMIE_IS, "CGI, art. 39 et 219"),
        ("boost_innov", "prix_reduit", N.SUPPLEMENT_IS, "CGI, art. 38 et 219"),
    ],
)
def test_each_tax_names_its_article(scheme, route, nature, source):
    answers = ALIZE if scheme == "alize" else BOOST
    ledger = outcome_of(scheme, **answers).routes[route].ledger.where(nature=nature)
    assert {f.source for f in ledger} == {source}


# The reserves that gifts call for


def followed(*rows, first=2021):
    return [Exercice(date(first + n, 12, 31), *row) for n, row in enumerate(rows)]


def keys_of(book, *rows, first=2021, since=0):
    years = followed(*rows, first=first)
    laws = lois_des_exercices(years, book)
    return set(warnings(suivi(years, laws)[since:], laws[since:]))


@pytest.mark.parametrize(
    ("rows", "since", "keys"),
    [
        # (turnover, gifts, social aid, tax due): a cap of 20,000
        ([(1e6, 9_000.0)], 0, set()),
        ([(1e6, 10_000.0)], 0, set()),
        ([(1e6, 10_000.01)], 0, {"declaration_des_dons"}),
        ([(1e6, 20_000.5)], 0, {"declaration_des_dons", "excedent_reporte"}),
        # what waits on the way is counted later, and said
        ([(1e6, 20_000.5), (1e6, 0.0)], 0, {"declaration_des_dons", "excedent_reporte"}),
        ([(1e6, 20_000.5), (1e6, 0.0)], 1, set()),
        ([(1e6, 0.0), (1e6, 10_000.01)], 0, {"declaration_des_dons"}),
        # a reduction of 60 cents that waits a year, then is used
        ([(1e6, 1.0, 0.0, 0.0), (1e6, 0.0, 0.0, 9e9)], 0, {"reduction_en_attente"}),
        ([(1e6, 1.0, 0.0, 0.0), (1e6, 0.0, 0.0, 9e9)], 1, set()),
        # one that dies in the fifth year that follows
        ([(1e6, 1.0, 0.0, 0.0)] + [(1e6, 0.0, 0.0, 0.0)] * 5, 5, {"reduction_en_attente"}),
        ([(1e6, 1.0, 0.0, 0.0)] + [(1e6, 0.0, 0.0, 0.0)] * 6, 6, set()),
    ],
)
def test_a_reserve_on_gifts_is_called_from_the_first_cent(rows, since, keys, book):
    assert keys_of(book, *rows, since=since) == keys


def test_a_deducted_gift_is_never_declared(book):
    assert keys_of(book, (1e7, 20_000.0), first=2000) == set()


def test_no_gift_calls_for_no_reserve():
    assert warnings([], []) == ()
