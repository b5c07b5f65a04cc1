"""The sponsor is on the ledger: what it bears is its net cost, and what all bear adds up."""

import pytest

from simulator.conditions.finding import READINGS
from simulator.figure import cents
from simulator.figures.sponsor_outcome import assess
from simulator.ledger import BEARERS, Nature, Party
from tests.goldens.cases import sponsor_cases

CASES = [(name, reading) for name in sponsor_cases() for reading in READINGS]


@pytest.mark.parametrize(("name", "reading"), CASES)
@pytest.mark.parametrize("exercice", [None, 0])
def test_what_the_sponsor_bears_is_its_net_cost_and_the_account_balances(name, reading, exercice):
    read = assess(sponsor_cases()[name]).reading(reading)
    ledger, focus = read.ledger(exercice), read.focus(exercice)
    assert ledger.borne(Party.MECENE) == pytest.approx(focus.cout_net, abs=0.001)
    assert cents(sum(ledger.borne(party) for party in BEARERS)) == ledger.resources()


@pytest.mark.parametrize(("name", "reading"), CASES)
def test_each_nature_of_tax_is_the_figure_that_the_page_shows(name, reading):
    read = assess(sponsor_cases()[name]).reading(reading)
    ledger, whole = read.ledger(), read.whole

    def net(nature):
        found = ledger.where(nature=nature)
        return found.received(Party.MECENE) - found.paid(Party.MECENE)

    assert net(Nature.REDUCTION_IMPOT) == pytest.approx(whole.reduction, abs=0.001)
    assert net(Nature.ECONOMIE_IS) == pytest.approx(whole.economie_charges, abs=0.001)
    assert -net(Nature.SUPPLEMENT_IS) == pytest.approx(whole.impot_facture, abs=0.001)
    assert net(Nature.FACTURE) == pytest.approx(whole.facture, abs=0.001)


def test_a_value_beyond_nothing_is_shown_and_never_summed():
    for case in sponsor_cases().values():
        for flow in assess(case).confirmed.ledger():
            if flow.nature in {Nature.VALEUR_DONNEE, Nature.VALEUR_AIDE_SOCIALE}:
                only = assess(case).confirmed.ledger().where(nature=flow.nature)
                assert only.total() > 0
                assert only.paid(Party.MECENE) == 0
