"""A dossier holds cases in an order, with names and notes; an act leaves the one before whole."""

import json
import re

import pytest

from simulator.cases.dossier import MOST_ITEMS, Dossier, Frozen, read_dossier
from simulator.errors import InputError
from simulator.exports.freezing import frozen_item
from tests.exports.board.conftest import cases

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


@pytest.mark.parametrize(("field", "bound"), [("titre", 200), ("auteur", 200), ("decision", 5000)])
def test_a_text_too_long_is_told_with_its_field_and_its_bound(three, field, bound):
    assert getattr(three.told(**{field: "a" * bound}), field) == "a" * bound
    with pytest.raises(InputError) as refused:
        three.told(**{field: "a" * (bound + 1)})
    ((path, told),) = refused.value.faults
    assert path == field
    assert str(bound) in re.sub(r"\D", "", told)


def test_a_file_with_too_many_items_is_told_how_many_it_may_hold(three):
    data = three.to_dict()
    data["elements"] = [{**data["elements"][0], "id": f"{n:012x}"} for n in range(MOST_ITEMS + 1)]
    with pytest.raises(InputError, match=str(MOST_ITEMS)):
        read_dossier(data)
    data["elements"].pop()
    assert len(read_dossier(data).elements) == MOST_ITEMS


@pytest.mark.parametrize("data", [None, [], "dossier", 3])
def test_what_is_no_object_is_told_so(data):
    with pytest.raises(InputError) as refused:
        read_dossier(data)
    assert "dossier" in str(refused.value)


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


@pytest.mark.parametrize(("kind", "case"), cases().items(), ids=cases())
def test_every_kind_is_read_from_its_file_as_it_was_kept(kind, case):
    kept = Dossier(titre="Un", elements=(frozen_item(kind, case),))
    text = json.dumps(kept.to_dict(), allow_nan=False)
    again = read_dossier(json.loads(text))
    assert again.to_dict() == kept.to_dict()
    assert again.version == kept.version == 1
    with pytest.raises(InputError):
        read_dossier({**kept.to_dict(), "elements": [{**kept.to_dict()["elements"][0], "cas": 3}]})
