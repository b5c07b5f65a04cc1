"""Files a reader takes away: French CSV (semicolon, decimal comma, byte-order mark)."""

from collections.abc import Iterable, Sequence

from simulator import tables
from simulator.ledger import Ledger
from simulator.text import say


def french_csv(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A table as a spreadsheet in French opens it; texts cannot become formulas."""
    return tables.french_csv([headers, *([_cell(v) for v in row] for row in rows)]).encode()


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.2f}".replace(".", ",")
    return tables.neutral(str(value)) if isinstance(value, str) else str(value)


def ledger_csv(ledger: Ledger) -> bytes:
    """A ledger, one line a flow, euros to the cent."""
    heads = [say(f"colonnes.{c}") for c in ("annee", "de", "vers", "pour", "montant", "source")]
    rows = [
        (
            f.year,
            say(f"parties.{f.payer.value}"),
            say(f"parties.{f.payee.value}"),
            say(f"natures.{f.nature.key}"),
            float(f.amount),
            f.source,
        )
        for f in ledger
        if f.amount
    ]
    return french_csv(heads, rows)
