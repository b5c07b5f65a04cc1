"""Who may receive: each condition alone, dates, what flips a verdict, and the reserves."""

from datetime import date

import pytest

from simulator.cases.sponsor import read_case
from simulator.conditions.finding import State
from simulator.figures.reserves import RESERVES, reserves_of
from simulator.figures.sponsor_outcome import assess
from simulator.text import catalogue, speaking

OPEN, WAIT, SHUT = State.OUVERT, State.A_CONFIRMER, State.FERME
GENERAL = {
    "interet_general": "oui", "aide_aux_entreprises": "non", "obligation": "non", "recu": "oui",
}  # fmt: skip
APPROVED = {
    "dispositif": "alize", "interet_general": "non", "agrement": "oui",
    "agrement_fin": "2027-12-31", "objet_exclusif": "oui", "gestion_desinteressee": "oui",
    "gratuite": "oui", "cadre_europeen": "oui", "part_par_entreprise": 0.2, "immobilier": "non",
    "obligation": "non", "lien": "aucun", "aide_liee": "non", "recu": "oui",
}  # fmt: skip
DAYS = {"cout_journee": 400.0, "debut": "2026-03-01", "fin": "2026-06-30", "jours": 3.0}
LENT = {"salaries": [DAYS], "convention": "oui", "mission_dirigee": "oui"}
CASH = {"montants": [10_000.0]}
LOAN = {
    "voie": "pret_l8241_3", "beneficiaire": "entreprise", "salaries": [DAYS], "lien": "aucun",
    "convention": "oui", "effectif_utilisateur": 40, "obligation": "non",
}  # fmt: skip
DAY = date(2026, 6, 1)
COMPANY = {"chiffre_affaires": [12e6], "benefice": [8e5], "taux_reduit": "non"}


def answer(operation, **fields):
    return assess(read_case({**COMPANY, "operations": [operation], **fields}))


def state(operation, **fields):
    return answer(operation, **fields).paths[0].eligible


@pytest.mark.parametrize(
    "given",
    [{**GENERAL, **CASH}, {**APPROVED, **CASH}, {**GENERAL, **LENT}, {**APPROVED, **LENT}],
    ids=["1", "4", "1-temps", "4-temps"],
)
def test_both_doors_open_when_all_is_proven(given):  # fmt: skip
    outcome = answer(given)
    assert outcome.state is OPEN
    assert outcome.paths[0].reason is None
    assert outcome.prudent.reduction > 0


TURNS = [
    ("interet_general", "non", SHUT), ("interet_general", "inconnu", WAIT),
    ("obligation", "oui", SHUT), ("obligation", "inconnu", WAIT),
    ("recu", "non", SHUT), ("recu", "inconnu", WAIT),
    ("contreparties", 0.25, OPEN), ("contreparties", 0.26, SHUT),
    ("beneficiaire", "entreprise", SHUT),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value", "wanted"), TURNS)
def test_each_condition_of_general_interest(name, value, wanted):
    assert state({**GENERAL, **CASH, "agrement": "non", name: value}) is wanted


FIVE = [
    ("agrement", "non", SHUT), ("agrement", "inconnu", WAIT),
    ("agrement_fin", "2026-12-30", SHUT), ("agrement_fin", "2026-12-31", OPEN),
    ("agrement_fin", None, WAIT),
    ("objet_exclusif", "non", SHUT), ("objet_exclusif", "inconnu", WAIT),
    ("gestion_desinteressee", "non", SHUT), ("gestion_desinteressee", "inconnu", WAIT),
    ("gratuite", "non", SHUT), ("gratuite", "inconnu", WAIT),
    ("cadre_europeen", "non", SHUT), ("cadre_europeen", "inconnu", WAIT),
    ("part_par_entreprise", 0.2, OPEN), ("part_par_entreprise", 0.25, SHUT),
    ("part_par_entreprise", None, WAIT),
    ("immobilier", "oui", SHUT), ("immobilier", "inconnu", WAIT),
    ("lien", "client_fournisseur", SHUT), ("lien", "groupe", SHUT), ("lien", "inconnu", WAIT),
    ("aide_liee", "oui", WAIT), ("aide_liee", "inconnu", WAIT),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value", "wanted"), FIVE)
def test_each_condition_of_an_approved_body(name, value, wanted):
    assert state({**APPROVED, **CASH, name: value}) is wanted


def test_an_approval_that_ends_between_two_gifts_waits_for_its_renewal():
    given = {**APPROVED, "montants": [1.0, 1.0], "agrement_fin": "2027-06-30"}
    assert state(given) is WAIT


def test_helping_firms_closes_general_interest_unless_a_ruling_says_otherwise():
    given = {**GENERAL, **CASH, "agrement": "non", "lien": "aucun", "aide_liee": "non",
             "aide_aux_entreprises": "oui"}  # fmt: skip
    assert state({**given, "rescrit": "oui"}) is OPEN
    assert state(given) is WAIT
    assert state({**given, "rescrit": "non"}) is SHUT
    network = {**given, "aide_aux_entreprises": "non", "dispositif": "boost_innov"}
    assert state(network) is WAIT


@pytest.mark.parametrize(("day", "wanted"), [("2014-12-21", WAIT), ("2014-12-22", OPEN)])
def test_cash_for_development_is_covered_since_22_december_2014(day, wanted):
    given = {**APPROVED, **CASH, "jour": day, "agrement_fin": "2015-12-31"}
    assert state(given, cloture="2014-12-31") is wanted


@pytest.mark.parametrize(("day", "keys"), [("2021-12-31", False), ("2022-01-01", True)])
def test_the_receipt_is_asked_since_2022(day, keys):
    path = answer({**GENERAL, **CASH, "jour": day}, cloture="2022-06-30").paths[0]
    asked = [q for q in path.questions if q.key == "recu_fiscal"]
    assert bool(asked) is keys


def test_time_given_to_a_body_needs_its_own_frame():
    alone = {**LENT, "mission_dirigee": "non"}
    assert state({**GENERAL, **alone}) is OPEN  # since 17 April 2024, no threshold
    assert state({**APPROVED, **alone}) is WAIT  # L. 8241-3 does not cite them
    early = {**DAYS, "debut": "2024-03-01", "fin": "2024-03-31"}
    given = {**GENERAL, **alone, "salaries": [early]}
    assert state(given, cloture="2024-12-31") is WAIT
    assert state(given, cloture="2024-12-31", effectif_groupe=5000) is OPEN


LOANS = [
    ({}, {"effectif_groupe": 5000}, OPEN), ({}, {"effectif_groupe": 4999}, SHUT), ({}, {}, WAIT),
    ({"effectif_utilisateur": 250}, {"effectif_groupe": 5000}, WAIT),
    ({"effectif_utilisateur": 250, "age_utilisateur": 8.0}, {"effectif_groupe": 5000}, SHUT),
    ({"effectif_utilisateur": 250, "age_utilisateur": 7.0}, {"effectif_groupe": 5000}, OPEN),
    ({"lien": "groupe"}, {"effectif_groupe": 5000}, SHUT),
    ({"convention": "non"}, {"effectif_groupe": 5000}, SHUT),
    ({}, {"effectif_groupe": 5000, "aides_recues": 298_801.0}, SHUT),
    ({}, {"effectif_groupe": 5000, "aides_recues": 298_800.0}, OPEN),
    ({"beneficiaire": "organisme", "interet_general": "oui"}, {"effectif_groupe": 3}, OPEN),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "company", "wanted"), LOANS)
def test_a_loan_below_cost_is_lawful_and_opens_no_reduction(changes, company, wanted):
    outcome = answer({**LOAN, **changes}, **company)
    (path,) = outcome.paths
    assert (path.state, path.eligible) == (wanted, SHUT)
    assert outcome.confirmed.reduction == 0


def test_a_loan_below_cost_is_closed_before_2018():
    early = {**DAYS, "debut": "2017-03-01", "fin": "2017-03-31"}
    path = answer({**LOAN, "salaries": [early]}, cloture="2017-12-31").paths[0]
    assert path.state is SHUT
    assert path.reason.key == "pret_sous_le_cout_permis"


@pytest.mark.parametrize(("start", "end", "wanted"), [
    ("2024-04-16", "2026-06-30", SHUT), ("2024-04-17", "2026-06-30", OPEN),
    ("2024-04-17", "2027-06-30", SHUT),
        ("2024-02-01", "2026-01-31", OPEN),
        ("2024-02-01", "2026-02-10", SHUT),
])  # fmt: skip
def test_a_loan_lasts_two_years_then_three_since_april_2024(start, end, wanted):
    given = {**LOAN, "salaries": [{**DAYS, "debut": start, "fin": end}]}
    path = answer(given, cloture="2024-12-31", effectif_groupe=6000).paths[0]
    assert path.state is wanted


def test_a_free_direct_loan_stays_to_confirm_without_its_own_interest():
    direct = {"voie": "pret_direct", "beneficiaire": "entreprise", "salaries": [DAYS]}
    assert answer(direct).paths[0].state is WAIT
    led = {**direct, "mission_dirigee": "oui", "interet_propre": "oui"}
    assert answer(led).paths[0].state is OPEN
    refused = answer({**direct, "interet_propre": "non"})
    assert refused.paths[0].state is SHUT
    assert refused.prudent.cout_net == 1_200  # the pay is added back
    assert answer(led).prudent.cout_net == 900


def test_a_loan_at_cost_must_be_billed_whole():
    at_cost = {"voie": "pret_au_cout", "salaries": [DAYS], "convention": "oui"}
    assert answer(at_cost).paths[0].state is OPEN
    assert answer({**at_cost, "part_facturee": 0.9}).paths[0].state is SHUT


# What flips

STARTS = {
    "non-interet": {**GENERAL, **CASH, "interet_general": "non"},
    "rien": {**CASH},
    "agree-20": {**APPROVED, **CASH, "part_par_entreprise": 0.25},
    "agree-recu": {**APPROVED, **LENT, "recu": "inconnu"},
    "deux": {**GENERAL, **CASH, "recu": "non", "obligation": "oui"},
    "trois": {**GENERAL, **CASH, "recu": "non", "obligation": "oui", "contreparties": 0.5},
    "entreprise": {**APPROVED, **LENT, "beneficiaire": "entreprise"},
    "pret": LOAN,
    "ouvert": {**APPROVED, **CASH},
}


@pytest.mark.parametrize("name", STARTS)
def test_each_flip_is_true_when_computed_forward(name):
    case = read_case({**COMPANY, "operations": [STARTS[name]]})
    outcome = assess(case)
    before, flips = outcome.paths[0].eligible, outcome.flips(0)
    assert flips
    for flip in flips:
        changes = {change.field: change.after for change in flip.changes}
        company = {k: changes.pop(k) for k in ("effectif_groupe", "aides_recues") if k in changes}
        changed = case.operations[0].model_copy(update=changes)
        after = assess(case.model_copy(update={"operations": (changed,), **company}))
        assert after.paths[0].eligible is flip.becomes is not before
        for left_out in flip.changes:
            fewer = {c.field: c.after for c in flip.changes if c is not left_out}
            fewer.pop("effectif_groupe", None)
            part = case.operations[0].model_copy(update=fewer)
            there = assess(case.model_copy(update={"operations": (part,)}))
            assert there.paths[0].eligible is not flip.becomes or before is OPEN
        assert flip.words()


def test_the_smallest_change_is_found():
    def fields(name):
        flips = assess(read_case({**COMPANY, "operations": [STARTS[name]]})).flips(0)
        return [tuple(c.field for c in flip.changes) for flip in flips], flips

    assert fields("agree-recu")[0] == [("recu",)]
    assert fields("agree-20")[0] == [("part_par_entreprise",)]
    assert fields("agree-20")[1][0].changes[0].after == 0.2
    assert ("interet_general",) in fields("non-interet")[0]
    assert [set(names) for names in fields("deux")[0]] == [{"recu", "obligation"}]
    (three,), (flip,) = fields("trois")
    assert set(three) == {"recu", "obligation", "contreparties"}
    assert flip.smallest
    closing = fields("ouvert")[0]
    assert ("agrement",) in closing
    assert ("obligation",) in closing


def test_a_question_says_rule_fact_article_and_address():
    for name in ("fr", "en"):
        with speaking(name):
            for start in STARTS.values():
                for question in answer(start).paths[0].questions:
                    assert question.words("regle")
                    assert question.words("fait"), (question.key, question.state)
                    assert question.reference
                    assert question.url.startswith("http")
                    assert question.checked_on >= question.since or question.since.year >= 2026
                    if question.state is not OPEN:
                        assert question.words("bascule"), question.key


# The reserves, both ways

EXPENSIVE = {"cout_mensuel": 15_000.0, "debut": "2026-01-01", "fin": "2026-12-31"}
PLAIN = {**GENERAL, "montants": [5_000.0]}
BIG = {"effectif_groupe": 6000}
AT_COST = {"voie": "pret_au_cout", "salaries": [DAYS], "convention": "oui", "obligation": "non"}
RESERVED = {
    "don_non_deductible": ((PLAIN, {}), (AT_COST, {})),
    "eligibilite_non_prouvee": (({**PLAIN, "recu": "inconnu"}, {}), (PLAIN, {})),
    "retour_circulaire": (
        ({**APPROVED, **CASH, "aide_liee": "oui"}, {}), ({**APPROVED, **CASH}, {})),
    "agrement_et_vingt_pour_cent": (
        ({**APPROVED, **CASH, "part_par_entreprise": None}, {}), ({**APPROVED, **CASH}, {})),
    "plafond_et_reports": (({**PLAIN, "montants": [60_001.0]}, {}),
                           ({**PLAIN, "montants": [60_000.0]}, {})),
    "lecture_du_pass": (({**GENERAL, **LENT, "salaries": [EXPENSIVE]}, {}),
                        ({**GENERAL, **LENT}, {})),
    "declaration_des_dons": (({**PLAIN, "montants": [10_000.01]}, {}),
                             ({**PLAIN, "montants": [10_000.0]}, {})),
    "recu": (({**PLAIN, "recu": "non"}, {}), (PLAIN, {})),
    "de_minimis_du_preteur": ((LOAN, {}), (AT_COST, {})),
    "de_minimis_de_la_pme": (({**APPROVED, **CASH}, {}), (PLAIN, {})),
    "revitalisation": (({**PLAIN, "obligation": "inconnu"}, {}), (PLAIN, {})),
    "tva": ((AT_COST, {}), (PLAIN, {})),
    "groupe_fiscal": ((PLAIN, {"groupe": "oui"}), (PLAIN, {"groupe": "non"})),
    "sources_secondaires": (
        (PLAIN, {"chiffre_affaires": [5e6], "taux_reduit": "oui"}), (PLAIN, {})),
    "peine_du_pret": (({**LOAN, "convention": "inconnu"}, BIG), (LOAN, BIG)),
    "tva_du_pret_gratuit": ((LOAN, {}), (AT_COST, {})),
    "accord_du_salarie": (({**GENERAL, **LENT, "mission_dirigee": "non"}, {}),
                          ({**GENERAL, **LENT, "mission_dirigee": "oui"}, {})),
    "recu_a_tort": (({**PLAIN, "interet_general": "inconnu"}, {}), (PLAIN, {})),
}  # fmt: skip


@pytest.mark.parametrize("key", RESERVED)
def test_a_reserve_applies_where_and_only_where_it_should(key):
    with_it, without = RESERVED[key]
    for (operation, fields), there in ((with_it, True), (without, False)):
        keys = {reserve.key for reserve in reserves_of(answer(operation, **fields))}
        assert (key in keys) is there, keys


MORE = [
    ("plafond_et_reports", PLAIN, {"excedents": [{"annee": 2025, "montant": 1.0}]}, True),
    ("plafond_et_reports", PLAIN, {"benefice": [1_000.0]}, True),
    ("sources_secondaires", PLAIN, {"chiffre_affaires": [2e9]}, True),
    ("sources_secondaires", PLAIN,
     {"chiffre_affaires": [5e6], "taux_reduit": "oui", "cloture": "2019-12-31"}, False),
    ("de_minimis_de_la_pme", {**APPROVED, **CASH, "jour": "2014-06-30"},
     {"cloture": "2014-12-31"}, False),
    ("recu", {**PLAIN, "recu": "non", "jour": "2021-06-30"}, {"cloture": "2021-12-31"}, False),
    ("lecture_du_pass", {**GENERAL, **LENT, "salaries": [
        {**EXPENSIVE, "debut": "2019-01-01", "fin": "2019-12-31"}]}, {"cloture": "2019-12-31"},
     False),
    ("tva", {**APPROVED, **CASH, "aide_liee": "oui"}, {}, True),
    ("tva", {**PLAIN, "contreparties": 0.5}, {}, True),
    ("eligibilite_non_prouvee", {**PLAIN, "recu": "non"}, {}, False),
    ("declaration_des_dons", PLAIN, {"autres_dons": [5_001.0]}, True),
    ("peine_du_pret", {**LOAN, "voie": "pret_direct"}, BIG, True),
    ("peine_du_pret", {**LOAN, "voie": "pret_direct", "mission_dirigee": "oui"}, BIG, False),
    ("peine_du_pret", AT_COST, {}, False),
    ("peine_du_pret", {**GENERAL, **LENT, "mission_dirigee": "inconnu"}, {}, False),
    ("peine_du_pret", {**APPROVED, **LENT, "mission_dirigee": "inconnu"}, {}, True),
    ("peine_du_pret", PLAIN, {}, False),
    ("tva_du_pret_gratuit", {**LOAN, "part_facturee": 0.5}, {}, True),
    ("tva_du_pret_gratuit", {**LOAN, "part_facturee": 1.0}, {}, False),
    ("tva_du_pret_gratuit", {**GENERAL, **LENT}, {}, False),
    ("accord_du_salarie", {**GENERAL, **LENT, "mission_dirigee": "inconnu"}, {}, True),
    ("accord_du_salarie", PLAIN, {}, False),
    ("recu_a_tort", {**PLAIN, "interet_general": "non", "agrement": "non"}, {}, True),
    ("recu_a_tort", LOAN, BIG, False),
]  # fmt: skip


@pytest.mark.parametrize(("key", "operation", "fields", "there"), MORE)
def test_a_reserve_follows_its_facts_and_dates(key, operation, fields, there):
    keys = {reserve.key for reserve in reserves_of(answer(operation, **fields))}
    assert (key in keys) is there


def test_the_reserves_are_all_tested_and_numbered():
    keys = [key for key, _, _ in RESERVES]
    assert {*RESERVED, "pas_un_conseil"} == set(keys)
    first = reserves_of(answer(PLAIN))[0]
    assert (first.number, first.key) == (1, "pas_un_conseil")
    assert "2026" in first.words("texte")
    for outcome in (answer(PLAIN), answer(LOAN), answer({**APPROVED, **LENT}, groupe="oui")):
        for reserve in reserves_of(outcome):
            assert reserve.words("titre")
            assert "{" not in reserve.words("texte")
            assert reserve.number == keys.index(reserve.key) + 1
    assert all(f"mecene_reserves.{key}.texte" in catalogue("en") for key in keys)


# What the words say, where and only where


def words(operation, key, **fields):
    (found,) = [r for r in reserves_of(answer(operation, **fields)) if r.key == key]
    return found


def test_the_law_of_may_2026_is_named_from_the_years_closed_since():
    large = {**PLAIN, "montants": [20_000.0]}
    now = words(large, "declaration_des_dons")
    assert "2026-403" in now.words("texte")
    assert "à vérifier" in now.words("texte")
    assert "2026-403" in now.reference
    before = words(large, "declaration_des_dons", cloture="2026-04-30")
    assert "2026-403" not in before.words("texte")
    for told in (now, before):
        assert "1 500" in told.words("texte").replace("\u202f", " ")
        assert "15 €" in told.words("texte").replace("\u202f", " ").replace("\xa0", " ")
        assert "1729 B" in told.reference


def test_the_text_of_vat_moved_on_the_first_of_september_2026():
    def lent(debut, fin):
        days = {**DAYS, "debut": debut, "fin": fin}
        return words({**AT_COST, "salaries": [days]}, "tva").reference

    assert lent("2026-03-01", "2026-08-31") == "CGI, art. 256 et 278"
    assert "CGI" not in lent("2026-09-01", "2026-12-31")
    assert "biens et services" in lent("2026-09-01", "2026-12-31")
    both = lent("2026-06-01", "2026-12-31")
    assert "CGI, art. 256" in both
    assert "biens et services" in both


def test_the_criminal_side_quotes_its_rows(book):
    told = words({**LOAN, "voie": "pret_direct"}, "peine_du_pret")
    assert "8243-1" in told.reference
    text = told.words("texte").replace("\u202f", " ")
    law = book.on(book.row("pret_main_oeuvre.amende_personne_morale", (DAY,) * 5).since)
    for kind in ("morale", "physique"):
        amount = law.bare(f"pret_main_oeuvre.amende_personne_{kind}")
        assert f"{amount:,.0f}".replace(",", " ") in text


def test_the_reserve_on_deduction_quotes_the_rate_of_the_law():
    told = words(PLAIN, "don_non_deductible").words("texte").replace("\u202f", " ")
    assert "60 %" in told
    assert "35 %" in told
    old = words({**PLAIN, "montants": [5_000.0]}, "don_non_deductible", cloture="2010-12-31")
    assert "60 %" in old.words("texte").replace("\u202f", " ")


FIRM = ("est un service", "reste déductible", "reste une charge déductible")


@pytest.mark.parametrize("key", [
    "conditions.mission_du_preteur.ouvert", "mecene_traitements.parrainage",
    "mecene_traitements.obligation", "mecene_traitements.interet_propre",
    "voies.pret_direct.texte", "voies.revitalisation.texte",
])  # fmt: skip
def test_what_the_law_says_in_principle_is_said_so(key):
    text = catalogue("fr")[key]
    assert "en principe" in text
    assert not any(words in text for words in FIRM)


def test_a_usage_is_not_called_the_law_and_a_ruling_is_offered():
    assert "usage" in catalogue("fr")["conditions.contreparties_limitees.regle"]
    circular = words({**APPROVED, **CASH, "aide_liee": "oui"}, "retour_circulaire")
    assert "rescrit" in circular.words("texte")
