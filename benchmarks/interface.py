"""The HTTP interface on kept connections: medians, and what each costs beside the bare engine.

python benchmarks/interface.py
"""

import http.client
import json
import statistics
import threading
import time

import serving

from simulator.api.described import description
from simulator.api.verbs import VERBS

HOST = "127.0.0.1"
TIMES, HEAVY_TIMES, CLIENTS = 200, 15, 10
UNBOUNDED = {"PASSERELLE_REQUETES_PAR_SECONDE": "100000"}


def median_of(work, times):
    """Milliseconds of a call, the middle one of so many."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - start))
    return statistics.median(taken)


def asked(connection, path, body=None):
    """One request on a connection that stays open."""
    headers = {"Content-Type": "application/json"} if body else {}
    connection.request("POST" if body else "GET", path, body, headers)
    answer = connection.getresponse()
    assert answer.status == 200, (path, answer.status, answer.read()[:300])
    answer.read()


def a_second(port, path, body=None):
    """Answers a second to many clients at once."""

    def client():
        connection = http.client.HTTPConnection(HOST, port)
        for _ in range(TIMES // CLIENTS):
            asked(connection, path, body)

    threads = [threading.Thread(target=client) for _ in range(CLIENTS)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return TIMES / (time.perf_counter() - start)


def main():
    port = serving.free_port()
    server = serving.start(port, "serve.py", **UNBOUNDED)
    try:
        serving.wait(f"http://{HOST}:{port}")
        connection = http.client.HTTPConnection(HOST, port)
        for _ in range(20):
            asked(connection, "/healthz")
        ping = median_of(lambda: asked(connection, "/healthz"), TIMES)
        print(f"ping           {ping:8.2f} ms            {a_second(port, '/healthz'):8.0f}/s")
        paths = description("")["paths"]
        for name, verb in VERBS.items():
            content = paths[f"/{name}"]["post"]["requestBody"]["content"]
            data = content["application/json"]["example"]
            body, times = json.dumps(data), HEAVY_TIMES if verb.heavy else TIMES
            asked(connection, f"/api/v1/{name}", body)
            over = median_of(lambda b=body, n=name: asked(connection, f"/api/v1/{n}", b), times)
            bare = median_of(lambda v=verb, d=data: v.written(d), times)
            print(f"{name:<14} {over:8.2f} ms   bare {bare:8.2f} ms   ratio {over / bare:5.2f}")
        content = paths["/run"]["post"]["requestBody"]["content"]
        run = json.dumps(content["application/json"]["example"])
        together = a_second(port, "/api/v1/run", run)
        print(f"run, {CLIENTS} clients at once            {together:8.0f}/s")
    finally:
        server.kill()
        server.wait()


if __name__ == "__main__":
    main()
