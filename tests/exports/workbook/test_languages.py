"""A workbook of each kind, format and route speaks one language, and shows no key of ours."""

import re
from functools import cache
from io import BytesIO

import openpyxl
import pytest

from simulator.exports.workbook import workbook
from simulator.schemes import SCHEMES
from simulator.text import LANGUAGES, speaking
from tests.exports.workbook.drawn import Case, item_of
from tests.exports.workbook.samples import SAMPLES
from tests.house.foreign import FOREIGN

RAW = re.compile(r"[a-z]+(?:[_.][a-z0-9]+)+")
NAMED = re.compile(r"(?:h|r|l|p|c|f|loi|mot)_\w+| … ")
"""The names of cells, which stay what they are."""
TITLES = ("Journées à l’association", "Don à l’association", "Don à un organisme agréé")
COMMAND = '"dispositif"|"cloture"|"annees"|"reference"'


def _programme(scheme: str) -> Case:
    line = {"territoire": "meuse", "dispositif": scheme, "pme": [10, 10], "mecenes": 2}
    return {"annees": [2026, 2027], "lignes": [line], "animation": {"meuse": [1_000, 1_000]}}


EVERY: dict[str, tuple[str, Case]] = {
    **SAMPLES,
    **{
        f"{key} {route.key}": ("scenario", {"dispositif": key, "voie": route.key, "reponses": {}})
        for key, scheme in SCHEMES.items()
        for route in scheme.routes
    },
    **{f"programme {key}": ("programme", _programme(key)) for key in SCHEMES},
}
each = pytest.mark.parametrize("name", list(EVERY))


@cache
def words(name: str, lang: str) -> tuple[tuple[str, str, str], ...]:
    """Every text of a workbook, what the person wrote apart."""
    genre, case = EVERY[name]
    with speaking(lang):
        book = openpyxl.load_workbook(BytesIO(workbook(item_of(genre, case, titre="-"))))
    return tuple(
        (sheet.title, cell.coordinate, cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "s" and not re.search(COMMAND, cell.value)
    )


@each
@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sentence_is_in_the_other_language(name, lang):
    found = [(*one, FOREIGN[lang](_ours(one[2]))) for one in words(name, lang)]
    assert [one for one in found if one[3]] == []


def _ours(text: str) -> str:
    """A text without the titles that the person gave."""
    return re.sub("|".join(TITLES), "", text)


@each
@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_key_of_ours_is_shown(name, lang):
    keys = {"pme", "animation.0"} if lang == "en" else set()
    for sheet, cell, text in words(name, lang):
        if NAMED.match(text) or "http" in text:
            continue
        bare = re.sub(r"\([a-z]+_\w+\)|https?://\S+", "", text)
        shown = [w for w in re.findall(r"[\w.]+", bare) if RAW.fullmatch(w) or w in keys]
        assert [w for w in shown if "_" in w or w in keys] == [], (sheet, cell, text)
