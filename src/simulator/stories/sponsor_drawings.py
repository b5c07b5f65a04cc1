"""Every drawing of a sponsor's case, under the reading that is shown."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from simulator.charts.drawing import Drawing
from simulator.figures.sponsor_outcome import Outcome
from simulator.figures.sponsor_reading import Reading
from simulator.stories import (
    sponsor_comparison,
    sponsor_next_euro,
    sponsor_stocks,
    sponsor_waterfall,
    sponsor_years,
)
from simulator.text import formats

EURO_COLUMNS = ("amount", "given", "carried", "cap", "base", "tax", "lost_base", "lost_tax", "gift")
RATE_COLUMNS = ("before", "after")
WRITE: Mapping[str, Callable[[float], str]] = MappingProxyType(
    dict.fromkeys(EURO_COLUMNS, formats.euros_cents) | dict.fromkeys(RATE_COLUMNS, formats.percent)
)
"""How the numbers of their tables are written, by column."""
DRAWINGS: Mapping[str, Callable[[Outcome, Reading], Drawing | None]] = MappingProxyType(
    {
        "cout_net": sponsor_waterfall.drawing,
        "trois_comparaisons": sponsor_comparison.drawing,
        "plafond_six_ans": lambda _outcome, reading: sponsor_years.drawing(reading),
        "reports_six_ans": lambda _outcome, reading: sponsor_stocks.drawing(reading),
        "euro_suivant": sponsor_next_euro.drawing,
    }
)
"""By the name of its files; None when the case has nothing to draw."""
