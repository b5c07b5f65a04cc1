"""The annex of assumptions: each answer once, as it was typed, with where it comes from."""

import pytest

from simulator.cases.comparison import Comparison
from simulator.cases.programme import read_programme
from simulator.cases.registry import forms
from simulator.cases.scenario import read
from simulator.cases.sponsor import read_case
from simulator.stories.board import assumed
from simulator.stories.ready_cases import examples
from simulator.text import say, speaking

PROGRAMME = {
    "annees": [2027, 2028],
    "taux_actualisation": 0.025,
    "survie_3_ans": 0.6667,
    "budget_region": 120_000,
    "animation": {"meuse": [40_000, 41_000]},
    "lignes": [
        {"territoire": "meuse", "dispositif": "alize", "pme": [8, 10], "mecenes": 3, "capacite": 50,
         "reponses": {"salaire_brut": 61_234}},
        {"territoire": "isère", "dispositif": "performance_ciblee", "pme": [4, 0]},
    ],
}  # fmt: skip


@pytest.fixture(autouse=True)
def french():
    with speaking("fr"):
        yield


def plain(table):
    """The cells of a table with ordinary spaces."""
    return [
        [str(cell).replace("\u202f", " ").replace("\u00a0", " ") for cell in row]
        for row in table.rows
    ]


@pytest.mark.parametrize("scheme", forms())
def test_every_answer_of_a_format_stands_once_with_its_origin(scheme):
    case = read({"dispositif": scheme, "reponses": {"nb_pme": 3}})
    rows = plain(assumed.of_scenario(case))
    assert len(rows) == len(forms()[scheme].answers.model_fields)
    typed = [row for row in rows if row[2] == say("emporter.saisi")]
    assert [row[1] for row in typed] == ["3 PME"]
    assert all(row[2] for row in rows)


def test_an_answer_that_all_the_cases_share_stands_once_with_their_letters():
    two = [read({"dispositif": "alize", "reponses": {"nb_pme": n}}) for n in (3, 4)]
    table = assumed.of_comparison(Comparison(cas=tuple(two)).cas, "AB")
    by_case = {}
    for name, who, value, _ in plain(table):
        by_case.setdefault(name, []).append((who, value))
    assert {w for told in by_case.values() for w, _ in told} == {"A", "B", "A B"}
    different = [told for told in by_case.values() if len(told) == 2]
    assert different == [[("A", "3 PME"), ("B", "4 PME")]]


def test_a_programme_tells_all_that_was_typed_and_where():
    rows = plain(assumed.of_programme(read_programme(PROGRAMME)))
    told = {(row[0], row[1]): row[2] for row in rows}
    name = {key: say(f"emporter.donnee.{key}") for key in
            ("annees", "taux_actualisation", "survie_3_ans", "budget_region", "animation",
             "dispositif", "pme", "mecenes", "capacite")}  # fmt: skip
    assert told[name["annees"], "–"] == "2027 ; 2028"
    assert told[name["taux_actualisation"], "–"] == "2,5 %"
    assert told[name["survie_3_ans"], "–"] == "66,67 %"
    assert told[name["budget_region"], "–"] == "120 000 €"
    assert told[name["animation"], "–"] == "meuse : 40 000 € ; 41 000 €"
    places = sorted({row[1] for row in rows} - {"–"})
    assert len(places) == 2
    first = next(place for place in places if "meuse" in place)
    assert "1" in first
    assert told[name["dispositif"], first] == say("dispositifs.alize.nom")
    assert told[name["pme"], first] == "2027 : 8 ; 2028 : 10"
    assert told[name["mecenes"], first] == "3"
    assert told[name["capacite"], first] == "50"
    assert "61 234 €" in {row[2] for row in rows if row[1] == first}
    assert {row[3] for row in rows} == {say("emporter.saisi")}


def test_what_nobody_gave_to_a_programme_is_not_told():
    bare = {"annees": [2027], "lignes": [PROGRAMME["lignes"][1] | {"pme": [4]}]}
    names = {row[0] for row in plain(assumed.of_programme(read_programme(bare)))}
    absent = ("taux_actualisation", "survie_3_ans", "budget_region", "animation", "capacite")
    assert not names & {say(f"emporter.donnee.{key}") for key in absent}


@pytest.mark.parametrize("name", sorted(examples()))
def test_a_sponsor_tells_its_operations_by_name_and_its_employees_by_place(name):
    case = examples()[name]
    rows = plain(assumed.of_sponsor(case))
    places = {row[1] for row in rows}
    assert "–" in places
    for operation in case.operations:
        assert operation.libelle in places
        assert operation.libelle not in {row[2] for row in rows}
        for place, _ in enumerate(operation.salaries, 1):
            who = f"{operation.libelle} ; {say('emporter.salarie', n=place)}"
            assert who.replace("\u00a0", " ").replace("\u202f", " ") in places
    assert all(row[2] and "{" not in row[2] for row in rows)
    assert not {say("emporter.colonne.cas")} & {row[0] for row in rows}


def test_an_operation_without_a_name_is_called_by_its_rank():
    case = examples()["gros_don"]
    bare = case.model_copy(
        update={"operations": tuple(o.model_copy(update={"libelle": ""}) for o in case.operations)}
    )
    places = {row[1] for row in plain(assumed.of_sponsor(read_case(bare.model_dump(mode="json"))))}
    assert say("emporter.operation", n=1).replace("\u00a0", " ") in places


def test_what_is_private_is_named_and_not_told():
    case = read({"dispositif": "alize", "reponses": {"salaire_brut": 61_234, "nb_pme": 3}})
    whole = plain(assumed.of_scenario(case))
    hidden = plain(assumed.without_private(assumed.of_scenario(case)))
    changed = [(a, b) for a, b in zip(whole, hidden, strict=True) if a != b]
    ((before, after),) = changed
    assert before[1] == "61 234 €"
    assert (after[0], after[1], after[2]) == (before[0], say("emporter.prive"), before[2])
