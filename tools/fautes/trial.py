"""The trial: the tests are collected once, then each fault is planted in a fork of the process.

Nothing is written to the sources. In its fork a fault replaces the code of the functions already
imported, so a decorated rule is mutated like any other (the reason why mutmut 3 does not serve).
"""

import ast
import contextlib
import gc
import io
import json
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from tools.fautes.planted import Fault, planted

ROOT = Path(__file__).resolve().parents[2]
Reached = list[tuple[float, int, set[tuple[str, int]]]]
"""For each test that passes: its seconds, its rank, and the (file, line) that it runs."""
SEEN, UNSEEN, SLOW = "vue", "non vue", "trop longue"


def forked(work: Callable[[], Any], seconds: int = 0) -> Any:
    """What a piece of work answers in its own process; `SLOW` past these seconds of processor."""
    out, into = os.pipe()
    child = os.fork()
    if not child:
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, seconds)
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                told = json.dumps(work())
            with os.fdopen(into, "w") as pipe:
                pipe.write(told)
        finally:
            os._exit(0)
    os.close(into)
    with os.fdopen(out) as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    return json.loads(told) if told else SLOW


def passes(item: pytest.Item, following: pytest.Item | None) -> bool:
    """Whether a test passes."""
    reports = runtestprotocol(item, log=False, nextitem=following)
    return not any(report.failed for report in reports)


def reach(items: list[pytest.Item], files: set[str]) -> dict[str, Any]:
    """The seconds and the lines of each test without a fault; 0 when it does not serve."""
    found: dict[str, Any] = {}
    for item, following in zip(items, [*items[1:], None], strict=True):
        lines: set[tuple[str, int]] = set()
        start = time.process_time()
        with _traced(files, lines):
            good = passes(item, following)
        took = time.process_time() - start if good and lines else 0
        found[item.nodeid] = (took, sorted(lines) if took else [])
    return found


@contextlib.contextmanager
def _traced(files: set[str], lines: set[tuple[str, int]]) -> Iterator[None]:
    def enter(frame: FrameType, _event: str, _arg: object) -> Any:
        return each if frame.f_code.co_filename in files else None

    def each(frame: FrameType, event: str, _arg: object) -> Any:
        if event == "line":
            lines.add((frame.f_code.co_filename, frame.f_lineno))
        return each

    sys.settrace(enter)
    try:
        yield
    finally:
        sys.settrace(None)


def plant(fault: Fault, module: Path) -> None:
    """Put a fault into the running process: new code in old functions, or a new constant."""
    tree = planted(fault, module)
    codes = dict(_codes(compile(tree, str(module), "exec")))
    moved = 0
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and one.__code__.co_filename == str(module):
            key = one.__code__.co_qualname, one.__code__.co_firstlineno
            if key in codes and codes[key] != one.__code__:
                one.__code__ = codes[key]
                moved += 1
    if not moved:
        _plant_constant(tree, fault, module)


def _codes(code: CodeType) -> Iterator[tuple[tuple[str, int], CodeType]]:
    """The code of each function and method: those inside a function come with it."""
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield (one.co_qualname, one.co_firstlineno), one
            if not one.co_flags & 0x01:  # a class: its methods
                yield from _codes(one)


def _plant_constant(tree: ast.Module, fault: Fault, module: Path) -> None:
    """Run again the one statement of the module that holds the fault, wherever its name went."""
    statement = next(s for s in tree.body if s.lineno <= fault.line <= (s.end_lineno or s.lineno))
    home = next(m for m in _ours() if getattr(m, "__file__", None) == str(module))
    before = dict(vars(home))
    fresh = dict(before)
    exec(compile(ast.Module([statement], []), str(module), "exec"), fresh)
    for name in [n for n in fresh if n in before and fresh[n] is not before[n]]:
        for other in _ours():
            if vars(other).get(name) is before[name]:
                setattr(other, name, fresh[name])


def _ours() -> list[ModuleType]:
    """The modules of the project, its tests among them: they hold constants by their names."""
    return [m for m in list(sys.modules.values()) if str(ROOT) in str(getattr(m, "__file__", ""))]


def in_turn(chosen: list[tuple[float, int]], items: list[pytest.Item]) -> list[tuple[float, int]]:
    """The fastest first; the tenth row of a test comes when a test ten times slower does."""
    turns: Counter[str] = Counter()
    ordered = []
    for took, rank in sorted(chosen):
        test = items[rank].nodeid.partition("[")[0]
        turns[test] += 1
        ordered.append((took * turns[test], took, rank))
    return [(took, rank) for _, took, rank in sorted(ordered)]


def tried(fault: Fault, items: list[pytest.Item], reached: Reached, seconds: int) -> str:
    """Whether a test sees the fault, among those that run its lines, within some seconds."""
    module = str(fault.path.resolve())
    places = {(module, line) for line in fault.lines}
    chosen = [(took, rank) for took, rank, lines in reached if places & lines]
    if not chosen:  # a constant, read when the module was imported
        chosen = [
            (took, rank) for took, rank, lines in reached if any(f == module for f, _ in lines)
        ]

    def work() -> str:
        try:
            plant(fault, Path(module))
        except (ValueError, TypeError, NameError):
            return SEEN  # the module does not load any more
        end = time.process_time() + seconds
        for took, rank in in_turn(chosen, items):
            if time.process_time() + took > end:
                break
            if not passes(items[rank], None):
                return SEEN
        return UNSEEN

    return forked(work, 3 * seconds)
