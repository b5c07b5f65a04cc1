"""What tells a computation from another: the marks of the law and facts, and of the code."""

import hashlib
from functools import cache

from simulator import ROOT

_READ = ("data/law/*.csv", "data/facts/*.csv", "data/assumptions.csv", "src/simulator/**/*.py")
"""Files that decide what is computed."""


@cache
def versions() -> dict[str, str]:
    """The mark of the law and facts, and that of the code, as they stand."""
    law, code = hashlib.sha256(), hashlib.sha256()
    for pattern in _READ:
        for path in sorted(ROOT.glob(pattern)):
            whole = law if path.suffix == ".csv" else code
            whole.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return {"loi": law.hexdigest(), "version": code.hexdigest()}
