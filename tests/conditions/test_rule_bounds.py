"""Each condition on both sides of its bound, with its text and the values that it shows."""

from datetime import date

import pytest

from simulator.conditions import bodies as o
from simulator.conditions import giving, lending, public_aid
from simulator.conditions.finding import Finding, State, overall
from simulator.law.book import in_force

OPEN, ASK, SHUT = State.OUVERT, State.A_CONFIRMER, State.FERME
L2025, L2021, L2019 = (in_force().exercice(date(y, 12, 31)) for y in (2025, 2021, 2019))
L2010 = in_force().exercice(date(2010, 12, 31))
WORK = "Code du travail, art. L. 8241-3"

ROWS = [
    (lambda: giving.association_agreee("agreee"), OPEN, "association_agreee", "1649 nonies"),
    (
        lambda: giving.association_agreee("a_confirmer"),
        ASK,
        "association_agreee",
        "CGI, art. 238 bis, 4",
    ),
    (
        lambda: giving.association_agreee("non_eligible"),
        SHUT,
        "association_agreee",
        "CGI, art. 238 bis, 4",
    ),
    (
        lambda: giving.association_agreee("interet_general"),
        ASK,
        "association_interet_general",
        "238 bis, 4",
    ),
    (lambda: giving.objet_de_l_agrement(L2025, service=True), OPEN, "objet_de_l_agrement", ""),
    (lambda: giving.objet_de_l_agrement(L2025, service=False), OPEN, "objet_de_l_agrement", ""),
    (lambda: giving.objet_de_l_agrement(L2010, service=True), OPEN, "objet_de_l_agrement", ""),
    (lambda: giving.objet_de_l_agrement(L2010, service=False), ASK, "objet_de_l_agrement", ""),
    (lambda: giving.part_par_entreprise(5, 100.0, 100.0, L2025), OPEN, "part_par_entreprise", ""),
    (lambda: giving.part_par_entreprise(4, 100.0, 100.0, L2025), SHUT, "part_par_entreprise", ""),
    (lambda: giving.part_par_entreprise(1, 20.0, 100.0, L2025), OPEN, "part_par_entreprise", ""),
    (lambda: giving.part_par_entreprise(1, 20.01, 100.0, L2025), SHUT, "part_par_entreprise", ""),
    (lambda: giving.part_par_entreprise(4, 100.0, None, L2025), ASK, "part_par_entreprise", ""),
    (lambda: giving.part_par_entreprise(1, 0.5, 1.0, L2025), SHUT, "part_par_entreprise", ""),
    (lambda: giving.part_par_entreprise(4, 0.0, None, L2025), OPEN, "part_par_entreprise", ""),
    (
        lambda: giving.sans_lien_commercial("aucun"),
        OPEN,
        "sans_lien_commercial",
        "BOI-BIC-RICI-20-30-10-20",
    ),
    (lambda: giving.sans_lien_commercial("inconnu"), ASK, "sans_lien_commercial", ""),
    (lambda: giving.sans_lien_commercial("groupe"), SHUT, "sans_lien_commercial", ""),
    (lambda: giving.contreparties_limitees(0.25, L2025), OPEN, "contreparties_limitees", ""),
    (lambda: giving.contreparties_limitees(0.2501, L2025), SHUT, "contreparties_limitees", ""),
    (lambda: giving.recu_fiscal("oui", L2025), OPEN, "recu_fiscal", ""),
    (lambda: giving.recu_fiscal("non", L2025), SHUT, "recu_fiscal", ""),
    (lambda: giving.recu_fiscal("inconnu", L2025), ASK, "recu_fiscal", ""),
    (
        lambda: giving.sans_retour_circulaire("non"),
        OPEN,
        "sans_retour_circulaire",
        "LPF, art. L. 64",
    ),
    (lambda: giving.sans_retour_circulaire("oui"), ASK, "sans_retour_circulaire", ""),
    (
        lambda: giving.sans_obligation("non"),
        OPEN,
        "sans_obligation",
        "Code du travail, art. L. 1233-84",
    ),
    (lambda: giving.sans_obligation("oui"), SHUT, "sans_obligation", ""),
    (lambda: giving.sans_obligation("inconnu"), ASK, "sans_obligation", ""),
    (lambda: lending.pret_au_cout(1.0, L2025), OPEN, "pret_au_cout", ""),
    (lambda: lending.pret_au_cout(0.99, L2025), SHUT, "pret_au_cout", ""),
    (lambda: lending.pret_sous_le_cout_permis(L2025), OPEN, "pret_sous_le_cout_permis", WORK),
    (lambda: lending.pret_sous_le_cout_permis(L2010), SHUT, "pret_sous_le_cout_permis", WORK),
    (lambda: lending.preteur_assez_grand(5000, L2025), OPEN, "preteur_assez_grand", WORK),
    (lambda: lending.preteur_assez_grand(4999, L2025), SHUT, "preteur_assez_grand", WORK),
    (lambda: lending.preteur_assez_grand(None, L2025), ASK, "preteur_assez_grand", WORK),
    (lambda: lending.pme_assez_petite(249, None, L2025), OPEN, "pme_assez_petite", ""),
    (lambda: lending.pme_assez_petite(250, None, L2025), SHUT, "pme_assez_petite", ""),
    (lambda: lending.pme_assez_petite(250, None, L2019), OPEN, "pme_assez_petite", ""),
    (lambda: lending.pme_assez_petite(251, None, L2019), SHUT, "pme_assez_petite", ""),
    (lambda: lending.pme_assez_petite(None, None, L2025), ASK, "pme_assez_petite", ""),
    (lambda: lending.pme_assez_petite(900, 7.9, L2025), OPEN, "pme_assez_petite", ""),
    (lambda: lending.pme_assez_petite(900, 8.0, L2025), SHUT, "pme_assez_petite", ""),
    (lambda: lending.pme_au_sens_europeen(249, L2025), OPEN, "pme_au_sens_europeen", ""),
    (lambda: lending.pme_au_sens_europeen(250, L2025), SHUT, "pme_au_sens_europeen", ""),
    (lambda: lending.pme_au_sens_europeen(None, L2025), ASK, "pme_au_sens_europeen", ""),
    (lambda: lending.pret_a_un_organisme("agreee", 5000, L2025), OPEN, "pret_a_un_organisme", WORK),
    (lambda: lending.pret_a_un_organisme("agreee", 4999, L2025), ASK, "pret_a_un_organisme", WORK),
    (lambda: lending.pret_a_un_organisme("agreee", None, L2025), ASK, "pret_a_un_organisme", WORK),
    (
        lambda: lending.pret_a_un_organisme("agreee", 9e9, L2010),
        ASK,
        "pret_a_un_organisme_sans_texte",
        "8241-1",
    ),
    (lambda: lending.pas_dans_le_groupe("groupe"), SHUT, "pas_dans_le_groupe", WORK),
    (lambda: lending.pas_dans_le_groupe("inconnu"), ASK, "pas_dans_le_groupe", WORK),
    (lambda: lending.pas_dans_le_groupe("aucun"), OPEN, "pas_dans_le_groupe", WORK),
    (lambda: lending.duree_du_pret(3.0, L2025), OPEN, "duree_du_pret", ""),
    (lambda: lending.duree_du_pret(3.01, L2025), SHUT, "duree_du_pret", ""),
    (lambda: lending.duree_du_pret(2.0, L2021), OPEN, "duree_du_pret", ""),
    (lambda: lending.duree_du_pret(2.01, L2021), SHUT, "duree_du_pret", ""),
    (lambda: lending.convention_ecrite("oui"), OPEN, "convention_ecrite", "R. 8241-1 et R. 8241-2"),
    (lambda: lending.convention_ecrite("non"), SHUT, "convention_ecrite", ""),
    (lambda: lending.interet_propre("oui"), OPEN, "interet_propre", "CGI, art. 39, 1"),
    (lambda: lending.interet_propre("inconnu"), ASK, "interet_propre", ""),
    (lambda: public_aid.de_minimis("pme", 100_000, 200_000, L2025), OPEN, "de_minimis_pme", ""),
    (lambda: public_aid.de_minimis("pme", 100_001, 200_000, L2025), SHUT, "de_minimis_pme", ""),
    (lambda: public_aid.intensite_au_conseil(50, 100, L2025), OPEN, "intensite_au_conseil", ""),
    (lambda: public_aid.intensite_au_conseil(51, 100, L2025), SHUT, "intensite_au_conseil", ""),
    (lambda: public_aid.intensite_au_conseil(51, 0, L2025), OPEN, "intensite_au_conseil", ""),
    (lambda: public_aid.intensite_au_conseil(0.4, 0.5, L2025), SHUT, "intensite_au_conseil", ""),
    (
        lambda: public_aid.entreprise_assez_ancienne(3.1, 3),
        OPEN,
        "entreprise_assez_ancienne",
        "Revue Projet, 2007",
    ),
    (lambda: public_aid.entreprise_assez_ancienne(3, 3), ASK, "entreprise_assez_ancienne", ""),
    (lambda: public_aid.entreprise_assez_ancienne(None, 3), ASK, "entreprise_assez_ancienne", ""),
    (
        lambda: public_aid.projet_cree_des_emplois(0, 1),
        OPEN,
        "projet_cree_des_emplois",
        "document 002",
    ),
    (
        lambda: public_aid.projet_cree_des_emplois(1, None),
        OPEN,
        "projet_cree_des_emplois",
        "correspondances.fr",
    ),
    (lambda: public_aid.projet_cree_des_emplois(None, 1), OPEN, "projet_cree_des_emplois", ""),
    (lambda: public_aid.projet_cree_des_emplois(1, 1), OPEN, "projet_cree_des_emplois", ""),
    (lambda: public_aid.projet_cree_des_emplois(0, 0), ASK, "projet_cree_des_emplois", ""),
    (lambda: public_aid.projet_cree_des_emplois(0, None), ASK, "projet_cree_des_emplois", ""),
    (lambda: public_aid.projet_cree_des_emplois(None, 0), ASK, "projet_cree_des_emplois", ""),
    (lambda: public_aid.projet_cree_des_emplois(None, None), ASK, "projet_cree_des_emplois", ""),
    (lambda: o.organisme_et_non_entreprise("organisme", L2025), OPEN, "beneficiaire_organisme", ""),
    (
        lambda: o.organisme_et_non_entreprise("entreprise", L2025),
        SHUT,
        "beneficiaire_organisme",
        "",
    ),
    (lambda: o.interet_general("oui", L2025), OPEN, "interet_general", ""),
    (
        lambda: o.hors_aide_aux_entreprises("non", "non", L2025),
        OPEN,
        "hors_aide_aux_entreprises",
        "",
    ),
    (
        lambda: o.hors_aide_aux_entreprises("oui", "oui", L2025),
        OPEN,
        "hors_aide_aux_entreprises",
        "",
    ),
    (
        lambda: o.hors_aide_aux_entreprises("oui", "non", L2025),
        SHUT,
        "hors_aide_aux_entreprises",
        "",
    ),
    (
        lambda: o.hors_aide_aux_entreprises("inconnu", "non", L2025),
        ASK,
        "hors_aide_aux_entreprises",
        "",
    ),
    (
        lambda: o.hors_aide_aux_entreprises("oui", "inconnu", L2025),
        ASK,
        "hors_aide_aux_entreprises",
        "",
    ),
    (lambda: o.agrement("non", L2025), SHUT, "agrement", ""),
    (lambda: o.objet_exclusif("non", L2025), SHUT, "objet_exclusif", ""),
    (lambda: o.gestion_desinteressee("non", L2025), SHUT, "gestion_desinteressee", ""),
    (lambda: o.aide_gratuite("non", L2025), SHUT, "aide_gratuite", ""),
    (lambda: o.cadre_europeen("non", L2025), SHUT, "cadre_europeen", ""),
    (lambda: o.part_maximale(0.2, L2025), OPEN, "part_maximale", ""),
    (lambda: o.part_maximale(0.2001, L2025), SHUT, "part_maximale", ""),
    (lambda: o.part_maximale(None, L2025), ASK, "part_maximale", ""),
    (lambda: o.sans_immobilier("oui", L2025), SHUT, "sans_immobilier", ""),
    (lambda: o.sans_immobilier("non", L2025), OPEN, "sans_immobilier", ""),
    (lambda: o.sans_immobilier("inconnu", L2025), ASK, "sans_immobilier", ""),
]


@pytest.mark.parametrize(("finding", "state", "key", "text"), ROWS)
def test_a_condition_on_both_sides_of_its_bound(finding, state, key, text):
    finding = finding()
    assert (finding.key, finding.state) == (key, state)
    assert text in finding.reference
    assert finding.reference == finding.reference.strip()
    assert not finding.reference.endswith("X")


@pytest.mark.parametrize("row", ROWS)
def test_a_condition_says_its_rule_its_state_and_the_numbers_that_it_compares(row):
    finding = row[0]()
    assert finding.words("regle")
    told = finding.words(finding.state.value)
    assert told
    assert "{" not in told


SHOWN = [
    (
        lambda: giving.part_par_entreprise(4, 100.0, 200.0, L2025),
        {"part": (0.125, "ratio"), "limite": (0.2, "ratio")},
    ),
    (
        lambda: giving.part_par_entreprise(4, 0.0, 0.0, L2025),
        {"part": (0.0, "ratio"), "limite": (0.2, "ratio")},
    ),
    (lambda: lending.duree_du_pret(1.5, L2025), {"duree": (18.0, "mois"), "maximum": (3.0, "ans")}),
    (
        lambda: public_aid.intensite_au_conseil(60, 100, L2025),
        {"part": (0.6, "ratio"), "limite": (0.5, "ratio"), "depassement": (10.0, "€")},
    ),
    (
        lambda: public_aid.intensite_au_conseil(40, 100, L2025),
        {"part": (0.4, "ratio"), "limite": (0.5, "ratio"), "depassement": (0, "€")},
    ),
    (
        lambda: public_aid.intensite_au_conseil(0, 0, L2025),
        {"part": (0.0, "ratio"), "limite": (0.5, "ratio"), "depassement": (0, "€")},
    ),
    (
        lambda: public_aid.de_minimis("pme", 10.0, 299_000, L2025),
        {"aide": (10.0, "€"), "place": (1000.0, "€"), "plafond": (300_000.0, "€")},
    ),
    (lambda: lending.preteur_assez_grand(12, L2025), {"effectif": (12, ""), "seuil": (5000.0, "")}),
    (
        lambda: lending.pme_assez_petite(12, None, L2025),
        {"effectif": (12, ""), "seuil": (250.0, "")},
    ),
    (lambda: lending.pme_au_sens_europeen(12, L2025), {"effectif": (12, ""), "seuil": (250.0, "")}),
    (
        lambda: lending.pret_a_un_organisme("agreee", 12, L2025),
        {"effectif": (12, ""), "seuil": (5000.0, "")},
    ),
    (lambda: public_aid.entreprise_assez_ancienne(2, 3), {"age": (2, "ans"), "minimum": (3, "")}),
    (lambda: public_aid.projet_cree_des_emplois(2, 3), {"crees": (2, ""), "maintenus": (3, "")}),
    (
        lambda: giving.contreparties_limitees(0.1, L2025),
        {"part": (0.1, "ratio"), "limite": (0.25, "ratio")},
    ),
    (lambda: lending.pret_au_cout(0.5, L2025), {"part": (0.5, "ratio")}),
    (lambda: o.part_maximale(0.1, L2025), {"part": (0.1, "ratio"), "limite": (0.2, "ratio")}),
]


@pytest.mark.parametrize(("finding", "values"), SHOWN)
def test_a_condition_shows_the_values_that_it_compares(finding, values):
    assert finding().values == values


def test_before_its_law_a_condition_is_not_asked():
    assert giving.recu_fiscal("non", L2021) is None
    assert giving.contreparties_limitees(0.9, in_force().exercice(date(1999, 12, 31))) is None


def test_the_share_of_the_european_fund_has_its_own_bound():
    limit = L2025.bare("fse.taux_max_regions_developpees")
    assert public_aid.part_du_fse(limit, L2025).state is OPEN
    assert public_aid.part_du_fse(limit + 0.001, L2025).state is SHUT
    assert public_aid.part_du_fse(limit, L2025).values == {
        "part": (limit, "ratio"),
        "limite": (limit, "ratio"),
    }
    assert public_aid.part_du_fse(0.1, L2025).key == "part_du_fse"


@pytest.mark.parametrize(
    ("states", "whole"),
    [
        ([], OPEN),
        ([OPEN, OPEN], OPEN),
        ([OPEN, ASK], ASK),
        ([ASK, SHUT], SHUT),
        ([OPEN, SHUT], SHUT),
    ],
)
def test_one_closed_condition_closes_a_route(states, whole):
    assert overall(Finding("agrement", state, "x") for state in states) is whole


def test_a_share_is_told_with_one_decimal():
    told = giving.contreparties_limitees(0.26666, L2025).words("ferme")
    assert "26,7\u202f%" in told


def test_closed_is_worse_than_to_confirm_and_to_confirm_worse_than_open():
    assert OPEN < ASK < SHUT


# An approval runs on the days of the gifts

FIRST, LAST = date(2025, 3, 1), date(2025, 9, 30)


@pytest.mark.parametrize(
    ("end", "state"),
    [(None, ASK), (LAST, OPEN), (date(2025, 9, 29), ASK), (FIRST, ASK), (date(2025, 2, 28), SHUT),
     (date(2026, 1, 1), OPEN)],
)  # fmt: skip
def test_an_approval_against_the_days_of_the_gifts(end, state):
    finding = o.agrement_valide(end, FIRST, LAST, L2025)
    assert finding.state is state
    assert finding.values == {"fin": (end, "jour"), "jour": (LAST, "jour")}


def frame(mission, general, staff, law):
    finding = o.cadre_du_pret_a_un_organisme(mission, general, staff, law)
    return finding.key, finding.state


def test_time_lent_to_a_body_by_mission_by_size_and_by_date():
    assert frame("oui", False, None, L2010) == ("mission_du_preteur", OPEN)
    assert frame("non", False, 9000, L2025)[1] is ASK
    assert frame("non", True, 9000, L2010) == ("pret_a_un_organisme_sans_cadre", ASK)
    key, state = frame("non", True, 5000, L2021)
    assert (key, state) == ("pret_par_un_grand_preteur", OPEN)
    assert frame("non", True, 4999, L2021) == ("pret_par_un_grand_preteur", ASK)
    assert frame("non", True, None, L2021) == ("pret_par_un_grand_preteur", ASK)
    assert frame("non", True, None, L2025) == ("pret_a_un_organisme_permis", OPEN)
