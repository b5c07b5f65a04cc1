"""A chart says where its figures come from, and shows them all, to the cent."""

import json
import math
from dataclasses import replace
from itertools import pairwise

import altair as alt
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.base.rounding import whole
from simulator.charts import flow_layout, marks, money_flows, theme
from simulator.charts import waterfall as waterfall_module
from simulator.charts import who_bears as bears_module
from simulator.charts.drawing import FONTS, BareDrawingError, Words
from simulator.charts.marks import records
from simulator.charts.money_flows import NegativeFlowError, sankey
from simulator.charts.waterfall import BrokenSumError, waterfall
from simulator.charts.who_bears import who_bears_what

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


WORDS = Words(TITLE, "En euros, après impôt", SOURCE, CAPTION)


def told(labels=LABELS, **words):
    """What every chart is given besides its frame; some words of it may be others."""
    return {"labels": labels, "words": replace(WORDS, **words), "euro": euro}


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
    return who_bears_what(bears_frame(routes), total_label="Total", **told(**words))


def money(flows=CIRCLE, **words):
    return sankey(flows_frame(flows), **told(**words))


def fall(steps=STEPS, **words):
    return waterfall(steps_frame(steps), **told(**words))


CHARTS = pytest.mark.parametrize("draw", [bears, money, fall])


def rows_with(drawing, field):
    """The first data of a drawing whose rows have this field."""
    data = drawing.spec()["datasets"].values()
    return next(rows for rows in data if rows and field in rows[0])


def times(draw, factor):
    """The same chart with every amount multiplied."""
    if draw is bears:
        return bears({r: {p: a * factor for p, a in q.items()} for r, q in ROUTES.items()})
    if draw is money:
        return money([(a, b, amount * factor) for a, b, amount in CIRCLE])
    return fall([(label, amount * factor, *rest) for label, amount, *rest in STEPS])


def forget():
    """Empty the memory of compiled charts."""
    for module in (bears_module, money_flows, waterfall_module):
        module._template.cache_clear()


@CHARTS
def test_every_chart_is_valid_vega_lite_on_screen_and_in_export(draw):
    drawing = draw()

    assert drawing.on_screen().to_dict()["width"] == "container"
    assert drawing.for_export(500).to_dict()["width"] == 500


@CHARTS
def test_a_chart_filled_with_new_amounts_is_the_one_that_compiling_them_would_give(draw):
    forget()
    draw()
    filled = times(draw, 3)
    forget()

    assert filled.spec() == times(draw, 3).spec()
    assert filled.spec() != draw().spec()


@CHARTS
def test_what_the_page_shows_is_the_chart_that_altair_checks(draw):
    drawing = draw()

    with alt.theme.enable("none"):
        assert drawing.on_screen().to_dict() == drawing.spec()


@CHARTS
def test_new_amounts_compile_nothing(draw, monkeypatch):
    draw()
    monkeypatch.setattr(marks, "template", lambda *_: pytest.fail("compiled again"))

    assert times(draw, 7).spec()["datasets"]


@CHARTS
def test_amounts_are_not_in_what_is_kept_from_one_call_to_the_next(draw):
    drawing = draw()

    assert times(draw, 5).template == drawing.template
    assert "datasets" not in json.loads(drawing.template)
    assert not any(euro(a) in drawing.template for a in drawing.table[LABELS["amount"]] if a)


@CHARTS
def test_other_words_make_another_chart(draw):
    english = draw(labels=LABELS | {"amount": "Amount"})

    assert "Amount" in english.template
    assert "Amount" not in draw().template


def test_other_routes_make_another_chart():
    fewer = bears({"don": ROUTES["don"]})

    assert '"prix"' in bears().template
    assert '"prix"' not in fewer.template


@CHARTS
def test_what_a_session_does_to_its_chart_stays_in_that_session(draw):
    before = json.dumps(draw().spec())
    drawing = draw()

    def spoil(value):
        for part in list(value.values() if isinstance(value, dict) else value):
            if isinstance(part, dict | list):
                spoil(part)
        value.clear()

    spoil(drawing.spec())

    assert json.dumps(drawing.spec()) == before
    assert json.dumps(draw().spec()) == before


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
        size = abs(amount)  # written to the cent, or in whole euros where parts must add up
        written = {euro(size), euro(math.floor(size)), euro(math.ceil(size))}
        assert any(text in drawing.alt for text in written) or amount == 0


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
    segments = pd.DataFrame(rows_with(drawing, "left"))

    for _, route in segments.groupby("route"):
        right_of_zero = route[route["left"] >= 0].sort_values("left")["party"]
        assert list(right_of_zero) == sorted(right_of_zero, key=theme.PARTIES.index)
    first = drawing.table[drawing.table[LABELS["route"]] == "Voie don"][LABELS["party"]]
    assert list(first) == ["mecene", "pme", "region", "etat"]


def test_segments_touch_and_add_up_to_the_total_to_the_cent():
    drawing = bears()
    segments = pd.DataFrame(rows_with(drawing, "left"))
    amounts = drawing.table.groupby(LABELS["route"])[LABELS["amount"]].sum()

    for label, route in segments.groupby("route_label"):
        ordered = route.sort_values("left")
        pairs = pairwise(zip(ordered["left"], ordered["right"], strict=True))
        assert all(a[1] == b[0] for a, b in pairs)
        length = (route["right"] - route["left"]).mul(route["amount"].map(lambda a: a / abs(a)))
        assert round(length.sum(), 2) == round(amounts[label], 2)
        assert set(route["total"]) == {euro(whole(amounts[label]))}


def test_a_negative_amount_stands_left_of_zero_and_a_nil_route_has_no_segment():
    segments = pd.DataFrame(rows_with(bears(), "left"))

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

    drawing = who_bears_what(frame, total_label="Total", **told())

    assert "Voie prix · × fermé" in drawing.alt
    assert "Voie don ·" not in drawing.alt


@pytest.mark.parametrize("width", [0, 288, 358, 760, 1280, 5000])
def test_what_is_too_thin_to_be_written_in_its_bar_is_written_beside_the_total(width):
    drawing = bears()
    segments = pd.DataFrame(rows_with(drawing, "need"))
    beside = pd.DataFrame(rows_with(drawing, "fits"))
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
    links = flow_layout.untangle(records(flows_frame(flows)))
    drawing = flow_layout.layout(links)

    assert sum(k.amount for k in links) == pytest.approx(sum(m for *_, m in flows))
    for node in {n for a, b, _ in flows for n in (a, b)}:
        places = (node, node + flow_layout.BACK)
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
    drawing = flow_layout.layout(flow_layout.untangle(records(flows_frame(flows))))

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
    nodes = pd.DataFrame(rows_with(money(), "middle"))

    sponsor = nodes[nodes["name"] == "Mecene"].sort_values("column")
    assert list(sponsor["amount_text"]) == [euro(20475), euro(29250)]
    assert sponsor["column"].iloc[-1] == nodes["column"].max()


def test_money_that_passes_through_a_party_has_its_colour():
    flows = [("mecene", "association_passage", 5.0), ("association_passage", "facture", 5.0)]
    nodes = {node["name"]: node["party"] for node in rows_with(money(flows), "middle")}

    assert nodes["Association_Passage"] == "association"
    assert nodes["Facture"] == "neutre"


def left_of(flows):
    """The nodes of the first column, from top to bottom."""
    places = flow_layout.layout(flow_layout.untangle(records(flows_frame(flows)))).places
    return sorted((n for n in places if places[n].column == 0), key=lambda n: places[n].top)


def test_the_left_of_a_sankey_stands_in_the_order_of_the_parties():
    flows = [
        ("etat", "salaries", 3770.0),
        ("etat", "facture", 1347.0),
        ("pme", "facture", 5931.0),
        ("mecene", "salaries", 12212.0),
        ("facture", "salaries", 7278.0),
    ]

    assert left_of(flows) == ["mecene", "pme", "etat"]


def test_the_left_of_a_sankey_is_free_where_the_order_of_the_parties_costs_a_crossing():
    flows = [
        ("mecene", "association", 6513.0),
        ("etat", "association", 9769.0),
        ("etat", "facture", 1047.0),
        ("pme", "facture", 5931.0),
        ("association", "facture", 16282.0),
        ("facture", "salaries", 23260.0),
    ]

    assert left_of(flows)[-1] == "pme"


@given(GRAPHS)
@settings(max_examples=30, deadline=None)
def test_the_order_of_the_parties_never_costs_a_crossing(flows):
    links = flow_layout.untangle(records(flows_frame(flows)))
    free = flow_layout._arranged(flow_layout._columns(links), links, pinned=0)

    assert flow_layout._crossings(flow_layout.layout(links)) <= flow_layout._crossings(free)


def test_a_sankey_without_money_is_empty_not_broken():
    assert money([("mecene", "pme", 0.0)]).on_screen().to_dict()
    assert money([]).on_screen().to_dict()


def test_a_negative_flow_is_refused():
    with pytest.raises(NegativeFlowError):
        money([("mecene", "pme", -1.0)])


def test_each_step_of_a_waterfall_starts_where_the_one_above_ended():
    bars = rows_with(fall(), "bottom")

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

    assert rows_with(drawing, "bottom")[1]["left"] == -5000


def test_only_what_comes_later_is_hatched():
    lines = rows_with(fall(), "x2")

    assert {line["party"] for line in lines} == {"etat"}
    assert all(59499.7 <= line["x"] <= line["x2"] <= 77499.9 for line in lines)
