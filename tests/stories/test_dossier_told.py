"""A dossier in one sentence: how many items, what was decided, what moved, from what to what."""

from datetime import date

import pytest

from simulator.cases.dossier import Dossier
from simulator.exports.freezing import frozen_item, since
from simulator.exports.reasons import reasons
from simulator.law.book import in_force
from simulator.stories import dossier_told
from simulator.stories.dossier_moved import first_move
from simulator.text import speaking
from tests.exports.test_freezing import BOOST, lower_rate

ITEM = frozen_item("scenario", {"dispositif": "alize"}, titre="Trois jours")
SAID = [
    (0, None, 0, 0, "Ce dossier ne contient encore rien."),
    (1, None, 0, 0, "1 pièce dans « Comité ». Rien n’a bougé depuis."),
    (2, None, 1, 0, "2 pièces dans « Comité ». Depuis, 1 pièce a bougé."),
    (
        2, date(2026, 12, 11), 2, 1,
        "2 pièces dans « Comité ». Décision prise le 11 décembre 2026. Depuis, 2 pièces ont bougé,"
        " et 1 règle en est la cause.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("items", "taken", "moved", "rows", "said"), SAID)
def test_the_answer_of_a_dossier(items, taken, moved, rows, said):
    held = Dossier(titre="Comité", prise_le=taken, elements=(ITEM,) * items)
    with speaking("fr"):
        told = dossier_told.answer(held, moved, [None] * rows)
        assert told.replace("\u00a0", " ") == said
        if moved:
            assert dossier_told.answer(held, moved, [None] * rows, "Voici.") == f"{told} Voici."


def test_an_item_is_called_by_its_place_its_kind_and_its_day():
    with speaking("fr"):
        assert dossier_told.item_name(1, ITEM) == "2. Trois jours"
        assert dossier_told.kept_on(ITEM).startswith("Cas du simulateur, au dossier depuis le ")
        assert set(dossier_told.labels(0, ITEM)) == {
            "monter", "descendre", "retirer", "renommer", "noter", "actualiser", "ouvrir",
        }  # fmt: skip


def test_the_first_figure_that_moved_is_told_from_what_to_what():
    item, law = frozen_item("scenario", BOOST), lower_rate(in_force())
    with speaking("fr"):
        told = first_move(3, item, since(item, law), reasons(item, law))
        words = told.replace("\u00a0", " ").replace("\u202f", "")
        assert words == "Pièce 4 : « Effort net du mécène » passe de 6512,87 € à 11397,53 €."
        assert first_move(0, item, since(item), reasons(item)) == ""
