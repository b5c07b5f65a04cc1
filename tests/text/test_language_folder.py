"""A language is one folder of texts: nothing else in the house names it."""

import re
import shutil
import subprocess
import sys

import pytest

from simulator import ROOT
from simulator.text import FRENCH, LANGUAGES, catalogue
from simulator.ui.frame import STREAMLIT

ASKED = """
from datetime import date
from simulator.text import LANGUAGES, formats, say, speak
from simulator.text.typed import read_number
from simulator.text.typed_days import months, read_day
from simulator.ui.frame import LANGUAGE_SCRIPTS
speak("es")
print(LANGUAGES, "es" in LANGUAGE_SCRIPTS, months()["enero"])
print(formats.euros(1234567), formats.euros_cents(-1.5), formats.percent(0.621), sep="|")
print(formats.day(date(2026, 1, 1)), read_day("22 de noviembre de 2026"), sep="|")
print(say("comptes.mois", n=12345), read_number("12.345,5"), sep="|")
"""


@pytest.fixture(scope="module")
def spoken(tmp_path_factory):
    """What a copy of the house says in Spanish, once a folder of texts is there."""
    house = tmp_path_factory.mktemp("house") / "src"
    shutil.copytree(ROOT / "src", house)
    texts = house / "simulator" / "text"
    shutil.copytree(texts / "en", texts / "es", dirs_exist_ok=True)
    frame = texts / "es" / "frame.toml"
    frame.write_text(frame.read_text(encoding="utf-8").replace("en_GB", "es_ES"), encoding="utf-8")
    told = subprocess.run(
        [sys.executable, "-c", ASKED],
        env={"PYTHONPATH": str(house), "PYTHONIOENCODING": "utf-8"},
        capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    return told.stdout.replace("\u00a0", " ").replace("\u202f", " ").splitlines()


def test_a_folder_of_texts_is_a_language_that_counts_and_dates_as_its_region_does(spoken):
    assert spoken == [
        "('fr', 'en', 'es') True 1",
        "1.234.567 €|−1,50 €|62,1 %",
        "1 de enero de 2026|2026-11-22",
        "12.345 months|12345.5",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_named_by_its_folder_alone(language):
    named = re.compile(rf"(?<!lang=)([\"']){language}\1")
    code = [*ROOT.glob("*.py"), *(ROOT / "src").rglob("*.py"), *(ROOT / "pages").glob("*.py")]
    found = [path.name for path in code if named.search(path.read_text(encoding="utf-8"))]
    assert found == {FRENCH: ["__init__.py"], STREAMLIT: ["frame.py"]}.get(language, [])


def test_each_language_has_a_name_of_its_own():
    assert len({catalogue(language)["langue.nom"] for language in LANGUAGES}) == len(LANGUAGES)
