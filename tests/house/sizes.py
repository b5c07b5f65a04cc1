"""How large the house is: `python -m tests.house.sizes` prints each package, and what is too large.

Lines are lines of the file, as an editor counts them: code, words and blanks together.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median

from simulator import ROOT

SOURCE = ROOT / "src" / "simulator"
FILE, CLASS, FUNCTION, MEDIAN, ROOT_FILES = 300, 200, 30, 110, 9
"""The limits: lines of a file, of a class and of a function, median of files, files of the root."""

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
LONGER: dict[str, int] = {}
"""What is longer today, and how long at most: nothing may be added, each may only shrink."""


@dataclass(frozen=True, slots=True)
class Size:
    """A file, a class or a function of the house, by its place, and its lines."""

    place: str
    lines: int


@cache
def files() -> tuple[Path, ...]:
    """Every Python file of the house: the packages, the pages and the two ways in."""
    roots = (SOURCE, ROOT / "pages")
    found = sorted(path for root in roots for path in root.rglob("*.py"))
    return (*found, ROOT / "app.py", ROOT / "serve.py")


def place_of(path: Path) -> str:
    """Where a file is, as it is imported: `ui/html.py`, `pages/mecene.py`."""
    return str(path.relative_to(SOURCE if path.is_relative_to(SOURCE) else ROOT))


def package_of(path: Path) -> str:
    """The package of a file: a folder of the source, `pages`, or the root."""
    place = place_of(path)
    return place.split("/")[0] if "/" in place else "racine"


@cache
def lengths() -> dict[Path, int]:
    """The lines of each file."""
    return {path: len(path.read_text(encoding="utf-8").splitlines()) for path in files()}


@cache
def parts(path: Path, kind: type[ast.AST] | tuple[type[ast.AST], ...]) -> tuple[Size, ...]:
    """The classes or the functions of a file, decorators left out."""
    return tuple(
        Size(f"{place_of(path)}:{node.name}", node.end_lineno - node.lineno + 1)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, kind)
    )


def too_large() -> Iterator[Size]:
    """Every file and class beyond its limit."""
    for path, lines in lengths().items():
        if lines > FILE:
            yield Size(place_of(path), lines)
        yield from (one for one in parts(path, ast.ClassDef) if one.lines > CLASS)


def long_functions() -> list[Size]:
    """The functions that are longer than one reads at a glance: said, not refused."""
    every = (one for path in files() for one in parts(path, FUNCTIONS))
    return sorted((one for one in every if one.lines > FUNCTION), key=lambda one: -one.lines)


def table() -> Iterator[str]:
    """One line a package, the largest first; then the whole, and what is too large."""
    packages: dict[str, list[Path]] = {}
    for path in files():
        packages.setdefault(package_of(path), []).append(path)
    yield f"{'':<12}{'fichiers':>9}{'lignes':>8}{'médiane':>9}{'max':>5}  classe et fonction"
    by_lines = sorted(packages.items(), key=lambda item: -sum(lengths()[p] for p in item[1]))
    for name, paths in (*by_lines, ("ensemble", list(files()))):
        counts = [lengths()[path] for path in paths]
        largest = " · ".join(
            f"{one.place.rpartition('/')[2]} {one.lines}"
            for kind in (ast.ClassDef, FUNCTIONS)
            for one in sorted(
                (part for path in paths for part in parts(path, kind)), key=lambda one: -one.lines
            )[:1]
        )
        numbers = f"{len(paths):>9}{sum(counts):>8}{median(counts):>9.0f}{max(counts):>5}"
        yield f"{name:<12}{numbers}  {largest}"
    for one in sorted(too_large(), key=lambda one: -one.lines):
        yield f"au-delà de la limite : {one.place} {one.lines}"
    long = long_functions()
    shown = " · ".join(f"{one.place} {one.lines}" for one in long[:5])
    yield f"{len(long)} fonctions de plus de {FUNCTION} lignes : {shown}…"


if __name__ == "__main__":
    print("\n".join(table()))
