"""An answer as plain JSON: what the command line prints, and what a program may read."""

from dataclasses import asdict
from datetime import date
from math import isfinite
from typing import Any

import pandas as pd

from simulator.conditions.finding import READINGS
from simulator.conditions.flips import Flip
from simulator.conditions.paths import Path
from simulator.figure import cents
from simulator.figures.notes import notes_of
from simulator.figures.reserves import reserves_of
from simulator.figures.sponsor_outcome import Outcome
from simulator.figures.sponsor_reading import Reading
from simulator.figures.vintages import STOCK_NAMES


def plain(outcome: Outcome) -> dict[str, Any]:
    """Verdicts, values, both readings with their years, reserves and notes; in euros."""
    return {
        "eligible": outcome.state.value,
        "operations": [_path(outcome, path) for path in outcome.paths],
        "valeurs": [
            {
                **_record(asdict(value)),
                "parts": [_record(asdict(part)) for part in value.parts],
                "plafond_applique": value.plafond_applique,
            }
            for value in outcome.valuations
        ],
        "lectures": {name: _reading(outcome.reading(name)) for name in READINGS},
        "reserves": [
            {"numero": r.number, "cle": r.key, "reference": r.reference, "texte": r.words("texte")}
            for r in reserves_of(outcome)
        ],
        "notes": [note.words() for note in notes_of(outcome)],
    }


def _path(outcome: Outcome, path: Path) -> dict[str, Any]:
    reason, treated = path.reason, outcome.treatments[path.operation]
    return {
        "operation": path.operation + 1,
        "voie": path.voie,
        "etat": path.state.value,
        "eligible": path.eligible.value,
        "raison": reason.words("fait") if reason else None,
        "charge": {
            "deductible": {name: treated.deductible(name) for name in READINGS},
            "texte": treated.words(),
            "reference": treated.reference,
        },
        "bascules": [_flip(flip) for flip in outcome.flips(path.operation)],
        "questions": [
            {
                "cle": q.key,
                "groupe": q.group,
                "etat": q.state.value,
                "compte": q.counts,
                "regle": q.words("regle"),
                "fait": q.words("fait"),
                "reference": q.reference,
                "adresse": q.url,
            }
            for q in path.questions
        ],
    }


def _flip(flip: Flip) -> dict[str, Any]:
    changes = {change.field: _value(change.after) for change in flip.changes}
    return {"changements": changes, "devient": flip.becomes.value, "plus_petit": flip.smallest}


def _reading(reading: Reading) -> dict[str, Any]:
    return {
        "chiffres": _record(reading.figures()),
        "exercices": _rows(reading.years),
        "millesimes": {stock: _rows(reading.vintages(stock)) for stock in STOCK_NAMES},
        "cascade": [_record(asdict(bar)) for bar in reading.waterfall()],
        "comparaisons": [_record(asdict(other)) for other in reading.comparisons()],
    }


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {str(name): _value(value) for name, value in row.items()}
        for row in frame.to_dict(orient="records")
    ]


def _record(data: dict[str, Any]) -> dict[str, Any]:
    return {name: _value(value) for name, value in data.items()}


def _value(value: Any) -> Any:
    """Days in figures, amounts to the cent, null for what is unknown or has no limit."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return (cents(value) if abs(value) >= 1 else round(value, 6)) if isfinite(value) else None
    return value
