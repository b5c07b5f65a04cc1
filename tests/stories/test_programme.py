"""What is said of a programme: its answer, its budget, its limits, what it starts from."""

import re

import pytest

from simulator.cases.programme_draft import read_draft
from simulator.network.shipped import shipped
from simulator.schemes import SCHEMES
from simulator.stories import programme_drawings, programme_tables
from simulator.stories.programme_answer import answer, figures, is_floor
from simulator.stories.programme_budget import budget_of, remedy, table, verdict
from simulator.stories.programme_limits import limit_of
from simulator.stories.programme_options import programme_options
from simulator.stories.programme_paste import pasted
from simulator.stories.programme_places import key_of, place_named, places_of
from simulator.stories.programme_ready import (
    SHAPES,
    evenly,
    names,
    paces,
    programme_ready,
    shaped,
)
from simulator.stories.programme_ready import (
    line as ready_line,
)
from simulator.studies.programme_body import answer as answered
from simulator.studies.programme_body import plain
from simulator.studies.split_body import answer as split_answer
from simulator.text import LANGUAGES, say, speaking
from tests.studies.test_programme import body, line

YEARS = [2027, 2028, 2029]


def aided(*firms, budget=None, aid=1_000, **said):
    """A line whose Region pays so much a firm."""
    one = line("performance_ciblee", firms, "isere", reponses={"aide_region": aid, **said})
    years = YEARS[: len(firms)]
    return answered(
        body(one, annees=years, **({} if budget is None else {"budget_region": budget}))
    )


def bare(text):
    return text.replace("\u202f", " ").replace("\u00a0", " ")


# The budget

REMEDIES = [
    ((4, 8, 8), 7_000, "Reporter 2 000 € de 2027", [3_000, -1_000, -1_000, 1_000]),
    ((8, 4, 4), 6_000, "2 000 € plus tôt", [-2_000, 2_000, 2_000, 2_000]),
    ((4, 4, 4), 4_000, "tient chaque année", [0, 0, 0, 0]),
    ((4, 8, 8), 5_000, "Il manque 5 000 €", [1_000, -3_000, -3_000, -5_000]),
]


@pytest.mark.parametrize(("firms", "budget", "said", "left"), REMEDIES)
def test_the_balance_by_hand_and_its_remedy(firms, budget, said, left):
    found = budget_of(aided(*firms, budget=budget))
    assert [*found.left, sum(found.left)] == left
    assert said in bare(remedy(found))
    shown = [bare(cell) for cell in table(found).rows[-1][1:]]
    signs = {1: "+", -1: "−", 0: ""}
    for cell, amount in zip(shown, left, strict=True):
        assert cell.startswith(signs[(amount > 0) - (amount < 0)] or "0")
        assert re.sub(r"\D", "", cell) == str(abs(amount))


def test_the_answer_says_whether_the_budget_holds():
    assert "pas chaque année : il est dépassé en 2028 et en 2029" in bare(
        answer(aided(4, 8, 8, budget=7_000))
    )
    assert "il manque 5 000 €" in bare(answer(aided(4, 8, 8, budget=5_000)))
    assert "tient chaque année" in bare(answer(aided(4, 4, budget=4_000)))
    assert "plus chère est 2028" in bare(answer(aided(4, 8)))
    assert verdict(budget_of(aided(4, 8))) == ""


def test_a_region_that_nobody_knows_is_said_and_has_no_balance():
    found = answered(body(line("ppj", [5], "rhone"), annees=[2004]))
    assert budget_of(found) is None
    assert "est inconnue" in answer(found)
    assert "plus chère" not in answer(found)  # one year is no dearer than itself
    assert figures(found)[0].condition == ""
    assert remedy(None) == say("programme_page.region_inconnue")
    assert figures(found)[2].value == say("mots.inconnu")


def test_a_cost_is_a_minimum_while_a_part_is_unknown():
    whole = answered(body(line(), animation={"meuse": [1, 2, 3]}))
    assert not is_floor(whole)
    assert "au moins" not in answer(whole)
    assert is_floor(answered(body(line())))
    assert "au moins" in answer(answered(body(line())))
    lent = answered(body(line("alize_avance", [1], reponses={}), annees=[2035],
                         animation={"meuse": [1]}))  # fmt: skip
    assert is_floor(lent) == (lent.total.cout_reel is None)


def test_a_programme_without_an_sme_says_so():
    found = answered(body(line(pme=[0, 0, 0])))
    assert answer(found) == say("programme_page.reponse_vide")
    assert next(one.value for one in figures(found)) == "0"


# Limits


@pytest.mark.parametrize(
    ("given", "used", "annee"),
    [
        (line("alize", [2, 5, 4], reponses={"jours_par_pme": 4}), 20, 2027),
        (line("boost_innov", [5, 15, 10], reponses={"nb_cadres": 8}), 24, 2027),
        (line("performance_ciblee", [4, 4, 8]), 64, 2028),
        (line("performance_approfondie", [1, 0, 0]), 14, 2026),
    ],
)
def test_what_limits_a_line_is_its_fullest_year(given, used, annee):
    found = answered(body({**given, "capacite": used}))
    limit = limit_of(found, 0)
    assert (limit.used, limit.annee, limit.is_full, limit.is_beyond) == (used, annee, True, False)
    assert f"{used}" in limit.words
    assert f"{annee}" in limit.words
    beyond = limit_of(answered(body({**given, "capacite": used - 1})), 0)
    assert beyond.is_beyond
    assert not beyond.is_full


def test_a_volume_that_nobody_knows_is_unknown():
    assert limit_of(answered(body(line("ppj", [5], "rhone"), annees=[2004])), 0).used is None


@pytest.mark.parametrize(
    ("scheme", "firms", "group"),
    [("performance_ciblee", 3, 4), ("performance_approfondie", 4, None), ("alize", 1, None),
     ("boost_innov", 5, None)],
)  # fmt: skip
def test_fewer_smes_than_a_group_are_said(scheme, firms, group):
    limit = limit_of(answered(body(line(scheme, [firms]), annees=[2027])), 0)
    assert limit.group == group
    assert bool(limit.mark) == (group is not None)


# What a programme starts from


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_ready_programme_is_a_programme(name, language):
    with speaking(language):
        read = read_draft(programme_ready(name), {})
        assert read.faults == {}
        assert answered(read.body).total.pme > 0
        for one in programme_ready(name)["lignes"]:
            assert place_named(one["territoire"], shipped()) is not None


def test_the_known_cases_help_as_many_firms_as_their_source_says():
    totals = {
        name: sum(int(x) for one in programme_ready(name)["lignes"] for x in one["pme"])
        for name in ("objectif", "longwy", "la_reunion", "vosges")
    }
    assert totals == {"objectif": 2_000, "longwy": 10, "la_reunion": 10, "vosges": 78}


def test_a_pace_is_a_published_total_spread_over_its_years():
    vosges = next(pace for pace in paces(shipped()) if pace.key == "vosges")
    assert (vosges.firms, vosges.debut, vosges.fin) == (78, 2013, 2022)
    assert sum(vosges.over(10)) == 78
    assert vosges.over(3) == [8, 8, 7]
    assert vosges.source.startswith("https://")
    assert {"la_reunion", "longwy"} <= {pace.key for pace in paces(shipped())}


@pytest.mark.parametrize(("total", "years"), [(10, 3), (78, 10), (2_000, 4), (1, 5), (7.5, 3)])
def test_firms_spread_evenly_are_whole_and_add_up(total, years):
    found = evenly(total, years)
    assert sum(found) == int(total + 0.5)
    assert max(found) - min(found) <= 1


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("size", [1, 5])
@pytest.mark.parametrize("firms", [[0, 0, 0], [10, 5, 20], [20], [15] * 10])
def test_a_gesture_gives_whole_groups_that_reach_the_largest_year(shape, size, firms):
    found = shaped(shape, firms, size)
    assert len(found) == len(firms)
    assert all(x % size == 0 for x in found)
    assert max(found) == max(firms)


# Pasted lines


def test_pasted_lines_are_read_by_name_in_either_language_with_or_without_heads():
    text = "Territoire;Format;2027;2028\nMeuse;ALIZÉ;1;2;3\n\ncôte d'or;boost_innov;5;10"
    lines, faults = pasted(text, 2, shipped())
    assert faults == []
    assert [
        (one["territoire"], one["dispositif"], one["pme"], one["mecenes"]) for one in lines
    ] == [
        ("meuse", "alize", ["1", "2"], "3"),
        ("cote_d_or", "boost_innov", ["5", "10"], "1"),
    ]


@pytest.mark.parametrize("key", SCHEMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_format_may_be_pasted_by_its_name(key, language):
    with speaking(language):
        text = f"Meuse\t{say(f'dispositifs.{key}.nom')}\t5"
    assert pasted(text, 1, shipped())[0][0]["dispositif"] == key


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Meuse;ALIZÉ", "Ligne 1"),
        ("Meuse", "Ligne 1"),
        ("X;ALIZÉ;3", "« X »"),
        ("Meuse;X;3", "« X »"),
    ],
)
def test_a_line_that_cannot_be_placed_is_told(text, said):
    lines, faults = pasted(text, 1, shipped())
    assert lines == []
    assert said in bare(faults[0])


# Places, drawings, tables


def test_every_place_has_one_key_and_departments_that_the_map_knows():
    found = places_of(shipped())
    assert len(found) > 101
    for key, place in found.items():
        assert key == key_of(place.name)
        assert place.departments
    assert place_named("Val-d’Oise", shipped()).departments == ("95",)
    assert place_named("nulle part", shipped()) is None


SMES = {"fr": "PME", "en": "SMEs"}


def whole():
    lines = [
        line("alize_avance", [3, 4, 5], "longwy", reponses={"taux_de_base": 2, "taux_de_perte": 5}),
        line("boost_innov", [5, 5, 10], "rhone"),
        line(pme=[1, 0, 2], territoire="atlantide"),
    ]
    return answered(body(*lines, annees=YEARS))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_drawings_and_tables_say_what_is_computed(language):
    with speaking(language):
        found = whole()
        printed = plain(found)
        years = programme_drawings.years_picture(found, shipped()).drawing
        shown = {}
        for row in years.figures:
            shown[row["year"]] = shown.get(row["year"], 0) + row["amount"]
        for year in printed["annees"]:
            assert shown[year["annee"]] == pytest.approx(year["cout_reel"])
        fund = programme_drawings.fund_picture(found).drawing
        assert [row["encours"] for row in fund.figures] == [
            y["encours"] for y in printed["avances"]
        ]
        firms = programme_drawings.firms_by_place(found, shipped())
        assert firms == {"rhone": 20, "longwy": 12, "atlantide": 3}
        mapped = programme_drawings.map_picture(found, shipped()).drawing
        assert {row["value"] for row in mapped.figures} == {20, 12}
        rows = programme_tables.lines(found, shipped()).rows
        assert len(rows) == 4
        assert rows[2][0] == "atlantide"
        calendar = programme_tables.payments(found)
        repaid = {str(y["annee"]): y["remboursees"] for y in printed["avances"]}
        row = dict(
            zip(
                calendar.heads,
                next(r for r in calendar.rows if r[0] == SMES[language]),
                strict=True,
            )
        )
        for year in ("2031", "2032", "2033"):
            assert re.sub(r"\D", "", row[year]) == str(int(repaid[year] + 0.5))
        assert years.svg()
        assert fund.svg()


def test_what_a_network_observed_stands_beside_what_is_planned():
    vosges = line(pme=[8] * 10, territoire="vosges")
    found = answered(body(vosges, annees=range(2013, 2023)))
    told = programme_tables.realised(found, shipped())
    first = [bare(cell) for cell in told.rows[0]]
    assert first[:4] == ["Vosges", "PME aidées", "80", "78"]
    short = answered(body(line(pme=[8], territoire="vosges"), annees=[2013]))
    assert programme_tables.realised(short, shipped()) is None


def test_the_lines_of_a_programme_are_options_that_a_budget_is_split_among():
    found = whole()
    options = programme_options(found.programme, shipped())
    assert [one["groupe"] for one in options] == [1, 5, 1]
    aids = aided(4, 8, budget=7_000)
    options = programme_options(aids.programme, shipped())
    told = split_answer(
        {"objectif": "pme", "budget_region": 9_000, "annee": 2027, "options": options}
    )
    assert told is not None


def test_a_line_of_a_draft_is_the_line_of_a_body():
    draft = programme_ready(names()[0])
    draft["lignes"].append(ready_line("meuse", "boost_innov", [5, 10, 12]))
    read = read_draft(draft, {})
    assert list(read.faults) == ["lignes.3.pme.2"]
    assert read.body["lignes"][3]["pme"] == [5, 10, 10]
