"""The slides: six to fourteen, native, whole, in the language asked for, hostile names or not."""

import re
from io import BytesIO

import pytest
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml.ns import qn
from pptx.util import Pt
from pypdf import PdfReader

from simulator.charts.drawing import Drawing, Words
from simulator.charts.theme import PARTY_FILL
from simulator.errors import InputError
from simulator.exports.board import deck_charts
from simulator.exports.board.deck_charts import euros_format
from simulator.exports.board.deck_frame import Box, Page, new_deck
from simulator.exports.board.fitting import width_of
from simulator.exports.freezing import frozen_item
from simulator.exports.taken_away import Snapshot
from simulator.figures.reserves import RESERVES
from simulator.schemes import SCHEMES
from simulator.stories.board.deck_plan import LEAST, MOST, limits
from simulator.stories.board.model import Form
from simulator.text import LANGUAGES, catalogue, formats, say, speaking
from tests.exports.board.conftest import PROGRAMME, cases, dossier, scenario

HOSTILE = {
    "formule": "=cmd|' /C calc'!A0",
    "balise": "<script>alert(1)</script>",
    "typst": "#panic() $x$ *gras* @ref",
    "long": "Comité " * 700,
    "sans espace": "A" * 5_000,
    "droite à gauche": "\u202eابجد\u202c",
    "images": "🙂🧑‍🤝‍🧑" * 20,
    "invisibles": "a\x00b\x08c\ud800",
}


def opened(content):
    return Presentation(BytesIO(content))


def texts(deck):
    """Every text of every shape, notes apart."""
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield shape.text_frame.text
            if getattr(shape, "has_table", False) and shape.has_table:
                yield from (cell.text for row in shape.table.rows for cell in row.cells)


@pytest.mark.parametrize("kind", list(cases()))
def test_every_kind_alone_makes_six_slides_or_more(kind):
    made = opened(Snapshot(dossier(frozen_item(kind, cases()[kind]))).deck())
    assert LEAST <= len(made.slides) <= MOST


@pytest.mark.parametrize("count", [2, 9, 10, 60])
def test_no_dossier_makes_more_than_fourteen_and_none_is_forgotten(count):
    item = frozen_item("scenario", scenario())
    items = [
        item.model_copy(update={"id": f"{n:08x}", "titre": f"Cas numéro {n}"}) for n in range(count)
    ]
    made = opened(Snapshot(dossier(*items)).deck())
    assert LEAST <= len(made.slides) <= MOST
    told = list(texts(made))
    last = any(f"Cas numéro {count - 1}" in text for text in told)
    assert last or any("dans le rapport" in text for text in told)


def test_an_empty_dossier_is_refused_in_words():
    with pytest.raises(InputError, match="vide"):
        Snapshot(dossier()).deck()


def test_every_shape_stands_inside_its_slide(snapshot):
    deck = opened(snapshot.deck())
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width + Pt(1)
            assert shape.top + shape.height <= deck.slide_height + Pt(1), shape.name


def test_every_slide_has_a_title_and_notes_and_no_two_titles_are_empty(snapshot):
    for slide in opened(snapshot.deck()).slides:
        assert slide.shapes.title.text_frame.text.strip()
        assert slide.notes_slide.notes_text_frame.text.strip()


def test_charts_are_native_in_the_colours_of_the_screen(snapshot):
    charts = [s.chart for p in opened(snapshot.deck()).slides for s in p.shapes if s.has_chart]
    assert len(charts) >= 6
    named = {"Mécène": "mecene", "PME": "pme", "Région": "region", "État": "etat"}
    seen = set()
    for chart in charts:
        for series in chart.plots[0].series:
            if series.name in named:
                fill = str(series.format.fill.fore_color.rgb)
                assert f"#{fill}" == PARTY_FILL[named[series.name]].light
                seen.add(series.name)
    assert seen == set(named)


def test_the_bars_of_a_scenario_add_up_to_what_the_engine_says(snapshot):
    item = snapshot.dossier.elements[0]
    chart = next(s.chart for p in opened(snapshot.deck()).slides for s in p.shapes if s.has_chart)
    values = zip(*(series.values for series in chart.plots[0].series), strict=True)
    totals = [sum(filter(None, each)) for each in values]
    resources = [round(route["ressources"]) for route in item.fige.resultat["voies"].values()]
    assert totals == resources


def test_what_is_drawn_says_what_it_shows(snapshot):
    for slide in opened(snapshot.deck()).slides:
        for shape in slide.shapes:
            if shape.has_chart or shape.shape_type in {6, 13}:
                assert len(shape._element.xpath(".//p:cNvPr")[0].get("descr")) > 20


@pytest.mark.parametrize("name", list(HOSTILE))
@pytest.mark.parametrize("where", ["titre", "auteur", "decision", "note", "piece"])
def test_hostile_names_break_nothing(name, where):
    text = HOSTILE[name].encode("utf-8", "ignore").decode()
    text = text[:200] if where in {"titre", "auteur", "piece"} else text[:5_000]
    item = frozen_item("scenario", scenario())
    given = {"titre": text} if where == "piece" else {"note": text} if where == "note" else {}
    said = {where: text} if where in {"titre", "auteur", "decision"} else {}
    made = Snapshot(dossier(item.model_copy(update=given), **said))
    for language in LANGUAGES:
        with speaking(language):
            deck = opened(made.deck())
            assert LEAST <= len(deck.slides) <= MOST
            for slide in deck.slides:
                foot = [s.top + s.height for s in slide.shapes]
                assert max(foot) <= deck.slide_height + Pt(1)


def test_a_deck_in_english_has_no_french_heading(in_english):
    with speaking("en"):
        told = " ".join(texts(opened(in_english.deck())))
    for word in ("Décision", "réserve", "Pièce", "Figé", "sur 1", "Hypothèse", "Mécène"):
        assert word not in told


def test_numbers_are_written_as_the_language_writes_them():
    assert euros_format() == (
        '[>=1000000]#"\u202f"###"\u202f"##0"\u00a0€";[>=1000]#"\u202f"##0"\u00a0€";0"\u00a0€"'
    )
    with speaking("en"):
        assert euros_format() == '[>=1000000]"€"#","###","##0;[>=1000]"€"#","##0;"€"0'


def test_how_to_compute_again_stands_in_the_notes_and_runs(snapshot, capsys):
    notes = [s.notes_slide.notes_text_frame.text for s in opened(snapshot.deck()).slides]
    found = next(text for text in notes if "import json" in text)
    code = re.search(r"import json\n(?:.+\n){3}print\(answer\)", found).group(0)
    assert len(code.splitlines()) == 5
    exec(code, {})
    assert '"voies"' in capsys.readouterr().out


@pytest.mark.parametrize("scheme", list(SCHEMES))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_format_is_told_in_every_language(scheme, language):
    with speaking(language):
        made = Snapshot(dossier(frozen_item("scenario", scenario(scheme))))
        assert LEAST <= len(opened(made.deck()).slides) <= MOST


def test_amounts_of_a_billion_are_grouped():
    assert euros_format(2e9).startswith('[>=1000000000]#"\u202f"###"\u202f"###"\u202f"##0')


def test_no_amount_is_wider_than_its_column():
    years = {**PROGRAMME, "annees": list(range(2026, 2036))}
    years["lignes"] = [{**one, "pme": [150] * 10} for one in PROGRAMME["lignes"]]
    deck = opened(Snapshot(dossier(frozen_item("programme", years))).deck())
    for shape in (s for p in deck.slides for s in p.shapes if s.has_chart):
        plot = shape.chart.plots[0]
        if shape.chart.chart_type != XL_CHART_TYPE.COLUMN_STACKED:
            continue
        column = shape.width.pt / len(list(plot.categories)) / 1.6
        for series in plot.series:
            for label in series._element.findall(f".//{qn('c:dLbl')}"):
                value = series.values[int(label.find(qn("c:idx")).get("val"))]
                assert width_of(formats.euros(value), "sans_gras", 12) <= column


def test_a_sponsor_that_keeps_nothing_has_no_empty_chart():
    case = {"chiffre_affaires": [5e6], "benefice": [2e5], "operations": [{"montants": [1e4]}]}
    board = Snapshot(dossier(frozen_item("mecene", case))).board
    for sheet in board.chapters[0].sheets:
        if sheet.shown and sheet.shown.form is Form.PLAFOND:
            assert sum(row["given"] + row["carried"] for row in sheet.shown.drawing.figures)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_slide_of_limits_says_who_can_say_wherever_somebody_is_known_to(language):
    items = [frozen_item(kind, case) for kind, case in cases().items()]
    with speaking(language):
        made = Snapshot(dossier(*items))
        table = limits(made.board).table
        place = table.heads.index(say("emporter.colonne.qui"))
        known = [row[place] for row in table.rows if row[place] != "–"]
        assert say("qui_peut_dire.cout_animation") in known
        assert say("qui_peut_dire.eligibilite_non_prouvee") in known
        assert len(known) * 2 > len(table.rows)
        told = say("emporter.qui_peut_le_dire", qui=say("qui_peut_dire.cout_animation"))
        paper = " ".join(p.extract_text() for p in PdfReader(BytesIO(made.report())).pages)
        assert told.replace("\u00a0", " ") in " ".join(paper.replace("\u00a0", " ").split())
        assert told.split(":")[0].strip() in made.presentation()


def test_whoever_can_say_is_known_by_a_reserve_or_a_field_that_exists():
    reserves = {key for key, *_ in RESERVES} | {
        key.split(".")[1] for key in catalogue("fr") if key.startswith("reserves.")
    }
    fields = {key.split(".")[1] for key in catalogue("fr") if key.startswith("inconnues.")}
    known = {key.split(".")[1] for key in catalogue("fr") if key.startswith("qui_peut_dire.")}
    others = {"cout_animation", "emplois_prevus", "survie_3_ans", "taux_actualisation",
              "excedent_reporte"}  # fmt: skip
    assert known <= reserves | fields | others


def test_a_title_too_long_for_its_slide_keeps_whole_sentences_and_the_notes_have_all():
    page = Page(new_deck())
    said = [f"La [PME](pme) numéro {n} paie {n} 074 € de son conseil, en tout." for n in range(9)]
    page.title(" ".join(said))
    told = page.slide.shapes.title.text
    assert told.endswith("en tout.")
    assert 3 <= told.count("numéro") < 9
    assert "PME numéro 8" in page.left_out[0]


def test_a_step_that_crosses_zero_is_drawn_on_both_sides():
    rows = [
        {"label": "A", "amount": 5.0, "kind": "total", "party": "mecene"},
        {"label": "cause", "amount": -8.0, "kind": "delta", "party": "neutre"},
        {"label": "B", "amount": -3.0, "kind": "total", "party": "mecene"},
    ]
    page = Page(new_deck())
    words = Words(title="t", subtitle="", source="s", caption="c")
    drawing = Drawing(
        template="", data={}, numbers={}, height=1.0, words=words, figures=rows, headings={},
        alt="A, cause, B",
    )  # fmt: skip
    deck_charts.draw(page, Form.CASCADE, drawing, Box(48, 120, 600, 300))
    (chart,) = [shape.chart for shape in page.slide.shapes if shape.has_chart]
    lengths = [[v for s in chart.plots[0].series if (v := s.values[n])] for n in range(3)]
    assert [sum(abs(v) for v in one) for one in lengths] == [5, 8, 3]
    assert sorted(lengths[1]) == [-3, 5]
