"""What an answer rests on: each note is there where it applies, and only there."""

import pytest

from simulator.cases.sponsor import read_case
from simulator.figures.notes import notes_of
from simulator.figures.sponsor_outcome import assess
from simulator.text import catalogue, say, speaking

PROVEN = {
    "interet_general": "oui", "aide_aux_entreprises": "non", "obligation": "non", "recu": "oui",
    "convention": "oui", "mission_dirigee": "oui",
}  # fmt: skip
CASH = {"montants": [5_000.0], **PROVEN}
PAID = {"brut_mensuel": 5_000.0, "debut": "2025-03-01", "fin": "2025-06-30", "jours": 10.0}
OVER_TWO_YEARS = {**PAID, "debut": "2024-07-01", "fin": "2025-06-30"}
LARGE = {"chiffre_affaires": [1.2e9], "benefice": [1e8], "impot_precedent": 25e6,
         "chiffre_affaires_precedent": 1.2e9, "cloture": "2025-12-31"}  # fmt: skip
IN_2026 = {**LARGE, "cloture": "2026-12-31", "chiffre_affaires": [1.55e9]}
JUNE = {"cloture": "2025-06-30"}
YEAR = {"cloture": "2025-12-31"}


def lent(**changes):
    return {"salaries": [{**PAID, **changes}], **PROVEN}


def two_years(**changes):
    return {"salaries": [{**OVER_TWO_YEARS, **changes}], **PROVEN}


def answer(operation, **fields):
    company = {"chiffre_affaires": [12e6] * 6, "benefice": [8e5] * 6, "taux_reduit": "non"}
    return assess(read_case({**company, "operations": [operation], **fields}))


def keys(operation, **fields):
    return {note.key for note in notes_of(answer(operation, **fields))}


BOTH_WAYS = {
    "prolonge": ((CASH, {"benefice": [8e5]}), (CASH, {})),
    "dons_arretes": ((CASH, {}), ({**CASH, "montants": [5_000.0] * 6}, {})),
    "aucun_autre_don": ((CASH, {}), (CASH, {"autres_dons": [1.0]})),
    "aucun_report": ((CASH, {}), (CASH, {"excedents": [{"annee": 2025, "montant": 1.0}]})),
    "lois_prolongees": ((CASH, {}), (CASH, {"cloture": "2020-12-31"})),
    "lois_prolongees_sauf": ((CASH, IN_2026), (CASH, {})),
    "impot_inconnu": ((CASH, {"benefice": []}), (CASH, {})),
    "taux_reduit_inconnu": (
        (CASH, {"chiffre_affaires": [5e6], "taux_reduit": "inconnu"}),
        (CASH, {"taux_reduit": "inconnu"})),
    "impot_precedent_suppose": (
        (CASH, {**LARGE, "impot_precedent": None}), (CASH, LARGE)),
    "deficit_non_suivi": ((CASH, {"benefice": [0.0]}), (CASH, {})),
    "taux_du_report_suppose": (
        (CASH, {"excedents": [{"annee": 2025, "montant": 1.0}]}),
        (CASH, {"excedents": [{"annee": 2025, "montant": 1.0, "taux": 0.6}]})),
    "groupe_non_dit": ((CASH, {"impot_groupe": [1.0]}),
                       (CASH, {"impot_groupe": [1.0], "groupe": "oui"})),
    "exercice_irregulier": ((CASH, {"ouverture": "2026-02-01"}),
                            (CASH, {"ouverture": "2026-01-01"})),
    "impot_groupe_inconnu": ((CASH, {"groupe": "oui"}),
                             (CASH, {"groupe": "oui", "impot_groupe": [1e6]})),
    "entree_groupe_inconnue": (
        (CASH, {"groupe": "oui", "reductions": [{"annee": 2025, "montant": 1.0}]}),
        (CASH, {"groupe": "oui", "entree_groupe": "2020-01-01",
                "reductions": [{"annee": 2025, "montant": 1.0}]})),
    "cout_forfaitaire": (
        (lent(debut="2009-03-01", fin="2009-06-30"), {"cloture": "2009-12-31"}),
        (lent(debut="2010-03-01", fin="2010-06-30"), {"cloture": "2010-12-31"})),
    "jours_deduits": ((lent(jours=None), YEAR), (lent(), YEAR)),
    "bareme_du_cadre": ((lent(), YEAR), (lent(taux_patronal=0.4), YEAR)),
    "bareme_prolonge": (
        (lent(debut="2027-03-01", fin="2027-06-30"), {"cloture": "2026-12-31"}),
        (lent(debut="2026-03-01", fin="2026-06-30"), {"cloture": "2026-12-31"})),
    "jours_repartis": ((two_years(), JUNE), (two_years(jours=None), JUNE)),
    "annees_du_pret": ((two_years(), JUNE), (lent(), YEAR)),
    "pass_des_annees_du_pret": ((two_years(), JUNE), (lent(), YEAR)),
    "pme_ue_supposee": (
        (CASH, {"chiffre_affaires": [5e6], "cloture": "2017-12-31"}),
        (CASH, {"chiffre_affaires": [5e6], "cloture": "2017-12-31", "effectif_groupe": 40})),
    "contributions_du_groupe": ((CASH, {"groupe": "oui"}), (CASH, {"groupe": "non"})),
    "surtaxe_ca_francais": ((CASH, LARGE), (CASH, YEAR)),
    "ca_precedent_inconnu": (
        (CASH, {**LARGE, "chiffre_affaires": [9e8], "chiffre_affaires_precedent": None}),
        (CASH, {**LARGE, "chiffre_affaires": [9e8]})),
    "surtaxe_moyenne": ((CASH, LARGE), (CASH, YEAR)),
    "surtaxe_lissage_deduit": ((CASH, IN_2026), (CASH, {**LARGE, "chiffre_affaires": [1.05e9]})),
    "surtaxe_inconnue": ((CASH, IN_2026), (CASH, {"chiffre_affaires": [1e9]})),
}  # fmt: skip


@pytest.mark.parametrize("key", BOTH_WAYS)
def test_a_note_is_there_where_and_only_where_it_applies(key):
    (there, fields), (absent, others) = BOTH_WAYS[key]
    assert key in keys(there, **fields)
    assert key not in keys(absent, **others)


def test_every_note_is_tested_both_ways_and_speaks_both_languages():
    every = {key.split(".")[1] for key in catalogue("fr") if key.startswith("mecene_notes.")}
    assert set(BOTH_WAYS) == every
    for (operation, fields), _ in BOTH_WAYS.values():
        for note in notes_of(answer(operation, **fields)):
            assert "{" not in note.words()
            with speaking("en"):
                assert "{" not in note.words()


MORE = [
    ("impot_precedent_suppose", CASH, {**LARGE, "impot_precedent": None, "benefice": []}, False),
    ("impot_precedent_suppose", CASH, {**LARGE, "impot_precedent": None,
                                       "chiffre_affaires": [9e8],
                                       "chiffre_affaires_precedent": 1.2e9}, True),
    ("bareme_du_cadre", lent(brut_mensuel=None, cout_mensuel=7e3), YEAR, False),
    ("bareme_du_cadre", lent(brut_mensuel=None, cout_journee=400.0), YEAR, False),
    ("bareme_prolonge", lent(debut="2027-03-01", fin="2027-06-30", taux_patronal=0.4),
     {"cloture": "2026-12-31"}, False),
    ("bareme_du_cadre", lent(debut="2009-09-01", fin="2010-02-28"), {"cloture": "2010-06-30"},
     True),
    ("cout_forfaitaire", lent(debut="2009-09-01", fin="2010-02-28"), {"cloture": "2010-06-30"},
     True),
    ("pass_des_annees_du_pret", {**two_years(), "voie": "pret_au_cout"}, JUNE, False),
    ("pass_des_annees_du_pret", lent(debut="2018-10-01", fin="2019-03-31"),
     {"cloture": "2019-06-30"}, False),
    ("annees_du_pret", lent(debut="2024-10-01", fin="2024-12-31"), JUNE, True),
    ("jours_repartis", lent(debut="2025-04-01", fin="2025-09-30"), JUNE, True),
    ("jours_repartis", two_years(jours=None, mois=3.0), JUNE, True),
    ("surtaxe_inconnue", CASH, {**IN_2026, "benefice": []}, False),
    ("surtaxe_inconnue", CASH, {**IN_2026, "chiffre_affaires": [1.4e9, 1.6e9, 1.4e9]}, True),
    ("surtaxe_lissage_deduit", CASH, {**IN_2026, "chiffre_affaires": [1.6e9]}, False),
    ("surtaxe_lissage_deduit", CASH, {**IN_2026, "chiffre_affaires": [3.05e9]}, True),
    ("surtaxe_ca_francais", CASH, {**LARGE, "cloture": "2017-12-31"}, False),
    ("ca_precedent_inconnu", CASH,
     {**LARGE, "chiffre_affaires": [3.2e9], "chiffre_affaires_precedent": None}, False),
    ("ca_precedent_inconnu", CASH, {**LARGE, "chiffre_affaires_precedent": None,
                                    "cloture": "2024-12-31"}, False),
    ("ca_precedent_inconnu", CASH, {}, False),
    ("contributions_du_groupe", CASH, {"groupe": "oui", "benefice": []}, False),
    ("pme_ue_supposee", CASH, {"chiffre_affaires": [6e7], "cloture": "2017-12-31"}, False),
    ("pme_ue_supposee", CASH, {"chiffre_affaires": [5e6], "cloture": "2018-12-31"}, False),
    ("surtaxe_moyenne", CASH, {**LARGE, "cloture": "2024-12-31"}, False),
]  # fmt: skip


@pytest.mark.parametrize(("key", "operation", "fields", "there"), MORE)
def test_a_note_follows_its_facts(key, operation, fields, there):
    assert (key in keys(operation, **fields)) is there


def words(key, operation, **fields):
    (note,) = [n for n in notes_of(answer(operation, **fields)) if n.key == key]
    return note.words().replace("\u202f", " ").replace("\xa0", " ")


def test_what_is_extended_is_never_said_of_the_surcharge():
    told = words("lois_prolongees_sauf", CASH, **IN_2026)
    assert "sauf la contribution exceptionnelle" in told
    assert "lois_prolongees" not in keys(CASH, **IN_2026)
    unknown = words("surtaxe_inconnue", CASH, **IN_2026)
    assert "2027" in unknown
    assert "3210" in unknown


def test_the_numbers_of_the_notes_come_from_the_law():
    assert "98 %" in words("surtaxe_ca_francais", CASH, **LARGE)
    near = {**LARGE, "chiffre_affaires": [9e8], "chiffre_affaires_precedent": None}
    assert "1 000 000 000 €" in words("ca_precedent_inconnu", CASH, **near)
    assert "3211" in words("bareme_prolonge", *BOTH_WAYS["bareme_prolonge"][0][:1],
                           cloture="2026-12-31")  # fmt: skip
    ceilings = words("pass_des_annees_du_pret", two_years(), **JUNE)
    assert "46 368 €" in ceilings
    assert "47 100 €" in ceilings


def test_a_fiscal_year_of_one_day_is_told_truly():
    day = {"cloture": "2024-12-31", "ouverture": "2024-12-31", "chiffre_affaires": [1_000.0]}
    told = words("exercice_irregulier", CASH, **day)
    assert "1 jour," in told
    assert "0,03 mois" in told
    broken = {"cloture": "2024-09-15", "ouverture": "2024-01-01"}
    assert "8,5 mois" in words("exercice_irregulier", CASH, **broken)


def test_no_scale_for_other_staff_is_said_plainly():
    assert "non-cadre" in say("mecene_notes.bareme_du_cadre")
    assert "coût réel" in say("mecene_notes.bareme_du_cadre")
