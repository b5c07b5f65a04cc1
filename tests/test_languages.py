"""No English on a French page, no French on an English one, but names and quoted titles."""

import pytest
import streamlit as st

from simulator import ROOT
from simulator import store as stores
from simulator.network.shipped import shipped
from simulator.scenario import read
from simulator.schemes import SCHEMES
from simulator.text import LANGUAGES, parts, speak
from simulator.ui import folding
from simulator.ui.cases import scenarios
from simulator.ui.sponsor_state import examples
from tests.foreign import FOREIGN
from tests.said import of_page, opened

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
    assert len(texts) > 15
    return foreign(texts, lang)


@in_both_languages
def test_each_sentence_of_the_texts_is_in_its_language(lang):
    sentences = {
        key: text
        for part in parts(lang).values()
        for key, text in part.items()
        if not key.startswith(
            ("streamlit.", "app.autre_langue", "donnees.synonymes", "mecene_lot.modele")
        )
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
    told = found_on(app, lang)
    for figure in SCHEMES[scheme].figures:
        app.button(key=f"expliquer_{figure}").click().run()
        told |= found_on(app, lang)
        app.button(key="fermer_explication").click().run()
    assert told == {}


@in_both_languages
@pytest.mark.parametrize("name", scenarios())
def test_each_ready_case_speaks_one_language(name, lang):
    assert found_on(opened("simuler", lang=lang, s=scenarios()[name].to_link()), lang) == {}


@in_both_languages
@pytest.mark.parametrize("name", examples())
def test_each_example_of_a_sponsor_speaks_one_language(name, lang):
    app = opened("mecene", lang=lang, exemple=name)
    told = found_on(app, lang)
    for button in [b.key for b in app.button if str(b.key).startswith("m_expliquer_")]:
        app.button(key=button).click().run()
        told |= found_on(app, lang)
    assert told == {}


@in_both_languages
@pytest.mark.parametrize("page", ["portrait", "territoires"])
def test_each_territory_speaks_one_language(page, lang):
    told = {}
    for territory in shipped().territoires:
        told |= found_on(opened(page, lang=lang, territoire=territory.id), lang)
    assert told == {}
