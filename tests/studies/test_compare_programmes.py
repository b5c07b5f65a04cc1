"""Programmes beside a reference: the same keys, causes named by place, parts that add up."""

import json
from itertools import permutations

import pytest

from simulator.cases.programme import read_programme
from simulator.cases.programme_places import by_place, put_together
from simulator.errors import InputError
from simulator.stories import compared
from simulator.studies.change import MOST_CAUSES
from simulator.studies.compare_body import answer, plain
from simulator.studies.programme import run
from simulator.text import LANGUAGES, speaking

LINE = {
    "territoire": "meuse",
    "dispositif": "alize",
    "pme": [8, 10],
    "reponses": {"jours_par_pme": 3},
}
BOOST = {"territoire": "vosges", "dispositif": "boost_innov", "pme": [5, 0], "mecenes": 2}
ASKED = ["effort_net_mecene", "cout_reel", "effort_region"]


def programme(*lines, **more):
    return {
        "annees": [2026, 2027],
        "lignes": [dict(line) for line in lines or (LINE, BOOST)],
        **more,
    }


def compare(reference, *variants, asked=ASKED):
    body = {"reference": reference, "variantes": list(variants), "indicateurs": asked}
    return plain(answer(body))


def worth(data, key):
    return float(run(read_programme(data)).indicators()[key])


def with_line(rank, **change):
    lines = [dict(LINE), dict(BOOST)]
    lines[rank] = {**lines[rank], **change}
    return programme(*lines)


def test_a_column_is_what_programme_answers():
    found = compare(programme(), with_line(0, pme=[8, 12]))
    column = found["colonnes"][0]
    assert (column["dispositif"], column["voie"]) == (None, None)
    assert column["indicateurs"]["cout_reel"] == pytest.approx(worth(programme(), "cout_reel"))
    total = run(read_programme(programme())).total.published()["porte"]
    assert column["porte"] == total


def test_causes_are_named_by_place_and_add_up():
    after = with_line(0, pme=[9, 12], reponses={"jours_par_pme": 4, "salaire_brut": 60_000})
    found = compare(programme(), after)
    for gap in found["ecarts"]:
        parts = [cause["part"] for cause in gap["causes"]]
        assert sum(parts) == pytest.approx(gap["ecart"], abs=0.01)
    names = {cause["champ"] for cause in found["ecarts"][0]["causes"]}
    assert names == {
        "lignes.0.pme.0", "lignes.0.pme.1", "lignes.0.reponses.jours_par_pme",
        "lignes.0.reponses.salaire_brut",
    }  # fmt: skip


@pytest.mark.parametrize("key", ["effort_net_mecene", "cout_reel"])
def test_parts_are_the_mean_over_all_orders(key):
    changes = [
        lambda p: p["lignes"][0]["pme"].__setitem__(1, 15),
        lambda p: p["lignes"][0]["reponses"].__setitem__("salaire_brut", 90_000),
        lambda p: p["lignes"][1].__setitem__("mecenes", 1),
    ]
    names = ["lignes.0.pme.1", "lignes.0.reponses.salaire_brut", "lignes.1.mecenes"]
    parts, orders = dict.fromkeys(names, 0.0), list(permutations(range(3)))
    for order in orders:
        data = json.loads(json.dumps(programme()))
        before = worth(data, key)
        for rank in order:
            changes[rank](data)
            now = worth(data, key)
            parts[names[rank]] += (now - before) / len(orders)
            before = now
    (gap,) = compare(programme(), data, asked=[key])["ecarts"]
    assert gap["ecart"] == pytest.approx(worth(data, key) - worth(programme(), key), abs=0.01)
    found = {cause["champ"]: cause["part"] for cause in gap["causes"]}
    assert found == pytest.approx(parts, abs=0.011)


def test_another_format_another_length_and_an_animation_are_causes():
    other = with_line(1, dispositif="performance_ciblee", pme=[4, 4], mecenes=1)
    found = compare(programme(), other)
    assert found["ecarts"][1]["ecart"] is None or found["ecarts"][1]["causes"]
    longer = {**programme(LINE, BOOST, LINE)}
    (gap,) = compare(programme(), longer, asked=["effort_net_mecene"])["ecarts"]
    assert [cause["champ"] for cause in gap["causes"]] == ["lignes"]
    hosted = programme(animation={"meuse": [1000, 1000]})
    (gap,) = compare(programme(), hosted, asked=["effort_net_mecene"])["ecarts"]
    assert {cause["champ"] for cause in gap["causes"]} == {"animation.meuse"}


def test_a_programme_beside_itself_differs_by_nothing():
    found = compare(programme(), programme())
    assert all(gap["ecart"] in (0, None) and not gap["causes"] for gap in found["ecarts"])


def test_a_case_and_a_programme_are_not_compared():
    with pytest.raises(InputError) as refused:
        compare(programme(), {"dispositif": "alize"})
    assert refused.value.faults[0][0] == "variantes"


def test_a_fault_of_a_programme_is_named_by_its_path():
    with pytest.raises(InputError) as refused:
        compare(programme(), with_line(1, pme=[4, 0]))
    name, told = refused.value.faults[0]
    assert name == "variantes.0.lignes.1.pme.0"
    assert told.count("lignes.1.pme.0") == 1


@pytest.mark.parametrize("data", [programme(), with_line(0, pme=[0, 1]), programme(LINE)])
def test_places_put_together_are_the_programme(data):
    one = read_programme(data)
    again = read_programme(put_together(by_place(one, one)))
    assert run(again).indicators() == run(one).indicators()


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_told_in_both_languages(language):
    after = with_line(
        0, territoire="isère", pme=[9, 0], voie="prestation", mecenes=2,
        reponses={"statut_association": "agreee"},
    )  # fmt: skip
    with speaking(language):
        body = {
            "reference": programme(),
            "variantes": [after, programme(LINE)],
            "indicateurs": ASKED,
        }
        told = "\n".join(compared.lines(answer(body)))
    assert "meuse" in told or "isère" in told


def many_lines(lines, **changed):
    """A programme of as many lines, each with as many answers."""
    answers = {"nb_pme": 1, "jours_par_pme": 3, "emplois_prevus": 1, "salaire_brut": 50_000}
    told = {name: value + changed.get("more", 0) for name, value in answers.items()}
    del told["nb_pme"]
    line = {"dispositif": "alize", "pme": [4 + changed.get("more", 0)] * 3, "reponses": told}
    places = [{"territoire": f"lieu {n}", **line} for n in range(lines)]
    return {"annees": [2026, 2027, 2028], "lignes": places}


@pytest.mark.parametrize("lines", [2, 12, 40])
def test_causes_of_a_large_programme_are_told_line_by_line_and_add_up(lines):
    found = answer({"reference": many_lines(lines), "variantes": [many_lines(lines, more=1)]})
    gap = found.ecarts[0]
    assert sum(cause.part for cause in gap.causes) == pytest.approx(gap.ecart, abs=0.01)
    assert len(gap.causes) <= max(MOST_CAUSES, lines)
    fields = [name for cause in gap.causes for name in cause.fields]
    assert len(fields) == len(set(fields)) == 6 * lines
    if lines == 12:
        assert {cause.fields[0].split(".")[1] for cause in gap.causes} == {*map(str, range(12))}
        told = compared.cause_in_words(gap.causes[0], *found.colonnes)
        assert "et 5 autres réponses" in told
        assert len(told) < 150
