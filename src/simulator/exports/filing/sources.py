"""The rows of law that the pack cites."""

from simulator.exports.filing.filed import Filed
from simulator.exports.pack import Entry, Grid, Sheet
from simulator.law.book import label as law_label
from simulator.text import formats, say
from simulator.text.registered import in_words


def sources(f: Filed) -> Sheet:
    """The sheet of the rows of law that the pack cites."""
    rows = []
    for number, row in enumerate(sorted(f.rows.values())):
        key = f"sources.{number}"
        since = say(f"evenements.{row.event}")
        rows.append((
            Entry(f"{key}.quoi", say("depot.tetes.quoi"), law_label(row.parameter)),
            Entry(f"{key}.article", say("depot.tetes.source"), in_words(row.reference)),
            Entry(f"{key}.depuis", say("depot.tetes.depuis"),
                  f"{since} {formats.day(row.since)}"),
            Entry(f"{key}.lu", say("depot.tetes.lu"), row.checked_on, "jour"),
            Entry(f"{key}.confiance", say("depot.tetes.confiance"), row.confidence),
            Entry(f"{key}.adresse", say("depot.tetes.adresse"), row.url, "adresse"),
        ))  # fmt: skip
    heads = tuple(
        say(f"depot.tetes.{k}") for k in ("quoi", "source", "depuis", "lu", "confiance", "adresse")
    )
    grid = Grid(
        say("depot.blocs.sources"), heads, tuple(rows), (3, 4, 3, 2, 1, 5),
        say("depot.notes.sources"),
    )  # fmt: skip
    return Sheet("sources", say("depot.feuilles.sources"), (grid,), landscape=True)
