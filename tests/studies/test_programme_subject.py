"""A programme may be doubted like a case: by the names of its numbers."""

import pytest

from simulator.errors import InputError
from simulator.studies.doubting.programme import ProgrammeSubject, figures_of
from simulator.studies.programme_draws import FIGURES
from simulator.studies.uncertainty_body import answer, plain
from tests.studies.test_programme import body, line
from tests.studies.test_programme_draws import ten_lines

WAGE = "lignes.0.reponses.salaire_brut"


def asked(**said):
    cas = body(line(), line("boost_innov", [5, 0, 10]), taux_actualisation=0.03)
    return {"cas": cas, "plages": {WAGE: [40_000, 55_000, 90_000]}, "tirages": 4096, **said}


def test_every_figure_of_the_whole_is_an_output_with_its_words():
    subject = ProgrammeSubject(ten_lines())
    assert set(subject.outputs) == set(FIGURES)
    for output in subject.outputs.values():
        assert output.label
        assert output.unit
    found = figures_of(subject.programme)
    assert set(found) == set(FIGURES)
    for name, output in subject.outputs.items():
        assert subject.alone({}, output) == (None if found[name] is None else float(found[name]))


def test_ranges_on_a_programme_are_drawn_and_their_driver_named():
    told = plain(answer(asked(sorties=["cout_reel"], seuils={"cout_reel": 100_000})))
    out = told["sorties"]["cout_reel"]
    assert out["p10"] < out["p50"] < out["p90"]
    assert [one["champ"] for one in out["moteurs"]] == [WAGE]
    assert out["bascules"][0]["champ"] == WAGE


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"plages": {"lignes.0.reponses.voie": [1, 2, 3]}}, "plages.lignes.0.reponses.voie"),
        ({"plages": {"lignes.5.mecenes": [1, 2, 3]}}, "plages.lignes.5.mecenes"),
        ({"cas": body(line(pme=[1, -2, 3]))}, "cas.lignes.0.pme.1"),
        ({"voie": "pret_direct"}, "voie"),
    ],
)
def test_what_is_wrong_is_said_by_path(change, path):
    with pytest.raises(InputError) as refusal:
        answer(asked(**change))
    faults = dict(refusal.value.faults)
    assert path in faults
    assert faults[path].count("lignes.") <= 1
