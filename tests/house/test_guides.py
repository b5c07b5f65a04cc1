"""The guides of a newcomer say what is: places that exist, every part on the picture."""

import re

import pytest

from simulator import ROOT
from tests.house.test_architecture import ORDER

DOCS = ROOT / "docs"
GUIDES = ("maison.md", "recettes.md")
PLACE = re.compile(r"`((?:src|pages|data|tests|docs|tools)/[^`\s<>*]+)`")


def one_line(path):
    return " ".join(path.read_text(encoding="utf-8").split())


@pytest.mark.parametrize("guide", GUIDES)
def test_every_place_that_a_guide_names_exists(guide):
    named = PLACE.findall((DOCS / guide).read_text(encoding="utf-8"))
    assert len(named) > 10
    assert [place for place in named if not (ROOT / place).exists()] == []


@pytest.mark.parametrize("page", ["maison.md", "decisions/0008-arbre.md"])
def test_the_order_of_imports_is_told_as_it_is_held(page):
    assert ORDER in one_line(DOCS / page)


def test_every_part_of_the_house_is_on_its_picture():
    picture = (DOCS / "maison.md").read_text(encoding="utf-8").split("```")[1]
    parts = {p.strip() for p in re.split(r"[ ·]+", ORDER)}
    folders = {path.parent.name for path in (ROOT / "src" / "simulator").glob("*/__init__.py")}
    assert folders <= parts
    assert [name for name in sorted(folders) if f"{name}/" not in picture] == []


def test_the_first_screen_of_the_readme_leads_to_the_guides():
    first = (ROOT / "README.md").read_text(encoding="utf-8")[:1500]
    assert [guide for guide in GUIDES if f"(docs/{guide})" not in first] == []
