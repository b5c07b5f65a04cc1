"""`python -m tools.fautes`: plant faults in the modules of `[tool.fautes]` and count those seen.

By hand only, never in continuous integration: some minutes for a sample, an hour for them all.
"""

import argparse
import json
import random
import sys
import tomllib
from math import sqrt
from pathlib import Path
from typing import Any

import pytest

from tools.fautes.planted import faults_of
from tools.fautes.trial import UNSEEN, Reached, forked, reach, tried

ROOT = Path(__file__).resolve().parents[2]


def interval(seen: int, count: int) -> tuple[float, float]:
    """Wilson's interval at 95 % of a share, in percent."""
    z, p = 1.96, seen / count
    middle = (p + z * z / (2 * count)) / (1 + z * z / count)
    half = z / (1 + z * z / count) * sqrt(p * (1 - p) / count + z * z / (4 * count * count))
    return 100 * max(middle - half, 0), 100 * min(middle + half, 1)


class Planting:
    """A pytest plugin that tries faults with the collected tests instead of running them."""

    def __init__(self, asked: argparse.Namespace, every: list[str]) -> None:
        self.asked, self.every, self.share = asked, every, 0.0
        self.modules = [Path(name) for name in asked.modules]

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Find which lines each test runs, then try each fault."""
        items = session.items
        files = {str((ROOT / path).resolve()) for path in self.every}
        known = self._known()
        new = [item for item in items if item.nodeid not in known]
        known |= forked(lambda: reach(new, files)) if new else {}
        if self.asked.carte:
            self.asked.carte.write_text(json.dumps(known), encoding="utf-8")
        reached = [
            (t, n, {(f, k) for f, k in known[i.nodeid][1]})
            for n, i in enumerate(items)
            for t in [known[i.nodeid][0]]
            if t
        ]
        say(f"{len(reached)} essais sur {len(items)} passent par ces modules.")
        totals = [self._module(path, items, reached) for path in self.modules]
        seen, count = (sum(column) for column in zip(*totals, strict=True))
        tell("ensemble", seen, count)
        self.share = 100 * seen / max(count, 1)
        return True

    def _known(self) -> dict[str, Any]:
        kept = self.asked.carte
        return json.loads(kept.read_text(encoding="utf-8")) if kept and kept.exists() else {}

    def _module(self, path: Path, items: list[pytest.Item], reached: Reached) -> tuple[int, int]:
        every = [f for f in faults_of(path) if not self.asked.ligne or f.line in self.asked.ligne]
        if 0 < self.asked.echantillon < len(every):
            every = random.Random(self.asked.graine).sample(every, self.asked.echantillon)
        left = 0
        for fault in every:
            if tried(fault, items, reached, self.asked.secondes) == UNSEEN:
                left += 1
                say(f"    {fault}")
        tell(path.as_posix(), len(every) - left, len(every))
        return len(every) - left, len(every)


def say(words: str) -> None:
    """Past the capture of pytest."""
    print(words, file=sys.__stdout__, flush=True)


def tell(name: str, seen: int, count: int) -> None:
    """A line of the count."""
    if count:
        low, high = interval(seen, count)
        say(
            f"{name} : {seen} fautes vues sur {count}, {100 * seen / count:.1f} % "
            f"(intervalle à 95 % : {low:.0f} à {high:.0f} %)"
        )


def asked_for(settings: dict[str, Any]) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tools.fautes", description=__doc__)
    parser.add_argument("modules", nargs="*", default=settings["modules"], type=str)
    parser.add_argument("--echantillon", type=int, default=0, help="fautes par module ; 0 : toutes")
    parser.add_argument("--carte", type=Path, help="garde quel essai passe par quelle ligne")
    parser.add_argument("--graine", type=int, default=1, help="graine du tirage")
    parser.add_argument(
        "--secondes", type=int, default=settings["secondes"], help="essais d’une faute, au plus"
    )
    parser.add_argument("--ligne", type=int, nargs="*", help="seulement les fautes de ces lignes")
    return parser.parse_args()


def main() -> int:
    """0 when the share of faults seen reaches the one that the project wants."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
        "fautes"
    ]
    asked = asked_for(settings)
    planting = Planting(asked, settings["modules"])
    quiet = ["-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-m", "not browser"]
    pytest.main([*settings["essais"], *quiet], plugins=[planting])
    return 0 if planting.share >= settings["voulu"] else 1


if __name__ == "__main__":
    sys.exit(main())
