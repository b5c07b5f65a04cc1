"""The application as a server of its own, for the benchmarks that open it in a browser."""

import subprocess
import sys
import time
import urllib.request

from simulator import ROOT


def start(port):
    """A fresh server on this port, which may not answer yet."""
    command = [sys.executable, "-m", "streamlit", "run", "serve.py", "--server.port", str(port)]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, cwd=ROOT, stdout=quiet, stderr=quiet)


def wait(address):
    """Come back once it answers, or after 20 seconds."""
    for _ in range(400):
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=1)
            return
        except OSError:
            time.sleep(0.05)
