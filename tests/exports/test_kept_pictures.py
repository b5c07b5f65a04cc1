"""A portrait or a chart in a dossier: frozen as figures, drawn again from them, without any key."""

import json
from dataclasses import replace

import pytest

from simulator.cases.dossier import Dossier, read_dossier
from simulator.cases.kept_picture import CHARTS
from simulator.errors import InputError
from simulator.exports.board.redone import redo
from simulator.exports.freezing import book_of, frozen_item, since
from simulator.exports.taken_away import FORMATS, taken_away
from simulator.network import history, skills
from simulator.network.basin import basin_of, inside, partly, read_basin
from simulator.network.measures import measure_each
from simulator.network.model import Indicator, Network
from simulator.network.shipped import shipped
from simulator.stories import basin as basins
from simulator.stories import (
    kept_pictures,
    territories_map,
    territory,
    time_line,
    twenty_years,
    twenty_years_words,
    usual_drawing,
)
from simulator.stories import skills as shares
from simulator.studies import kept_pictures as answers
from simulator.studies.usual import formats_of
from simulator.text import has, speaking
from tests.exports.test_freezing import another_law

MEUSE, SAVOIE, YEAR = "alize.meuse", "alize.savoie", 2010
SHIPPED = shipped()
OWN = Network(
    "Mon réseau",
    tuple(replace(t, nom=f"{t.nom} à moi") for t in SHIPPED.territoires),
    tuple(replace(o, valeur=o.valeur + 7) for o in SHIPPED.observations),
)
CHOICES = {
    "carte": [
        {"mesure": "pme"}, {"mesure": "anciennete"}, {"mesure": "pme_pour_10000", "annee": 2012},
        {"mesure": "jours", "dispositif": "alize", "territoire": MEUSE},
    ],
    "emplois": [{"territoire": SAVOIE}, {"territoire": SAVOIE, "annee": YEAR}],
    "formats_compares": [{"annee": 2026}, {"annee": 2016, "emplois_par_pme": 2.5}],
}  # fmt: skip
TWENTY = "vingt_ans"
CASES = [
    {"nom": name} | choices
    for name in CHARTS
    if name != TWENTY
    for choices in CHOICES.get(name, [{}])
]
BASINS = {
    "lorraine": {"nom": "Lorraine =1+1", "departements": ["54", "55", "57"]},
    "coupe": {"nom": "Autour de Nancy", "epci": ["245400676"]},
    "vide": {"nom": "Nulle part", "departements": ["33"]},
}
"""Whole, cut and empty."""


def on_the_page(case):
    """The picture of the page that has the same choices, with today's data."""
    name, year = case["nom"], case.get("annee")
    if name == "carte":
        measure, scheme = case["mesure"], case.get("dispositif")
        shown = measure_each(SHIPPED, measure, scheme, year)
        chosen = case.get("territoire", "")
        return territories_map.picture(SHIPPED, shown, measure, year, chosen=chosen, turn=0)
    if name == "emplois":
        return territory.jobs_picture(SHIPPED, SHIPPED.by_id[SAVOIE], year)
    if name == "formats_compares":
        jobs = case.get("emplois_par_pme")
        return usual_drawing.picture(formats_of(year, None, jobs), jobs)
    if name.startswith("historique_"):
        return time_line.picture(name.partition("_")[2])
    return shares.picture(name.partition("_")[2])


@pytest.mark.parametrize("case", CASES, ids=str)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_chart_is_drawn_again_as_the_page_drew_it(case, language):
    with speaking(language):
        (kept,) = kept_pictures.pictures(frozen_item("graphique", case))
        page = on_the_page(case)
        assert kept.drawing.spec() == page.drawing.spec()
        assert kept.drawing.words == page.drawing.words
        assert kept.name == page.name == case["nom"]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_chart_of_a_page_says_how_it_is_made_again(case):
    again = on_the_page(case).again
    assert again.kind == "graphique"
    first, second = frozen_item("graphique", case), frozen_item("graphique", again.case())
    assert first.fige.resultat == second.fige.resultat


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_is_frozen_has_no_language(case):
    with speaking("fr"):
        french = frozen_item("graphique", case)
    with speaking("en"):
        assert frozen_item("graphique", case).fige.resultat == french.fige.resultat
        assert since(french).figures == ()


def numbers_in(data, path=()):
    if isinstance(data, dict):
        return [n for key, one in data.items() for n in numbers_in(one, (*path, key))]
    return [path] if path[-1:] in [("valeur",), ("value",)] and isinstance(data, float) else []


def changed(data, path):
    """The same data with one number one higher."""
    copy = json.loads(json.dumps(data))
    here = copy
    for part in path[:-1]:
        here = here[part]
    here[path[-1]] += 1
    return copy


def frozen_as(item, result):
    return item.model_copy(update={"fige": item.fige.model_copy(update={"resultat": result})})


OBSERVED = [c for c in CASES if c["nom"] != "formats_compares" and c.get("mesure") != "anciennete"]


@pytest.mark.parametrize("case", OBSERVED, ids=str)
def test_the_drawing_is_of_what_was_frozen_and_not_of_today(case):
    item = frozen_item("graphique", case)
    paths = numbers_in(item.fige.resultat)
    assert paths
    drawn = kept_pictures.drawings(item)[0]
    others = [
        kept_pictures.drawings(frozen_as(item, changed(item.fige.resultat, p))) for p in paths
    ]
    assert any((other.data, other.alt) != (drawn.data, drawn.alt) for (other,) in others)
    (moved, *_) = since(frozen_as(item, changed(item.fige.resultat, paths[0]))).figures
    assert moved.chemin == ".".join(paths[0])


def test_formats_are_drawn_under_their_law():
    item = frozen_item("graphique", {"nom": "formats_compares", "annee": 2026})
    law = another_law(item)
    then = kept_pictures.drawings(item, book_of(item, law))
    assert then[0].data == kept_pictures.drawings(item)[0].data
    assert then[0].data != kept_pictures.drawings(item, law)[0].data
    assert since(item, law).rows


@pytest.mark.parametrize("identifier", [t.id for t in SHIPPED.territoires])
@pytest.mark.parametrize("network", [SHIPPED, OWN], ids=["livre", "mien"])
def test_a_portrait_says_again_what_its_page_said(identifier, network):
    one = network.by_id[identifier]
    again = territory.again(network, one)
    item = frozen_item(again.kind, again.case())
    assert kept_pictures.sentences(item)[0] == territory.answer(network, one)
    figures = territory.figures(network, one)
    told = kept_pictures.tables(item)
    assert figures is None or figures in told
    beside, _, _ = territory.peers_table(network, one, most=4)
    assert beside is None or beside in told
    assert since(item).figures == ()


@pytest.mark.parametrize("name", BASINS)
@pytest.mark.parametrize("network", [SHIPPED, OWN], ids=["livre", "mien"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_basin_says_again_what_its_page_said(name, network, language):
    basin = read_basin(BASINS[name])
    with speaking(language):
        again = basins.again(network, basin)
        item = frozen_item(again.kind, json.loads(json.dumps(again.case())))
        held, touched = inside(network, basin), partly(network, basin)
        told = kept_pictures.sentences(item)
        assert told[0] == basins.answer(basin, held, touched)
        assert not touched or basins.in_part(touched) in told
        assert basin.nom in kept_pictures.name_of(item.genre, item.cas)
        (drawn,) = kept_pictures.drawings(item)
        assert drawn.spec() == basins.picture(network, basin, held).drawing.spec()
        assert not held or basins.table(network, held) in kept_pictures.tables(item)
        assert since(item).figures == ()
    whole = Dossier(elements=(item,)).to_dict()
    assert read_dossier(json.loads(json.dumps(whole))).elements[0] == item


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_picture_of_twenty_years_keeps_each_of_its_views(language):
    with speaking(language):
        again = twenty_years_words.again()
        item = frozen_item(again.kind, again.case())
        assert kept_pictures.sentences(item) == [twenty_years_words.answer()]
        drawn = kept_pictures.drawings(item)
        pages = [time_line.picture(name).drawing for name in history.ALIZE]
        assert [one.spec() for one in drawn] == [one.spec() for one in pages]
        in_the_picture = {m.fact.id for lane in twenty_years.picture().lanes for m in lane.marks}
        views = item.fige.resultat["vues"].values()
        assert in_the_picture <= {s.partition("/")[2] for one in views for s in one["reperes"]}
        assert since(item).figures == ()


KEPT = [
    *(("portrait", {"bassin": basin}) for basin in BASINS.values()),
    ("graphique", {"nom": TWENTY}),
]


@pytest.mark.parametrize(("kind", "case"), KEPT, ids=str)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_it_leaves_under_every_form_and_opens_its_own_page(kind, case, language):
    item = frozen_item(kind, case)
    with speaking(language):
        files = taken_away(Dossier(elements=(item,)), list(FORMATS), "x")
        assert {one.name.rpartition(".")[2] for one in files} == set(FORMATS)
        link = redo(item).link
    assert link == "reseau" if kind == "graphique" else link.startswith("portrait?bassin=")
    if kind == "portrait":
        assert basin_of(link.partition("=")[2]) == read_basin(case["bassin"])


def test_another_figure_of_the_network_is_told_where_it_is(monkeypatch):
    item = frozen_item("portrait", {"territoire": MEUSE})
    moved = replace(SHIPPED.observed(MEUSE, Indicator.PME)[0], valeur=999.0)
    others = [o for o in SHIPPED.observations if o.id != moved.id]
    today = Network("", SHIPPED.territoires, (*others, moved))
    monkeypatch.setattr(answers, "shipped", lambda: today)
    (found,) = since(item).figures
    assert (found.maintenant, moved.id in found.chemin) == (999.0, True)
    assert "999" not in kept_pictures.sentences(item)[0]


@pytest.mark.parametrize("case", [c for c in CASES if "reseau" in CHARTS[c["nom"]]], ids=str)
def test_the_own_network_of_a_reader_leaves_what_was_looked_at_and_nothing_else(case):
    if case["nom"] == "emplois":
        shown = territory.jobs_picture(OWN, OWN.by_id[SAVOIE], case.get("annee"))
    else:
        seen = measure_each(OWN, case["mesure"], case.get("dispositif"), case.get("annee"))
        shown = territories_map.picture(
            OWN, seen, case["mesure"], case.get("annee"), chosen=case.get("territoire", ""), turn=0
        )
    item = frozen_item("graphique", shown.again.case())
    (kept,) = kept_pictures.pictures(item)
    assert kept.drawing.figures == shown.drawing.figures
    assert "Mon réseau" in json.dumps(item.cas, ensure_ascii=False)
    observed = item.cas["reseau"]["observations"]
    assert len(observed) < len(OWN.observations)
    whole = Dossier(elements=(item,)).to_dict()
    assert read_dossier(json.loads(json.dumps(whole))).elements[0] == item


REFUSED = [
    ("graphique", {}), ("graphique", {"nom": "autre"}), ("graphique", {"nom": "carte"}),
    ("graphique", {"nom": "carte", "mesure": "pme", "emplois_par_pme": 2}),
    ("graphique", {"nom": "carte", "mesure": "<b>"}),
    ("graphique", {"nom": "emplois", "territoire": "ailleurs"}),
    ("graphique", {"nom": "formats_compares", "annee": 2199}),
    ("graphique", {"nom": "formats_compares", "annee": 2026, "emplois_par_pme": float("nan")}),
    ("graphique", {"nom": "repartition_competences", "cle": "secret"}),
    ("portrait", {}), ("portrait", {"territoire": "ailleurs"}), ("portrait", {"territoire": 3}),
    ("portrait", {"territoire": MEUSE, "reseau": {"territoires": {}, "observations": {}}}),
    ("portrait", {"territoire": MEUSE, "reseau": "mesange-quai"}),
    ("portrait", {"territoire": MEUSE, "bassin": {"nom": "x", "departements": ["55"]}}),
    ("portrait", {"bassin": {"nom": "x"}}),
    ("portrait", {"bassin": {"nom": "", "departements": ["55"]}}),
    ("portrait", {"bassin": {"nom": "x" * 61, "departements": ["55"]}}),
    ("portrait", {"bassin": {"nom": "x", "departements": ["999"]}}),
    ("portrait", {"bassin": {"nom": "x", "epci": ["abc"]}}),
    ("graphique", {"nom": TWENTY, "annee": 2010}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "case"), REFUSED, ids=str)
def test_what_is_no_picture_is_refused_in_words(kind, case):
    with pytest.raises(InputError) as refused:
        frozen_item(kind, case)
    assert refused.value.faults
    assert str(refused.value).endswith((".", "»"))


FORGED = [
    {}, {"reseau": 3}, {"mesures": []}, {"reseau": {"nom": "x"}}, {"reperes": {"a/b": {}}},
    {"mesures": {"a": {"annee": "1", "mesure": "x", "parts": {}}}},
]  # fmt: skip


@pytest.mark.parametrize("result", FORGED, ids=str)
@pytest.mark.parametrize("nom", ["carte", "emplois", "repartition_projets", "historique_taux"])
def test_a_file_that_holds_another_answer_is_refused_in_words(nom, result):
    case = {"nom": nom} | CHOICES.get(nom, [{}])[0]
    with pytest.raises(InputError, match="resultat"):
        kept_pictures.pictures(frozen_as(frozen_item("graphique", case), result))


def test_every_chart_is_of_a_view_that_exists():
    names = {f"historique_{name}" for name in (*history.ALIZE, *history.NATIONAL)}
    names |= {f"repartition_{subject}" for subject in skills.SUBJECTS}
    assert set(CHARTS) == names | {"carte", "emplois", "formats_compares", TWENTY}
    assert all(has(f"dossier.graphiques.{name}") for name in CHARTS)
