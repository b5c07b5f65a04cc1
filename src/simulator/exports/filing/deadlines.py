"""When what is due falls due: days counted from the close of a fiscal year by dated rows of law."""

from datetime import date, timedelta

import pandas as pd
from pandas.tseries.offsets import Easter

from simulator.base.days import months_after, working_day_after
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
        return _working_day(date(closing.year + 1, *_MAY_DAY), wanted)
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


def _working_day(after: date, rank: int) -> date:
    """The day of this rank after another, but for week-ends and the holidays of early May."""
    easter: date = (pd.Timestamp(after.year, 1, 1) + Easter()).date()
    holidays = [date(after.year, 5, 8), easter + timedelta(days=_ASCENSION)]
    return working_day_after(after, rank, holidays)
