"""Nothing is listed twice: a scheme is known by its file, and named nowhere else in the code."""

import ast

import pytest

from simulator import ROOT
from simulator.cases.operation import CHOICES
from simulator.cases.scenario import read
from simulator.errors import InputError
from simulator.network.imports.column_types import SCHEMES as OFFERED
from simulator.network.shipped import shipped
from simulator.schemes import SCHEMES
from simulator.simulate import simulate
from simulator.text import LANGUAGES, catalogue, speaking

SOURCE = ROOT / "src" / "simulator"
MAY_NAME_A_SCHEME = {
    "versions.py": "what the links of older versions asked",
    "operation.py": "through which network a sponsor gives: held by the last test",
    "reserves.py": "a gift to Boost Innov comes back as a service",
    "tables.py": "the example of a template",
}


def named_in(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant)} & set(SCHEMES)


def test_the_code_names_a_scheme_in_its_own_file_alone():
    code = [*SOURCE.rglob("*.py"), *(ROOT / "pages").glob("*.py"), *ROOT.glob("*.py")]
    naming = {path for path in code if named_in(path) - {path.stem}}
    assert {path.name for path in naming} == set(MAY_NAME_A_SCHEME)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_lists_the_keys_of_the_schemes(language):
    listing = {k for k, text in catalogue(language).items() if sum(s in text for s in SCHEMES) > 2}
    assert listing == set()
    with speaking(language), pytest.raises(InputError) as refused:
        read({"dispositif": "un_dispositif_de_demain"})
    assert ", ".join(SCHEMES) in str(refused.value)


def test_a_user_may_import_every_scheme_of_the_network():
    assert set(shipped().dispositifs) < set(OFFERED.keys)


def test_a_sponsor_may_say_through_which_network_it_gives():
    """A scheme that lives on a gift is a choice of an operation, itself or by its network."""
    giving = {
        key
        for key in SCHEMES
        for route in simulate(read({"dispositif": key})).routes.values()
        if any(flow.nature.don for flow in route.ledger)
    }
    assert len(giving) > 1
    assert [k for k in giving if not k.startswith(tuple(CHOICES["dispositif"]))] == []
