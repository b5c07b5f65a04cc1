"""The network over time: nothing joined that does not compare, every number a fact or a formula."""

import re
from dataclasses import replace
from datetime import date
from html import unescape

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from simulator import ROOT
from simulator.base.csvs import lines_of
from simulator.errors import DataError
from simulator.law.facts import facts
from simulator.network import history as model
from simulator.network.history import FOLDER, Form, Use, contradictions, view, views_of
from simulator.stories import contradictions as contradictions_told
from simulator.stories import target_pace, time_findings, time_line
from simulator.stories.numbering import numbered
from simulator.stories.picture import imprinted, readable
from simulator.text import formats, say, speaking
from simulator.ui import twenty_years
from simulator.ui.history import CHOICE

DRAWN = (*model.ALIZE, *model.NATIONAL)
EACH = pytest.mark.parametrize("name", DRAWN)
NATIONAL = "mecene_plus_national"
NUMBER = re.compile(r"\d+(?:\u202f\d{3})*(?:,\d+)?")


@EACH
def test_each_mark_is_the_value_of_its_fact(name):
    shown = view(name)
    drawing = time_line.drawing(shown)
    values = [facts()[f.id].value for s in shown.sightings for f in s.evidence]
    assert [row["value"] for row in drawing.figures] == values
    words = {mark["value_text"] for mark in drawing.data["marks"]}
    assert words == {time_findings.words(s) for s in shown.sightings}
    assert len(drawing.data["marks"]) == len(shown.sightings)


@EACH
def test_only_comparable_figures_are_joined(name):
    shown = view(name)
    drawing = time_line.drawing(shown)
    assert len(drawing.data["threads"]) == len(shown.threads)
    for first, second in shown.threads:
        assert first.fact.unit == second.fact.unit
        assert first.fact.status == second.fact.status
        assert not first.precision
        assert not second.precision
        assert first.form is second.form is Form.POINT
    ends = {(line["x"], line["x2"]) for line in drawing.data["threads"]}
    assert ends == {(a.start, b.start) for a, b in shown.threads}


def test_territories_are_joined_only_where_places_are_counted_exactly():
    joined = [(a.start, b.start) for a, b in view("territoires").threads]
    assert joined == [(2003, 2007), (2007, 2008)]


@pytest.mark.parametrize("name", model.NATIONAL)
def test_nothing_is_joined_across_the_change_of_method(name):
    drawing = time_line.drawing(view(name))
    (rule,) = drawing.data["breaks"]
    assert model.break_year() - 1 < rule["x"] < model.break_year()
    assert str(model.break_year()) in rule["words"]
    for line in drawing.data["threads"]:
        assert not line["x"] < rule["x"] < line["x2"]
    assert rule["words"] in drawing.alt


@pytest.mark.parametrize("name", model.ALIZE)
def test_the_national_change_of_method_is_not_drawn_elsewhere(name):
    assert time_line.drawing(view(name)).data["breaks"] == []


def test_rates_of_different_bases_are_different_series():
    bases = {lane: {s.fact.quantity for s in found} for lane, found in view("taux").lanes.items()}
    assert all(len(quantities) == 1 for quantities in bases.values())
    assert len(bases) == 4


@pytest.mark.parametrize(
    "change",
    [
        {"couloir": "comites"},
        {"precision": "environ"},
        {"forme": "duree"},
        {"fait": "alize.2017.emplois_crees_prevus"},
    ],
)
def test_a_row_that_would_join_what_differs_stops_the_build(change):
    rows = [
        (place, line)
        for place, line in lines_of([FOLDER / "histoire.csv"])
        if line["vue"] == "territoires" and line["debut"] in ("2003", "2007")
    ]
    (_, first), (place, second) = rows
    assert views_of(rows)["territoires"].threads
    lane = {"couloir": first["couloir"]}
    broken = [rows[0], (place, second | change)]
    if "couloir" in change:  # another lane is never joined, whatever its thread
        assert not views_of(broken)["territoires"].threads
    else:
        with pytest.raises(DataError, match="aucun trait"):
            views_of([rows[0], (place, second | change | lane)])


def test_a_national_row_that_would_cross_the_change_stops_the_build():
    rows = list(lines_of([FOLDER / "histoire.csv"]))
    points = [line for _, line in rows if line["vue"] == "pratique" and line["couloir"] == "part"]
    joined = [("x", line | {"suite": "tout", "precision": ""}) for line in points[1:3]]
    with pytest.raises(DataError, match="aucun trait"):
        views_of(joined)


def test_years_typical_years_and_totals_are_never_in_one_view():
    for name in ("activite", "annee_type", "cumuls"):
        facts_of = {f.id for f in view(name).evidence}
        others = {f.id for o in (*DRAWN, "annee_type") if o != name for f in view(o).evidence}
        assert not facts_of & others
    assert {s.fact.topic for s in view("activite").sightings} == {"activité annuelle"}
    assert {s.fact.topic for s in view("cumuls").sightings} == {"cumul"}
    assert all("par an" in s.fact.quantity for s in view("annee_type").sightings)


def test_promised_jobs_are_hatched_and_nothing_else_is():
    shown = view("activite")
    drawing = time_line.drawing(shown)
    promised = [s for s in shown.sightings if s.promised]
    assert {s.lane for s in promised} == {"emplois_crees", "emplois_maintenus"}
    hatched = {round(line["y2"]) for line in drawing.data["hatches"]}
    assert hatched
    for box in drawing.data["boxes"]:
        covered = any(
            box["x"] - 1e-9 <= line["x"] <= box["x2"]
            and box["top"] <= line["y"] <= box["bottom"] + 1e-9
            for line in drawing.data["hatches"]
        )
        assert covered == box["promised"]
    for name in set(DRAWN) - {"activite"}:
        assert time_line.drawing(view(name)).data["hatches"] == []


def test_a_year_without_a_count_is_said_unknown():
    gaps = time_line.drawing(view("activite")).data["gaps"]
    assert {gap["year"] for gap in gaps} == {"2016"}
    assert {gap["words"] for gap in gaps} == {say("mots.inconnu")}
    assert len(gaps) == 4


def test_a_bound_or_an_estimate_is_hollow_and_says_so():
    for name in DRAWN:
        drawing = time_line.drawing(view(name))
        for sighting, mark in zip(
            sorted(view(name).sightings, key=time_findings.words),
            sorted(drawing.data["marks"], key=lambda m: m["value_text"]),
            strict=True,
        ):
            assert mark["exact"] == (not sighting.precision)
    assert "plus de 30" in time_line.drawing(view("territoires")).alt
    assert "environ 20" in time_line.drawing(view("territoires")).alt


@EACH
def test_the_rows_of_a_drawing_have_the_same_columns(name):
    """Rows travel as Arrow tables, whose columns are those of the first row."""
    for rows in time_line.drawing(view(name)).data.values():
        assert len({tuple(row) for row in rows}) <= 1 or {frozenset(r) for r in rows} == {
            frozenset(rows[0])
        }


def changed(shown, values):
    """The same view with other values, by fact."""
    return replace(
        shown,
        sightings=tuple(
            replace(s, fact=replace(s.fact, value=values.get(s.fact.id, s.fact.value)))
            for s in shown.sightings
        ),
    )


def test_sentences_follow_the_figures():
    activity = view("activite")
    assert "4 comptes annuels publiés sont plus bas en 2017" in time_findings.finding(activity)
    up = {s.fact.id: s.value + 5000 for s in activity.sightings if s.start == 2017}
    assert "sont plus hauts en 2017" in time_findings.finding(changed(activity, up))
    some = dict(list(up.items())[:2])
    assert "2 sur 4 sont plus bas" in time_findings.finding(changed(activity, some))
    level = {s.fact.id: 7.0 for s in activity.sightings}
    assert "sont les mêmes" in time_findings.finding(changed(activity, level))

    places = view("territoires")
    assert "16 bassins ALIZÉ en 2003, 20 en 2008" in time_findings.finding(places)
    for value in (9.0, 900.0):  # a count that is not comparable never makes a movement
        other = changed(places, {"alize.2018.territoires": value})
        assert time_findings.finding(other) == time_findings.finding(places)
    told = " ".join(time_findings.finding(view(name)) for name in ("territoires", "avances"))
    assert not re.search("étend|réduit|monte|descend|recule|passe de", told)

    totals = view("cumuls")
    assert "les définitions doivent différer" in time_findings.finding(totals)
    alike = changed(totals, {"alize.1998_2013.emplois_crees": 4300 * 1.4})
    assert "du même pas" in time_findings.finding(alike)

    advance = changed(view("avances"), {"alize.2017.avance_moyenne": 12000.0})
    assert "en 2008, 12\u202f000\u00a0€ en 2017" in time_findings.finding(advance)
    titles = {time_findings.finding(view(name)) for name in model.NATIONAL}
    assert len(titles) == 4


def test_every_contradiction_of_the_sources_is_listed():
    told = {frozenset(fact.id for fact, _ in one.claims) for one in contradictions()}

    def beside(*ids):
        return any(set(ids) <= group for group in told)

    assert beside("alize.2013.comites_locaux", "alize.2013.territoires")
    assert beside("alize.2018.territoires", "alize.2016_2018.territoires")
    assert beside("alize.1998_2008.emplois_crees", "alize.1998_2013.emplois_crees")
    assert beside("alize.lancement", "alize.2008.age_programme")
    assert beside("alize.2008.competences.commercial", "alize.2015.competences.commercial")
    assert beside("mecenat_competences.2016.taux_reduction", "reference.mecenat.taux_60")
    assert beside("alize.2017.emplois_crees_prevus", "alize.savoie.2006_2018.taux_realisation")


def test_each_contradiction_says_what_is_used_and_why():
    raw = [one for _, one, _ in numbered()]
    for one, told in zip(raw, contradictions_told.contradictions(), strict=True):
        uses = [use for _, use in one.claims]
        assert len(uses) >= 2
        assert uses.count(Use.RETENU) <= 1
        assert Use.RETENU in uses or set(uses) == {Use.A_PART}
        shown = unescape(re.sub(r"<[^>]+>", " ", twenty_years.rail([told])))
        for fact, use in one.claims:
            assert contradictions_told.claimed(fact) in shown
            assert say(f"preuves.{fact.confidence}") in shown
            assert say(f"historique.emplois.{use}") in shown
        assert say(f"historique.raisons.{one.subject}") in shown


def test_the_pace_is_the_arithmetic_of_its_facts():
    late, early = model.paces()
    assert late.left == 2000 - 270 == 1730
    assert (late.since, late.until) == (date(2007, 5, 1), date(2010, 12, 31))
    assert early.until == date(2009, 12, 31)
    months = len(pd.period_range(late.since, late.until, freq="M"))
    assert late.months == months == 44
    assert early.months == len(pd.period_range(early.since, early.until, freq="M")) == 32
    assert late.a_month == pytest.approx(1730 / 44)
    assert late.a_year == pytest.approx(1730 / 44 * 12)
    assert early.a_month == pytest.approx(1730 / 32)
    assert late.a_consultant == pytest.approx(1730 / 60)
    assert late.share == pytest.approx(0.135)
    assert model.earlier_pace() == pytest.approx(500 / 6)


def test_the_pace_explains_itself_with_its_numbers():
    late, early = model.paces()
    rows = {row.label: row for row in target_pace.steps(late, early)}
    year = rows[say("historique.etapes.par_an")]
    assert year.formula == "1\u202f730 × 12 ÷ 44"
    assert year.amount == "471,8"
    months = rows[say("historique.etapes.mois")]
    assert "1er mai 2007" in months.formula
    assert months.reference == say("historique.hypothese_dates")


def test_no_result_of_the_target_is_drawn():
    drawing = target_pace.drawing(model.paces()[0])
    assert [row["value"] for row in drawing.figures] == [2000, 270, None]
    assert len(drawing.data["bars"]) == 2
    assert readable(drawing)[2][1] == say("mots.inconnu")
    assert "39,3" in drawing.title


@EACH
def test_an_export_holds_title_source_date_and_licence(name):
    drawing = imprinted(time_line.drawing(view(name)), day=date(2026, 11, 22))
    words = unescape(" ".join(re.findall(r">([^<>]+)<", drawing.svg())))
    expected = f"{drawing.title} {drawing.source} {formats.day(date(2026, 11, 22))}"
    assert [word for word in expected.split() if word not in words] == []
    assert say("prendre.licence").split()[-1] in words


def test_lanes_are_valid_vega_lite_in_paired_colours():
    drawing = time_line.drawing(view("mecenes"))
    assert drawing.on_screen().to_dict()["width"] == "container"
    text = str(drawing.spec())
    assert text.count("#") == 2 * text.count("light-dark(") > 20


@EACH
@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_view_is_drawn_in_both_languages(name, language):
    with speaking(language):
        drawing = time_line.drawing(view(name))
        assert drawing.spec()["layer"]
        assert "{" not in drawing.alt + drawing.caption + drawing.subtitle


def page(slug="annees", **parameters):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for key, value in parameters.items():
        app.query_params[key] = value
    app.run()
    app.switch_page(f"pages/{slug}.py").run()
    assert not app.exception
    return app


def unfolded(app):
    """The same with every fold open, those inside folds too."""
    for _ in range(2):
        for section in app.expander:
            app.session_state[section.proto.id.rsplit("-", 1)[-1]] = True
        app.run()
    assert not app.exception
    return app


def rendered(app):
    bodies = [b.proto.body for b in app.get("html")]
    kept = [b for b in bodies if not b.startswith(("<style", "<script")) and "p-state" not in b]
    return unescape(re.sub(r"<[^>]+>", " ", " ".join(kept)))


def numbers(text):
    return set(NUMBER.findall(text))


def numbers_of(fact):
    """Every number that a fact says: its value as people read it, and its words."""
    words = [fact.id, fact.quantity, fact.period, fact.note, fact.source, fact.unit]
    if isinstance(fact.value, float):
        words += [formats.number(fact.value), formats.number(fact.value, 1), f"{fact.value:g}"]
    else:
        words += [fact.value]
        if fact.unit == "date":
            words += [formats.day(date.fromisoformat(fact.value))]
    return numbers(" ".join(words))


def formulas():
    """What the page computes, each from facts alone."""
    late, early = model.paces()
    firms = (
        facts()["alize.1998_2013.pme_aidees"].value / facts()["alize.1998_2008.pme_aidees"].value
    )
    work = (
        facts()["alize.1998_2013.emplois_crees"].value
        / facts()["alize.1998_2008.emplois_crees"].value
    )
    computed = [
        late.left, late.months, late.a_month, late.a_year, early.months, early.a_month,
        late.a_consultant, late.share * 100, model.earlier_pace(),
        late.a_year / model.earlier_pace(), firms, work, 2004 - 1999 + 1, model.MONTHS,
        *range(1, len(contradictions()) + 1),
        *(len(view(name).lanes) for name in DRAWN),
    ]  # fmt: skip
    days = [formats.day(day) for day in (late.since, late.until, early.until)]
    return numbers(" ".join([*(formats.number(value, 1) for value in computed), *days]))


PAGES = ("reseau", "annees", "contradictions")


def known_numbers():
    """What facts say, what the pages compute from them, and the titles of the documents."""
    evidence = {f for name in (*DRAWN, "annee_type") for f in view(name).evidence}
    evidence |= {f for one in contradictions() for f, _ in one.claims}
    ids = (model.TARGET, model.ENTERED, model.ARTICLE, model.CONSULTANTS, model.BEFORE)
    evidence |= {facts()[name] for name in (*ids, time_line.REALISED)}
    titles = " ".join(f"{k} {say(f'documents.{k}')}" for k in ("000", "001", "002", "003", "004"))
    return set().union(*map(numbers_of, evidence)) | formulas() | numbers(titles)


@pytest.mark.parametrize("slug", PAGES)
def test_every_number_on_a_page_is_a_fact_or_a_formula_shown(slug):
    shown = numbers(rendered(unfolded(page(slug))))
    assert len(shown) > 15
    assert shown - known_numbers() == set()


def test_every_figure_and_every_contradiction_is_still_on_a_page_of_time():
    text = " ".join(rendered(unfolded(page(slug))) for slug in PAGES)
    for name in (*model.ALIZE, "annee_type"):
        assert [fact.id for fact in view(name).evidence if fact.id not in text] == []
    for one in contradictions():
        assert say(f"historique.sujets.{one.subject}") in text
        assert say(f"historique.raisons.{one.subject}") in text


@pytest.mark.parametrize("chosen", model.NATIONAL)
def test_the_national_context_stands_under_the_page_of_the_sponsor(chosen):
    app = page("mecene")
    app.session_state[NATIONAL] = True
    app.session_state[CHOICE] = chosen
    text = rendered(unfolded(app))
    assert time_findings.finding(view(chosen)) in text
    assert [fact.id for fact in view(chosen).evidence if fact.id not in text] == []


def test_the_target_of_a_programme_stands_in_its_portrait_alone():
    title = target_pace.drawing(model.paces()[0]).title
    found = page("portrait", territoire=target_pace.territory())
    assert title in rendered(found)
    assert title not in rendered(page("portrait", territoire="alize.meuse"))


@pytest.mark.parametrize("slug", PAGES)
def test_the_pages_open_in_english(slug):
    text = rendered(page(slug, lang="en"))
    assert "source" in text
    assert "{" not in text
