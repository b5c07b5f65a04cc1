"""How much a programme's formulas hold: a workbook is made, and opened, in a few seconds."""

from simulator.rules.suivi_des_dons import FISCAL_YEARS
from simulator.studies.programme import Programmed
from simulator.studies.programme_line import Followed
from simulator.tax.sponsor import is_real

MOST = 400
"""Fiscal years of a sponsor that a workbook follows by formulas, over all its programmes."""
OF_A_LINE, SIDES = 2, 2
"""What a line asks each year beside its sponsor, in such years; with its gifts and without them."""


def followed_by(found: Programmed) -> int:
    """The fiscal years of a sponsor that the formulas of a programme follow.

    Each year of a line is worth what it adds to those before it: those before it, then the five
    in which what it leaves may still be used, are followed again.
    """
    return sum(map(_of_line, found.lines))


def _of_line(line: Followed) -> int:
    years = range(1, len(line.years) + 1)
    gives = any(f.nature.don for flows in line.base for f in flows)
    real = any(year.answers is not None and is_real(year.answers) for year in line.years)
    sponsor = SIDES * sum(year + FISCAL_YEARS - 1 for year in years) if gives or real else 0
    return OF_A_LINE * len(years) + sponsor
