"""Figures worked out by hand: every indicator, the trails of money, whole euros that add up."""

import pytest

from simulator.base.rounding import adding_up, whole
from simulator.cases.scenario import read
from simulator.figures.indicators import INDICATORS, missing, read_all, readable
from simulator.figures.trails import Trail, trails, whole_shares
from simulator.ledger import Deed, Ledger, Nature, Party, Status, flow
from simulator.rules.volumes import volume
from simulator.simulate import simulate
from simulator.stories.scenario_figures import shown_values, values_of

N, P = Nature, Party


def ledger_of(*moves):
    return Ledger(flow(*move, 2025, "essai") for move in moves)


EVERYONE = ledger_of(
    (P.MECENE, P.SALARIES, N.REMUNERATION, 1000.0),
    (P.PME, P.MECENE, N.FACTURE, 300.0),
    (P.REGION, P.PME, N.SUBVENTION, 120.0),
    (P.UE, P.REGION, N.SUBVENTION, 40.0),
    (P.FONDS, P.MARCHE_DE_L_ARGENT, N.INTERETS_ABANDONNES, 60.0),
    (P.FONDS, P.PME, N.AVANCE, 500.0),
    (P.ASSOCIATION, P.ANIMATION, N.FRAIS_ANIMATION, 90.0),
    (P.ETAT, P.MECENE, N.ECONOMIE_IS, 250.0),
    (P.ETAT, P.MECENE, N.REDUCTION_IMPOT, 15.0),
    (P.MECENE, P.ETAT, N.SUPPLEMENT_IS, 75.0),
)
"""Every bearer pays something: sponsor 510, SME 180, association 90, fund 60, Region 80, State 190,
EU 40, together 1 150."""
DEEDS = [
    Deed("pme", Status.PREVU, 4.0, "essai"),
    Deed("pme", Status.PREVU, 1.0, "essai"),
    Deed("jours", Status.PREVU, 10.0, "essai"),
    Deed("emplois", Status.PREVU, 30.0, "essai"),
]


class Year:
    annee = 2025


class Shares:
    annee = 2025
    taux_realisation = 66.0
    part_publique = 0.4


# public: 190 + 80 + 40 + 0.4 x 60 = 334; private: 510 + 180 + 90 + 0.6 x 60 = 816
BY_HAND = {
    "cout_reel": 1150.0,
    "effort_net_mecene": 510.0,
    "effort_net_mecene_annee": 510.0,
    "reste_a_charge_pme": 180.0,
    "reste_par_pme": 36.0,
    "reduction_impot": 15.0,
    "reduction_impot_annee": 15.0,
    "effort_region": 80.0,
    "effort_etat": 190.0,
    "effort_fonds": 60.0,
    "argent_public": 334.0,
    "argent_prive": 816.0,
    "levier": 816 / 334,
    "taux_public": 334 / 1150,
    "cout_par_pme": 230.0,
    "cout_par_jour": 115.0,
    "cout_par_emploi_prevu": 1150 / 30,
    "cout_par_emploi_realise": 1150 / 19.8,
}


def values(ledger=EVERYONE, deeds=DEEDS, unknowns=(), shares=Shares):
    return read_all(readable(ledger, deeds, unknowns, shares))


UNITS = {"levier": "multiple", "taux_public": "ratio"}
OWN = {
    "effort_net_mecene": P.MECENE, "effort_net_mecene_annee": P.MECENE,
    "reduction_impot_annee": P.ETAT,
    "reste_a_charge_pme": P.PME, "reste_par_pme": P.PME,
    "reduction_impot": P.ETAT, "effort_region": P.REGION, "effort_etat": P.ETAT,
    "effort_fonds": P.FONDS,
}  # fmt: skip


def test_every_indicator_has_its_figure_by_hand():
    assert set(BY_HAND) == set(INDICATORS)


@pytest.mark.parametrize("key", BY_HAND)
def test_an_indicator_is_what_the_hand_finds_in_its_unit_and_of_its_party(key):
    assert float(values()[key]) == pytest.approx(BY_HAND[key], abs=1e-9)
    assert INDICATORS[key].unit == UNITS.get(key, "€")  # in euros unless it compares
    assert INDICATORS[key].party is OWN.get(key)


def test_without_a_share_the_whole_fund_is_public_and_no_job_is_supposed_done():
    told = values(shares=Year)
    assert float(told["argent_public"]) == 370
    assert float(told["argent_prive"]) == 780
    assert told["cout_par_emploi_realise"] is None


def test_jobs_that_were_counted_are_taken_before_a_rate():
    done = [*DEEDS, Deed("emplois", Status.REALISE, 10.0, "essai")]
    assert float(values(deeds=done)["cout_par_emploi_realise"]) == 115
    only_done = [Deed("emplois", Status.REALISE, 10.0, "essai")]
    assert float(values(deeds=only_done)["cout_par_emploi_realise"]) == 115
    assert values(deeds=only_done)["cout_par_emploi_prevu"] is None


def test_nothing_is_shared_among_nobody_nor_compared_with_no_public_money():
    none = [Deed("pme", Status.PREVU, 0.0, "essai"), Deed("jours", Status.PREVU, 0.0, "essai")]
    told = values(deeds=none)
    for key in ("reste_par_pme", "cout_par_pme", "cout_par_jour", "cout_par_emploi_prevu"):
        assert told[key] is None, key
    private = values(ledger_of((P.PME, P.CONSULTANTS, N.HONORAIRES, 100.0)))
    assert private["levier"] is None
    assert float(private["taux_public"]) == 0
    assert values(Ledger([]))["taux_public"] is None


HIDDEN_BY = {
    "aide_etat": {"effort_etat"},
    "aide_region": {"effort_region"},
    "aide_ue": set(),
    "taux_de_base": {"effort_fonds"},
    "cout_animation": set(),
    "autre_chose": set(),
}
WITH_THE_COST = {k for k in INDICATORS if k.startswith("cout_")}
WITH_PUBLIC_MONEY = {"argent_public", "levier", "taux_public"}


@pytest.mark.parametrize("lost", HIDDEN_BY)
def test_an_unknown_hides_what_it_makes_unknown_and_nothing_else(lost):
    hidden = set(HIDDEN_BY[lost])
    if lost not in {"cout_animation", "autre_chose"}:
        hidden |= WITH_THE_COST
    if lost != "autre_chose":
        hidden |= WITH_PUBLIC_MONEY
    told = values(unknowns=(lost,))
    assert {key for key in INDICATORS if told[key] is None} == hidden
    for key in hidden:
        assert missing(key, ["autre_chose", lost]) == [lost]
    for key in set().union(*HIDDEN_BY.values()) - hidden:
        assert missing(key, ["autre_chose", lost]) == []


# Leverage is private over public, whatever the scheme


def outcome_of(scheme, **answers):
    return simulate(read({"dispositif": scheme, "reponses": answers}))


BOOST = {
    "annee": 2025, "nb_pme": 1, "nb_cadres": 2, "jours_par_cadre": 1.5, "cout_journee": 500,
    "imposition_pme": "non_imposee",
}  # fmt: skip
ALIZE = {"annee": 2025, "jours": 3, "cout_journee": 400, "cout_animation": 1000}
SCHEMES = [
    # scheme, answers, route, private, public, cost, days, SMEs
    # 3 days at 500: 450 billed, 1 050 given; 60 % of it is 630
    ("boost_innov", BOOST, "don_eligible", 420 + 450, 630, 1500, 3, 1),
    # the same lent: a quarter of 1 500 saved, a quarter of 450 owed
    ("boost_innov", BOOST, "prix_reduit", 787.5 + 450, 262.5, 1500, 3, 1),
    ("boost_innov", BOOST, "don_non_eligible", 1050 + 450, 0, 1500, 3, 1),
    # 3 days at 400 given: 60 % is 720; lent: a quarter is 300; 1 000 of animation
    ("alize", ALIZE, "organisme_agree", 480 + 1000, 720, 2200, 3, 1),
    ("alize", ALIZE, "pret_direct", 900 + 1000, 300, 2200, 3, 1),
    # 2 440 from the SME, taxed at 15 %: 366 saved; 4 000 from the Region; four days
    ("performance_ciblee", {}, "de_minimis", 2074, 4366, 6440, 4, 1),
    ("performance_approfondie", {}, "de_minimis", 3859, 8681, 12540, 7, 1),
]


@pytest.mark.parametrize(
    ("scheme", "answers", "route", "private", "public", "cost", "days", "firms"), SCHEMES
)
def test_leverage_and_shares_by_hand(scheme, answers, route, private, public, cost, days, firms):
    told = values_of(outcome_of(scheme, **answers), route)
    assert float(told["argent_prive"]) == pytest.approx(private)
    assert float(told["argent_public"]) == pytest.approx(public)
    assert float(told["cout_reel"]) == pytest.approx(cost)
    assert float(told["taux_public"]) == pytest.approx(public / cost)
    assert float(told["cout_par_jour"]) == pytest.approx(cost / days)
    assert float(told["cout_par_pme"]) == pytest.approx(cost / firms)
    if public:
        assert float(told["levier"]) == pytest.approx(private / public)
    else:
        assert told["levier"] is None


@pytest.mark.parametrize("row", SCHEMES, ids=lambda row: f"{row[0]}-{row[2]}")
def test_whole_euros_shown_public_and_private_are_the_cost(row):
    scheme, answers, route, private, public, cost, *_ = row
    shown = shown_values(outcome_of(scheme, **answers), route)
    assert shown["argent_public"] + shown["argent_prive"] == shown["cout_reel"] == cost
    assert abs(shown["argent_public"] - public) <= 1
    assert abs(shown["argent_prive"] - private) <= 1


# Whole euros


@pytest.mark.parametrize(
    ("amount", "expected"),
    [(0.0, 0), (0.4, 0), (0.5, 1), (-0.4, 0), (-0.5, -1), (-1.5, -2), (1.49, 1), (2.5, 3),
     (1.005 * 100, 101), (-100.6, -101)],
)  # fmt: skip
def test_a_half_euro_goes_away_from_zero(amount, expected):
    assert whole(amount) == expected


@pytest.mark.parametrize(
    ("parts", "total", "expected"),
    [
        ([805.25, 268.42], None, [805, 269]),
        ([0.5, 0.5], None, [1, 0]),
        ([1.3, 1.3, 1.4], None, [1, 1, 2]),
        ([1.3, 1.3, 1.4], 5, [2, 1, 2]),
        ([1.3, 1.3, 1.4], 2, [1, 0, 1]),
        ([2.9999999999, 1.0], None, [3, 1]),
        ([-0.6, 1.6], None, [-1, 2]),
        ([10.2, 20.3, 30.4], 64, [11, 21, 32]),
        ([1.0, 1.0], 5, [3, 2]),
        ([5.0, 5.0], 7, [4, 3]),
        # too much: the smallest remainders give back first, one each
        ([1.3, 1.3, 1.4], 1, [0, 0, 1]),
        ([1.4, 1.3, 1.2], 0, [0, 0, 0]),
        ([1.4, 1.3, 1.2], -1, [0, 0, -1]),
        ([1.2, 1.3, 1.4], 9, [3, 3, 3]),
    ],
)
def test_parts_take_the_euros_left_by_the_largest_remainders(parts, total, expected):
    assert adding_up(parts, total) == expected
    assert sum(expected) == (whole(sum(parts)) if total is None else total)


def test_so_many_units_each_of_so_much():
    assert float(volume(4, 2.5)) == 10


# The trails of money


def trail(start, end, nature, amount, party):
    return Trail(start, end, nature, amount, party, round(amount))


def test_the_trails_of_a_gift_start_from_those_who_bear_it():
    """The sponsor pays 1 000 of staff with an invoice of 300 and 400 of relief: 300 is its own."""
    told = trails(
        ledger_of(
            (P.MECENE, P.SALARIES, N.REMUNERATION_DONNEE, 1000.0),
            (P.PME, P.MECENE, N.FACTURE, 300.0),
            (P.ETAT, P.MECENE, N.REDUCTION_IMPOT, 475.0),
            (P.MECENE, P.ETAT, N.SUPPLEMENT_IS, 75.0),
        )
    )
    assert told == [
        trail("facture_encaissee", "salaries", N.REMUNERATION_DONNEE, 300.0, "pme"),
        trail("etat", "salaries", N.REMUNERATION_DONNEE, 400.0, "etat"),
        trail("mecene", "salaries", N.REMUNERATION_DONNEE, 300.0, "mecene"),
        trail("pme", "facture_encaissee", N.FACTURE, 300.0, "pme"),
    ]


def test_money_that_a_body_passes_on_is_shown_passing():
    told = trails(
        ledger_of(
            (P.REGION, P.ASSOCIATION, N.SUBVENTION, 60.0),
            (P.ASSOCIATION, P.ANIMATION, N.FRAIS_ANIMATION, 100.0),
            (P.PME, P.CONSULTANTS, N.HONORAIRES, 50.0),
            (P.PME, P.ETAT, N.TVA_NON_RECUPEREE, 10.0),
            (P.FONDS, P.PME, N.AVANCE, 999.0),
            (P.PME, P.RELAIS, N.TVA, 999.0),
        )
    )
    assert told == [
        trail("pme", "consultants", N.HONORAIRES, 50.0, "pme"),
        trail("association_passage", "animation", N.FRAIS_ANIMATION, 60.0, "region"),
        trail("association", "animation", N.FRAIS_ANIMATION, 40.0, "association"),
        trail("region", "association_passage", N.SUBVENTION, 60.0, "region"),
        trail("pme", "tva", N.TVA_NON_RECUPEREE, 10.0, "pme"),
    ]


def test_an_aid_received_only_to_be_spent_is_shown_from_where_it_comes():
    """The association pays 70 to the SME, which pays 100 to the sponsor: no stop at the SME."""
    told = trails(
        ledger_of(
            (P.MECENE, P.SALARIES, N.REMUNERATION, 100.0),
            (P.PME, P.MECENE, N.FACTURE, 100.0),
            (P.ASSOCIATION, P.PME, N.AIDE, 70.0),
            (P.MECENE, P.ASSOCIATION, N.DON, 70.0),
        )
    )
    ends = {(t.start, t.end): (t.amount, t.party) for t in told}
    assert ends == {
        ("facture_encaissee", "salaries"): (100.0, "pme"),
        ("mecene", "association_passage"): (70.0, "mecene"),
        ("association_passage", "facture_encaissee"): (70.0, "association"),
        ("pme", "facture_encaissee"): (30.0, "pme"),
    }


def test_shares_in_whole_euros_add_up_to_the_whole_cost():
    shares = whole_shares(
        ledger_of(
            (P.MECENE, P.SALARIES, N.REMUNERATION, 1000.4),
            (P.PME, P.MECENE, N.FACTURE, 333.3),
            (P.REGION, P.PME, N.SUBVENTION, 111.1),
        )
    )
    assert {p: s for p, s in shares.items() if s} == {P.MECENE: 667, P.PME: 222, P.REGION: 111}
    assert sum(shares.values()) == 1000


def test_what_is_used_after_the_years_of_the_case_is_not_of_its_years():
    later = flow(P.ETAT, P.MECENE, N.REDUCTION_IMPOT, 100.0, 2026, "essai")
    told = values(Ledger([*EVERYONE, later]))
    assert float(told["effort_net_mecene"]) == 410
    assert float(told["effort_net_mecene_annee"]) == 510
    assert float(told["reduction_impot"]) == 115
    assert float(told["reduction_impot_annee"]) == 15
