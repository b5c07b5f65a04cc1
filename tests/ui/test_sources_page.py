"""The search of the registers: every word, the nearest first, counted, where it looks is said."""

import re

import pytest

from simulator.law.book import in_force
from simulator.law.facts import assumptions, facts
from simulator.stories import registers
from simulator.stories.table import rows_of
from simulator.text import formats
from simulator.ui.registers import DOMAIN, SOUGHT
from tests.ui.test_pages import open_app, words

LAW = rows_of(registers.LAW, in_force().rows())


def sought(text):
    app = open_app("sources")
    app.text_input(key=SOUGHT).set_value(text).run()
    assert not app.exception
    return app


@pytest.mark.parametrize(
    "text", ["plafond", "PASS", "tva", "réduction mécénat", "REDUCTION mecenat"]
)
def test_every_line_found_holds_every_word(text):
    kept = registers.found(LAW, text)
    assert kept
    for line in kept:
        whole = formats.plain(" ".join(str(cell) for cell in line))
        assert all(word in whole for word in formats.plain(text).split())


def test_a_line_named_so_comes_before_a_line_that_mentions_it():
    names = [formats.plain(str(line[0])) for line in registers.found(LAW, "plafond")]
    named = ["plafond" in name for name in names]
    assert any(named)
    assert not all(named)
    assert named == sorted(named, reverse=True)


@pytest.mark.parametrize("text", ["plafond", "smic", "zzzz"])
def test_the_counts_told_are_those_of_the_lines(text):
    told = words(sought(text)).split("Lignes trouvées.")[1][:120]
    numbers = [int(n) for n in re.findall(r": (\d+)", told.replace("\u00a0", " "))]
    assert numbers == [
        len(registers.found(lines, text))
        for lines in (
            LAW,
            rows_of(registers.ASSUMPTION, assumptions().values()),
            rows_of(registers.FACT, facts().values()),
        )
    ]


def test_a_search_looks_everywhere_and_the_box_says_so():
    app = sought("taux")
    box = app.selectbox(key=DOMAIN)
    assert box.value == registers.EVERYWHERE
    assert box.options[0] == f"Tous les domaines ({len(registers.found(LAW, 'taux'))})"
    app.selectbox(key=DOMAIN).set_value("tva").run()
    count = next(o for o in app.selectbox(key=DOMAIN).options if "TVA" in o)
    rows = [row for row in in_force().rows() if row.parameter.startswith("tva.")]
    assert count.endswith(f"({len(registers.found(rows_of(registers.LAW, rows), 'taux'))})")


def test_nothing_found_is_said_and_an_empty_search_goes_back():
    app = sought("zzzz")
    assert "Aucune ligne ne répond" in words(app)
    app.text_input(key=SOUGHT).set_value("  ").run()
    assert app.selectbox(key=DOMAIN).value == registers.FIRST
    assert "Lignes trouvées" not in words(app)


def test_a_year_that_holds_nothing_says_so_in_its_list():
    app = open_app("territoires")
    app.selectbox(key="dispositif_montre").set_value("boost_innov").run()
    years = app.selectbox(key="annee_montree").options[1:]
    empty = [year for year in years if year.endswith("(aucun chiffre)")]
    assert "1999 (aucun chiffre)" in empty
    app.selectbox(key="dispositif_montre").set_value("alize").run()
    assert len([y for y in app.selectbox(key="annee_montree").options if "aucun" in y]) < len(empty)
