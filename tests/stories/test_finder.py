"""The field of the first page: a name, without accents, in capitals, or with a letter wrong."""

import pytest

from simulator.law.book import in_force, label
from simulator.network.shipped import shipped
from simulator.schemes import SCHEMES
from simulator.stories import finder
from simulator.text import LANGUAGES, formats, say, speaking
from simulator.text.likeness import FORGIVEN, one_apart

SITES = shipped().territoires


def opened(text):
    return [(one.page, dict(one.parameters)) for one in finder.find(text)]


def wrongly(name):
    """A name with one letter of its longest word changed, dropped, doubled, and two swapped."""
    word = max(name.replace("’", " ").replace("-", " ").split(), key=len)
    if len(word) <= FORGIVEN:
        return []
    k = len(word) // 2
    swapped = word[:k] + word[k + 1] + word[k] + word[k + 2 :] if k + 1 < len(word) else word
    start, end = word[:k], word[k + 1 :]
    found = [f"{start}x{end}", start + end, start + 2 * word[k] + end, swapped]
    return [name.replace(word, other) for other in found]


@pytest.mark.parametrize("site", SITES, ids=lambda one: one.id)
def test_a_territory_is_found_however_it_is_typed(site):
    wanted = ("portrait", {"territoire": site.id})
    for text in (site.nom, site.nom.upper(), formats.plain(site.nom), *wrongly(site.nom)):
        assert wanted in opened(text)[: finder.MOST], text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", SCHEMES)
def test_a_format_is_found_and_opens_filled_in(key, language):
    with speaking(language):
        name = say(f"dispositifs.{key}.nom")
        for text in (name, name.lower(), *wrongly(name)):
            first = [one.name for one in finder.find(text) if one.kind == "format"]
            assert name in first, text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_of_law_is_found_by_its_name_and_opens_at_its_row(language):
    with speaking(language):
        for parameter in in_force().parameters:
            wanted = ("sources", {"loi": parameter})
            assert wanted in opened(label(parameter)), parameter


def test_a_rule_is_found_by_its_article():
    found = opened("238 bis")
    assert ("sources", {"loi": "mecenat.plafond_forfaitaire"}) in found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", finder.PAGES)
def test_every_page_is_found_by_the_word_of_the_menu(page, language):
    with speaking(language):
        menu = say(f"{page}.menu")
        assert (page, {}) in opened(menu)[: finder.MOST]
        if len(menu) > FORGIVEN:
            assert all((page, {}) in opened(text) for text in wrongly(menu))


def test_all_words_count_and_order_does_not():
    assert opened("innov boost")[0] == opened("boost innov")[0]
    assert opened("meuse zzzz") == []


def test_the_value_shown_is_the_one_of_today_not_a_later_one():
    found = next(f for f in finder.find("plafond de minimis") if f.kind == "loi")
    assert "2031" not in found.said


def test_a_department_without_a_site_is_said_so_and_nonsense_too():
    assert "Gironde (33)" in finder.told("gironde", finder.find("gironde"))
    assert "zzzz" in finder.told("zzzz", finder.find("zzzz"))
    assert len(finder.told("z" * 500, finder.find("z" * 500))) < 300


@pytest.mark.parametrize("text", ["", "   ", "…", "*" * 200, "<script>alert(1)</script>", "é" * 90])
def test_anything_may_be_typed(text):
    assert isinstance(finder.find(text), list)


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [("meuse", "meuze", True), ("meuse", "meus", True), ("meuse", "meusee", True),
     ("meuse", "muese", True), ("meuse", "mousa", False), ("meuse", "messe", True),
     ("indre", "indres", True), ("indre", "isere", False)],
)  # fmt: skip
def test_one_letter_is_forgiven_and_not_two(one, other, near):
    assert one_apart(one, other) is near
