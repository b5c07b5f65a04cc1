"""The contract of `incertitude`: its keys, refusals by path, same bytes for the same seed."""

import io
import json

import pytest

from simulator.__main__ import main
from simulator.errors import InputError
from simulator.studies.uncertainty import LEAST, MOST
from simulator.studies.uncertainty_body import answer, plain
from simulator.text import LANGUAGES, speaking
from tests.studies.test_uncertainty import SPONSOR, run

CASE = {"dispositif": "performance_ciblee", "reponses": {"nb_pme": 4}}
RANGES = {"prix_pme": [2000, 2440, 3200], "nb_pme": [2, 4, 9], "aide_region": [1500, 4000, 4000]}
BODY = {
    "cas": CASE,
    "voie": None,
    "plages": RANGES,
    "tirages": LEAST,
    "graine": 2026,
    "sorties": ["reste_a_charge_pme", "cout_par_jour"],
    "seuils": {"reste_a_charge_pme": 10_000},
}
KEYS = {
    "valeur", "moyenne", "ecart_type", "p10", "p50", "p90", "phrase", "moteurs", "bascules",
    "part_sous_le_seuil", "a_mesurer_en_premier",
}  # fmt: skip


def asked(**changed):
    return plain(answer({**BODY, **changed}))


def printed(capsys, monkeypatch, body, *options):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(json.dumps(body).encode())))
    code = main(["incertitude", "-", *options])
    return code, *capsys.readouterr()


def test_the_answer_has_the_keys_of_the_contract_and_no_other():
    found = asked()
    assert set(found) == {"sorties", "tirages", "graine"}
    assert list(found["sorties"]) == BODY["sorties"]
    for one in found["sorties"].values():
        assert set(one) == KEYS
        keys = {"champ", "part_seule", "part_totale", "au_bas", "au_haut"}
        assert all(set(driver) == keys for driver in one["moteurs"])
        assert all(set(flip) == {"champ", "valeur", "sortie"} for flip in one["bascules"])
        totals = [driver["part_totale"] for driver in one["moteurs"]]
        assert totals == sorted(totals, reverse=True)
    first = found["sorties"]["reste_a_charge_pme"]
    assert first["bascules"]
    assert 0 < first["part_sous_le_seuil"] < 1
    assert found["sorties"]["cout_par_jour"]["part_sous_le_seuil"] is None
    assert (found["tirages"], found["graine"]) == (LEAST, 2026)


def test_draws_and_seed_have_defaults():
    found = plain(answer({key: BODY[key] for key in ("cas", "plages", "sorties")}))
    assert (found["tirages"], found["graine"]) == (MOST, 2026)


def test_the_order_of_fields_and_of_ranges_changes_nothing():
    backwards = {name: RANGES[name] for name in reversed(RANGES)}
    answers = dict(reversed(list({**CASE["reponses"], "prix_pme": 2440}.items())))
    case = {"reponses": answers, "dispositif": CASE["dispositif"]}
    plainly = json.dumps(asked())
    assert json.dumps(plain(answer(dict(reversed({**BODY, "plages": backwards}.items()))))) == (
        plainly
    )
    assert json.dumps(asked(cas=case)) == plainly


def test_the_same_seed_gives_the_same_bytes_and_another_one_others(capsys, monkeypatch):
    first, again = (printed(capsys, monkeypatch, BODY) for _ in range(2))
    assert first == again
    assert first[0] == 0
    other = printed(capsys, monkeypatch, {**BODY, "graine": 3})
    assert other[1] != first[1]
    a, b = (json.loads(text)["sorties"]["reste_a_charge_pme"] for text in (first[1], other[1]))
    assert a["p50"] == pytest.approx(b["p50"], rel=0.01)
    assert a["valeur"] == b["valeur"]


def test_the_command_line_says_what_the_function_says(capsys, monkeypatch):
    code, out, err = printed(capsys, monkeypatch, BODY)
    assert (code, err) == (0, "")
    assert json.loads(out) == asked()
    for language in LANGUAGES:
        with speaking(language):
            code, out, err = printed(capsys, monkeypatch, BODY, "--table")
        assert (code, err) == (0, "")
        assert "probabilit" not in out
        assert "{" not in out


def test_low_equal_to_high_is_no_driver_and_moves_no_draw():
    fixed = asked(plages={**RANGES, "taux_realisation": [50, 50, 50]})
    assert fixed == asked()
    drivers = fixed["sorties"]["reste_a_charge_pme"]["moteurs"]
    assert {driver["champ"] for driver in drivers} == set(RANGES)


def test_the_value_is_that_of_run_at_the_likely_values():
    from simulator.cases.scenario import read

    likely = {"prix_pme": 2500, "nb_pme": 5}
    found = asked(plages={"prix_pme": [2000, 2500, 3200], "nb_pme": [2, 5, 9]})
    case = read({**CASE, "reponses": likely})
    for name, one in found["sorties"].items():
        assert one["valeur"] == run(case, name)


def test_without_ranges_it_is_a_single_estimate_that_claims_no_margin():
    found = asked(plages={})["sorties"]["reste_a_charge_pme"]
    assert "Estimation unique" in found["phrase"]
    assert (found["p10"], found["moyenne"], found["part_sous_le_seuil"]) == (None, None, None)
    assert (found["moteurs"], found["bascules"], found["a_mesurer_en_premier"]) == ([], [], None)


def test_the_route_asked_is_the_one_answered():
    case = {"dispositif": "alize", "reponses": {}}
    given = {"plages": {"salaire_brut": [50_000, 55_000, 70_000]}, "seuils": {}}
    asked_of = {"cas": case, "sorties": ["effort_net_mecene"], "tirages": LEAST, **given}
    lead = plain(answer(asked_of))
    free = plain(answer({**asked_of, "voie": "pret_direct"}))
    in_case = plain(answer({**asked_of, "cas": {**case, "voie": "pret_direct"}}))
    assert free == in_case
    net = [one["sorties"]["effort_net_mecene"]["valeur"] for one in (lead, free)]
    assert None not in net


def test_a_sponsor_is_asked_by_the_same_verb():
    body = {
        "cas": SPONSOR,
        "voie": "confirmed",
        "plages": {"operations.0.salaries.0.jours": [20, 40, 90]},
        "tirages": LEAST,
        "sorties": ["cout_net"],
        "seuils": {"cout_net": 9_000},
    }
    found = plain(answer(body))["sorties"]["cout_net"]
    (flip,) = found["bascules"]
    assert flip["sortie"] == pytest.approx(9_000, abs=0.01)
    assert 20 <= flip["valeur"] <= 90


REFUSED = {
    "tirages": ({"tirages": 100}, "tirages : « 100 »", "4096 à 65536"),
    "tirages trop": ({"tirages": 65_537}, "tirages : « 65537 »", "65536"),
    "tirages vrai": ({"tirages": True}, "tirages : « True »", "4096"),
    "graine": ({"graine": -1}, "graine : « -1 »", "0 à"),
    "graine mot": ({"graine": "2026"}, "graine : « 2026 »", "nombre entier"),
    "cle": ({"plage": {}}, "« plage »", "plages"),
    "cas": ({"cas": 3}, "cas : ", "mecene"),
    "voie": ({"voie": "lune"}, "voie : « lune »", "de_minimis"),
    "champ du cas": (
        {"cas": {**CASE, "reponses": {"nb_pme": -2}}},
        "cas.reponses.nb_pme : ",
        "PME",
    ),
    "dispositif": ({"cas": {"dispositif": "rien"}}, "cas", "alize"),
    "plage inconnue": ({"plages": {"lune": [1, 2, 3]}}, "plages.lune : ", "nombre"),
    "annee": ({"plages": {"annee": [2005, 2006, 2007]}}, "plages.annee : ", "nombre"),
    "deux valeurs": ({"plages": {"prix_pme": [1, 2]}}, "plages.prix_pme : ", "trois nombres"),
    "texte": ({"plages": {"prix_pme": ["1", 2, 3]}}, "plages.prix_pme : ", "trois nombres"),
    "ordre": ({"plages": {"prix_pme": [3000, 2440, 3200]}}, "plages.prix_pme : ", "3 000 €"),
    "bornes": ({"plages": {"prix_pme": [0, 1, 1e9]}}, "plages.prix_pme : ", "1 000 000"),
    "demesure": ({"plages": {"prix_pme": [1, 1e308, 1e308]}}, "plages.prix_pme : 1e+308", "€"),
    "entiers": ({"plages": {"nb_pme": [1, 1.5, 3]}}, "plages.nb_pme : ", "1,5"),
    "plages": ({"plages": [1]}, "plages : ", "fourchettes"),
    "sortie": ({"sorties": ["lune"]}, "sorties.0 : « lune »", "cout_reel"),
    "sorties": ({"sorties": []}, "sorties : ", "cout_reel"),
    "seuil": ({"seuils": {"levier": 3}}, "seuils.levier : ", "reste_a_charge_pme"),
    "seuil mot": ({"seuils": {"cout_par_jour": "x"}}, "seuils.cout_par_jour : « x »", "nombre"),
    "seuils": ({"seuils": 3}, "seuils : ", "seuil"),
}


@pytest.mark.parametrize("which", sorted(REFUSED))
def test_bad_input_names_its_path_its_value_and_the_way_out(which, capsys, monkeypatch):
    changed, start, way_out = REFUSED[which]
    code, out, err = printed(capsys, monkeypatch, {**BODY, **changed})
    assert (code, out) == (2, "")
    plainly = err.replace("\u00a0", " ")
    assert plainly.startswith(start)
    assert way_out.replace("\u202f", "") in plainly.replace("\u202f", "")
    assert plainly.count("\n") == 1


@pytest.mark.parametrize("threshold", [1e308, -1e308, 1e15])
def test_a_threshold_beyond_reading_is_refused_by_its_path(threshold):
    with pytest.raises(InputError) as refused:
        asked(seuils={"reste_a_charge_pme": threshold})
    ((path, told),) = refused.value.faults
    assert path == "seuils.reste_a_charge_pme"
    assert str(threshold)[:5] in told


def test_every_fault_is_said_at_once():
    with pytest.raises(InputError) as refusal:
        answer({**BODY, "tirages": 1, "graine": -1, "plages": {"lune": [1, 2, 3]}})
    assert [path for path, _ in refusal.value.faults] == ["tirages", "graine", "plages.lune"]


def test_a_case_that_holds_its_ranges_is_doubted_by_them():
    answers = {**CASE["reponses"], "prix_pme": 2440}
    own = {"plages": RANGES, "graine": 7, "seuils": {"reste_a_charge_pme": 10_000}}
    case = {**CASE, "reponses": answers, "doute": own}
    asked_of = {key: BODY[key] for key in ("tirages", "sorties")}
    assert plain(answer({"cas": case, **asked_of})) == asked(graine=7)
    other = {"prix_pme": [2400, 2440, 2500]}
    assert plain(answer({"cas": case, "plages": other, **asked_of})) == asked(
        graine=7, plages=other
    )


def test_ranges_of_one_value_say_that_nothing_varies():
    body = {
        "cas": {"dispositif": "performance_ciblee"},
        "plages": {"prix_pme": [2440, 2440, 2440]},
        "tirages": 4096,
        "sorties": ["cout_reel"],
        "seuils": {"cout_reel": 6000},
    }
    found = plain(answer(body))["sorties"]["cout_reel"]
    assert (found["moyenne"], found["ecart_type"], found["p10"], found["p90"]) == (
        6440,
        0,
        6440,
        6440,
    )
    assert found["part_sous_le_seuil"] == 0
    assert (found["moteurs"], found["a_mesurer_en_premier"]) == ([], None)


def test_a_sponsor_is_drawn_the_least_without_being_told():
    turnover = SPONSOR["chiffre_affaires"][0]
    ranges = {"chiffre_affaires.0": [turnover * 0.9, turnover, turnover * 1.1]}
    followed = {"cas": SPONSOR, "plages": ranges, "sorties": ["cout_net"]}
    assert plain(answer(followed))["tirages"] == LEAST
    plainly = {"cas": {"dispositif": "ppj"}, "sorties": ["cout_reel"]}
    assert plain(answer(plainly))["tirages"] == MOST
