"""A hard word of a page is said in plain words on that page, in both languages."""

import re

import pytest

from simulator import ROOT
from simulator.cases.comparison import Comparison
from simulator.cases.scenario import read
from simulator.schemes import SCHEMES
from simulator.stories.ready_cases import examples
from simulator.text import LANGUAGES, say, speak
from simulator.ui import folding
from simulator.ui.glossary import TERMS
from tests.house.foreign import bare
from tests.house.said import of_page, opened
from tests.house.test_languages import Unfolded

HARD = {
    "fr": {
        "voie": r"\bvoies?\b",
        "lecture_prudente": r"\bprudente?\b",
        "reintegration": r"\bréint[éè]g",
        "points_de_base": r"\bpoints? de base\b",
        "de_minimis": r"\bde minimis\b",
        "pour_mille": "‰|pour mille",
        "pass": r"\bPASS\b",
        "rescrit": r"\brescrit",
    },
    "en": {
        "voie": r"\broutes?\b",
        "lecture_prudente": r"\bprudent\b",
        "reintegration": r"\badd(?:s|ed|ing)?(?: it)? back\b",
        "points_de_base": r"\bbasis points?\b",
        "de_minimis": r"\bde minimis\b",
        "pour_mille": "‰|per thousand",
        "pass": r"\bPASS\b",
        "rescrit": r"\brescrit|\bruling",
    },
}
BOOST, ALIZE = (read({"dispositif": key}) for key in ("boost_innov", "alize"))
PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))
STATES = [
    *((page, {}) for page in PAGES),
    *(("simuler", {"s": read({"dispositif": key}).to_link()}) for key in SCHEMES),
    *(("mecene", {"exemple": name}) for name in examples()),
    ("comparer", {"c": Comparison(cas=(BOOST, ALIZE)).to_link()}),
]


@pytest.fixture(autouse=True)
def _everything_unfolded(monkeypatch):
    monkeypatch.setattr(folding, "st", Unfolded)


def hard_words(texts, lang):
    """The hard words of some texts, but for the names that they hold."""
    whole = "\n".join(map(bare, texts))
    return {term for term, form in HARD[lang].items() if re.search(form, whole, re.I)}


def glosses(lang):
    speak(lang)
    return {term: say(f"glossaire.{term}.dit") for term in HARD[lang]}


def used_and_said(page, lang, parameters):
    """The hard words that a page uses, and those that its foot says."""
    told = glosses(lang)
    texts = [one.text for one in of_page(opened(page, lang=lang, **parameters))]
    foot = say("glossaire.titre", mots="")
    own = [t for t in texts if not t.startswith(foot) and t not in told.values()]
    names = {say(f"glossaire.{term}.mot") for term in told}
    used = hard_words([t for t in own if t not in names], lang)
    return used, {term for term, words in told.items() if words in texts}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("page", "parameters"), STATES)
def test_each_hard_word_of_a_page_is_said_at_its_foot(page, parameters, lang):
    used, said = used_and_said(page, lang, parameters)
    assert used - said == set()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", TERMS)
def test_no_word_is_said_that_its_page_never_uses(page, lang):
    used = set()
    for there, parameters in STATES:
        if there == page:
            used |= used_and_said(page, lang, parameters)[0]
    assert set(TERMS[page]) - used == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_gloss_is_one_or_two_short_sentences(lang):
    for words in glosses(lang).values():
        assert len(words) < 170
        assert words.endswith(".")
