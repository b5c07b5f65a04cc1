"""The places of the map: every code, every shape in its place, every line in its shape."""

import json
import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.errors import GeoError, PasserelleError
from simulator.network import geo

METROPOLE = [f"{n:02}" for n in range(1, 96) if n != 20]
CODES = {*METROPOLE, "2A", "2B", "971", "972", "973", "974", "976"}
# km², INSEE's round figures: an oracle that owes nothing to our outlines.
AREAS = {"75": 105, "33": 9976, "2A": 4014, "2B": 4666, "73": 6028, "90": 609, "59": 5743}
LEVELS = ("departements", "regions", "epci")


def test_the_map_has_every_department_and_no_other():
    assert set(geo.departements()) == CODES
    assert len(CODES) == 101


def test_the_map_has_the_eighteen_regions_and_every_department_is_in_one():
    assert len(geo.regions()) == 18
    assert {zone.region for zone in geo.departements().values()} == set(geo.regions())


def test_a_region_has_the_people_of_its_departments():
    for code, region in geo.regions().items():
        inside = [zone.code for zone in geo.departements().values() if zone.region == code]
        assert geo.population(inside) == region.population


def test_the_people_of_france_are_those_that_insee_publishes():
    outside = geo.population(code for code in CODES if code != "976")

    assert outside == 68_094_280
    assert geo.zone("976").population == 256_518


def test_people_are_unknown_as_soon_as_one_place_is():
    unknown = next(zone.code for zone in geo.epci().values() if zone.population is None)
    known = next(zone.code for zone in geo.epci().values() if zone.population)

    assert geo.population([known, unknown], "epci") is None
    assert geo.population([]) is None
    assert geo.population(["54", "54"]) == geo.zone("54").population
    assert all(zone.population != 0 for level in LEVELS for zone in geo.zones(level).values())


def test_every_epci_lies_in_a_known_department():
    assert len(geo.epci()) == 1255
    assert {zone.department for zone in geo.epci().values()} <= CODES
    assert geo.department_of("245400262") == "54"
    assert "Longwy" in geo.zone("245400262", "epci").name


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("1", "01"),
        ("2a", "2A"),
        ("54 - Meurthe-et-Moselle", "54"),
        ("MEUSE", "55"),
        ("cote d or", "21"),
        ("Val d'Oise", "95"),
        ("Val-d’Oise", "95"),
        ("la reunion", "974"),
        ("Département de la Savoie", "73"),
        ("haute savoie", "74"),
    ],
)
def test_a_place_is_found_as_people_write_it(written, code):
    assert geo.find(written).code == code


@pytest.mark.parametrize("level", LEVELS)
def test_every_place_is_found_by_its_code_and_by_its_name_unless_others_bear_it(level):
    for code, zone in geo.zones(level).items():
        assert geo.find(code, level) is zone
        assert code in _found_or_refused(zone.name, level)


def _found_or_refused(text, level="departements"):
    """The code found, or the sentence of the refusal."""
    try:
        return geo.find(text, level).code
    except GeoError as refusal:
        return str(refusal)


@pytest.mark.parametrize("code", ["99", "20", "975", "0", "", "96", "Bidule", "978"])
def test_a_wrong_code_is_refused_with_the_way_out(code):
    for refused in (geo.find, geo.zone, lambda c: geo.check_codes("departements", [c])):
        with pytest.raises(PasserelleError, match="2A ou 2B") as refusal:
            refused(code)
        assert code in str(refusal.value)


def test_a_name_misspelt_is_refused_with_the_nearest_one():
    with pytest.raises(GeoError, match="Meurthe-et-Moselle"):
        geo.find("Meurthe et Mozelle")


def test_a_name_with_several_bearers_is_refused_with_their_codes():
    with pytest.raises(GeoError, match=r"\d{9}, \d{9}"):
        geo.find("Communauté de communes des Deux Vallées", "epci")


@given(st.text(max_size=30))
def test_any_text_is_found_or_refused_in_a_sentence(text):
    answer = _found_or_refused(text)

    assert answer in CODES or answer.endswith(".")


def test_what_is_cached_cannot_be_changed():
    with pytest.raises(TypeError):
        geo.departements()["99"] = None
    with pytest.raises(AttributeError):
        geo.zone("54").name = "Autre"
    assert isinstance(geo.outline("departements"), str)
    assert isinstance(geo.border(["54"]), tuple)


def test_two_neighbours_have_one_border_without_the_line_between_them():
    both, one, other = (set(geo.border(codes)) for codes in (["54", "55"], ["54"], ["55"]))

    assert both == one ^ other
    assert one & other


def test_the_border_of_a_region_is_that_of_its_departments_together():
    lorraine = [zone.code for zone in geo.departements().values() if zone.region == "44"]
    length = sum(_length(line) for line in geo.border(lorraine))
    expected = sum(_length(line) for line in geo.border(["44"], "regions"))

    assert length == pytest.approx(expected, rel=0.01)


def _length(line):
    return sum(math.dist(a, b) for a, b in pairwise(line))


@pytest.fixture(scope="module")
def shapes():
    """The polygons of each level, decoded without the code that drew them."""
    shapely = pytest.importorskip("shapely", reason="requirements-geo.txt")

    def polygon(geometry, arcs):
        parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        rings = [[_ring(numbers, arcs) for numbers in part] for part in parts]
        return shapely.make_valid(shapely.MultiPolygon([(r[0], r[1:]) for r in rings]))

    found = {}
    for level in LEVELS:
        topology = json.loads(geo.outline(level))
        arcs = _arcs(topology)
        found[level] = {
            g["properties"]["code"]: polygon(g, arcs)
            for g in topology["objects"][level]["geometries"]
        }
    return found


def _arcs(topology):
    (kx, ky), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            line.append((x * kx + tx, y * ky + ty))
        arcs.append(line)
    return arcs


def _ring(numbers, arcs):
    lines = [arcs[n] if n >= 0 else arcs[~n][::-1] for n in numbers]
    return [lines[0][0], *(point for line in lines for point in line[1:])]


def test_departments_neither_overlap_nor_leave_gaps(shapes):
    import shapely

    mainland = [s for code, s in shapes["departements"].items() if not code.startswith("97")]
    whole = shapely.union_all(mainland)
    parts = sorted(whole.geoms, key=lambda p: -p.area)
    holes = [shapely.Polygon(h).area for h in parts[0].interiors]

    assert sum(s.area for s in mainland) == pytest.approx(whole.area, abs=2)
    assert sum(holes) < 20  # Llívia, a Spanish enclave of 13 km²
    assert parts[0].area > 530_000


def test_regions_cover_what_their_departments_cover(shapes):
    import shapely

    for code, region in shapes["regions"].items():
        members = [
            shapes["departements"][zone.code]
            for zone in geo.departements().values()
            if zone.region == code
        ]
        difference = shapely.union_all(members).symmetric_difference(region).area
        assert difference < max(5, 0.02 * region.area), code


def test_areas_are_those_that_insee_publishes(shapes):
    for code, area in AREAS.items():
        tolerance = 0.05 if area > 200 else 0.15  # Paris is ten kilometres across, a step is one
        assert shapes["departements"][code].area == pytest.approx(area, rel=tolerance), code


def test_overseas_shapes_stay_in_their_boxes_and_the_boxes_off_the_land(shapes):
    import shapely

    frames = [shapely.box(b.west, b.south, b.east, b.north) for b in geo.boxes()]
    assert [b.code for b in geo.boxes()] == ["971", "972", "973", "974", "976"]
    for frame, box in zip(frames, geo.boxes(), strict=True):
        assert frame.contains(shapes["departements"][box.code])
        land = (s for code, s in shapes["departements"].items() if not code.startswith("97"))
        assert not any(frame.intersects(shape) for shape in land)
    assert not any(a.intersects(b) for a in frames for b in frames if a is not b)


@pytest.mark.parametrize("level", ["departements", "regions"])
def test_hatching_stays_inside_its_shape_and_covers_it(shapes, level):
    import shapely

    for code, shape in shapes[level].items():
        lines = shapely.MultiLineString(list(geo.hatch(code, level)))
        assert lines.length, code
        assert shape.buffer(0.2).contains(lines), code
        assert lines.length * 11 == pytest.approx(shape.area, rel=0.6 if shape.area < 900 else 0.1)


@pytest.mark.parametrize("level", LEVELS)
def test_a_number_is_written_inside_its_place(shapes, level):
    import shapely

    for code, zone in geo.zones(level).items():
        assert shapes[level][code].buffer(1.5).contains(shapely.Point(zone.x, zone.y)), code
        assert zone.room > 0


def test_an_epci_lies_in_the_departments_that_it_says(shapes):
    for code, zone in geo.epci().items():
        home = shapes["departements"][zone.department].buffer(3)
        assert home.intersects(shapes["epci"][code]), code
