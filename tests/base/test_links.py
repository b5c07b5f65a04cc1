"""A link is one that its reader opens: who writes it is bound as who reads it."""

import random

import pytest

from simulator.base.links import LONGEST_LINK, loads, pack, unpack
from simulator.cases.sponsor import read_case
from simulator.cases.sponsor_sharing import from_link, to_link
from simulator.errors import InputError
from simulator.text import LANGUAGES, speaking


def case(count):
    """A sponsor with so many operations, none like another."""
    given = [
        {"montants": [1000.0 + n * 37], "libelle": f"Don {n * 7919 % 1000} pour {n}"}
        for n in range(count)
    ]
    return read_case({"chiffre_affaires": [5e6], "operations": given})


@pytest.mark.parametrize("count", range(1, 51, 7))
def test_every_link_that_is_written_is_read(count):
    assert from_link(to_link(case(count), private=True)) == case(count)


@pytest.mark.parametrize("size", [10, 1_000, 5_000, 15_000, 30_000])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_no_reader_would_open_is_not_written(size, language):
    noise = {"x": random.Random(1).randbytes(size // 2).hex()}
    with speaking(language):
        if size <= LONGEST_LINK:
            assert unpack(pack(noise, 1), 1) == noise
        else:
            with pytest.raises(InputError):
                pack(noise, 1)


def test_a_long_content_that_packs_short_is_refused_too():
    with pytest.raises(InputError):
        pack({"x": "a" * 50_000}, 1)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", ["NaN", "-Infinity", "1e999", "-1e400", "9" * 400])
@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("{}", ""),
        ('{{"budget": {}}}', "budget"),
        ('{{"lignes": [{{"pme": [1, {}]}}]}}', "lignes.0.pme.1"),
    ],
)
def test_a_number_that_nobody_can_read_is_refused_where_it_stands(text, path, number, language):
    with speaking(language), pytest.raises(InputError) as refused:
        loads(text.format(number) if path else number)
    ((name, told),) = refused.value.faults
    assert name == path
    assert told.startswith(path)


def test_the_largest_numbers_that_can_be_read_are():
    assert loads("[1e308, -1e308, 1e-400, 12345678901234567890]")[0] == 1e308
