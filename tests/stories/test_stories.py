"""Stories are told without a page: no screen in them, no figure in what puts them on screen."""

import ast
import json
import os
import subprocess
import sys

import pytest

from simulator import ROOT

SOURCE = ROOT / "src" / "simulator"
TOLD = [
    *(SOURCE / "ui" / f"{name}.py" for name in ("drawings", "first_screen", "folding")),
    *(SOURCE / "ui" / f"{name}.py" for name in ("results", "sponsor_results", "sponsor_questions")),
]
"""What puts the stories of a scenario and of a sponsor on screen: layout and nothing else."""
COMPUTES = {
    "base", "figure", "figures", "law", "ledger", "rules", "schemes", "studies", "tax",
    "text.formats", "charts",
}  # fmt: skip
"""Where figures are made, written and drawn: an emptied file imports none of it."""
ALLOWED = {
    "charts.frame.Drawing", "charts.carte.SELECTION",
    "figures.sponsor_outcome.Outcome", "figures.sponsor_reading.Reading",
}  # fmt: skip
"""What is put on screen, the name of the click on a map, and what a story is told of."""


def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path):
    """Every name that a file imports, whole."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def said(path):
    """Every call of `say`."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say":
            yield node


def names_in(node):
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


FILES = {str(path.relative_to(SOURCE)): path for path in sorted(SOURCE.rglob("*.py"))}
STORIES = [name for name in FILES if name.startswith("stories/")]
SCREEN = [name for name in FILES if name.startswith("ui/")]


@pytest.mark.parametrize("name", STORIES)
def test_a_story_knows_no_screen(name):
    found = {part.split(".")[0] for part in imported(FILES[name])}
    assert "streamlit" not in found
    assert not [part for part in imported(FILES[name]) if part.startswith("simulator.ui")]


@pytest.mark.parametrize("name", SCREEN)
def test_no_chart_is_made_on_screen(name):
    assert "altair" not in {part.split(".")[0] for part in imported(FILES[name])}


def is_of(part, folders):
    inside = part.removeprefix("simulator.")
    return any(inside == folder or inside.startswith(f"{folder}.") for folder in folders)


@pytest.mark.parametrize("path", TOLD, ids=lambda path: path.stem)
def test_what_puts_a_story_on_screen_computes_and_writes_no_figure(path):
    found = {part for part in imported(path) if part.startswith("simulator.")}
    assert [
        part for part in sorted(found) if is_of(part, COMPUTES) and not is_of(part, ALLOWED)
    ] == []


@pytest.mark.parametrize("path", TOLD, ids=lambda path: path.stem)
def test_what_puts_a_story_on_screen_says_no_result(path):
    """Fixed words only: a sentence with a hole, or chosen by an outcome, is made in a story."""
    for call in said(path):
        assert not call.keywords, ast.unparse(call)
        assert not names_in(call) & {"outcome", "reading", "figure"}, ast.unparse(call)


EVERY_DRAWING = """
import json, sys
sys.modules["streamlit"] = None  # importing it fails
from simulator import ROOT
from simulator.cases import scenario, sponsor
from simulator.conditions.finding import READINGS
from simulator.simulate import simulate
from simulator.figures.sponsor_outcome import assess
from simulator.stories import scenario_drawings, sponsor_drawings
from simulator.text import LANGUAGES, speaking

def told(drawing):
    return None if drawing is None else [drawing.title, drawing.alt, len(drawing.figures)]

made = {}
for language in LANGUAGES:
    with speaking(language):
        for path in sorted((ROOT / "data" / "cases").glob("*.json")):
            outcome = simulate(scenario.from_json(path.read_text(encoding="utf-8")))
            for name, draw in scenario_drawings.DRAWINGS.items():
                made[f"{language} {path.stem} {name}"] = told(draw(outcome))
        for path in sorted((ROOT / "data" / "cases" / "mecene").glob("*.json")):
            outcome = assess(sponsor.case_from_json(path.read_text(encoding="utf-8")))
            for which in READINGS:
                for name, draw in sponsor_drawings.DRAWINGS.items():
                    drawing = draw(outcome, outcome.reading(which))
                    made[f"{language} {path.stem} {which} {name}"] = told(drawing)
print(json.dumps(made))
"""


def test_every_drawing_of_every_case_is_made_where_streamlit_cannot_be_imported():
    run = subprocess.run(
        [sys.executable, "-c", EVERY_DRAWING],
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    made = json.loads(run.stdout)
    scenarios = len(list((ROOT / "data" / "cases").glob("*.json")))
    sponsors = len(list((ROOT / "data" / "cases" / "mecene").glob("*.json")))
    assert len(made) == 2 * (scenarios * 2 + sponsors * 2 * 5)
    missing = {name.split()[-1] for name, told in made.items() if told is None}
    assert missing <= {"reports_six_ans"}  # nothing waits in some cases
    assert all(told[0] and told[1].startswith(told[0]) for told in made.values() if told)
