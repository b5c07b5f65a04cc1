"""One request after another on a connection that stays open: the median and the 95th centile.

python benchmarks/ouverte.py [serve.py|app.py]
"""

import http.client
import sys
import time

import serving
from sessions import percentile

REQUESTS = 300


def measure(port, path):
    """Milliseconds of each request on one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    took = []
    for _ in range(REQUESTS):
        start = time.perf_counter()
        connection.request("GET", path)
        connection.getresponse().read()
        took.append(1000 * (time.perf_counter() - start))
    connection.close()
    return took


def main():
    port = serving.free_port()
    script = sys.argv[1] if len(sys.argv) > 1 else "serve.py"
    server = serving.start(port, script)
    try:
        serving.wait(f"http://127.0.0.1:{port}")
        for path in ("/_stcore/health", "/healthz"):
            took = measure(port, path)
            middle, slow = percentile(took, 0.5), percentile(took, 0.95)
            print(f"{script} {path} : médiane {middle:.1f} ms, p95 {slow:.1f} ms")
    finally:
        server.kill()


if __name__ == "__main__":
    main()
