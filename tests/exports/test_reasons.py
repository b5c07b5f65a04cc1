"""Why a figure moved: rows of law with their parts, the product apart; they add up."""

from dataclasses import replace
from datetime import date

import pytest

from simulator.exports import freezing
from simulator.exports.freezing import frozen_item, numbers, since
from simulator.exports.reasons import MOST_CAUSES, reasons
from simulator.law.book import Book, in_force
from tests.exports.test_freezing import BOOST, KINDS, another_law, lower_rate

FORMATS = ("graphique", {"nom": "formats_compares", "annee": 2026})
NET = "voies.don_eligible.indicateurs.effort_net_mecene"
STATE = "voies.don_eligible.indicateurs.effort_etat"


def doubled(parameter, book=None, factor=1.1):
    """The law with one parameter higher, whatever the day."""
    rows = (book or in_force()).rows()
    return Book(
        replace(row, value=row.value * factor) if row.parameter == parameter and row.value else row
        for row in rows
    )


def moved(item, book):
    then, now = (
        dict(numbers(item.fige.resultat)),
        dict(numbers(freezing.answer(item.genre, item.cas, book))),
    )
    return {
        path: now[path] - then[path] for path in now if path in then and now[path] != then[path]
    }


@pytest.mark.parametrize(
    ("kind", "case"), [*KINDS, FORMATS], ids=lambda x: x if isinstance(x, str) else ""
)
def test_the_parts_add_up_to_what_each_figure_moved(kind, case):
    item = frozen_item(kind, case)
    law = another_law(item)
    found, gaps = reasons(item, law), moved(item, law)
    assert gaps
    assert set(found.by_path) == set(gaps)
    for path, told in found.by_path.items():
        assert sum(one.part for one in told) == pytest.approx(gaps[path], abs=1.5e-6), path
        assert len(told) <= MOST_CAUSES + 1
        assert all(one.rows for one in told)


def test_nothing_that_moved_has_no_reason():
    assert reasons(frozen_item("scenario", BOOST)).by_path == {}


def test_one_row_is_the_only_reason_with_what_held_before():
    item = frozen_item("scenario", BOOST)
    (reason,) = reasons(item, lower_rate(in_force())).by_path[NET]
    (row,) = reason.rows
    assert row.parametre == "mecenat.taux_reduction"
    assert (row.avant.value, row.maintenant.value) == (0.6, 0.3)
    assert row.depuis == row.maintenant.since == date(2025, 12, 31)
    net = item.fige.resultat["voies"]["don_eligible"]["indicateurs"]
    assert reason.part == pytest.approx(net["reduction_impot"] / 2, abs=0.01)


def test_two_rows_share_what_they_moved_together():
    item = frozen_item("scenario", BOOST)
    law = doubled("cout_employeur.ensemble", lower_rate(in_force()))
    told = {one.rows[0].parametre: one.part for one in reasons(item, law).by_path[NET]}
    assert "mecenat.taux_reduction" in told
    assert len(told) == 2
    alone = moved(item, law)[NET]
    assert sum(told.values()) == pytest.approx(alone)


def test_a_row_that_the_case_does_not_read_is_no_reason():
    item = frozen_item("scenario", BOOST)
    rows = [row for row in in_force().rows() if row.parameter == "mecenat.taux_reduction"]
    later = replace(rows[-1], value=0.1, since=date(2031, 1, 1))
    assert since(item, in_force().amended_by([later])).figures == ()
    law = lower_rate(in_force()).amended_by([later])
    assert {row.depuis for row in reasons(item, law).rows} == {date(2025, 12, 31)}


def test_a_row_that_is_taken_away_is_a_reason():
    item, gone = frozen_item("scenario", BOOST), ("temps.jours_forfait", date(2004, 7, 1))
    law = Book(row for row in in_force().rows() if (row.parameter, row.since) != gone)
    (row,) = reasons(item, law).rows
    assert (row.parametre, row.depuis) == gone
    assert (row.avant.value, row.maintenant.value) == (218, 217)


def by_another_product(item, path, gap):
    """The item as another product would have frozen it: one figure lower, under the same law."""
    result = item.fige.model_dump(mode="json")["resultat"]
    here = result
    *parts, last = path.split(".")
    for part in parts:
        here = here[part]
    here[last] = round(here[last] - gap, 2)
    fige = item.fige.model_copy(update={"resultat": result, "version": "autre"})
    return item.model_copy(update={"fige": fige})


def test_what_the_product_moved_is_never_told_of_the_law():
    item = by_another_product(frozen_item("scenario", BOOST), NET, 123.45)
    (reason,) = reasons(item).by_path[NET]
    assert (reason.part, reason.rows) == (123.45, ())
    both = reasons(item, lower_rate(in_force())).by_path[NET]
    law, product = both
    assert (product.part, product.rows) == (123.45, ())
    alone = reasons(frozen_item("scenario", BOOST), lower_rate(in_force())).by_path[NET]
    assert law.part == alone[0].part
    assert reasons(item, lower_rate(in_force())).by_path[STATE][0].rows


def test_an_unknown_that_becomes_known_has_no_part():
    item = frozen_item("scenario", BOOST)
    result = item.fige.model_dump(mode="json")["resultat"]
    result["voies"]["don_eligible"]["indicateurs"]["effort_net_mecene"] = None
    old = item.model_copy(update={"fige": item.fige.model_copy(update={"resultat": result})})
    assert NET not in reasons(old, lower_rate(in_force())).by_path


@pytest.mark.parametrize("value", ["2031-01-01", "", 0.0])
def test_a_frozen_law_that_no_rule_can_read_gives_no_reason(value):
    item = by_another_product(frozen_item("scenario", BOOST), NET, 5.0)
    lois = tuple((name, day, value) for name, day, _ in item.fige.lois)
    odd = item.model_copy(update={"fige": item.fige.model_copy(update={"lois": lois})})
    found = reasons(odd)
    assert NET not in found.by_path or value == 0.0
