"""The HTTP interface: the bytes of the command line, refusals by field, sizes and pace bounded."""

import asyncio
import json
import logging
import threading
import time

import pytest

from simulator.__main__ import main
from simulator.api import interface as interfaces
from simulator.api import mounted, pace, reading
from simulator.api.described import _examples
from simulator.api.interface import interface
from simulator.api.pace import Rate, Workers
from simulator.api.verbs import VERBS, Verb
from simulator.base import limits
from simulator.cases.scenario import read
from simulator.errors import DataError
from simulator.schemes import SCHEMES
from simulator.stories.ready_cases import examples, scenarios
from simulator.text import LANGUAGES
from tests.api.asking import JSON, ask, get, post

WITHOUT_LIMIT = Rate(1e9, 1e9)


@pytest.fixture
def api():
    return interface(WITHOUT_LIMIT)


BAD = (None, [], 3, "x", {}, {"dispositif": "nulle_part"}, {"inconnue": 1})
READY = {
    "run": [case.to_dict() for case in scenarios().values()],
    "mecene": [
        *(case.model_dump(mode="json", exclude_defaults=True) for case in examples().values()),
        {"annees": [{"cloture": "2025-12-31", "chiffre_affaires": 1e6, "dons": 9e3}]},
        {"annees": [{"cloture": "2025-12-31", "chiffre_affaires": -1}]},
    ],
    "comparer": [{"reference": {"dispositif": "alize", "reponses": {"nb_pme": 0}}}],
    "programme": [{"annees": [2026], "lignes": []}],
    "incertitude": [{"cas": {"dispositif": "ppj"}, "plages": {"prix": [3, 2, 1]}}],
    "repartir": [
        _examples()["repartir"] | {"planchers_pme": {"Meuse": 100}},
        _examples()["repartir"] | {"budget_region": -4},
    ],
}
BODIES = [
    (verb, body) for verb in VERBS for body in (*READY.get(verb, []), _examples()[verb], *BAD)
]


@pytest.mark.parametrize(("verb", "body"), BODIES)
def test_both_doors_write_the_same_bytes_and_refuse_with_the_same_sentences(
    api, verb, body, tmp_path, capfd
):
    file = tmp_path / "corps.json"
    file.write_text(json.dumps(body), encoding="utf-8")
    code = main([verb, str(file)])
    printed, told = capfd.readouterr()
    answer = post(api, f"/{verb}", body)
    if code == 0:
        assert answer.status == 200
        assert answer.content == printed.encode()
        return
    assert (code, answer.status, printed) == (2, 422, "")
    assert " ".join(" ".join(answer.messages).split()) == told.strip()
    assert all(set(fault) == {"champ", "message"} for fault in answer.json["erreurs"])


def test_each_question_has_an_answer_among_those_bodies(api):
    for verb in VERBS:
        assert post(api, f"/{verb}", _examples()[verb]).status == 200


def test_a_refusal_names_the_field_by_its_path(api):
    body = _examples()["comparer"]
    body["variantes"][0]["reponses"] = {"salaire_brut": -1}
    (fault,) = post(api, "/comparer", body).json["erreurs"]
    assert fault["champ"] == "variantes.0.reponses.salaire_brut"


@pytest.mark.parametrize(
    ("path", "headers", "language"),
    [
        ("/run", {}, "fr"),
        ("/run", {"Accept-Language": "en-GB,en;q=0.9,fr;q=0.8"}, "en"),
        ("/run", {"Accept-Language": "de, fr;q=0.7, en;q=0.3"}, "fr"),
        ("/run", {"Accept-Language": "en;q=0.3, fr;q=0.9"}, "fr"),
        ("/run", {"Accept-Language": "en;q=0"}, "fr"),
        ("/run", {"Accept-Language": "en;q=beaucoup"}, "fr"),
        ("/run", {"Accept-Language": "*"}, "fr"),
        ("/run?langue=en", {"Accept-Language": "fr"}, "en"),
        ("/run?langue=xx", {}, "fr"),
    ],
)
def test_a_refusal_is_in_the_language_of_the_request(api, path, headers, language):
    body = {"dispositif": "alize", "reponses": {"nb_pme": -3}}
    answer = post(api, path, body, headers={**JSON, **headers})
    assert answer.headers["content-language"] == language
    assert ("Choisissez" in answer.messages[0]) is (language == "fr")


@pytest.mark.parametrize(
    ("content", "headers", "words"),
    [
        (b"{", JSON, "JSON"),
        (b"", JSON, "JSON"),
        (b'{"a": NaN}', JSON, "NaN"),
        (b'{"a": 1, "a": 2}', JSON, "a"),
        (b"\xff\xfe{", JSON, "UTF-8"),
        (b"[" * 100_000, JSON, "JSON"),
        (b"{}", {"Content-Type": "text/plain"}, "text/plain"),
        (b"{}", {"Content-Type": "application/x-www-form-urlencoded"}, "x-www-form-urlencoded"),
        (b"{}", {}, "application/json"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_shape(api, content, headers, words):
    answer = post(api, "/run", content, headers=headers)
    assert answer.status == 422
    assert words in answer.messages[0]


def test_the_charset_of_json_may_be_said_and_a_mark_may_come_first(api):
    content = b"\xef\xbb\xbf" + json.dumps(_examples()["run"]).encode()
    answer = post(api, "/run", content, headers={"Content-Type": "Application/JSON; charset=utf-8"})
    assert answer.status == 200


def test_a_body_too_large_is_refused_before_it_is_read_whole(api):
    chunks = [b"x" * 400_000] * 4
    answer = post(api, "/run", chunks=chunks, whole=False)
    assert answer.status == 413
    assert "1 Mo" in answer.messages[0].replace("\u00a0", " ")
    declared = JSON | {"Content-Length": "1600000"}
    assert post(api, "/run", chunks=[b"{"], whole=False, headers=declared).status == 413
    exact = b" " * (limits.REQUEST - 2) + b"{}"
    assert post(api, "/run", exact).status == 422


def test_a_body_that_does_not_come_is_not_waited_for(api, monkeypatch):
    monkeypatch.setattr(reading, "SECONDS", 0.05)
    answer = post(api, "/run", chunks=[b"{"], whole=False)
    assert answer.status == 408
    assert post(api, "/run", b"{").status == 422


@pytest.mark.parametrize("path", ["/rien", "/", "", "/run/", "/run/x", "/docs", "/redoc"])
def test_another_address_is_told_what_the_questions_are(api, path):
    answer = post(api, path, {})
    assert answer.status == 404
    assert all(verb in answer.messages[0] for verb in VERBS)


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_a_method_that_a_question_does_not_admit_is_refused(api, method):
    answer = ask(api, method, "/run", b"")
    assert (answer.status, answer.headers["allow"]) == (405, "POST")
    assert method in answer.messages[0]
    assert not any(name.startswith("access-control") for name in answer.headers)


def test_an_address_that_asks_too_much_is_told_when_to_come_back_and_others_are_answered():
    clock = [0.0]
    api = interface(Rate(2, 3, lambda: clock[0]))
    asked = [get(api, "/rien", address="192.0.2.1").status for _ in range(5)]
    assert asked == [404, 404, 404, 429, 429]
    late = get(api, "/rien", address="192.0.2.1")
    assert (late.status, late.headers["retry-after"]) == (429, "1")
    assert "Trop de demandes" in late.messages[0]
    assert get(api, "/rien", address="192.0.2.2").status == 404
    clock[0] = 0.5
    assert get(api, "/rien", address="192.0.2.1").status == 404
    assert get(api, "/rien", address="192.0.2.1").status == 429


def test_one_house_of_ipv6_is_one_address_and_the_count_of_addresses_is_bounded(monkeypatch):
    rate = Rate(1, 1, lambda: 0.0)
    rate.take("2001:db8::1")
    with pytest.raises(pace.Refused):
        rate.take("2001:db8::2")
    rate.take("2001:db8:1::2")
    monkeypatch.setattr(pace, "ADDRESSES", 2)
    rate.take("192.0.2.1")
    assert len(rate.buckets) == 2


def test_too_many_long_questions_at_once_are_told_to_come_back(monkeypatch):
    gate = threading.Event()
    slow = Verb(lambda _data: gate.wait(20), lambda _found: {})
    monkeypatch.setattr(interfaces, "VERBS", {"lent": slow, "vif": Verb(lambda d: d, lambda d: d,
        heavy=False)})  # fmt: skip
    api = interface(WITHOUT_LIMIT)
    told = []
    threads = [
        threading.Thread(target=lambda: told.append(post(api, "/lent", {}))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    time.sleep(0.5)
    late = post(api, "/lent", {})
    assert (late.status, late.headers["retry-after"]) == (429, "5")
    assert post(api, "/vif", {}).status == 200
    gate.set()
    for thread in threads:
        thread.join()
    assert [one.status for one in told] == [200] * 8
    assert post(api, "/lent", {}).status == 200


def test_a_question_that_lasts_is_given_up_and_counts_until_its_end():
    async def lasting():
        gate, workers = threading.Event(), Workers(1, 0, "essai")
        with pytest.raises(interfaces.Refused) as refused:
            await workers.do(lambda: gate.wait(10), seconds=0.05)
        assert (refused.value.status, workers.pending) == (503, 1)
        gate.set()
        await asyncio.sleep(0.2)
        assert workers.pending == 0

    asyncio.run(lasting())


def test_a_failure_says_its_kind_alone_and_nothing_private_is_logged(monkeypatch, caplog):
    def broken(_data):
        raise ValueError("salaire 123456")

    monkeypatch.setattr(interfaces, "VERBS", {"run": Verb(broken, lambda found: found)})
    with caplog.at_level(logging.DEBUG):
        answer = post(interface(WITHOUT_LIMIT), "/run", {"salaire_brut": 123456})
    assert answer.status == 500
    assert answer.json["erreurs"][0]["champ"] == ""
    assert "123456" not in caplog.text + answer.content.decode()
    assert "ValueError" in caplog.text


@pytest.mark.parametrize("day", ["2026-11-28", "2003-08-01", "1998-01-01"])
def test_the_law_of_a_day_is_that_of_the_command_line(api, day, capfd):
    main(["loi", day])
    printed = capfd.readouterr().out.splitlines()
    answer = get(api, f"/loi?jour={day}").json
    assert answer["jour"] == day
    assert [row["parametre"] for row in answer["lignes"]] == [line.split()[0] for line in printed]
    for row, line in zip(answer["lignes"], printed, strict=True):
        assert row["depuis"] in line
        assert line.endswith(row["article"])


@pytest.mark.parametrize("day", ["", "hier", "2026-02-30", "20260203", "2026-2-3", "0000-00-00"])
def test_a_day_that_is_none_is_refused(api, day):
    answer = get(api, f"/loi?jour={day}")
    assert (answer.status, answer.json["erreurs"][0]["champ"]) == (422, "jour")


def test_the_law_says_what_nobody_could_read_and_what_has_no_limit(api):
    rows = get(api, "/loi?jour=2026-11-28").json["lignes"]
    unknown = [row for row in rows if row["valeur"] is None]
    assert all(row["sans_limite"] or row["note"] for row in unknown)
    whole = {"parametre", "nom", "valeur", "unite", "depuis", "evenement", "article", "adresse",
             "verifie_le", "confiance", "note", "sans_limite"}  # fmt: skip
    assert all(set(row) == whole for row in rows)


def test_each_format_is_told_with_its_questions(api):
    told = {one["dispositif"]: one for one in get(api, "/formats").json["formats"]}
    assert list(told) == list(SCHEMES)
    for key, scheme in SCHEMES.items():
        assert [voie["voie"] for voie in told[key]["voies"]] == [r.key for r in scheme.routes]
        fields = {field["champ"]: field for field in told[key]["champs"]}
        assert list(fields) == list(scheme.answers.model_fields)
        defaults = {
            name: field["defaut"] for name, field in fields.items() if field["defaut"] is not None
        }
        assert read({"dispositif": key, "reponses": defaults}) == read({"dispositif": key})
        assert fields["annee"]["minimum"] <= fields["annee"]["maximum"]
    pay = next(f for f in told["alize"]["champs"] if f["champ"] == "salaire_brut")
    assert (pay["unite"], pay["prive"], pay["minimum"]) == ("€", True, 1)
    assert pay["source"]["source"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_interface_describes_itself(api, language):
    told = get(api, f"/openapi.json?langue={language}").json
    assert told["openapi"].startswith("3.")
    assert {f"/{verb}" for verb in (*VERBS, "exporter", "loi", "formats")} == set(told["paths"])
    models = told["components"]["schemas"]
    text = json.dumps(told)
    for name in {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}:
        assert name in models
    for key, scheme in SCHEMES.items():
        answers = models[scheme.answers.__name__]["properties"]
        assert set(answers) == set(scheme.answers.model_fields)
        assert models[f"cas_{key}"]["properties"]["dispositif"]["const"] == key
    pay = models["AlizeAnswers"]["properties"]["salaire_brut"]
    assert (pay["minimum"], "€" in pay["description"]) == (1, True)
    body = told["paths"]["/run"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert body["discriminator"]["propertyName"] == "dispositif"


def test_broken_data_is_one_sentence_and_the_interface_comes_back_with_them(monkeypatch):
    def broken():
        raise DataError("donnees", detail="une ligne")

    monkeypatch.setattr(mounted, "_made", [])
    monkeypatch.setattr(interfaces, "interface", broken)
    answer = get(mounted.when_asked, "/formats")
    assert (answer.status, "une ligne" in answer.messages[0]) == (503, True)
    monkeypatch.setattr(interfaces, "interface", lambda: interface(WITHOUT_LIMIT))
    assert get(mounted.when_asked, "/formats").status == 200


@pytest.mark.parametrize(
    ("said", "rate"),
    [("", 20), ("5", 5), ("0.5", 0.5), ("0", 20), ("-3", 20), ("x", 20), ("nan", 20)],
)
def test_a_pace_that_is_no_number_is_the_usual_one(said, rate):
    assert pace.rate_of(said) == rate
