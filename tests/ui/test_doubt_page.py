"""The view of doubt: ranges typed in fields, kept with the case, told as the verb tells them."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from simulator import ROOT
from simulator.cases.scenario import from_link, read
from simulator.cases.sponsor import read_case
from simulator.cases.sponsor_sharing import complete
from simulator.cases.sponsor_sharing import from_link as sponsor_from_link
from simulator.exports.simulated import plain as plain_run
from simulator.schemes import SCHEMES
from simulator.simulate import simulate
from simulator.stories.doubt import answer as told_answer
from simulator.stories.sought import shown_input
from simulator.studies.uncertainty import LEAST, MOST
from simulator.studies.uncertainty_body import answer, plain
from tests.ui.test_seeking_page import words

CASE = read({"dispositif": "performance_ciblee", "reponses": {"annee": 2007}})
RANGE = "de 2 000 à 3 200, plutôt 2 440"
THREE = [2000, 2440, 3200]


def open_page(page="simuler", view="doute", lang="fr", **parameters):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    for name, value in {"lang": lang, **parameters}.items():
        app.query_params[name] = value
    app.session_state[f"vue_{page}"] = view
    app.run()
    app.switch_page(f"pages/{page}.py").run()
    assert not app.exception, app.exception
    return app


def open_case(case=CASE, **options):
    return open_page(s=case.to_link(), **options)


def type_in(app, key, text):
    app.text_input(key=key).set_value(text).run()
    assert not app.exception, app.exception
    return app


def typed(app, key):
    return app.text_input(key=key).value.replace("\u202f", " ")


def kept(app):
    return read(app.session_state["scenario"])


def captions(app):
    return " ".join(c.value for c in app.caption).replace("\u00a0", " ").replace("\u202f", " ")


PRICE = "q_performance_ciblee_prix_pme"
LIMIT = "q_performance_ciblee_seuil.reste_par_pme"


def test_a_range_is_read_said_and_the_case_keeps_its_likely_value():
    app = type_in(open_case(), PRICE, RANGE)
    assert "lu : de 2 000 € à 3 200 €, le plus souvent 2 440 €" in captions(app)
    case = kept(app)
    assert dict(case.doute.plages) == {"prix_pme": tuple(THREE)}
    assert case.reponses.prix_pme == 2440
    app.session_state["vue_simuler"] = "paie"
    app.run()
    assert typed(app, PRICE) == RANGE  # still typed, whatever the view
    assert plain_run(simulate(kept(app))) == plain_run(simulate(CASE))


def test_the_page_says_what_the_verb_says():
    app = type_in(open_case(), PRICE, RANGE)
    type_in(app, LIMIT, "2 200")
    (figure,) = (s.value for s in app.selectbox if s.key == "doute_simuler_chiffre")
    body = {
        "cas": CASE.to_dict(),
        "plages": {"prix_pme": THREE},
        "sorties": [figure],
        "seuils": {figure: 2_200},
    }
    found = answer(body)
    said = re.sub(r"\[([^\]]+)\]\(\w+\)", r" \1 ", told_answer(found.outputs[0], found))
    shown = re.sub(r"\s+", " ", words(app))
    assert re.sub(r"\s+", " ", said).replace("\u202f", " ") in shown
    one = plain(found)["sorties"][figure]
    (flip,) = one["bascules"]
    assert shown_input(flip["valeur"], "€").replace("\u202f", " ").replace("\u00a0", " ") in shown
    assert f"{MOST:,}".replace(",", " ") in shown
    assert "graine 2026" in shown


def test_a_range_survives_a_change_of_page_and_is_in_the_link():
    app = type_in(open_case(), PRICE, RANGE)
    app.switch_page("pages/sources.py").run()
    app.switch_page("pages/simuler.py").run()
    app.session_state["vue_simuler"] = "doute"
    app.run()
    assert typed(app, PRICE) == RANGE
    link = app.query_params["s"]
    opened = open_page(s=link if isinstance(link, str) else link[0])
    assert typed(opened, PRICE) == RANGE
    assert kept(opened) == kept(app)
    assert dict(kept(opened).doute.plages) == {"prix_pme": tuple(THREE)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("de 2 000 à 3 200", "de 250 à 500, plutôt 300"),
        ("de 2 000 à beaucoup, plutôt 2 440", "pas un nombre"),
        ("entre 3 000 et 2 000, plutôt 2 440", "n’est pas entre les deux autres"),
        ("de 2 000 à 3 200 000, plutôt 2 440", "sort des bornes"),
        ("de 2 à 3 k€, plutôt 2", "multiple"),
    ],
)
def test_what_cannot_be_read_stays_in_its_field_and_says_how_to_write_it(text, said):
    app = type_in(open_case(), PRICE, text)
    assert app.text_input(key=PRICE).value == text
    assert said in words(app)
    assert kept(app) == CASE  # the last valid case stands


def test_a_number_typed_over_a_range_ends_it():
    app = type_in(open_case(), PRICE, RANGE)
    type_in(app, PRICE, "2 500")
    assert kept(app).doute.plages == ()
    assert kept(app).reponses.prix_pme == 2500


def test_an_unreadable_threshold_is_said_under_its_field():
    app = type_in(open_case(), LIMIT, "beaucoup")
    assert "n’est pas un nombre" in words(app)
    assert app.text_input(key=LIMIT).value == "beaucoup"


def test_another_seed_belongs_to_the_case():
    app = type_in(open_case(), PRICE, RANGE)
    next(b for b in app.button if "graine" in b.label).click().run()
    assert not app.exception
    assert kept(app).doute.graine == 2027
    assert "graine 2027" in words(app)
    link = app.query_params["s"]
    assert from_link(link if isinstance(link, str) else link[0]).doute.graine == 2027


def test_a_closed_view_asks_nothing():
    app = open_case(view="paie")
    assert not [s for s in app.selectbox if s.key == "doute_simuler_chiffre"]
    assert "doute_etude" not in app.session_state


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("scheme", sorted(SCHEMES))
def test_which_assumption_counts_most_is_said_on_any_case(scheme, lang):
    app = open_case(read({"dispositif": scheme}), lang=lang)
    told = words(app)
    assert ("Estimation unique" if lang == "fr" else "single estimate") in told
    assert ("compte le plus" if lang == "fr" else "counts most") in told
    assert not re.search(r"\bnan\b|\binf\b|None|{|probabilit", told)


def test_one_click_takes_a_range_that_a_source_gives():
    app = open_case(read({"dispositif": "boost_innov"}))
    app.button(key="doute_simuler_essai_part_du_don").click().run()
    assert not app.exception
    assert dict(kept(app).doute.plages) == {"part_du_don": (0.5, 0.7, 1.0)}
    assert app.text_input(key="q_boost_innov_part_du_don").value == "de 50 à 100, plutôt 70"
    assert "Dans 8 tirages sur 10" in words(app)


def test_another_format_keeps_the_ranges_that_it_shares():
    app = type_in(open_case(read({"dispositif": "alize"})), "q_alize_salaire_brut",
                  "de 40 000 à 80 000, plutôt 60 000")  # fmt: skip
    app.selectbox(key="dispositif").set_value("boost_innov").run()
    assert not app.exception
    assert dict(kept(app).doute.plages) == {"salaire_brut": (40_000, 60_000, 80_000)}


# the sponsor


JOURS, BRUT = (f"operations.0.salaries.0.{name}" for name in ("jours", "brut_mensuel"))


def sponsor(app):
    return read_case(app.session_state["mecene"]["valid"])


def open_sponsor(**options):
    return open_page("mecene", **({"exemple": "journees"} | options))


def test_a_sponsor_is_doubted_and_its_private_range_stays_in_the_session():
    app = type_in(open_sponsor(), f"m_{JOURS}", "de 40 à 90, plutôt 60")
    type_in(app, f"m_{BRUT}", "de 4 000 à 7 000, plutôt 5 000")
    case = sponsor(app)
    assert dict(case.doute.plages) == {BRUT: (4_000, 5_000, 7_000), JOURS: (40, 60, 90)}
    found = answer(
        {
            "cas": complete(case),
            "voie": "prudent",
            "sorties": ["cout_net"],
            "tirages": LEAST,
        }
    )
    said = re.sub(r"\[([^\]]+)\]\(\w+\)", r" \1 ", told_answer(found.outputs[0], found))
    shown = re.sub(r"\s+", " ", words(app))
    assert re.sub(r"\s+", " ", said).replace("\u202f", " ") in shown
    link = app.query_params["s"]
    public = sponsor_from_link(link if isinstance(link, str) else link[0])
    assert [name for name, _ in public.doute.plages] == [JOURS]


def test_a_sponsor_s_unreadable_range_says_how_to_write_it():
    app = type_in(open_sponsor(), f"m_{JOURS}", "de 40 à 90")
    assert "de 250 à 500, plutôt 300" in words(app)
    assert app.text_input(key=f"m_{JOURS}").value == "de 40 à 90"


def test_the_ranges_of_rows_follow_their_rows():
    from simulator.cases import sponsor_draft as drafts

    draft = {"doute": {"plages": {
        "operations.0.salaries.0.jours": [1, 2, 3],
        "operations.0.salaries.2.jours": [4, 5, 6],
        "operations.1.salaries.0.jours": [7, 8, 9],
        "chiffre_affaires.0": [1, 1, 2],
    }}}  # fmt: skip
    drafts.drop_ranges(draft, ("operations", 0, "salaries"), 0)
    assert drafts.ranges_of(draft) == {
        "operations.0.salaries.1.jours": [4, 5, 6],
        "operations.1.salaries.0.jours": [7, 8, 9],
        "chiffre_affaires.0": [1, 1, 2],
    }


def test_the_range_of_an_answer_put_aside_waits_with_it():
    app = type_in(open_sponsor(), f"m_{BRUT}", "de 4 000 à 7 000, plutôt 5 000")
    app.session_state["mecene_salaries_0"] = True
    from simulator.cases import sponsor_draft as drafts

    draft = app.session_state["mecene"]["draft"]
    drafts.put(draft, ("operations", 0, "salaries", 0, "cout_connu"), "cout_journee")
    drafts.put(draft, ("operations", 0, "salaries", 0, "cout_journee"), 400)
    assert drafts.case_of(draft).doute.plages == ()
    drafts.put(draft, ("operations", 0, "salaries", 0, "cout_connu"), "brut_mensuel")
    assert dict(drafts.case_of(draft).doute.plages) == {BRUT: (4_000, 5_000, 7_000)}


def test_which_assumption_of_a_sponsor_counts_most():
    told = words(open_sponsor())
    assert "Estimation unique" in told
    assert "compte le plus" in told


def test_a_new_sponsor_does_not_inherit_the_threshold_of_another():
    app = type_in(open_sponsor(), "seuil_mecene.cout_net", "9 000")
    assert dict(sponsor(app).doute.seuils) == {"cout_net": 9_000}
    app.button(key="exemple_gros_don").click().run() if any(
        b.key == "exemple_gros_don" for b in app.button
    ) else next(b for b in app.button if (b.key or "").startswith("exemple_")).click().run()
    assert not app.exception
    assert sponsor(app).doute.seuils == ()
