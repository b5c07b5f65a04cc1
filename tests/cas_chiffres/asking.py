"""How a row is put to a door: a command's file, a batch of one line, numbers of a model."""

import contextlib
import csv
import io
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from simulator.__main__ import main
from tests.cas_chiffres.rows import Refused

Answers = Mapping[str, Any]
Door = Callable[[], Answers]


def flattened(data: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """Each value of a JSON answer under its path: `valeurs.0.plafond`."""
    if isinstance(data, Mapping | list):
        items = data.items() if isinstance(data, Mapping) else enumerate(data)
        for key, value in items:
            yield from flattened(value, f"{place}.{key}" if place else str(key))
    else:
        yield place, data


def printed(*arguments: str) -> str:
    """What the command line prints; its refusal is raised as it says it."""
    out, told = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(told):
        code = main(arguments)
    if code:
        raise Refused(told.getvalue().strip())
    return out.getvalue()


def by_command(content: str, *options: str, name: str = "cas.json") -> str:
    """What a command prints of a file that holds this content."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text(content, encoding="utf-8")
        return printed(*options, str(path))


def csv_line(cells: Mapping[str, Any]) -> str:
    """A batch of one line, written as a French spreadsheet does."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerows([cells.keys(), [_cell(value) for value in cells.values()]])
    return out.getvalue()


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return "|".join(map(_cell, value))
    if isinstance(value, Mapping):
        return ":".join(map(_cell, value.values()))
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)


def typed(model: Any, key: str, value: Any) -> Any:
    """What a person writes as the model has it: one value for six years, whole euros."""
    annotation = str(model.model_fields[key].annotation)
    if "tuple" in annotation and not isinstance(value, list):
        value = [value]
    if isinstance(value, list):
        return [number_of(one) if not isinstance(one, dict) else one for one in value]
    return number_of(value) if "float" in annotation else value


def number_of(value: Any) -> Any:
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def numbers_of(values: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    """The numbers that a condition shows, by name."""
    for name, value in values.items():
        if isinstance(value, tuple) and isinstance(value[0], int | float):
            yield name, float(value[0])
