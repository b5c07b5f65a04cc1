"""The filing pack: what a company files, keeps and is reminded of, for one fiscal year.

Every amount is the engine's, every rule bears its row of law, and a field that nobody filled stays
empty and is listed. Nothing here computes a tax: it says what stands on which line.
"""

from collections.abc import Sequence
from datetime import date

from simulator.conditions.finding import READINGS
from simulator.exports.filing.agreement import agreement
from simulator.exports.filing.calendar import calendar
from simulator.exports.filing.filed import Filed
from simulator.exports.filing.identity import NOBODY, Identity
from simulator.exports.filing.lent_staff import valued
from simulator.exports.filing.receipts import receipts
from simulator.exports.filing.six_years import six_years
from simulator.exports.filing.sources import sources
from simulator.exports.filing.summary import answer, summary
from simulator.exports.filing.tax_lines import lines
from simulator.exports.pack import Pack, missing_of
from simulator.figures.sponsor_outcome import Outcome
from simulator.text import formats, say


def filing(
    outcome: Outcome,
    identity: Identity = NOBODY,
    *,
    exercice: int = 0,
    made_on: date | None = None,
) -> Pack:
    """The pack of one fiscal year (0 to 5) in the language spoken now.

    The outcome's own book gives the rules. Only `made_on` (today) changes from one day to another.
    """
    return _pack(Filed(outcome, identity, exercice, made_on or date.today()))


def slug(outcome: Outcome, exercice: int) -> str:
    """The name of the files: plain ASCII, nothing private."""
    return f"depot_mecenat_{outcome.closings[exercice].isoformat()}"


def _pack(f: Filed) -> Pack:
    """Every sheet, then what is empty in them."""
    f.figures = {name: f.outcome.figures(name) for name in READINGS}
    chapters = (
        summary(f), valued(f), agreement(f), lines(f), receipts(f),
        calendar(f), six_years(f),
    )  # fmt: skip
    sheets = (*chapters, sources(f))
    return Pack(
        title=say("depot.titre"),
        subtitle=say("depot.sous_titre", cloture=formats.day(f.closing)),
        answer=answer(f),
        made_on=f.made_on,
        rules=say("depot.regles", jour=formats.day(f.read_on())),
        disclaimer=say("depot.pas_un_conseil"),
        foot=say("depot.pied", jour=formats.day(f.read_on())),
        author=say("app.nom"),
        sheets=sheets,
        missing=missing_of(sheets),
    )


def engine_keys(pack: Pack) -> Sequence[str]:
    """The keys of the engine's figures that the pack shows, once each."""
    keys = (entry.engine.partition("#")[0] for entry in pack.entries().values())
    return tuple(dict.fromkeys(key for key in keys if key))
