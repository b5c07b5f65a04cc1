"""A source is named by the title of its text; a site alone is called a page of that site."""

import csv

import pytest

from simulator import ROOT
from simulator.law.facts import facts
from simulator.law.sources import source_name, titled
from simulator.text import speaking
from simulator.text.formats import with_unit

SOURCES = sorted({one for fact in facts().values() for one in fact.source.split(" ; ")})


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize(("language", "page"), [("fr", "page de "), ("en", "page of ")])
def test_no_address_is_named_by_a_bare_site(language, page, source):
    with speaking(language):
        said = source_name(source)
    if source in titled():
        assert titled()[source].title in said
    elif source.startswith("http"):
        assert said.startswith(page)
    else:
        assert said == source


def test_a_newspaper_page_is_named_by_its_article_its_paper_and_its_day():
    voix = next(one for one in titled() if "5179102" in one)
    assert source_name(voix).endswith("La Voix du Nord, 6 octobre 2013")
    assert "doczz" not in source_name(voix)


def test_two_sources_in_one_cell_are_named_one_after_the_other():
    both = next(fact.source for fact in facts().values() if "5179102" in fact.source)
    said = source_name(f"{both.split(' ; ')[0]} ; https://www.revue.example/a")
    assert said.endswith("page de revue.example")
    assert "La Voix du Nord" in said


def test_each_titled_address_is_one_that_a_register_cites():
    cited = {
        cell
        for path in (ROOT / "data").rglob("*.csv")
        if path.name != "sources.csv"
        for row in csv.reader(path.open(encoding="utf-8"))
        for field in row
        for cell in field.split(" ; ")
    }
    assert set(titled()) <= cited


@pytest.mark.parametrize(("language", "said"), [("fr", "1\u00a0an"), ("en", "1\u00a0year")])
def test_one_of_a_unit_is_singular(language, said):
    with speaking(language):
        assert with_unit(1, "ans") == said
