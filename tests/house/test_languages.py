"""No English on a French page, no French on an English one, but names and quoted titles."""

import io
import re

import openpyxl
import pytest
import streamlit as st

from simulator import ROOT
from simulator.cases.scenario import read
from simulator.exports.tables import template_xlsx
from simulator.network.shipped import shipped
from simulator.schemes import SCHEMES
from simulator.store import networks as stores
from simulator.stories.proved import WAYS
from simulator.stories.ready_cases import examples, scenarios
from simulator.text import LANGUAGES, parts, say, speak
from simulator.ui import folding, networks
from simulator.ui.history import CHOICE
from tests.house.foreign import FOREIGN, bare
from tests.house.said import of_page, opened

PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
in_both_languages = pytest.mark.parametrize("lang", LANGUAGES)


class Unfolded:
    """Streamlit with every fold open, so that what they hold is drawn."""

    session_state = st.session_state

    @staticmethod
    def expander(label, **_options):
        section = st.expander(label, expanded=True)
        section.open = True
        return section


@pytest.fixture(autouse=True)
def _everything_unfolded(monkeypatch):
    monkeypatch.setattr(folding, "st", Unfolded)


@pytest.fixture(autouse=True)
def _database(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'page.sqlite'}")
    stores.store.cache_clear()
    yield
    stores.store.cache_clear()


@pytest.fixture(autouse=True)
def _same_language(request):
    """The tests of Streamlit write again, on this thread, the options that it offered."""
    speak(getattr(request.node, "callspec", None).params["lang"])


def foreign(texts, lang):
    """The texts that hold words of the other language, with those words."""
    told = {}
    for said in texts:
        text = said if isinstance(said, str) else said.text
        if found := FOREIGN[lang](text):
            told[text[:200]] = found
    return told


def found_on(app, lang):
    """What is foreign on a page; what is told to be French is a name, and is looked at too."""
    texts = of_page(app)
    assert len(texts) > 10
    return foreign(texts, lang)


@in_both_languages
def test_each_sentence_of_the_texts_is_in_its_language(lang):
    sentences = {
        key: text
        for part in parts(lang).values()
        for key, text in part.items()
        if not key.startswith(("streamlit.", "donnees.synonymes", "mecene_lot.modele"))
    }
    assert foreign(sentences.values(), lang) == {}


@in_both_languages
@pytest.mark.parametrize("page", PAGES)
def test_each_page_speaks_one_language(page, lang):
    assert found_on(opened(page, lang=lang), lang) == {}


@in_both_languages
@pytest.mark.parametrize("scheme", SCHEMES)
def test_each_format_of_the_simulator_speaks_one_language(scheme, lang):
    app = opened("simuler", lang=lang, s=read({"dispositif": scheme}).to_link())
    assert found_on(app, lang) == {}


@in_both_languages
@pytest.mark.parametrize("scheme", SCHEMES)
def test_each_proof_of_a_format_speaks_one_language(scheme, lang):
    link, told = read({"dispositif": scheme}).to_link(), {}
    for route in SCHEMES[scheme].routes:
        for figure in (SCHEMES[scheme].figures[-1], "effort_etat"):
            app = opened("explication", lang=lang, s=link, chiffre=figure, voie=route.key)
            told |= found_on(app, lang)
    assert told == {}


@in_both_languages
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", examples())
def test_each_proof_of_a_sponsor_speaks_one_language(name, way, lang):
    app = opened("explication", lang=lang, exemple=name, voie=f"prudent.{way}")
    assert found_on(app, lang) == {}


@in_both_languages
@pytest.mark.parametrize("name", scenarios())
def test_each_ready_case_speaks_one_language(name, lang):
    assert found_on(opened("simuler", lang=lang, s=scenarios()[name].to_link()), lang) == {}


@in_both_languages
@pytest.mark.parametrize("name", examples())
def test_each_example_of_a_sponsor_speaks_one_language(name, lang):
    app = opened("mecene", lang=lang, exemple=name)
    assert found_on(app, lang) == {}


@in_both_languages
@pytest.mark.parametrize("page", ["portrait", "territoires"])
def test_each_territory_speaks_one_language(page, lang):
    told = {}
    for territory in shipped().territoires:
        told |= found_on(opened(page, lang=lang, territoire=territory.id), lang)
    assert told == {}


TYPED = [
    ("part_facturee", "150"), ("chiffre_affaires_mecene", "beaucoup"), ("jours_par_cadre", "nan"),
    ("chiffre_affaires_mecene", "-5"), ("cout_journee", "1e400"), ("effectif_pme", "12,5"),
    ("jour_signature", "31/02/2026"), ("jour_signature", "01/01/2019"), ("cout_journee", "50.000"),
]  # fmt: skip
"""A field of the simulator and a text that it refuses: no number, no day, two readings."""


@in_both_languages
@pytest.mark.parametrize(("field", "text"), TYPED)
def test_what_is_refused_in_a_field_is_told_in_the_language_of_the_page(field, text, lang):
    app = opened("simuler", lang=lang, state={"hypotheses": True})
    app.text_input(key=f"q_boost_innov_{field}").set_value(text).run()
    said = of_page(app)
    assert len(said) > len(of_page(opened("simuler", lang=lang)))
    assert foreign(said, lang) == {}


@in_both_languages
@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("chiffre_affaires.0", "beaucoup"),
        ("chiffre_affaires.0", "-3"),
        ("benefice.0", "12.000"),
        ("operations.0.salaries.0.brut_mensuel", "1"),
        ("operations.0.salaries.0.jours", "900"),
    ],
)
def test_what_is_refused_of_a_sponsor_is_told_in_the_language_of_the_page(field, text, lang):
    app = opened("mecene", lang=lang)
    app.text_input(key=f"m_{field}").set_value(text).run()
    assert found_on(app, lang) == {}


@in_both_languages
@pytest.mark.parametrize(
    ("page", "parameters"),
    [
        ("simuler", {"s": "1.zzzz"}),
        ("mecene", {"s": "2."}),
        ("mecene", {"exemple": "inconnu"}),
        ("territoires", {"territoire": "alize.inconnu"}),
        ("portrait", {"territoire": "alize.inconnu"}),
        ("portrait", {"bassin": "zzzz"}),
        ("donnees", {"reseau": "x" * 24}),
        ("territoires", {"reseau": "x" * 24}),
    ],
)
def test_an_address_that_leads_nowhere_is_told_in_the_language_of_the_page(page, parameters, lang):
    assert foreign(of_page(opened(page, lang=lang, **parameters)), lang) == {}


@in_both_languages
def test_each_measure_of_the_map_speaks_one_language(lang):
    app = opened("territoires", lang=lang)
    told = {}
    for widget in [w for w in app.selectbox if "territoire" not in str(w.key)]:
        for option in range(len(widget.options)):
            app.selectbox(key=widget.key).select_index(option).run()
            assert not app.exception
            told |= found_on(app, lang)
    assert told == {}


@in_both_languages
def test_the_history_of_each_national_quantity_speaks_one_language(lang):
    app = opened("mecene", lang=lang)
    told = {}
    for option in range(len(app.selectbox(key=CHOICE).options)):
        told |= found_on(app.selectbox(key=CHOICE).select_index(option).run(), lang)
    assert told == {}


INPUTS = sorted(
    path
    for path in (ROOT / "tests" / "data" / "inputs").iterdir()
    if path.suffix in {".csv", ".xlsx", ".zip", ".ods", ".xls"}
)


def theirs(name, content):
    """What a person wrote in a file: its name, its cells and the names of its sheets."""
    if name.endswith(".xlsx"):
        book = openpyxl.load_workbook(io.BytesIO(content))
        found = [str(v) for sheet in book for row in sheet.values for v in row if v is not None]
        found += book.sheetnames
    else:
        texts = [content.decode("latin-1"), content.decode("utf-8", "replace")]
        found = re.split("[;,\t\r\n]", "\n".join(texts))
    cells = {cell.strip(' "') for cell in found} | {name, name.partition(".")[0]}
    longest_first = sorted((cell for cell in cells if len(cell) > 2), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))


def ours(app, name, content):
    """What a page says, but for what a person wrote in a file."""
    written = theirs(name, content)
    return [written.sub(" ", bare(one.text)) for one in of_page(app)]


@in_both_languages
@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.name)
def test_what_is_said_of_a_file_speaks_one_language(path, lang):
    app = opened("donnees", lang=lang)
    app.file_uploader[0].set_value([(path.name, path.read_bytes(), XLSX)]).run()
    assert not app.exception
    said = ours(app, path.name, path.read_bytes())
    assert len(said) > len(of_page(opened("donnees", lang=lang)))
    assert foreign(said, lang) == {}


def press(app, label, file):
    """Press a button; the browser of the tests forgets the file between two runs."""
    app.file_uploader[0].set_value([file])
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    return app


def filled(lang, **cells):
    """The workbook to fill, with some cells that a person spoiled."""
    book = openpyxl.load_workbook(io.BytesIO(template_xlsx()))
    for place, value in cells.items():
        book.worksheets[0][place] = value
    out = io.BytesIO()
    book.save(out)
    return (f"file_{lang}.xlsx", out.getvalue(), XLSX)


def imported(lang, **cells):
    app = opened("donnees", lang=lang)
    file = filled(lang, **cells)
    app.file_uploader[0].set_value([file]).run()
    return press(app, say("donnees.bouton"), file)


@in_both_languages
def test_an_import_done_then_taken_back_speaks_one_language(lang):
    app = imported(lang)
    name, content, _kind = filled(lang)
    said = ours(app, name, content)
    for label in ("annuler", "fermer"):
        next(b for b in app.button if b.label == say(f"donnees.{label}")).click().run()
        assert not app.exception
        said += ours(app, name, content)
    assert foreign(said, lang) == {}


@in_both_languages
def test_an_import_refused_speaks_one_language(lang):
    spoiled = {"D2": "99", "A2": "", "C2": "zut"}
    app = imported(lang, **spoiled)
    name, content, _kind = filled(lang, **spoiled)
    assert "D2" in " ".join(one.text for one in of_page(app))
    assert foreign(ours(app, name, content), lang) == {}


@in_both_languages
@pytest.mark.parametrize("page", ["territoires", "portrait", "competences", "donnees"])
def test_the_readers_own_network_speaks_one_language(page, lang):
    key = imported(lang).session_state[networks.KEY]
    reading = stores.store().open(key).lecture
    name, content, _kind = filled(lang)
    assert foreign(ours(opened(page, lang=lang, reseau=reading), name, content), lang) == {}


@in_both_languages
@pytest.mark.parametrize("page", ["simuler", "mecene"])
@pytest.mark.parametrize(
    "content", [b"{", b"[]", b'{"version": 99}', b"\xff", b'{"dispositif": 1}']
)
def test_a_saved_case_that_cannot_be_read_is_told_in_one_language(page, content, lang):
    app = opened(page, lang=lang)
    widget = next(w for w in app.file_uploader if str(w.key).startswith(f"cas_choisi_{page}_"))
    widget.set_value(("case.json", content, "application/json")).run()
    assert not app.exception
    assert found_on(app, lang) == {}


@in_both_languages
@pytest.mark.parametrize("sought", ["zzzz", "don", "2019"])
def test_a_search_of_the_sources_speaks_one_language(sought, lang):
    app = opened("sources", lang=lang)
    app.text_input[0].set_value(sought).run()
    assert found_on(app, lang) == {}
