"""What an audit of the sponsor's engine found: each test failed before its mend."""

import json
from datetime import date

import pytest

from simulator.__main__ import main
from simulator.base.days import working_days
from simulator.cases.history import follow, read_history
from simulator.cases.sponsor import read_case
from simulator.cases.sponsor_sharing import from_link
from simulator.conditions.finding import State
from simulator.errors import InputError, PasserelleError
from simulator.exports.filing.report import filing
from simulator.exports.json import plain
from simulator.figures.notes import notes_of
from simulator.figures.reserves import reserves_of
from simulator.figures.sponsor_outcome import assess
from simulator.stories import sponsor, sponsor_comparison, sponsor_waterfall
from simulator.text import say
from tests.told import explain_sponsor

GIVEN = {
    "interet_general": "oui", "aide_aux_entreprises": "non", "obligation": "non", "recu": "oui",
    "convention": "oui", "mission_dirigee": "oui",
}  # fmt: skip
APPROVED = {
    "montants": [1000.0], "dispositif": "alize", "agrement": "oui", "agrement_fin": "2027-12-31",
    "objet_exclusif": "oui", "gestion_desinteressee": "oui", "gratuite": "oui",
    "cadre_europeen": "oui", "part_par_entreprise": 0.2, "immobilier": "non", "obligation": "non",
    "lien": "aucun", "aide_liee": "non", "recu": "oui",
}  # fmt: skip
LENT = {"cout_journee": 500.0, "debut": "2026-03-01", "fin": "2027-12-31", "jours": 400.0}
LOAN = {
    "voie": "pret_l8241_3", "beneficiaire": "entreprise", "salaries": [LENT], "lien": "aucun",
    "convention": "oui", "effectif_utilisateur": 40, "obligation": "non",
}  # fmt: skip
CASH = {"montants": [1000.0], **GIVEN}


def data(*operations, **fields):
    return {
        "cloture": "2026-12-31", "chiffre_affaires": [12e6], "benefice": [8e5],
        "taux_reduit": "non", "operations": list(operations), **fields,
    }  # fmt: skip


def answer(*operations, **fields):
    return assess(read_case(data(*operations, **fields)))


def refusal(*operations, **fields):
    with pytest.raises(PasserelleError) as refused:
        answer(*operations, **fields)
    return str(refused.value)


def numbers(outcome):
    return {reserve.number for reserve in reserves_of(outcome)}


# Stocks


def test_two_entries_of_one_vintage_are_one_stock():
    outcome = answer(
        CASH,
        excedents=[
            {"annee": 2024, "montant": 50_000.0, "taux": 0.6},
            {"annee": 2024, "montant": 70_000.0},
        ],
        reductions=[{"annee": 2024, "montant": 3e5}, {"annee": 2024, "montant": 10.0}],
    )
    for stock, first in (("assiette", 120_000.0), ("impot", 300_010.0)):
        rows = outcome.prudent.vintages(stock)
        assert rows.query("millesime == 2024").ouverture.iloc[0] == first
        assert rows.reste.min() >= 0


def test_no_reduction_was_left_by_a_year_of_before_2003():
    words = refusal(CASH, cloture="2005-12-31", reductions=[{"annee": 2002, "montant": 100.0}])
    assert "2002" in words
    assert "2003" in words


# Eligibility


def test_a_gift_over_years_needs_the_receipt_that_its_last_year_asks_for():
    gift = {**CASH, "montants": [1000.0, 1000.0], "recu": "inconnu"}
    outcome = answer(gift, cloture="2021-12-31")
    assert outcome.state is State.A_CONFIRMER
    assert 9 in numbers(outcome)
    question = next(q for q in outcome.paths[0].questions if q.key == "recu_fiscal")
    assert "5 bis" in question.row.reference
    assert answer({**gift, "montants": [1000.0]}, cloture="2021-12-31").state is State.OUVERT


def test_the_day_of_an_old_agreement_does_not_spare_the_receipt():
    outcome = answer({**CASH, "jour": "2010-06-01", "recu": "non"})
    assert outcome.state is State.FERME


def test_loans_together_meet_the_lenders_ceiling():
    one = answer(LOAN, effectif_groupe=6000)
    assert one.paths[0].state is State.OUVERT
    two = answer(LOAN, LOAN, effectif_groupe=6000)
    assert [path.state for path in two.paths] == [State.OUVERT, State.FERME]
    assert two.paths[1].reason.key == "de_minimis_mecene"
    later = {**LOAN, "salaries": [{**LENT, "debut": "2029-03-02", "fin": "2030-12-31"}]}
    apart = answer(LOAN, later, effectif_groupe=6000)
    assert [path.state for path in apart.paths] == [State.OUVERT, State.OUVERT]
    large = {**LOAN, "salaries": [{**LENT, "cout_journee": 1000.0}]}
    refused_first = answer(large, LOAN, effectif_groupe=6000)
    assert [path.state for path in refused_first.paths] == [State.FERME, State.OUVERT]


@pytest.mark.parametrize(
    ("obligation", "wanted"), [("oui", State.FERME), ("inconnu", State.A_CONFIRMER)]
)
def test_what_is_owed_was_no_gift_before_the_revitalisation_law_either(obligation, wanted):
    outcome = answer({**CASH, "obligation": obligation}, cloture="2003-12-31")
    assert outcome.state is wanted
    assert "L. 1233-84" not in outcome.paths[0].reason.reference


def test_bodies_came_into_the_list_of_users_on_the_first_of_april_2018():
    lent = {**LENT, "debut": "2018-03-31", "fin": "2018-06-30", "jours": 10.0}
    loan = {**LOAN, "beneficiaire": "organisme", "interet_general": "oui", "salaries": [lent]}
    early = answer(loan, cloture="2018-12-31").paths[0]
    assert early.state is State.FERME
    words = [q.words(part) for q in early.questions for part in ("regle", "fait")]
    assert not any("sans limite" in sentence for sentence in words)
    lent["debut"] = "2018-04-01"
    assert answer(loan, cloture="2018-12-31").paths[0].state is State.A_CONFIRMER


def test_no_question_of_size_before_2018():
    lent = {**LENT, "debut": "2017-02-01", "fin": "2017-06-30", "jours": 10.0}
    path = answer({**LOAN, "salaries": [lent]}, cloture="2017-12-31", effectif_groupe=9000).paths[0]
    assert path.state is State.FERME
    assert "preteur_assez_grand" not in {q.key for q in path.questions}


@pytest.mark.parametrize(
    ("age", "wanted"), [(None, State.A_CONFIRMER), (7.9, State.OUVERT), (8.0, State.FERME)]
)
def test_a_large_user_of_unknown_age_may_be_young(age, wanted):
    loan = {**LOAN, "effectif_utilisateur": 300, "age_utilisateur": age}
    path = answer(loan, effectif_groupe=6000).paths[0]
    assert path.state is wanted
    assert all(q.words("regle") and q.words("fait") for q in path.questions)


def test_an_approval_that_ended_before_is_one_of_the_answers_that_close():
    flips = answer({**APPROVED, "interet_general": "non"}).flips(0)
    assert "agrement_fin" in {change.field for flip in flips for change in flip.changes}


# Reserves


def test_the_lenders_de_minimis_is_for_what_is_not_billed():
    assert 10 not in numbers(answer({**LOAN, "part_facturee": 1.0}, effectif_groupe=6000))
    assert 10 in numbers(answer({**LOAN, "part_facturee": 0.99}, effectif_groupe=6000))


def test_rates_that_play_no_part_are_not_called_second_hand():
    known = {"chiffre_affaires": [3e6], "taux_reduit": "oui"}
    assert 15 in numbers(answer(CASH, **known))
    assert 15 not in numbers(answer(CASH, **known, benefice=[]))


# Time and bad input


def test_no_more_months_than_the_period_holds():
    year = {"cout_mensuel": 5000.0, "debut": "2026-01-01", "fin": "2026-12-31", **{}}
    assert answer({**GIVEN, "salaries": [{**year, "mois": 12.0}]}).prudent.cout == 60_000
    assert "période" in refusal({**GIVEN, "salaries": [{**year, "mois": 12.5}]})
    short = {"cout_mensuel": 5000.0, "debut": "2026-02-02", "fin": "2026-03-01", "mois": 1.0}
    assert answer({**GIVEN, "salaries": [short]}).prudent.cout == 5000


@pytest.mark.parametrize(("time", "most"), [({"jours": 230.0}, "218"), ({"heures": 1700.0}, "607")])
def test_a_yearly_pay_does_not_buy_more_than_its_year(time, most):
    year = {"cout_mensuel": 5000.0, "debut": "2026-01-01", "fin": "2026-12-31", **time}
    assert most in refusal({**GIVEN, "salaries": [year]})
    year["cout_journee"] = 300.0
    del year["cout_mensuel"]
    assert answer({**GIVEN, "salaries": [year]}).prudent.cout > 0


def test_two_full_years_of_days_fit_though_one_is_a_leap_year():
    lent = {"cout_mensuel": 5000.0, "debut": "2027-01-01", "fin": "2028-12-31", "jours": 436.0}
    assert answer({**GIVEN, "salaries": [lent]}).prudent.cout == 120_000


def test_a_day_of_agreement_after_the_gift_is_refused():
    assert "31 décembre 2026" in refusal({**CASH, "jour": "2028-06-01"})
    assert "31 décembre 2027" in refusal({**LOAN, "jour": "2028-06-01"})
    assert answer({**CASH, "jour": "2026-12-31"}).prudent.cout == 1000


def test_a_loan_outside_the_six_years_is_placed():
    words = refusal(CASH, {**LOAN, "salaries": [LENT, {**LENT, "debut": "2025-12-31"}]})
    assert "Opération n° 2" in words
    assert "salarié n° 2" in words
    assert "1er janvier 2026" in words
    assert "31 décembre 2031" in words


WRONG = {
    "chiffre_affaires": (12e6, "liste"),
    "operations": ([CASH] * 51, "50"),
    "titre": ("a" * 300, "200"),
    "version": (True, "Version"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_refusal_names_its_bound(name):
    value, word = WRONG[name]
    words = refusal(
        CASH, **({name: value} | ({"operations": value} if name == "operations" else {}))
    )
    assert word in words


def test_an_operation_that_is_no_object_is_not_called_a_scenario():
    assert "dispositif" not in refusal("un don")
    assert "Opération n° 1" in refusal("un don")


@pytest.mark.parametrize("text", ["[]", "5", "null", '{"annees": [5]}'])
def test_the_command_speaks_of_a_sponsor(tmp_path, capsys, text):
    file = tmp_path / "cas.json"
    file.write_text(text, encoding="utf-8")
    assert main(["mecene", str(file)]) == 2
    assert "dispositif" not in capsys.readouterr().err


def test_a_fault_in_a_stock_of_a_history_is_placed_in_the_stocks():
    year = {"cloture": "2026-12-31", "chiffre_affaires": 1e6}
    with pytest.raises(PasserelleError) as refused:
        read_history({"annees": [year], "excedents": [{"annee": 2025, "montant": -5.0}]})
    assert str(refused.value).startswith("Excédent n° 1")


def test_no_negative_zero_is_printed(book):
    printed = json.dumps(plain(answer(CASH, benefice=[-1e5])))
    assert "-0.0" not in printed
    assert follow(
        read_history({"annees": [{"cloture": "2026-12-31", "chiffre_affaires": 0}]}), book
    )


def test_an_approval_that_holds_on_the_day_of_the_gift_holds():
    gift = {**APPROVED, "jour": "2026-03-01", "agrement_fin": "2026-06-30"}
    assert answer(gift).state is State.OUVERT
    after = {**gift, "jour": "2026-07-01", "interet_general": "non"}
    assert answer(after).state is State.FERME


# What is refused as a gift: added back, or a charge

PROVEN = {"montants": [10_000.0], **GIVEN}
SPONSORSHIP = {**PROVEN, "contreparties": 0.5}
OWED = {**PROVEN, "obligation": "oui"}
FIRM = {"beneficiaire": "entreprise"}
REFUSED = {
    "contreparties": (SPONSORSHIP, "parrainage", 7_500, 7_500),
    "obligation": (OWED, "obligation", 7_500, 7_500),
    "sans recu": ({**SPONSORSHIP, "recu": "non"}, "parrainage", 7_500, 7_500),
    "entreprise": ({**PROVEN, **FIRM}, "don_refuse", 10_000, 10_000),
    "deux motifs": ({**SPONSORSHIP, **FIRM}, "deux_motifs", 10_000, 10_000),
    "beneficiaire inconnu": (
        {**OWED, "interet_general": "inconnu"}, "obligation_a_confirmer", 10_000, 7_500,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_the_reason_of_a_refusal_decides_of_the_charge(name):
    gift, key, prudent, confirmed = REFUSED[name]
    outcome = answer(gift)
    assert outcome.state is State.FERME
    assert outcome.treatments[0].key == key
    assert outcome.treatments[0].words()
    assert "39" in outcome.treatments[0].reference or prudent == 10_000
    for reading, wanted in (("prudent", prudent), ("confirmed", confirmed)):
        read = outcome.reading(reading)
        assert read.cout_net == wanted
        assert read.reduction == 0
        assert sum(bar.amount for bar in read.waterfall()[:-1]) == pytest.approx(wanted, abs=0.001)
        bars = {bar.key: bar.amount for bar in read.waterfall()}
        assert bars["reintegration"] == wanted - 7_500
        paid = read.comparisons()[0]
        assert paid.ecart == pytest.approx(7_500 - wanted)
        told = explain_sponsor(outcome.case, "cout_net", reading=reading)
        assert float(told.figure) == wanted


def test_lent_days_that_are_sponsorship_stay_deductible_and_so_do_their_other_ways():
    days = {"cout_journee": 500.0, "debut": "2026-03-02", "fin": "2026-12-31", "jours": 40.0}
    outcome = answer({**GIVEN, "salaries": [days], "contreparties": 0.4}, prix_prestataire=600.0)
    assert outcome.prudent.cout_net == 15_000
    nets = {other.key: other.cout_net for other in outcome.prudent.comparisons()}
    assert nets == {"salarie_paye": 15_000, "don_argent": 15_000, "prestataire": 18_000}
    assert outcome.prudent.focus(0).cout_net == 15_000


@pytest.mark.parametrize(("gift", "wanted"), [(SPONSORSHIP, 0), (PROVEN, 10_000), (OWED, 0)])
def test_the_pack_adds_back_gifts_alone(gift, wanted):
    shown = filing(answer(gift), made_on=date(2026, 11, 22)).entries()
    assert shown["lignes.reintegration.prudent"].value == wanted


def test_the_printed_answer_says_whether_the_cost_is_a_charge():
    charge = plain(answer(SPONSORSHIP))["operations"][0]["charge"]
    assert charge["deductible"] == {"prudent": True, "confirmed": True}
    assert charge["reference"] == "CGI, art. 39, 1-7°"


# The waterfall of what is billed


@pytest.mark.parametrize("exercice", [None, 0])
def test_the_tax_on_what_is_billed_has_its_own_bar(exercice):
    lent = {"cout_journee": 500.0, "debut": "2026-03-02", "fin": "2026-12-31", "jours": 40.0}
    loan = {**LOAN, "salaries": [lent], "part_facturee": 0.3}
    bars = answer(loan, effectif_groupe=6000).prudent.waterfall(exercice)
    amounts = {bar.key: bar.amount for bar in bars}
    assert amounts["reintegration"] == 0
    assert amounts["impot_facture"] == 1_500
    assert amounts["cout_net"] == 10_500
    assert round(sum(bar.amount for bar in bars[:-1]), 2) == 10_500
    assert all(bar.words() for bar in bars)


@pytest.mark.parametrize(("gift", "key"), [(SPONSORSHIP, "charge"), (PROVEN, "lecture")])
def test_the_caption_of_the_waterfall_says_whether_the_cost_is_a_charge(gift, key):
    told = sponsor_waterfall.waterfall_caption(answer(gift, benefice=[-1e5]).prudent)
    assert told == say(f"mecene.cascade_{key}")


# Reserves again

DAYS = {"cout_journee": 500.0, "debut": "2026-03-02", "fin": "2026-12-31", "jours": 40.0}
AT_COST = {"voie": "pret_au_cout", "salaries": [DAYS], "convention": "oui"}
DEAR = {"cout_mensuel": 30_000.0, "debut": "2026-01-01", "fin": "2026-12-31"}
BOOST = {**CASH, "dispositif": "boost_innov"}
SHOWN = {
    "duty, at cost": (12, AT_COST, {}, False),
    "duty, gift": (12, {**CASH, "obligation": "inconnu"}, {}, True),
    "vat, boost": (13, {**BOOST, "aide_liee": "inconnu"}, {}, True),
    "vat, boost apart": (13, {**BOOST, "aide_liee": "non"}, {}, False),
    "surcharge lifted": (15, CASH, {"chiffre_affaires": [1.2e9], "benefice": [5e7]}, True),
    "surcharge never": (15, CASH, {"chiffre_affaires": [9e8], "benefice": [5e7]}, False),
    "group unknown": (14, CASH, {}, True),
    "no group": (14, CASH, {"groupe": "non"}, False),
    "ceiling, gift": (7, {**GIVEN, "salaries": [DEAR]}, {}, True),
    "ceiling, closed": (7, {**GIVEN, "salaries": [DEAR], "recu": "non"}, {}, False),
    "not deductible, sponsorship": (2, SPONSORSHIP, {}, False),
}  # fmt: skip


@pytest.mark.parametrize("name", SHOWN)
def test_a_reserve_shows_where_it_holds(name):
    number, operation, fields, wanted = SHOWN[name]
    assert (number in numbers(answer(operation, **fields))) is wanted


# Days of a short period


def test_a_month_of_pay_holds_no_more_days_than_its_mondays_to_fridays():
    june = {"cout_mensuel": 5000.0, "debut": "2026-06-01", "fin": "2026-06-30", "jours": 30.0}
    words = refusal({**GIVEN, "salaries": [june]})
    for part in ("Opération n° 1", "30", "22", "fériés", "coût d’une journée"):
        assert part in words
    assert answer({**GIVEN, "salaries": [{**june, "jours": 22.0}]}).prudent.cout > 0
    typed = {**june, "cout_journee": 300.0}
    del typed["cout_mensuel"]
    assert answer({**GIVEN, "salaries": [typed]}).prudent.cout == 9000


@pytest.mark.parametrize(
    ("first", "last", "wanted"),
    [
        ("2026-06-06", "2026-06-07", 0), ("2026-06-05", "2026-06-08", 2),
        ("2026-06-01", "2026-06-30", 22), ("2026-01-01", "2026-12-31", 261),
    ],
)  # fmt: skip
def test_working_days_are_counted_one_by_one(first, last, wanted):
    assert working_days(date.fromisoformat(first), date.fromisoformat(last)) == wanted


# Fiscal years that are not of twelve months


def test_a_long_year_has_a_longer_ceiling():
    lent = {"cout_mensuel": 20_000.0, "debut": "2025-07-01", "fin": "2026-12-31"}
    outcome = answer({**GIVEN, "salaries": [lent]}, ouverture="2025-07-01")
    year = answer({**GIVEN, "salaries": [{**lent, "debut": "2026-01-01"}]})
    (long,), (short,) = outcome.valuations, year.valuations
    assert short.plafond == 144_180
    mean = (184 * 141_300 + 365 * 144_180) / 549  # each day by the ceiling of its own year
    assert long.plafond == pytest.approx(1.5 * mean, rel=0.003)


@pytest.mark.parametrize(
    ("ouverture", "annee", "dies"),
    [("2025-01-01", 2020, 2026), ("2025-01-01", 2024, 2030), ("2026-07-01", 2026, 2030),
     ("2026-07-01", 2025, 2029), (None, 2025, 2030), (None, 2021, 2026)],
)  # fmt: skip
def test_a_vintage_lives_five_fiscal_years_whatever_their_length(ouverture, annee, dies):
    excess = [{"annee": annee, "montant": 1e6}]
    outcome = answer(CASH, **({"ouverture": ouverture} if ouverture else {}), excedents=excess)
    rows = outcome.prudent.vintages("assiette").query("ouverture > 0 and millesime == @annee")
    assert rows[rows.meurt == dies].query("perdu > 0").exercice.tolist() == [dies]
    irregular = any(note.key == "exercice_irregulier" for note in notes_of(outcome))
    assert irregular is (ouverture is not None)


def test_a_vintage_of_the_year_that_opens_is_still_refused():
    assert "2026" in refusal(CASH, excedents=[{"annee": 2026, "montant": 1.0}])


# Answers that are not read, interests not shown, losses


@pytest.mark.parametrize("groupe", ["inconnu", "non", "oui"])
def test_answers_on_a_group_that_nobody_confirms_are_said_unread(groupe):
    outcome = answer(CASH, groupe=groupe, impot_groupe=[1e5], entree_groupe="2020-01-01")
    told = [note.words() for note in notes_of(outcome) if note.key == "groupe_non_dit"]
    assert len(told) == (0 if groupe == "oui" else 2)


DIRECT = {
    "voie": "pret_direct", "salaries": [DAYS], "mission_dirigee": "oui", "obligation": "non",
    "convention": "oui", "lien": "aucun",
}  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "prudent", "confirmed"),
    [
        ({"interet_propre": "oui"}, 15_000, 15_000), ({"interet_propre": "non"}, 20_000, 20_000),
        ({}, 20_000, 15_000), ({"part_facturee": 0.3}, 14_000, 10_500),
    ],
)  # fmt: skip
def test_an_interest_not_shown_is_not_deducted_in_the_prudent_reading(fields, prudent, confirmed):
    outcome = answer({**DIRECT, **fields})
    assert (outcome.prudent.cout_net, outcome.confirmed.cout_net) == (prudent, confirmed)
    for reading in ("prudent", "confirmed"):
        told = explain_sponsor(outcome.case, "cout_net", reading=reading)
        assert float(told.figure) == outcome.reading(reading).cout_net


@pytest.mark.parametrize(
    ("fields", "prudent", "confirmed"),
    [({"part_facturee": 0.3}, 14_000, 0), ({"interet_propre": "non"}, 20_000, 20_000)],
)
def test_the_pack_adds_back_the_loans_too(fields, prudent, confirmed):
    shown = filing(answer({**DIRECT, **fields}), made_on=date(2026, 11, 22)).entries()
    assert shown["lignes.reintegration_pret.prudent"].value == prudent
    assert shown["lignes.reintegration_pret.confirmed"].value == confirmed


def test_a_pack_without_such_a_loan_has_no_line_for_it():
    shown = filing(answer(CASH), made_on=date(2026, 11, 22)).entries()
    assert "lignes.reintegration_pret.prudent" not in shown


@pytest.mark.parametrize("profits", [[-1e5, 8e5], [500.0, 8e5]])
def test_no_gain_is_read_against_a_charge_that_digs_a_loss(profits):
    outcome = answer(PROVEN, benefice=profits)
    figures = outcome.figures()
    assert figures["reduction"] == 6_000
    assert (figures["gain_points"], figures["gain_euros"]) == (None, None)
    assert outcome.prudent.comparisons()[0].ecart is None
    assert explain_sponsor(outcome.case, "gain_points").figure is None
    said = sponsor.answer(outcome)
    assert "60" not in said.replace("6 000", "")
    assert "déficit" in said
    assert "déficit" in sponsor_comparison.comparison_title(outcome.prudent)
    assert "déficit" in next(r for r in reserves_of(outcome) if r.number == 2).words("texte")


def test_a_profit_above_the_cost_keeps_its_points():
    assert answer(PROVEN).figures()["gain_points"] == pytest.approx(0.35)


# Words of refusals


def test_years_and_choices_are_written_as_in_french():
    words = refusal(CASH, excedents=[{"annee": 2050, "montant": 1.0}])
    assert "2050" in words
    assert "2040" in words
    words = refusal({**CASH, "interet_general": "peut-être"})
    assert "'" not in words
    assert "« oui »" in words.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("token", [None, 5, b"1.abc", ["1.abc"]])
def test_a_link_that_is_no_text_is_refused(token):
    with pytest.raises(InputError):
        from_link(token)
