"""What the simulator says of its ready cases, against the figures of the outcome."""

import json
import re

import pytest

from simulator import ROOT
from simulator.cases.scenario import read
from simulator.figures.trails import whole_shares
from simulator.ledger import Nature, Party
from simulator.rules.prix import en_euros_de, last_price_year
from simulator.simulate import simulate
from simulator.stories.scenario import answer, finding, rules_told
from simulator.stories.scenario_figures import in_recent_euros, indicators, shown_values, values_of
from simulator.stories.scenario_ledger import loans
from simulator.stories.scenario_reserves import unknown_words, warnings_of
from simulator.text import LANGUAGES, formats, say, speaking

READY = sorted((ROOT / "data" / "cases").glob("*.json"))


@pytest.fixture(params=READY, ids=lambda path: path.stem)
def outcome(request):
    return simulate(read(json.loads(request.param.read_text(encoding="utf-8"))))


def outcome_of(scheme, **answers):
    return simulate(read({"dispositif": scheme, "reponses": answers}))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_title_of_who_bears_what_quotes_the_range_or_the_relief(language, outcome):
    ledgers = {key: route.ledger for key, route in outcome.routes.items()}
    efforts = [float(ledger.borne(Party.MECENE)) for ledger in ledgers.values()]
    with speaking(language):
        told = finding(outcome)
        relief = max(efforts) - min(efforts)
        if "don_eligible" in ledgers:
            relief = float(ledgers["don_eligible"].where(nature=Nature.REDUCTION_IMPOT).total())
        quoted = {formats.euros(x) for x in (*efforts, relief)}
        quoted |= {
            formats.euros(float(ledger.borne(party)))
            for ledger in ledgers.values()
            for party in Party
        }
        quoted |= {formats.euros(float(ledger.resources())) for ledger in ledgers.values()}
        assert told
        assert any(amount in told for amount in quoted) or "€" not in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_quotes_what_the_lead_route_costs_or_bears(language, outcome):
    ledger = outcome.headline.ledger
    with speaking(language):
        told = answer(outcome)
        quoted = {formats.euros(float(ledger.borne(party))) for party in Party}
        quoted.add(formats.euros(float(ledger.resources())))
        assert any(amount in told for amount in quoted), told


def test_the_share_of_the_state_is_in_what_is_public(outcome):
    for route in outcome.routes:
        values = values_of(outcome, route)
        if values["argent_public"] is None:
            continue
        ledger = outcome.routes[route].ledger
        parties = (Party.ETAT, Party.REGION, Party.UE)
        public = sum(float(ledger.borne(party)) for party in parties)
        part = getattr(outcome.scenario.reponses, "part_publique", 1.0)
        fund = float(ledger.borne(Party.FONDS)) * part
        assert float(values["argent_public"]) == pytest.approx(public + fund, abs=0.01)


def test_the_years_of_the_rules_are_those_of_the_case():
    assert "2019" in rules_told(outcome_of("boost_innov", annee=2019))
    one = say("simuler.regles", annee=2019, derniere=2019)
    assert rules_told(outcome_of("boost_innov", annee=2019)) == one
    short = outcome_of("performance_ciblee", annee=2007)
    assert rules_told(short) == say("simuler.regles", annee=2007, derniere=2007)
    several = outcome_of("boost_innov", annee=2019, duree_annees=2)
    assert rules_told(several) == say("simuler.regles_de_plusieurs", annee=2019, derniere=2020)
    far = outcome_of("boost_innov", annee=2027)
    rules = say("simuler.regles_prolongees", lue=2026, derniere=2027)
    rise = {"ancienne": 2026, "annee": 2027, "coefficient": formats.number(1.02, 2)}
    assert rules_told(far) == f"{rules} {say('simuler.prix_portes', **rise)}"
    typed = outcome_of("boost_innov", annee=2027, salaire_brut=60_000)
    assert rules_told(typed) == rules
    keys = {title for title, _ in warnings_of(far, far.lead)}
    assert {say("reserves.loi_future.titre"), say("reserves.loi_future_sauf.titre")} & keys


def test_what_nobody_knows_is_said_in_the_words_of_its_own_key(outcome):
    for key in ("aide_etat", "aide_region", "aide_ue", "cout_animation"):
        assert unknown_words(outcome, key) == say(f"inconnues.{key}")


def test_a_rate_between_two_readings_is_said_with_its_last_reading():
    outcome = outcome_of("alize_avance", annee=2008)
    row = outcome.law.last_known("avance.taux_de_base")
    told = unknown_words(outcome, "taux_de_base")
    assert formats.percent(float(row.value), 2) in told
    assert formats.day(row.since) in told


def test_rates_of_second_hand_are_said_from_2026_where_they_are_used():
    def titles(**answers):
        outcome = outcome_of("boost_innov", **answers)
        return {title for title, _ in warnings_of(outcome, outcome.lead)}

    title = say("reserves.sources_secondaires.titre")
    assert title in titles(annee=2026, imposition_pme="taux_reduit")
    assert title not in titles(annee=2025, imposition_pme="taux_reduit")
    assert title not in titles(annee=2026, imposition_pme="taux_normal")
    assert title in titles(annee=2026, imposition_pme="taux_normal",
                           imposition_mecene="avec_contributions")  # fmt: skip


def test_what_is_lent_is_every_advance_and_repayment():
    ledger = outcome_of("alize_avance", annee=2017).headline.ledger
    lent = ledger.where(nature=Nature.AVANCE).total()
    back = ledger.where(nature=Nature.REMBOURSEMENT).total()
    assert loans(ledger) == pytest.approx(float(lent) + float(back))
    assert loans(ledger) > 0
    assert loans(outcome_of("boost_innov", annee=2019).headline.ledger) == 0


def recent(key, **answers):
    outcome = outcome_of(key, **answers)
    found = in_recent_euros(outcome)
    return found and values_of(found[1], outcome.shown)


def test_every_amount_of_another_year_is_said_in_recent_euros():
    values = values_of(outcome_of("performance_ciblee"), "de_minimis")
    carried, last = recent("performance_ciblee"), last_price_year()
    for key in ("cout_reel", "reste_par_pme", "effort_region", "cout_par_jour", "argent_public"):
        expected = float(en_euros_de(values[key], 2007, last))
        assert carried[key] == pytest.approx(expected, rel=1e-5), key
    assert carried["levier"] == pytest.approx(values["levier"], rel=1e-4)
    assert carried["cout_par_emploi_prevu"] is None
    table, note = indicators(outcome_of("performance_ciblee"))
    amounts = [row[2] for row in table.rows if row[1].endswith("€")]
    assert len(amounts) > 8
    assert all(amount.endswith("€") for amount in amounts)
    assert str(last) in note


@pytest.mark.parametrize(
    ("annee", "said"),
    [(2010, True), (2024, True), (2025, False), (2026, False), (2027, True), (2035, True)],
)
def test_euros_of_today_are_not_said_twice(annee, said):
    assert (recent("alize", annee=annee) is not None) is said


def test_each_year_of_a_case_has_its_own_euros():
    """One euro in 2008 and one in 2009 are not worth the same: the sum is of both."""
    outcome = outcome_of("alize", annee=2008, duree_annees=2)
    _, carried = in_recent_euros(outcome)
    for year in (2008, 2009):
        then, now = (o.headline.ledger.where(year=year).resources() for o in (outcome, carried))
        assert now == pytest.approx(float(en_euros_de(then, year, last_price_year())), abs=0.05)


# The answer and the title of the drawing, with the amounts of the hand

BOOST = {
    "annee": 2025, "nb_pme": 1, "nb_cadres": 2, "jours_par_cadre": 1.5, "cout_journee": 500,
    "imposition_pme": "non_imposee",
}  # fmt: skip
PROVED = {
    "statut_association": "agreee", "aide_liee": "non", "lien_commercial": "aucun", "recu": "oui",
    "convention": "oui", "ressources_association": 1e6, "effectif_pme": 10,
}  # fmt: skip
ALIZE = {"annee": 2025, "jours": 3, "cout_journee": 400}
ADVANCE = {"annee": 2017, "jours": 3, "cout_journee": 400}
# 1,500 of work, 450 billed, 1,050 given and 630 of it brought back by the reduction
GIVEN = {"cout": 1500, "mecene_don_non_eligible": 1050, "mecene_don_eligible": 420}
# 3 days at 400: a quarter saved in 2025, a third in 2017
LENT = {"temps": 1200, "mecene": 900, "impot": 300}
LENT_IN_2017 = {"temps": 1200, "mecene": 800, "impot": 400, "prete": 23_000}
HOSTED = {"cout_animation": 1000, "part_etat": 0.3, "part_region": 0.2, "part_ue": 0.1}
LOST = {"taux_de_perte": 2, "taux_de_base": -1}
CONSULTED = {"cout": 6440, "region": 4000, "pme": 2074, "etat": 366}
EUROS = re.compile(r"[\d\u202f]+(?=\u00a0€|\s€)")
HAND = [
    ("boost_innov", BOOST, "don_non_eligible", GIVEN),
    ("boost_innov", {**BOOST, "statut_association": "agreee"}, "don_non_eligible_reste", GIVEN),
    ("boost_innov", {**BOOST, "statut_association": "non_eligible"}, "don_non_eligible_ferme",
     {"cout": 1500, "parts": {"mecene": 1050, "pme": 450}}),
    ("boost_innov", {**BOOST, "part_du_don": 0}, "don_non_eligible_sans_don",
     {"cout": 1500, "parts": {"pme": 1500}}),
    ("boost_innov", {**BOOST, **PROVED}, "don_eligible",
     {"cout": 1500, "parts": {"mecene": 420, "pme": 450, "etat": 630}}),
    # no tax to set a reduction against: to prove the gift changes nothing
    ("boost_innov", {**BOOST, "impot_du_mecene": 0}, "don_non_eligible_sans_effet",
     {"cout": 1500, "parts": {"mecene": 1050, "pme": 450}}),
    ("alize", ALIZE, "une", LENT),
    ("alize", {**ALIZE, "nb_pme": 2}, "phrase", LENT),
    # animation is no time lent, and what the State gives for it is no tax that it leaves
    ("alize", {**ALIZE, **HOSTED}, "une", LENT),
    ("alize_avance", ADVANCE, "taux_de_base", LENT_IN_2017),
    ("alize_avance", {**ADVANCE, **HOSTED}, "taux_de_base", LENT_IN_2017),
    # a loss of 2 % of 23,000, and no interest
    ("alize_avance", {**ADVANCE, **HOSTED, **LOST}, "phrase",
     {**LENT_IN_2017, "temps_et_fonds": 1660, "fonds": 460}),
    ("performance_ciblee", {}, "une", CONSULTED),
    ("performance_ciblee", {"nb_pme": 3}, "phrase", {k: 3 * v for k, v in CONSULTED.items()}),
    # an exempt SME pays 478.24 of VAT more, deducted at 15 %: 2,074 + 406.50
    ("performance_ciblee", {"tva_pme": "exoneree"}, "tva_gardee",
     {"cout": 6440, "region": 4000, "pme": 2481, "etat": -41}),
    ("performance_ciblee", {"tva_pme": "exoneree", "nb_pme": 2}, "tva_gardee",
     {"cout": 12_880, "region": 8000, "pme": 4961, "etat": -81}),
    ("ppj", {"annee": 2004}, "aide_ue", {"prix": 3050}),
]  # fmt: skip


def _said(amount):
    if not isinstance(amount, dict):
        return formats.euros(float(amount))
    return formats.listed([
        f"[{say(f'parties_court.{party}')}]({party}) {formats.euros(float(share))}"
        for party, share in amount.items()
    ])  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("scheme", "answers", "key", "amounts"), HAND)
def test_the_answer_is_the_sentence_of_its_case_by_hand(language, scheme, answers, key, amounts):
    outcome = outcome_of(scheme, **answers)
    with speaking(language):
        told = {name: _said(amount) for name, amount in amounts.items()}
        days = say("comptes.jours", n=3.0)
        assert answer(outcome) == say(f"reponses.{scheme}.{key}", jours=days, **told)


@pytest.mark.parametrize("scheme", ["alize", "alize_avance"])
@pytest.mark.parametrize("price", [399.99, 400.25, 400.5, 1081.5])
@pytest.mark.parametrize("hosted", [{}, HOSTED, {"cout_animation": 999.99, "part_etat": 0.333}])
def test_the_time_lent_is_worth_what_the_sponsor_and_the_tax_bear_of_it(scheme, price, hosted):
    outcome = outcome_of(scheme, annee=2017, jours=1, cout_journee=price, **hosted)
    told = answer(outcome)
    bars = whole_shares(outcome.headline.ledger)
    amounts = [int("".join(filter(str.isdigit, found))) for found in EUROS.findall(told)]
    worth, sponsor, tax = amounts[:3]
    assert worth == sponsor + tax
    assert abs(worth - price) <= 2
    assert sponsor == bars[Party.MECENE]
    if not hosted:
        assert tax == bars[Party.ETAT]


def test_nothing_used_is_said_so_unless_the_cost_is_unknown():
    nothing = outcome_of("alize", annee=2025, jours=0, cout_animation=0)
    assert answer(nothing) == say("reponses.rien")
    unknown = outcome_of("alize_avance", annee=2017, jours=0, cout_animation=0)
    assert answer(unknown) != say("reponses.rien")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("scheme", "answers", "key", "cost", "parts"),
    [
        ("alize", {**ALIZE, "cout_animation": 1000}, "voie_choisie", 2200,
         {"mecene": 480, "association": 1000, "etat": 720}),
        ("alize_avance", ADVANCE, "voie_choisie_partielle", 1200, {"mecene": 480, "etat": 720}),
    ],
)  # fmt: skip
def test_a_route_that_was_chosen_is_answered_with_its_shares(
    language, scheme, answers, key, cost, parts
):
    outcome = simulate(read({"dispositif": scheme, "voie": "organisme_agree", "reponses": answers}))
    with speaking(language):
        shares = [
            f"[{say(f'parties_court.{party}')}]({party}) {formats.euros(float(share))}"
            for party, share in parts.items()
        ]
        assert answer(outcome) == say(
            f"reponses.{key}",
            voie=say("voies.organisme_agree.nom"),
            etat=say("etats.a_confirmer").lower(),
            cout=formats.euros(float(cost)),
            parts=formats.listed(shares),
            prudente=say("voies.pret_direct.nom"),
        )


UNTAXED = {"imposition_mecene": "non_impose"}
TITLES = [
    ("boost_innov", BOOST, "phrase", {"reduction": 630}),
    ("boost_innov", {**BOOST, **UNTAXED}, "sans_ecart", {}),
    ("boost_innov", {**BOOST, "part_du_don": 0}, "sans_ecart", {}),
    ("alize", ALIZE, "phrase", {"bas": 480, "haut": 900}),
    ("alize", {**ALIZE, "jours": 0}, "sans_ecart", {}),
    # no tax to reduce, and half a percent of nothing in the reading of 2016
    ("alize", {**ALIZE, **UNTAXED, "chiffre_affaires_mecene": 0}, "sans_ecart", {}),
    ("alize_avance", ADVANCE, "phrase", {"bas": 480, "haut": 800}),
    ("performance_ciblee", {}, "une", {"pme_aide_au_conseil": 2737, "pme_de_minimis": 2074}),
    ("performance_ciblee", {"nb_pme": 3}, "phrase",
     {"pme_aide_au_conseil": 8211, "pme_de_minimis": 6222}),
    ("ppj", {"annee": 2004}, "phrase", {}),
]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("scheme", "answers", "key", "amounts"), TITLES)
def test_the_title_of_who_bears_what_by_hand(language, scheme, answers, key, amounts):
    outcome = outcome_of(scheme, **answers)
    with speaking(language):
        told = {name: _said(amount) for name, amount in amounts.items()}
        assert finding(outcome) == say(f"constats.{scheme}.{key}", **told)


@pytest.mark.parametrize("cents", [0.25, 0.5, 0.75, 360.75, 999.99])
@pytest.mark.parametrize("scheme", ["alize", "alize_avance"])
def test_the_range_of_the_title_is_in_the_whole_euros_of_the_bars(scheme, cents):
    """721.50 and 360.75 make 1,082: the bar says 721, and so does the title."""
    outcome = outcome_of(scheme, annee=2017, jours=1, cout_journee=1081.5 + cents)
    bars = [whole_shares(route.ledger)[Party.MECENE] for route in outcome.routes.values()]
    told = finding(outcome)
    assert formats.euros(float(min(bars))) in told
    assert formats.euros(float(max(bars))) in told


def reserves(outcome, route):
    return dict(warnings_of(outcome, route))


def test_a_reserve_quotes_the_year_the_excess_and_what_waits():
    """A cap of 20,000 takes 500 of the 1,200 given; then no tax to set 720 against."""
    full = outcome_of("alize", **ALIZE, chiffre_affaires_mecene=1e6, autres_dons=19_500)
    texts = reserves(full, "organisme_agree")
    assert formats.euros(700.0) in texts[say("reserves.excedent_reporte.titre")]
    declared = say("reserves.declaration_des_dons.texte", seuil=formats.euros(10_000.0))
    assert texts[say("reserves.declaration_des_dons.titre")] == declared
    poor = outcome_of("alize", **ALIZE, impot_du_mecene=0)
    texts = reserves(poor, "organisme_agree")
    assert formats.euros(720.0) in texts[say("reserves.reduction_en_attente.titre")]
    assert say("reserves.excedent_reporte.titre") not in texts


@pytest.mark.parametrize(("turnover", "there"), [(1.5e9, True), (1.5e9 - 1, False)])
def test_an_unknown_surcharge_is_told_from_the_last_threshold_that_was_read(turnover, there):
    outcome = outcome_of(
        "alize", annee=2027, imposition_mecene="avec_contributions",
        chiffre_affaires_mecene=turnover,
    )  # fmt: skip
    titles = reserves(outcome, outcome.lead)
    assert (say("reserves.surtaxe_inconnue.titre") in titles) is there


def test_what_public_money_bears_of_the_fund_is_shown_by_its_share():
    """An advance whose cost is known: 40 % of what the fund bears is public."""
    outcome = outcome_of(
        "alize_avance", **ADVANCE, taux_de_base=2, cout_animation=0, taux_de_perte=2,
        part_publique=0.4,
    )  # fmt: skip
    shown, shares = shown_values(outcome, outcome.lead), whole_shares(outcome.headline.ledger)
    fund = shares[Party.FONDS]
    assert fund > 100
    assert abs(shown["argent_public"] - shares[Party.ETAT] - 0.4 * fund) < 1
    assert abs(shown["argent_prive"] - shares[Party.MECENE] - 0.6 * fund) < 1
    assert shown["argent_public"] + shown["argent_prive"] == shown["cout_reel"]
