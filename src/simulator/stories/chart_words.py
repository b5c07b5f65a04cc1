"""The words that charts share: heads of their tables and tooltips, amounts in few signs."""

from simulator.text import formats, say

THOUSANDS = 10_000
"""From here a narrow screen writes thousands."""


def labels(*names: str) -> dict[str, str]:
    """The words of a chart's table and tooltips."""
    return {
        english: say(f"graphique.{french}")
        for english, french in zip(names[::2], names[1::2], strict=True)
    }


def bears_labels() -> dict[str, str]:
    """The words of who bears what."""
    return labels(
        "route", "voie", "party", "partie", "amount", "montant", "dont", "dont",
        "closed", "ferme", "unknown", "inconnu",
    )  # fmt: skip


def years_labels(*names: str) -> dict[str, str]:
    """The words of a chart of six years."""
    return {name: say(f"mecene_graphiques.{name}") for name in names}


def short(amount: float) -> str:
    """An amount in few signs for a narrow chart: `60 k`, `1,2 M`."""
    if abs(amount) < THOUSANDS:
        return formats.number(round(amount), 0)
    if abs(amount) < 1_000_000:
        return say("mecene.milliers", n=formats.number(round(amount / 1000), 0))
    return say("mecene.millions", n=formats.number(amount / 1e6, 1))
