"""A sponsor over six years: ceilings, conservation, comparisons; worked cases: `cas_chiffres`."""

import csv
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator import ROOT
from simulator.cases.history import follow, read_history
from simulator.cases.sponsor import YEARS, read_case
from simulator.conditions.finding import READINGS
from simulator.errors import InputError, RuleError
from simulator.figures.marginal import marginal
from simulator.figures.notes import notes_of
from simulator.figures.sponsor_outcome import assess, follow_many
from simulator.law.book import Row
from simulator.rules.cout_employeur import cout_mensuel
from simulator.rules.impot_societes import benefice_de_l_impot, impot_societes
from tests.told import explain_sponsor

DATA = ROOT / "tests" / "data"
PROVEN = {
    "interet_general": "oui", "aide_aux_entreprises": "non", "obligation": "non", "recu": "oui",
}  # fmt: skip
LENT = {**PROVEN, "convention": "oui", "mission_dirigee": "oui"}


def gift(*amounts, **answers):
    return {"montants": [float(a) for a in amounts], **PROVEN, **answers}


def case(*operations, **fields):
    data = {"chiffre_affaires": [12e6], "benefice": [8e5], "taux_reduit": "non"}
    if "impot_attendu" in fields:
        data.pop("benefice")
    return read_case({**data, "operations": list(operations), **fields})


def answer(*operations, **fields):
    return assess(case(*operations, **fields))


# Ceilings and carries


def test_d12_ends_as_told_when_the_story_starts_from_its_carry():
    outcome = answer(
        gift(0), cloture="2014-12-31", chiffre_affaires=[1e6], benefice=[1e9],
        excedents=[{"annee": 2013, "montant": 35_000.0}],
    )  # fmt: skip
    assert outcome.figures()["report_perdu.4"] == 10_000
    assert outcome.figures()["plafond.5"] == 10_000
    assert outcome.figures()["report_utilise.5"] == 0


@pytest.mark.parametrize(
    ("lecture", "ceiling", "applied"),
    [
        ("temps_partage", 144_180 / 4, True),
        ("annuel_entier", 144_180, False),
        ("mensuel_par_an", 12_015, True),
    ],
)
def test_three_readings_of_the_ceiling(lecture, ceiling, applied):
    salarie = {
        "cout_mensuel": 16_000.0, "debut": "2026-01-01", "fin": "2026-12-31", "mois": 3.0,
    }  # fmt: skip
    outcome = answer({"salaries": [salarie], **LENT}, lecture_pass=lecture)
    (value,) = outcome.valuations
    assert value.plafond == pytest.approx(ceiling)
    assert value.cout == 48_000
    assert value.plafond_applique is applied


def test_no_ceiling_for_a_year_closed_before_31_december_2020():
    salarie = {"cout_mensuel": 50_000.0, "debut": "2020-01-01", "fin": "2020-06-30"}
    outcome = answer({"salaries": [salarie], **LENT}, cloture="2020-11-30")
    assert outcome.valuations[0].plafond == np.inf
    assert not outcome.valuations[0].plafond_applique


# Comparisons


def test_at_a_quarter_the_gain_is_35_points_not_60():
    whole = answer(gift(10_000)).prudent.whole
    assert whole.cout_net == 4_000
    assert whole.cout_charge_ordinaire == 7_500
    assert whole.gain_points == pytest.approx(0.35)


def test_at_a_third_the_gain_is_27_points():
    outcome = answer(gift(10_000), cloture="2010-12-31", benefice=[1e6])
    assert outcome.prudent.gain_points == pytest.approx(0.6 - 1 / 3, abs=1e-6)


def test_at_the_reduced_rate_the_gain_is_larger():
    outcome = answer(gift(5_000), chiffre_affaires=[5e6], benefice=[40_000.0], taux_reduit="oui")
    assert outcome.prudent.gain_points == pytest.approx(0.45)


def test_cash_beats_time_only_where_the_ceiling_bites():
    salarie = {"cout_mensuel": 20_000.0, "debut": "2026-01-01", "fin": "2026-12-31"}
    outcome = answer({"salaries": [salarie], **LENT}, chiffre_affaires=[1e9], benefice=[1e8])
    paid, cash, provider = outcome.prudent.comparisons()
    assert cash.ecart == pytest.approx(-0.6 * (240_000 - 144_180), abs=0.01)
    assert (cash.decaissement, paid.decaissement) == (240_000, 0)
    assert provider.known is False
    assert provider.cout is None


def test_a_provider_is_compared_when_its_price_is_known():
    salarie = {"cout_journee": 400.0, "debut": "2026-01-01", "fin": "2026-12-31", "jours": 20.0}
    outcome = answer({"salaries": [salarie], **LENT}, prix_prestataire=900.0)
    provider = outcome.prudent.comparisons()[2]
    assert (provider.cout, provider.cout_net) == (18_000, 7_200)
    assert provider.ecart == 7_200 - 3_200


def test_a_refused_gift_costs_its_whole_amount():
    outcome = answer(gift(10_000, interet_general="non", agrement="non"))
    for name in READINGS:
        assert outcome.reading(name).reduction == 0
        assert outcome.reading(name).cout_net == 10_000
        assert outcome.reading(name).gain_points == pytest.approx(-0.25)


def test_a_gift_to_confirm_is_counted_in_one_reading_only():
    outcome = answer(gift(10_000, interet_general="inconnu"))
    assert (outcome.prudent.reduction, outcome.confirmed.reduction) == (0, 6_000)


def test_a_loan_at_cost_costs_nothing():
    salarie = {"cout_journee": 400.0, "debut": "2026-01-01", "fin": "2026-12-31", "jours": 20.0}
    outcome = answer({"voie": "pret_au_cout", "salaries": [salarie], "convention": "oui"})
    assert outcome.paths[0].state.value == "ouvert"
    assert outcome.prudent.cout_net == 0


def test_the_net_cost_is_discounted_at_the_users_rate():
    outcome = answer(gift(90_000), taux_actualisation=0.1)
    assert outcome.prudent.cout_net == 36_000
    assert outcome.prudent.cout_net_actualise == pytest.approx(90_000 - 36_000 - 18_000 / 1.1, 1e-7)


# The schedule


def test_the_mock_up_of_the_page():
    """Cap 60 000; 90, 70, 60 then 20 thousand a year: all used in 2029, two years before dying."""
    outcome = answer(gift(90e3, 70e3, 60e3, 20e3, 20e3, 20e3))
    years = outcome.prudent.years
    assert years["report_restant"].tolist() == [30e3, 40e3, 40e3, 0, 0, 0]
    assert years["report_utilise"].tolist() == [0, 0, 0, 40e3, 0, 0]
    assert years["reduction"].tolist() == [36e3, 36e3, 36e3, 36e3, 12e3, 12e3]
    first = outcome.prudent.focus(0)
    assert (first.cout_net, first.cout_charge_ordinaire) == (36_000, 67_500)
    assert first.reductions == (36_000, 0, 0, 18_000, 0, 0)
    bars = outcome.prudent.waterfall(0)
    assert [(b.key, b.amount) for b in bars] == [
        ("cout", 90_000), ("economie_charge", -22_500), ("reintegration", 22_500),
        ("reduction_exercice", -36_000), ("reduction_reportee", -18_000), ("cout_net", 36_000),
    ]  # fmt: skip
    assert [b.hatched for b in bars] == [False, False, False, False, True, False]


def test_a_year_of_loss_carries_the_reduction_and_a_later_profit_uses_it():
    outcome = answer(gift(20_000), benefice=[-50_000.0, 0.0, 30_000.0, 1e6])
    tax = outcome.prudent.vintages("impot")
    assert tax.loc[tax.exercice == 2026, "reste"].item() == 12_000
    assert tax.loc[tax.exercice == 2028, "utilise"].item() == 7_500
    assert tax.loc[tax.exercice == 2029, "utilise"].item() == 4_500
    assert set(tax.meurt) >= {2031}
    assert "deficit_non_suivi" in {note.key for note in notes_of(outcome)}


def test_without_any_profit_everything_dies_after_the_fifth_year():
    outcome = answer(gift(20_000), benefice=[0.0])
    tax = outcome.prudent.vintages("impot").query("millesime == 2026")
    assert tax.perdu.tolist() == [0, 0, 0, 0, 0, 12_000]
    assert outcome.prudent.perdu == 12_000
    assert outcome.prudent.cout_net == 20_000


def test_older_reductions_wait_behind_that_of_the_year():
    outcome = answer(
        gift(20_000), impot_attendu=[15_000.0],
        reductions=[{"annee": 2021, "montant": 5_000.0}],
    )  # fmt: skip
    tax = outcome.prudent.vintages("impot").query("exercice == 2026").set_index("millesime")
    assert tax.utilise.to_dict() == {2021: 3_000, 2026: 12_000}
    assert tax.perdu.to_dict() == {2021: 2_000, 2026: 0}
    assert outcome.prudent.reduction == 10_000  # the gift makes 2 000 of the old one die


def test_the_excess_of_two_rates_keeps_them():
    outcome = answer(gift(3e6), chiffre_affaires=[4e8], benefice=[1e8])
    base = outcome.prudent.vintages("assiette").query("millesime == 2026")
    carried = base[base.exercice == 2027]
    assert carried[["taux", "ouverture", "utilise"]].values.tolist() == [[0.4, 1e6, 1e6]]


def test_opening_excess_uses_the_rate_of_its_year():
    outcome = answer(
        gift(0), excedents=[{"annee": 2024, "montant": 10_000.0, "taux": 0.4}],
    )  # fmt: skip
    assert outcome.figures()["reduction.0"] == 4_000


@pytest.mark.parametrize(
    ("stock", "words"),
    [
        ({"annee": 2020, "montant": 1.0}, "perdu à la clôture de 2025"),
        ({"annee": 2026, "montant": 1.0}, "antérieur"),
        ({"annee": 2024, "montant": 1.0, "taux": 0.5}, "40"),
    ],
)
def test_an_impossible_opening_stock_is_refused(stock, words):
    with pytest.raises(RuleError, match=words):
        answer(gift(0), excedents=[stock])


def test_the_last_year_of_an_opening_stock_is_the_fifth():
    outcome = answer(gift(0), excedents=[{"annee": 2021, "montant": 100_000.0}])
    figures = outcome.figures()
    assert (figures["report_utilise.0"], figures["report_perdu.0"]) == (60_000, 40_000)
    assert figures["report_utilise.1"] == 0


def test_in_a_group_older_reductions_do_not_serve():
    fields = {
        "groupe": "oui", "impot_groupe": [1e6], "reductions": [{"annee": 2023, "montant": 9_000.0}]
    }  # fmt: skip
    late = answer(gift(0), entree_groupe="2024-01-01", **fields)
    early = answer(gift(0), entree_groupe="2022-01-01", **fields)
    assert late.figures()["reduction_imputee.0"] == 0
    assert early.figures()["reduction_imputee.0"] == 9_000
    waiting = late.prudent.vintages("impot").query("millesime == 2023")
    assert waiting.perdu.tolist() == [0, 0, 9_000]


def test_the_parent_bears_the_reduction_of_a_loss_making_member():
    outcome = answer(gift(10_000), benefice=[-1.0], groupe="oui", impot_groupe=[1e6])
    assert outcome.prudent.reduction == 6_000


def test_an_expected_tax_gives_back_the_profit_it_comes_from(law_of):
    for year, pme, turnover in ((2026, True, 5e6), (2026, False, 5e6), (2018, True, 5e6),
                                (2019, False, 3e8), (2017, True, 6e6)):  # fmt: skip
        law = law_of(year)
        for profit in (0.0, 10_000.0, 42_500.0, 60_000.0, 400_000.0, 3e6):
            tax = impot_societes(profit, turnover, pme, law)
            back = benefice_de_l_impot(tax, turnover, pme, law)
            assert back == pytest.approx(profit, abs=0.04), (year, profit)


def test_expected_tax_and_profit_give_the_same_answer():
    by_profit = answer(gift(50_000), benefice=[8e5]).figures()
    by_tax = answer(gift(50_000), impot_attendu=[2e5]).figures()
    assert by_tax == by_profit


def test_an_unknown_tax_sets_no_limit_and_says_so():
    outcome = assess(read_case({"chiffre_affaires": [1e9], "operations": [gift(1_000_000)]}))
    figures = outcome.figures()
    assert figures["reduction"] == 600_000
    assert figures["economie_charge_ordinaire"] == 250_000
    assert "impot_inconnu" in {note.key for note in notes_of(outcome)}
    assert outcome.prudent.years["impot"].isna().all()


def test_short_lists_repeat_profit_but_never_gifts_and_say_so():
    outcome = answer(gift(10_000), benefice=[8e5, 4e5])
    assert outcome.prudent.years["impot"].tolist() == [2e5, 1e5, 1e5, 1e5, 1e5, 1e5]
    assert outcome.prudent.years["dons"].tolist() == [10_000, 0, 0, 0, 0, 0]
    keys = [note.key for note in notes_of(outcome)]
    assert keys.count("prolonge") == 2
    assert "dons_arretes" in keys
    assert any("2027" in note.words() for note in notes_of(outcome) if note.key == "prolonge")


def test_a_loan_over_two_fiscal_years_is_shared_by_its_days():
    salarie = {"cout_journee": 100.0, "debut": "2026-12-01", "fin": "2027-01-31", "jours": 31.0}
    outcome = answer({"salaries": [salarie], **LENT})
    assert [v.exercice for v in outcome.valuations] == [0, 1]
    assert sum(v.cout for v in outcome.valuations) == pytest.approx(3_100)
    assert [v.jours for v in outcome.valuations] == [15.5, 15.5]


def test_a_working_time_share_shares_cost_and_ceiling():
    whole = {"cout_mensuel": 20_000.0, "debut": "2026-01-01", "fin": "2026-12-31"}
    (full,) = answer({"salaries": [whole], **LENT}).valuations
    (half,) = answer({"salaries": [{**whole, "quotite": 0.5}], **LENT}).valuations
    assert (half.cout, half.plafond) == (full.cout / 2, full.plafond / 2)
    assert (half.jours, half.heures) == (109, 803.5)


def test_a_reform_is_another_book(book):
    row = Row("mecenat.taux_reduction", date(2026, 12, 31), 0.5, "ratio", "cloture", "essai",
              "https://exemple.fr", date(2026, 11, 22), "D")  # fmt: skip
    reform = book.amended_by([row])
    chosen = case(gift(10_000))
    assert assess(chosen, reform).prudent.reduction == 5_000
    assert assess(chosen, book).prudent.reduction == 6_000


def _brackets():
    with (DATA / "cout_employeur_tranches.csv").open(encoding="utf-8") as file:
        return {
            int(row["year"]): {k: float(v) for k, v in row.items() if v}
            for row in csv.DictReader(file)
        }


BRACKETS = _brackets()
STEPS = ("health_threshold_monthly", "family_threshold_monthly")


def _pays(r):
    """Pay from what the brackets were fitted on, with the bands around each step of the scale."""
    steps = [r[name] for name in STEPS if name in r]
    steps += [r["pass_monthly"] * n for n in (1, 4, 8)]
    steps.append(r["smic_monthly_january"] * (3 if "rgdu" in r else 1.6))
    near = [step * k for step in steps for k in (0.98, 0.99, 0.9999, 1, 1.0001, 1.01, 1.02)]
    far = [2_600.0, 3_500.0, 4_200.0, 5_900.0, 7_000.0, 9_500.0, 13_000.0, 20_000.0, 31_000.0]
    least = r["fitted_from_monthly_gross"]
    if "family_q1" in r:
        least = 1.6 * r["smic_monthly_january"]  # the quarter of 2016 has its own threshold
    return [pay for pay in (*near, *far) if pay >= least]


@pytest.mark.parametrize("year", BRACKETS)
def test_employer_cost_against_the_fitted_brackets(year, law_of):
    """The formula of the data file, written again, on each side of each step: within 0.02 %."""
    for gross in _pays(BRACKETS[year]):
        wanted = _bracket_cost(BRACKETS[year], gross)
        assert float(cout_mensuel(gross, law_of(year))) == pytest.approx(wanted, rel=2e-4), gross


@pytest.mark.parametrize("closing", ["03-31", "06-30", "09-30", "12-31", "10-15"])
@pytest.mark.parametrize("year", [y for y in BRACKETS if y > 2010])
def test_a_full_fiscal_year_follows_both_calendar_years(year, closing):
    """Each calendar year by its own brackets, in proportion of its days; near the steps too."""
    month, day = (int(part) for part in closing.split("-"))
    last = date(year, month, day)
    first = date(year - 1, month, day) + timedelta(days=1)
    cut = date(year, 1, 1)
    for gross in (4_100.0, 4_350.0, 5_600.0, 6_000.0, 9_000.0):
        before, after = (12 * _bracket_cost(BRACKETS[y], gross) for y in (year - 1, year))
        days = (last - first).days + 1
        wanted = (before * (cut - first).days + after * ((last - cut).days + 1)) / days
        salarie = {"brut_mensuel": gross, "debut": first.isoformat(), "fin": last.isoformat()}
        (value,) = answer({"salaries": [salarie], **LENT}, cloture=last.isoformat()).valuations
        assert value.cout == pytest.approx(wanted, rel=2e-4)


def test_employer_cost_over_gross_as_published():
    published = {
        (2010, 5e3): 1.4385, (2014, 5e3): 1.4413, (2018, 5e3): 1.4201, (2022, 5e3): 1.4225,
        (2025, 5e3): 1.4246, (2025, 1e4): 1.4363,
    }  # fmt: skip
    for (year, gross), ratio in published.items():
        salarie = {"brut_mensuel": gross, "debut": f"{year}-01-01", "fin": f"{year}-12-31"}
        (value,) = answer({"salaries": [salarie], **LENT}, cloture=f"{year}-12-31").valuations
        assert value.cout / (12 * gross) == pytest.approx(ratio, abs=6e-5)


def _bracket_cost(r, gross):
    p, smic = r["pass_monthly"], r["smic_monthly_january"]
    cost = r["all"] * gross + r["upto_1_pass"] * min(gross, p)
    cost += r["upto_4_pass"] * min(gross, 4 * p) + r["upto_8_pass"] * min(gross, 8 * p)
    if gross > p:
        cost += r.get("cet_if_above_1_pass", 0) * min(gross, 8 * p)
    if gross < r.get("family_threshold_monthly", 0):
        cost += r["family_cut"] * gross
    if gross <= r.get("health_threshold_monthly", 0):
        cost += r["health_cut"] * gross
    cost += r.get("fillon_slope", 0) * max(1.6 * smic - gross, 0)
    if "rgdu" in r and gross < 3 * smic:  # CSS, art. D. 241-7
        cost -= gross * (0.02 + 0.3821 * (0.5 * (3 * smic / max(gross, smic) - 1)) ** 1.75)
    if "gmp" in r:
        end = r["gmp_end_in_pass"] * p
        cost += r["gmp"] * min(max((end - max(gross, p)) / (end - p), 0), 1)
    return cost


# The next euro


def test_the_next_euro_of_the_year_saves_nothing_above_the_cap():
    curve = marginal(case(gift(90_000)))
    (bend,) = curve.bends_exercice
    assert (bend.don, bend.avant, bend.apres, bend.cause) == (60_000, 0.6, 0.0, "plafond")
    last = curve.bends[-1]
    assert (last.don, last.cause) == (360_000, "excedent_perdu")
    assert curve.don_actuel == 90_000


def test_the_next_euro_bends_at_the_threshold_and_at_the_tax():
    curve = marginal(case(gift(1e6), chiffre_affaires=[1e9], benefice=[2e8]))
    assert [(b.don, b.cause) for b in curve.bends_exercice] == [
        (2_000_000, "seuil"), (5_000_000, "plafond"),
    ]  # fmt: skip
    small = marginal(case(gift(1e4), benefice=[40_000.0]))
    bend = small.bends_exercice[0]
    assert bend.cause == "impot"
    assert bend.don == pytest.approx(10_000 / 0.6, abs=0.06)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"benefice": [1e5, -5.0, 0.0, 5e4, 1e6]},
        {"excedents": [{"annee": 2023, "montant": 4e4}],
         "reductions": [{"annee": 2022, "montant": 1.5e5}]},
        {"chiffre_affaires": [6e8], "autres_dons": [1e6, 3e6]},
        {"chiffre_affaires": [1e6], "taux_reduit": "oui", "benefice": [30_000.0]},
    ],
    ids=str,
)  # fmt: skip
def test_the_curve_is_the_forward_computation(fields):
    """Each point is the case with that gift; between two bends the curve is a straight line."""
    base = case(gift(50_000, 30_000), **fields)
    curve = marginal(base, points=61)
    frame = curve.frame
    for row in frame.iloc[:: max(1, len(frame) // 7)].itertuples():
        there = case(gift(row.don, 30_000), **fields)
        none = case(gift(0, 30_000), **fields)
        wanted = sum(assess(there).confirmed.amounts("reduction_imputee")) - sum(
            assess(none).confirmed.amounts("reduction_imputee")
        )
        assert row.economie == pytest.approx(wanted, abs=0.02)
    edges = [0.0, *(b.don for b in curve.bends), frame.don.max()]
    for low, high in pairwise(edges):
        inside = frame[(frame.don >= low) & (frame.don <= high)]
        line = np.interp(inside.don, inside.don.iloc[[0, -1]], inside.economie.iloc[[0, -1]])
        assert np.allclose(line, inside.economie, atol=0.12)


# Every figure opens its explanation

RICH = {
    "taux_reduit": "oui", "taux_actualisation": 0.03, "autres_dons": [5_000.0],
    "excedents": [{"annee": 2024, "montant": 10_000.0}],
    "reductions": [{"annee": 2023, "montant": 7_000.0}], "impot_precedent": 100_000.0,
}  # fmt: skip
OPERATIONS = (
    gift(90_000, 70_000),
    {
        "salaries": [
            {"libelle": "A", "brut_mensuel": 5_000.0, "debut": "2026-03-01", "fin": "2027-02-28",
             "jours": 40.0},
            {"cout_mensuel": 15_000.0, "debut": "2026-01-01", "fin": "2026-12-31", "quotite": 0.5},
            {"cout_journee": 500.0, "debut": "2026-01-01", "fin": "2026-12-31", "heures": 35.0},
        ],
        **LENT,
    },
    {
        "voie": "pret_l8241_3", "beneficiaire": "entreprise", "part_facturee": 0.25,
        "salaries": [{"cout_journee": 400.0, "debut": "2026-01-01", "fin": "2026-12-31",
                      "jours": 10.0}],
    },
)  # fmt: skip


@pytest.mark.parametrize(
    "fields",
    [RICH, {"benefice": [50_000.0]}, {"chiffre_affaires": [4e9], "benefice": [3e8]}],
    ids=["riche", "petit", "surtaxe"],
)
@pytest.mark.parametrize("reading", READINGS)
def test_every_figure_explains_itself_with_the_same_amount(fields, reading):
    chosen = case(*OPERATIONS, gift(2_000, interet_general="inconnu"), **fields)
    for key, amount in assess(chosen).figures(reading).items():
        told = explain_sponsor(chosen, key, reading=reading)
        if amount is None:
            assert told.figure is None
            continue
        assert float(told.figure) == pytest.approx(amount, abs=0.006), key
    told = explain_sponsor(chosen, "cout_net", reading=reading)
    assert {"CGI, art. 238 bis, 3"} <= {line.reference for line in told.lines}
    assert any("Salaire brut" in ground.label for ground in told.grounds)
    assert any("238 bis" in ground.source for ground in told.grounds)


def test_the_first_year_alone_explains_itself_too():
    chosen = case(gift(90e3, 70e3, 60e3, 20e3, 20e3, 20e3))
    assert float(explain_sponsor(chosen, "cout_net", exercice=0).figure) == 36_000
    assert float(explain_sponsor(chosen, "gain_points", exercice=0).figure) == pytest.approx(0.35)


def test_an_employees_value_explains_itself():
    chosen = case(*OPERATIONS)
    told = explain_sponsor(chosen, "valeur.1.0.0")
    (value,) = [v for v in assess(chosen).valuations if (v.operation, v.salarie, v.exercice)
                == (1, 0, 0)]  # fmt: skip
    assert float(told.figure) == value.valeur
    with pytest.raises(KeyError):
        explain_sponsor(chosen, "valeur.9.9.9")
    with pytest.raises(KeyError):
        explain_sponsor(chosen, "zut")


# Many at once


def test_many_cases_answer_as_one_by_one_and_refusals_keep_their_place():
    rng = np.random.default_rng(11)
    cases = [
        case(
            gift(*rng.uniform(0, 3e5, rng.integers(1, 7)).round(2).tolist()),
            chiffre_affaires=rng.uniform(1e5, 5e9, 1).round(2).tolist(),
            benefice=rng.uniform(-1e6, 5e7, rng.integers(1, 7)).round(2).tolist(),
            taux_reduit=str(rng.choice(["oui", "non"])),
            cloture=str(rng.choice(["2026-12-31", "2025-12-31", "2026-06-30"])),
            excedents=[{"annee": 2023, "montant": 1e4}] if rng.random() < 0.5 else [],
            reductions=[{"annee": 2024, "montant": 1e3}] if rng.random() < 0.5 else [],
        )
        for _ in range(40)
    ]
    cases.insert(7, case(gift(1), excedents=[{"annee": 2019, "montant": 1.0}]))
    many = follow_many(cases)
    assert isinstance(many[7], RuleError)
    for number, outcome in enumerate(many):
        if number != 7:
            assert outcome.figures() == assess(cases[number]).figures()
            assert outcome.case is cases[number]


# Properties over random histories of ten years

MONEY = st.floats(0, 3e6).map(lambda v: round(v, 2))
YEAR = st.tuples(st.floats(0, 5e8).map(lambda v: round(v, 2)), MONEY, MONEY, st.floats(-1e6, 3e6))
TEN = st.lists(YEAR, min_size=10, max_size=10)


def _six(rows, first, stocks=None):
    stocks = stocks or {}
    return assess(
        read_case(
            {
                "cloture": f"{first}-12-31",
                "chiffre_affaires": [r[0] for r in rows],
                "benefice": [r[3] for r in rows],
                "taux_reduit": "non",
                "operations": [
                    gift(*(r[1] for r in rows)),
                    gift(*(r[2] for r in rows), aide_sociale="oui"),
                ],
                **stocks,
            }
        )
    )


def _left(outcome, year):
    base = outcome.prudent.vintages("assiette").query("exercice == @year and reste > 0")
    tax = outcome.prudent.vintages("impot").query("exercice == @year and reste > 0")
    return {
        "excedents": [
            {"annee": int(r.millesime), "montant": float(r.reste), "taux": float(r.taux)}
            for r in base.itertuples()
            if r.meurt > year
        ],
        "reductions": [
            {"annee": int(r.millesime), "montant": float(r.reste)}
            for r in tax.itertuples()
            if r.meurt > year
        ],
    }


@settings(max_examples=25, deadline=None)
@given(TEN)
def test_ten_years_conserve_both_stocks_and_keep_the_order_of_use(rows):
    """Six years, then six that open with what the first left: ten years of gifts, two without."""
    first = _six(rows[:6], 2021)
    second = _six([*rows[6:], (0.0, 0.0, 0.0, 0.0)], 2027, _left(first, 2026))
    for outcome in (first, second):
        years = outcome.prudent.years
        assert (years.dons_retenus + years.report_utilise <= years.plafond + 0.01).all()
        assert (years.reduction_imputee <= years.impot_du + 0.01).all()
        for stock in ("assiette", "impot"):
            table = outcome.prudent.vintages(stock)
            went = table.utilise + table.perdu + table.reste
            assert np.allclose(table["ouverture"] + table["ne"], went, atol=0.011)
            assert (table[["ouverture", "ne", "utilise", "perdu", "reste"]] >= 0).all(axis=None)
            late = table[table.exercice > table.meurt]
            assert late.utilise.sum() == 0
            assert (table[table.exercice < table.meurt].perdu == 0).all()
            last = table[table.exercice == table.meurt]
            assert (last.reste == 0).all()
            for _, year in table.groupby("exercice"):
                _order_holds(year)
        _totals_agree(outcome)


def _order_holds(year):
    """What is born this year goes first, then the oldest: nothing serves while an elder waits."""
    now = year.exercice.iloc[0]
    own, older = year[year.millesime == now], year[year.millesime < now].sort_values("millesime")
    if (own.reste + own.perdu > 0.01).any():
        assert older.utilise.sum() <= 0.01
    waiting = False
    for _, vintage in older.groupby("millesime"):
        if waiting:
            assert vintage.utilise.sum() <= 0.01
        waiting = waiting or bool((vintage.reste + vintage.perdu).sum() > 0.01)


def _totals_agree(outcome):
    years = outcome.prudent.years
    base = outcome.prudent.vintages("assiette").groupby("exercice")
    tax = outcome.prudent.vintages("impot").groupby("exercice")
    for table, used, left, lost in (
        (base, years.dons_retenus + years.report_utilise, years.report_restant, years.report_perdu),
        (tax, years.reduction_imputee, years.reduction_reportee, years.reduction_perdue),
    ):
        sums = table[["utilise", "reste", "perdu"]].sum()
        for number, closing in enumerate(years.cloture):
            if closing.year in sums.index:
                row = sums.loc[closing.year]
                assert row.utilise == pytest.approx(used[number], abs=0.02)
                assert row.reste == pytest.approx(left[number], abs=0.02)
                assert row.perdu == pytest.approx(lost[number], abs=0.02)


@settings(max_examples=25, deadline=None)
@given(TEN, st.integers(0, 5), MONEY)
def test_one_more_gift_never_lowers_the_reductions_opened(rows, year, more):
    """Up to a year: gifts given in it add to the reduction it opens; nothing is lost by giving."""
    richer = [
        (ca, dons + (more if n == year else 0), social, profit)
        for n, (ca, dons, social, profit) in enumerate(rows[:6])
    ]
    low, high = _six(rows[:6], 2021).prudent, _six(richer, 2021).prudent
    assert high.amounts("dons_retenus")[year] >= low.amounts("dons_retenus")[year] - 0.01
    used = [a + b for a, b in zip(low.amounts("dons_retenus"), low.amounts("report_utilise"),
                                  strict=True)]  # fmt: skip
    used_more = [a + b for a, b in zip(high.amounts("dons_retenus"),
                                       high.amounts("report_utilise"), strict=True)]  # fmt: skip
    assert sum(used_more) >= sum(used) - 0.05


@settings(max_examples=25, deadline=None)
@given(st.floats(0, 5e8), st.floats(-1e5, 3e6), MONEY, MONEY)
def test_the_waterfall_adds_up_to_the_cent(turnover, profit, one, two):
    outcome = answer(
        gift(one, two), chiffre_affaires=[turnover], benefice=[profit, 1e5],
        autres_dons=[1_000.0], reductions=[{"annee": 2024, "montant": 50_000.0}],
    )  # fmt: skip
    for name in READINGS:
        for exercice in (None, 0):
            bars = outcome.reading(name).waterfall(exercice)
            assert sum(b.amount for b in bars[:-1]) == pytest.approx(bars[-1].amount, abs=0.006)
            focus = outcome.reading(name).focus(exercice)
            assert sum(focus.couts_nets) == pytest.approx(focus.cout_net, abs=0.03)


@settings(max_examples=20, deadline=None)
@given(TEN)
def test_the_page_and_the_command_tell_the_same_story(rows):
    outcome = _six(rows[:6], 2021)
    impots = outcome.prudent.years["impot"].tolist()
    told = follow(
        read_history(
            {
                "annees": [
                    {"cloture": f"{2021 + n}-12-31", "chiffre_affaires": ca, "dons": dons,
                     "dons_aide_sociale": social, "impot_du": impots[n]}
                    for n, (ca, dons, social, _) in enumerate(rows[:6])
                ]
            }
        ),
        outcome.book,
    )["annees"]  # fmt: skip
    figures = outcome.figures()
    for n, year in enumerate(told):
        for name in ("plafond", "reduction", "report_restant", "reduction_imputee",
                     "reduction_reportee", "report_perdu", "reduction_perdue"):  # fmt: skip
            assert year[name] == pytest.approx(figures[f"{name}.{n}"], abs=0.006)


def test_a_history_may_open_with_its_stocks(book):
    told = follow(
        read_history(
            {
                "annees": [{"cloture": "2026-12-31", "chiffre_affaires": 12e6, "impot_du": 9e4}],
                "excedents": [{"annee": 2024, "montant": 70_000}],
                "reductions": [{"annee": 2023, "montant": 60_000}],
            }
        ),
        book,
    )["annees"][0]
    assert (told["report_utilise"], told["report_restant"]) == (60_000, 10_000)
    assert told["reduction_imputee"] == 90_000
    assert told["reduction_reportee"] == 6_000


def test_what_is_missing_is_named():
    with pytest.raises(InputError, match="Chiffre d’affaires"):
        assess(read_case({"operations": [gift(1)]}))
    with pytest.raises(InputError, match="prêté ou donné"):
        assess(read_case({"chiffre_affaires": [1.0]}))


def test_six_years_are_six():
    assert YEARS == len(case(gift(1)).closings) == 6
    leap = case(gift(1), cloture="2027-02-28")
    assert leap.closings[1] == date(2028, 2, 29)
    assert leap.openings[2] == date(2028, 3, 1)
