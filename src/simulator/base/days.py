"""Months, closings and working days, counted as the law and the administration count them."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np


def year_before(day: date) -> date:
    """The same day one year earlier (28 February for a 29th)."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def years_after(day: date, years: int) -> date:
    """The same closing day later; the end of February stays the end of February."""
    if (day.month, (day + timedelta(days=1)).month) == (2, 3):
        return date(day.year + years, 3, 1) - timedelta(days=1)
    return day.replace(year=day.year + years)


def length_in_months(first: date, last: date) -> float:
    """Months from a first to a last day, both counted, as the administration counts them.

    Exact from a day to the eve of the same day; else whole calendar months, and the days of each
    broken one for n/30 (BOI-IS-LIQ-20-10): 1 January to 15 September is 8.5 months.
    """
    after = last + timedelta(days=1)
    months = (after.year - first.year) * 12 + after.month - first.month
    if after.day == first.day:
        return months
    if months == 0:
        return ((last - first).days + 1) / _BROKEN_MONTH
    start = (first.replace(day=1) + timedelta(days=_MORE_THAN_A_MONTH)).replace(day=1)
    head, whole = ((start - first).days, months - 1) if first.day > 1 else (0, months)
    return (
        whole
        + min(head, _BROKEN_MONTH) / _BROKEN_MONTH
        + min(after.day - 1, _BROKEN_MONTH) / _BROKEN_MONTH
    )


def months_after(day: date, months: int) -> date:
    """The same day of the month, months later; the last day of a shorter month."""
    months += day.year * 12 + day.month - 1
    year, month = months // 12, months % 12 + 1
    after = date(year + month // 12, month % 12 + 1, 1)
    return min(date(year, month, 1) + timedelta(days=day.day - 1), after - timedelta(days=1))


def working_days(first: date, last: date) -> int:
    """Mondays to Fridays from a first to a last day, both counted; holidays are not taken out."""
    return int(np.busday_count(first, last + timedelta(days=1)))


def working_day_after(day: date, rank: int, holidays: Sequence[date]) -> date:
    """The working day of this rank after a day, which may be none itself."""
    found: date = np.busday_offset(day, rank, roll="backward", holidays=holidays).astype(object)
    return found


_BROKEN_MONTH = 30  # days that the doctrine gives to a broken month
_MORE_THAN_A_MONTH = 31
