"""A range as people type it, in both languages: read exactly, or refused with the way to write."""

import pytest

from simulator.text import speaking
from simulator.text.typed import Unread
from simulator.text.typed_ranges import is_range, read_range, written_range

READ = [
    ("fr", "de 250 à 500, plutôt 300", "€", (250, 300, 500)),
    ("fr", "De 250 à 500 plutôt 300", "€", (250, 300, 500)),
    ("fr", "entre 250 et 500, le plus souvent 300", "€", (250, 300, 500)),
    ("fr", "250 à 500 (plutôt 300)", "€", (250, 300, 500)),
    ("fr", "de 250 € à 500 €, plutôt 300 €", "€", (250, 300, 500)),
    ("fr", "de 40\u202f000 à 80 000, plutôt 55 000", "€", (40_000, 55_000, 80_000)),
    ("fr", "de 4 à 8, plutôt 6,5", "jours", (4, 6.5, 8)),
    ("fr", "de 4 jours à 8 jours, plutôt 6,5 jours", "jours", (4, 6.5, 8)),
    ("fr", "de 50 % à 90 %, plutôt 70 %", "ratio", (0.5, 0.7, 0.9)),
    ("fr", "de 50 à 90, plutôt 70", "ratio", (0.5, 0.7, 0.9)),
    ("fr", "de −5 à 5, plutôt 0", "€", (-5, 0, 5)),
    ("fr", "de 1 M€ à 2 M€, plutôt 1,5 M€", "€", (1e6, 1.5e6, 2e6)),
    ("fr", "de 300 à 300, plutôt 300", "€", (300, 300, 300)),
    ("en", "from 250 to 500, likely 300", "€", (250, 300, 500)),
    ("en", "between 250 and 500, most likely 300", "€", (250, 300, 500)),
    ("en", "from 50% to 90%, likely 70%", "ratio", (0.5, 0.7, 0.9)),
]


@pytest.mark.parametrize(("language", "text", "unit", "three"), READ)
def test_a_range_is_read_as_its_low_likely_and_high(language, text, unit, three):
    with speaking(language):
        assert is_range(text)
        assert read_range(text, unit) == three


REFUSED = [
    ("de 250 à 500", "ne dit pas la valeur la plus probable"),
    ("de 250 à", "n’est ni un nombre ni une fourchette"),
    ("plutôt 300", "n’est ni un nombre ni une fourchette"),
    ("de 250 à 500, plutôt", "ne dit pas|n’est ni|pas un nombre"),
    ("de 500 à 250, plutôt 300", "n’est pas entre les deux autres"),
    ("de 250 à 500, plutôt 600", "n’est pas entre les deux autres"),
    ("de 1 à 2 M€, plutôt 1,5", "multiple"),
    ("de 250 à 500 jours, plutôt 300", "ce champ est en"),
    ("de 250 à beaucoup, plutôt 300", "pas un nombre"),
    ("de 1.500 à 2.500, plutôt 2.000", "deux façons"),
]


@pytest.mark.parametrize(("text", "said"), REFUSED)
def test_a_range_that_reads_badly_says_how_to_write_one(text, said):
    assert is_range(text)
    with pytest.raises(Unread) as refusal:
        read_range(text, "€")
    assert any(part in str(refusal.value) for part in said.split("|"))


@pytest.mark.parametrize("text", ["300", "1 234,5", "12 %", "inconnu", "environ 300", "10 ans", ""])
def test_a_number_or_a_word_is_no_range(text):
    assert not is_range(text)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_is_written_is_read_back(language):
    with speaking(language):
        assert read_range(written_range("250", "300", "500"), "€") == (250, 300, 500)
