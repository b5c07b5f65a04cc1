"""Every euro of a scenario, line by line: trails, ledger, account, gifts by year."""

from simulator.figures.indicators import HIDES_THE_COST
from simulator.figures.trails import stage_name, trails
from simulator.ledger import BEARERS, Kind, Ledger
from simulator.simulate import Outcome
from simulator.stories.table import Table
from simulator.text import formats, say
from simulator.text.registered import in_words


def trail_lines(outcome: Outcome) -> list[tuple[str, str, str]]:
    """Where each euro of the route shown ends, as (party, from and to, amount)."""
    return [
        (t.party, f"{stage_name(t.start)} → {stage_name(t.end)}", formats.euros(t.shown))
        for t in trails(outcome.headline.ledger)
    ]


def flows(ledger: Ledger) -> tuple[list[str], list[tuple[int, str, str, str, float, str]]]:
    """Every flow for a file: the heads, then a row a flow, its amount as a number."""
    heads = [say(f"colonnes.{c}") for c in ("annee", "de", "vers", "pour", "montant", "source")]
    rows = [
        (
            f.year, say(f"parties.{f.payer.value}"), say(f"parties.{f.payee.value}"),
            say(f"natures.{f.nature.key}"), float(f.amount), in_words(f.source),
        )
        for f in ledger
        if f.amount
    ]  # fmt: skip
    return heads, rows


def entries(ledger: Ledger) -> Table:
    """Every flow, to the cent."""
    heads, rows = flows(ledger)
    told = [(str(year), *ends, formats.euros_cents(a), why) for year, *ends, a, why in rows]
    return Table(heads, told, "llllrl", wrap=True)


def account(ledger: Ledger) -> Table:
    """What each bearer pays, receives and bears; the last line is the cost of the resources."""
    heads = [say(f"colonnes.{name}") for name in ("porte", "verse", "recoit", "reste")]
    rows = [
        (
            say(f"parties.{party.value}"),
            formats.euros_cents(ledger.paid(party)),
            formats.euros_cents(ledger.received(party)),
            formats.euros_cents(ledger.borne(party)),
        )
        for party in BEARERS
        if ledger.paid(party) or ledger.received(party)
    ]
    total = (say("colonnes.total"), "", "", formats.euros_cents(ledger.resources()))
    return Table(heads, [*rows, total], strong_rows=[len(rows)])


def notes(outcome: Outcome) -> str:
    """What the account proves, and what it leaves aside."""
    ledger = outcome.headline.ledger
    total = formats.euros_cents(ledger.resources())
    partial = HIDES_THE_COST & set(outcome.unknowns)
    note = "grand_livre_note_connue" if partial else "grand_livre_note"
    said = [say(f"simuler.{note}", porte=total, ressources=total)]
    if loans(ledger):
        said.append(say("simuler.grand_livre_prets"))
    if any(f.nature.kind is Kind.EN_NATURE for f in ledger):
        said.append(say("simuler.grand_livre_nature"))
    return " ".join(said)


def loans(ledger: Ledger) -> float:
    """What is lent and comes back, in euros: never part of the cost."""
    return sum(float(f.amount) for f in ledger if f.nature.kind is Kind.PRET)


def gifts_by_year(outcome: Outcome) -> Table | None:
    """The gifts of the route shown, fiscal year by fiscal year, when there is more than one."""
    followed = outcome.headline.mecenat
    if len(followed) < 2:
        return None
    names = ("exercice", "plafond", "retenus", "reporte", "reduction", "perdue")
    rows = [
        (
            formats.day(year.cloture),
            *(
                formats.euros_cents(float(value))
                for value in (
                    year.plafond,
                    year.dons_retenus + year.report_utilise,
                    year.report_restant,
                    year.reduction_imputee,
                    year.report_perdu + year.reduction_perdue,
                )
            ),
        )
        for year in followed
    ]
    return Table([say(f"colonnes.{name}") for name in names], rows)
