"""The fence: no figure and no word moves by accident, in any case, in either language.

A change on purpose is drawn again with `python -m tests.goldens`; the journal says what moved.
"""

import pytest

from simulator.text import LANGUAGES
from tests.goldens.records import KINDS, kept, names, record

CASES = [(kind, name) for kind in KINDS for name in names(kind)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "name"), CASES)
def test_a_case_gives_what_it_gave(kind, name, language):
    now, before = record(kind, name, language), kept(kind, language)[name]
    moved = sorted(key for key in {*now, *before} if now.get(key) != before.get(key))
    assert not moved, f"python -m tests.goldens {name}"
    assert now == before


@pytest.mark.parametrize("kind", KINDS)
def test_the_fence_holds_every_case_and_no_other(kind):
    for language in LANGUAGES:
        assert set(kept(kind, language)) == set(names(kind))
