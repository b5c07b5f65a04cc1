"""The server as a supervisor, a proxy and a stranger meet it: health, base path, hosts, headers."""

import ast
import asyncio
import http.client
import json
import logging
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time

import pytest

import simulator.api.health as healths
from simulator import ROOT
from simulator.api.health import PARTS, Health
from simulator.api.verbs import VERBS
from simulator.errors import DataError
from simulator.store.faults import StoreError

sys.path.insert(0, str(ROOT / "benchmarks"))
import serving
from sessions import Session


@pytest.fixture(scope="module", params=["", "outil"])
def served(request):
    """A server at the root, and one under a base path that answers one host only."""
    port = serving.free_port()
    options = ["--server.baseUrlPath", request.param] if request.param else []
    options += ["--server.allowedHosts", "passerelle.exemple.fr"] if request.param else []
    server = serving.start(port, "serve.py", *options)
    base = f"/{request.param}" if request.param else ""
    try:
        serving.wait(f"http://127.0.0.1:{port}{base}")
        yield port, base
    finally:
        server.kill()
        server.wait()


def get(port, path, host="passerelle.exemple.fr", **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path, headers={"Host": host} | headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def test_health_answers_at_the_root_and_under_the_base_path(served):
    port, base = served
    for path in {"/healthz", f"{base}/healthz"}:
        answer, body = get(port, path)
        assert answer.status == 200
        told = json.loads(body)
        assert told["etat"] == "ok"
        assert set(told["parties"]) == {"sessions", *PARTS}


def test_our_icon_and_the_pages_answer_under_the_base_path(served):
    port, base = served
    for path in (f"{base}/favicon.png", f"{base}/", f"{base}/mecene", f"{base}/_stcore/health"):
        answer, body = get(port, path, Accept="text/html")
        assert answer.status == 200, path
        assert body


def test_no_answer_lets_an_address_travel(served):
    """Streamlit's own page, its scripts, our files, refusals: all of them."""
    port, base = served
    _, page = get(port, f"{base}/")
    script = page.decode().partition('src="./')[2].partition('"')[0]
    assert script
    paths = ("", "mecene", "healthz", "favicon.png", script, "_stcore/health", "media/rien")
    for path in (*paths, "_stcore/metrics", "app/static/icon.png"):
        answer, _ = get(port, f"{base}/{path}")
        assert answer.headers["Referrer-Policy"] == "no-referrer", path
        assert answer.headers["X-Content-Type-Options"] == "nosniff", path


def test_only_the_named_host_is_answered(served):
    port, base = served
    for host, status in (("passerelle.exemple.fr", 200), ("mechant.fr", 421 if base else 200)):
        assert get(port, f"{base}/", host)[0].status == status
    assert get(port, f"{base}/healthz", "127.0.0.1")[0].status == 200


def test_a_request_without_host_gets_the_page(served):
    port, base = served
    with socket.create_connection(("127.0.0.1", port), 20) as connection:
        connection.sendall(f"GET {base}/ HTTP/1.0\r\n\r\n".encode())
        answer = b""
        while part := connection.recv(65536):
            answer += part
    assert answer.startswith(b"HTTP/1.1 200")
    assert b"<title>" in answer


def ask(port, path, body, host="passerelle.exemple.fr", **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    kind = {"Host": host, "Content-Type": "application/json"}
    connection.request("POST", path, json.dumps(body), headers=kind | headers)
    answer = connection.getresponse()
    told = answer.read()
    connection.close()
    return answer, told


def test_programs_are_answered_at_the_root_and_under_the_base_path(served):
    port, base = served
    body = {"dispositif": "alize", "reponses": {"nb_pme": 2}}
    for path in {"/api/v1", f"{base}/api/v1"}:
        answer, told = ask(port, f"{path}/run", body)
        assert (answer.status, told.decode()) == (200, VERBS["run"].written(body))
        answer, told = ask(port, f"{path}/rien", body, **{"Accept-Language": "en"})
        assert (answer.status, "is not a question" in told.decode()) == (404, True)
        answer, told = get(port, f"{path}/openapi.json")
        assert json.loads(told)["servers"] == [{"url": path}]
    assert ask(port, "/api/v1/run", body, "mechant.fr")[0].status == (421 if base else 200)


def test_the_documentation_is_ours_and_asks_nothing_of_anybody(served):
    """Its scripts are files of this server: an inline one would be refused by our own policy."""
    port, base = served
    for path in {"/api/docs", f"{base}/api/docs"}:
        answer, _ = get(port, path)
        assert (answer.status, answer.headers["location"]) == (307, "docs/")
        answer, page = get(port, f"{path}/", Accept="text/html")
        assert answer.status == 200
        assert "script-src 'self'" in answer.headers["content-security-policy"]
        assert re.findall(r"<script(?![^>]* src=)", page.decode()) == []
        named = re.findall(r'(?:src|href)="([^"]+)"', page.decode())
        for name in {"LICENSE", *named} - {"data:,"}:
            assert get(port, f"{path}/{name}")[0].status == 200, name


def test_nothing_that_is_asked_is_in_the_log(tmp_path):
    port, log = serving.free_port(), tmp_path / "journal"
    with log.open("wb") as output:
        server = serving.start(port, "serve.py", output=output)
        try:
            serving.wait(f"http://127.0.0.1:{port}")
            for pay in (123_456, "123456x", -123_456):
                body = {"dispositif": "alize", "reponses": {"salaire_brut": pay}}
                ask(port, "/api/v1/run?langue=fr&salaire=123456", body, "127.0.0.1")
        finally:
            server.terminate()
            server.wait()
    assert "123456" not in log.read_text(encoding="utf-8")


def test_behind_a_proxy_of_this_machine_each_visitor_is_counted_apart():
    port = serving.free_port()
    server = serving.start(port, "serve.py", PASSERELLE_REQUETES_PAR_SECONDE="0.25")
    try:
        serving.wait(f"http://127.0.0.1:{port}")

        def statuses(visitor, times):
            answers = [
                get(port, "/api/v1/rien", "127.0.0.1", **{"X-Forwarded-For": visitor})[0]
                for _ in range(times)
            ]
            assert all(a.headers["retry-after"] for a in answers if a.status == 429)
            return [answer.status for answer in answers]

        assert statuses("192.0.2.1", 4) == [404, 404, 404, 429]
        assert statuses("192.0.2.2", 2) == [404, 404]
    finally:
        server.kill()
        server.wait()


def upgrade(port, base, origin, host):
    key = {"Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "MDEyMzQ1Njc4OTAxMjM0NQ=="}
    headers = {"Connection": "Upgrade", "Upgrade": "websocket", "Origin": origin} | key
    return get_status(port, f"{base}/_stcore/stream", host, headers)


def get_status(port, path, host, headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path, headers={"Host": host} | headers)
    status = connection.getresponse().status
    connection.close()
    return status


def test_a_page_of_elsewhere_opens_no_session(served):
    port, base = served
    host = "passerelle.exemple.fr"
    assert upgrade(port, base, f"http://{host}", host) == 101
    assert upgrade(port, base, "http://mechant.fr", host) == 403
    assert upgrade(port, base, "http://mechant.fr", "mechant.fr") == (403 if base else 101)


def test_a_request_on_an_open_connection_does_not_wait_for_nagle(served):
    """44 ms each when the socket waits to fill a packet, under one without."""
    port, base = served
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    took = []
    for _ in range(30):
        start = time.perf_counter()
        connection.request("GET", f"{base}/healthz")
        connection.getresponse().read()
        took.append(time.perf_counter() - start)
    connection.close()
    assert statistics.median(took) < 0.02


def test_the_access_log_holds_no_key():
    sys.path.insert(0, str(ROOT))
    import serve

    record = logging.LogRecord(
        "uvicorn.access", 20, "", 0, '%s - "%s %s"', ("1.2.3.4", "GET", "/x?reseau=clef"), None
    )
    assert serve.WithoutQuery().filter(record)
    assert record.getMessage() == '1.2.3.4 - "GET /x"'
    assert any(
        type(f).__name__ == "WithoutQuery" for f in logging.getLogger("uvicorn.access").filters
    )


# --- Health says what pages would meet ---------------------------------------------------------


def asked(parts):
    return asyncio.run(Health(parts).now())


def fails_with(fault):
    def part():
        raise fault

    return part


def test_each_part_that_fails_is_named_and_no_detail_is_told():
    parts = {
        "droit": fails_with(DataError("fichier")),
        "faits": lambda: None,
        "base": fails_with(StoreError("occupee")),
        "autre": fails_with(ZeroDivisionError("un mot de passe")),
    }
    told = {"droit": "fichier", "faits": "ok", "base": "occupee", "autre": "panne"}
    assert asked(parts) == told


def test_a_part_that_says_nothing_is_said_to_be_silent(monkeypatch):
    monkeypatch.setattr(healths, "LATE", 0.05)
    assert asked({"base": lambda: time.sleep(0.5), "droit": lambda: None}) == {
        "base": healths.SILENT,
        "droit": "ok",
    }


def test_a_hundred_who_ask_together_cost_one_answer():
    count = []

    async def crowd():
        health = Health({"base": lambda: count.append(time.sleep(0.05))})
        await asyncio.gather(*(health.now() for _ in range(100)))
        await health.now()

    asyncio.run(crowd())
    assert len(count) == 1


def test_the_database_counts_only_where_one_is_named(monkeypatch, tmp_path):
    from simulator.store import networks as stores

    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", "/proc/1/rien")
    stores.store.cache_clear()
    assert asked(PARTS)["base"] == "ok"
    monkeypatch.setenv("DATABASE_URL", "postgresql://x@127.0.0.1:1/x")
    assert asked(PARTS)["base"] == "occupee"
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'b.sqlite'}")
    assert asked(PARTS)["base"] == "ok"
    stores.store.cache_clear()


def test_a_server_whose_database_is_away_fails_its_health_and_says_which_part():
    port = serving.free_port()
    server = serving.start(port, DATABASE_URL="postgresql://x@127.0.0.1:1/x")
    try:
        serving.wait(f"http://127.0.0.1:{port}")
        answer, body = get(port, "/healthz")
        assert answer.status == 503
        told = json.loads(body)
        assert told["etat"] == "panne"
        assert told["parties"]["base"] == "occupee"
        assert told["parties"]["droit"] == "ok"
    finally:
        server.kill()
        server.wait()


BROKEN = [("data/law/mecenat.csv", "droit"), ("data/facts/faits.csv", "faits")]


@pytest.mark.parametrize(("file", "part"), BROKEN)
def test_a_broken_file_fails_health_and_gives_pages_one_sentence(file, part, tmp_path):
    """A whole copy of the project with one broken file: it starts, says which, and logs it."""
    for name in ("src", "data", "pages", "static", ".streamlit", "app.py", "serve.py"):
        (tmp_path / name).symlink_to(ROOT / name)
    for name in ("src", "data"):  # the project is found from its source
        (tmp_path / name).unlink()
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / file).write_text("a,b\n1,2,3\n", encoding="utf-8")
    port = serving.free_port()
    server = serving.start(port, folder=tmp_path, PYTHONPATH=str(tmp_path / "src"))
    try:
        serving.wait(f"http://127.0.0.1:{port}")
        answer, body = get(port, "/healthz")
        assert answer.status == 503
        assert json.loads(body)["parties"][part] != "ok"
        told = asyncio.run(heard(port))
    finally:
        server.kill()
        server.wait()
    assert "ne peut pas être montrée" in told
    assert "Traceback" not in told


async def heard(port):
    """Everything that a page says to a visitor."""
    session = await Session(f"http://127.0.0.1:{port}", "sources").open()
    await session.close()
    return " ".join(session.said)


@pytest.mark.parametrize("entry", ["serve.py", "app.py"])
def test_a_too_old_python_gets_one_sentence(entry):
    """The refusal comes before anything that an older Python could not read."""
    source = (ROOT / entry).read_text(encoding="utf-8")
    head = source[: source.index("import streamlit")]
    old = head.replace("(3, 11)", "(99, 0)")
    done = subprocess.run([sys.executable, "-c", old], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.strip() == "Passerelle demande Python 3.11 ou plus récent."
    ast.parse(source, feature_version=(3, 8))  # else it would be a SyntaxError


def test_the_command_line_of_a_too_old_python_says_one_sentence():
    path = ROOT / "src" / "simulator" / "__init__.py"
    source = path.read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 8))
    old = source[: source.index("from pathlib")].replace("(3, 11)", "(99, 0)")
    done = subprocess.run([sys.executable, "-c", old], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
