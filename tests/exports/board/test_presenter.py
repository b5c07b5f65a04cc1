"""The presentation: one file, which asks nothing of any network and says what the deck says."""

import re

import pytest

from simulator.exports.board import presenter
from simulator.exports.freezing import frozen_item
from simulator.exports.taken_away import Snapshot
from simulator.stories.board.rows import bars_of, rows_of
from simulator.text import LANGUAGES, formats, speaking
from tests.exports.board.conftest import cases, dossier, scenario, sponsors
from tests.exports.board.test_deck import HOSTILE


@pytest.fixture(scope="module")
def page(snapshot):
    return snapshot.presentation()


def test_nothing_is_asked_of_any_network(page):
    outside = re.findall(r"""(?:src|href)=["'](?!data:|#|dossier)([^"']+)""", page)
    assert outside == []
    assert "http://www.w3.org" in page or "http" not in page.replace("http-equiv", "")
    assert set(re.findall(r"https?://[^\s\"'<)]+", page)) <= {
        "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink",
    }  # fmt: skip


def test_its_policy_names_its_only_script(page):
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert scripts == [presenter.SCRIPT]
    assert presenter.script_hash() in presenter.policy()
    assert "unsafe-inline" not in presenter.policy().partition("style-src")[0]


def test_every_screen_has_one_sentence_and_its_number(page):
    screens = re.findall(r"<section>(.*?)</section>", page, re.DOTALL)
    assert len(screens) >= 8
    for place, screen in enumerate(screens, 1):
        assert screen.count("<h1") == 1
        assert f"{place} sur {len(screens)}" in screen


def test_no_letter_is_smaller_than_28_points_at_1920(page):
    style = re.search(r"<style>(.*)</style>", page, re.DOTALL).group(1)
    sizes = [float(n) for n in re.findall(r"font-size: calc\((\d+) \* var\(--u\)\)", style)]
    assert min(sizes) * 72 / 96 >= 28


def test_the_same_amounts_as_the_frozen_ones(snapshot, page):
    for route in snapshot.dossier.elements[0].fige.resultat["voies"].values():
        assert formats.euros(route["ressources"]) in page


@pytest.mark.parametrize("name", list(HOSTILE))
def test_no_name_becomes_a_tag(name):
    text = HOSTILE[name].encode("utf-8", "ignore").decode()
    item = frozen_item("scenario", scenario()).model_copy(update={"titre": text[:200]})
    made = Snapshot(dossier(item, titre=text[:200], auteur=text[:200], decision=text[:5_000]))
    page = made.presentation()
    assert page.count("<script") == 1
    assert "alert(1)</script>" not in page.replace(presenter.SCRIPT, "")


def test_the_parts_of_a_bar_fill_what_they_say():
    for kind, case in cases().items():
        for sheet in Snapshot(dossier(frozen_item(kind, case))).board.chapters[0].sheets:
            for row in rows_of(sheet.shown) if sheet.shown else ():
                for part in row.parts:
                    assert -1e-9 <= part.start <= part.end <= 1 + 1e-9


def test_it_speaks_english_where_it_is_asked(in_english):
    with speaking("en"):
        page = in_english.presentation()
    assert '<html lang="en">' in page
    assert "1 of " in page
    for word in ("Décision", "réserve", "Pièce", "Figé", "Mécène"):
        assert word not in page


@pytest.mark.parametrize("case", sponsors().values(), ids=sponsors())
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_ready_sponsor_leaves_in_every_form(case, language):
    with speaking(language):
        made = Snapshot(dossier(frozen_item("mecene", case)))
        assert made.presentation()
        assert made.deck()
        assert made.note()
        assert made.figures()


def test_an_unknown_part_makes_a_total_unknown_or_a_least():
    rows = [
        {"route": "a", "name": "A", "party": "pme", "party_label": "PME", "amount": float("nan")},
        {"route": "b", "name": "B", "party": "pme", "party_label": "PME", "amount": float("nan")},
        {"route": "b", "name": "B", "party": "etat", "party_label": "État", "amount": 10.0},
    ]
    unknown, least = bars_of(rows, "route", "name")
    assert unknown.total == "inconnu"
    assert least.total == f"au moins {formats.euros(10)}"


@pytest.mark.parametrize("most", [1, 3, 5, 8])
@pytest.mark.parametrize("rows", [1, 2, 6, 7, 11, 16])
def test_rows_are_shared_out_between_as_few_screens_as_hold_them(rows, most):
    screens = list(presenter._shared_out(range(rows), most))
    assert [row for screen in screens for row in screen] == list(range(rows))
    sizes = [len(screen) for screen in screens]
    assert len(sizes) == -(-rows // most)
    assert max(sizes) <= most
    assert max(sizes) - min(sizes) <= 1
