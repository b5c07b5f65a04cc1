"""The table of six fiscal years of a sponsor: gifts, cap, both stocks, taxes."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from simulator.cases.sponsor import YEARS, repeated
from simulator.figure import cents
from simulator.schemes.sponsorship.answered import Answered

FOLLOWED = (
    "plafond", "dons", "dons_retenus", "report_utilise", "report_restant", "report_perdu",
    "reduction", "impot_du", "reduction_imputee", "reduction_reportee", "reduction_perdue",
)  # fmt: skip


def years_table(outcome: Answered, amounts: Callable[..., Sequence[float]]) -> pd.DataFrame:
    """One row a fiscal year, in euros, NaN when unknown; `amounts(name, way)` gives six of them."""
    last = int(outcome.laws[0].bare("mecenat.report_exercices"))
    known = [
        outcome.company.tax_known != "inconnu" and not unknown for unknown in outcome.surtax_unknown
    ]

    def less(one: Sequence[float], other: Sequence[float]) -> list[float]:
        return [
            float(cents(a - b)) if is_known else np.nan
            for a, b, is_known in zip(one, other, known, strict=True)
        ]

    impots, taxes = amounts("impots"), amounts("taxes")
    columns: dict[str, Any] = {
        "exercice": range(YEARS),
        "cloture": outcome.closings,
        "chiffre_affaires": repeated(outcome.case.chiffre_affaires),
        **{name: amounts(name) for name in FOLLOWED},
        "autres_dons": amounts("dons", "rien"),
        "impot": impots,
        "contributions": less(taxes, impots),
        "impot_net": less(taxes, amounts("reduction_imputee")),
        "meurt": [closing.year + last for closing in outcome.closings],
    }
    return pd.DataFrame(columns)
