"""The numeric cases that a lawyer can read, in `data/cas_chiffres.yaml`, to the cent."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from simulator import ROOT
from simulator.cases.history import follow, read_history
from simulator.cases.scenario import read
from simulator.cases.sponsor import read_case
from simulator.figures.explain_sponsor import explain_sponsor
from simulator.figures.indicators import read_all, reading
from simulator.figures.sponsor_outcome import assess
from simulator.ledger import Nature, Party
from simulator.rules import aides_etat as ae
from simulator.rules import impot_societes as tax
from simulator.rules import mecenat
from simulator.rules.cout_employeur import cout_de_la_journee, cout_du_temps_prete
from simulator.rules.tva import tva_de_la_facture
from simulator.simulate import simulate

CASES = {
    case["id"]: case
    for case in yaml.safe_load_all(
        (ROOT / "tests" / "data" / "cas_chiffres.yaml").read_text(encoding="utf-8")
    )
}
HISTORIES = [key for key, case in CASES.items() if "years" in case]


def same(amount, expected):
    assert round(float(amount), 2) == pytest.approx(expected, abs=0.0051)


def history_of(years):
    return [
        {
            "cloture": y["close"].isoformat(),
            "chiffre_affaires": y["turnover"],
            "dons": y["gifts"],
            "dons_aide_sociale": y.get("social_aid", 0),
            "impot_du": y.get("is_due"),
        }
        for y in years
    ]


@pytest.mark.parametrize("key", HISTORIES)
def test_a_sponsor_over_the_years(key, book):
    years = CASES[key]["years"]
    alone = any(y.get("independent") for y in years)
    groups = [[y] for y in years] if alone else [years]
    for group in groups:
        answers = follow(read_history({"annees": history_of(group)}), book)["annees"]
        for year, answer in zip(group, answers, strict=True):
            same(answer["plafond"], year["cap"])
            same(answer["dons_retenus"], year["used"])
            same(answer["report_utilise"], year["from_carry"])
            same(answer["reduction"], year["reduction"])
            same(answer["report_restant"], year["carry_out"])
            same(answer["report_perdu"], year.get("lost", 0))
            if "is_due" in year:
                same(answer["reduction_imputee"], year["tax_used"])
                same(answer["reduction_reportee"], year["tax_carry_out"])
            if "net_cost" in year:
                same(year["gifts"] - answer["reduction"], year["net_cost"])


def test_e13_a_loan_partly_billed_is_deducted_whole_and_opens_no_reduction():
    given, wanted = CASES["E13"]["inputs"], CASES["E13"]["expected"]
    cost = (given["gross_month"] + given["charges_month"]) * given["months"]
    scenario = read(
        {
            "dispositif": "boost_innov",
            "reponses": {
                "nb_pme": 1,
                "nb_cadres": 1,
                "jours_par_cadre": 1,
                "cout_journee": cost,
                "part_du_don": 1 - given["billed_share"],
                "effectif_mecene": 6000,
                "effectif_pme": 40,
            },
        }
    )
    ledger = simulate(scenario).routes["prix_reduit"].ledger
    same(ledger.where(nature=Nature.REMUNERATION).total(), wanted["cost"])
    same(ledger.where(nature=Nature.FACTURE).total(), wanted["invoice"])
    same(ledger.where(nature=Nature.APPORT_EN_COMPETENCES).total(), wanted["de_minimis_of_lender"])
    same(ledger.where(nature=Nature.REDUCTION_IMPOT).total(), wanted["reduction_238bis"])
    saved = ledger.where(nature=Nature.ECONOMIE_IS, payee=Party.MECENE).total()
    owed = ledger.where(nature=Nature.SUPPLEMENT_IS, payer=Party.MECENE).total()
    same(saved, wanted["deductible"] * 0.25)
    same(owed, wanted["taxable_income"] * 0.25)


@pytest.mark.parametrize("case", CASES["E16"]["cases"], ids=lambda c: f"{c['year']}-{c['full']}")
def test_e16_full_rate_with_surcharges(case, law_of):
    high = case["surcharge"] in (0.412, 0.30)
    turnover = 5e9 if high else 1.6e9
    rate = tax.taux_marginal_du_mecene(turnover, True, law_of(case["year"]))
    assert rate == pytest.approx(case["full"], abs=1e-6)


@pytest.mark.parametrize("case", CASES["E17"]["cases"] + CASES["D30"]["cases"], ids=str)
def test_e17_d30_corporate_tax(case, law_of):
    due = tax.impot_societes(case["profit"], case["turnover"], case["sme"], law_of(case["year"]))
    same(due, case["tax"])


def test_d16_ceiling_of_three_times_the_social_security_ceiling(law_of):
    given, wanted = CASES["D16"]["inputs"], CASES["D16"]["expected"]
    law = law_of(given["year"])
    ceiling = mecenat.plafond_par_salarie(given["time_share"], "temps_partage", law)
    value = mecenat.don_en_competences(given["cost"], ceiling, 1)
    same(ceiling, wanted["ceiling"])
    same(value, wanted["value"])
    same(given["cost"] - value, wanted["not_counted"])
    same(law["mecenat.taux_reduction"] * value, wanted["reduction"])


def test_d19_an_ordinary_manager_for_three_days(law_of):
    given, wanted = CASES["D19"]["inputs"], CASES["D19"]["expected"]
    law = law_of(given["year"])
    day = cout_de_la_journee(given["gross"] * (1 + given["charge_share"]), law)
    same(day, wanted["day_cost"])
    same(cout_du_temps_prete(day, given["days"]), wanted["cost"])
    share = given["days"] / given["days_per_year"]
    same(mecenat.plafond_par_salarie(share, "temps_partage", law), wanted["ceiling_time_share"])
    scenario = read(
        {
            "dispositif": "alize",
            "reponses": {"annee": 2025, "jours": given["days"], "cout_journee": day},
        }
    )
    routes = simulate(scenario).routes
    given_ledger, lent = routes["organisme_agree"].ledger, routes["pret_l8241_3"].ledger
    rate = law["mecenat.taux_reduction"]
    same(
        mecenat.reduction_de_l_exercice([(rate, day * given["days"])]), wanted["mecenat_reduction"]
    )
    # The ledger rounds the gift first, as the receipt does: 60 % of 1 078,56 is one cent more.
    same(given_ledger.where(nature=Nature.REDUCTION_IMPOT).total(), 647.14)
    same(given_ledger.borne(Party.MECENE), wanted["mecenat_net"])
    same(lent.where(nature=Nature.ECONOMIE_IS).total(), wanted["l8241_3_tax_saving"])
    same(lent.borne(Party.MECENE), wanted["l8241_3_net"])
    same(lent.where(nature=Nature.APPORT_EN_COMPETENCES).total(), wanted["l8241_3_de_minimis"])


def test_d22_boost_innov_for_one_sme():
    given, wanted = CASES["D22"]["inputs"], CASES["D22"]["expected"]
    scenario = read(
        {
            "dispositif": "boost_innov",
            "reponses": {
                "annee": 2025,
                "nb_pme": 1,
                "nb_cadres": 2,
                "jours_par_cadre": given["days"] / 2,
                "cout_journee": given["day_cost"],
                "part_du_don": given["gift_share"],
                "part_reversee": given["pass_on"],
                "imposition_pme": "non_imposee",
            },
        }
    )
    outcome = simulate(scenario)
    gift = outcome.routes["don_eligible"].ledger
    same(gift.where(nature=Nature.FACTURE).total(), wanted["invoice_ht"])
    same(gift.where(nature=Nature.TVA, payer=Party.PME).total(), wanted["vat"])
    same(gift.where(nature=Nature.DON).total(), wanted["gift"])
    same(gift.where(nature=Nature.REDUCTION_IMPOT).total(), wanted["reduction_if_eligible"])
    same(gift.borne(Party.PME), wanted["sme_net_before_tax"])
    same(gift.borne(Party.MECENE), wanted["sponsor_net_if_eligible"])
    refused = outcome.routes["don_non_eligible"].ledger
    same(refused.borne(Party.MECENE), wanted["sponsor_net_if_not_eligible"])
    reduced = outcome.routes["prix_reduit"].ledger
    same(reduced.borne(Party.MECENE), wanted["sponsor_net_l8241_3"])
    lent = reduced.where(nature=Nature.APPORT_EN_COMPETENCES).total()
    same(lent, wanted["lender_de_minimis_l8241_3"])


@pytest.mark.parametrize(
    "case", CASES["D24"]["cases"], ids=lambda c: f"{c['half_days']} demi-journées"
)
def test_d24_performance_pme(case, law_of):
    scheme = "performance_ciblee" if case["half_days"] == 8 else "performance_approfondie"
    outcome = simulate(read({"dispositif": scheme}))
    route = outcome.routes["de_minimis"]
    same(route.ledger.resources(), case["total"])
    same(route.ledger.borne(Party.REGION), case["region"])
    same(route.ledger.borne(Party.PME), case["net_is15"])
    half = outcome.routes["aide_au_conseil"]
    same(half.ledger.borne(Party.REGION), case["max_aid_50"])
    excess, _unit = half.findings[0].values["depassement"]
    same(excess, case["excess"])
    same(tva_de_la_facture(case["sme"], law_of(2007)), case["vat_196"])
    values = read_all(reading(route.ledger, outcome.deeds, (), outcome.scenario.reponses))
    same(values["cout_par_jour"] / 2, case["per_half_day"])
    normal = simulate(read({"dispositif": scheme, "reponses": {"imposition_pme": "taux_normal"}}))
    same(normal.headline.ledger.borne(Party.PME), case["net_is_third"])


@pytest.mark.parametrize("case", CASES["D25"]["cases"], ids=lambda c: str(c["base"]))
def test_d25_gross_grant_equivalent(case):
    given = CASES["D25"]["inputs"]
    balances = ae.encours(given["amount"], 12, 36, 12)
    assert balances == given["balances"]
    base = case["base"] / 100
    rate = ae.taux_de_reference(base, given["margin_bp"])
    same(
        ae.equivalent_subvention_brut(balances, rate, ae.taux_de_reference(base, 100), 1),
        case["gge"],
    )


def test_d27_the_whole_new_grant_falls_outside(book):
    given, wanted = CASES["D27"]["inputs"], CASES["D27"]["expected"]
    day = given["new"]["date"]
    law = book.on(day)
    before = ae.aides_de_la_fenetre([(g["date"], g["amount"]) for g in given["grants"]], day, law)
    room = ae.place_de_minimis(before, law)
    same(before + given["new"]["amount"], wanted["total"])
    same(room, wanted["room_left"])
    assert ae.aide_admise_de_minimis(given["new"]["amount"], room) == wanted["allowed"]


def test_d32_relief_against_a_plain_deduction(law_of):
    given, wanted = CASES["D32"]["inputs"], CASES["D32"]["expected"]
    law = law_of(2025)
    rate = tax.taux_marginal_du_mecene(5e8, True, law)
    relief = given["cost"] * (1 - law["mecenat.taux_reduction"])
    deduction = given["cost"] - tax.economie_d_impot(given["cost"], rate)
    same(relief, wanted["net_238bis"])
    same(deduction, wanted["net_deductible"])
    same(deduction - relief, wanted["extra_gain"])


GIFT = {"montants": [0.0], "interet_general": "oui"}


def sponsor(*operations, **fields):
    """A sponsor's answer, with plain defaults."""
    plain = {"chiffre_affaires": [1e8], "benefice": [1e7], "taux_reduit": "non"}
    return assess(read_case({**plain, "operations": list(operations), **fields}))


@pytest.mark.parametrize("case", CASES["D40"]["cases"], ids=lambda c: f"{c['close']}-{c['gross']}")
def test_d40_each_day_of_a_loan_by_its_own_year(case):
    lent = {
        "brut_mensuel": float(case["gross"]),
        "debut": case["from"].isoformat(),
        "fin": case["to"].isoformat(),
        **({"jours": float(case["days"])} if "days" in case else {}),
    }
    (value,) = sponsor({"salaries": [lent]}, cloture=case["close"].isoformat()).valuations
    assert value.cout == pytest.approx(case["cost"], abs=0.011)


@pytest.mark.parametrize("case", CASES["D41"]["cases"], ids=str)
def test_d41_the_contributions_of_very_large_firms(case):
    past = {
        name: float(case[key])
        for name, key in (
            ("impot_precedent", "tax_before"),
            ("chiffre_affaires_precedent", "turnover_before"),
        )
        if key in case
    }
    outcome = sponsor(
        GIFT,
        cloture=case["close"].isoformat(),
        chiffre_affaires=[float(case["turnover"])],
        benefice=[float(case["profit"])],
        **({"ouverture": case["open"].isoformat()} if "open" in case else {}),
        **past,
    )
    same(outcome.prudent.years["contributions"][0], case["contributions"])
    told = explain_sponsor(outcome.case, "taxes.0")
    same(told.figure, outcome.figures()["taxes.0"])


@pytest.mark.parametrize("case", CASES["D42"]["cases"], ids=str)
def test_d42_the_tax_of_a_year_that_has_not_twelve_months(case):
    outcome = sponsor(
        GIFT,
        cloture=case["close"].isoformat(),
        ouverture=case["open"].isoformat(),
        chiffre_affaires=[float(case["turnover"])],
        benefice=[float(case["profit"])],
        taux_reduit="oui" if case["sme"] else "non",
        **({"effectif_groupe": case["staff"]} if "staff" in case else {}),
    )
    assert outcome.company.years[0].mois == pytest.approx(case["months"], abs=1e-12)
    same(outcome.prudent.years["impot"][0], case["tax"])


def test_every_case_handed_out_is_read_here():
    source = Path(__file__).read_text(encoding="utf-8")
    assert [k for k in CASES if k not in HISTORIES and f'"{k}"' not in source] == []
    assert date(2023, 12, 31) in {y["close"] for k in HISTORIES for y in CASES[k]["years"]}
