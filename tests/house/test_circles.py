"""No file imports another that imports it, however far round, annotations counted."""

import ast

from simulator import ROOT

SOURCE = ROOT / "src" / "simulator"


def module_of(path):
    name = ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts)
    return name.removesuffix(".__init__")


FILES = {module_of(path): path for path in SOURCE.rglob("*.py")}


def imported(name):
    """The files of ours that a file imports, for its annotations too."""
    found = set()
    for node in ast.walk(ast.parse(FILES[name].read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return (found & set(FILES)) - {name}


def reached(name):
    """Everything that a file leads to."""
    seen, ahead = set(), [name]
    while ahead:
        for other in IMPORTS[ahead.pop()] - seen:
            seen.add(other)
            ahead.append(other)
    return seen


IMPORTS = {
    name: {
        other
        for other in imported(name)
        if not (FILES[other].name == "__init__.py" and name.startswith(f"{other}."))
    }
    for name in FILES
}


def test_no_circle():
    assert {name for name in FILES if name in reached(name)} == set()
