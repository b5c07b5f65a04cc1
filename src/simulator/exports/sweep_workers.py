"""Who computes the parts of a sweep: this process, a pool of processes, or a Dask cluster.

All three call one function, so a part is the same bytes. A worker that dies loses its part alone,
which is given to another. Dask is imported here alone, when it is asked for.
"""

import multiprocessing
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from importlib import import_module
from itertools import islice
from typing import Any

from simulator.errors import InputError
from simulator.exports.sweep_parts import Ways, mark_of, part_bytes
from simulator.text import say

_WAITING, _LIVES, _PATIENCE = 4, 5, 30
"""Parts in hand for each worker; how often a dead pool is raised again; seconds for a cluster."""
Body = Mapping[str, Any]
Parts = Iterator[tuple[int, bytes]]


def in_process(body: Body, missing: Iterable[int]) -> Parts:
    """One part after the other, here."""
    mark = mark_of(body)
    for number in missing:
        yield number, part_bytes(body, number, mark)


def pool_of(workers: int) -> Ways:
    """A pool of processes of this machine."""

    def compute(body: Body, missing: Iterable[int]) -> Parts:
        left, mark = dict.fromkeys(missing), mark_of(body)
        for life in range(_LIVES):
            try:
                for number, content in _round(workers, body, list(left), mark):
                    del left[number]
                    yield number, content
            except BrokenProcessPool:
                if life == _LIVES - 1:
                    raise InputError([("", say("balayer.tues", fois=_LIVES))]) from None
                continue
            return

    return compute


def _round(workers: int, body: Body, missing: list[int], mark: str) -> Parts:
    """The parts that a pool computes, a few in hand at a time, until it is done or dies."""
    queue = iter(missing)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        held: dict[Future[bytes], int] = {}
        while True:
            for number in islice(queue, workers * _WAITING - len(held)):
                held[pool.submit(part_bytes, body, number, mark)] = number
            if not held:
                return
            done, _ = wait(held, return_when=FIRST_COMPLETED)
            for one in done:
                yield held.pop(one), one.result()


def dask_of(address: str) -> Ways:
    """A Dask cluster: `local:2` for two workers of this machine, else the address of a scheduler.

    Raises InputError when Dask is not installed or the cluster does not answer.
    """
    try:
        dask: Any = import_module("distributed")
    except ImportError:
        raise InputError([("dask", say("balayer.sans_dask"))]) from None

    def compute(body: Body, missing: Iterable[int]) -> Parts:
        with _client(dask, address) as client:
            yield from _handed_out(dask, client, body, missing)

    return compute


@contextmanager
def _client(dask: Any, address: str) -> Iterator[Any]:
    """The cluster, raised here or joined; raises InputError when nobody answers."""
    cluster, local = address, address.startswith("local:")
    try:
        if local:
            cluster = dask.LocalCluster(
                n_workers=_count(address), threads_per_worker=1, dashboard_address=None
            )
        client = dask.Client(cluster, timeout=_PATIENCE)
    except (OSError, TimeoutError, ValueError):
        raise InputError([("dask", say("balayer.dask", adresse=address))]) from None
    try:
        yield client
    finally:
        client.close()
        if local:
            cluster.close()  # type: ignore[attr-defined]  # one that was raised here


def _handed_out(dask: Any, client: Any, body: Body, missing: Iterable[int]) -> Parts:
    """Parts as workers answer; a few in hand for each, whatever their number."""
    mark, numbers = mark_of(body), iter(missing)
    held: dict[str, int] = {}

    def handed(count: int) -> list[Any]:
        given = list(islice(numbers, count))
        futures = [client.submit(part_bytes, body, n, mark, pure=False) for n in given]
        held.update({future.key: n for future, n in zip(futures, given, strict=True)})
        return futures

    workers = max(len(client.scheduler_info()["workers"]), 1)
    running = dask.as_completed(handed(workers * _WAITING))
    for future in running:
        yield held.pop(future.key), future.result()
        for more in handed(1):
            running.add(more)


def _count(address: str) -> int:
    """The workers of `local:N`."""
    text = address.removeprefix("local:")
    if not text.isdecimal() or not 1 <= int(text) <= 256:
        raise InputError([("dask", say("balayer.local", valeur=address))])
    return int(text)
