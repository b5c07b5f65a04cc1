"""Work that makes a great many objects that all live on, and no cycle of them."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_lock = Lock()
_working: list[bool] = []
"""One entry by work under way: whether the collector ran when it began."""


@contextmanager
def without_collecting() -> Iterator[None]:
    """Look for no cycle inside this block: each search would go through all that is being made.

    References counted to nothing are freed as ever; the last block that ends puts things back.
    """
    with _lock:
        _working.append(gc.isenabled() or any(_working))
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            if _working.pop() and not _working:
                gc.enable()
