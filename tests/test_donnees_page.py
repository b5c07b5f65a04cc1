"""The page of the user's own data, as a person uses it; the database is a file of the test."""

import io

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from simulator import ROOT
from simulator import store as stores
from simulator.exports.tables import template_xlsx
from simulator.text import speak
from simulator.ui import networks

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(autouse=True)
def _database(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'page.sqlite'}")
    stores.store.cache_clear()
    yield
    stores.store.cache_clear()


def open_page(page="donnees", **parameters):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for name, value in parameters.items():
        app.query_params[name] = value
    app.run()
    app.switch_page(f"pages/{page}.py").run()
    assert not app.exception, app.exception
    return app


def words(app):
    return " ".join(b.proto.body for b in app.get("html") if not b.proto.body.startswith("<style"))


def press(app, label, file=None):
    """Press a button; the test's browser forgets the file between two runs, so give it again."""
    if file:
        app.file_uploader[0].set_value([file])
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception, app.exception
    return app


def upload(app, content, name="réseau.xlsx"):
    app.file_uploader[0].set_value([(name, content, XLSX)]).run()
    assert not app.exception, app.exception
    return app


def imported(app, content=None, label="Importer"):
    content = content or template_xlsx()
    upload(app, content)
    return press(app, label, ("réseau.xlsx", content, XLSX))


def spoiled():
    book = openpyxl.load_workbook(io.BytesIO(template_xlsx()))
    book["Jours"]["D2"] = -3
    book["Territoires"]["D2"] = "99"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_template_imports_and_the_page_names_the_network():
    app = imported(open_page())
    text = words(app)
    assert "Import terminé" in text
    assert "1 territoire, 1 projet, 1 prêteur" in text
    key = app.session_state[networks.KEY]
    assert key in app.query_params[networks.PARAMETER]
    assert "Réseau sans nom" in text
    assert key in app.code[0].value


def test_refused_cells_are_told_with_row_column_value_and_reason_and_nothing_is_kept():
    app = imported(open_page(), spoiled())
    text = words(app)
    assert "2 cellules refusées" in text
    for part in ("D2", "Jours promis", "−3", "minimum est 0", "« 99 »"):
        assert part in text.replace("\u00a0", " ").replace("-3", "−3"), part
    assert networks.KEY not in app.session_state


def test_a_bad_file_leaves_the_network_as_it_was():
    app = imported(open_page())
    key = app.session_state[networks.KEY]
    before = stores.store().open(key)
    imported(app, spoiled())
    assert "2 cellules refusées" in words(app)
    assert stores.store().open(key) == before
    upload(app, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "vieux.xls")
    assert "mot de passe" in words(app)


def test_undo_then_erase():
    app = imported(open_page())
    key = app.session_state[networks.KEY]
    press(app, "Annuler le dernier import")
    assert len(stores.store().tables(key)) == 0
    assert "annulé" in words(app)
    next(box for box in app.checkbox if "effacer" in box.label).check().run()
    press(app, "Effacer ce réseau")
    assert stores.store().open(key) is None
    assert networks.PARAMETER not in app.query_params


def test_the_link_opens_the_network_for_another_visitor_and_only_the_link():
    first = imported(open_page())
    key = first.session_state[networks.KEY]
    stranger = open_page()
    assert "Réseau sans nom" not in words(stranger)
    assert networks.KEY not in stranger.session_state
    friend = open_page(reseau=key)
    assert "Réseau sans nom" in words(friend)
    assert "n’ouvre aucun réseau" in words(open_page(reseau="x" * 24))


def test_one_control_switches_networks_on_another_page():
    app = imported(open_page())
    key = app.session_state[networks.KEY]
    app.switch_page("pages/territoires.py").run()
    assert not app.exception, app.exception
    assert "vos données" in words(app).replace("\u00a0", " ")
    assert key in app.query_params[networks.PARAMETER]
    control = next(group for group in app.button_group if group.key == "reseau_controle")
    control.set_value("livre").run()
    assert not app.exception, app.exception
    assert "livré avec Passerelle" in words(app)


def test_a_column_can_be_corrected_before_import():
    text = "Code;Nom;Dispositif;Zone\nT1;Meuse;alizé;55\n"
    file = "territoires.csv", text.encode(), "text/csv"
    app = upload(open_page(), file[1], file[0])
    assert "Départements" in words(app)  # compulsory and not recognised: said
    app.file_uploader[0].set_value([file])
    box = next(b for b in app.selectbox if b.label == "Départements (obligatoire)")
    box.select_index(4).run()
    press(app, "Importer", file)
    assert "1 territoire" in words(app)


def test_english_speaks_english():
    app = open_page(lang="en")
    speak("en")
    text = words(imported(app, spoiled(), "Import"))
    assert "cells refused" in text
    assert "The minimum is 0" in text
