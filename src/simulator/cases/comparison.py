"""Cases kept to be compared: one of them is the reference. Its file is what `comparer` reads."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from simulator.base.links import pack, unpack
from simulator.cases.scenario import Scenario, read
from simulator.errors import InputError
from simulator.text import say

VERSION, MOST = 1, 6


class Comparison(BaseModel):
    """One to six cases, in the order in which they were kept, and which is the reference."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    cas: tuple[Scenario, ...] = Field(max_length=MOST)
    reference: int = Field(default=0, ge=0)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON: the reference, then the variants."""
        return {
            "reference": self.ordered[0].to_dict(),
            "variantes": [case.to_dict() for case in self.ordered[1:]],
        }

    @property
    def ordered(self) -> tuple[Scenario, ...]:
        """The reference first, the others in their order."""
        others = (case for rank, case in enumerate(self.cas) if rank != self.reference)
        return (self.cas[self.reference], *others)

    def public(self) -> "Comparison":
        """The same without the private answers, which each case names."""
        return self.model_copy(update={"cas": tuple(case.public() for case in self.cas)})

    def to_link(self) -> str:
        """A short token for an address."""
        return pack(self.to_dict(), VERSION)


def read_comparison(data: Any) -> Comparison:
    """Kept cases from plain data: `reference` and `variantes`, or one case alone."""
    if not isinstance(data, dict) or not ({"reference", "dispositif"} & data.keys()):
        raise InputError([("", say("comparer.corps"))])
    variants = data.get("variantes", [])
    if not isinstance(variants, list):
        raise InputError([("variantes", say("comparer.corps"))])
    given = [data] if "dispositif" in data else [data["reference"], *variants]
    if len(given) > MOST:
        raise InputError([("variantes", say("cas_compares.trop", borne=MOST))])
    try:
        return Comparison(cas=tuple(read(case) for case in given))
    except ValidationError:  # the cases are read: nothing else is left to refuse
        raise InputError([("", say("comparer.corps"))]) from None


def comparison_from_link(token: str) -> Comparison:
    """Kept cases from a link; raises InputError when it is broken, too long or newer."""
    return read_comparison(unpack(token, VERSION))
