"""Texts are measured before they are written: they hold, or are cut and it is known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.exports.board.fitting import (
    LEADING,
    fit,
    fit_lines,
    legible,
    sentences,
    width_of,
    wrapped,
)

SIZES = (28.0, 20.0, 12.0)
HOSTILE = ["A" * 5_000, "=1+1", "\u202eabc\u202c", "🙂" * 300, "a\x00b\x0bc", "<b>&amp;", ""]


@pytest.mark.parametrize("text", [*HOSTILE, "Aider une PME coûte 1 074 € avec ALIZÉ. " * 40])
def test_whatever_is_written_holds_in_its_box(text):
    fitted = fit(text, "serif_gras", 400, 80, SIZES)
    assert fitted.height <= 80 + 1e-9
    assert all(width_of(line, "serif_gras", fitted.size) <= 400 for line in fitted.lines)
    assert fitted.cut == (len(fitted.text) < len(legible(text)))


@given(st.text(max_size=400), st.floats(40, 900), st.sampled_from(SIZES))
def test_lines_hold_in_their_width_and_lose_no_letter(text, width, size):
    lines = wrapped(legible(text), "sans", size, width)
    assert all(width_of(line, "sans", size) <= width or len(line) == 1 for line in lines)
    assert "".join(lines).replace(" ", "") == legible(text).replace(" ", "")


def test_the_largest_size_that_holds_is_taken():
    short, long = fit("Un mot", "sans", 300, 40, SIZES), fit("Un mot " * 20, "sans", 300, 60, SIZES)
    assert short.size == SIZES[0]
    assert long.size < SIZES[0]
    assert len(long.lines) * long.size * LEADING <= 60


def test_an_amount_stays_whole_on_its_line():
    lines = wrapped("coûte 1\u202f234\u202f567\u00a0€ en tout", "sans", 20.0, 130)
    assert any("1\u202f234\u202f567\u00a0€" in line for line in lines)


@pytest.mark.parametrize("lines", [1, 3, 40])
def test_lines_that_somebody_typed_stay_lines_and_hold_in_their_box(lines):
    typed = [f"Ligne {n}." for n in range(lines)]
    told = fit_lines("\n".join(typed), "sans", 400.0, 200.0, (20.0, 14.0))
    assert sum(one.height for one in told) <= 200.0
    assert [one.text for one in told[:-1]] == typed[: len(told) - 1]
    assert told[-1].cut is (len(told) < lines)
    assert told[-1].text == typed[-1] or told[-1].text.endswith("…")


def test_a_text_is_cut_after_each_sentence_and_at_no_amount():
    told = ["Il coûte 1 074 €.", "[PME](pme) : 3,5 %.", "« Voie » ouverte !", "Fin"]
    assert sentences(" ".join(told)) == told
    assert sentences("De 1. 2 à 3") == ["De 1. 2 à 3"]
