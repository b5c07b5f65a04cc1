"""The sponsor: what a gift of money or of working time really costs, over six fiscal years.

`read_case` is the door, `assess` the answer; `follow_many` answers a thousand cases at once,
`marginal` draws what the next euro saves, `explain_sponsor` opens any figure.
"""

from simulator.sponsor.case import (
    CHOICES,
    PRIVATE,
    YEARS,
    Operation,
    Salarie,
    SponsorCase,
    case_from_json,
    complete,
    field_info,
    from_link,
    missing,
    public,
    read_case,
    to_link,
)
from simulator.sponsor.eligibility import Change, Eligibility, Flip, Path, Question
from simulator.sponsor.explanation import explain_all, explain_sponsor
from simulator.sponsor.history import (
    Excedent,
    History,
    ReductionAncienne,
    follow,
    read_history,
)
from simulator.sponsor.marginal import Bend, Marginal, marginal
from simulator.sponsor.note import Note
from simulator.sponsor.outcome import YEARLY, Outcome, assess, follow_many
from simulator.sponsor.reading import Bar, Comparison, Focus, Reading
from simulator.sponsor.reserves import RESERVES, Reserve
from simulator.sponsor.sheet import READINGS, ReadingName
from simulator.sponsor.treatment import Treatment
from simulator.sponsor.valuation import LentPart, Valuation

__all__ = [
    "CHOICES", "PRIVATE", "READINGS", "RESERVES", "YEARLY", "YEARS", "Bar", "Bend", "Change",
    "Comparison", "Eligibility", "Excedent", "Flip", "Focus", "History", "LentPart", "Marginal",
    "Note", "Operation", "Outcome", "Path", "Question", "Reading", "ReadingName",
    "ReductionAncienne", "Reserve", "Salarie", "SponsorCase", "Treatment", "Valuation", "assess",
    "case_from_json", "complete", "explain_all", "explain_sponsor", "field_info", "follow",
    "follow_many", "from_link", "marginal", "missing", "public", "read_case", "read_history",
    "to_link",
]  # fmt: skip
