"""A comparison kept without a name is called by its cases, never by a word of the menu."""

import pytest

from simulator.cases.comparison import Comparison
from simulator.cases.dossier import LONGEST_TITLE
from simulator.cases.scenario import read
from simulator.stories.cases_compared import title
from simulator.text import say, speaking


def compared(*names):
    cases = [{"dispositif": "alize", "titre": one, "reponses": {"nb_pme": n}}
             for n, one in enumerate(names, start=1)]  # fmt: skip
    return Comparison(cas=tuple(map(read, cases)))


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    ("names", "said"),
    [(("Meuse", "Savoie"), ("Meuse", "Savoie")), (("Meuse", "Meuse"), ("2", "Meuse")),
     (("", ""), ("2", "ALIZÉ")), (("Meuse", "Savoie", "Vosges"), ("Meuse", "2"))],
)  # fmt: skip
def test_it_names_its_cases(language, names, said):
    with speaking(language):
        told = title(compared(*names))
        assert all(word in told for word in said)
        assert told != say("comparer.menu")


@pytest.mark.parametrize("number", range(2, 7))
def test_long_names_still_fit_a_dossier(number):
    told = title(compared(*(f"{n} " + "long " * 39 for n in range(number))))
    assert len(told) <= LONGEST_TITLE
