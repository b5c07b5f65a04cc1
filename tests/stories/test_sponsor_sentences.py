"""What a sponsor's case says, compared with the figures of its outcome, in both languages."""

import json
from dataclasses import replace
from typing import NamedTuple

import pandas as pd
import pytest

from simulator import ROOT
from simulator.cases.sponsor import read_case
from simulator.figures.marginal import marginal
from simulator.figures.sponsor_outcome import assess
from simulator.stories import (
    chart_words,
    sponsor,
    sponsor_balance,
    sponsor_comparison,
    sponsor_figures,
    sponsor_next_euro,
    sponsor_readings,
    sponsor_waterfall,
)
from simulator.text import LANGUAGES, formats, say, speaking

READY = sorted((ROOT / "data" / "cases" / "mecene").glob("*.json"))
IDS = [path.stem for path in READY]


@pytest.fixture(params=READY, ids=IDS)
def outcome(request):
    return assess(read_case(json.loads(request.param.read_text(encoding="utf-8"))))


@pytest.fixture(params=["prudent", "confirmed"])
def reading(request, outcome):
    return getattr(outcome, request.param)


STOCKS = {
    "assiette": ("dons", "dons_retenus", "report_utilise", "report_perdu", "report_restant"),
    "impot": ("reduction", "reduction_imputee", None, "reduction_perdue", "reduction_reportee"),
}
LINES = ("ouverture", "ne", "somme", "utilise", "reports", "perdu", "reste")


@pytest.mark.parametrize(("place", "stock"), list(enumerate(STOCKS)))
def test_each_line_of_the_years_is_the_amount_that_it_names(place, stock, reading):
    rows = sponsor_balance.year_rows(reading)[place]
    older = STOCKS[stock][2]
    lines = [line for line in LINES if older or line != "reports"]
    tables = [f"mecene_annees.{'' if x == 'somme' else f'{stock}_'}{x}" for x in lines]
    assert [row.label for row in rows] == [say(table) for table in tables]
    assert [row.is_sum for row in rows] == [line == "somme" for line in lines]
    named = dict(zip(lines, (row.amounts for row in rows), strict=True))
    born, used, _, lost, left = STOCKS[stock]
    for line, name in (("ne", born), ("utilise", used), ("perdu", lost), ("reste", left)):
        assert named[line] == reading.amounts(name), line
    for year, total in enumerate(named["somme"]):
        opens, born_here = named["ouverture"][year], named["ne"][year]
        out = sum(named[line][year] for line in lines[3:])
        assert total == pytest.approx(opens + born_here, abs=0.02)
        assert total == pytest.approx(out, abs=0.02)
        if year:
            assert opens == pytest.approx(named["reste"][year - 1], abs=0.02)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_three_figures_are_those_of_the_prudent_reading(language, outcome):
    with speaking(language):
        net, relief, cap = sponsor_figures.three_figures(outcome)
        prudent = outcome.prudent
        assert net.value == formats.euros_short(prudent.whole.cout_net)
        assert relief.value == formats.euros_short(prudent.whole.reduction)
        assert cap.value == formats.euros_short(prudent.amounts("plafond")[0])
        assert [one.key for one in (net, relief, cap)] == ["cout_net", "reduction", "plafond.0"]
        assert (net.party, relief.party, cap.party) == ("mecene", None, None)
        if sponsor_readings.differs(outcome):
            assert formats.euros(outcome.confirmed.cout_net) in net.condition
            assert formats.euros(outcome.confirmed.reduction) in relief.condition
        if not prudent.whole.cout_charge_ordinaire:
            return
        assert formats.euros(prudent.whole.cout_net) in sponsor.answer(outcome)


@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_quote_the_amounts_of_their_drawing(language, reading):
    whole = reading.whole
    with speaking(language):
        title = sponsor_waterfall.waterfall_title(reading)
        assert formats.euros(whole.cout_net) in title
        state = whole.cout - whole.facture - whole.cout_net
        assert formats.euros(state) in title or state <= 0.005
        told = " ".join(sponsor_waterfall.left_aside(reading))
        for amount in (whole.en_attente, whole.perdu):
            assert (formats.euros(amount) in told) or amount <= 0.005


@pytest.mark.parametrize(
    ("amount", "told"),
    [(400_600, "401 k"),
        (0.4, "0"),
        (9999, "9\u202f999"), (10_000, "10 k"), (-9999.4, "-9\u202f999"), (-1_000, "-1 000"),
        (1_500_400, "1,5 M"),
        (999_999, "1\u202f000 k"),
     (1_000_000, "1 M"), (1_260_000, "1,3 M")],
)  # fmt: skip
def test_an_amount_in_few_signs(amount, told):
    assert plain(chart_words.short(amount)) == plain(told)


def test_the_steps_of_the_cost_are_the_bars_of_the_reading(outcome, reading):
    frame = sponsor_waterfall.waterfall_frame(outcome, reading)
    bars = [b for b in reading.waterfall() if b.amount or b.key in ("cout", "cout_net", "facture")]
    assert list(frame.columns) == ["label", "amount", "kind", "party", "later"]
    for row, bar in zip(frame.to_dict("records"), bars, strict=True):
        assert row["amount"] == bar.amount
        assert row["kind"] == ("total" if bar.key in ("cout", "cout_net") else "delta")
        party = {"cout": "mecene", "cout_net": "mecene", "facture": "pme"}.get(bar.key, "etat")
        assert (row["party"], row["later"]) == (party, bar.hatched)
        year = bar.exercice if bar.key == "reduction_reportee" else None
        assert row["label"].startswith(bar.words()[:6])
        if year is not None:
            assert str(outcome.closings[year].year) in row["label"]
        else:
            assert row["label"] == bar.words()


def test_what_is_compared_is_named_and_its_shares_make_its_cost(outcome, reading):
    frame = sponsor_comparison.comparison_frame(outcome, reading)
    assert set(frame["party"]) == {"mecene", "etat"}
    assert set(frame["open"]) == {True}
    for row in frame.to_dict("records"):
        assert row["party_label"] == say(f"parties.{row['party']}")
    ours = frame[frame["route"] == "nous"].set_index("party")["amount"]
    assert ours["mecene"] == reading.whole.cout_net
    assert ours.sum() == pytest.approx(reading.whole.cout - reading.whole.facture, abs=0.01)
    for one in sponsor_comparison.comparisons_of(reading):
        theirs = frame[frame["route"] == one.key].set_index("party")
        if one.cout is not None and one.cout_net is not None:
            assert theirs["amount"].sum() == pytest.approx(one.cout, abs=0.01)
        if one.key == "salarie_paye" and sponsor_comparison.is_money(outcome):
            assert set(theirs["route_label"]) == {say("mecene_charge.nom")}
        else:
            assert set(theirs["route_label"]) == {one.words("nom")}


def test_a_title_names_its_reading_only_where_there_are_two(outcome, reading):
    title = sponsor_readings.titled("Un titre", reading)
    if sponsor_readings.differs(outcome):
        assert title == say(f"mecene.titre_{reading.name}", titre="un titre")
        assert title != "Un titre"
    else:
        assert title == "Un titre"


class Bend(NamedTuple):
    don: float
    apres: float


class Curve(NamedTuple):
    don_actuel: float
    bends: list
    frame: pd.DataFrame


def curve(here, *bends, rates=(0.6, 0.4)):
    frame = pd.DataFrame({"don": [0.0, 20_000.0], "taux": rates})
    return Curve(here, [Bend(*bend) for bend in bends], frame)


def cents_of(text):
    return float(text.replace(",", "."))


@pytest.mark.parametrize(
    ("here", "rates", "bends", "now", "where", "after"),
    [
        (0.0, (0.6, 0.4), [(20_000, 0.4)], "60", "20 000", "40"),
        (5_000.0, (0.625, 0.4), [(3_000, 0.1), (20_000, 0.4)], "62,5", "20 000", "40"),
        (20_000.0, (0.6, 0.4), [(20_000, 0.4)], "40", None, None),
        (20_000.0, (0.6, 0.4), [(20_000, 0.4), (30_000, 0.0)], "40", "30 000", "0"),
        (19_999.0, (0.6, 0.4), [(20_000, 0.4)], "60", "20 000", "40"),
        (-1.0, (0.6, 0.4), [], "60", None, None),
        (0.0, (0.012, 0.4), [], "1,2", None, None),
        (0.0, (0.6, 0.4), [(20_000, 0.3456)], "60", "20 000", "34,6"),
    ],
)
def test_the_next_euro_by_hand(here, rates, bends, now, where, after):
    title = sponsor_next_euro.marginal_title(curve(here, *bends, rates=rates))
    expected = (
        say("mecene_constats.euro_suivant", centimes=cents_of(now))
        if where is None
        else say(
            "mecene_constats.euro_suivant_jusqu_a",
            centimes=cents_of(now),
            montant=formats.euros(float(where.replace(" ", ""))),
            apres=after,
        )
    )
    assert title == expected


def test_the_curve_is_drawn_with_its_gifts_its_rates_and_the_names_of_its_bends():
    drawn = marginal(read_case(json.loads(READY[1].read_text(encoding="utf-8"))))
    steps = sponsor_next_euro.steps_frame(drawn)
    assert list(steps.columns) == ["gift", "rate"]
    assert steps["gift"].tolist() == drawn.frame["don"].tolist()
    assert steps["rate"].tolist() == drawn.frame["taux"].tolist()
    bends = sponsor_next_euro.bends_frame(drawn)
    assert list(bends.columns) == ["gift", "before", "after", "label"]
    assert list(bends.itertuples(index=False, name=None)) == [
        (bend.don, bend.avant, bend.apres, bend.words().removesuffix(".")) for bend in drawn.bends
    ]
    assert len(bends)
    assert not any(label.endswith(".") for label in bends["label"])
    flat = replace(drawn, bends=())
    assert list(sponsor_next_euro.bends_frame(flat).columns) == ["gift", "before", "after", "label"]


def test_a_next_euro_that_saves_nothing_is_said_so():
    title = sponsor_next_euro.marginal_title(curve(0.0, rates=(0.0004, 0.6)))
    assert title == say("mecene_constats.euro_suivant_rien")


def plain(text):
    return text.replace("\u202f", " ").replace("\u00a0", " ").replace("\u2212", "-")
