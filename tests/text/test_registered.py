"""What the registers say is said in English on an English page, with the same figures."""

import csv
import re
from importlib import import_module

import pytest

from simulator import ROOT
from simulator.figure import RULES
from simulator.schemes import SCHEMES
from simulator.schemes.boost_innov import KEPT
from simulator.schemes.consulting import COFINANCEMENT
from simulator.schemes.lending import SALAIRE
from simulator.text import LANGUAGES, formats, speaking
from simulator.text.registered import files, in_words, pieces, sentences
from tests.house.foreign import ENGLISH, french_words

for path in (ROOT / "src" / "simulator").glob("*/*.py"):
    if "@article" in path.read_text(encoding="utf-8"):
        import_module(f"simulator.{path.parent.name}.{path.stem}")  # its rules are known by it

COLUMNS = {
    "facts": ("quantity", "period", "unit", "value", "confidence", "note"),
    "law": ("unit", "reference", "note"),
    "territories": ("operateur", "partenaires", "competences", "note", "confidence"),
    "reformes": ("reference", "note", "confidence"),
    "": ("unit", "why"),
}
"""What a page shows of each register, by its folder; the rest are numbers, keys and addresses."""
OTHERS = [language for language in LANGUAGES if language != LANGUAGES[0]]


def written():
    """Every text of the registers that a page can show."""
    for folder, columns in COLUMNS.items():
        for path in sorted((ROOT / "data" / folder).glob("*.csv")):
            with path.open(encoding="utf-8") as lines:
                for row in csv.DictReader(lines):
                    yield from (row[name] for name in columns if row.get(name))
    for scheme in SCHEMES.values():
        yield from (route.reference for route in scheme.routes)
    yield from (rule.reference for rule in RULES.values())
    yield from (SALAIRE, KEPT, COFINANCEMENT)
    for path in (ROOT / "data" / "cases" / "mecene").glob("*.json"):
        yield from re.findall(r'"libelle": "([^"]+)"', path.read_text(encoding="utf-8"))


WRITTEN = sorted(set(written()))


def figures(text, language):
    """The numbers of a text, whatever the language writes between their digits."""
    text = text.replace("\u202f", " ").replace("\u00a0", " ")
    if language == "fr":
        text = re.sub(r"(?<=\d),(?=\d)", ".", re.sub(r"(?<=\d) (?=\d{3}\b)", "", text))
    else:
        text = re.sub(r"(?<=\d),(?=\d{3}\b)", "", text)
    return sorted(re.findall(r"\d+(?:\.\d+)?", text))


def test_the_registers_are_read_whole():
    assert len(WRITTEN) > 1000


def test_a_register_speaks_for_itself_in_its_own_language():
    assert [text for text in WRITTEN if in_words(text) != text] == []


def test_each_text_of_a_register_has_its_english():
    with speaking(ENGLISH):
        said = {text: in_words(text) for text in WRITTEN}
    assert {text: words for text, words in said.items() if french_words(words)} == {}


def test_no_figure_of_a_register_changes_with_the_language():
    with speaking(ENGLISH):
        said = {text: in_words(text) for text in WRITTEN}
    assert {t: w for t, w in said.items() if figures(w, ENGLISH) != figures(t, "fr")} == {}


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_translated_that_no_register_says(language):
    told = set(WRITTEN)
    assert [french for french in sentences(language) if french not in told] == []
    whole = " ".join(WRITTEN)
    assert [piece for piece in pieces(language) if piece not in whole] == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_text_of_a_register_is_translated_once(language):
    every = [french for held in files(language).values() for french in held]
    assert len(every) == len(set(every))


def test_the_language_of_the_registers_has_no_translation():
    assert files(LANGUAGES[0]) == {}


@pytest.mark.parametrize(
    ("value", "unit", "french", "english"),
    [
        (21_778.0, "€/projet", "21 778 €/projet", "€21,778/project"),
        (3.5, "Md€", "3,5 Md€", "€3.5bn"),
        (1.2, "M€/an", "1,2 M€/an", "€1.2m/year"),
        (800.0, "€ HT/jour", "800 € HT/jour", "€800/day before VAT"),
        (-2.0, "Md€", "−2 Md€", "−€2bn"),
        (11.0, "emplois", "11 emplois", "11 jobs"),
    ],
)
def test_money_is_written_as_each_language_writes_it(value, unit, french, english):
    for language, wanted in (("fr", french), (ENGLISH, english)):
        with speaking(language):
            said = formats.with_unit(value, unit)
        assert said.replace("\u202f", " ").replace("\u00a0", " ") == wanted
