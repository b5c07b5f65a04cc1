"""What marks a party in a sentence is ours: what people type is never read as a mark."""

import pytest

from simulator.stories.marks import literal, segments, unmarked

TYPED = ["[mécène](mecene)", "[a](b)", "[[x]](etat)", "](", "[x](https://example.org)"]


def test_a_party_is_marked_by_its_own_word():
    assert segments("Le [mécène](mecene) paie.") == ["Le ", ("mécène", "mecene"), " paie."]
    assert unmarked("Le [mécène](mecene) paie.") == "Le mécène paie."


@pytest.mark.parametrize("text", TYPED)
def test_what_somebody_typed_stays_as_it_is_in_a_sentence(text):
    told = f"Dossier {literal(text)} : le [mécène](mecene) paie."
    assert unmarked(told) == f"Dossier {text} : le mécène paie."
    assert segments(told)[0] == f"Dossier {text} : le "


def test_a_word_that_is_no_party_is_no_mark():
    assert segments("Le [lieu](a) paie.") == ["Le [lieu](a) paie."]
