"""Each sentence that answers a sponsor, its figures and titles, with amounts worked out by hand.

The company: 12 M€ of turnover, so a cap of 60,000 €; 800,000 € of profit taxed at a quarter.
"""

from collections.abc import Callable
from typing import NamedTuple

import pytest

from simulator.cases.sponsor import read_case
from simulator.figures.sponsor_outcome import Outcome, assess
from simulator.stories import (
    sponsor,
    sponsor_comparison,
    sponsor_figures,
    sponsor_stocks,
    sponsor_waterfall,
    sponsor_years,
)
from simulator.text import LANGUAGES, formats, say, speaking

MONEY = {
    "interet_general": "oui", "aide_aux_entreprises": "non", "obligation": "non", "recu": "oui",
}  # fmt: skip
CLOSED = {"interet_general": "non", "agrement": "non"}
TO_PROVE = {"interet_general": "inconnu"}


def gift(*amounts, company=None, **answers):
    return outcome_of({**MONEY, "montants": [float(a) for a in amounts], **answers}, company)


def loan(billed, company=None, **answers):
    """Twenty days at 400 €: 8,000 €."""
    staff = {"cout_journee": 400.0, "debut": "2026-01-01", "fin": "2026-12-31", "jours": 20.0}
    lent = {
        "voie": "pret_au_cout", "convention": "oui", "part_facturee": billed, "salaries": [staff],
        "interet_propre": "oui",
    }  # fmt: skip
    return outcome_of({**lent, **answers}, company)


def outcome_of(operation, company=None):
    base = {"chiffre_affaires": [12e6], "benefice": [8e5], "taux_reduit": "non"}
    if "impot_attendu" in (company or {}):
        del base["benefice"]
    return assess(read_case({**base, "operations": [operation], **(company or {})}))


class Told(NamedTuple):
    """What is expected: the sentence's key, its amounts in euros, its points, what and when."""

    build: Callable[[], Outcome]
    key: str
    cout: float
    net: float
    ordinaire: float
    confirme: float
    points: float
    quand: tuple
    facture: float = 0.0
    quoi: str = "argent"


IN_2026, SEVERAL = ("en", 2026), ("de_a", 2026, 2027)
LOST = {"impot_attendu": [10_000.0, 0.0], "reductions": [{"annee": 2021, "montant": 5_000.0}]}
OLD = {"excedents": [{"annee": 2021, "montant": 5_000.0}, {"annee": 2022, "montant": 3_000.0}]}
EXPECTED = [
    # 60 % of the gift comes back; as a charge, a quarter
    Told(lambda: gift(10_000), "ouvert", 10_000, 4_000, 7_500, 4_000, 35, IN_2026),
    Told(lambda: gift(10_000, 5_000), "ouvert", 15_000, 6_000, 11_250, 6_000, 35, SEVERAL),
    Told(lambda: gift(0, 5_000), "ouvert", 5_000, 2_000, 3_750, 2_000, 35, ("en", 2027)),
    Told(lambda: gift(100_000), "report", 100_000, 40_000, 75_000, 40_000, 35, IN_2026),
    Told(lambda: gift(10_000, **CLOSED), "ferme", 10_000, 10_000, 7_500, 10_000, -25, IN_2026),
    Told(lambda: gift(10_000, **TO_PROVE), "a_confirmer", 10_000, 10_000, 7_500, 4_000, 35,
         IN_2026),
    # six years of 60,000 at 60 %: 216,000 of 300,000 come back
    Told(lambda: gift(500_000), "perdu", 500_000, 284_000, 375_000, 284_000, 18.2, IN_2026),
    # 1.784 M€ are kept, as a charge of 2 M€ leaves 1.5 M€
    Told(lambda: gift(2e6, company={"benefice": [2.5e6]}), "perte", 2e6, 1_784_000, 1_500_000,
         1_784_000, 14.2, IN_2026),
    # an older reduction of 5,000 loses its place, and 2,000 die
    Told(lambda: gift(20_000, company=LOST), "perdu", 20_000, 15_000, 15_000, 15_000, 0, IN_2026),
    Told(lambda: gift(10_000, company={"benefice": [0.0]}), "sans_impot", 10_000, 10_000, 10_000,
         10_000, None, IN_2026),
    Told(lambda: gift(10_000, company={"benefice": [0.0, 8e5]}), "deficit", 10_000, 4_000, 10_000,
         4_000, None, IN_2026),
    Told(lambda: gift(10_000, company={"benefice": [0.0]}, **CLOSED), "ferme_deficit", 10_000,
         10_000, 10_000, 10_000, None, IN_2026),
    Told(lambda: gift(10_000, company={"benefice": [0.0, 8e5]}, **TO_PROVE),
         "a_confirmer_deficit", 10_000, 10_000, 10_000, 4_000, None, IN_2026),
    Told(lambda: gift(0), "rien", 0, 0, 0, 0, None, ()),
    Told(lambda: loan(0.0), "pret", 8_000, 6_000, 6_000, 6_000, 0, IN_2026, 0, "prets"),
    Told(lambda: loan(0.5), "pret_facture", 8_000, 3_000, 6_000, 3_000, 37.5, IN_2026, 4_000,
         "prets"),
    Told(lambda: loan(1.0), "pret_facture", 8_000, 0, 6_000, 0, 75, IN_2026, 8_000, "prets"),
]  # fmt: skip


def test_every_sentence_that_answers_has_its_case():
    told = {f"mecene_reponse.{one.key}" for one in EXPECTED}
    for key in ("rien", "pret", "pret_facture", "ferme", "ferme_deficit", "a_confirmer",
                "a_confirmer_deficit", "sans_impot", "deficit", "perdu", "perte", "report",
                "ouvert"):  # fmt: skip
        assert f"mecene_reponse.{key}" in told


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("told", EXPECTED, ids=lambda t: f"{t.key}-{t.cout:.0f}")
def test_the_answer_is_the_sentence_of_the_case_with_the_amounts_of_the_hand(told, language):
    outcome = told.build()
    with speaking(language):
        years = dict(zip(("debut", "fin"), told.quand[1:], strict=False))
        when = (
            say(f"mecene_quoi.{told.quand[0]}", annee=told.quand[1], **years) if told.quand else ""
        )
        amounts = ("cout", "net", "ordinaire", "confirme", "facture")
        expected = say(
            f"mecene_reponse.{told.key}",
            quoi=say(f"mecene_quoi.{told.quoi}"),
            quand=when,
            points=say("mecene_constats.points", n=told.points)
            if told.points is not None
            else say("mots.inconnu"),
            taux=formats.number(60.0, 1),
            **{name: formats.euros(getattr(told, name)) for name in amounts},
        )
        assert sponsor.answer(outcome) == expected


# The three figures and their conditions


def conditions(outcome):
    return [figure.condition for figure in sponsor_figures.three_figures(outcome)]


def euros(amount):
    return formats.euros(float(amount))


def test_the_condition_of_the_net_cost_is_its_share_of_the_cost():
    own = say("mecene_figures.sur_six_exercices", montant=euros(4_000), annee=2026)
    share = say("mecene_figures.part_du_cout", part="40\u202f%")
    assert conditions(gift(10_000))[0] == f"{share}, {own}"


def test_the_net_cost_of_the_first_year_is_beside_that_of_the_six():
    """A cap of 60,000: 40,000 of the gift wait a year, and open 24,000 then."""
    net = conditions(gift(100_000))[0]
    assert net.endswith(say("mecene_figures.sur_six_exercices", montant=euros(64_000), annee=2026))


def test_what_a_proof_would_give_is_under_the_net_cost_and_under_the_reduction():
    net, relief, _ = conditions(gift(10_000, **TO_PROVE))
    assert net == say("mecene_figures.si_prouve", montant=euros(4_000))
    assert relief == say("mecene_figures.si_prouve", montant=euros(6_000))


@pytest.mark.parametrize(
    ("build", "key", "values"),
    [
        (lambda: gift(10_000, **CLOSED), "aucune", {}),
        (lambda: gift(10_000), "sans_report", {"annee": "en 2026"}),
        (lambda: gift(10_000, 5_000), "sans_report", {"annee": "de 2026 à 2027"}),
        # 60,000 in 2026, 40,000 in 2027
        (lambda: gift(100_000), "avec_report",
         {"report": euros(24_000), "annee": 2027}),
        # 60,000 in 2026 and 2027, 30,000 in 2028
        (lambda: gift(150_000), "avec_report",
         {"report": euros(54_000), "annee": 2028}),
    ],
)  # fmt: skip
def test_the_condition_of_the_reduction_tells_its_years(build, key, values):
    assert conditions(build())[1] == say(f"mecene_figures.{key}", **values)


def test_a_reduction_tells_that_nobody_typed_a_profit():
    outcome = gift(10_000, company={"benefice": []})
    years = say("mecene_figures.sans_report", annee="en 2026")
    assert conditions(outcome)[1] == say("mecene_figures.impot_suppose", texte=years)


@pytest.mark.parametrize(
    ("profits", "repeated"),
    [([0.0], 2026), ([8e5, 0.0], 2027), ([8e5, -1.0], 2027), ([8e5, 1.0], None),
     ([8e5, 0, 0, 0, 0, 0.0], None), ([0.0, 8e5], None)],
)  # fmt: skip
def test_a_reduction_tells_the_year_whose_empty_profit_is_repeated(profits, repeated):
    told = conditions(gift(10_000, company={"benefice": profits}))[1]
    words = say("mecene_figures.benefice_repete", texte="", annee=repeated or 0)
    assert told.endswith(words) if repeated else "répété" not in told


@pytest.mark.parametrize(
    ("turnover", "amount", "cap", "made", "reached"),
    [
        (12e6, 10_000, 60_000, "part", "non_atteint"),
        (12e6, 59_999, 60_000, "part", "non_atteint"),
        (12e6, 60_000, 60_000, "part", "atteint"),
        (1e6, 10_000, 20_000, "forfait", "non_atteint"),
        (1e6, 20_000, 20_000, "forfait", "atteint"),
    ],
)
def test_the_condition_of_the_cap_tells_what_makes_it_and_whether_it_is_reached(
    turnover, amount, cap, made, reached
):
    outcome = gift(amount, company={"chiffre_affaires": [turnover]})
    figure = sponsor_figures.three_figures(outcome)[2]
    assert figure.value == formats.euros_short(cap)
    assert figure.label == say("mecene_figures.plafond", annee=2026)
    assert figure.short == say("mecene_figures.plafond_court")
    assert figure.condition == say(
        f"mecene_figures.plafond_{made}",
        part="0,5\u202f%",
        etat=say(f"mecene_figures.{reached}"),
    )


# Titles of the drawings


@pytest.mark.parametrize(
    ("build", "key", "state", "carry", "net"),
    [
        (lambda: gift(10_000), "cascade", 6_000, 0, 4_000),
        (lambda: gift(100_000), "cascade_report", 60_000, 24_000, 40_000),
        (lambda: gift(10_000, **CLOSED), "cascade_sans", 0, 0, 10_000),
        (lambda: loan(0.0), "cascade", 2_000, 0, 6_000),
        (lambda: loan(0.5), "cascade", 1_000, 0, 3_000),
        (lambda: loan(1.0), "cascade_sans", 0, 0, 0),
        # a cent of relief is no euro of the State's
        (lambda: gift(0.01), "cascade_sans", 0, 0, 0),
    ],
)
def test_the_title_of_the_waterfall_by_hand(build, key, state, carry, net):
    amounts = {"etat": euros(state), "report": euros(carry), "net": euros(net)}
    assert sponsor_waterfall.waterfall_title(build().prudent) == say(
        f"mecene_constats.{key}", **amounts
    )


@pytest.mark.parametrize(
    ("build", "key"),
    [(lambda: gift(10_000), "cascade_lecture"), (lambda: loan(0.5), "cascade_charge")],
)
def test_the_waterfall_says_whether_the_cost_stays_a_charge(build, key):
    assert sponsor_waterfall.waterfall_caption(build().prudent) == say(f"mecene.{key}")


@pytest.mark.parametrize(
    ("build", "key", "subject", "other", "net", "gap", "points"),
    [
        (lambda: gift(10_000), "moins", "don", "face", 4_000, 3_500, 35),
        (lambda: gift(10_000, **CLOSED), "plus", "don", "face", 10_000, 2_500, 25),
        (lambda: loan(0.5), "moins", "pret", "salarie", 3_000, 3_000, 37.5),
        (lambda: loan(0.0), "egale", "pret", "salarie", 6_000, 0, 0),
        (lambda: gift(10_000, company={"benefice": [0.0]}), "deficit", "don", "face", 10_000, 0, 0),
    ],
)
def test_the_title_of_the_comparison_by_hand(build, key, subject, other, net, gap, points):
    expected = say(
        f"mecene_constats.comparaison_{key}",
        sujet=say(f"mecene_constats.sujet_{subject}"),
        net=euros(net),
        autre=say(f"mecene_charge.{other}"),
        ecart=euros(gap),
        points=say("mecene_constats.points", n=points),
    )
    assert sponsor_comparison.comparison_title(build().prudent) == expected


def test_a_gift_and_a_loan_together_are_told_as_a_whole():
    given = {**MONEY, "montants": [10_000.0]}
    staff = {"cout_journee": 400.0, "debut": "2026-01-01", "fin": "2026-12-31", "jours": 20.0}
    lent = {"voie": "pret_au_cout", "convention": "oui", "part_facturee": 0.5,
            "salaries": [staff], "interet_propre": "oui"}  # fmt: skip
    company = {"chiffre_affaires": [12e6], "benefice": [8e5], "taux_reduit": "non"}
    outcome = assess(read_case({**company, "operations": [given, lent]}))
    assert say("mecene_constats.sujet_melange") in sponsor_comparison.comparison_title(
        outcome.prudent
    )
    assert say("mecene_quoi.melange") in sponsor.answer(outcome)
    assert sponsor.answer(outcome) == say(
        "mecene_reponse.ouvert",
        cout=euros(18_000),
        quoi=say("mecene_quoi.melange"),
        quand="en 2026",
        net=euros(7_000),
        ordinaire=euros(13_500),
        points=say("mecene_constats.points", n=36.1),
        taux="60",
    )
    assert sponsor_waterfall.waterfall_caption(outcome.prudent) == say("mecene.cascade_lecture")
    # 18,000 less 4,000 billed; 6,000 of reduction, a quarter of 4,000
    frame = sponsor_comparison.comparison_frame(outcome, outcome.prudent)
    ours = frame[frame["route"] == "nous"].set_index("party")["amount"]
    assert ours.to_dict() == {"mecene": 7_000.0, "etat": 7_000.0}


@pytest.mark.parametrize(
    ("amounts", "years"),
    [
        ((10_000,), "sous_plafond"),
        ((60_000,), "plafond_une:2026 sans_excedent"),
        # 100,000 and 60,000: the excess of 40,000 waits a year more
        ((100_000,), "plafond_une:2026 excedent_utilise:2027"),
        ((100_000, 60_000), "plafond_suite:2 excedent_utilise:2028"),
        ((100_000, 0, 60_000), "plafond_fois:2 excedent_utilise:2027"),
        ((500_000,), "plafond_suite:6 excedent_perdu:140000"),
        ((0, 420_000), "plafond_suite:5 excedent_reste:120000:2031"),
        ((60_000, 60_000, OLD), "plafond_suite:2 excedent_perdu:8000"),
    ],
)
def test_the_title_of_the_six_years_by_hand(amounts, years):
    """Six caps of 60,000."""
    reached, *excess = years.split()
    key, _, value = reached.partition(":")
    expected = say(f"mecene_constats.{key}", annee=value, n=int(value or 0))
    for one in excess:
        key, *values = one.split(":")
        expected += "\u00a0; " + say(
            f"mecene_constats.{key}",
            annee=values[-1] if values else "",
            montant=euros(values[0]) if values and key != "excedent_utilise" else "",
        )
    company = amounts[-1] if isinstance(amounts[-1], dict) else None
    given = [amount for amount in amounts if amount is not company]
    assert sponsor_years.years_title(gift(*given, company=company).prudent) == expected


def test_six_years_without_a_base_are_told_so():
    assert sponsor_years.years_title(gift(10_000, **CLOSED).prudent) == say(
        "mecene_constats.aucune_base"
    )


@pytest.mark.parametrize(
    ("build", "key", "base", "tax", "values"),
    [
        (lambda: gift(100_000), "stocks_vides", 40_000, None, {"sommet": "2026", "annee": "2027"}),
        (lambda: gift(100_000, 90_000), "stocks_vides", 70_000, None,
         {"sommet": "2027", "annee": "2029"}),
        (lambda: gift(0, 420_000), "stocks_restent", 120_000, None, {"annee": "2031"}),
        (lambda: gift(500_000), "stocks_perdus", 140_000, None, {}),
        # the cap is full: an older excess dies in 2026, another in 2027
        (lambda: gift(60_000, 60_000, company=OLD), "stocks_perdus", 8_000, None, {}),
        (lambda: gift(10_000, company={"benefice": [0.0]}), "stocks_perdus", None, 6_000, {}),
        (lambda: gift(10_000, company={"benefice": [0.0, 8e5]}), "stocks_vides", None, 6_000,
         {"sommet": "2026", "annee": "2027"}),
        # no tax in 2026: 40,000 of gifts and 36,000 of reductions wait
        (lambda: gift(100_000, company={"benefice": [0.0, 8e5]}), "stocks_vides", 40_000, 36_000,
         {"sommet": "2026", "annee": "2027"}),
        (lambda: gift(0, 10_000, company={"benefice": [0.0]}), "stocks_restent", None, 6_000,
         {"annee": "2031"}),
    ],
)  # fmt: skip
def test_the_title_of_what_waits_by_hand(build, key, base, tax, values):
    reading = build().confirmed
    which = "both" if base and tax else "tax" if tax else "base"
    stocks = say(f"mecene_stocks.{which}", base=euros(base or 0), impot=euros(tax or 0))
    assert sponsor_stocks.which_waits(reading) == which
    assert sponsor_stocks.anything_waits(reading)
    assert sponsor_stocks.stocks_title(reading) == say(
        f"mecene_constats.{key}", stocks=stocks, **values
    )


def test_nothing_waits_under_the_cap_with_enough_tax():
    assert not sponsor_stocks.anything_waits(gift(10_000).prudent)


def test_a_year_whose_tax_is_too_low_is_told_with_what_waits_and_until_when():
    """4,000 € of profit owe 1,000 €; the reduction of 6,000 leaves 5,000 until 2031."""
    outcome = gift(10_000, company={"benefice": [4_000.0, 8e5]})
    assert sponsor_years.low_profit(outcome.prudent) == [
        say(
            "mecene_constats.impot_trop_bas",
            annee=2026,
            impot=euros(1_000),
            reduction=euros(6_000),
            reste=euros(5_000),
            meurt=2031,
        )
    ]
    assert sponsor_years.low_profit(gift(10_000).prudent) == []


def test_what_the_table_uses_besides_is_told_apart():
    """10,000 of tax: 5,000 of an older reduction were coming, the gift adds 5,000."""
    told = sponsor_waterfall.left_aside(gift(20_000, company=LOST).prudent)
    assert told == [
        say("mecene_constats.perdu", montant=euros(7_000)),
        say("mecene_constats.deja_acquis", total=euros(10_000), sans=euros(5_000),
            ajout=euros(5_000)),
    ]  # fmt: skip
    waiting = sponsor_waterfall.left_aside(gift(0, 10_000, company={"benefice": [0.0]}).prudent)
    assert waiting == [say("mecene_constats.en_attente", montant=euros(6_000))]
