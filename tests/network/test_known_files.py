"""A ratio counts only the files whose figure is known: an unknown is never a zero."""

from datetime import date

import pytest

from simulator.network.imports.build import network_of
from simulator.network.imports.tables import Tables, frame_of
from simulator.network.portrait import RATIOS, ratio
from simulator.network.shipped import shipped
from simulator.stories.territory import _ratio as written
from simulator.text import say, speaking

YEAR = date(2015, 1, 5)
ROWS = {
    "jours_par_pme": ("jours", lambda p, n: {"projet": p, "preteur": "E", "jours_donnes": n}),
    "prevus_par_pme": ("emplois", lambda p, n: {"projet": p, "statut": "prevu", "nombre": n}),
    "realises_par_pme": ("emplois", lambda p, n: {"projet": p, "statut": "realise", "nombre": n}),
    "maintenus_par_pme": ("emplois", lambda p, n: {"projet": p, "statut": "maintenu", "nombre": n}),
    "avance_par_pme": ("avances", lambda p, n: {"projet": p, "montant": n}),
}


def network(key, *given):
    """Three files of three firms, and rows (file, number) of one table."""
    table, row = ROWS[key]
    place = {"code": "T1", "nom": "T1", "dispositif": "alize", "departements": "55"}
    files = [
        {"code": f"P{k}", "territoire": "T1", "entreprise": f"F{k}", "date_agrement": YEAR}
        for k in (1, 2, 3)
    ]
    rows = [row(file, number) | {"date": YEAR} for file, number in given]
    tables = {"territoires": [place], "projets": files, table: rows}
    text = {name: frame_of(name, found) for name, found in tables.items()}
    return network_of("Essai", Tables.of(text))


def test_every_ratio_is_tried_here():
    assert set(ROWS) == set(RATIOS)


@pytest.mark.parametrize("key", ROWS)
@pytest.mark.parametrize(
    ("given", "value", "files"),
    [
        ([("P1", 6)], 6, 1),  # two files say nothing
        ([("P1", 6), ("P2", None)], 6, 1),  # one says nothing, one is blank
        ([("P1", 6), ("P1", None), ("P2", 2)], 2, 1),  # a file half known is not known
        ([("P1", 6), ("P2", 3), ("P3", 0)], 3, 3),  # a zero that is given counts
        ([("P1", 6), ("P1", 3), ("P2", 1), ("P3", 2)], 4, 3),
    ],
)
def test_a_ratio_is_over_the_files_whose_figure_is_given(key, given, value, files):
    found = ratio(network(key, *given), "T1", key)
    assert (found.valeur, found.dossiers, found.partiel) == (value, files, files < 3)


@pytest.mark.parametrize("key", ROWS)
@pytest.mark.parametrize("given", [[], [("P1", None)], [("P1", 6), ("P1", None)]])
def test_no_known_file_gives_no_ratio(key, given):
    assert ratio(network(key, *given), "T1", key) is None


def test_the_screen_says_over_how_many_files():
    found = ratio(network("jours_par_pme", ("P1", 6)), "T1", "jours_par_pme")
    assert "1 sur 3" in written("jours_par_pme", found)
    with speaking("en"):
        assert "1 of 3" in written("jours_par_pme", found)
    assert written("jours_par_pme", None) == say("mots.inconnu")


def test_shipped_ratios_stay_over_all_their_files():
    found = ratio(shipped(), "alize.longwy", "jours_par_pme")
    assert (found.valeur, found.partiel) == (8, False)
