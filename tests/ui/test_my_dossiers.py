"""The dossiers of this browser: a key, a title, a day, and nothing else."""

import json
from datetime import date
from urllib.parse import quote

import pytest

from simulator.store.dossiers import dossiers
from simulator.text import say
from simulator.ui import my_dossiers
from tests.ui.test_dossier_page import _own_database, kept, words  # noqa: F401
from tests.ui.test_labels import open_page

ONE = {"cle": "a" * 24, "titre": "Conseil <b>de</b> décembre", "jour": "2026-11-28"}


def cookie(*entries):
    return quote(json.dumps(list(entries)))


def test_a_cookie_is_read_as_it_was_written():
    (known,) = my_dossiers.read_cookie(cookie(ONE))
    assert (known.cle, known.titre, known.jour) == (
        ONE["cle"], ONE["titre"], date(2026, 11, 28),
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "", "x", "[", "{}", "3", "%5B", cookie(3), cookie({}), cookie({**ONE, "cle": ""}),
        cookie({**ONE, "cle": "a" * 65}), cookie({**ONE, "jour": "demain"}),
        cookie({**ONE, "titre": 3}), cookie([ONE]), "\ud800",
    ],
)  # fmt: skip
def test_what_is_no_dossier_in_a_cookie_is_left_out(text):
    assert my_dossiers.read_cookie(text) == []


def test_a_cookie_holds_so_many():
    many = [{**ONE, "cle": f"{n:024}"} for n in range(30)]
    assert len(my_dossiers.read_cookie(cookie(*many))) == my_dossiers.MOST


def acts(app):
    return app.session_state["mes_dossiers_actes"]


def test_an_opened_dossier_is_remembered_without_any_figure():
    app, key = kept("un")
    (act,) = acts(app)
    assert set(act["garde"]) == {"cle", "titre", "jour"}
    assert act["garde"]["cle"] == key
    assert "p-memory" in words(app)
    again = app.run()
    assert acts(again) == [act]


def test_a_dossier_of_this_browser_is_opened_and_forgotten():
    app, key = kept("un")
    app = next(b for b in app.button if b.label == say("dossier.fermer")).click().run()
    assert say("dossier.aucun") in words(app)
    app = app.button(key="mes_dossiers_ouvrir_0").click().run()
    assert say("dossier.aucun") not in words(app)
    app = next(b for b in app.button if b.label == say("dossier.fermer")).click().run()
    app = app.button(key="mes_dossiers_oublier_0").click().run()
    assert app.session_state["mes_dossiers"] == []
    assert acts(app)[-1] == {"oublie": key}
    assert dossiers().open(key) is not None


def test_a_reader_keeps_the_reading_key():
    _, key = kept("un")
    reading = dossiers().open(key).lecture
    app = open_page("dossier", d=reading)
    assert acts(app)[-1]["garde"]["cle"] == reading


def test_all_is_forgotten_at_once():
    app, _ = kept("un")
    app = next(b for b in app.button if b.label == say("dossier.fermer")).click().run()
    app = app.button(key="mes_dossiers_tout").click().run()
    assert (app.session_state["mes_dossiers"], acts(app)[-1]) == ([], {"oublie": "*"})
