"""The law by rows: dates, events, holes, reforms."""

from dataclasses import replace
from datetime import date

import pytest

from simulator.cases.scenario import read
from simulator.errors import DataError, NotInForce, UnknownParameter, UnreadValue
from simulator.law.book import EVENTS, READING, Book, Row, in_force, load, parse_row
from simulator.rules.impot_societes import impot_societes
from simulator.rules.mecenat import plafond_des_dons
from simulator.simulate import simulate
from simulator.text import has

ROWS = in_force().rows()


def row(parameter="essai.valeur", since="2020-01-01", value=1.0, event="cloture"):
    day = date.fromisoformat(since)
    return Row(
        parameter, day, value, "€", event, "CGI", "https://exemple.fr", date(2026, 11, 22), "A"
    )


@pytest.mark.parametrize("entry", ROWS, ids=lambda r: f"{r.parameter}-{r.since}")
def test_every_row_can_be_defended(entry):
    assert entry.reference
    assert entry.url.startswith("http")
    assert entry.event in {*EVENTS, READING}
    assert entry.confidence in "ABCD"
    assert entry.checked_on >= date(2026, 1, 1)
    assert entry.value is not None or entry.note, "a hole says why"
    assert has(f"loi.{entry.parameter}")
    if entry.unit == "mot" and entry.value is not None:
        assert has(f"mots_de_la_loi.{entry.value}")


def test_a_row_holds_until_the_next_one_of_its_event(book):
    day_before, day = date(2020, 12, 30), date(2020, 12, 31)
    assert book.exercice(day_before)["mecenat.plafond_forfaitaire"] == 10_000
    assert book.exercice(day)["mecenat.plafond_forfaitaire"] == 20_000
    opened_late = book.exercice(date(2003, 12, 30), date(2002, 12, 31))
    assert opened_late.word("mecenat.regime") == "deduction"
    assert book.exercice(date(2003, 12, 31)).word("mecenat.regime") == "reduction"


def test_a_contract_keeps_the_law_of_the_day_it_was_signed(book):
    law = book.on(date(2024, 12, 31), contrat=date(2024, 4, 16))
    assert law["pret_main_oeuvre.duree_max"] == 2
    assert book.on(date(2024, 12, 31), contrat=date(2024, 4, 17))["pret_main_oeuvre.duree_max"] == 3


def test_a_day_before_the_first_row_is_refused(book):
    with pytest.raises(NotInForce, match="première valeur date du"):
        book.on(date(1996, 1, 1))["securite_sociale.pass_annuel"]


def test_a_hole_is_said_with_the_way_out(book):
    with pytest.raises(UnreadValue, match="Saisissez la valeur"):
        book.on(date(2028, 6, 1))["fse.taux_max_regions_developpees"]
    assert not book.on(date(2028, 6, 1)).knows("fse.taux_max_regions_developpees")


def test_a_text_that_ends_without_a_known_successor_is_carried_on_and_marked(book):
    for name, day in (("aide_conseil.intensite_max", 2027), ("de_minimis.plafond", 2031)):
        before, after = (book.on(date(year, 6, 1)).row(name) for year in (day - 1, day))
        assert after.value == before.value
        assert (before.prolonged, after.prolonged) == (False, True)
        assert after.note
    today = book.on(date(2026, 6, 1)).row("de_minimis.plafond")
    higher = replace(today, since=date(2030, 1, 1), value=500_000.0)
    assert book.amended_by([higher]).on(date(2032, 1, 1))["de_minimis.plafond"] == 500_000


def test_a_value_carried_on_needs_one_before_it():
    """The first row of a parameter carries nothing on: it is a hole."""
    row = in_force().history("de_minimis.plafond")[-1]
    alone = replace(row, value=None)
    assert not Book([alone]).on(date(2032, 1, 1)).knows("de_minimis.plafond")


def test_an_unknown_parameter_suggests_its_neighbour(book):
    with pytest.raises(UnknownParameter, match=r"Vouliez-vous dire.*mecenat\.taux_reduction"):
        book.on(date(2025, 1, 1))["mecenat.taux_reductoin"]
    with pytest.raises(UnknownParameter, match="Aucune ligne"):
        book.on(date(2025, 1, 1))["zzzz"]


def test_two_rows_on_the_same_day_are_refused():
    with pytest.raises(DataError, match="même jour"):
        Book([row(), row(value=2.0)])


def test_every_fault_of_a_file_is_listed_with_its_line(tmp_path):
    head = "parameter,value,unit,since,event,reference,url,checked_on,confidence,note\n"
    lines = "a,1,€,2020-02-30,cloture,r,u,2026-01-01,A,\nb,1,€,2020-01-01,nulle,r,u,2026-01-01,A,\n"
    lines += (
        "c,x,€,2020-01-01,cloture,r,u,2026-01-01,A,\nd,1,€,2020-01-01,cloture,r,,2026-01-01,A,\n"
    )
    (tmp_path / "loi.csv").write_text(head + lines, encoding="utf-8")
    with pytest.raises(DataError) as fault:
        load(tmp_path)
    message = str(fault.value)
    assert [f"loi.csv:{n}" in message for n in (2, 3, 4, 5)] == [True] * 4
    assert "nulle" in message
    assert "url" in message


def test_a_reform_is_rows_and_leaves_the_original_alone(book):
    before, after = date(2027, 12, 30), date(2027, 12, 31)
    now, later = (plafond_des_dons(1e6, book.exercice(day)) for day in (before, after))
    reform = book.amended_by([row("mecenat.plafond_forfaitaire", "2027-12-31", later + 30_000)])
    assert plafond_des_dons(1e6, reform.exercice(after)) == later + 30_000
    assert plafond_des_dons(1e6, reform.exercice(before)) == now
    assert plafond_des_dons(1e6, book.exercice(after)) == later


def test_a_new_cap_is_one_row_and_the_app_shows_it(book):
    answers = {"annee": 2027, "chiffre_affaires_mecene": 1e6, "part_du_don": 1, "nb_cadres": 20}
    scenario = read({"dispositif": "boost_innov", "reponses": answers})
    now = plafond_des_dons(1e6, book.exercice(date(2027, 12, 31)))
    reform = book.amended_by([row("mecenat.plafond_forfaitaire", "2027-12-31", now + 10_000)])
    before = simulate(scenario, book).routes["don_eligible"].mecenat[0]
    after = simulate(scenario, reform).routes["don_eligible"].mecenat[0]
    assert (before.plafond, after.plafond) == (now, now + 10_000)
    assert after.reduction - before.reduction == pytest.approx(6_000)


def test_a_blank_column_is_refused():
    columns = ["parameter", "value", "unit", "since", "event", "url", "checked_on"]
    with pytest.raises(ValueError, match="reference"):
        parse_row(dict.fromkeys(columns, "x"))


def test_the_third_for_large_firms_waits_for_years_closed_from_6_march_2019(book):
    short = book.exercice(date(2019, 2, 28), date(2019, 1, 1))
    assert impot_societes(1e6, 5e7, False, short, mois=2) == 307_500
    full = book.exercice(date(2019, 12, 31))
    assert impot_societes(6e5, 3e8, False, full) == 173_333.33
    straddling = book.exercice(date(2019, 6, 30), date(2018, 7, 1))
    assert impot_societes(6e5, 3e8, False, straddling) == 173_333.33
