"""Whether the pages would answer, part by part, for whoever watches the server.

A part is asked again when its last answer is two seconds old, by one request at a time and in
another thread; every other request takes the last answer, so that watching costs nothing.
"""

import asyncio
import logging
import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from time import monotonic
from typing import Any

from simulator.errors import PasserelleError
from simulator.law.book import in_force
from simulator.law.facts import assumptions, facts
from simulator.network.shipped import shipped
from simulator.store.networks import store

FRESH = 2.0
"""Seconds during which an answer is given again."""
LATE = 4.0
"""Seconds after which a part that says nothing is said to be silent."""
OK, SILENT = "ok", "silence"
_logger = logging.getLogger(__name__)


def _data() -> None:
    facts()
    assumptions()
    shipped()


def _base() -> None:
    if os.environ.get("DATABASE_URL", "").strip():
        store().answers()


PARTS: Mapping[str, Callable[[], Any]] = {"droit": in_force, "faits": _data, "base": _base}
"""What the pages need. The database counts only where one is named: without, a file serves."""


def asked(part: Callable[[], Any]) -> str:
    """`ok`, or the key of the fault: never its words, which may hold a path or a name."""
    try:
        part()
    except PasserelleError as fault:
        return fault.key
    except Exception as fault:  # whatever it is, pages would meet it too
        _logger.error("a part of the health check failed: %s", type(fault).__name__)
        return "panne"
    return OK


class Health:
    """The last answers, asked again when they are old."""

    def __init__(self, parts: Mapping[str, Callable[[], Any]] = PARTS) -> None:
        self.parts = parts
        self._last: Mapping[str, str] = {}
        self._since = -FRESH - 1
        self._asking: asyncio.Task[None] | None = None
        self._threads = ThreadPoolExecutor(len(parts), "health")  # never behind anyone's export

    async def now(self) -> Mapping[str, str]:
        """Each part and its state; all who ask together wait for one answer."""
        if monotonic() - self._since > FRESH:
            if self._asking is None or self._asking.done():
                self._asking = asyncio.create_task(self._ask())
            await asyncio.shield(self._asking)
        return self._last

    async def _ask(self) -> None:
        states = await asyncio.gather(*(self._state(part) for part in self.parts.values()))
        self._last, self._since = dict(zip(self.parts, states, strict=True)), monotonic()

    async def _state(self, part: Callable[[], Any]) -> str:
        answer = asyncio.get_running_loop().run_in_executor(self._threads, asked, part)
        try:
            return await asyncio.wait_for(answer, LATE)
        except TimeoutError:
            return SILENT
