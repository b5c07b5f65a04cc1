"""Which of the figures that moved are told, in what order, and what is said of the others."""

import re

import pytest

from simulator.exports.freezing import frozen_item, since
from simulator.exports.reasons import reasons
from simulator.law.versions import versions
from simulator.stories import dossier_moved
from simulator.text import speaking
from tests.exports.test_freezing import BOOST, COMPARED, KINDS, PROGRAMME, SPONSOR, another_law

FIRST = [
    ("scenario", BOOST, "voies.don_eligible.indicateurs.",
     ["effort_net_mecene", "reste_par_pme", "effort_etat", "cout_reel", "argent_public"]),
    ("programme", PROGRAMME, "total.indicateurs.", ["effort_net_mecene", "effort_etat"]),
    ("comparaison", COMPARED, "colonnes.", ["effort_net_mecene", "effort_net_mecene"]),
    ("mecene", SPONSOR, "lectures.prudent.", ["cout_net", "reduction", "cout"]),
]  # fmt: skip


def changed(kind, case):
    item = frozen_item(kind, case)
    law = another_law(item)
    return item, since(item, law), reasons(item, law)


@pytest.mark.parametrize(("kind", "case", "place", "names"), FIRST, ids=[one[0] for one in FIRST])
def test_what_people_quote_is_told_first_and_once_by_the_route_or_reading_shown(
    kind, case, place, names
):
    item, moved, _ = changed(kind, case)
    told = [one.chemin for one in dossier_moved.quoted(item, moved)]
    assert all(path.startswith(place) for path in told)
    assert [path.rpartition(".")[2] for path in told][: len(names)] == names
    assert len(told) == len(set(told)) < len(moved.figures)


@pytest.mark.parametrize(("kind", "case"), KINDS, ids=[kind for kind, _ in KINDS])
def test_six_figures_are_shown_and_the_others_are_counted(kind, case):
    item, moved, why = changed(kind, case)
    quoted = len(dossier_moved.quoted(item, moved))
    with speaking("fr"):
        shown, others = (
            dossier_moved.lines(item, moved, why),
            dossier_moved.others(item, moved),
        )
        table = dossier_moved.table(item, shown)
        assert dossier_moved.law_heading(why.rows).startswith(f"{len(why.rows)} lignes de loi")
    assert len(shown) == min(6, quoted)
    assert re.sub(r"\D", "", others) == (str(quoted - 6) if quoted > 6 else "")
    assert [row[:2] for row in table.rows] == [[one.name, one.before] for one in shown]
    assert len(table.heads) == len(table.rows[0]) == len(table.align)


def test_a_heading_names_the_item_by_its_place_and_says_what_nobody_can_tell_apart():
    item, moved, why = changed("scenario", BOOST)
    with speaking("fr"):
        _, told = dossier_moved.heading(2, item, moved, why)
        assert told.startswith("Pièce 3")
        _, unknown = dossier_moved.heading(2, item, moved, type(why)({}, ()))
        assert dossier_moved.to_update(2).endswith("3")
    assert unknown.startswith(told)
    assert unknown != told


@pytest.mark.parametrize(
    ("code", "data", "said"),
    [(True, True, "produit_ou_donnees"), (True, False, "produit"), (False, True, "donnees")],
)
def test_what_moved_beside_the_law_is_the_product_its_data_or_one_of_both(code, data, said):
    item, made = frozen_item("scenario", BOOST), versions()
    frozen = item.fige.model_copy(
        update={
            "version": "autre" if code else made["version"],
            "loi": "autre" if data else made["loi"],
        }
    )
    assert dossier_moved.product_key(item.model_copy(update={"fige": frozen})) == said
