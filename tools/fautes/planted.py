"""The faults: one small change of one expression, made on the syntax tree of a module."""

import ast
import copy
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

COMPARED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
COUNTED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Pow: ast.Mult,
    ast.FloorDiv: ast.Mult, ast.Mod: ast.FloorDiv, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip
NAMES = {
    "minimum": "maximum", "min": "max", "any": "all", "sum": "max", "paid": "received",
    "payer": "payee", "prudent": "confirmed", "PME": "MECENE", "ETAT": "REGION", "UE": "ETAT",
    "OUVERT": "A_CONFIRMER", "FERME": "OUVERT", "REALISE": "PREVU",
}  # fmt: skip
SWAPPED = {**NAMES, **{b: a for a, b in NAMES.items() if b not in NAMES}}
"""Words of the domain that are easily taken one for the other."""


class Fault(NamedTuple):
    """A change of one node: where it stands, the lines that reach it, both writings."""

    path: Path
    line: int
    lines: frozenset[int]
    place: int  # rank of the node in a walk of the tree
    choice: int  # rank of the change among those of the node
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.path.as_posix()}:{self.line} : {self.before}  →  {self.after}"


def faults_of(path: Path) -> list[Fault]:
    """Every fault that can be planted in a module, in the order of its lines."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    ranks = {id(node): rank for rank, node in enumerate(ast.walk(tree))}
    found = []
    for node, statement in _planted_nodes(tree, None):
        end = node.end_lineno or node.lineno
        lines = frozenset(range(node.lineno, end + 1)) | {statement.lineno}
        for choice, change in enumerate(changes(node)):
            found.append(
                Fault(
                    path, node.lineno, lines, ranks[id(node)], choice, _short(node), _short(change)
                )
            )
    return sorted(found, key=lambda f: (f.line, f.place, f.choice))


def planted(fault: Fault, module: Path) -> ast.Module:
    """The tree of the module with the fault in it."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    node = next(n for rank, n in enumerate(ast.walk(tree)) if rank == fault.place)
    change = list(changes(node))[fault.choice]
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is node:
                setattr(parent, name, change)
            elif isinstance(value, list):
                setattr(parent, name, [change if one is node else one for one in value])
    return ast.fix_missing_locations(tree)


def _short(node: ast.AST) -> str:
    words = " ".join(ast.unparse(node).split())
    return words if len(words) <= 90 else f"{words[:89]}…"


def _planted_nodes(node: ast.AST, statement: ast.stmt | None) -> Iterator[tuple[ast.AST, ast.stmt]]:
    """Expressions and statements that run: no decorator, annotation, default, docstring, field."""
    if isinstance(node, ast.stmt):
        statement = node
    if statement is not None and hasattr(node, "lineno"):
        yield node, statement
    for child in _running(node):
        yield from _planted_nodes(child, statement)


def _running(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.FunctionDef):
        yield from _without_docstrings(node.body)
    elif isinstance(node, ast.ClassDef):
        yield from (n for n in node.body if isinstance(n, ast.FunctionDef))
    elif isinstance(node, ast.Lambda):
        yield node.body
    elif isinstance(node, ast.AnnAssign):
        yield from [node.value] if node.value else []
    elif isinstance(node, ast.Module):
        yield from _without_docstrings(node.body)
    elif not _names_a_type(node):
        yield from (n for n in ast.iter_child_nodes(node) if not isinstance(n, ast.ImportFrom))


def _names_a_type(node: ast.AST) -> bool:
    """`Literal["a", "b"]`: words that no statement reads."""
    return isinstance(node, ast.Subscript) and ast.unparse(node.value) == "Literal"


def _without_docstrings(body: list[ast.stmt]) -> list[ast.stmt]:
    return [n for n in body if not (isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant))]


def changes(node: ast.AST) -> Iterator[ast.AST]:
    """What a slip of the hand could make of a node."""
    change = copy.deepcopy(node)
    match change:
        case ast.Compare(ops=[first, *others]):
            change.ops = [COMPARED[type(first)](), *others]  # type: ignore[list-item]
            yield change
        case ast.BinOp(op=op) | ast.AugAssign(op=op) if type(op) in COUNTED:
            change.op = COUNTED[type(op)]()  # type: ignore[assignment]
            yield change
        case ast.BoolOp(op=op):
            change.op = ast.Or() if isinstance(op, ast.And) else ast.And()
            yield change
        case ast.UnaryOp(operand=operand):
            yield operand
        case ast.IfExp(body=body, orelse=orelse):
            change.body, change.orelse = orelse, body
            yield change
        case ast.If(test=ast.Name() | ast.Attribute() | ast.Call() as test):
            change.test = ast.UnaryOp(ast.Not(), test)
            yield change
        case ast.Constant(value=value):
            yield from _constants(value)
        case ast.keyword(arg=str(name)) if name in SWAPPED:
            change.arg = SWAPPED[name]
            yield change
        case ast.Attribute(attr=name) if name in SWAPPED:
            change.attr = SWAPPED[name]
            yield change
        case ast.Name(id=name) if name in SWAPPED:
            change.id = SWAPPED[name]
            yield change
        case ast.Call():
            yield from _exchanged(change)


def _constants(value: object) -> Iterator[ast.AST]:
    match value:
        case bool():
            yield ast.Constant(not value)
        case int() | float():
            yield ast.Constant(value + 1)
        case str() if value:
            yield ast.Constant(f"{value}X")


def _exchanged(call: ast.Call) -> Iterator[ast.AST]:
    """The last two arguments, one for the other: leverage upside down, a choice reversed."""
    if len(call.args) < 2 or any(isinstance(a, ast.Starred) for a in call.args):
        return
    if ast.unparse(call.args[-1]) == ast.unparse(call.args[-2]):
        return
    if ast.unparse(call.func).split(".")[-1] in {"minimum", "maximum", "min", "max"}:
        return  # the order does not count
    *first, before_last, last = call.args
    call.args = [*first, last, before_last]
    yield call
