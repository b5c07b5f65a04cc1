"""The doors of a numeric case: whoever can be asked a row, and what it answers by key.

What a row gives says its kind: `regle` (a function of the law), `dispositif` (a case of the
simulator), `annees` (a sponsor's past years), else a sponsor's case, written as a line of a batch.
"""

from collections.abc import Mapping

from simulator.errors import PasserelleError
from tests.cas_chiffres.asking import Answers, Door
from tests.cas_chiffres.rows import Refused, Row, named
from tests.cas_chiffres.rule_doors import doors_of_a_rule
from tests.cas_chiffres.scheme_doors import doors_of_a_scheme
from tests.cas_chiffres.sponsor_doors import doors_of_a_history, doors_of_a_sponsor


def answers_of(row: Row) -> dict[str, Answers]:
    """What every door that can ask this row answers, by its name.

    Raises Refused for what no door can ask, and for an expected key that none answers.
    """
    try:
        answers = {name: ask() for name, ask in _doors_of(row).items()}
    except PasserelleError as fault:
        raise Refused(f"Cas {row.name} : {fault}") from None
    keys = {key for answered in answers.values() for key in answered}
    named(row.expected, keys, f"Cas {row.name}", "réponse")
    return answers


def _doors_of(row: Row) -> dict[str, Door]:
    if "regle" in row.given:
        return doors_of_a_rule(row)
    if "dispositif" in row.given:
        return doors_of_a_scheme(row)
    if "annees" in row.given:
        return doors_of_a_history(row)
    return doors_of_a_sponsor(row)


def faults_of(row: Row, answers: Mapping[str, Answers]) -> list[str]:
    """What doors answer otherwise than the row expects, a sentence each."""
    return [
        f"Cas {row.name}, par {door} : {key} attendu {value}, obtenu {answered[key]}"
        for door, answered in answers.items()
        for key, value in row.expected.items()
        if key in answered and not row.agrees(answered[key], value)
    ]
