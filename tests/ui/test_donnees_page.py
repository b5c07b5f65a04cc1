"""The page of the user's own data, as a person uses it; the database is a file of the test."""

import io

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from simulator import ROOT
from simulator.base import limits
from simulator.exports.tables import template_xlsx
from simulator.store import networks as stores
from simulator.store.faults import StoreError
from simulator.store.store import Store
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


def in_the_address(app):
    """The key of the address; the browser of the tests gives a list when the page wrote it."""
    held = app.query_params[networks.PARAMETER]
    return held[-1] if isinstance(held, list) else held


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
    assert "Réseau sans nom" in text
    opened = stores.store().open(app.session_state[networks.KEY])
    assert opened.ecrit
    assert in_the_address(app) == opened.lecture
    assert app.code[0].value.endswith(f"?reseau={opened.lecture}")


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


def everything(app):
    """Whatever the page sends to the browser, in one text."""
    return " ".join(str(block.proto) for block in app.main) + str(dict(app.query_params))


def test_the_writing_key_is_shown_once_and_never_in_the_address():
    app = imported(open_page())
    key = app.session_state[networks.KEY]
    assert app.code[1].value == key
    assert key not in str(dict(app.query_params))
    press(app, "La clé est gardée, ne plus la montrer")
    assert key not in everything(app)
    app.switch_page("pages/territoires.py").run()
    app.switch_page("pages/donnees.py").run()
    assert key not in everything(app)


def test_a_reading_link_shows_the_network_and_offers_no_change():
    owner = imported(open_page())
    opened = stores.store().open(owner.session_state[networks.KEY])
    reader = open_page(reseau=opened.lecture)
    assert "Vous lisez ce réseau" in words(reader).replace("\u00a0", " ")
    labels = {button.label for button in reader.button}
    assert "Fermer ce réseau ici" in labels
    assert not labels & {"Importer", "Annuler le dernier import", "Effacer ce réseau"}
    assert not reader.file_uploader
    assert owner.session_state[networks.KEY] not in everything(reader)


def unfolded(app, key):
    app.session_state[key] = True
    app.run()
    return app


def opened_with(app, typed):
    unfolded(app, "ouvrir_par_cle").text_input(key="reseau_cle_saisie").set_value(typed)
    return press(app, "Ouvrir")


@pytest.mark.parametrize("form", ["{}", " {} ", "https://x.fr/donnees?reseau={}&lang=fr"])
def test_a_key_typed_on_the_page_opens_the_network_to_write(form):
    key = imported(open_page()).session_state[networks.KEY]
    app = opened_with(open_page(), form.format(key))
    assert app.session_state[networks.KEY] == key
    assert "lit et écrit" in words(app)
    assert app.text_input(key="reseau_cle_saisie").value == ""
    assert key not in everything(app)


@pytest.mark.parametrize("typed", ["", "x" * 24, "é"])
def test_a_key_that_opens_nothing_is_said(typed):
    app = opened_with(open_page(), typed)
    assert "n’a pas été ouvert" in words(app)
    assert networks.KEY not in app.session_state


def test_a_writer_who_follows_the_reading_link_keeps_the_pen():
    app = imported(open_page())
    key = app.session_state[networks.KEY]
    app.query_params["reseau"] = stores.store().open(key).lecture
    app.session_state[networks.APPLIED] = "autre"
    app.run()
    assert app.session_state[networks.KEY] == key


@pytest.mark.parametrize("which", ["lecture", "ecriture"])
def test_either_key_is_replaced_and_the_old_one_is_dead_at_once(which):
    app = imported(open_page())
    before = app.session_state[networks.KEY]
    reading = stores.store().open(before).lecture
    unfolded(app, "remplacer_une_cle")
    app.button(key=f"remplacer_{which}").click().run()
    assert not app.exception
    assert "La clé est remplacée" in words(app)
    now = app.session_state[networks.KEY]
    opened = stores.store().open(now)
    assert opened.ecrit
    assert in_the_address(app) == opened.lecture
    dead, alive = (reading, before) if which == "lecture" else (before, reading)
    assert stores.store().open(dead) is None
    assert stores.store().open(alive) is not None
    if which == "ecriture":
        assert app.code[1].value == now


def test_an_old_link_that_held_the_writing_key_leaves_only_the_reading_one_in_the_address():
    key = imported(open_page()).session_state[networks.KEY]
    app = open_page(reseau=key)
    assert app.session_state[networks.KEY] == key
    assert key not in everything(app)
    assert "portait la clé d’écriture" in words(app)


# --- A failure is never read as an absence ---------------------------------------------------

READERS = ["donnees", "territoires", "portrait", "competences"]


@pytest.fixture
def base_away(monkeypatch):
    """The database stops answering, wherever it is asked, until `back` is called."""
    real = {name: getattr(Store, name) for name in ("reading", "writing")}

    def fails(_self):
        raise StoreError("occupee")

    class Base:
        @staticmethod
        def stop():
            for name in real:
                monkeypatch.setattr(Store, name, fails)

        @staticmethod
        def back():
            for name, method in real.items():
                monkeypatch.setattr(Store, name, method)

    return Base


@pytest.mark.parametrize("page", READERS)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_while_the_database_is_away_nothing_is_forgotten(page, lang, base_away):
    speak(lang)
    key = stores.store().create("Réseau gardé").ecriture
    reading = stores.store().open(key).lecture
    app = open_page(page, reseau=key, lang=lang)
    base_away.stop()
    for _ in range(3):
        app.run()
        assert not app.exception, app.exception
        text = words(app)
        assert ("ne répond pas" if lang == "fr" else "does not answer") in text
        assert "Réseau gardé" not in text
        assert ("livré avec" if lang == "fr" else "shipped with") not in text
        assert app.session_state[networks.KEY] == key
        assert in_the_address(app) == reading
    base_away.back()
    app.run()
    assert "Réseau gardé" in words(app)
    assert app.session_state[networks.KEY] == key


@pytest.mark.parametrize("page", READERS)
def test_a_link_opened_while_the_database_is_away_opens_when_it_is_back(page, base_away):
    key = stores.store().create("Réseau gardé").lecture
    base_away.stop()
    app = open_page(page, reseau=key)
    assert "ne répond pas" in words(app)
    assert in_the_address(app) == key
    del app.query_params[networks.PARAMETER]  # another page empties the address
    app.switch_page("pages/donnees.py").run()
    base_away.back()
    app.run()
    assert "Réseau gardé" in words(app)


def test_what_cannot_be_done_while_the_database_is_away_is_said_under_its_own_heading(base_away):
    app = imported(open_page())
    key = app.session_state[networks.KEY]
    next(box for box in app.checkbox if "effacer" in box.label).check().run()
    headings = {
        "Annuler le dernier import": "L’import n’a pas été annulé",
        "Effacer ce réseau": "Le réseau n’a pas été effacé",
    }
    for label, heading in headings.items():
        base_away.stop()
        press(app, label)
        assert app.session_state[networks.KEY] == key
        base_away.back()
        app.run()
        text = words(app)
        assert heading in text
        assert "Fichier refusé" not in text


def test_an_import_that_meets_a_full_disk_says_so_and_keeps_the_network(monkeypatch):
    app = imported(open_page())
    before = stores.store().open(app.session_state[networks.KEY])

    def full(*_others, **_options):
        raise StoreError("disque_plein")

    monkeypatch.setattr(Store, "add", full)
    imported(app)
    text = words(app)
    assert "L’import n’a pas eu lieu" in text
    assert "plein" in text
    assert "Fichier refusé" not in text
    assert stores.store().open(app.session_state[networks.KEY]) == before


def test_a_first_import_that_fails_twice_still_answers(monkeypatch):
    def away(*_others, **_options):
        raise StoreError("occupee")

    monkeypatch.setattr(Store, "add", away)
    monkeypatch.setattr(Store, "delete", away)
    app = imported(open_page())
    assert "ne répond pas" in words(app)
    assert networks.KEY not in app.session_state


def test_one_control_switches_networks_on_another_page():
    app = imported(open_page())
    key = app.session_state[networks.KEY]
    app.switch_page("pages/territoires.py").run()
    assert not app.exception, app.exception
    assert "vos données" in words(app).replace("\u00a0", " ")
    assert in_the_address(app) == stores.store().open(key).lecture
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


def several(count, size=60):
    text = b"code;nom;dispositif;departements\nT1;Meuse;alize;55\n".ljust(size, b"\n")
    return [(f"t{n}.csv", text, "text/csv") for n in range(count)]


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        (several(limits.FILES + 1), "21 fichiers sont choisis ; la limite est 20"),
        (several(4, limits.FILE - 1), "pèsent ensemble 39 Mo ; la limite est 30 Mo"),
        (several(1, limits.FILE + 1), "la limite est 10 Mo"),
    ],
)
def test_files_that_weigh_too_much_are_refused_and_let_go(chosen, said):
    app = open_page()
    first = app.file_uploader[0].key
    app.file_uploader[0].set_value(chosen).run()
    assert not app.exception, app.exception
    assert said in words(app).replace("\u00a0", " ")
    assert app.file_uploader[0].key != first
    assert "import_ouvert" not in app.session_state


def test_rows_are_shown_as_they_will_be_stored():
    text = "Code;Nom;Dispositif;Départements;Habitants\nT1;Corse;réseau alizé;2A et 2B;12 000\n"
    app = upload(open_page(), text.encode(), "territoires.csv")
    assert "2A ; 2B" in words(app)
    assert "ALIZÉ" in words(app)
    app = upload(open_page(), text.replace("12 000", "12.000").encode(), "territoires.csv")
    assert "deux façons" in words(app)
    assert "12 000" in words(app).replace("\u202f", " ")


def test_a_hidden_sheet_is_named_and_ignored_until_it_is_chosen():
    content = (ROOT / "tests" / "data" / "inputs" / "feuille_masquee.xlsx").read_bytes()
    app = upload(open_page(), content)
    assert "masquée" in words(app)
    box = next(b for b in app.selectbox if "Projets anciens" in b.label)
    assert box.value is None


def test_one_row_is_said_in_the_singular():
    assert "7 lignes ajoutées, 0 remplacée, 0 retirée" in words(imported(open_page()))
    text = b"Code;Nom;Dispositif;Departements\nT1;Meuse;alize;55\n"
    file = ("territoires.csv", text, "text/csv")
    app = press(upload(open_page(), text, "territoires.csv"), "Importer", file)
    assert "1 ligne ajoutée, 0 remplacée, 0 retirée" in words(app)
