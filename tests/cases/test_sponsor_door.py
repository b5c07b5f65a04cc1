"""The door of the sponsor's page: bounds, French refusals, private fields, links, commands."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.__main__ import main
from simulator.cases.question import asked
from simulator.cases.sponsor import SponsorCase, case_from_json, missing, read_case
from simulator.cases.sponsor_sharing import PRIVATE, complete, from_link, public, to_link
from simulator.errors import InputError, PasserelleError
from simulator.figures.sponsor_outcome import assess
from simulator.text import has

SALARIE = {"brut_mensuel": 4_321.0, "debut": "2026-03-01", "fin": "2026-06-30", "jours": 7.0}
FULL = {
    "chiffre_affaires": [12e6],
    "benefice": [765_432.0],
    "impot_precedent": 54_321.0,
    "reductions": [{"annee": 2024, "montant": 9_876.0}],
    "excedents": [{"annee": 2024, "montant": 1_000.0}],
    "impot_groupe": [98_765.0],
    "operations": [
        {"salaries": [{**SALARIE, "libelle": "Camille Secret"}]},
        {"salaries": [{"cout_mensuel": 6_543.0, "debut": "2026-03-01", "fin": "2026-06-30"}]},
        {"salaries": [{"cout_journee": 345.67, "debut": "2026-03-01", "fin": "2026-06-30"}]},
        {"montants": [5_000.0]},
    ],
}
SECRETS = ("765432", "54321", "9876", "98765", "4321.0", "6543", "345.67", "Secret")


def one(**changes):
    return {"chiffre_affaires": [1e6], "operations": [{"montants": [1.0]}], **changes}


def lent(**changes):
    return one(operations=[{"salaries": [{**SALARIE, **changes}]}])


BROKEN = [
    (one(chiffre_affaires=[-1.0]), "minimum"),
    (one(chiffre_affaires=["beaucoup"]), "nombre"),
    (one(chiffre_affaires=[True]), "nombre"),
    (one(chiffre_affaires=[1.0] * 7), "trop"),
    (one(cloture="2002-12-31"), "2003"),
    (one(cloture="2040-12-31"), "2035"),
    (one(cloture="31/12/2026"), "jour"),
    (one(cloture=20261231), "jour"),
    (one(benefice=[1.0], impot_attendu=[1.0]), "pas les deux"),
    (one(zut=1), "zut"),
    (one(version=2), "choix"),
    (one(groupe="peut-être"), "choix"),
    (one(groupe="oui", entree_groupe="2027-01-01"), "entrée"),
    (one(taux_actualisation=1.5), "maximum"),
    (one(operations=[{"montants": [1.0], "salaries": [SALARIE]}]), "deux"),
    (one(operations=[{"montants": [1.0], "voie": "pret_direct"}]), "voie du don"),
    (one(operations=[{"montants": [1.0], "jour": "1999-01-01"}]), "2003"),
    (one(operations=[{"montants": [1.0], "contreparties": 2.0}]), "Opération n° 1"),
    (lent(fin="2026-02-28"), "précède"),
    (lent(heures=1.0), "une seule"),
    (lent(cout_journee=1.0), "un seul des trois"),
    (lent(quotite=0.5), "part du temps"),
    (lent(jours=200.0), "dépasse la période"),
    (lent(fin="2033-01-01", jours=None), "sixième"),
    (lent(debut="2025-12-31"), "premier exercice"),
    (lent(jours=-1.0), "salarié n° 1"),
    (one(excedents=[{"annee": 2025, "montant": -1.0}]), "Excédent n° 1"),
    ([], "entreprise mécène"),
    ("x", "entreprise mécène"),
]


@pytest.mark.parametrize(("data", "words"), BROKEN, ids=[w for _, w in BROKEN])
def test_a_broken_case_is_refused_in_french(data, words):
    with pytest.raises(InputError, match=words):
        read_case(data)


@pytest.mark.parametrize("text", ['{"chiffre_affaires": [NaN]}', "{", '{"titre": 1, "titre": 2}'])
def test_a_broken_file_is_refused_in_french(text):
    with pytest.raises(InputError):
        case_from_json(text)


def test_pay_too_low_for_the_scale_is_refused():
    with pytest.raises(PasserelleError, match="salaire brut"):
        assess(read_case(lent(brut_mensuel=100.0)))


def test_a_case_is_frozen():
    case = read_case(FULL)
    with pytest.raises(ValueError, match="frozen"):
        case.titre = "autre"


def test_public_holds_nothing_private_and_complete_holds_all():
    case = read_case(FULL)
    shown, whole = json.dumps(public(case)), json.dumps(complete(case))
    assert [secret for secret in SECRETS if secret in shown] == []
    assert [secret for secret in SECRETS if secret not in whole] == []
    assert read_case(complete(case)) == case
    assert _names(public(case)) & PRIVATE == set()


def _names(data):
    if isinstance(data, list):
        return {name for item in data for name in _names(item)}
    if not isinstance(data, dict):
        return set()
    # an operation's label is written to be read; an employee's is a name
    return {k for k in data if not (k == "libelle" and "debut" not in data)} | {
        name for value in data.values() for name in _names(value)
    }


def test_what_is_private_is_marked():
    assert {
        "brut_mensuel", "cout_mensuel", "cout_journee", "taux_patronal", "aides_contrat", "libelle",
        "benefice", "impot_attendu", "impot_precedent", "impot_groupe", "reductions",
        "chiffre_affaires", "chiffre_affaires_precedent",
    } == PRIVATE  # fmt: skip


def test_what_a_firm_earns_or_sells_is_private_on_every_page():
    """The same figure is never hidden on one page and in the address of the other."""
    from simulator.cases.lent_staff import Salarie
    from simulator.cases.operation import Operation
    from simulator.schemes import SCHEMES

    models = [SponsorCase, Operation, Salarie, *(s.answers for s in SCHEMES.values())]
    earned = ("chiffre_affaires", "benefice", "impot_attendu", "brut_mensuel", "salaire")
    found = [
        (model.__name__, name, asked(model, name).private)
        for model in models
        for name in model.model_fields
        if name.startswith(earned)
    ]
    assert len(found) > 5
    assert [place for *place, private in found if not private] == []


def test_a_public_case_comes_back_and_says_what_to_type_again():
    again = read_case(public(read_case(FULL)))
    assert missing(again) == ("chiffre_affaires", "brut_mensuel")
    with pytest.raises(InputError, match="Salaire brut mensuel"):
        assess(again)


def test_a_link_is_public_unless_asked():
    case = read_case({**FULL, "operations": FULL["operations"][3:]})
    assert from_link(to_link(case)).benefice == ()
    assert from_link(to_link(case, private=True)) == case
    with pytest.raises(InputError):
        from_link("2.zut")


def test_every_field_has_its_words():
    from simulator.cases.history import Excedent, ReductionAncienne
    from simulator.cases.lent_staff import Salarie
    from simulator.cases.operation import Operation

    for model in (SponsorCase, Operation, Salarie, Excedent, ReductionAncienne):
        for name in model.model_fields:
            assert has(f"champs.{name}.label"), name
            assert has(f"champs.{name}.aide"), name


AMOUNTS = st.lists(st.floats(0, 1e9), max_size=6)


@settings(max_examples=60, deadline=None)
@given(
    AMOUNTS.filter(bool), st.lists(st.floats(-1e9, 1e9), max_size=6), AMOUNTS,
    st.sampled_from(["inconnu", "oui", "non"]), st.sampled_from(["2026-12-31", "2010-06-30"]),
)  # fmt: skip
def test_any_case_comes_back_the_same_and_public_never_leaks(
    turnover, profit, gifts, word, closing
):
    case = read_case(
        {
            "cloture": closing,
            "chiffre_affaires": turnover,
            "benefice": profit,
            "taux_reduit": word,
            "operations": [{"montants": gifts, "recu": word}],
        }
    )
    assert read_case(json.loads(json.dumps(complete(case)))) == case
    assert "benefice" not in public(case)
    if gifts:
        figures = assess(case).figures("confirmed")
        assert figures["cout"] == pytest.approx(sum(round(x, 2) for x in gifts), abs=0.05)


def test_the_command_answers_a_case(tmp_path, capsys):
    path = tmp_path / "cas.json"
    proven = {"interet_general": "oui", "aide_aux_entreprises": "non", "obligation": "non",
              "recu": "oui"}  # fmt: skip
    path.write_text(
        json.dumps(
            {
                "chiffre_affaires": [12e6],
                "benefice": [8e5],
                "operations": [{"montants": [90_000.0], **proven}],
            }
        ),
        encoding="utf-8",
    )
    assert main(["mecene", str(path)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["eligible"] == "ouvert"
    assert told["lectures"]["prudent"]["chiffres"]["cout_net"] == 36_000
    assert told["lectures"]["prudent"]["millesimes"]["assiette"][0]["meurt"] == 2031
    assert told["operations"][0]["questions"][0]["adresse"].startswith("http")


def test_the_command_answers_without_any_tax_given(tmp_path, capsys):
    path = tmp_path / "cas.json"
    path.write_text('{"chiffre_affaires": [1e6], "operations": [{"montants": [10]}]}', "utf-8")
    assert main(["mecene", str(path)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["lectures"]["prudent"]["exercices"][0]["impot"] is None


def test_the_command_refuses_in_one_sentence(tmp_path, capsys):
    path = tmp_path / "cas.json"
    path.write_text('{"operations": [{"montants": [10]}]}', "utf-8")
    assert main(["mecene", str(path)]) == 2
    assert "Chiffre d’affaires" in capsys.readouterr().err
