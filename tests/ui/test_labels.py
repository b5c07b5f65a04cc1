"""A person's text in a widget's label is shown letter by letter; callbacks speak the session."""

import ast
import io

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from simulator import ROOT
from simulator.exports.tables import template_xlsx
from simulator.store import networks as stores
from simulator.text import say, speak, speaking
from simulator.ui.labels import apart, literal

HOSTILE = "**gras** :red[rouge] $x^2$ [lien](http://mechant.fr) :material/home: :+1: `c` <b>"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(autouse=True)
def _database(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'page.sqlite'}")
    stores.store.cache_clear()
    yield
    stores.store.cache_clear()


@pytest.mark.parametrize(
    "text",
    [
        "**a**", "_a_", "~~a~~", "`a`", "[a](b)", "![a](b)", "$a$", ":red[a]", ":material/home:",
        "<b>", "# a", "- a", "1. a", "> a", "http://x.fr", "www.x.fr", "a@b.fr", "a\\*b", "&amp;",
        "==a==", "a|b", "é « è »", "a\nb",
    ],
)  # fmt: skip
def test_every_sign_that_markdown_reads_is_told_apart(text):
    signs = set("\\`*_{}[]()<>#+-.!|~$:@&=^")
    shown = literal(text)
    assert "\n" not in shown
    for place, letter in enumerate(shown):
        if letter in signs and (place == 0 or shown[place - 1] != "\\"):
            assert shown[place + 1] in signs, shown
    spoken = shown.replace("\u2060", "")
    unescaped = "".join(letter for n, letter in enumerate(spoken) if not _escapes(spoken, n))
    assert unescaped == text.replace("\n", " ")


def _escapes(text, place):
    """Whether this backslash only protects what follows it."""
    run = len(text[: place + 1]) - len(text[: place + 1].rstrip("\\"))
    return text[place] == "\\" and run % 2 == 1


@pytest.mark.parametrize("text", [":smile:", "a :+1: b", ":a_b-c:", "::x:"])
def test_no_emoji_is_read_in_a_name(text):
    import re

    bare = literal(text).replace("\\", "")
    assert not re.search(r":[\w+-]+:", bare)


def hostile_workbook():
    """The template with a hostile name wherever a person writes one."""
    book = openpyxl.load_workbook(io.BytesIO(template_xlsx()))
    for sheet, cells in {
        "Territoires": ("B2", "F2"),
        "Projets": ("C2",),
        "Prêteurs": ("B2",),
        "Compétences": (),
    }.items():
        for cell in cells:
            book[sheet][cell] = HOSTILE
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def labels(app):
    """Every text of a page that Streamlit reads as Markdown: labels, options, tabs, folds."""
    readers = {"label", "body", "caption", "help"}
    for block in app._tree:
        proto = getattr(block, "proto", None)
        kind = getattr(block, "type", "")
        if proto is None or kind in {"html", "code"}:
            continue
        held = proto
        for name in ("expandable", "tab"):
            if hasattr(proto, name) and isinstance(getattr(proto, name, None), object):
                held = getattr(proto, name)
                if getattr(held, "label", ""):
                    yield kind, held.label
        for name in readers:
            if isinstance(text := getattr(proto, name, None), str):
                yield kind, text
        if kind in {"button_group", "radio"}:
            for option in getattr(proto, "options", []):
                yield kind, option if isinstance(option, str) else option.content


def open_page(page, **parameters):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for name, value in parameters.items():
        app.query_params[name] = value
    app.run()
    app.switch_page(f"pages/{page}.py").run()
    assert not app.exception, app.exception
    return app


def assert_plain(app):
    found = list(labels(app))
    assert found
    for kind, text in found:
        for active in ("**gras**", ":red[", "$x^2$", "](http", ":material/home:", "`c`"):
            assert active not in text, (kind, text)


PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))


@pytest.fixture
def hostile_network():
    app = open_page("donnees")
    file = ("r.xlsx", hostile_workbook(), XLSX)
    app.file_uploader[0].set_value([file]).run()
    assert_plain(app)
    field = next(f for f in app.text_input if f.label == say("donnees.nom"))
    field.set_value(HOSTILE[:80])
    app.file_uploader[0].set_value([file])
    next(b for b in app.button if b.label == say("donnees.bouton")).click().run()
    assert "terminé" in " ".join(b.proto.body for b in app.get("html"))
    return stores.store().open(app.session_state["reseau_cle"]).lecture


@pytest.mark.parametrize("page", PAGES)
def test_no_name_of_a_network_is_read_as_markdown(page, hostile_network):
    assert_plain(open_page(page, reseau=hostile_network))


def test_no_name_of_a_sheet_is_read_as_markdown():
    app = open_page("donnees")
    files = [
        (f"**gras** $x^2$ `c` {n}.csv", b"Code;Nom;Dispositif\nA;x;PPJ\n", "text/csv")
        for n in range(2)
    ]
    app.file_uploader[0].set_value(files).run()
    assert_plain(app)


@pytest.mark.parametrize("page", ["simuler", "mecene"])
def test_no_title_of_a_case_is_read_as_markdown(page):
    from simulator.cases.scenario import read
    from simulator.cases.sponsor import read_case
    from simulator.cases.sponsor_sharing import to_link

    if page == "simuler":
        token = read({"dispositif": "boost_innov", "titre": HOSTILE}).to_link()
    else:
        case = {
            "titre": HOSTILE,
            "chiffre_affaires": [1e7],
            "operations": [{"montants": [1e4], "libelle": HOSTILE[:80]}] * 2,
        }
        token = to_link(read_case(case), private=True)
    assert_plain(open_page(page, s=token))


# --- Words chosen before the language is -------------------------------------------------------


def test_a_callback_speaks_the_language_of_its_session():
    """A callback runs before app.py, on a thread where nobody has chosen a language."""
    key = stores.store().create("x").ecriture
    speak("en")
    app = open_page("donnees", reseau=key, lang="en")
    app.session_state["ouvrir_par_cle"] = True
    app.run()
    app.button(key="ouvrir_par_cle_bouton").click().run()
    text = " ".join(b.proto.body for b in app.get("html"))
    with speaking("en"):
        assert say("donnees.ouverture_refusee") in text
        assert say("donnees.ouvrir_rien") in text


def test_nobody_has_chosen_a_language_then_the_session_answers(monkeypatch):
    import contextvars

    from simulator.ui import frame

    monkeypatch.setattr(frame, "get_script_run_ctx", lambda **_options: object())
    monkeypatch.setitem(frame.st.session_state, "lang", "en")
    assert contextvars.Context().run(lambda: say("mots.rien")) != "rien"
    monkeypatch.setitem(frame.st.session_state, "lang", "zz")
    assert contextvars.Context().run(lambda: say("mots.rien")) == "rien"
    with speaking("en"):
        assert say("mots.rien") != "rien"


def test_no_list_of_choices_takes_several_at_one_key():
    """Streamlit offers « Select 2 matches » first unless it is told not to."""
    asked = [
        {word.arg: getattr(word.value, "value", None) for word in node.keywords}
        for path in sorted((ROOT / "src").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "multiselect"
    ]
    assert asked
    assert all(words.get("select_all") is False for words in asked)


@pytest.mark.parametrize(
    "given", [["a", "a"], ["a", "b", "a", "a"], ["a", "a (2)", "a"], ["", ""], ["seul"]], ids=str
)
def test_options_of_one_name_are_told_apart(given):
    written = [apart(range(len(given)), given.__getitem__)(n) for n in range(len(given))]
    assert len(set(written)) == len(given)
    assert written[0] == given[0]
    assert all(text.startswith(name) for text, name in zip(written, given, strict=True))
