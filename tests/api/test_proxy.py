"""The proxy file of the documentation, with the real nginx: pages, sessions, files, log."""

import asyncio
import http.client
import json
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from simulator import ROOT

sys.path.insert(0, str(ROOT / "benchmarks"))
import serving
from exports import _get as fetched
from sessions import Session

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
FRAME = """
daemon off; master_process off; pid {folder}/pid; error_log {folder}/erreurs;
events {{}}
http {{
  client_body_temp_path {folder}/c; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  {documented}
}}
"""


def settings(folder, port, behind):
    """The documented file with the ports and the paths of this test, nothing else changed."""
    documented = (ROOT / "docs" / "nginx.conf").read_text(encoding="utf-8")
    for told, here in (
        ("listen 80;", f"listen 127.0.0.1:{port};"),
        ("server 127.0.0.1:8501;", f"server 127.0.0.1:{behind};"),
        ("/var/log/nginx/passerelle.log", f"{folder}/journal"),
        ("server_name outil.exemple.fr;", "server_name 127.0.0.1;"),
    ):
        assert documented.count(told) == 1, told
        documented = documented.replace(told, here)
    return FRAME.format(folder=folder, documented=documented)


@pytest.fixture(scope="module")
def proxy(tmp_path_factory):
    """The address behind nginx, and its log."""
    if NGINX is None:
        pytest.skip("nginx n’est pas installé")
    folder = tmp_path_factory.mktemp("nginx")
    port, behind = serving.free_port(), serving.free_port()
    file = folder / "nginx.conf"
    file.write_text(settings(folder, port, behind), encoding="utf-8")
    server = serving.start(
        behind, "serve.py", "--server.baseUrlPath", "outil", "--server.allowedHosts", "127.0.0.1"
    )
    command = [NGINX, "-c", str(file), "-e", str(folder / "erreurs")]
    front = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        yield serving.wait(f"http://127.0.0.1:{port}/outil"), folder / "journal"
    finally:
        for process in (front, server):
            process.terminate()
            process.wait(20)


def get(address, path, **headers):
    host, _, base = address.removeprefix("http://").partition("/")
    connection = http.client.HTTPConnection(host, timeout=20)
    connection.request("GET", f"/{base}{path}", headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def test_pages_and_health_answer_behind_the_proxy(proxy):
    address, _ = proxy
    answer, body = get(address, "/healthz")
    assert (answer.status, json.loads(body)["etat"]) == (200, "ok")
    for path in ("/", "/mecene?lang=en", "/favicon.png"):
        answer, body = get(address, path, Accept="text/html")
        assert answer.status == 200
        assert answer.headers["Referrer-Policy"] == "no-referrer"
    script = re.search(r'src="\./([^"]+\.js)"', get(address, "/")[1].decode())[1]
    answer, body = get(address, f"/{script}", **{"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(body) > 1000


def test_a_session_opens_reruns_and_its_files_arrive(proxy):
    address, _ = proxy

    async def visit():
        session = await Session(address, "territoires", "lang=fr").open()
        await session.rerun()
        files = [await session.ask(way) for way in list(session.buttons)]
        await session.close()
        return files

    files = asyncio.run(visit())
    assert len(files) >= 6
    assert all(files)
    for path in files:
        assert fetched(address + path)


def test_the_log_of_the_proxy_holds_no_key_and_no_file(proxy):
    address, log = proxy
    get(address, "/donnees?reseau=CLEFSECRETE", Referer=f"{address}/donnees?reseau=CLEFSECRETE")
    get(address, "/media/FICHIERSECRET.csv")
    time.sleep(0.2)
    written = Path(log).read_text(encoding="utf-8")
    assert "/outil/donnees" in written
    assert "SECRET" not in written


def test_a_body_beyond_the_limit_is_refused_by_the_proxy(proxy):
    address, _ = proxy
    host = address.removeprefix("http://").partition("/")[0]
    connection = http.client.HTTPConnection(host, timeout=20)
    headers = {"Content-Length": str(20_000_000)}
    connection.request("PUT", "/outil/_stcore/upload_file/x/y", headers=headers)
    assert connection.getresponse().status == 413
    connection.close()
