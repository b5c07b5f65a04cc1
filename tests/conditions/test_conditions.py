"""Each condition where it alone decides; the prudent route leads unless all is proved."""

import pytest

from simulator.cases.scenario import read
from simulator.conditions.finding import State
from simulator.figures.indicators import read_all, readable
from simulator.ledger import BEARERS, Nature, Party
from simulator.simulate import simulate
from simulator.stories.scenario import answer, finding
from simulator.stories.scenario_reserves import warnings_of
from tests.told import explain

GIFT = {
    "annee": 2025, "statut_association": "agreee", "lien_commercial": "aucun", "aide_liee": "non",
    "recu": "oui", "convention": "oui", "effectif_mecene": 6000, "effectif_pme": 100,
}  # fmt: skip
DAYS = {
    "annee": 2025, "statut_association": "agreee", "lien_commercial": "aucun", "recu": "oui",
    "convention": "oui", "effectif_mecene": 6000, "effectif_pme": 100, "revitalisation": "non",
    "emplois_prevus": 3, "nb_pme": 5, "jours": 15, "ressources_association": 1e6,
}  # fmt: skip


def boost(**changes):
    return simulate(read({"dispositif": "boost_innov", "reponses": GIFT | changes}))


def alize(**changes):
    return simulate(read({"dispositif": "alize", "reponses": DAYS | changes}))


def test_with_everything_proved_the_gift_leads():
    assert boost().lead == "don_eligible"
    assert alize().lead == "organisme_agree"


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"statut_association": "a_confirmer"}, State.A_CONFIRMER),
        ({"statut_association": "interet_general"}, State.A_CONFIRMER),
        ({"statut_association": "non_eligible"}, State.FERME),
        ({"lien_commercial": "inconnu"}, State.A_CONFIRMER),
        ({"lien_commercial": "client_fournisseur"}, State.FERME),
        ({"lien_commercial": "groupe"}, State.FERME),
        ({"aide_liee": "oui"}, State.A_CONFIRMER),
        ({"contreparties": 0.26}, State.FERME),
        ({"recu": "inconnu"}, State.A_CONFIRMER),
        ({"recu": "non"}, State.FERME),
        ({"convention": "non"}, State.FERME),
        ({"nb_pme": 4}, State.A_CONFIRMER),
        ({"nb_pme": 4, "ressources_association": 20_000}, State.FERME),
        ({"effectif_pme": None}, State.A_CONFIRMER),
        ({"effectif_pme": 250}, State.FERME),
        ({"aides_recues_pme": 299_000}, State.FERME),
        ({"part_facturee": 0.5, "effectif_mecene": 100}, State.FERME),
        ({"part_facturee": 0.5, "aides_recues_mecene": 299_999}, State.FERME),
    ],
    ids=str,
)
def test_one_fact_alone_takes_the_lead_from_the_gift(changes, state):
    outcome = boost(**changes)
    assert outcome.routes["don_eligible"].state is state
    assert outcome.lead == "don_non_eligible"


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"nb_pme": 1, "ressources_association": None}, State.A_CONFIRMER),
        ({"nb_pme": 1, "ressources_association": 20_000}, State.FERME),
        ({"effectif_pme": 9000}, State.FERME),
        ({"convention": "non"}, State.FERME),
        ({"effectif_mecene": 50}, State.A_CONFIRMER),
        ({"revitalisation": "oui"}, State.FERME),
        ({"emplois_prevus": None}, State.A_CONFIRMER),
        ({"annee": 2002, "cout_journee": 300.0}, State.A_CONFIRMER),
    ],
    ids=str,
)
def test_one_fact_alone_takes_the_lead_from_days_given(changes, state):
    outcome = alize(**changes)
    assert outcome.routes["organisme_agree"].state is state
    assert outcome.lead != "organisme_agree"


def test_days_are_support_services_covered_since_2003():
    states = {
        f.key: f.state
        for year in (2005, 2013)
        for f in alize(annee=year).routes["organisme_agree"].findings
    }
    assert states["objet_de_l_agrement"] is State.OUVERT


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, State.OUVERT),
        ({"effectif_mecene": 4999}, State.FERME),
        ({"effectif_mecene": None}, State.A_CONFIRMER),
        ({"effectif_pme": 250}, State.FERME),
        ({"effectif_pme": 300, "age_pme": 7.5}, State.OUVERT),
        ({"effectif_pme": 300, "age_pme": 8}, State.FERME),
        ({"annee": 2019, "effectif_pme": 250}, State.OUVERT),
        ({"lien_commercial": "groupe"}, State.FERME),
        ({"annee": 2017}, State.FERME),
        ({"aides_recues_mecene": 299_000}, State.FERME),
    ],
    ids=str,
)
def test_the_loan_below_cost_by_date_and_size(changes, state):
    assert alize(**changes).routes["pret_l8241_3"].state is state


def test_de_minimis_counts_three_years_and_the_twenty_percent_rule_one():
    lent = {"cout_journee": 1000.0, "jours": 120, "salaries_pretes": 5}
    one, three = (alize(**lent, duree_annees=n).routes["pret_l8241_3"].state for n in (1, 3))
    assert (one, three) == (State.OUVERT, State.FERME)
    for years in (1, 3):
        gift = boost(ressources_association=90_000, duree_annees=years).routes["don_eligible"]
        shares = {f.key: f.state for f in gift.findings}
        assert shares["part_par_entreprise"] is State.OUVERT


def test_the_receipt_is_asked_for_the_gifts_of_2022_even_under_an_older_agreement():
    assert boost(annee=2021, recu="non").lead == "don_eligible"
    assert boost(annee=2021, recu="non", duree_annees=2).lead == "don_non_eligible"


def test_a_sponsor_without_tax_gets_no_reduction():
    for outcome in (boost(imposition_mecene="non_impose"), alize(imposition_mecene="non_impose")):
        ledger = outcome.headline.ledger
        assert ledger.where(nature=Nature.REDUCTION_IMPOT).total() == 0
        assert "reduction_en_attente" in outcome.headline.warnings


def test_three_ceilings_are_three_ceilings():
    outcome = alize(annee=2026, cout_journee=1000.0, jours=300, salaries_pretes=1)
    relief = outcome.routes["organisme_agree"].ledger.where(nature=Nature.REDUCTION_IMPOT).total()
    assert relief == 86_508


def test_without_an_interest_of_its_own_the_lender_leads_only_with_a_proof():
    doubtful = alize(statut_association="a_confirmer", interet_propre="non", convention="inconnu")
    assert doubtful.lead == "pret_direct"
    proved = alize(statut_association="a_confirmer", interet_propre="non")
    assert proved.lead == "pret_l8241_3"


def test_what_hides_the_cost_is_never_zero():
    def values(name, **answers):
        outcome = simulate(read({"dispositif": name, "reponses": answers}))
        r = readable(
            outcome.headline.ledger, outcome.deeds, outcome.unknowns, outcome.scenario.reponses
        )
        return read_all(r)

    ppj = values("ppj")
    for key in (
        "cout_reel",
        "effort_region",
        "effort_etat",
        "argent_public",
        "levier",
        "taux_public",
    ):
        assert ppj[key] is None
    assert ppj["reste_par_pme"] == 2592.5
    advance = values("alize_avance", annee=2017)
    for key in ("cout_reel", "effort_fonds", "argent_public", "levier", "taux_public"):
        assert advance[key] is None
    assert values("alize_avance", annee=2017, nb_avances=0)["cout_reel"] > 0
    assert values("alize")["taux_public"] is None
    assert values("alize", cout_animation=1000.0)["taux_public"] > 0


def test_vat_that_an_exempt_firm_keeps_is_a_deductible_charge():
    exempt = simulate(
        read({"dispositif": "performance_ciblee", "reponses": {"tva_pme": "exoneree"}})
    )
    ledger = exempt.headline.ledger
    assert ledger.borne(Party.PME) == pytest.approx((2440 + 478.24) * 0.85, abs=0.01)
    assert sum(ledger.borne(p) for p in BEARERS) == pytest.approx(6440)


def test_the_sentence_says_the_true_obstacle():
    assert "agrément" in answer(boost(statut_association="a_confirmer"))
    assert "agrément" not in answer(boost(recu="inconnu"))
    assert "ferme la réduction" in answer(boost(lien_commercial="groupe"))
    assert "mécène, éligible ou non" in finding(boost(impot_du_mecene=0))


def test_the_gain_against_a_deduction_follows_the_sponsors_own_tax():
    plain = dict(warnings_of(boost(), "don_eligible"))
    assert "35 points" in plain["Le don n’est pas déductible."]
    answers = {"chiffre_affaires_mecene": 4e9, "imposition_mecene": "avec_contributions"}
    large = dict(warnings_of(boost(**answers), "don_eligible"))
    assert "23,9 points" in large["Le don n’est pas déductible."]
    assert "Contribution exceptionnelle simplifiée." in large


def test_warnings_appear_where_and_only_where_they_apply():
    assert "declaration_des_dons" in boost().routes["don_eligible"].warnings
    assert "declaration_des_dons" not in boost(nb_cadres=1).routes["don_eligible"].warnings
    assert "declaration_des_dons" not in alize().routes["organisme_agree"].warnings
    assert "excedent_reporte" not in boost().routes["don_eligible"].warnings
    small = boost(chiffre_affaires_mecene=1e6, nb_cadres=20)
    assert "excedent_reporte" in small.routes["don_eligible"].warnings
    assert "retour_circulaire" in boost(aide_liee="oui").headline.warnings
    assert "retour_circulaire" not in boost(statut_association="a_confirmer").headline.warnings


def test_a_default_is_not_said_to_be_typed():
    outcome = boost()
    sources = {
        g.label: g.source for g in explain(outcome.scenario, "don_eligible", "cout_reel").grounds
    }
    assert "valeur proposée" in sources["Cadres prêtés par parcours"]
    typed = boost(nb_cadres=11)
    sources = {
        g.label: g.source for g in explain(typed.scenario, "don_eligible", "cout_reel").grounds
    }
    assert sources["Cadres prêtés par parcours"] == "votre saisie"


def test_a_rate_that_changed_between_the_years_is_shown_twice():
    scenario = read(
        {"dispositif": "boost_innov", "reponses": GIFT | {"annee": 2020, "duree_annees": 2}}
    )
    told = explain(scenario, "prix_reduit", "effort_net_mecene")
    rates = [g.value for g in told.grounds if g.label.startswith("Taux des grandes")]
    assert rates == ["31\u202f%", "27,5\u202f%"]


@pytest.mark.parametrize(("advances", "asked"), [(0, False), (1, True)])
def test_the_aid_of_an_advance_is_asked_where_one_is_granted(advances, asked):
    answers = {"annee": 2007, "nb_avances": advances, "taux_de_base": 4.0}
    outcome = simulate(read({"dispositif": "alize_avance", "reponses": answers}))
    found = {f.key for route in outcome.routes.values() for f in route.findings}
    assert ("de_minimis_avance" in found) is asked
