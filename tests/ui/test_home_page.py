"""The first page and the row of law that its search opens."""

from datetime import date
from html import unescape

import pytest

from simulator.stories import finder
from simulator.ui import my_dossiers
from simulator.ui.finding import TYPED
from simulator.ui.labels import literal
from simulator.ui.my_dossiers import Known
from simulator.ui.svg import plain
from tests.ui.test_pages import open_app, words


def pictures(app):
    return " ".join(block.value for block in app.markdown)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_it_shows_map_bars_skills_and_doors(lang):
    app = open_app(lang=lang)
    shown = words(app)
    assert shown.count("p-bar-head") == 6
    assert "p-home-map" in pictures(app)
    assert "p-whole" in shown
    pages = [link.proto.page for link in app.get("page_link")]
    assert {"simuler", "comparer", "territoires", "competences"} <= set(pages)


def test_the_two_ready_cases_are_marked_as_examples():
    assert words(open_app()).count("p-tag") == 2


def test_a_search_shows_the_best_results_and_counts_the_others():
    app = open_app()
    app.text_input(key=TYPED).set_value("plafond").run()
    links = [link.proto.label for link in app.get("page_link") if "(règle)" in link.proto.label]
    assert len(links) == finder.MOST
    left = len(finder.find("plafond")) - finder.MOST
    assert f"et {left} autres résultats" in words(app)
    app.text_input(key=TYPED).set_value("").run()
    assert "résultat" not in words(app)


def test_a_link_to_a_row_of_law_shows_every_value_of_it():
    app = open_app("sources", loi="mecenat.plafond_forfaitaire")
    shown = words(app)
    assert "Plafond forfaitaire des dons" in shown
    assert "20\u202f000" in shown
    assert "10\u202f000" in shown


@pytest.mark.parametrize("asked", ["mecenat.inconnu", "x" * 400, "<b>"])
def test_a_row_that_is_not_there_is_said_and_the_address_stays(asked):
    app = open_app("sources", loi=asked)
    assert "Cette règle n’est pas dans nos registres" in words(app)
    assert app.query_params["loi"] == asked
    assert "<b>" not in words(app)


def test_the_last_dossiers_of_the_browser_take_the_place_of_the_examples(monkeypatch):
    known = [Known(f"cle-{n}", title, date(2026, 11, 28)) for n, title in enumerate(TITLES)]
    monkeypatch.setattr(my_dossiers, "recent", lambda: tuple(known))
    app = open_app()
    assert "p-tag" not in words(app)
    shown = [button.label for button in app.button if button.key.startswith("recent_ouvrir")]
    assert len(shown) == 2
    assert shown[1] == literal(TITLES[1])
    assert "28 novembre 2026" in words(app)
    app.button(key="recent_ouvrir_0").click().run()
    assert not app.exception
    assert "dossier" in words(app)


TITLES = ("Conseil de mars", "*gras* :red[x] <b>", "un troisième")


@pytest.mark.parametrize(
    "name", ["**gras** :red[x] $a$", '<b onload="x">', "`c` [l](u) _i_ #t", "É’ç"]
)
def test_a_name_in_a_picture_is_read_by_nobody(name):
    told = plain(name)
    assert unescape(told) == name
    assert not set(told) & set('*_`[]$:<>"')
