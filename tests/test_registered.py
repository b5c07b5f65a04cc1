"""Units, periods and degrees of the registers are said in English on an English page."""

import re

import pytest

from simulator.law.book import in_force
from simulator.law.facts import facts
from simulator.network.shipped import shipped
from simulator.text import catalogue, speaking
from simulator.text.registered import in_words

WRITTEN = sorted(
    {text for fact in facts().values() for text in (fact.unit, fact.period, fact.confidence)}
    | {row.unit for row in in_force().rows()}
    | {text for seen in shipped().observations for text in (seen.periode, seen.unite)}
)
KNOWN = {
    word
    for key, text in catalogue("en").items()
    if key.startswith("registres.")
    for word in re.findall(r"[^\W\d]+", text)
}
CODES = {"mot", "multiple", "ratio", "h", "M", "Md", "SMIC"}


@pytest.mark.parametrize("text", WRITTEN)
def test_each_unit_period_and_degree_has_its_english(text):
    assert in_words(text) == text
    with speaking("en"):
        words = set(re.findall(r"[^\W\d]+", in_words(text)))
    assert words <= KNOWN | CODES
