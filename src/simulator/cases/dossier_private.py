"""Which items of a dossier hold private answers: pay, turnover, profit, tax, who is lent."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from simulator.cases.comparison import read_comparison
from simulator.cases.dossier import Item
from simulator.cases.programme import Programme, read_programme
from simulator.cases.question import private_fields
from simulator.cases.registry import forms
from simulator.cases.scenario import Scenario, read
from simulator.cases.sponsor import read_case
from simulator.cases.sponsor_sharing import PRIVATE, private_given
from simulator.errors import InputError


def holds_private(item: Item) -> bool:
    """Whether the case of an item holds an answer that a link would leave out."""
    asks = _ASKS.get(item.genre)
    try:
        return asks is not None and asks(item.cas)
    except InputError:  # no longer admitted: nobody knows, so nothing of it leaves
        return True


def private_names() -> frozenset[str]:
    """Every field that is private, of any form."""
    kinds = (form.answers for form in forms().values())
    return PRIVATE.union(*(private_fields(kind) for kind in kinds))


def _scenario(case: Scenario) -> bool:
    return case.public() != case


def _programme(case: Programme) -> bool:
    return case.public() != case


def _comparison(case: Mapping[str, Any]) -> bool:
    given = [case["reference"], *case.get("variantes", [])]
    if "lignes" in case["reference"]:
        return any(_programme(read_programme(one)) for one in given)
    return any(_scenario(one) for one in read_comparison(case).cas)


_ASKS: Mapping[str, Callable[[Any], bool]] = MappingProxyType(
    {
        "scenario": lambda case: _scenario(read(case)),
        "mecene": lambda case: bool(private_given(read_case(case))),
        "comparaison": _comparison,
        "programme": lambda case: _programme(read_programme(case)),
    }
)
