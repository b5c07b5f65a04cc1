"""Everything that can go wrong, said in one sentence to the person on screen.

    PasserelleError
    ├── DataError            a file of the project is wrong (law, facts, cases): lists every fault
    ├── LawError             the law cannot answer
    │   ├── UnknownParameter     nobody wrote this parameter
    │   ├── NotInForce           the day comes before the first row
    │   └── UnreadValue          a hole: the value exists, no source that we read gives it
    ├── RuleError            a rule refuses its inputs
    ├── LedgerError          a flow that cannot exist
    ├── GeoError             a place that the map does not know
    └── InputError           what the user gave is not valid: one sentence a fault

An error carries a key of `text/` and the values of its sentence, never the sentence itself.
"""

from typing import Any

from simulator.text import say


class PasserelleError(Exception):
    """A refusal: `key` names its sentence under `[erreurs]`, `values` fill it.

    Asked of many cases at once, `where` is an array that tells which ones are refused. `of` is the
    answer at fault, when one alone is; empty otherwise.
    """

    def __init__(self, key: str, *, where: Any = None, of: str = "", **values: Any) -> None:
        super().__init__(key)
        self.of = of
        self.key = key
        self.where = where
        self.values = values

    def __str__(self) -> str:
        return say(f"erreurs.{self.key}", **self.values)


class DataError(PasserelleError):
    """A data file of the project is wrong."""


class LawError(PasserelleError):
    """The law cannot answer the question asked."""


class UnknownParameter(LawError):
    """No row bears this name."""


class NotInForce(LawError):
    """The day comes before the first row of the parameter."""


class UnreadValue(LawError):
    """The value exists, but no source that we could read gives it."""


class RuleError(PasserelleError):
    """A rule refuses an input that no case of law covers."""


class LedgerError(PasserelleError):
    """A flow or a deed that cannot exist."""


class GeoError(PasserelleError):
    """A place that the map does not know: its sentence says how places are written."""


class InputError(PasserelleError):
    """What the user gave is not valid; `faults` holds (field, sentence) pairs."""

    def __init__(self, faults: list[tuple[str, str]], *, where: Any = None) -> None:
        told = " ".join(sentence for _, sentence in faults)
        super().__init__("saisie", where=where, detail=told)
        self.faults = faults
