"""Networks kept ready in memory, by their revision."""

from threading import Lock
from typing import Any

from simulator.network.imports.tables import Tables
from simulator.network.model import Network

_KEPT = 8  # networks kept ready in memory
# What was read or built of a network, by revision: never changed, so shared. The oldest goes first.
KEPT_TABLES: dict[tuple[Any, int, int], Tables] = {}
KEPT_NETWORKS: dict[tuple[Any, int, int, str, str], Network] = {}
KEEPING = Lock()


def keep(kept: dict[Any, Any], revision: tuple[Any, ...], what: Any) -> None:
    """Keep what a revision gives, and forget what is oldest."""
    with KEEPING:
        kept[revision] = what
        while len(kept) > _KEPT:
            del kept[next(iter(kept))]


def forget(network: int) -> None:
    """Drop what memory kept of an erased network."""
    everything: tuple[dict[Any, Any], ...] = (KEPT_TABLES, KEPT_NETWORKS)
    with KEEPING:
        for kept in everything:
            for revision in [revision for revision in kept if revision[1] == network]:
                del kept[revision]
