"""A formula in words: what it reads is called by its name, never by its number."""

from dataclasses import dataclass

from simulator.cases.question import field_label
from simulator.exports.workbook.cells import Line
from simulator.exports.workbook.named import label_of
from simulator.exports.workbook.tidy import Tidy
from simulator.exports.workbook.writing import added, chain
from simulator.figure import Leaf, Node, Operation, Step
from simulator.figures.notation import Notation, write
from simulator.law.book import label
from simulator.law.facts import evidence
from simulator.text import formats, has, say
from simulator.text.registered import in_words

LONGEST = 240
"""Characters beyond which a formula in words is cut: the cells beside it say it whole."""
MOST = 10
"""Terms of a sum that are said in words."""
_NAMES = ("MIN", "MAX", "IF", "ROUND", "NPV", "AND", "OR", "NOT", "ABS", "ISBLANK")
_SYMBOLS = {
    "+": " + ", "-": " \u2212 ", "*": " × ", "/": " ÷ ", "^": " ^ ", "<": " < ", "<=": " ≤ ",
    ">": " > ", ">=": " ≥ ", "=": " = ", "<>": " ≠ ",
}  # fmt: skip


def in_words_of(line: Line) -> str:
    """The formula of a line."""
    if line.node is None:
        return ""
    names = {name: say(f"fonctions.{name}") for name in _NAMES}
    notation = Notation(_SYMBOLS, names, say("mots.suite"), _leaf, show_round=False)
    text = write(_Shown(Tidy()).deep(line.node), notation)
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …"


@dataclass(slots=True)
class _Shown:
    """The part of a formula that is read before it is cut: a word a term, at the very least."""

    tidy: Tidy
    left: int = LONGEST

    def deep(self, node: Node) -> Node:
        """A formula tidied in all its parts, down to the rules that it reads."""
        node = self.tidy(node)
        if not isinstance(node, Operation) or self.left <= 0:
            self.left -= 1
            return node if not isinstance(node, Operation) else Leaf(node.value, "constante")
        if node.operator == "add" and len(terms := added(node)) > MOST:
            return self.deep(chain(terms[:MOST]))
        return Operation(node.operator, tuple(map(self.deep, node.terms)), node.value)


def _leaf(node: Leaf | Step) -> str:
    if isinstance(node, Step):
        return _low(label_of(node.name))
    if node.kind == "saisie":
        return _low(_answer(node.name))
    if node.kind == "loi":
        return _low(label(node.name))
    if node.kind == "fait":
        found = evidence(node.name)
        return _low(in_words(getattr(found, "quantity", "") or getattr(found, "why", "")))
    if isinstance(node.value, bool):
        return say("mots.oui" if node.value else "mots.non")
    if isinstance(node.value, float) and node.value != node.value:
        return say("mots.inconnu")
    return formats.number(node.value, 10) if abs(node.value) < 1e98 else say("mots.sans_limite")


def _answer(path: str) -> str:
    """What an answer is called; a programme has words of its own for what it alone asks."""
    words = path.partition("@")[0].split(".")
    name = words[0] if words[0] == "animation" else words[-1]
    own = f"classeur.programme.{'ce_que_coute' if name == 'animation' else name}"
    return say(own) if has(own) else field_label(name)


def _low(words: str) -> str:
    """Words inside a formula: no capital, unless they begin with an acronym."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words
