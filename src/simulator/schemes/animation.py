"""Animation of a place: the host pays it, less what EU, State and Region grant."""

from typing import Any

from simulator.ledger import Flow, Nature, Party, flow

SHARES = {Party.UE: "part_ue", Party.ETAT: "part_etat", Party.REGION: "part_region"}


def animation(cost: Any, a: Any, year: int, source: str) -> list[Flow]:
    """The flows of a known cost, in euros; answers that ask no share leave all to the host."""
    grants = [
        flow(
            payer, Party.ASSOCIATION, Nature.SUBVENTION, cost * getattr(a, part, 0.0), year, source
        )
        for payer, part in SHARES.items()
    ]
    spent = flow(Party.ASSOCIATION, Party.ANIMATION, Nature.FRAIS_ANIMATION, cost, year, source)
    return [*grants, spent]
