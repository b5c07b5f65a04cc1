"""Workbooks edited and recomputed by LibreOffice, every result beside the engine's.

    python -m benchmarks.classeurs [scenario] [mecene] [comparaison] [programme] [--cas 100]

For each kind: cases drawn with a seed, one workbook each, some of its cells `h_…` typed again
(nil amounts made positive, gifts across the cap, answers emptied or given), recomputed by
LibreOffice, and every cell `r_…` compared with what the engine gives for the same answers.
"""

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.exports.workbook.checking import Checked, check
from tests.exports.workbook.drawing import DRAWERS
from tests.exports.workbook.office import office

SEED = 2026


def main() -> int:
    """Draw, edit, recompute, compare; 1 when a result differs."""
    asked = argparse.ArgumentParser()
    asked.add_argument("genres", nargs="*", default=list(DRAWERS))
    asked.add_argument("--cas", type=int, default=100)
    asked.add_argument("--graine", type=int, default=SEED)
    told = asked.parse_args()
    if office() is None:
        print("soffice is not installed")
        return 2
    differ = 0
    for genre in told.genres:
        started = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            found = check(genre, random.Random(told.graine), told.cas, Path(folder))
        differ += _print(genre, found, time.perf_counter() - started)
    return 1 if differ else 0


def _print(genre: str, found: Checked, seconds: float) -> int:
    wrong = [one for one in found.compared if not one.same]
    made = sorted(found.seconds)
    print(
        f"{genre}: {found.books} workbooks, {found.edits} cells typed again, "
        f"{len(found.compared)} results compared, {len(wrong)} different; "
        f"made in {sum(made) / len(made):.2f} s (at most {made[-1]:.2f}), {seconds:.0f} s in all"
    )
    for one in wrong[:20]:
        print(f"  {one}")
    return len(wrong)


if __name__ == "__main__":
    sys.exit(main())
