"""The map: three states that never look alike, every figure written, nothing added up."""

import json
import math
import re
from itertools import combinations

import altair as alt
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from simulator.charts import map_layers, map_places, theme
from simulator.charts.drawing import BareDrawingError, Words
from simulator.charts.map import View, territory_map
from simulator.charts.map_classes import Classes, classes_of
from simulator.errors import GeoError
from simulator.network import geo
from simulator.network.measures import MEASURES, measure_each
from simulator.network.model import Level
from simulator.network.shipped import shipped
from simulator.stories.territories_map import LABELS
from simulator.text import formats, say
from simulator.ui.inline import FILLS

WORDS = {
    "title": "Les bilans vont de 10 à 117",
    "subtitle": "PME aidées, cumul publié",
    "source": "Source. Bilans locaux.",
    "caption": "Les périodes diffèrent.",
}
TOLD = {
    "labels": {english: say(text) for english, text in LABELS.items()},
    "words": Words(**WORDS),
    "write": lambda value: formats.number(value, 2),
}
LONGWY, TOUL = geo.zone("245400262", "epci"), geo.zone("200070563", "epci")
SITES = [
    ("savoie", "Savoie", ("73",), 94.0, None),
    ("meuse", "Meuse", ("55",), 117.0, None),
    ("reunion", "La Réunion", ("974",), 0.0, None),
    ("indre", "Indre", ("36",), math.nan, None),
    ("longwy", "Longwy", ("54",), 10.0, LONGWY),
    ("toul", "Terres de Lorraine", ("54",), 45.0, TOUL),
    ("ales", "Alès", ("30",), math.nan, geo.zone("200066918", "epci")),
]


def frame(sites=SITES):
    rows = [
        (code, name, departments, value, *((at.x, at.y) if at else (math.nan,) * 2), "2006-2018")
        for code, name, departments, value, at in sites
    ]
    return pd.DataFrame(rows, columns=["code", "name", "departments", "value", "x", "y", "note"])


def drawn(sites=SITES, view=None, **words):
    told = TOLD | {"words": Words(**WORDS | words)}
    return territory_map(frame(sites), view=view, **told)


def areas(drawing):
    return {row["id"]: row for row in drawing.data["areas"]}


def discs(drawing):
    return {row["code"]: row for row in drawing.data["discs"]}


def test_a_recorded_department_has_the_colour_of_its_class_and_its_number():
    drawing = drawn()
    rank = classes_of([94, 117, 0, 10, 45]).rank(94)
    number = next(row for row in drawing.data["numbers"] if row["code"] == "savoie")

    assert areas(drawing)["73"]["fill"] == theme.CLASS_FILL[rank].css
    assert number["number"] == "94"
    assert number["ink"] == theme.TEXT_ON_CLASS[rank].css


def test_an_unknown_figure_is_hatched_and_has_no_number():
    drawing = drawn()
    lines = {(row["x"], row["y"]) for row in drawing.data["hatches"]}

    assert lines == {foot for foot, _ in geo.hatch("36")}
    assert areas(drawing)["36"]["fill"] == theme.PAGE.css
    assert "chiffre inconnu" in areas(drawing)["36"]["tip"]
    assert "indre" not in {row["code"] for row in drawing.data["numbers"]}
    assert discs(drawing)["ales"]["unknown"]
    assert discs(drawing)["ales"]["number"] == ""


def test_what_no_source_names_is_grey_land_and_nothing_else():
    drawing = drawn()
    land = json.loads(drawing.template)["layer"][0]["mark"]

    assert set(areas(drawing)) == {"73", "55", "974", "36", "54", "30"}
    assert land["fill"] == theme.OUTSIDE.css


def test_a_zero_that_a_source_gives_is_a_figure_not_an_unknown():
    drawing = drawn()

    assert "0" in {row["number"] for row in drawing.data["numbers"]}
    assert areas(drawing)["974"]["fill"] == theme.CLASS_FILL[0].css
    assert not {foot for foot, _ in geo.hatch("974")} & {
        (row["x"], row["y"]) for row in drawing.data["hatches"]
    }


def test_two_sites_of_one_department_are_two_discs_and_are_never_added():
    drawing = drawn()

    assert {"longwy", "toul"} <= set(discs(drawing))
    assert (discs(drawing)["longwy"]["x"], discs(drawing)["longwy"]["y"]) == (LONGWY.x, LONGWY.y)
    assert areas(drawing)["54"]["fill"] == theme.PAGE.css
    assert areas(drawing)["54"]["code"] == ""
    assert "55" not in {row["number"] for row in drawing.data["numbers"] + drawing.data["discs"]}


def test_the_area_of_a_disc_is_proportional_to_its_value():
    sites = [(str(v), str(v), ("54",), float(v), TOUL) for v in (20, 40, 80)]
    places = {(row["x"], row["y"]) for row in drawn(sites).data["discs"]}
    radius = {int(code): row["radius"] for code, row in discs(drawn(sites)).items()}

    assert len(places) == 3  # the same place, yet none hides another
    assert radius[80] ** 2 / radius[20] ** 2 == pytest.approx(4, rel=0.01)
    assert radius[80] ** 2 / radius[40] ** 2 == pytest.approx(2, rel=0.01)
    assert [row["radius"] for row in drawn(sites).data["discs"]] == sorted(
        radius.values(), reverse=True
    )


def test_the_smaller_of_two_territories_lies_above_and_one_wholly_covered_is_a_disc():
    eight = ("01", "07", "26", "38", "42", "69", "73", "74")
    sites = [
        ("old", "Huit départements, ancien", eight, 500.0, None),
        ("new", "Huit départements", eight, 270.0, None),
        ("savoie", "Savoie", ("73",), 94.0, None),
    ]
    drawing = drawn(sites)
    seen = {code: row["code"] for code, row in areas(drawing).items()}

    assert seen == dict.fromkeys(eight, "new") | {"73": "savoie"}
    assert set(discs(drawing)) == {"old"}
    assert {row["number"] for row in drawing.data["numbers"]} == {"270", "94"}
    places = [(r["x"], r["y"]) for r in drawing.data["numbers"] + drawing.data["discs"]]
    assert len(set(places)) == 3


def test_a_department_too_small_for_a_number_has_a_disc():
    assert set(discs(drawn([("paris", "Paris", ("75",), 3.0, None)]))) == {"paris"}


def test_what_is_chosen_is_outlined_and_a_basin_too():
    chosen = drawn(view=View(chosen="savoie")).data["outlines"]
    basin = drawn(view=View(group=("54", "55", "200070563"))).data["outlines"]

    assert {(row["x"], row["y"]) for row in chosen} == {p for x in geo.border(["73"]) for p in x}
    lines = [*geo.border(["54", "55"]), *geo.border(["200070563"], "epci")]
    assert {(row["x"], row["y"]) for row in basin} == {p for line in lines for p in line}
    assert drawn().data["outlines"] == []
    picked = discs(drawn(view=View(chosen="toul")))
    assert picked["toul"]["edge"] == theme.INK.css
    assert picked["longwy"]["edge"] != theme.INK.css


def test_regions_have_their_own_map():
    drawing = drawn([("ge", "Grand Est", ("44",), 3.0, None)], View(level="regions"))
    outlines = drawing.spec()["datasets"]["outline"]["objects"]

    assert len(outlines["regions"]["geometries"]) == 18
    assert set(areas(drawing)) == {"44"}


@pytest.mark.parametrize("code", ["99", "20", "975"])
def test_a_wrong_department_is_refused(code):
    with pytest.raises(GeoError, match=code):
        drawn([("x", "X", (code,), 1.0, None)])


def test_a_new_indicator_changes_rows_and_nothing_that_the_browser_would_compile():
    def compiled(drawing):
        spec = drawing.spec()
        rows = {name: spec["datasets"].pop(name) for name in drawing.data}
        return json.dumps(spec), rows

    one, rows = compiled(drawn(view=View(chosen="savoie")))
    others = [(code, name, where, value / 3 + 1, at) for code, name, where, value, at in SITES]
    two, other_rows = compiled(drawn(others[1:], View(chosen="meuse", turn=4), title="Autre"))

    assert one == two
    assert rows != other_rows


def test_the_map_asks_nothing_of_the_network():
    text = json.dumps(drawn().spec())

    assert '"url"' not in text
    assert re.findall(r"https?://[\w.]+", text) == ["https://vega.github.io"]  # the schema's name


def test_an_empty_network_is_a_grey_map():
    drawing = territory_map(pd.DataFrame([]), **TOLD)

    assert [swatch.fill for swatch in drawing.legend] == ["hors-reseau"]
    assert drawing.on_screen().to_dict()
    assert drawing.table.empty


def test_the_map_is_valid_vega_lite_on_screen_and_in_export():
    drawing = drawn()

    assert drawing.for_export(500).to_dict()["width"] == 500
    with alt.theme.enable("none"):
        assert drawing.on_screen().to_dict() == drawing.spec()


def test_a_map_without_source_is_refused():
    with pytest.raises(BareDrawingError, match="source"):
        drawn(source=" ")


def test_what_a_session_does_to_its_map_stays_in_that_session():
    before = json.dumps(drawn().spec())
    spoilt = drawn().spec()
    spoilt["datasets"]["outline"]["arcs"].clear()
    spoilt["datasets"]["frames"].clear()

    assert json.dumps(drawn().spec()) == before


def test_colours_come_in_pairs_on_screen_and_alone_in_exports():
    text = json.dumps(drawn().spec())
    svg = drawn().svg()

    assert text.count("#") == 2 * text.count("light-dark(")
    assert "light-dark" not in svg
    assert theme.CLASS_FILL[4].light in svg


def test_an_exported_map_holds_its_words_its_legend_and_the_names_of_the_boxes():
    svg = drawn().svg()
    texts = re.sub(r"<[^>]+>", "\n", svg)

    for words in (WORDS["title"], WORDS["subtitle"], WORDS["source"], WORDS["caption"]):
        assert words in texts
    for words in ("chiffre inconnu", "aucun site connu", "La Réunion", "Guyane", "Mayotte", "117"):
        assert words in texts


def test_an_image_of_the_map_is_not_empty():
    png = drawn().png(scale=1)

    assert png.startswith(b"\x89PNG")
    assert len(png) > 30_000
    assert png != drawn(SITES[:2]).png(scale=1)


def test_screen_readers_hear_figures_and_no_decoration():
    layers = json.loads(drawn().template)["layer"]
    silent = [layer for layer in layers if layer["mark"].get("aria") is False]

    for layer in layers:
        assert layer in silent or "description" in layer["encoding"]
    assert len(layers) - len(silent) == 2
    assert "Savoie\u00a0: 94 (2006-2018)" in drawn().alt
    assert "Chiffre inconnu\u00a0: Indre, Alès." in drawn().alt


@pytest.mark.parametrize("dispositif", [None, *shipped().dispositifs])
@pytest.mark.parametrize("mesure", MEASURES)
def test_every_figure_of_the_shipped_network_is_written_once_and_no_other(mesure, dispositif):
    found = measure_each(shipped(), mesure, dispositif)
    drawing = territory_map(pd.DataFrame([row(reading) for reading in found]), **TOLD)
    write = TOLD["write"]
    written = [r["number"] for r in drawing.data["numbers"]]
    written += [r["number"] for r in drawing.data["discs"] if not r["unknown"]]

    assert sorted(written) == sorted(write(r.valeur) for r in found if r.known)
    assert {s.fill for s in drawing.legend} <= set(FILLS)


def row(reading):
    place = reading.territoire
    small = place.repere and place.niveau is Level.BASSIN
    zone = geo.zone(place.repere, "epci") if small else None
    return {
        "code": place.id,
        "name": place.nom,
        "departments": place.departements,
        "value": math.nan if reading.valeur is None else reading.valeur,
        "x": zone.x if zone else math.nan,
        "y": zone.y if zone else math.nan,
        "note": "",
    }


@pytest.mark.parametrize(
    ("values", "breaks"),
    [
        ([10, 117, 94, 45, 78, 84, 10], (25, 50, 75, 100)),
        ([51, 388, 303, 77, 115], (100, 200, 300)),
        ([3, 3, 3], ()),
        ([], ()),
        ([None, math.nan, 7], ()),
        ([1, 2], (2,)),
        ([1, 2, 3, 4, 5], (2, 3, 4, 5)),
        ([0.8, 1.9, 2.4, 3.1], (1, 2, 3)),
        ([10, 12, 15, 20, 30, 40, 60, 90, 5000], (20, 50, 100, 200)),
        ([-4, -1, 3], (-2, 0, 2)),
    ],
)
def test_classes_have_round_limits(values, breaks):
    assert classes_of(values).breaks == breaks


MEASURES = st.floats(-1e9, 1e9, allow_subnormal=False)
"""Nothing that is counted is smaller than what a float holds in full."""


@example([2.220446049250313e-16, -1e-05])  # a limit that is the lowest value once rounded
@given(st.lists(MEASURES | st.none() | st.integers(0, 5000), max_size=40))
@settings(max_examples=400, deadline=None)
def test_classes_are_few_ordered_and_do_not_depend_on_the_order_of_the_values(values):
    classes = classes_of(values)
    known = sorted(v for v in values if v is not None)

    assert classes == classes_of(reversed(values))
    assert len(classes.breaks) <= 4
    assert list(classes.breaks) == sorted(set(classes.breaks))
    assert [classes.rank(v) for v in known] == sorted(classes.rank(v) for v in known)
    if known and known[-1] - known[0] > 1e-5 * max(1, abs(known[0]), abs(known[-1])):
        assert classes.breaks
        assert known[0] < classes.breaks[0]
        assert classes.breaks[-1] <= known[-1]
    if all(float(v).is_integer() for v in known):
        assert all(float(limit).is_integer() for limit in classes.breaks)


def test_fewer_classes_spread_over_the_five_colours():
    assert [Classes(()).rank(1)] == [2]
    assert [Classes((5,)).rank(v) for v in (1, 5)] == [1, 3]
    assert [Classes((5, 6, 7, 8)).rank(v) for v in (1, 5, 6, 7, 8)] == [0, 1, 2, 3, 4]


def test_the_legend_says_whole_numbers_that_do_not_overlap():
    words = {s.fill: s.words for s in drawn([*SITES[:2], *SITES[3:]]).legend}

    assert words["classe-1"] == "moins de 25"
    assert words["classe-2"] == "25 à 49"
    assert words["classe-5"] == "100 et plus"
    assert words["inconnu"] == "dans le réseau, chiffre inconnu"
    assert words["hors-reseau"] == "aucun site connu"


def test_the_classes_may_be_forced_so_that_years_compare():
    forced = drawn(view=View(classes=Classes((1000.0,))))

    assert areas(forced)["55"]["fill"] == theme.CLASS_FILL[1].css


def test_everything_drawn_lies_on_the_canvas():
    for zone in geo.departements().values():
        for line in geo.border([zone.code]):
            assert all(map_layers.WEST < x < map_layers.EAST for x, _ in line)
            assert all(map_layers.SOUTH < y < map_layers.NORTH for _, y in line)
    for box in geo.boxes():
        assert map_layers.WEST < box.west < box.east < map_layers.EAST
        assert map_layers.SOUTH < box.south < box.north < map_layers.NORTH


def test_many_sites_in_one_place_are_all_seen():
    sites = [(str(n), str(n), ("54",), 1.0, TOUL) for n in range(40)]
    places = [(row["x"], row["y"]) for row in drawn(sites).data["discs"]]

    assert min(math.dist(a, b) for a, b in combinations(places, 2)) >= map_places.HIDDEN
    assert (TOUL.x, TOUL.y) in places
