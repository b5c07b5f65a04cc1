"""Stories are told without a page: no screen in them, no figure in what puts them on screen."""

import ast
import json
import os
import subprocess
import sys

import pytest

from simulator import ROOT
from simulator.conditions.finding import READINGS
from simulator.stories import scenario_drawings, sponsor_drawings
from simulator.text import LANGUAGES

SOURCE = ROOT / "src" / "simulator"
COMPUTES = {
    "base", "figure", "figures", "law", "ledger", "rules", "schemes", "studies", "tax",
    "text.formats", "charts",
}  # fmt: skip
"""Where figures are made, written and drawn: what is on screen imports none of it."""
ALLOWED = {
    "base.csvs.text_of", "base.decoding.NotText", "base.limits", "base.links",
    "charts.drawing.Drawing", "charts.map_layers.SELECTION",
    "figures.sponsor_outcome.Outcome", "figures.sponsor_reading.Reading", "law.facts.Fact",
    "studies.programme.Programmed",
}  # fmt: skip
"""What a file may weigh, what is put on screen, the click on a map, what a story is told of."""
ASKS = {
    "doubting": {"studies"},  # asks a study, and hands its answer to a story
    "doubting_scenario": {"studies"},
    "doubting_sponsor": {"studies"},
    "downloads": {"base.csvs"},  # cells as a French spreadsheet opens them
    "current": {"schemes.SCHEMES"},  # the format that a session opens
    "explaining": {"figures.sponsor_outcome.assess"},  # the case that an address asks for
    "fields": {"text.formats"},  # the values of a list and of a slider
    "form": {"schemes.SCHEMES", "law", "text.formats"},  # fields, defaults, values typed back
    "further": {"studies"},  # asks a study, and hands its answer to a story
    "reforming": {"studies", "law.book.in_force", "text.formats"},  # values typed back
    "ranged": {"studies"},  # the unit of a threshold
    "sponsor_ranges": {"studies"},
    "programme_state": {"studies.programme.run"},  # run once a run
    "seeking": {"studies"},
    "sharing": {"text.formats"},  # the names of what an address leaves out
    "splitting": {"studies", "text.formats"},  # a demand as it is typed, its answer kept
    "sponsor_batch": {"studies"},
    "usual_formats": {"studies"},
    "sponsor_state": {"figures.sponsor_outcome.assess", "text.formats"},  # assessed once a run
}
"""Beyond what all may: the files that hold a session or a form, or ask on behalf of one."""
FORMS = {
    "fields": "what was understood of a range",
    "form": "the steps and the sources of a field",
    "further": "the route that the page speaks of",
    "glossary": "the words that it defines",
    "kept_cases": "how many cases are kept, why a file is refused",
    "one_chart": "the charts of a page that has not the one asked for",
    "programme_assumptions": "the lines of a form, by their number",
    "programme_grid": "the lines and the years of a form",
    "sheet_form": "sheets and columns, as their owner calls them",
    "ranged": "why a threshold is refused",
    "reforming": "the values of law that a reader types, and why one is refused",
    "sharing": "what an address leaves out, why a file is refused",
    "splitting": "the limits of a demand, each by its place",
    "sponsor_batch": "how far a batch is, why a file is refused",
    "sponsor_field": "where else a field is asked",
    "sponsor_operation": "the operations and salaries of a form, by their number",
    "sponsor_notices": "what of a form is not valid, or not in the address",
    "sponsor_state": "what a form lacks",
    "usual_formats": "the number of jobs that a reader types, and why it is refused",
}
"""Who may say a sentence with a hole: forms, sessions and refusals, of what somebody typed."""


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


@pytest.mark.parametrize("name", SCREEN)
def test_what_is_on_screen_computes_and_writes_no_figure(name):
    path = FILES[name]
    allowed = ALLOWED | ASKS.get(path.stem, set())
    found = {part for part in imported(path) if is_of(part, COMPUTES)}
    assert {part for part in found if not is_of(part, allowed)} == set()


@pytest.mark.parametrize("name", SCREEN)
def test_what_is_on_screen_says_no_result(name):
    """Fixed words only: a sentence with a hole, or chosen by an outcome, is made in a story."""
    path = FILES[name]
    for call in said(path):
        assert not call.keywords or path.stem in FORMS, ast.unparse(call)
        assert not names_in(call) & {"outcome", "reading", "figure"}, ast.unparse(call)


def test_a_file_is_excused_only_for_what_it_does():
    """An excuse that nothing needs any more goes."""
    screen = {FILES[name].stem: FILES[name] for name in SCREEN}
    for stem, allowed in ASKS.items():
        parts = set(imported(screen[stem]))
        assert [one for one in allowed if not any(is_of(part, {one}) for part in parts)] == [], stem
    assert [stem for stem in FORMS if not any(c.keywords for c in said(screen[stem]))] == []


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


EVERY_PICTURE = """
import json, sys
sys.modules["streamlit"] = None  # importing it fails
from simulator.exports.tables import template_xlsx
from simulator.network import history
from simulator.network.basin import inside, read_basin
from simulator.network.imports.checking import check, guess
from simulator.network.imports.sources import open_file
from simulator.network.imports.tables import Tables
from simulator.network.matching import known_lenders, known_skills
from simulator.network.measures import MEASURES, measure_each
from simulator.network.shipped import shipped
from simulator.network.skills import SUBJECTS
from simulator.stories import basin, days_given, evidence, picture, skill_gaps, skills
from simulator.stories import target_pace, territories_map, territory, time_line
from simulator.text import LANGUAGES, speaking

def told(one):
    drawing, rows = one.drawing, picture.table(one.drawing, one.write).rows
    behind = evidence.table(one.facts, drawing.title).rows
    counts = [len(drawing.figures), len(rows), len(one.facts), len(behind)]
    return [drawing.title, drawing.alt, one.name, *counts]

sheets = open_file("modele.xlsx", template_xlsx())
own = Tables.of(check([one for one in map(guess, sheets) if one]).frames)
network = shipped()
drawn = read_basin({"nom": "Alpes", "departements": ["38", "73", "74"], "epci": []})
made = []
for language in LANGUAGES:
    with speaking(language):
        made += [time_line.picture(name) for name in (*history.ALIZE, *history.NATIONAL)]
        made += [target_pace.picture(), *map(skills.picture, SUBJECTS)]
        made += [
            territories_map.picture(network, measure_each(network, m), m, None, chosen="", turn=0)
            for m in MEASURES
        ]
        made += [territory.jobs_picture(network, one, None) for one in network.territoires]
        made += [basin.picture(network, drawn, inside(network, drawn))]
        found = known_skills(own, None)
        made += [skill_gaps.picture(found, m, "Essai", "") for m in skill_gaps.MEASURES]
        made += [days_given.picture(known_lenders(own, None), "Essai", "")]
        made = [one if isinstance(one, list) else told(one) for one in made]
print(json.dumps(made))
"""


def made_without_streamlit(script):
    run = subprocess.run(
        [sys.executable, "-c", script],
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def test_every_picture_of_the_network_is_made_where_streamlit_cannot_be_imported():
    made = made_without_streamlit(EVERY_PICTURE)
    names = {name for _, _, name, *_ in made}
    assert names >= {"carte", "bassin", "emplois", "performance_pme_objectif"}
    assert names >= {"competences_par_territoire", "jours_par_preteur", "repartition_competences"}
    assert len(made) % 2 == 0
    for title, alt, name, figures, rows, facts, behind in made:
        assert title, name
        assert alt.startswith(title), name
        assert figures == rows, name
        assert facts == behind, name
    half = len(made) // 2
    assert all(french[0] != english[0] for french, english in zip(made, made[half:], strict=False))


def test_every_drawing_of_every_case_is_made_where_streamlit_cannot_be_imported():
    made = made_without_streamlit(EVERY_DRAWING)
    scenarios = len(list((ROOT / "data" / "cases").glob("*.json")))
    sponsors = len(list((ROOT / "data" / "cases" / "mecene").glob("*.json")))
    of_sponsors = sponsors * len(READINGS) * len(sponsor_drawings.DRAWINGS)
    each = scenarios * len(scenario_drawings.DRAWINGS) + of_sponsors
    assert len(made) == len(LANGUAGES) * each > 50
    missing = {name.split()[-1] for name, told in made.items() if told is None}
    assert missing <= {"reports_six_ans"}  # nothing waits in some cases
    assert all(told[0] and told[1].startswith(told[0]) for told in made.values() if told)
