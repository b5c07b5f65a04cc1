"""What an audit of the sponsor's engine found: each test failed before its mend."""

import json

import pytest

from simulator.__main__ import main
from simulator.errors import PasserelleError
from simulator.rules.conditions import State
from simulator.sponsor import assess, follow, read_case, read_history
from simulator.sponsor.plain import plain

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
    return {reserve.number for reserve in outcome.warnings}


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
