"""Whatever stands in place of a part of a body, a question answers or refuses: it never breaks."""

import copy
import json

import pytest

from simulator.api.described import _examples
from simulator.api.verbs import VERBS
from simulator.base.links import loads
from simulator.errors import PasserelleError

ODD = ("null", "1e999", "-1e999", "-1", '"x"', "[]", "{}", "true", "9" * 20, '"\\u0000"')
MORE = {
    "comparer": {"indicateurs": ["cout_reel"]},
    "programme": {
        "animation": {"Meuse": [1000, 2000]}, "survie_3_ans": 0.5, "taux_actualisation": 0.02,
    },
    "incertitude": {"graine": 3, "seuils": {"effort_net_mecene": 3000}},
    "repartir": {
        "capacites": {"demi_journees_conseil": 100, "jours_mecene": {"Meuse": 3}},
        "planchers_pme": {"Meuse": 4}, "plafonds_pme": {"Meuse": 40},
    },
}  # fmt: skip


def places(data, path=()):
    """The place of every part of a body."""
    yield path
    parts = data if isinstance(data, dict) else dict(enumerate(data if type(data) is list else ()))
    for key, part in parts.items():
        yield from places(part, (*path, key))


def with_odd(body, path, odd):
    """The text of a body with something odd at a place."""
    holder = changed = {"corps": copy.deepcopy(body)}
    path = ("corps", *path)
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = "@@"
    return json.dumps(changed["corps"]).replace('"@@"', odd)


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("verb", VERBS)
def test_an_odd_part_is_answered_or_refused_in_a_sentence(verb, odd):
    body = _examples()[verb] | MORE.get(verb, {})
    refused = []
    for path in places(body):
        try:
            VERBS[verb].written(loads(with_odd(body, path, odd)))
        except PasserelleError as fault:
            refused.append(str(fault))
    assert refused
    assert all(refused)
