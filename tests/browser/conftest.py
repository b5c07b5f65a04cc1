"""A real server on a free port of this machine, and Debian's Chromium; skipped without it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from simulator import ROOT

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-quic",
]  # fmt: skip


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def start_server(script="serve.py", port=None, options=()):
    """The address of a fresh server and its process, once it answers."""
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    process = subprocess.Popen(
        [*command, "--server.address", "127.0.0.1", *options],
        cwd=ROOT,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=1)
            return address, process
        except OSError:
            time.sleep(0.1)
    process.kill()
    raise TimeoutError(address)


@pytest.fixture
def server():
    address, process = start_server()
    yield address
    process.kill()
    process.wait()


@pytest.fixture(scope="module")
def shared_server():
    address, process = start_server()
    yield address
    process.kill()
    process.wait()


@pytest.fixture(scope="module")
def chromium():
    if not CHROMIUM:
        pytest.skip("Chromium n’est pas installé")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def kept_server(tmp_path_factory):
    """A server with an empty database of its own, for what is kept."""
    with pytest.MonkeyPatch.context() as patch:
        base = tmp_path_factory.mktemp("dossiers") / "base.sqlite"
        patch.setenv("DATABASE_URL", f"sqlite:///{base}")
        address, process = start_server()
    yield address
    process.kill()
    process.wait()
