"""A text that nobody sees is none: a dossier then has the name that stands for it, everywhere."""

from io import BytesIO

import pytest
from pptx import Presentation
from pypdf import PdfReader

from simulator.cases.dossier import Dossier
from simulator.exports.freezing import frozen_item
from simulator.exports.taken_away import Snapshot
from simulator.stories.dossier_told import bare_name, name_of, proposed_title
from simulator.text.seen import seen
from tests.exports.board.conftest import scenario

NOTHING = [
    "",
    " ",
    "\u00a0",
    "\ufeff",
    "\u200b\u2060",
    "\u202e",
    "\t\n",
    "\x00",
    "\u3164",
    "\u0301",
]
SOMETHING = ["a", " a ", "\u202ea", "=1", "🜚", "漢", "سلام", "e\u0301", "–", "1"]


@pytest.mark.parametrize("text", NOTHING)
def test_what_draws_nothing_is_nothing(text):
    assert seen(text) == ""


@pytest.mark.parametrize("text", SOMETHING)
def test_what_draws_something_stays_as_it_was_typed(text):
    assert seen(text) == text.strip()


@pytest.mark.parametrize("text", ["\ufeff", " \u200b"])
def test_a_dossier_that_nobody_can_read_the_name_of_has_one_in_every_form(text):
    item = frozen_item("scenario", scenario(), titre=text)
    dossier = Dossier(titre=text, auteur=text, decision=text, elements=(item,))
    assert (name_of(dossier), bare_name(item)) == (proposed_title(), "Cas du simulateur")
    made = Snapshot(dossier)
    assert PdfReader(BytesIO(made.report())).metadata.title == proposed_title()
    deck = Presentation(BytesIO(made.deck()))
    assert deck.slides[0].shapes.title.text == deck.core_properties.title == proposed_title()
    assert f"<title>{proposed_title()}</title>" in made.presentation()
    assert made.board.chapters[0].name.strip()
    assert text not in made.figures()[1:]
