"""The map and the portrait in the application: choices, links, and every number traced."""

import html
import re

import pytest
from streamlit.testing.v1 import AppTest

from simulator import ROOT
from simulator.law.facts import facts
from simulator.network.basin import Basin
from simulator.network.geo import departements
from simulator.network.measures import MEASURES, measure_each
from simulator.network.model import Indicator
from simulator.network.portrait import ratios
from simulator.network.shipped import shipped
from simulator.stories import target_pace
from simulator.stories.network import amount
from simulator.text import catalogue, formats

NETWORK = shipped()


def open_page(page, **parameters):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for name, value in parameters.items():
        app.query_params[name] = value
    app.run()
    app.switch_page(f"pages/{page}.py").run()
    assert not app.exception, app.exception
    return app


def words(app):
    bodies = (block.proto.body for block in app.get("html"))
    return " ".join(body for body in bodies if not body.startswith(("<style", "<script")))


NUMBER = re.compile(r"\d+(?:[\s\u202f\u00a0]\d{3})*(?:,\d+)?")


def numbers(text):
    """Every number that a reader sees, without its separators of thousands."""
    seen = html.unescape(re.sub(r"<[^>]+>", " ", re.sub(r'(?:aria-label|href)="[^"]*"', "", text)))
    return {re.sub(r"[\s\u202f\u00a0]", "", n) for n in NUMBER.findall(seen)}


@pytest.fixture(scope="module")
def known():
    """Every number that may stand on these pages: facts, territories, ratios, the page's words."""
    texts = [
        *(" ".join(map(str, (f.value, f.period, f.quantity, f.note))) for f in facts().values()),
        *(formats.with_unit(f.value, f.unit) for f in facts().values() if f.value != str(f.value)),
        *(
            " ".join(map(str, (t.nom, t.note, t.debut, t.fin, t.atteste, t.partenaires)))
            for t in NETWORK.territoires
        ),
        *(t.competences or "" for t in NETWORK.territoires),
        *catalogue("fr").values(),
        *(amount(m, r.valeur) for m in MEASURES for r in measure_each(NETWORK, m)),
        *(
            amount(key, r.valeur)
            for t in NETWORK.territoires
            for key, r in ratios(NETWORK, t.id).items()
            if r
        ),
    ]
    return set().union(*(numbers(text.replace(".", ",")) | numbers(text) for text in texts))


@pytest.mark.parametrize("territory", [t.id for t in NETWORK.territoires])
def test_every_number_of_a_portrait_is_known(territory, known):
    text = words(open_page("portrait", territoire=territory))
    assert NETWORK.by_id[territory].nom in html.unescape(text)
    computed = pace_told() if territory == target_pace.territory() else set()
    assert numbers(text) - known - computed == set()


def pace_told():
    """What the pace of a programme computes from its facts (tests/network/test_history.py)."""
    title, subtitle, _ = target_pace.pace()
    drawing = target_pace.picture().drawing
    return numbers(f"{title} {subtitle} {drawing.title} {drawing.caption}")


@pytest.mark.parametrize("measure", MEASURES)
def test_every_number_of_the_map_is_known(measure, known):
    app = open_page("territoires")
    app.selectbox(key="mesure").set_value(measure).run()
    assert not app.exception
    shown = measure_each(NETWORK, measure, NETWORK.dispositifs[0])
    counts = {str(len(shown)), str(sum(r.known for r in shown))}
    assert numbers(words(app)) - known - counts - legend_bounds(app) == set()


def legend_bounds(app):
    """The bounds of the classes, which the map computes from the values."""
    legend = re.findall(r'<ul class="p-legend.*?</ul>', words(app), re.S)
    assert legend
    return set().union(*map(numbers, legend))


@pytest.mark.parametrize("scheme", [*NETWORK.dispositifs, ""])
@pytest.mark.parametrize("year", [None, 1999, 2007, 2012])
def test_any_choice_gives_an_answer(scheme, year):
    app = open_page("territoires")
    app.selectbox(key="dispositif_montre").set_value(scheme).run()
    app.selectbox(key="annee_montree").set_value(year).run()
    assert not app.exception
    text = words(app)
    assert "p-answer" in text
    assert not re.search(r"\bnan\b|None|\{", text)


def test_the_territory_of_a_link_is_shown_then_the_reader_chooses():
    app = open_page("territoires", territoire="alize.savoie")
    assert app.selectbox(key="territoire").value == "alize.savoie"
    app.selectbox(key="territoire").set_value("alize.meuse").run()
    assert app.selectbox(key="territoire").value == "alize.meuse"


@pytest.mark.parametrize("page", ["portrait", "territoires"])
@pytest.mark.parametrize("asked", ["alize.nulle_part", "alize.inconnu", "<script>", "x" * 3000])
def test_an_unknown_territory_in_the_link_is_said_and_nothing_takes_its_place(page, asked):
    app = open_page(page, territoire=asked)
    text = words(app)
    assert "qui n’existe pas dans ce réseau" in text
    assert "<script>" not in text
    assert app.selectbox(key="territoire").value is None
    assert len(app.selectbox(key="territoire").options) > 10
    assert app.query_params["territoire"] == asked
    app.selectbox(key="territoire").set_value("alize.meuse").run()
    assert "qui n’existe pas" not in words(app)
    assert app.query_params["territoire"] == "alize.meuse"


def test_a_territory_left_out_by_the_choices_is_named_and_not_replaced():
    app = open_page("territoires", territoire="alize.longwy")
    assert app.selectbox(key="territoire").value == "alize.longwy"
    app.selectbox(key="dispositif_montre").set_value("performance_pme").run()
    assert "n’est pas montré avec ces choix" in words(app)
    assert app.selectbox(key="territoire").value is None
    assert app.query_params["territoire"] == "alize.longwy"
    app.selectbox(key="dispositif_montre").set_value("alize").run()
    assert app.selectbox(key="territoire").value == "alize.longwy"


def test_an_address_decides_on_arriving_from_another_page():
    app = open_page("territoires", territoire="alize.savoie")
    app.query_params["territoire"] = "alize.vosges"
    app.switch_page("pages/portrait.py").run()
    assert app.selectbox(key="territoire").value == "alize.vosges"


def test_two_territories_of_one_name_are_told_apart():
    names = open_page("portrait").selectbox(key="territoire").options
    assert len(names) == len(set(names))


def test_an_unknown_figure_is_worded_not_zero():
    text = words(open_page("portrait", territoire="alize.manche"))
    assert "inconnu" in text
    assert not re.search(r'p-value">0<', text)


def test_a_basin_opens_from_its_link():
    basin = Basin(nom="Lorraine <b>", departements=("54", "55", "88"))
    app = open_page("portrait", bassin=basin.to_link())
    text = words(app)
    assert "Lorraine &lt;b&gt;" in text
    assert "4 territoires" in text
    assert "pas de somme" in text


@pytest.mark.parametrize("token", ["1.zzzz", "9.abc", "bassin"])
def test_a_broken_basin_link_is_said_and_no_territory_is_shown_instead(token):
    app = open_page("portrait", bassin=token)
    assert 'role="alert"' in words(app)
    assert not [box for box in app.selectbox if box.key == "territoire"]
    assert app.query_params["bassin"] == token
    app.button(key="bassin_fermer").click().run()
    assert app.selectbox(key="territoire").value in NETWORK.by_id


@pytest.mark.parametrize("code", list(departements()))
def test_a_basin_of_any_department_opens(code):
    """2A, 2B and overseas included: a basin without a territory says so."""
    from simulator.network.basin import inside, partly

    basin = Basin(nom="Seul", departements=(code,))
    held = inside(NETWORK, basin)
    assert all(t.departements == (code,) for t in held)
    assert all(code in t.departements for t in partly(NETWORK, basin))


def test_an_empty_basin_is_drawn_without_figures():
    text = words(
        open_page("portrait", bassin=Basin(nom="Corse", departements=("2A", "2B")).to_link())
    )
    assert "aucun territoire connu" in text


def test_every_observation_reaches_the_screen():
    for territory in NETWORK.territoires:
        text = html.unescape(words(open_page("portrait", territoire=territory.id)))
        for indicator in Indicator:
            for observation in NETWORK.observed(territory.id, indicator):
                assert formats.with_unit(observation.valeur, observation.unite) in text


def tab(app):
    return app.session_state["territoires_vue"]


def test_the_first_view_is_where_the_sites_are_unless_a_link_asks_for_one():
    assert tab(open_page("territoires")) == "sites"
    assert tab(open_page("territoires", territoire="alize.meuse")) == "chiffre"


def test_a_map_opened_from_a_file_opens_on_its_figure():
    app = open_page("sources")
    app.session_state["mesure"] = "jours"
    app.switch_page("pages/territoires.py").run()
    assert not app.exception
    assert tab(app) == "chiffre"
    assert app.selectbox(key="mesure").value == "jours"
