"""What lent staff costs by the days lent; months of a broken year; a surcharge over two years."""

from datetime import date, timedelta

import pytest

from simulator.base.days import length_in_months
from simulator.cases.sponsor import read_case
from simulator.errors import InputError, RuleError
from simulator.exports.filing.report import filing
from simulator.figures.notes import notes_of
from simulator.figures.sponsor_outcome import assess
from simulator.law.book import Row
from tests.told import explain_sponsor

GIVEN = {
    "interet_general": "oui", "aide_aux_entreprises": "non", "obligation": "non", "recu": "oui",
    "convention": "oui", "mission_dirigee": "oui",
}  # fmt: skip
FULL = {"brut_mensuel": 4_200.0, "debut": "2024-07-01", "fin": "2025-06-30"}
CASH = {"montants": [10.0], "interet_general": "oui"}


def case(*salaries, cloture="2025-06-30", **fields):
    company = {"chiffre_affaires": [1e9], "benefice": [1e8], "taux_reduit": "non"}
    operation = {**GIVEN, "salaries": list(salaries)}
    return read_case({**company, "cloture": cloture, "operations": [operation], **fields})


def value(salarie, book=None, **fields):
    (found,) = assess(case(salarie, **fields), book).valuations
    return found


# Cut by years


def test_a_loan_of_one_calendar_year_follows_it_whatever_the_close():
    """The fiscal year that closes in June 2025 pays the autumn of 2024 by the scale of 2024."""
    autumn = value({**FULL, "fin": "2024-12-31"})
    assert autumn.cout == 34_713.29
    assert [(p.debut.year, p.cout) for p in autumn.parts] == [(2024, 34_713.29)]
    spring = value({**FULL, "debut": "2025-01-01"})
    assert autumn.cout + spring.cout == pytest.approx(value(FULL).cout, abs=0.011)


def test_each_part_has_its_own_days_scale_and_ceiling():
    whole = value(FULL)
    first, second = whole.parts
    assert (first.debut, first.fin) == (date(2024, 7, 1), date(2024, 12, 31))
    assert (second.debut, second.fin) == (date(2025, 1, 1), date(2025, 6, 30))
    assert (first.pass_annuel, second.pass_annuel) == (46_368, 47_100)
    assert first.cout + second.cout == pytest.approx(whole.cout, abs=0.006)
    assert whole.part_de_l_annee == pytest.approx(1)
    assert whole.jours == pytest.approx(218)


def test_the_three_ceilings_take_the_years_of_the_days_lent():
    mean = (184 * 46_368 + 181 * 47_100) / 365
    for reading, wanted in (
        ("temps_partage", 3 * mean), ("annuel_entier", 3 * mean), ("mensuel_par_an", mean / 4),
    ):  # fmt: skip
        assert value(FULL, lecture_pass=reading).plafond == pytest.approx(wanted, abs=0.01)
    autumn = {**FULL, "fin": "2024-12-31"}
    assert value(autumn).plafond == pytest.approx(3 * 46_368 * 184 / 365, abs=0.01)
    assert value(autumn, lecture_pass="annuel_entier").plafond == 3 * 46_368


def test_days_typed_are_spread_over_the_days_of_the_loan():
    lent = value({**FULL, "jours": 40.0})
    assert [p.jours for p in lent.parts] == pytest.approx([40 * 184 / 365, 40 * 181 / 365])
    assert lent.jours == 40
    two_lines = [
        value({**FULL, "fin": "2024-12-31", "jours": 40 * 184 / 365}).cout,
        value({**FULL, "debut": "2025-01-01", "jours": 40 * 181 / 365}).cout,
    ]
    assert sum(two_lines) == pytest.approx(lent.cout, abs=0.02)


def test_what_is_typed_by_the_day_or_by_the_month_is_not_moved_by_the_cut():
    by_day = {"cout_journee": 500.0, "debut": FULL["debut"], "fin": FULL["fin"], "jours": 40.0}
    assert value(by_day).cout == 20_000
    by_month = {"cout_mensuel": 7_000.0, "debut": FULL["debut"], "fin": FULL["fin"]}
    assert value(by_month).cout == 84_000


@pytest.mark.parametrize("closing", ["2025-03-31", "2025-06-30", "2025-09-30", "2025-12-31",
                                     "2025-02-28", "2025-11-17"])  # fmt: skip
def test_a_full_year_is_cut_into_whole_days(closing):
    last = date.fromisoformat(closing)
    first = last.replace(year=2024) + timedelta(days=1)
    if (last.month, last.day) == (2, 28):
        first = date(2024, 3, 1)
    lent = value({"brut_mensuel": 5e3, "debut": first.isoformat(), "fin": closing}, cloture=closing)
    days = sum((p.fin - p.debut).days + 1 for p in lent.parts)
    assert days == (last - first).days + 1
    assert [p.debut for p in lent.parts][1:] == ([date(2025, 1, 1)] if first.year == 2024 else [])


def test_a_scale_that_moves_within_the_year_cuts_the_loan_there(book):
    """A row of 1 May is read from 1 May: the days before keep the one before."""
    may = Row("cout_employeur.ensemble", date(2025, 5, 1), 2.0, "ratio", "calendaire", "essai",
              "https://exemple.fr", date(2026, 11, 28), "D")  # fmt: skip
    lent = {**FULL, "debut": "2025-04-01", "fin": "2025-06-30"}
    moved = value(lent, book.amended_by([may]))
    assert [p.debut for p in moved.parts] == [date(2025, 4, 1), date(2025, 5, 1)]
    assert moved.parts[0].cout == pytest.approx(value({**lent, "fin": "2025-04-30"}).cout)
    dearer = moved.parts[1].cout - value({**lent, "debut": "2025-05-01"}).cout
    assert dearer == pytest.approx((2 - 1.23916) * 4_200 * 12 * 61 / 365, abs=0.02)


def test_the_rows_of_both_years_are_among_the_rules_read():
    read = {(r.parameter, r.since.year) for law in assess(case(FULL)).laws for r in law.read}
    assert {("cout_employeur.ensemble", 2024), ("cout_employeur.ensemble", 2025)} <= read
    assert {("securite_sociale.pass_annuel", 2024), ("securite_sociale.pass_annuel", 2025)} <= read


def test_the_explanation_and_the_pack_follow_the_cut():
    outcome = assess(case(FULL))
    told = explain_sponsor(outcome.case, "valeur.0.0.0")
    assert float(told.figure) == outcome.valuations[0].valeur
    entries = filing(outcome, made_on=date(2026, 11, 28)).entries()
    shown = [entries[f"valorisation.0.0.tranche.{n}"] for n in (0, 1)]
    assert "31 décembre 2024" in shown[0].label
    assert "1er janvier 2025" in shown[1].label
    assert "34\u202f713,29" in shown[0].value
    assert entries["valorisation.0.0.cout"].value == 70_379.02
    assert entries["valorisation.0.0.pass"].value == pytest.approx(46_730.99)
    years = entries["valorisation.0.0.pass_annee"].value
    assert "2024" in years
    assert "2025" in years
    plain = filing(assess(case({**FULL, "fin": "2024-12-31"})), made_on=date(2026, 11, 28))
    assert not [key for key in plain.entries() if ".tranche." in key]


def test_pay_under_the_scale_of_its_own_year_is_refused_with_the_real_cost_as_way_out():
    with pytest.raises(RuleError, match="coût réel") as refused:
        value({**FULL, "brut_mensuel": 2_000.0})
    assert "2024" in str(refused.value)
    assert "plus élevé" not in str(refused.value)


# The employer's own figures, and aid


def test_the_companys_own_rate_replaces_the_scale():
    assert value({**FULL, "taux_patronal": 0.42}).cout == pytest.approx(
        4_200 * 12 * 1.42, abs=0.011
    )
    assert value({**FULL, "brut_mensuel": 1_900.0, "taux_patronal": 0.3}).cout > 0


def test_aid_tied_to_the_contract_is_taken_off_the_cost():
    month = {"cout_mensuel": 3_000.0, "debut": FULL["debut"], "fin": FULL["fin"]}
    assert value({**month, "aides_contrat": 500.0}).cout == 30_000
    assert value({**month, "aides_contrat": 500.0, "quotite": 0.5}).cout == 15_000
    assert value({**month, "aides_contrat": 4_000.0}).cout == 0
    assert value({**FULL, "aides_contrat": 500.0}).cout == pytest.approx(70_379.02 - 6_000)
    told = explain_sponsor(case({**month, "aides_contrat": 500.0}), "valeur.0.0.0")
    assert any("F3177" in line.reference for line in told.lines)


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"cout_journee": 400.0, "aides_contrat": 10.0}, "net des aides"),
        ({"cout_mensuel": 4e3, "taux_patronal": 0.4}, "va avec le brut"),
        ({"brut_mensuel": 4e3, "taux_patronal": 3.0}, "taux"),
    ],
)
def test_what_does_not_go_together_is_refused(fields, word):
    with pytest.raises(InputError, match=word):
        case({"debut": FULL["debut"], "fin": FULL["fin"], **fields})


# Months of a fiscal year


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2024-01-01", "2024-09-15", 8.5), ("2024-01-01", "2024-07-15", 6.5),
        ("2024-01-01", "2024-12-31", 12), ("2024-04-15", "2024-12-31", 8 + 16 / 30),
        ("2024-03-10", "2025-03-09", 12), ("2024-12-31", "2024-12-31", 1 / 30),
        ("2024-01-01", "2024-01-31", 1), ("2024-01-02", "2024-01-31", 1),
        ("2024-02-01", "2024-02-29", 1), ("2024-01-20", "2024-02-10", 12 / 30 + 10 / 30),
        ("2023-11-15", "2024-12-31", 12 + 1 + 16 / 30), ("2024-07-01", "2024-12-31", 6),
        ("2024-01-01", "2024-05-31", 5), ("2024-05-05", "2024-05-19", 0.5),
    ],
)  # fmt: skip
def test_a_broken_month_counts_its_days_over_thirty(first, last, months):
    found = length_in_months(date.fromisoformat(first), date.fromisoformat(last))
    assert found == pytest.approx(months, abs=1e-12)


@pytest.mark.parametrize(
    "closing",
    ["2025-02-28", "2024-02-29", "2024-02-28", "2025-06-30", "2025-10-15", "2025-08-31",
     "2024-12-31", "2026-01-30"],
)  # fmt: skip
def test_a_year_whose_opening_nobody_said_lasts_twelve_months(closing):
    outcome = assess(read_case({"cloture": closing, "chiffre_affaires": [9e6], "benefice": [1e5],
                                "taux_reduit": "oui", "operations": [CASH]}))  # fmt: skip
    assert [year.mois for year in outcome.company.years] == [12] * 6
    assert outcome.prudent.years["impot"][0] == 42_500 * 0.15 + 57_500 * 0.25
    assert "exercice_irregulier" not in {note.key for note in notes_of(outcome)}


def test_a_fiscal_year_of_one_day_is_answered_and_one_that_ends_before_it_opens_is_not():
    day = {"cloture": "2024-12-31", "ouverture": "2024-12-31", "chiffre_affaires": [1_000.0]}
    one = assess(read_case({**day, "operations": [CASH]}))
    assert one.confirmed.amounts("dons")[0] == 10
    with pytest.raises(RuleError, match="après sa clôture"):
        assess(read_case({**day, "ouverture": "2025-01-01", "operations": [CASH]}))


# The exceptional contribution over two years


def surtaxed(*operations, **fields):
    company = {"chiffre_affaires": [2e9], "benefice": [1e8], "taux_reduit": "non",
               "cloture": "2026-12-31", "impot_precedent": 25e6,
               "chiffre_affaires_precedent": 2e9}  # fmt: skip
    return assess(read_case({**company, "operations": list(operations), **fields}))


def test_a_charge_of_2026_weighs_half_on_the_contribution():
    gift = {**GIVEN, "montants": [1e6]}
    whole = surtaxed(gift).prudent.whole
    assert whole.economie_charge_ordinaire == pytest.approx(
        250_000 * (1 + 0.033 + 0.206 / 2), abs=0.02
    )
    high = surtaxed(gift, chiffre_affaires=[4e9]).prudent.whole
    assert high.economie_charge_ordinaire == pytest.approx(
        250_000 * (1 + 0.033 + 0.412 / 2), abs=0.02
    )


def test_the_contribution_of_2027_is_unknown_never_a_settled_nil():
    outcome = surtaxed(CASH)
    assert outcome.surtax_unknown == (False, True, True, True, True, True)
    years = outcome.prudent.years
    assert years["contributions"].notna().tolist() == [True] + [False] * 5
    assert years["impot_net"].notna().tolist() == [True] + [False] * 5
    figures = outcome.figures()
    assert figures["taxes.0"] is not None
    assert [figures[f"taxes.{t}"] for t in range(1, 6)] == [None] * 5
    assert explain_sponsor(outcome.case, "taxes.1").figure is None
    small = surtaxed(CASH, chiffre_affaires=[1.4e9], chiffre_affaires_precedent=1.4e9)
    assert small.surtax_unknown == (False,) * 6
    assert small.prudent.years["contributions"].notna().all()


def test_cases_with_and_without_a_past_are_followed_apart():
    from simulator.figures.sponsor_outcome import follow_many

    cases = [surtaxed(CASH, chiffre_affaires_precedent=before, chiffre_affaires=[1.4e9]).case
             for before in (None, 1e9, 1.7e9, 1.55e9)]  # fmt: skip
    many = [o.figures()["taxes.0"] for o in follow_many(cases)]
    assert many == [assess(one).figures()["taxes.0"] for one in cases]
    assert many[0] == many[1] < many[3] < many[2]
