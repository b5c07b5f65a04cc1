"""What the verb `importer` answers: the import of « Mes données », for who loads by script.

Files are read, guessed, checked and stored by the functions of the page; the answer is plain JSON.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from simulator.network.imports.checking import Incoming, Mapped, check, guess, merge
from simulator.network.imports.notices import notices
from simulator.network.imports.refusals import CellsRefused, ImportRefused, Refusal
from simulator.network.imports.sources import Sheet, open_files
from simulator.network.imports.tables import TABLES, Tables
from simulator.store.store import Store
from simulator.text import say

SHOWN = 200
"""Rows of each table in the answer."""
File = tuple[str, bytes]


@dataclass
class Answer:
    """The answer as JSON gives it, and the sentence of a refusal."""

    tables: dict[str, dict[str, int]] = field(default_factory=dict)
    lignes: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    refus: list[dict[str, Any]] = field(default_factory=list)
    avis: list[str] = field(default_factory=list)
    cle: str | None = None
    told: str = ""

    def plain(self) -> dict[str, Any]:
        """The keys of the contract."""
        names = ("tables", "lignes", "refus", "avis", "cle")
        return {name: getattr(self, name) for name in names}


def importer(
    files: Sequence[File], opened: Callable[[], Store], key: str | None, *, verify: bool
) -> Answer:
    """Check files and, unless `verify`, store them in the network of a key, or in a new one.

    Refusals are in the answer, and then nothing is stored. Raises StoreError when the database
    cannot answer or has no network for the key.
    """
    answer = Answer()
    current = opened().tables(key) if key else Tables.of({})
    made = None
    try:
        sheets = open_files(files)
        mapped = _mapped(sheets)
        answer.avis = [sentence for one in sheets for sentence in notices(one, mapped.get(one.id))]
        incoming = check(list(mapped.values()), current)
        answer.tables, answer.lignes = _counts(incoming, current), _rows(incoming)
        if not verify:
            made = None if key else opened().create("")
            writing = made.ecriture if made else key or ""
            opened().add(writing, incoming, ", ".join(name for name, _ in files))
            answer.cle = writing
    except CellsRefused as fault:
        _refused(answer, [_plain(refusal) for refusal in fault.refusals], str(fault))
    except ImportRefused as fault:
        whole = Refusal("", None, "", "", "", str(fault), str(fault.values.get("fichier", "")))
        _refused(answer, [_plain(whole)], str(fault))
    finally:
        if made is not None and answer.cle is None:
            opened().delete(made.ecriture)
    return answer


def _mapped(sheets: Sequence[Sheet]) -> Mapping[int, Mapped]:
    """The sheets that are imported, with their guesses; raises ImportRefused when there is none."""
    found = {sheet.id: one for sheet in sheets if (one := guess(sheet))}
    if not found:
        names = ", ".join(dict.fromkeys(sheet.fichier for sheet in sheets))
        raise ImportRefused("rien_de_reconnu", fichier=names)
    return found


def _refused(answer: Answer, refusals: list[dict[str, Any]], told: str) -> None:
    answer.tables, answer.lignes, answer.cle = {}, {}, None
    answer.refus, answer.told = refusals, told


def _plain(refusal: Refusal) -> dict[str, Any]:
    names = ("fichier", "feuille", "ligne", "colonne", "valeur", "raison")
    return {name: getattr(refusal, name) for name in names}


def _counts(incoming: Incoming, current: Tables) -> dict[str, dict[str, int]]:
    """By table: rows read, rows that a network gains, rows that take the place of another."""
    found = {}
    for table in (t for t in TABLES if t in incoming.frames):
        frame = incoming.frames[table]
        change = merge(current[table], frame, table, False)
        replaced = len(change.replaced)
        found[table] = {
            "lues": len(frame), "ajoutees": len(change.arrives) - replaced, "remplacees": replaced
        }  # fmt: skip
    return found


def _rows(incoming: Incoming) -> dict[str, list[dict[str, Any]]]:
    """The first rows of each table, as they are stored."""
    return {
        table: [
            {k: v.isoformat() if isinstance(v, date) else v for k, v in row.items()}
            for row in incoming.rows[table][:SHOWN]
        ]
        for table in TABLES
        if table in incoming.rows
    }


def sentence_of(answer: Answer) -> str:
    """Why nothing was stored, in one sentence with the number of refusals."""
    return " ".join((answer.told or say("donnees.fait")).split())
