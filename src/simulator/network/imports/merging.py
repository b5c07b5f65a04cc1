"""What a file changes in a table: rows added, replaced, left."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from simulator.network.imports.tables import (
    TABLES,
    columns,
)


@dataclass(frozen=True)
class Change:
    """What an import does to a table: rows that arrive, positions of those that they replace."""

    arrives: pd.DataFrame
    replaced: Sequence[int]  # positions in the table as it was
    removed: Sequence[int]
    merged: pd.DataFrame


def merge(current: pd.DataFrame, incoming: pd.DataFrame, table: str, whole: bool) -> Change:
    """Lay rows over a table: the same key replaces, a new one adds, an equal row is left alone.

    With `whole` the file is the whole table: rows that it does not hold are removed.
    """
    key, names = list(TABLES[table].key), list(columns(table))
    left = incoming.assign(_new=range(len(incoming)))
    right = current.assign(_old=range(len(current)))
    both = left.merge(right, on=key, how="left", suffixes=("", "_was"))
    old = both["_old"]
    same = old.notna()
    for name in (n for n in names if n not in key):
        now, was = both[name], both[f"{name}_was"]
        same &= ((now == was) | (now.isna() & was.isna())).fillna(False).astype(bool)
    arrives = incoming[~same.to_numpy()]
    replaced = [int(position) for position in old[old.notna() & ~same]]
    kept = {int(position) for position in old.dropna()}
    removed = [p for p in range(len(current)) if p not in kept] if whole else []
    gone = set(replaced) | set(removed)
    staying = current.iloc[[p for p in range(len(current)) if p not in gone]]
    return Change(arrives, replaced, removed, pd.concat([staying, arrives], ignore_index=True))
