"""A programme: each line is run after run, sums agree to the cent, and unknown stays unknown."""

import json
from itertools import pairwise

import numpy_financial as npf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.__main__ import main
from simulator.cases.programme import programme_from_link, read_programme
from simulator.cases.question import bounds
from simulator.cases.scenario import read
from simulator.errors import InputError, PasserelleError
from simulator.exports.simulated import plain as plain_run
from simulator.schemes import SCHEMES
from simulator.simulate import simulate
from simulator.studies.programme_body import answer, plain
from simulator.text import LANGUAGES, speaking

YEARS = [2026, 2027, 2028]
SUMMED = ("pme", "jours", "cout_reel", "argent_prive")


def line(dispositif="alize", pme=(8, 10, 12), territoire="meuse", **said):
    return {"territoire": territoire, "dispositif": dispositif, "pme": list(pme), **said}


def body(*lines, annees=YEARS, **said):
    return {"annees": list(annees), "lignes": list(lines or [line()]), **said}


def of(*lines, **said):
    return plain(answer(body(*lines, **said)))


def refusals(data):
    with pytest.raises(InputError) as refusal:
        answer(data)
    return dict(refusal.value.faults)


# A line of one year is what `run` gives

RUNS = [
    (key, year, voie)
    for key, scheme in SCHEMES.items()
    for year in range(*(int(x) for x in bounds(scheme.answers, "annee")))
    for voie in (None, *(route.key for route in scheme.routes))
]


def firms_of(key):
    return 10 if key == "boost_innov" else 7


def ran(key, year, voie, **answers):
    """What `run` gives of the route shown, and the firms of a line that helps as many."""
    count = {"nb_parcours": 2} if key == "boost_innov" else {"nb_pme": firms_of(key)}
    case = {"dispositif": key, "voie": voie, "reponses": {**answers, **count, "annee": year}}
    found = plain_run(simulate(read(case)))
    return found, found["voies"][found["voie_retenue"]]


@pytest.mark.parametrize(("key", "year", "voie"), RUNS)
def test_a_line_of_one_year_gives_what_run_gives(key, year, voie):
    asked = body(line(key, [firms_of(key)], voie=voie), annees=[year])
    try:
        found, route = ran(key, year, voie)
    except PasserelleError:
        with pytest.raises(InputError):
            answer(asked)
        return
    told = plain(answer(asked))
    assert told["total"]["indicateurs"] == route["indicateurs"]
    for row in (told["annees"][0], told["lignes"][0], told["territoires"]["meuse"], told["total"]):
        assert row["porte"] == route["porte"]
        assert row["cout_reel"] == route["indicateurs"]["cout_reel"]
        assert row["argent_public"] == route["indicateurs"]["argent_public"]
        assert row["pme"] == firms_of(key)
    assert told["lignes"][0]["voie"] == found["voie_retenue"]


TIGHT = {
    "statut_association": "agreee", "chiffre_affaires_mecene": 1_000_000, "autres_dons": 15_000,
    "excedent_anterieur": 4_000, "jours_par_pme": 9,
}  # fmt: skip


@pytest.mark.parametrize(
    "tight", [{}, {"impot_du_mecene": 9_000}, {"benefice_mecene": 60_000, "effectif_mecene": 80}]
)
def test_a_full_cap_changes_nothing_to_a_line_of_one_year(tight):
    _, route = ran("alize", 2026, "organisme_agree", **TIGHT, **tight)
    asked = line("alize", [7], voie="organisme_agree", reponses={**TIGHT, **tight})
    told = of(asked, annees=[2026])
    assert told["total"]["indicateurs"] == route["indicateurs"]


def test_the_size_of_a_parcours_may_be_another():
    told = of(line("boost_innov", [12], reponses={"nb_pme": 6}), annees=[2026])
    case = {"annee": 2026, "nb_parcours": 2, "nb_pme": 6}
    outcome = plain_run(simulate(read({"dispositif": "boost_innov", "reponses": case})))
    route = outcome["voies"][outcome["voie_retenue"]]
    assert told["total"]["indicateurs"] == route["indicateurs"]


# Years of one line: the same sponsor

GIFT = {
    "salaire_brut": 55_000,  # typed: a pay that nobody typed follows the index
    "chiffre_affaires_mecene": 1_000_000,
    "statut_association": "agreee",
    "jours_par_pme": 9,
}


def gifts(pme, annees, **said):
    asked = line(pme=pme, voie="organisme_agree", reponses=GIFT, **said)
    return of(asked, annees=annees)["total"]["indicateurs"]


def test_equal_years_are_a_run_of_as_many_years():
    """The carry goes on to the end of the last year's: `run` stops six years after the first."""
    case = {**GIFT, "annee": 2026, "nb_pme": 8, "duree_annees": 2}
    case = {"dispositif": "alize", "voie": "organisme_agree", "reponses": case}
    outcome = plain_run(simulate(read(case)))["voies"]["organisme_agree"]["indicateurs"]
    two = gifts([8, 8], [2026, 2027])
    assert two["cout_reel"] == outcome["cout_reel"]
    assert two["reduction_impot_annee"] == outcome["reduction_impot_annee"]
    assert two["reduction_impot"] >= outcome["reduction_impot"]


def test_the_room_of_a_year_is_used_once():
    """Two years that fill the cap reduce the tax less than each would alone."""
    alone = sum(gifts([100], [year])["reduction_impot"] for year in (2026, 2027))
    together = gifts([100, 100], [2026, 2027])["reduction_impot"]
    assert together < alone


def test_each_year_lends_its_own_people_under_their_own_ceiling():
    """Dear managers: three yearly ceilings a person cap what counts, as in the run of each year."""
    dear = {"salaire_brut": 900_000, "statut_association": "agreee", "jours_par_pme": 20}
    told = of(line(pme=[1, 9, 3], voie="organisme_agree", reponses=dear))["annees"]
    for year, firms in zip(told, (1, 9, 3), strict=True):
        case = {**dear, "annee": year["annee"], "nb_pme": firms}
        case = {"dispositif": "alize", "voie": "organisme_agree", "reponses": case}
        route = plain_run(simulate(read(case)))["voies"]["organisme_agree"]
        assert year["porte"] == route["porte"]


def test_a_year_without_an_sme_leaves_its_room_to_the_carry():
    alone = gifts([100], [2026])["reduction_impot"]
    assert gifts([100, 0], [2026, 2027])["reduction_impot"] == alone
    assert (
        gifts([100, 0, 100], YEARS)["reduction_impot"]
        > gifts([100, 100], YEARS[:2])["reduction_impot"]
    )


# Equal sponsors


@pytest.mark.parametrize("sponsors", [1, 2, 3])
def test_equal_sponsors_are_as_many_times_one_with_its_part(sponsors):
    whole = of(
        line(pme=[12], mecenes=sponsors, voie="organisme_agree", reponses=GIFT), annees=[2026]
    )["total"]
    one = of(line(pme=[12 // sponsors], voie="organisme_agree", reponses=GIFT), annees=[2026])
    assert whole["porte"] == {
        party: pytest.approx(amount * sponsors, abs=0.02)
        for party, amount in one["total"]["porte"].items()
    }
    assert whole["pme"] == 12


def test_a_part_that_does_not_divide_keeps_cost_and_deeds():
    alone = of(line(pme=[80], voie="organisme_agree", reponses=GIFT), annees=[2026])["total"]
    shared = of(line(pme=[80], mecenes=3, voie="organisme_agree", reponses=GIFT), annees=[2026])
    for name in ("pme", "jours", "cout_reel"):
        assert shared["total"][name] == alone[name]
    assert (
        shared["total"]["indicateurs"]["reduction_impot"]
        > (alone["indicateurs"]["reduction_impot"])
    )


def test_what_one_lender_may_give_is_counted_once_each():
    """De minimis of the lender: one lends too much for L. 8241-3, three do not."""
    loan = {
        "effectif_mecene": 9_000, "effectif_pme": 40, "age_pme": 5,
            "emplois_prevus": 9, "lien_commercial": "aucun",
        "convention": "oui", "interet_propre": "non", "jours_par_pme": 60,
    }  # fmt: skip
    led = {
        m: of(line(pme=[20], mecenes=m, reponses=loan), annees=[2026])["lignes"][0]["voie"]
        for m in (1, 3)
    }
    assert led == {1: "pret_direct", 3: "pret_l8241_3"}


# Sums

ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "emplois_prevus": st.integers(0, 40),
        "chiffre_affaires_mecene": st.sampled_from([0, 400_000, 3_000_000, 5e8]),
        "salaire_brut": st.integers(25_000, 150_000),
        "statut_association": st.sampled_from(["agreee", "a_confirmer"]),
    },
)


@st.composite
def programmes(draw):
    number = draw(st.integers(1, 4))
    lines = []
    for _ in range(draw(st.integers(1, 4))):
        key = draw(st.sampled_from(["alize", "alize_avance", "boost_innov"]))
        scheme = SCHEMES[key]
        step = 5 if key == "boost_innov" else 1
        pme = draw(
            st.lists(
                st.integers(0, 6).map(lambda n, s=step: n * s), min_size=number, max_size=number
            )
        )
        answers = {
            name: value
            for name, value in draw(ANSWERS).items()
            if name in scheme.answers.model_fields
        }
        if key == "alize_avance":
            answers["taux_de_base"] = 2.5
        lines.append(
            line(
                key, pme, draw(st.sampled_from(["meuse", "vosges"])), reponses=answers,
                mecenes=draw(st.integers(1, 3)),
                voie=draw(st.sampled_from([None, *(r.key for r in scheme.routes)])),
            )
        )  # fmt: skip
    places = draw(st.sets(st.sampled_from(sorted({one["territoire"] for one in lines}))))
    costs = st.one_of(st.none(), st.integers(0, 50_001))
    animation = {p: [draw(costs) for _ in range(number)] for p in places}
    annees = range(2026, 2026 + number)
    return body(*lines, annees=annees, animation=animation, taux_actualisation=0.03)


@given(programmes())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_is_borne_adds_up_by_line_place_and_year_to_the_cost(data):
    told = plain(answer(data))
    total = told["total"]
    cuts = (told["annees"], told["lignes"], list(told["territoires"].values()))
    for rows in cuts:
        for party, amount in total["porte"].items():
            assert round(sum(row["porte"][party] for row in rows), 2) == amount
        for name in SUMMED:
            values = [row[name] for row in rows]
            assert (None in values) == (total[name] is None)
            if total[name] is not None:
                assert round(sum(values), 2) == pytest.approx(total[name], abs=1e-6)
    assert round(sum(total["porte"].values()), 2) == total["cout_reel"]
    for row in (*told["annees"], *told["lignes"]):
        assert round(sum(row["porte"].values()), 2) == row["cout_reel"]
    assert total["indicateurs"]["cout_reel"] == total["cout_reel"]
    assert total["indicateurs"]["argent_public"] == total["argent_public"] or (
        abs(total["indicateurs"]["argent_public"] - total["argent_public"]) < 0.1
    )
    assert total["valeur_actuelle"] == pytest.approx(
        npf.npv(0.03, [year["cout_reel"] for year in told["annees"]]), abs=0.006
    )


@given(programmes(), st.randoms())
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_order_of_keys_and_lines_changes_nothing(data, chance):
    def shuffled(value):
        if not isinstance(value, dict):
            return value
        keys = list(value)
        chance.shuffle(keys)
        return {key: shuffled(value[key]) for key in keys}

    lines = [shuffled(one) for one in data["lignes"]]
    assert plain(answer(shuffled({**data, "lignes": lines}))) == plain(answer(data))
    turned = plain(answer({**data, "lignes": data["lignes"][::-1]}))
    straight = plain(answer(data))
    assert turned["total"]["porte"] == {
        party: pytest.approx(amount, abs=0.02)
        for party, amount in straight["total"]["porte"].items()
    }


def test_a_programme_that_grows_costs_what_its_years_cost():
    told = of(line(pme=[4, 8, 12]), taux_actualisation=0.1)
    first, second, third = (year["cout_reel"] for year in told["annees"])
    assert told["total"]["valeur_actuelle"] == pytest.approx(
        first + second / 1.1 + third / 1.1**2, abs=0.01
    )
    for before, after in pairwise(told["annees"]):
        assert after["pme"] == before["pme"] + 4


# What nobody knows


def test_an_animation_that_nobody_gives_stays_unknown_and_is_said():
    told = of(line(), line(territoire="vosges"), animation={"meuse": [40_000, 0, 40_000]})
    assert told["territoires"]["vosges"]["argent_public"] is None
    assert told["territoires"]["meuse"]["argent_public"] is not None
    assert told["total"]["argent_public"] is None
    assert "vosges" in told["reserves"][0]
    assert "meuse" not in told["reserves"][0]
    assert told["territoires"]["meuse"]["porte"]["association"] == 80_000


def test_a_known_animation_is_shared_by_the_smes_and_borne_by_its_payers():
    lines = [line(pme=[1], reponses={"part_region": 0.5}), line(pme=[2]), line("ppj", [9])]
    told = of(*lines[:2], annees=[2026], animation={"meuse": [100.01]})
    assert [row["cout_reel"] for row in told["lignes"]] == [
        pytest.approx(cost + part, abs=0.001)
        for cost, part in zip(
            (row["cout_reel"] for row in of(*lines[:2], annees=[2026])["lignes"]),
            (33.34, 66.67),
            strict=True,
        )
    ]
    assert told["total"]["porte"]["region"] == 16.67
    assert told["total"]["porte"]["association"] == 83.34


def test_an_animation_is_paid_in_a_year_without_smes():
    told = of(line(pme=[4, 0, 4]), animation={"meuse": [10, 20, 30]})
    assert told["annees"][1]["cout_reel"] == 20
    assert told["annees"][1]["pme"] == 0


def test_an_animation_said_twice_is_refused():
    data = body(line(reponses={"cout_animation": 3}), animation={"meuse": [1, 2, 3]})
    assert list(refusals(data)) == ["animation.meuse"]


def test_jobs_and_their_survival_are_unknown_until_they_are_said():
    told = of(line(reponses={"emplois_prevus": 12}), line("boost_innov", [5, 5, 0]))
    assert [row["emplois_prevus"] for row in told["annees"]] == [None, None, 12]
    assert told["lignes"][0]["emplois_prevus"] == 36
    assert told["lignes"][1]["emplois_realises"] is None
    assert told["total"]["emplois_prevus"] is None
    assert told["total"]["indicateurs"]["cout_par_emploi_prevu"] is None
    known = of(line(reponses={"emplois_prevus": 12, "taux_realisation": 50}), survie_3_ans=0.75)
    assert known["total"]["emplois_durables"] == 36 * 0.5 * 0.75
    assert known["total"]["valeur_actuelle"] is None


def test_losses_that_nobody_gives_are_unknown():
    told = of(line("alize_avance", [1, 1, 1], reponses={"taux_de_base": 2.0}))
    assert {year["perdues"] for year in told["avances"]} == {None}


# The fund

FUND = {"avance_moyenne": 12_000, "mois_de_differe": 12, "mois_de_remboursement": 24}


def test_the_fund_by_hand():
    """Two advances of 12 000 € in 2026, one in 2027: one year off, two instalments, 10 % lost."""
    told = of(line("alize_avance", [2, 1, 0], reponses={**FUND, "taux_de_perte": 10}))["avances"]
    rows = [tuple(year.values()) for year in told]
    assert rows == [
        (2026, 24_000, 0, 0, 24_000, 24_000),
        (2027, 12_000, 0, 0, 36_000, 36_000),
        (2028, 0, 10_800, 1_200, 24_000, 25_200),
        (2029, 0, 16_200, 1_800, 6_000, 9_000),
        (2030, 0, 5_400, 600, 0, 3_600),
    ]


@pytest.mark.parametrize("periodicite", ["annuelle", "mensuelle"])
@pytest.mark.parametrize("loss", [0, 7.3])
@pytest.mark.parametrize(("wait", "length"), [(0, 12), (12, 36), (24, 60)])
def test_the_fund_gives_back_all_that_it_lent_less_what_is_lost(periodicite, loss, wait, length):
    answers = {
        "avance_moyenne": 9_999.99, "mois_de_differe": wait, "mois_de_remboursement": length,
        "periodicite": periodicite, "taux_de_perte": loss,
    }  # fmt: skip
    told = of(line("alize_avance", [3, 0, 2], reponses=answers))["avances"]
    out = 0.0
    for year in told:
        out = round(out + year["pretees"] - year["remboursees"] - year["perdues"], 2)
        assert year["encours"] == out
    assert out == 0
    lent, lost = sum(y["pretees"] for y in told), sum(y["perdues"] for y in told)
    assert round(lost, 2) == pytest.approx(lent * loss / 100, abs=0.011)
    assert told[-1]["annee"] == 2028 + (wait + length) // 12
    assert told[-1]["besoin_de_tresorerie"] == pytest.approx(lost, abs=0.001)


def test_the_last_instalment_comes_back_in_the_year_that_it_is_due():
    """1 200 € lent on 1 January 2026: 12 months from 1 August 2026, so 5 by 31 December, then 7."""
    answers = {"avance_moyenne": 1_200, "mois_de_differe": 6, "mois_de_remboursement": 12}
    answers |= {"periodicite": "mensuelle", "taux_de_perte": 0}
    told = of(line("alize_avance", [1, 0, 0], reponses=answers))["avances"]
    assert [(y["annee"], y["remboursees"], y["encours"]) for y in told] == [
        (2026, 500, 700),
        (2027, 700, 0),
    ]


@pytest.mark.parametrize("amount", [0.12, 12_000.12, 7_777.77])
@pytest.mark.parametrize("loss", [0, 0.004, 99.996, 100])
def test_no_year_of_the_fund_repays_or_loses_less_than_nothing(amount, loss):
    answers = {"avance_moyenne": amount, "mois_de_differe": 6, "mois_de_remboursement": 24}
    answers |= {"periodicite": "mensuelle", "taux_de_perte": loss}
    told = of(line("alize_avance", [1, 1, 3], reponses=answers))["avances"]
    assert min(y["remboursees"] for y in told) >= 0
    assert min(y["perdues"] for y in told) >= 0
    if loss == 100:
        assert {y["remboursees"] for y in told} == {0}


def test_a_programme_that_lends_nothing_has_no_fund():
    assert of(line())["avances"] == []


# The door

REFUSED = [
    ({"lignes": [line("boost_innov", [5, 12, 15])]}, "lignes.0.pme.1", ("12", "10", "15")),
    ({"lignes": [line("boost_innov", [3, 5, 5])]}, "lignes.0.pme.0", ("3", "0", "5")),
    ({"lignes": [line(), line(pme=[1, -1, 2])]}, "lignes.1.pme.1", ("−1", "0")),
    ({"lignes": [line(pme=[1, 2.5, 2])]}, "lignes.0.pme.1", ("2,5",)),
    ({"lignes": [line(pme=[1, True, 2])]}, "lignes.0.pme.1", ()),
    ({"lignes": [line(pme=[1, 2])]}, "lignes.0.pme", ("2", "3")),
    ({"lignes": [line(mecenes=0)]}, "lignes.0.mecenes", ("0", "1")),
    ({"lignes": [line(territoire=" ")]}, "lignes.0.territoire", ()),
    ({"lignes": [line("inconnu")]}, "lignes.0.dispositif", ("alize",)),
    ({"lignes": [line(voie="inconnue")]}, "lignes.0.voie", ("pret_direct",)),
    ({"lignes": [line(reponses={"annee": 2026})]}, "lignes.0.reponses.annee", ("annee",)),
    ({"lignes": [line(reponses={"nb_pme": 3})]}, "lignes.0.reponses.nb_pme", ("nb_pme",)),
    ({"lignes": [line(reponses={"salaire_brut": 0})]}, "lignes.0.reponses.salaire_brut", ("0",)),
    ({"lignes": [line(reponses={"bidon": 0})]}, "lignes.0.reponses.bidon", ("bidon",)),
    ({"lignes": [line(reponses=[])]}, "lignes.0.reponses", ()),
    ({"lignes": []}, "lignes", ()),
    ({"lignes": "x"}, "lignes", ()),
    ({"annees": [2026, 2028, 2029]}, "annees.1", ("2028", "2027")),
    ({"annees": [2100, 2101, 2102]}, "annees.0", ("2100",)),
    ({"annees": []}, "annees", ()),
    ({"animation": {"ailleurs": [1, 2, 3]}}, "animation.ailleurs", ("meuse",)),
    ({"animation": {"meuse": [1, 2]}}, "animation.meuse", ("2", "3")),
    ({"animation": {"meuse": [1, -2, 3]}}, "animation.meuse.1", ("0",)),
    ({"survie_3_ans": 85}, "survie_3_ans", ("100",)),
    ({"taux_actualisation": "douze"}, "taux_actualisation", ("douze",)),
    ({"bidon": 1}, "bidon", ("bidon",)),
]


@pytest.mark.parametrize(("change", "path", "words"), REFUSED)
def test_a_refusal_names_its_path_the_value_and_the_way_out(change, path, words):
    faults = refusals({**body(), **change})
    assert path in faults
    assert faults[path].startswith(path)
    for word in words:
        assert word in faults[path].replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        ("territoire", {"territoire": "x" * 5_000}),
        ("mecenes", {"mecenes": 0}),
        ("pme.1", {"pme": [1, "a", 3]}),
    ],
)
def test_a_fault_inside_a_list_does_not_make_the_list_empty(path, wrong):
    faults = refusals(body({**line(), **wrong}))
    assert list(faults) == [f"lignes.0.{path}"]


def test_what_a_rule_refuses_of_one_answer_is_said_at_its_place():
    faults = refusals(body(line(), line(reponses={"salaire_brut": 1_000})))
    assert list(faults) == ["lignes.1.reponses.salaire_brut"]


@pytest.mark.parametrize("data", [None, [], "programme", 3])
def test_what_is_no_programme_is_refused(data):
    assert list(refusals(data)) == [""]


def test_every_fault_of_every_line_is_told_at_once():
    faults = refusals(body(line(pme=[1, 2]), line("boost_innov", [1, 2, -3])))
    assert list(faults) == ["lignes.1.pme.2"]
    faults = refusals(body(line("boost_innov", [1, 2, 5]), line(reponses={"salaire_brut": -3})))
    assert set(faults) == {"lignes.0.pme.0", "lignes.0.pme.1", "lignes.1.reponses.salaire_brut"}


def test_null_says_unknown_and_gives_the_default():
    said = line(voie=None, mecenes=None, reponses=None)
    nulls = body(said, titre=None, animation=None, taux_actualisation=None, survie_3_ans=None)
    assert plain(answer(nulls)) == of()
    assert plain(answer(body(animation={"meuse": None}))) == of()


def test_a_programme_comes_back_from_its_file_and_its_link():
    data = body(
        line(mecenes=3, voie="pret_direct", reponses={"jours_par_pme": 4}),
        line("boost_innov", [5, 0, 5], "rhone"),
        animation={"meuse": [1, None, 2.5]}, survie_3_ans=0.5, titre="Trois ans",
    )  # fmt: skip
    asked = read_programme(data)
    assert read_programme(json.loads(json.dumps(asked.to_dict()))) == asked
    assert programme_from_link(asked.to_link()) == asked


def test_a_link_leaves_private_answers_out_and_names_them():
    asked = read_programme(body(line(reponses={"salaire_brut": 71_000, "jours_par_pme": 4})))
    shared = asked.public().to_dict()["lignes"][0]
    assert shared["tus"] == ["salaire_brut"]
    assert shared["reponses"] == {"jours_par_pme": 4}


def test_the_command_prints_the_answer_and_refuses_on_one_line(tmp_path, capsys):
    file = tmp_path / "programme.json"
    file.write_text(json.dumps(body()), encoding="utf-8")
    assert main(["programme", str(file)]) == 0
    assert json.loads(capsys.readouterr().out) == of()
    file.write_text(json.dumps(body(line(pme=[1, 2, -3]))), encoding="utf-8")
    assert main(["programme", str(file)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("lignes.0.pme.2")
    assert told.err.count("\n") == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_says_every_total(language, tmp_path, capsys):
    file = tmp_path / "programme.json"
    lines = [line("alize_avance", reponses={"taux_de_base": 2, "taux_de_perte": 3})]
    file.write_text(json.dumps(body(*lines, titre="Essai")), encoding="utf-8")
    with speaking(language):
        assert main(["programme", str(file), "--table"]) == 0
    told = capsys.readouterr().out
    assert "Essai" in told
    assert "2031" in told
    assert "None" not in told


def test_two_names_of_one_place_are_refused_rather_than_one_lost():
    data = {
        "annees": [2026],
        "lignes": [{"territoire": "meuse", "dispositif": "alize", "pme": [1]}],
        "animation": {" meuse": [10], "meuse": [20]},
    }
    with pytest.raises(InputError) as refused:
        read_programme(data)
    assert refused.value.faults[0][0] == "animation.meuse"
