"""What is drawn: a case, and an edit of its workbook."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Case = dict[str, Any]


@dataclass(frozen=True)
class Edit:
    """Cells typed again (None empties one), and what the engine then gives by name of result."""

    cells: Mapping[str, Any]
    expected: Mapping[str, float | None]
