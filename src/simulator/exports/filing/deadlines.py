"""When what is due falls due: days counted from the close of a fiscal year by dated rows of law."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

import pandas as pd
from pandas.tseries.offsets import Easter

from simulator.base.days import months_after
from simulator.law.book import Law

_MAY_DAY = (5, 1)
_LAST_DAY = (12, 31)
_ASCENSION = 39  # days after Easter Sunday


def is_calendar(closing: date) -> bool:
    """Whether the fiscal year closes on 31 December."""
    return (closing.month, closing.day) == _LAST_DAY


def declaration(closing: date, law: Law) -> date:
    """The return of profits (CGI 223, 1): three months, or in May for a close of 31 December.

    The three months end on the same day of the month, the earlier reading of a delay in months.
    """
    if is_calendar(closing):
        wanted = int(law.bare("depot.declaration_jours_ouvres_de_mai"))
        return next(islice(_working_days(date(closing.year + 1, *_MAY_DAY)), wanted - 1, None))
    return months_after(closing, int(law.bare("depot.declaration_mois")))


def declaration_sent_online(closing: date, law: Law) -> date:
    """The same with the calendar days that the administration adds to what is sent online."""
    extra = int(law.bare("depot.teletransmission_jours"))
    return declaration(closing, law) + timedelta(days=extra)


def settlement(closing: date, law: Law) -> date:
    """The statement of balance of corporate tax: mid-month, or May for a close of 31 December."""
    if is_calendar(closing):
        return date(closing.year + 1, 5, int(law.bare("depot.releve_de_solde_mai")))
    months = int(law.bare("depot.releve_de_solde_mois"))
    return months_after(closing.replace(day=1), months).replace(day=_MID_MONTH)


_MID_MONTH = 15


def _working_days(after: date) -> Iterator[date]:
    """Days after this one, without week-ends nor the public holidays that early May may hold."""
    day = after
    while True:
        day += timedelta(days=1)
        ascension = _easter(day.year) + timedelta(days=_ASCENSION)
        if day.weekday() < 5 and day not in {ascension, date(day.year, 5, 8)}:
            yield day


def _easter(year: int) -> date:
    found: date = (pd.Timestamp(year, 1, 1) + Easter()).date()
    return found
