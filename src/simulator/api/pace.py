"""How much one address may ask, and how much is answered at once: the rest waits, or is told when.

Nothing here knows what is asked: no body, no answer, no address is kept longer than it counts.
"""

import asyncio
import os
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_address, ip_network
from math import ceil, inf
from time import monotonic
from typing import TypeVar

from simulator.api.refusals import TOO_LONG, TOO_MANY, Refused

Answer = TypeVar("Answer")

USUAL = 20.0


def rate_of(said: str) -> float:
    """Requests a second that a setting says; the usual ones when it says no positive number."""
    try:
        rate = float(said)
    except ValueError:
        return USUAL
    return rate if 0 < rate < inf else USUAL


RATE = rate_of(os.environ.get("PASSERELLE_REQUETES_PAR_SECONDE", ""))
"""Requests a second that one address may make all day long."""
BURST = 12 * RATE
"""Requests that it may make at once after a rest."""
ADDRESSES = 10_000
"""Addresses counted at once: the one not seen for longest is forgotten first."""
SECONDS = 60.0
"""After which a request is told that its answer takes too long."""


class Bucket:
    """Requests left to one address, which fill up again with time."""

    def __init__(self, burst: float, now: float) -> None:
        self.left, self.since = burst, now

    def take(self, rate: float, burst: float, now: float) -> float:
        """Take one; 0, or the seconds to wait for the next one."""
        self.left = min(burst, self.left + (now - self.since) * rate)
        self.since = now
        if self.left < 1:
            return (1 - self.left) / rate
        self.left -= 1
        return 0.0


class Rate:
    """A bucket an address; an IPv6 house (its /64) is one address."""

    def __init__(self, rate: float, burst: float, clock: Callable[[], float] = monotonic) -> None:
        self.rate, self.burst, self.clock = rate, burst, clock
        self.buckets: OrderedDict[str, Bucket] = OrderedDict()

    def take(self, address: str) -> None:
        """Count a request; raises Refused with the seconds to wait when it is one too many."""
        house, now = _house(address), self.clock()
        bucket = self.buckets.setdefault(house, Bucket(self.burst, now))
        self.buckets.move_to_end(house)
        if len(self.buckets) > ADDRESSES:
            self.buckets.popitem(last=False)
        if wait := bucket.take(self.rate, self.burst, now):
            raise Refused(TOO_MANY, "trop", wait=ceil(wait))


def _house(address: str) -> str:
    try:
        known = ip_address(address)
    except ValueError:
        return address
    return address if known.version == 4 else str(ip_network((int(known), 64), strict=False))


class Workers:
    """Threads that answer, so many at once, with so many requests waiting for them."""

    def __init__(self, workers: int, waiting: int, name: str) -> None:
        self.most, self.pending = workers + waiting, 0
        self.threads = ThreadPoolExecutor(workers, name)

    async def do(self, work: Callable[[], Answer], seconds: float = SECONDS) -> Answer:
        """The answer of some work; raises Refused when too much waits, or when it takes too long.

        Work that takes too long goes on and counts until its end: threads cannot be stopped.
        """
        if self.pending >= self.most:
            raise Refused(TOO_MANY, "occupe", wait=5)
        self.pending += 1
        done = asyncio.get_running_loop().run_in_executor(self.threads, work)
        done.add_done_callback(self._ended)
        try:
            return await asyncio.wait_for(asyncio.shield(done), seconds)
        except TimeoutError:
            raise Refused(TOO_LONG, "trop_long", wait=60, secondes=round(seconds)) from None

    def _ended(self, done: "asyncio.Future[Answer]") -> None:
        self.pending -= 1
        if not done.cancelled():
            done.exception()  # looked at, even when nobody waits for it any more
