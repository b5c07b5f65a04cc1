"""A chart says where its figures come from, and shows them all, to the cent."""

import math
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.charts import money_flows, theme
from simulator.charts.bears import who_bears_what
from simulator.charts.frame import FONTS, BareDrawingError
from simulator.charts.money_flows import NegativeFlowError, sankey
from simulator.charts.waterfall import BrokenSumError, waterfall

LABELS = {
    "route": "Voie",
    "party": "Partie",
    "amount": "Montant",
    "dont": "dont",
    "closed": "× fermé",
    "unknown": "inconnu",
    "payer": "Payeur",
    "payee": "Payé",
    "nature": "Nature",
    "step": "Étape",
}
TITLE = "L'État prend la différence & le dit"
SOURCE = "Source. CGI, art. 238 bis."
CAPTION = "Lecture. Le mécène porte 8 190 €."


def euro(amount):
    return f"{amount:,.2f}".replace(",", "\u202f").replace("-", "\u2212") + "\u00a0€"


WORDS = {
    "labels": LABELS,
    "title": TITLE,
    "subtitle": "En euros, après impôt",
    "source": SOURCE,
    "caption": CAPTION,
    "euro": euro,
}
ROUTES = {
    "don": {"etat": 13601.25, "mecene": 8190.0, "region": 6000.0, "pme": 7459.1},
    "prix": {"mecene": 15356.0, "pme": 7459.0, "association": -120.5, "ue": 3.07},
    "rien": {"mecene": 0.0},
}
CIRCLE = [
    ("mecene", "association", 20475.0),
    ("association", "pme", 20475.0),
    ("pme", "mecene", 29250.0),
    ("etat", "mecene", 12285.0),
    ("mecene", "facture", 0.0),
]
STEPS = [
    ("Coût", 90000.0, "total", "mecene", False),
    ("Facture", -22500.1, "delta", "pme", False),
    ("Don", 10000.0, "delta", "mecene", False),
    ("Réduction", -18000.2, "delta", "etat", True),
    ("Net", 59499.7, "total", "mecene", False),
]


def bears_frame(routes):
    rows = [(r, f"Voie {r}", p, p, a) for r, parts in routes.items() for p, a in parts.items()]
    return pd.DataFrame(
        rows, columns=["route", "route_label", "party", "party_label", "amount"]
    ).astype({"amount": float})


def flows_frame(flows):
    rows = [(a, b, a.title(), b.title(), "don", m, "etat") for a, b, m in flows]
    columns = ["payer", "payee", "payer_label", "payee_label", "nature_label", "amount", "party"]
    return pd.DataFrame(rows, columns=columns).astype({"amount": float})


def steps_frame(steps):
    return pd.DataFrame(steps, columns=["label", "amount", "kind", "party", "later"])


def bears(routes=ROUTES, **words):
    return who_bears_what(bears_frame(routes), total_label="Total", **WORDS | words)


def money(flows=CIRCLE, **words):
    return sankey(flows_frame(flows), **WORDS | words)


def fall(steps=STEPS, **words):
    return waterfall(steps_frame(steps), **WORDS | words)


CHARTS = pytest.mark.parametrize("draw", [bears, money, fall])


def rows_with(chart, field):
    """The first data of a chart whose rows have this field."""
    data = chart.to_dict()["datasets"].values()
    return next(rows for rows in data if rows and field in rows[0])


@CHARTS
def test_every_chart_is_valid_vega_lite_on_screen_and_in_export(draw):
    drawing = draw()

    assert drawing.on_screen().to_dict()["width"] == "container"
    assert drawing.for_export(500).to_dict()["width"] == 500


@CHARTS
@pytest.mark.parametrize("missing", ["title", "source", "caption"])
def test_a_chart_without_title_source_or_caption_is_refused(draw, missing):
    with pytest.raises(BareDrawingError, match=missing):
        draw(**{missing: "  "})


@CHARTS
def test_an_exported_image_carries_its_title_caption_and_source(draw):
    svg = draw().svg()

    assert TITLE.replace("&", "&amp;") in svg
    assert CAPTION in svg
    assert SOURCE in svg
    assert "light-dark" not in svg
    assert theme.PARTY_FILL["etat"].light in svg


@CHARTS
def test_colours_on_screen_come_in_pairs(draw):
    text = draw().on_screen().to_json()

    assert text.count("light-dark(#") > 20
    assert text.count("#") == 2 * text.count("light-dark(")


@CHARTS
def test_a_chart_in_words_gives_every_figure(draw):
    drawing = draw()

    for amount in drawing.table[LABELS["amount"]]:
        assert euro(abs(amount)) in drawing.alt or amount == 0


def test_a_long_source_is_cut_into_lines_and_none_of_its_words_is_lost():
    source = " ".join(f"article{i}" for i in range(80))

    svg = bears(source=source).svg()

    assert all(word in svg for word in source.split())


def test_the_fonts_of_the_exports_are_in_the_project():
    assert {f.stem for f in FONTS.glob("SourceSans3-*.ttf")} >= {
        "SourceSans3-Regular",
        "SourceSans3-Semibold",
    }


def test_words_on_a_fill_are_dark_on_light_fills_and_in_the_dark_theme():
    assert theme.text_on("ue") == (theme.INK.light, theme.PAGE.dark)
    assert theme.text_on("etat") == ("#FFFFFF", "#14191F")


def test_parties_stack_from_private_to_public_whatever_the_order_of_the_rows():
    drawing = bears()
    segments = pd.DataFrame(rows_with(drawing.chart, "left"))

    for _, route in segments.groupby("route"):
        right_of_zero = route[route["left"] >= 0].sort_values("left")["party"]
        assert list(right_of_zero) == sorted(right_of_zero, key=theme.PARTIES.index)
    first = drawing.table[drawing.table[LABELS["route"]] == "Voie don"][LABELS["party"]]
    assert list(first) == ["mecene", "pme", "region", "etat"]


def test_segments_touch_and_add_up_to_the_total_to_the_cent():
    drawing = bears()
    segments = pd.DataFrame(rows_with(drawing.chart, "left"))
    amounts = drawing.table.groupby(LABELS["route"])[LABELS["amount"]].sum()

    for label, route in segments.groupby("route_label"):
        ordered = route.sort_values("left")
        pairs = pairwise(zip(ordered["left"], ordered["right"], strict=True))
        assert all(a[1] == b[0] for a, b in pairs)
        length = (route["right"] - route["left"]).mul(route["amount"].map(lambda a: a / abs(a)))
        assert round(length.sum(), 2) == round(amounts[label], 2)
        assert set(route["total"]) == {euro(amounts[label])}


def test_a_negative_amount_stands_left_of_zero_and_a_nil_route_has_no_segment():
    segments = pd.DataFrame(rows_with(bears().chart, "left"))

    negative = segments[segments["amount"] < 0].iloc[0]
    assert (negative["left"], negative["right"]) == (-120.5, 0)
    assert "rien" not in set(segments["route"])
    assert euro(0) in bears().alt


def test_only_nil_routes_make_a_chart_without_bars():
    drawing = bears({"rien": {"mecene": 0.0}})

    assert "Voie rien" in drawing.alt
    assert drawing.on_screen().to_dict()


def test_an_unknown_amount_makes_an_unknown_total_not_a_smaller_one():
    drawing = bears({"don": {"mecene": 10.0, "etat": math.nan}})

    assert "Voie don, inconnu" in drawing.alt


def test_a_closed_route_says_so():
    frame = bears_frame(ROUTES).assign(open=lambda f: f["route"] != "prix")

    drawing = who_bears_what(frame, total_label="Total", **WORDS)

    assert "Voie prix · × fermé" in drawing.alt
    assert "Voie don ·" not in drawing.alt


@pytest.mark.parametrize("width", [0, 288, 358, 760, 1280, 5000])
def test_what_is_too_thin_to_be_written_in_its_bar_is_written_beside_the_total(width):
    chart = bears().chart
    segments = pd.DataFrame(rows_with(chart, "need"))
    beside = pd.DataFrame(rows_with(chart, "fits"))
    shown = beside[(beside["low"] <= width) & (width < beside["high"])].set_index("route")

    for segment in segments.to_dict("records"):
        in_bar = segment["part"] * width >= segment["need"]
        in_words = segment["spoken"] in shown.loc[segment["route"], "below"]
        assert in_bar != in_words


GRAPHS = st.lists(
    st.tuples(
        st.sampled_from("abcdefg"),
        st.sampled_from("abcdefg"),
        st.integers(0, 10_000_000).map(lambda cents: cents / 100),
    ),
    max_size=20,
)


@given(GRAPHS)
@settings(max_examples=30, deadline=None)
def test_no_euro_is_lost_between_the_flows_and_the_ribbons_even_in_circles(flows):
    links = money_flows.untangle(flows_frame(flows))
    drawing = money_flows.layout(links)

    assert sum(k.amount for k in links) == pytest.approx(sum(m for *_, m in flows))
    for node in {n for a, b, _ in flows for n in (a, b)}:
        places = (node, node + money_flows.BACK)
        paid = sum(k.amount for k in links if k.payer in places)
        received = sum(k.amount for k in links if k.payee in places)
        assert paid == pytest.approx(sum(m for a, _, m in flows if a == node))
        assert received == pytest.approx(sum(m for _, b, m in flows if b == node))
    for ribbon in drawing.ribbons:
        payer, payee = (drawing.places[n] for n in (ribbon.link.payer, ribbon.link.payee))
        assert payer.column < payee.column


@given(GRAPHS)
@settings(max_examples=30, deadline=None)
def test_ribbons_fill_their_nodes_and_nodes_do_not_overlap(flows):
    drawing = money_flows.layout(money_flows.untangle(flows_frame(flows)))

    for node, place in drawing.places.items():
        out = [(r.start, r.height) for r in drawing.ribbons if r.link.payer == node]
        into = [(r.end, r.height) for r in drawing.ribbons if r.link.payee == node]
        assert max(sum(h for _, h in side) for side in (out, into)) == pytest.approx(place.height)
        for side in (sorted(out), sorted(into)):
            for (top, height), (below, _) in pairwise(side):
                assert top + height == pytest.approx(below)
            assert all(top >= place.top - 1e-6 for top, _ in side)
    for column in {place.column for place in drawing.places.values()}:
        places = sorted((p.top, p.height) for p in drawing.places.values() if p.column == column)
        assert all(a + b <= c for (a, b), (c, _) in pairwise(places))
        assert places[0][0] >= 0
        assert sum(places[-1]) <= drawing.height + 1e-6


def test_money_that_comes_back_has_a_second_place_at_the_right():
    chart = money().chart
    nodes = pd.DataFrame(rows_with(chart, "middle"))

    sponsor = nodes[nodes["name"] == "Mecene"].sort_values("column")
    assert list(sponsor["amount_text"]) == [euro(20475), euro(29250)]
    assert sponsor["column"].iloc[-1] == nodes["column"].max()


def test_a_sankey_without_money_is_empty_not_broken():
    assert money([("mecene", "pme", 0.0)]).on_screen().to_dict()
    assert money([]).on_screen().to_dict()


def test_a_negative_flow_is_refused():
    with pytest.raises(NegativeFlowError):
        money([("mecene", "pme", -1.0)])


def test_each_step_of_a_waterfall_starts_where_the_one_above_ended():
    bars = rows_with(fall().chart, "bottom")

    assert [(bar["left"], bar["right"]) for bar in bars] == [
        (0, 90000),
        (67499.9, 90000),
        (67499.9, 77499.9),
        (59499.7, 77499.9),
        (0, 59499.7),
    ]


def test_a_waterfall_whose_total_is_a_cent_off_is_refused():
    with pytest.raises(BrokenSumError, match="Net"):
        fall([*STEPS[:-1], ("Net", 59499.71, "total", "mecene", False)])


def test_a_waterfall_may_end_below_zero():
    drawing = fall([*STEPS[:1], ("Gain", -95000.0, "delta", "etat", False)])

    assert rows_with(drawing.chart, "bottom")[1]["left"] == -5000


def test_only_what_comes_later_is_hatched():
    lines = rows_with(fall().chart, "x2")

    assert {line["party"] for line in lines} == {"etat"}
    assert all(59499.7 <= line["x"] <= line["x2"] <= 77499.9 for line in lines)
