"""The A4 sheet of a figure: every line of its account and every number it stands on, as text."""

import io
import re
from datetime import date

import pytest
from pypdf import PdfReader

from simulator.cases.scenario import read
from simulator.exports.account_pdf import account_pdf
from simulator.figures.sponsor_outcome import assess
from simulator.schemes import SCHEMES
from simulator.simulate import simulate
from simulator.stories.proved import OfScenario, OfSponsor
from simulator.stories.ready_cases import examples
from simulator.text import LANGUAGES, speaking

CASES = [(key, "dispositif") for key in SCHEMES] + [(name, "mecene") for name in examples()]


def proofs_of(name, kind):
    if kind == "mecene":
        return OfSponsor(assess(examples()[name]))
    return OfScenario(simulate(read({"dispositif": name})))


def plain(text):
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "kind"), CASES)
def test_the_sheet_holds_the_account_and_its_grounds(name, kind, language):
    with speaking(language):
        proofs = proofs_of(name, kind)
        told = proofs.sheet("reste_par_pme" if kind == "dispositif" else "cout_net", proofs.route)
        reserve = proofs.reserve(proofs.route)
        made = account_pdf(
            told, question="?", about=name, reserve=reserve, made_on=date(2026, 11, 28)
        )
    read_back = plain("".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages))
    rows = [row for block in told.blocks for row in block.rows]
    for words in [told.total[1], told.control, *(row.amount for row in rows)]:
        assert plain(words) in read_back
    for number, label, value, *_ in told.grounds.rows:
        assert plain(number + label) in read_back
        assert plain(value) in read_back


def test_a_figure_without_account_has_a_sheet_of_its_formula():
    told = proofs_of("gros_don", "mecene").sheet("plafond.0", "prudent.operations")
    made = account_pdf(told, question="?", about="", reserve=None)
    text = plain(PdfReader(io.BytesIO(made)).pages[0].extract_text())
    assert plain(told.shared.amount) in text
    assert plain(told.shared.formula) in text
