"""The application as a server of its own, for what measures it and what tests it."""

import os
import socket
import subprocess
import sys
import time
import urllib.request

from simulator import ROOT


def free_port():
    """A port of this machine that nobody listens to."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def start(port, script="serve.py", *options, output=subprocess.DEVNULL, folder=ROOT, **settings):
    """A fresh server on this port, which may not answer yet; `settings` are its environment."""
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    return subprocess.Popen(
        [*command, "--server.address", "127.0.0.1", *options],
        cwd=folder,
        env=os.environ | {"PYTHONUNBUFFERED": "1"} | settings,
        stdout=output,
        stderr=output,
    )


def wait(address, seconds=60):
    """Come back with the address once it answers."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=1)
        except OSError:
            time.sleep(0.05)
        else:
            return address
    raise TimeoutError(address)
