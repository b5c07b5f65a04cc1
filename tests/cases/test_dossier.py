"""A dossier holds cases in an order, with names and notes; an act leaves the one before whole."""

import json

import pytest

from simulator.cases.dossier import MOST_ITEMS, Dossier, Frozen, read_dossier
from simulator.errors import InputError
from simulator.exports.freezing import frozen_item

ALIZE = {"dispositif": "alize", "reponses": {"nb_pme": 3}}
HOSTILE = ["=1+1", "<script>", "#let x", "\u202eRTL", "🜚" * 50, "a" * 5000, "\x00"]


@pytest.fixture(scope="module")
def three():
    items = [frozen_item("scenario", ALIZE, titre=name) for name in "abc"]
    return Dossier(titre="Conseil", elements=tuple(items))


def names(dossier):
    return "".join(item.titre for item in dossier.elements)


def test_items_are_moved_as_far_as_the_ends_and_the_dossier_before_stays(three):
    first, _, last = (item.id for item in three.elements)
    assert names(three.moved(first, 1)) == "bac"
    assert names(three.moved(last, -9)) == "cab"
    assert names(three.moved(first, 9)) == "bca"
    assert names(three.moved(first, -1)) == "abc" == names(three)


def test_an_item_is_renamed_noted_removed(three):
    middle = three.elements[1].id
    changed = three.noted(middle, titre="  B ", note="À revoir")
    assert (names(changed), changed.item(middle).note) == ("aBc", "À revoir")
    assert names(three.removed(middle)) == "ac"
    with pytest.raises(InputError):
        three.removed(middle).item(middle)


def test_it_has_room_for_so_many_items(three):
    item = three.elements[0]
    full = three.model_copy(update={"elements": (item,) * MOST_ITEMS})
    with pytest.raises(InputError, match=str(MOST_ITEMS)):
        full.added(item)


@pytest.mark.parametrize("name", HOSTILE)
def test_names_and_notes_are_whatever_people_type(three, name):
    told = three.told(decision=name, titre=name[:200], auteur=name[:200])
    again = read_dossier(told.to_dict())
    assert (again.decision, again.titre) == (name, name[:200])


def test_what_it_holds_is_read_by_the_models_of_each_kind(three):
    data = three.to_dict()
    data["elements"][1]["cas"]["reponses"]["nb_pme"] = -3
    with pytest.raises(InputError) as refused:
        read_dossier(data)
    assert refused.value.faults[0][0] == "elements.1.cas"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("titre",), "a" * 201), (("titre",), 3), (("autre",), 1), (("version",), 2),
        (("elements", 0, "genre"), "autre"), (("elements", 0, "id"), "<b>"),
        (("elements", 1, "note"), "a" * 5001), (("elements",), None),
    ],
)  # fmt: skip
def test_what_is_no_dossier_is_refused_by_its_path(three, path, value):
    data = three.to_dict()
    here = data
    for part in path[:-1]:
        here = here[part]
    here[path[-1]] = value
    with pytest.raises(InputError) as refused:
        read_dossier(data)
    assert refused.value.faults[0][0] == ".".join(map(str, path))


def test_two_items_are_never_one(three):
    data = three.to_dict()
    data["elements"][1]["id"] = data["elements"][0]["id"]
    with pytest.raises(InputError):
        read_dossier(data)


@pytest.mark.parametrize("places", [[0], [10_000], [-1]])
def test_rows_of_law_whose_mentions_are_elsewhere_are_refused(three, places):
    data = three.to_dict()
    rows = len(data["elements"][1]["fige"]["lois"])
    data["elements"][1]["fige"]["renvois"] = places if places == [0] else places * rows
    with pytest.raises(InputError) as refused:
        read_dossier(data)
    assert refused.value.faults[0][0] == "elements.1.fige"


def test_a_limit_that_is_none_is_written_in_a_file_that_any_program_reads():
    row = ("aides.plafond", "2020-01-01", float("inf"))
    frozen = Frozen(le="2026-11-28", loi="l", version="v", resultat={}, lois=(row,), somme="s")
    text = json.dumps(frozen.model_dump(mode="json"), allow_nan=False)
    assert Frozen.model_validate(json.loads(text)).lois[0][2] == float("inf")


@pytest.mark.parametrize("version", [[], {"a": 1}, "1", 1.0, True, None, 10**18])
def test_a_version_that_is_none_of_a_case_is_refused_in_words(three, version):
    data = three.to_dict()
    data["elements"][1]["cas"]["version"] = version
    with pytest.raises(InputError) as refused:
        read_dossier(data)
    assert refused.value.faults[0][0] == "elements.1.cas"
