"""What is due on which day, and the reminders."""

from collections.abc import Iterator
from datetime import date

from simulator.base.days import months_after
from simulator.conditions.finding import State
from simulator.exports.filing import deadlines
from simulator.exports.filing.filed import Filed, is_gift
from simulator.exports.pack import Entry, Grid, Sheet
from simulator.text import formats, say
from simulator.text.registered import in_words


def _same_day(closing: date, year: int) -> date:
    """The closing day of another year; the end of February stays the end of February."""
    return months_after(closing, 12 * (year - closing.year))


def calendar(f: Filed) -> Sheet:
    """The sheet of the days and reminders."""
    rows = [
        (
            Entry(f"echeances.{key}.jour", formats.named(say("depot.tetes.jour"), what), day,
                  "jour", who),
            Entry(f"echeances.{key}.quoi", say("depot.tetes.quoi"), what),
            Entry(f"echeances.{key}.regle", say("depot.tetes.regle"), rule),
            Entry(f"echeances.{key}.source", say("depot.tetes.source"), source),
        )
        for key, day, what, rule, source, who in reminders(f)
    ]  # fmt: skip
    rows.sort(key=lambda row: row[0].value or date.max)
    heads = tuple(say(f"depot.tetes.{k}") for k in ("jour", "quoi", "regle", "source"))
    grid = Grid(
        say("depot.blocs.echeances"), heads, tuple(rows), (2, 3, 4, 3),
        say("depot.notes.echeances"),
    )  # fmt: skip
    return Sheet("echeances", say("depot.feuilles.echeances"), (grid,))


def reminders(f: Filed) -> Iterator[tuple[str, date | None, str, str, str, str]]:
    """Key, day, what, rule, source, who can give the day when no source does."""
    yield from filing_days(f)
    yield from operation_days(f)
    yield from last_days(f)
    yield receipts_declared(f)
    words = reminder("conservation", say("depot.sans_source"))
    yield "conservation", None, *words, "administration"


def receipts_declared(f: Filed) -> tuple[str, date | None, str, str, str, str]:
    """The body declares its receipts as a return is filed; the day is of a December close."""
    row = f.row("depot.declaration_des_recus")
    delay = f.row("depot.declaration_jours_ouvres_de_mai")
    day = deadlines.declaration(date(f.closing.year, 12, 31), f.law) if delay else None
    source = in_words(row.reference) if row else say("depot.sans_source")
    words = reminder("declaration_des_recus", source)
    return "declaration_des_recus", day if row else None, *words, "organisme"


def reminder(key: str, source: str, **values: str) -> tuple[str, str, str]:
    """What to do, the rule it follows, and where that stands."""
    return (
        say(f"depot.rappels.{key}.quoi", **values),
        say(f"depot.rappels.{key}.regle", **values),
        source,
    )


def filing_days(f: Filed) -> Iterator[tuple[str, date | None, str, str, str, str]]:
    """The returns of the fiscal year and the days on which they are due."""
    calendar = deadlines.is_calendar(f.closing)
    back = "depot.declaration_jours_ouvres_de_mai" if calendar else "depot.declaration_mois"
    settled = "depot.releve_de_solde_mai" if calendar else "depot.releve_de_solde_mois"
    for key, parameters, find in (
        ("declaration", (back,), deadlines.declaration),
        ("teletransmission", (back, "depot.teletransmission_jours"),
         deadlines.declaration_sent_online),
        ("releve_de_solde", (settled,), deadlines.settlement),
    ):  # fmt: skip
        found = [f.row(name) for name in parameters]
        day = find(f.closing, f.law) if all(found) else None
        source = in_words(found[-1].reference) if found[-1] else say("depot.sans_source")
        yield key, day, *reminder(key, source), "administration"


def operation_days(f: Filed) -> Iterator[tuple[str, date | None, str, str, str, str]]:
    """The days that each operation brings: agreement, approval, end of the loan."""
    for rank, operation, path in f.active():
        if is_gift(operation) and path.eligible is State.FERME:
            continue
        name = f.named(rank)
        row = f.row("mecenat.convention_du_pret")
        if operation.salaries and row is not None:
            first = min(salarie.debut for salarie in operation.salaries)
            words = reminder("convention", in_words(row.reference), operation=name)
            yield f"convention.{rank}", first, *words, "entreprise"
        if is_gift(operation) and path.door == "porte_agrement":
            approved = f.row("mecenat.agrement_valide")
            source = in_words(approved.reference) if approved else say("depot.sans_source")
            words = reminder("agrement", source, operation=name)
            yield f"agrement.{rank}", operation.agrement_fin, *words, "organisme"
        longest = f.row("pret_main_oeuvre.duree_max")
        if operation.voie == "pret_l8241_3" and longest is not None and longest.value:
            first = min(salarie.debut for salarie in operation.salaries)
            day = months_after(first, int(12 * float(longest.value)))
            words = reminder("fin_du_pret", in_words(longest.reference), operation=name)
            yield f"fin_du_pret.{rank}", day, *words, "entreprise"


def last_days(f: Filed) -> Iterator[tuple[str, date | None, str, str, str, str]]:
    """The closings after which what waits is lost, for each vintage that still waits."""
    for stock, parameter in (
        ("assiette", "mecenat.report_exercices"),
        ("impot", "mecenat.report_reduction_exercices"),
    ):
        row = f.row(parameter)
        frame = f.outcome.confirmed.vintages(stock)
        now = frame[(frame["exercice"] == f.closing.year) & (frame["reste"] > 0)]
        if row is None:
            continue
        for line in now.to_dict("records"):
            year = int(line["meurt"])
            words = reminder(f"perte_{stock}", in_words(row.reference),
                millesime=str(line["millesime"]), montant=formats.euros_cents(line["reste"]),
                taux=formats.percent(line["taux"]),
            )  # fmt: skip
            key = f"perte_{stock}.{line['millesime']}.{line['taux']}"
            yield key, _same_day(f.closing, year), *words, "calcul"
