"""What a case says of its own uncertainty: ranges, thresholds, and the seed of its draws."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    WithJsonSchema,
)

from simulator.cases.number import Number
from simulator.cases.question import field_label
from simulator.cases.ranges import Range, finite, range_of
from simulator.errors import InputError
from simulator.text import say

SEED, LARGEST_SEED, MOST = 2026, 2**32 - 1, 40
"""The seed without being told, the largest, and how many ranges a case holds at most."""


def _pairs(given: Any) -> Any:
    """A mapping as pairs in the order of their names: that of typing changes nothing."""
    return tuple(sorted(given.items())) if isinstance(given, Mapping) else given


def _ranges(given: Any) -> Any:
    pairs = _pairs(given)
    if not isinstance(pairs, tuple) or len(pairs) > MOST:
        raise InputError([("plages", say("plages.liste", borne=MOST))])
    for name, three in pairs:
        if not isinstance(three, list | tuple) or len(three) != 3 or not all(map(finite, three)):
            raise InputError([(name, say("plages.trois_valeurs"))])
    return pairs


def _thresholds(given: Any) -> Any:
    pairs = _pairs(given)
    if not isinstance(pairs, tuple) or len(pairs) > MOST or not all(finite(x) for _, x in pairs):
        raise InputError([("seuils", say("plages.seuils", borne=MOST))])
    return pairs


Three = tuple[float, float, float]
_NUMBER: dict[str, Any] = {"type": "number"}
_THREE = {"type": "array", "items": _NUMBER, "minItems": 3, "maxItems": 3}
Ranges = Annotated[
    tuple[tuple[str, Three], ...],
    BeforeValidator(_ranges),
    PlainSerializer(dict),
    WithJsonSchema({"type": "object", "additionalProperties": _THREE}),
]
Thresholds = Annotated[
    tuple[tuple[str, float], ...],
    BeforeValidator(_thresholds),
    PlainSerializer(dict),
    WithJsonSchema({"type": "object", "additionalProperties": _NUMBER}),
]


class Doubt(BaseModel):
    """Ranges by number, `[low, likely, high]` in its unit, thresholds by figure, and the seed.

    The likely value of a range is the answer of the case: everything else is computed with it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    plages: Ranges = ()
    seuils: Thresholds = ()
    graine: int = Field(default=SEED, strict=True, ge=0, le=LARGEST_SEED)

    def plain(self) -> dict[str, Any]:
        """Plain JSON, only what differs from the defaults."""
        return self.model_dump(mode="json", exclude_defaults=True)

    def without(self, dropped: Iterable[str]) -> "Doubt":
        """The same less some ranges, whose numbers somebody changed or must not see."""
        gone = set(dropped)
        kept = tuple(pair for pair in self.plages if pair[0] not in gone)
        return self.model_copy(update={"plages": kept})

    def again(self) -> "Doubt":
        """The same with another seed."""
        return self.model_copy(update={"graine": (self.graine + 1) % (LARGEST_SEED + 1)})

    def ranges(self, numbers: Iterable[Number]) -> dict[str, Range]:
        """The ranges by name; raises InputError for one that its number does not admit."""
        if not self.plages:
            return {}
        known = {number.name: number for number in numbers}
        found = {}
        for name, three in self.plages:
            number = known.get(name)
            if number is None:
                label = field_label(name.rpartition(".")[2])
                raise InputError([(name, say("plages.inconnue", champ=label))])
            found[name] = range_of(number, three)
            if number.value != three[1]:
                raise InputError([(name, say("plages.autre_reponse", champ=number.label))])
        return found


NO_DOUBT = Doubt()
