"""What holds the project together: who imports whom, no figure of law in code, texts complete."""

import ast
import re
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
from pydantic_core.core_schema import ErrorType

from simulator import ROOT
from simulator.figure import RULES
from simulator.figures.indicators import INDICATORS
from simulator.law.book import in_force
from simulator.ledger import Nature, Party
from simulator.schemes import SCHEMES
from simulator.text import FRENCH, LANGUAGES, catalogue, parts

SOURCE = ROOT / "src" / "simulator"
FILES = sorted(SOURCE.rglob("*.py"))
ORDER = (
    "errors figure text base · law · ledger · rules · cases · conditions tax network · schemes · "
    "simulate · figures charts · studies · stories · exports store · ui api __main__"
)
"""Who may import whom: each only what stands to its left, or beside it, and no circle."""
LAYERS = [set(rank.split()) for rank in ORDER.split(" · ")]
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}


def part_of(path):
    relative = path.relative_to(SOURCE)
    return relative.parts[0].removesuffix(".py")


def imports_of(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_each_part_imports_only_what_stands_before_it(path):
    here = part_of(path)
    if here == "__init__":
        return
    for module in imports_of(path):
        if module.startswith("simulator."):
            there = module.split(".")[1]
            assert RANK[there] <= RANK[here], f"{here} imports {there}"
        if module.split(".")[0] == "streamlit":
            assert here == "ui"
        if module.split(".")[0] == "altair":
            assert here == "charts"


STRUCTURAL = {0, 1, 2, 12, 100, 0.5, 1e-9, 1e-12, 1e-13, 10_000, 366, 731, 3, 6, 31}


@pytest.mark.parametrize(
    "path",
    [
        *(
            path
            for folder in ("rules", "conditions", "schemes", "tax")
            for path in sorted((SOURCE / folder).rglob("*.py"))
        ),
        *(SOURCE / "figures" / f"{name}.py" for name in ("indicators", "notes")),
        *(SOURCE / "figures").glob("notes_of_*.py"),
    ],
    ids=lambda p: p.name,
)
def test_no_figure_of_law_or_fact_in_code(path):
    """Numbers live in data; code keeps zero, one, twelve months, a hundred for a percentage."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    bounds = {
        id(word.value)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        for word in call.keywords
        if word.arg in {"ge", "le", "step", "rank"}
        for _ in [0]
    }
    operands = {id(n.operand): n for n in ast.walk(tree) if isinstance(n, ast.UnaryOp)}
    numbers = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and type(node.value) in (int, float)
        and id(node) not in bounds
        and id(operands.get(id(node))) not in bounds
    ]
    if path.name == "alize.py":
        numbers = [n for n in numbers if n != 365]  # days of a calendar year
    assert [n for n in numbers if n not in STRUCTURAL] == []


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_no_french_sentence_in_code(path):
    """What is shown comes from the texts; references to articles and documents may stay."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    } | {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
    sentences = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in documented
        and re.search(r"\b(vous|votre|n’est|n'est|le mécène|la PME)\b", node.value)
    ]
    assert sentences == []


def test_a_sentence_is_in_the_same_one_file_of_each_language():
    files = {language: parts(language) for language in LANGUAGES}
    for catalogued in files.values():
        assert {name: set(keys) for name, keys in catalogued.items()} == {
            name: set(keys) for name, keys in files[FRENCH].items()
        }
        every = [key for part in catalogued.values() for key in part]
        assert len(every) == len(set(every))


@pytest.mark.parametrize(
    "path", sorted((SOURCE / "text").rglob("*.toml")), ids=lambda p: f"{p.parent.name}-{p.stem}"
)
def test_a_translator_can_take_a_file_of_texts(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_the_keys_and_the_holes_of_the_first(language):
    fr, told = catalogue(FRENCH), catalogue(language)
    assert set(fr) == set(told)
    hole = re.compile(r"{(\w+)[}:]")
    party = re.compile(r"\]\((\w+)\)")
    for key, french in fr.items():
        assert set(hole.findall(french)) == set(hole.findall(told[key])), key
        assert sorted(party.findall(french)) == sorted(party.findall(told[key])), key


CODE = [
    *(path for folder in (SOURCE, ROOT / "pages") for path in sorted(folder.rglob("*.py"))),
    ROOT / "app.py",
    ROOT / "serve.py",
]


def _strings(tree):
    """The texts of a file, and its f-strings as lists of parts (None for a hole)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield [p.value if isinstance(p, ast.Constant) else None for p in node.values]


@cache
def vocabulary():
    """Every word that code or data can put in a key: names, texts, cells of our tables."""
    found = set()
    for path in CODE:
        text = path.read_text(encoding="utf-8")
        found |= set(re.findall(r"\w+", text))
    for path in (ROOT / "data").rglob("*"):
        found.add(path.stem)
        if path.suffix in {".csv", ".json"} and "geo" not in path.parts:
            found |= set(re.findall(r"\w+", path.read_text(encoding="utf-8")))
    return frozenset(found) | {part for word in found for part in word.split("_")}


@cache
def written_keys():
    """Keys written whole, and patterns of those that are made."""
    whole, made = set(), set()
    for path in CODE:
        for found in _strings(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(found, str):
                whole.add(found)
            elif None in found:
                parts = ["(.+)" if part is None else re.escape(part) for part in found]
                if "." in "".join(part for part in found if part) or found[0] is None:
                    made.add("".join(parts))
    return frozenset(whole), tuple(re.compile(pattern) for pattern in sorted(made))


PYDANTIC = "erreurs.pydantic."  # followed by the name that pydantic gives to a fault


def is_used(key):
    """A key is written in the code, or made there of words that exist."""
    if key.removeprefix(PYDANTIC) in get_args(ErrorType):
        return True
    if key.startswith("streamlit.") and not key.endswith(".xqzvt"):
        return True  # a table read whole: see test_frame
    whole, made = written_keys()
    if key in whole:
        return True
    for word in re.findall(r"\w+", key):
        if word not in vocabulary() and not vocabulary().issuperset(word.split("_")):
            return False
    return any(pattern.fullmatch(key) for pattern in made)


def test_every_text_is_used():
    assert [key for key in catalogue("fr") if not is_used(key)] == []


def test_a_text_that_nothing_uses_is_caught_in_every_section():
    sections = {key.rpartition(".")[0] for key in catalogue("fr")}
    assert len(sections) > 300
    assert [section for section in sections if is_used(f"{section}.xqzvt")] == []


def test_every_thing_has_its_words():
    fr = catalogue("fr")
    wanted = [f"loi.{name}" for name in in_force().parameters]
    wanted += [f"domaines.{name.split('.')[0]}" for name in in_force().parameters]
    wanted += [f"regles.{name}.{part}" for name in RULES for part in ("nom", "phrase")]
    wanted += [f"natures.{nature.key}" for nature in Nature]
    wanted += [f"parties.{party.value}" for party in Party]
    wanted += [f"indicateurs.{key}.{part}" for key in INDICATORS for part in ("nom", "phrase")]
    for scheme in SCHEMES.values():
        wanted += [f"dispositifs.{scheme.key}.{part}" for part in ("nom", "question", "resume")]
        wanted += [
            f"voies.{route.key}.{part}" for route in scheme.routes for part in ("nom", "texte")
        ]
        wanted += [
            f"champs.{name}.{p}" for name in scheme.answers.model_fields for p in ("label", "aide")
        ]
        wanted += [f"indicateurs.{key}.court" for key in scheme.figures]
    assert [key for key in wanted if key not in fr] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_typeset(language):
    """Typographic apostrophes, no exclamation, no empty promise."""
    sentences = [pair for part in parts(language).values() for pair in part.items()]
    for key, text in sentences:
        if language != FRENCH and key.startswith("streamlit."):
            continue  # as Streamlit writes it: the key of a table
        assert "'" not in text, key
        assert "!" not in text or key == "langue.signes_accroches", key


def test_files_hold_no_path_of_a_machine():
    for folder in ("src", "pages", "tests", "benchmarks", "docs"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in {".py", ".md", ".toml", ".css"} and path != Path(__file__):
                text = path.read_text(encoding="utf-8")
                assert "/work/" not in text, path
                assert "/tmp/" not in text, path
