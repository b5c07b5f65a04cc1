"""Answers typed again in drawn workbooks, recomputed by LibreOffice: the engine's own results."""

from random import Random

import pytest

from tests.exports.workbook.checking import check
from tests.exports.workbook.drawing import DRAWERS
from tests.exports.workbook.office import office

BOOKS = {"scenario": 6, "mecene": 3, "comparaison": 2, "programme": 4}


@pytest.mark.skipif(office() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("genre", list(DRAWERS))
def test_an_answer_typed_again_moves_the_results_as_the_engine_would(genre, tmp_path):
    found = check(genre, Random(28), BOOKS[genre], tmp_path)
    assert found.edits >= BOOKS[genre]
    assert len(found.compared) > 10 * BOOKS[genre]
    assert [one for one in found.compared if not one.same] == []
