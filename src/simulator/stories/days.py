"""Days of skills in words: known, unknown, or a lower bound."""

import pandas as pd

from simulator.text import say


def days(value: float | None) -> str:
    """A number of days in words; what nobody wrote is unknown."""
    if value is None or pd.isna(value):
        return say("mots.inconnu")
    return say("comptes.jours", n=round(float(value), 1))


def at_least(value: float | None, blank: int) -> str:
    """Days in words; with rows left blank, the known sum is a lower bound."""
    if value is None or pd.isna(value) or not blank:
        return days(value)
    return say("appariement.au_moins", jours=days(value))
