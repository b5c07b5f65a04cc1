"""A case saved as a file opens again in the application, of either kind, from either page."""

import json

import pytest

from simulator.cases.scenario import read
from simulator.cases.sponsor_sharing import complete, public
from simulator.schemes import SCHEMES
from simulator.stories.ready_cases import examples
from tests.ui.test_pages import open_app, words


def upload(app, page, content, name="cas.json"):
    widget = next(w for w in app.file_uploader if str(w.key).startswith(f"cas_choisi_{page}_"))
    widget.set_value((name, content, "application/json")).run()
    assert not app.exception
    return app


def kept(app, page):
    held = app.session_state["scenario" if page == "simuler" else "mecene"]
    return json.dumps(held if page == "simuler" else held["valid"])


CASES = [read({"dispositif": key}) for key in SCHEMES] + [
    read({"dispositif": "alize", "voie": "prestation", "reponses": {"nb_pme": 7, "jours": 30}}),
    read({"dispositif": "boost_innov", "reponses": {"salaire_brut": 61_000, "nb_parcours": 2}}),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.dispositif)
def test_a_saved_simulation_opens_where_it_was_saved(case):
    app = open_app("simuler")
    upload(app, "simuler", json.dumps(case.to_dict()).encode())
    opened = read(app.session_state["scenario"])
    assert (opened.reponses, opened.voie) == (case.reponses, case.voie)
    assert app.selectbox(key="dispositif").value == case.dispositif


def test_an_older_file_opens_with_its_result():
    app = open_app("simuler")
    old = {"version": 1, "dispositif": "alize", "reponses": {"nb_pme": 41}}
    upload(app, "simuler", json.dumps(old).encode("utf-8-sig"))
    assert read(app.session_state["scenario"]).reponses.jours == 3


@pytest.mark.parametrize("name", examples())
def test_a_saved_sponsor_opens_on_its_page(name):
    app = open_app("mecene", exemple=next(n for n in examples() if n != name))
    upload(app, "mecene", json.dumps(complete(examples()[name]), default=str).encode())
    assert app.session_state["mecene"]["valid"] == complete(examples()[name])


def test_a_public_sponsor_file_says_what_to_type_again():
    case = examples()["journees"]
    app = upload(open_app("mecene"), "mecene", json.dumps(public(case), default=str).encode())
    assert app.session_state["mecene"]["told"]
    assert "p-warning" in words(app)


def test_the_file_of_the_other_page_opens_there_and_the_way_is_shown():
    sponsor = json.dumps(complete(examples()["journees"]), default=str).encode()
    app = upload(open_app("simuler"), "simuler", sponsor)
    assert "ouvert sur la page Mécène" in words(app)
    app.switch_page("pages/mecene.py").run()
    assert app.session_state["mecene"]["valid"] == complete(examples()["journees"])
    upload(app, "mecene", json.dumps(CASES[-1].to_dict()).encode())
    assert "ouvert sur la page Simuler" in words(app)
    app.switch_page("pages/simuler.py").run()
    assert read(app.session_state["scenario"]).reponses == CASES[-1].reponses


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "lisible"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"[1, 2]", "ni un cas de simulation ni un cas"),
        (b'{"a": 1}', "ni un cas de simulation ni un cas"),
        (b'{"dispositif": "zut"}', "gardé"),
        (b'{"dispositif": "alize", "reponses": {"jours": NaN}}', "NaN"),
        (b'{"version": 9, "dispositif": "alize"}', "version"),
        (b'{"operations": [{"x": 1}]}', "gardé"),
        (b'{"a": "' + b"x" * 1_000_000 + b'"}', "dépasse 1"),
        (b'{"dispositif": "alize", "reponses": {"annee": 1998}}', "gardé"),
    ],
)
@pytest.mark.parametrize("page", ["simuler", "mecene"])
def test_a_file_that_is_no_case_leaves_the_case_on_screen(page, content, told):
    app = open_app(page)
    before = kept(app, page)
    upload(app, page, content)
    text = words(app)
    assert told in text
    assert "votre cas est gardé" in text
    assert kept(app, page) == before


def test_the_sender_is_told_what_the_link_leaves_out_until_the_box_is_ticked():
    app = open_app("simuler")
    assert "Ce lien ne dit pas tout" not in words(app)
    app.text_input(key="q_boost_innov_salaire_brut").set_value("61000").run()
    text = words(app)
    assert "Ce lien ne dit pas tout" in text
    assert "Salaire brut annuel" in text.split("Ce lien ne dit pas tout")[1][:400]
    app.checkbox(key="inclure_prive").check().run()
    assert "Ce lien ne dit pas tout" not in words(app)
    assert "p-copy" in words(app)


def test_the_sponsor_is_told_too():
    case = complete(examples()["journees"])
    case["titre"] = "Le nôtre"
    app = upload(open_app("mecene"), "mecene", json.dumps(case, default=str).encode())
    assert "Ce lien ne dit pas tout" in words(app)
    assert "Ce lien ne dit pas tout" not in words(open_app("mecene"))
