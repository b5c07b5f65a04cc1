"""Skills, sectors, sizes, projects: bars total 100, each share is a fact, each sentence follows."""

import re
from dataclasses import replace
from datetime import date
from html import unescape

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from simulator import ROOT
from simulator.base.csvs import lines_of
from simulator.charts.drawing import Words
from simulator.charts.shares import NotAWholeError, shares
from simulator.errors import DataError
from simulator.law.facts import facts
from simulator.law.sources import source_name
from simulator.network.imports.tables import Tables, frame_of
from simulator.network.matching import known_lenders, known_skills, neighbour_lenders
from simulator.network.skills import (
    FILE,
    SUBJECTS,
    WHOLE,
    Role,
    comparable,
    wholes,
    wholes_of,
)
from simulator.stories import days_given, skill_gaps, skills
from simulator.stories.picture import imprinted, readable
from simulator.text import formats, say, speaking
from simulator.ui.downloads import french_csv

ALL = [whole for subject in SUBJECTS for whole in wholes(subject)]
EVERY = pytest.mark.parametrize("whole", ALL, ids=lambda w: f"{w.subject}-{w.key}")
DRAWN = pytest.mark.parametrize("subject", SUBJECTS)


@EVERY
def test_each_share_is_the_value_of_its_fact(whole):
    for part in whole.parts:
        value = facts()[part.fact.id].value
        if part.role in (Role.PUBLIE, Role.RESTE):
            assert part.share == value
        elif part.role is Role.COMPLEMENT:
            assert part.share == WHOLE - value
        else:
            assert part.share is None


@EVERY
def test_each_bar_totals_100_with_what_nobody_published(whole):
    assert whole.published + whole.undisclosed == WHOLE
    assert whole.undisclosed >= 0


def test_what_is_undisclosed_is_what_the_register_computed():
    computed = [
        (whole.undisclosed, part.fact)
        for whole in ALL
        for part in whole.parts
        if part.role is Role.NON_PUBLIE
    ]
    assert {fact.id for _, fact in computed} == {
        "alize.2015.competences.autres",
        "alize.2008.secteur.autres",
    }
    for left, fact in computed:
        assert fact.status == "calcule"
        assert left == fact.value
    assert [w.undisclosed for w in wholes("competences")] == [24, 56, 100]


def test_the_nine_headings_of_2016_are_those_that_the_register_counts():
    cited = next(whole for whole in wholes("competences") if whole.cited)
    fact = facts()["alize.2016.categories_competences"]
    assert len(cited.cited) == fact.value
    assert not cited.named
    names = fact.note.split(";")[0].split(",")
    assert len(names) == len(cited.cited)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("competences,2008,mobilisees,autres,publie,alize.2008.secteur.services", "plus de 100"),
        ("competences,2008,mobilisees,x,non_publie,alize.2008.secteur.autres", "reste"),
        ("competences,2008,mobilisees,x,publie,aucun.fait", "aucun.fait"),
    ],
)
def test_a_row_that_breaks_a_whole_stops_the_build(row, said, tmp_path):
    lines = FILE.read_text(encoding="utf-8").splitlines()
    head, kept = lines[0], [line for line in lines if line.startswith("competences,2008")]
    extra = [row.replace("alize.2008.secteur.services", "admical.2024.part_tpe_pme"), *kept]
    path = tmp_path / "competences.csv"
    path.write_text("\n".join([head, *extra]), encoding="utf-8")
    with pytest.raises(DataError, match=said):
        wholes_of(lines_of([path]))


def test_years_of_skills_measure_different_things():
    one, two, three = wholes("competences")
    assert not comparable(one, two)
    assert not comparable(two, three)
    assert comparable(one, one)


@DRAWN
def test_the_drawn_blocks_fill_their_bar_and_join_nothing(subject):
    drawing = skills.drawing(subject)
    blocks = pd.DataFrame(drawing.data["blocks"])
    assert set(blocks.groupby("top")["right"].max()) == {WHOLE}
    assert set(blocks.groupby("top")["left"].min()) == {0}
    assert (blocks["right"] - blocks["left"]).to_numpy() == pytest.approx(
        blocks["share"].to_numpy()
    )
    marks = {layer["mark"]["type"] for layer in drawing.spec()["layer"]}
    assert "line" not in marks
    assert len(blocks["top"].unique()) == len(wholes(subject))
    hatched = blocks[~blocks["known"]]
    assert len(hatched) == sum(1 for w in wholes(subject) if w.undisclosed)


def test_nothing_known_is_hatched():
    drawing = skills.drawing("projets")
    spans = [(b["left"], b["right"], b["top"]) for b in drawing.data["blocks"] if not b["known"]]
    for line in drawing.data["hatches"]:
        assert any(
            left - 1e-9 <= line["x"] and line["x2"] <= right + 1e-9 and line["y2"] >= top - 1e-9
            for left, right, top in spans
        )


def test_parts_that_do_not_make_a_whole_are_refused():
    frame = skills.frame("secteurs").query("known")
    words = Words("x", "x", "x", "x")
    labels = dict.fromkeys(("bar", "part", "share", "note"), "x")
    with pytest.raises(NotAWholeError):
        shares(frame, labels=labels, percent=skills.percent, words=words)


def with_shares(whole, *values):
    """The same observation with other shares; a value of None takes the part away."""
    parts = [
        replace(part, fact=replace(part.fact, value=value))
        for part, value in zip(whole.named, values, strict=False)
        if value is not None
    ]
    return replace(whole, parts=tuple(parts))


def test_sentences_follow_the_figures():
    whole = wholes("competences")[0]
    share = formats.percent(0.31)
    found = skills.finding(whole)
    assert found.startswith("«\u00a0Commercial\u00a0» vient en tête")
    assert found.endswith(f"en 2015, avec {share}")
    level = with_shares(whole, 20.0, 20.0, 10.0)
    assert "se détache" in skills.finding(level)
    assert "à égalité" in skills.finding(level)
    hidden = with_shares(whole, 30.0, 20.0)
    assert "plus grande part publiée" in skills.finding(hidden)
    assert "seule part" in skills.finding(with_shares(whole, 30.0))
    turned = with_shares(whole, 10.0, 60.0)
    assert "Finances" in skills.finding(turned)
    assert skills.undisclosed(with_shares(whole, 60.0, 40.0)) == ""
    assert "9" in skills.finding(wholes("competences")[2])


@DRAWN
def test_an_export_holds_title_source_date_and_licence(subject):
    drawing = imprinted(skills.drawing(subject), day=date(2026, 11, 22))
    words = unescape(" ".join(re.findall(r">([^<>]+)<", drawing.svg())))
    expected = " ".join(
        [drawing.title, drawing.source, formats.day(date(2026, 11, 22)), say("prendre.licence")]
    )
    assert [word for word in expected.split() if word not in words] == []
    assert drawing.png(scale=1)[:4] == b"\x89PNG"


def test_the_date_and_licence_stay_out_of_the_page():
    drawing = imprinted(skills.drawing("secteurs"))
    assert drawing.imprint not in str(drawing.spec())


def test_a_table_is_a_french_csv_whose_cells_cannot_run():
    drawing = skills.drawing("competences")
    rows = readable(replace(drawing, figures=[*drawing.figures, {"bar_label": "=1+1"}]))
    data = french_csv(list(drawing.headings.values()), rows)
    assert data.startswith(b"\xef\xbb\xbf")
    text = data.decode("utf-8-sig")
    assert "Commercial;31,00;" in text
    assert "'=1+1" in text
    assert say("mots.inconnu") in text


NUMBER = re.compile(r"\d+(?:\u202f\d{3})*(?:,\d+)?")


def page(name, **parameters):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for key, value in parameters.items():
        app.query_params[key] = value
    app.run()
    app.switch_page(f"pages/{name}.py").run()
    return app


def unfolded(app):
    """The page with every fold open."""
    for section in app.expander:
        app.session_state[section.proto.id.rsplit("-", 1)[-1]] = True
    return app.run()


def rendered(app):
    bodies = [b.proto.body for b in app.get("html")]
    kept = [b for b in bodies if not b.startswith(("<style", "<script")) and "p-state" not in b]
    return unescape(re.sub(r"<[^>]+>", " ", " ".join(kept)))


def numbers(text):
    return set(NUMBER.findall(text))


def numbers_of(fact):
    """Every number that a fact says: its value as people read it, its words."""
    words = [fact.id, fact.quantity, fact.period, fact.note, fact.source, fact.unit]
    if isinstance(fact.value, float):
        words += [formats.number(fact.value), formats.number(fact.value, 1)]
    else:
        words += [fact.value]
        if fact.unit == "date":
            words += [formats.day(date.fromisoformat(fact.value))]
    return numbers(" ".join(words))


def documents():
    return numbers(
        " ".join(f"{k} {say(f'documents.{k}')}" for k in ("000", "001", "002", "003", "004"))
    )


def test_every_number_on_the_page_is_a_fact_or_a_sum_shown():
    app = unfolded(page("competences"))
    assert not app.exception
    evidence = {fact for whole in ALL for fact in whole.evidence}
    known = set().union(*map(numbers_of, evidence)) | documents()
    sums = {
        formats.number(value)
        for whole in ALL
        for value in (
            WHOLE,
            whole.published,
            whole.undisclosed,
            *(p.share or 0 for p in whole.named),
        )
    }
    titles = numbers(" ".join(source_name(fact.source) for fact in evidence))
    shown = numbers(rendered(app))
    assert len(shown) > 20
    assert shown - known - sums - titles == set()


def test_each_fact_behind_a_bar_is_shown_with_its_source_and_confidence():
    app = unfolded(page("competences"))
    text = rendered(app)
    for whole in ALL:
        for fact in whole.evidence:
            assert fact.id in text
    assert "confiance haute" in text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_sentences_exist_in_both_languages(language):
    with speaking(language):
        for subject in SUBJECTS:
            assert skills.drawing(subject).alt
        assert skills.answer()


def own(*, blank=None):
    rows = {
        "territoires": [
            {"code": c, "nom": n, "dispositif": "alize", "departements": d}
            for c, n, d in (("A", "Savoie", "73"), ("B", "Isère", "38"), ("C", "Nord", "59"))
        ],
        "projets": [{"code": "P", "territoire": "A", "entreprise": "X", "dispositif": "alize"}],
        "preteurs": [
            {"code": "L", "nom": "Banque", "territoire": "B"},
            {"code": "M", "nom": "Usine", "territoire": "C"},
        ],
        "competences": [
            {"sens": "demande", "territoire": "A", "competence": "Finances", "projet": "P",
             "jours": 12.0, "annee": 2024},
            {"sens": "offre", "territoire": "B", "competence": "Finances", "preteur": "L",
             "jours": 5.0, "annee": 2024},
            {"sens": "offre", "territoire": "C", "competence": "Finances", "preteur": "M",
             "jours": blank or 7.0, "annee": 2024},
            {"sens": "offre", "territoire": "C", "competence": "Achats", "preteur": "M",
             "jours": 3.0, "annee": 2024},
            {"sens": "offre", "territoire": "C", "competence": "Achats", "preteur": "M",
             "jours": None, "annee": 2023},
        ],
        "jours": [
            {"projet": "P", "preteur": "L", "competence": "Finances", "jours_promis": 5.0,
             "jours_donnes": 4.0, "date": date(2024, 5, 1)},
            {"projet": "P", "preteur": "M", "competence": "Finances", "jours_promis": 6.0,
             "jours_donnes": None, "date": date(2024, 5, 1)},
        ],
    }  # fmt: skip
    return Tables.of({name: frame_of(name, found) for name, found in rows.items()})


def test_the_users_answer_is_the_largest_known_lack():
    answer = skill_gaps.answer(own())
    assert "12 jours" in answer
    assert "Finances" in answer
    assert "Savoie" in answer


def test_a_gap_with_a_blank_row_is_unknown_never_a_smaller_sum():
    found = known_skills(own(), None)
    row = found[(found["competence"] == "Achats")].iloc[0]
    assert pd.isna(row["ecart"])
    drawing = skill_gaps.drawing(found, "ecart", "Moi", (0, 0))
    cells = {(c["row"], c["column"]): c for c in drawing.data["cells"]}
    assert cells["Achats", "Nord"]["text"] == "?"
    assert not cells["Achats", "Nord"]["known"]
    assert cells["Finances", "Savoie"]["text"] == "−12"
    offered = skill_gaps.drawing(found, "offre", "Moi", (0, 0))
    cell = next(c for c in offered.data["cells"] if c["row"] == "Achats")
    assert cell["text"] == "≥3"
    assert "au moins 3 jours" in offered.alt


def test_neighbours_come_first_among_those_who_could_lend():
    tables = own()
    lenders = neighbour_lenders(tables, "Finances", "A", matrix=known_skills(tables, None))
    assert list(lenders["nom"]) == ["Isère", "Nord"]
    told = skill_gaps.lending_answer(
        known_skills(tables, None), lenders, "Finances", ("A", "Savoie")
    )
    assert "Savoie manque de 12 jours" in told
    assert "Isère" in told
    nobody = skill_gaps.lending_answer(
        known_skills(tables, None), lenders.head(0), "Finances", ("A", "Savoie")
    )
    assert "Aucun autre territoire" in nobody


def test_promised_and_given_are_compared_only_where_both_are_known():
    found = known_lenders(own(), None)
    finding = days_given.finding(found)
    assert formats.percent(0.8) in finding
    assert "chez le seul prêteur sur 2" in finding
    bars = {(b["label"], b["solid"]): b for b in days_given.drawing(found, "Moi").data["words"]}
    assert bars["Usine", True]["words"] == f"donnés : {say('mots.inconnu')}".replace(
        " :", "\u00a0:"
    )
    assert not bars["Usine", True]["known"]
    unknown = found[found["nom"] == "Usine"]
    assert "aucun total" in days_given.finding(unknown)


def test_charts_of_shares_and_of_the_users_skills_are_valid_in_paired_colours():
    tables = own()
    for drawing in (
        skills.drawing("competences"),
        skill_gaps.drawing(known_skills(tables, None), "ecart", "Moi", (0, 0)),
        days_given.drawing(known_lenders(tables, None), "Moi"),
    ):
        assert drawing.on_screen().to_dict()["width"] == "container"
        text = str(drawing.spec())
        assert text.count("#") == 2 * text.count("light-dark(") > 10
        assert drawing.svg().startswith("<svg")


def test_what_is_left_out_of_a_large_table_is_counted():
    rows = [
        {"competence": f"C{i}", "territoire": f"T{j}", "nom": f"Lieu {j}", "offre": float(i + j),
         "demande": 0.0, "ecart": float(i + j), "offre_lignes": 1, "demande_lignes": 0,
         "offre_inconnue": 0, "demande_inconnue": 0}
        for i in range(15)
        for j in range(20)
    ]  # fmt: skip
    found = pd.DataFrame(rows)
    kept, skills_left, places_left = skill_gaps.largest(found, "")
    assert (skills_left, places_left) == (5, 8)
    assert len(kept) == skill_gaps.MOST_SKILLS * skill_gaps.MOST_PLACES
    drawing = skill_gaps.drawing(kept, "ecart", "Moi", (skills_left, places_left))
    assert "5 compétences et 8 territoires" in drawing.caption
    narrow, *_ = skill_gaps.largest(found, "lieu 3")
    assert set(narrow["nom"]) == {"Lieu 3"}
