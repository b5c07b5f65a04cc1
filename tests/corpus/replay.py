"""How a link or a file of the corpus is opened and what it gives, today and under its own law."""

from simulator.cases import programme, scenario, sponsor, sponsor_sharing
from simulator.cases.comparison import comparison_from_link, read_comparison
from simulator.exports.freezing import answer

READERS = {
    "scenario": (scenario.from_link, scenario.read, lambda case: case.to_dict()),
    "mecene": (sponsor_sharing.from_link, sponsor.read_case, sponsor_sharing.complete),
    "programme": (programme.programme_from_link, programme.read_programme, lambda c: c.to_dict()),
    "comparaison": (comparison_from_link, read_comparison, lambda c: c.to_dict()),
}
"""For each kind: the case of a link, that of a file, and its file."""


def figures(kind, answered):
    """The figures of an answer that people quote."""
    if kind == "scenario":
        return {key: route["indicateurs"] for key, route in answered["voies"].items()}
    if kind == "mecene":
        return {key: reading["chiffres"] for key, reading in answered["lectures"].items()}
    if kind == "programme":
        return answered["total"]
    return [column["indicateurs"] for column in answered["colonnes"]]


def given(kind, case, book):
    """What a case gives: its figures under a book of law."""
    _, _, file = READERS[kind]
    return figures(kind, answer(kind, file(case), book))
