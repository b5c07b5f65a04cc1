"""The ranges of a case travel with it: link, file, public part, both kinds of cases."""

import json

import pytest

from simulator.cases import scenario, sponsor_sharing
from simulator.cases.doubts import NO_DOUBT
from simulator.cases.numbers import number_named, with_numbers
from simulator.cases.scenario import from_json, from_link, read
from simulator.cases.sponsor import read_case
from simulator.cases.sponsor_draft import case_of, draft_of
from simulator.errors import InputError
from tests.studies.test_uncertainty import SPONSOR

DOUBT = {
    "plages": {"salaire_brut": [40_000, 55_000, 80_000], "nb_pme": [2, 3, 9]},
    "seuils": {"effort_net_mecene": 20_000},
    "graine": 7,
}
SCENARIO = {"dispositif": "alize", "reponses": {"nb_pme": 3, "salaire_brut": 55_000}}
JOURS, BRUT = (f"operations.0.salaries.0.{name}" for name in ("jours", "brut_mensuel"))
OWN = {"plages": {JOURS: [20, 40, 90], BRUT: [4_000, 5_000, 6_000]}, "graine": 7}


def doubtful(**changed):
    return {**SCENARIO, "doute": {**DOUBT, **changed}}


def test_a_scenario_keeps_its_ranges_in_its_file_and_in_its_link():
    case = read(doubtful())
    assert from_json(json.dumps(case.to_dict())) == case
    assert from_link(case.to_link()) == case
    assert case.to_dict()["doute"] == {
        "plages": {"nb_pme": [2, 3, 9], "salaire_brut": [40_000, 55_000, 80_000]},
        "seuils": {"effort_net_mecene": 20_000},
        "graine": 7,
    }


def test_a_sponsor_keeps_its_ranges_in_its_file_in_its_link_and_in_its_draft():
    case = read_case({**SPONSOR, "doute": OWN})
    assert read_case(sponsor_sharing.complete(case)) == case
    assert sponsor_sharing.from_link(sponsor_sharing.to_link(case, private=True)) == case
    assert case_of(draft_of(case)) == case


def test_a_case_without_ranges_is_written_as_before():
    plainly, sponsor = read(SCENARIO), read_case(SPONSOR)
    assert plainly.doute == sponsor.doute == NO_DOUBT
    assert "doute" not in plainly.to_dict()
    assert "doute" not in sponsor_sharing.complete(sponsor)


def test_the_range_of_a_private_answer_is_private():
    shared = read(doubtful()).public()
    assert "salaire_brut" in shared.tus
    assert dict(shared.doute.plages) == {"nb_pme": (2, 3, 9)}
    case = read_case({**SPONSOR, "doute": OWN})
    public = sponsor_sharing.public(case)["doute"]
    assert public == {"plages": {JOURS: [20, 40, 90]}, "graine": 7}
    opened = sponsor_sharing.from_link(sponsor_sharing.to_link(case))
    assert [name for name, _ in opened.doute.plages] == [JOURS]


def test_the_order_of_ranges_is_that_of_names():
    backwards = dict(reversed(DOUBT["plages"].items()))
    assert read(doubtful(plages=backwards)) == read(doubtful())


def test_a_case_with_other_numbers_has_no_range_left():
    case = read(doubtful())
    moved = with_numbers(case, {number_named(case, "salaire_brut"): 70_000})
    assert moved.doute == NO_DOUBT


WRONG = {
    "order": {"plages": {"salaire_brut": [60_000, 55_000, 80_000]}},
    "not the answer": {"plages": {"salaire_brut": [40_000, 50_000, 80_000]}},
    "two": {"plages": {"salaire_brut": [40_000, 80_000]}},
    "words": {"plages": {"salaire_brut": ["a", 55_000, 80_000]}},
    "list": {"plages": [3]},
    "unknown": {"plages": {"lune": [1, 2, 3]}},
    "bounds": {"plages": {"salaire_brut": [40_000, 55_000, 1e9]}},
    "halves": {"plages": {"nb_pme": [2.5, 3, 9]}},
    "many": {"plages": {f"f{n}": [1, 2, 3] for n in range(41)}},
    "threshold": {"seuils": {"levier": "beaucoup"}},
    "seed": {"graine": -1},
    "key": {"grain": 3},
}


@pytest.mark.parametrize("which", sorted(WRONG))
def test_a_range_that_means_nothing_is_refused_in_one_sentence(which):
    with pytest.raises(InputError) as refusal:
        read(doubtful(**WRONG[which]))
    (_, told) = refusal.value.faults[0]
    assert told.endswith(".")


def test_a_link_without_ranges_is_as_short_as_before():
    assert scenario.from_link(read(SCENARIO).to_link()) == read(SCENARIO)
