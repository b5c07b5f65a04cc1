"""A frozen item keeps what was decided; today's law is beside it, with what moved and why."""

from dataclasses import replace
from datetime import date

import pytest

from simulator.cases.sponsor_sharing import complete
from simulator.exports import freezing
from simulator.exports.freezing import as_frozen, book_of, freeze, frozen_item, since
from simulator.law.book import Book, in_force
from simulator.stories.ready_cases import examples
from simulator.studies import compare_body
from simulator.text import LANGUAGES, speaking
from tests.exports.board.conftest import cases

BOOST = {"dispositif": "boost_innov", "voie": "don_eligible"}
PROGRAMME = {
    "annees": [2026, 2027],
    "lignes": [{"territoire": "meuse", "dispositif": "alize", "pme": [8, 10]}],
}
COMPARED = {"reference": BOOST, "variantes": [{"dispositif": "alize"}]}
SPONSOR = complete(next(iter(examples().values())))
KINDS = [
    ("scenario", BOOST), ("programme", PROGRAMME), ("comparaison", COMPARED), ("mecene", SPONSOR),
]  # fmt: skip


def lower_rate(book):
    """Half of the reduction, since 2026: the row that the case reads, and another case does not."""
    rows = [row for row in book.rows() if row.parameter == "mecenat.taux_reduction"]
    changed = replace(rows[-1], value=0.3, since=date(2025, 12, 31))
    return book.amended_by([changed])


@pytest.mark.parametrize(("kind", "case"), KINDS)
def test_nothing_moves_while_nothing_changes(kind, case):
    item = frozen_item(kind, case)
    found = since(item)
    assert (found.figures, found.rows) == ((), ())
    assert found.whole
    assert not found.other_code
    assert item.fige.lois


def test_what_moved_is_told_with_the_row_that_moved_it():
    item, book = frozen_item("scenario", BOOST), lower_rate(in_force())
    found = since(item, book)
    (row, before) = next(
        (row, value) for row, value in found.rows if row.parameter == "mecenat.taux_reduction"
    )
    assert (row.value, before) == (0.3, None)
    paths = {moved.chemin: moved for moved in found.figures}
    net = paths["voies.don_eligible.indicateurs.effort_net_mecene"]
    assert net.avant < net.maintenant
    assert item.fige.resultat["voies"]["don_eligible"]["indicateurs"]["effort_net_mecene"] == (
        net.avant
    )


@pytest.mark.parametrize(("kind", "case"), KINDS, ids=lambda x: x if isinstance(x, str) else "")
def test_each_figure_that_moved_is_told_from_what_it_was_to_what_it_is(kind, case):
    item = frozen_item(kind, case)
    law = another_law(item)
    then, now = item.fige.resultat, freezing.answer(kind, item.cas, law)
    found = since(item, law).figures
    assert found
    for moved in found:
        there = [at(one, moved.chemin.split(".")) for one in (then, now)]
        assert there == [moved.avant, moved.maintenant], moved.chemin
        assert moved.avant != moved.maintenant


def at(one, path):
    """What an answer holds at a path, whose names may hold dots; nothing where it stops before."""
    if not path or not isinstance(one, dict | list | tuple):
        return one if not path else None
    if isinstance(one, list | tuple):
        return at(one[int(path[0])], path[1:])
    names = (".".join(path[:n]) for n in range(len(path), 0, -1))
    return next((at(one[name], path[name.count(".") + 1 :]) for name in names if name in one), None)


def test_a_row_that_a_case_does_not_read_is_no_cause():
    performance = {"dispositif": "performance_ciblee", "reponses": {"annee": 2026}}
    found = since(frozen_item("scenario", performance), lower_rate(in_force()))
    assert (found.figures, found.rows) == ((), ())


def test_an_item_that_somebody_changed_is_no_longer_whole():
    item = frozen_item("scenario", BOOST)
    result = {**item.fige.resultat, "voie_retenue": "autre"}
    forged = item.model_copy(update={"fige": item.fige.model_copy(update={"resultat": result})})
    assert not since(forged).whole


def test_another_code_is_said(monkeypatch):
    item = frozen_item("scenario", BOOST)
    monkeypatch.setattr(freezing, "versions", lambda: {"loi": "x", "version": "autre"})
    assert since(item).other_code


def test_what_is_frozen_is_what_the_command_prints():
    item = frozen_item("comparaison", COMPARED)
    assert item.fige.resultat == compare_body.plain(compare_body.answer(COMPARED))


def another_law(item):
    """Today's law with every parameter that an item read told otherwise: values, days, events."""
    read = {name for name, _, _ in item.fige.lois}
    rows = []
    for row in in_force().rows():
        if row.parameter not in read:
            rows.append(row)
            continue
        value = row.value * 0.9 if isinstance(row.value, float) else row.value
        moved = replace(row, value=value, since=row.since.replace(day=3), prolonged=False)
        told = {"reference": "Un autre article", "url": "https://example.org", "note": "Autre"}
        rows.append(replace(moved, checked_on=date(2031, 5, 6), confidence="C", **told))
        if isinstance(value, float):
            rows.append(replace(moved, value=value * 0.5, since=row.since.replace(day=4)))
    return Book(rows)


@pytest.mark.parametrize(("kind", "case"), KINDS)
def test_the_law_as_it_was_gives_the_frozen_answer_again(kind, case):
    item = frozen_item(kind, case)
    law = another_law(item)
    assert freeze(kind, case, law).resultat != item.fige.resultat
    assert freeze(kind, case, book_of(item, law)).resultat == item.fige.resultat
    assert as_frozen(item, law)


def test_a_parameter_that_the_law_dropped_is_read_as_it_was():
    item = frozen_item("scenario", BOOST)
    read = {name for name, _, _ in item.fige.lois}
    rest = Book(row for row in in_force().rows() if row.parameter not in read)
    then = book_of(item, rest)
    assert [(r.parameter, r.since, r.value) for r in then.rows() if r.parameter in read] == list(
        item.fige.lois
    )
    assert as_frozen(item, rest)


def test_a_row_then_keeps_what_is_known_of_it():
    item = frozen_item("scenario", BOOST)
    assert set(book_of(item).rows()) == set(in_force().rows())


def test_an_older_file_says_of_a_row_what_its_nearest_says():
    item = frozen_item("scenario", BOOST)
    before = item.fige.model_copy(update={"renvois": (), "mentions": (), "lues_le": None})
    old, law = item.model_copy(update={"fige": before}), lower_rate(in_force())
    assert as_frozen(old, law)
    gone = Book(row for row in law.rows() if row.parameter != "mecenat.taux_reduction")
    assert as_frozen(old, gone)


def test_another_product_may_answer_otherwise_under_the_same_law():
    item = frozen_item("scenario", BOOST)
    result = {**item.fige.resultat, "voie_retenue": "autre"}
    made = item.model_copy(update={"fige": item.fige.model_copy(update={"resultat": result})})
    assert not as_frozen(made)
    assert as_frozen(item)


@pytest.mark.parametrize("kind", list(cases()))
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_frozen_in_a_language_has_not_moved_in_another(kind, language):
    with speaking(language):
        item = frozen_item(kind, cases()[kind])
    for other in LANGUAGES:
        with speaking(other):
            assert as_frozen(item)
            assert since(item).figures == ()


def reworded(answered):
    """The same answer by a program whose sentences are said otherwise."""
    if isinstance(answered, dict):
        return {key: reworded(one) for key, one in answered.items()}
    if isinstance(answered, list):
        return [reworded(one) for one in answered]
    is_sentence = isinstance(answered, str) and " " in answered
    return f"{answered} Dit autrement." if is_sentence else answered


@pytest.mark.parametrize("kind", list(cases()))
def test_a_sentence_said_better_is_no_figure_that_moved(kind):
    item = frozen_item(kind, cases()[kind])
    before = reworded(item.fige.resultat)
    fige = item.fige.model_copy(
        update={"resultat": before, "somme": freezing.checksum(kind, item.cas, before)}
    )
    old = item.model_copy(update={"fige": fige})
    assert as_frozen(old)
    assert since(old).figures == ()
    assert since(old).whole


def test_a_reserve_that_appears_is_no_figure_that_moved():
    item = frozen_item("programme", PROGRAMME)
    assert item.fige.resultat["reserves"]
    result = {**item.fige.resultat, "reserves": item.fige.resultat["reserves"][1:]}
    old = item.model_copy(update={"fige": item.fige.model_copy(update={"resultat": result})})
    assert as_frozen(old)
    told = {**item.fige.resultat, "annees": item.fige.resultat["annees"][1:]}
    other = item.model_copy(update={"fige": item.fige.model_copy(update={"resultat": told})})
    assert not as_frozen(other)
