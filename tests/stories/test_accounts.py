"""What an auditor does with a printed sheet: add its lines, redo its formulas, read its law."""

import re
from functools import cache

import pytest

from simulator.cases.scenario import read
from simulator.conditions.finding import READINGS
from simulator.figure import Figure, cents, leaves_of, simplified
from simulator.figures.account import GROUPS
from simulator.figures.proofs import OF_A_SCHEME, prove, prove_sponsor
from simulator.figures.sponsor_outcome import assess
from simulator.law.book import in_force
from simulator.ledger import Nature, Party, counts
from simulator.schemes import SCHEMES
from simulator.simulate import laws_of, simulate
from simulator.stories.proved import WAYS, OfScenario, OfSponsor
from simulator.stories.ready_cases import examples, scenarios
from simulator.stories.scenario_figures import values_of
from simulator.text import LANGUAGES, speaking
from tests.goldens.cases import scheme_cases, sponsor_cases

REAL = {"annee": 2026, "chiffre_affaires_mecene": 12e6, "benefice_mecene": 300_000.0}
"""A real company, whose taxes are followed with and without the scheme."""
COMPANIES = {
    "reelle": {"dispositif": "boost_innov", "reponses": REAL},
    "reelle_faible": {"dispositif": "boost_innov", "reponses": REAL | {"benefice_mecene": 20e3}},
    "reelle_reports": {
        "dispositif": "alize",
        "reponses": REAL | {"jours": 200.0, "excedent_anterieur": 30_000.0,
                            "reduction_anterieure": 9_000.0, "autres_dons": 5_000.0},
    },
}  # fmt: skip
SHIPPED = (
    {key: read({"dispositif": key}) for key in SCHEMES}
    | {key: read(case) for key, case in COMPANIES.items()}
    | scenarios()
)
CENT = 0.0051
"""Beyond ten million euros a sum of floats keeps its cents, and a little noise behind them."""


@cache
def every_scenario():
    return SHIPPED | scheme_cases()


@pytest.mark.parametrize("name", every_scenario())
def test_the_account_of_each_indicator_is_the_figure_of_the_page(name):
    """Every scheme, every route, ready and drawn cases: the parts add up to the outcome's own."""
    outcome = simulate(every_scenario()[name])
    for route in outcome.routes:
        values = values_of(outcome, route)
        for key in OF_A_SCHEME:
            proof = prove(outcome.scenario, route, key)
            assert (proof.value is None) == (values[key] is None), (route, key)
            if proof.value is None:
                continue
            assert cents(proof.value) == cents(values[key]), (route, key)
            parts = sum(entry.amount for entry in proof.account.entries)
            whole = values["reste_a_charge_pme"] if key == "reste_par_pme" else values[key]
            assert cents(parts) == cents(whole) == cents(proof.account.total), (route, key)


@pytest.mark.parametrize("name", sponsor_cases())
@pytest.mark.parametrize("reading", READINGS)
def test_the_account_of_a_sponsor_is_the_figure_of_the_page_by_each_way(name, reading):
    outcome = assess(sponsor_cases()[name])
    read_so = outcome.reading(reading)
    others = {one.key: one.cout_net for one in read_so.comparisons()}
    named = {"argent": "don_argent", "prestataire": "prestataire", "charge": "salarie_paye"}
    for way in WAYS:
        told = prove_sponsor(outcome, "cout_net", reading=reading, way=way)
        wanted = read_so.cout_net if way == "operations" else others[named[way]]
        assert (told is None) == (wanted is None), way
        if told is not None:
            assert cents(told.value) == cents(wanted), way
            assert cents(told.account.total) == cents(wanted), way
    wanted = {
        "cout_net_annee": read_so.whole.couts_nets[0],
        "reduction": read_so.reduction,
        "etat": read_so.ledger().borne(Party.ETAT),
        "pme": read_so.ledger().borne(Party.PME),
    }
    for key, amount in wanted.items():
        told = prove_sponsor(outcome, key, reading=reading)
        assert cents(told.account.total) == cents(amount) == cents(told.value), key


def test_every_flow_of_money_has_a_place_in_an_account():
    placed = [nature for natures in GROUPS.values() for nature in natures]
    assert sorted(n.key for n in placed) == sorted(n.key for n in Nature if counts(n))


# What is printed


def number(text):
    """A printed French number; `sans limite` has none."""
    found = re.sub(r"[\u202f\u00a0 €]", "", text).replace("−", "-").replace(",", ".")
    return float(found.replace("+", ""))


@cache
def sheets(name, kind):
    """Every sheet of a case that is known: (route, figure, sheet)."""
    proofs = proofs_of(name, kind)
    return [
        (route, figure, told)
        for route in proofs.routes
        for figure in proofs.figures(route)
        if (told := proofs.sheet(figure, route)) is not None
    ]


def printed():
    """Every shipped case and some drawn ones, of both kinds: (name, kind)."""
    schemes = (*SHIPPED, *[name for name in scheme_cases() if name not in SHIPPED][::8])
    sponsors = (*examples(), *[name for name in sponsor_cases() if name not in examples()][::12])
    return [(n, "dispositif") for n in schemes] + [(n, "mecene") for n in sponsors]


@cache
def proofs_of(name, kind):
    if kind == "mecene":
        return OfSponsor(assess(sponsor_cases()[name]))
    return OfScenario(simulate(every_scenario()[name]))


@pytest.mark.parametrize(("name", "kind"), printed())
def test_what_is_printed_adds_up_to_the_total_that_is_printed(name, kind):
    for route, figure, told in sheets(name, kind):
        if not told.blocks:
            continue
        totals = [number(block.total) for block in told.blocks]
        assert round(sum(totals), 2) == number(told.total[1]), (route, figure)
        for block in told.blocks:
            rows = round(sum(number(row.amount) for row in block.rows), 2)
            assert rows == number(block.total), (route, figure, block.title)
            assert bool(block.title) == (len(block.rows) > 1)
        count = sum(len(block.rows) for block in told.blocks)
        assert re.search(rf"\b{count} ligne", told.control), told.control
        widest = max(row.width for block in told.blocks for row in block.rows)
        assert widest == pytest.approx(1)


WORDS = {
    "le plus petit de ": "MIN", "le plus grand de ": "MAX", "valeur actuelle de ": "NPV",
    "sans limite": "1e99", " × ": "*", " ÷ ": "/", " ^ ": "**", "\u00a0; ": "|", "−": "-",
}  # fmt: skip


UNIT = r"\u00a0(?:€|[^\W\d_]).*?(?= [×÷+−^]|\u00a0;|\)|$)"


def redone(formula):
    """The result of a formula as it is printed, worked out from the print alone."""
    text = re.sub(UNIT, "", formula)
    for french, sign in WORDS.items():
        text = text.replace(french, sign)
    text = re.sub(r"(?<=\d)\u202f(?=\d{3})", "", text)
    text = re.sub(r"(?<=\d),(?=\d)", ".", text)
    text = re.sub(r"(\d[\d.]*)\u202f%", r"(\1/100)", text)
    functions = {
        "MIN": min, "MAX": max,
        "NPV": lambda rate, *due: sum(x / (1 + rate) ** n for n, x in enumerate(due, 1)),
    }  # fmt: skip
    return eval(text.replace("|", ", "), functions)


def opened(inner):
    for one in inner:
        yield one
        yield from opened(one.inner)


def lines_and_steps(told):
    """Each formula of a sheet with the amount that is printed for it."""
    rows = [row for block in told.blocks for row in block.rows]
    if told.shared is not None:
        rows.append(told.shared)
    for row in rows:
        yield row.formula, row.amount.lstrip("+−")
        yield from ((one.formula, one.amount) for one in opened(row.inner) if one.formula)


@pytest.mark.parametrize(("name", "kind"), printed())
def test_each_formula_that_is_printed_gives_its_result_again_within_a_cent(name, kind):
    for route, figure, told in sheets(name, kind):
        for formula, amount in lines_and_steps(told):
            if amount in {"sans limite", "oui", "non"}:
                continue
            wanted, share = number(re.sub(r"\u00a0.*|\u202f%", "", amount)), "%" in amount
            found = redone(formula) * (100 if share else 1)
            assert abs(found) == pytest.approx(abs(wanted), abs=CENT), (route, figure, formula)


@pytest.mark.parametrize("name", SHIPPED)
def test_each_row_of_law_that_is_quoted_is_the_one_in_force(name):
    scenario = SHIPPED[name]
    laws = laws_of(scenario.reponses, in_force())
    quoted = 0
    for route in simulate(scenario).routes:
        for key in OF_A_SCHEME:
            account = prove(scenario, route, key).account
            made = [entry.made for entry in account.entries] if account else []
            leaves = [leaf for one in made if isinstance(one, Figure)
                      for leaf in leaves_of(simplified(one)) if leaf.kind == "loi"]  # fmt: skip
            for leaf in leaves:
                holding = [law.row(leaf.name) for law in laws.looked_up()]
                assert leaf.origin in holding, leaf.name
            quoted += len(leaves)
    assert quoted or scenario.dispositif in {"performance_ciblee", "performance_approfondie", "ppj"}


@pytest.mark.parametrize(("name", "kind"), printed())
def test_each_line_opens_down_to_what_somebody_wrote_or_typed(name, kind):
    """A number without formula bears a text, a document or an entry; a law its days."""
    for route, figure, told in sheets(name, kind):
        numbers = [row[0] for row in told.grounds.rows]
        assert numbers == [str(n) for n in range(1, len(numbers) + 1)], (route, figure)
        for block in told.blocks:
            for row in block.rows:
                assert row.formula, (route, figure, row.label)
                assert row.reference, (route, figure, row.label)
                for one in opened(row.inner):
                    assert one.source, (route, figure, one.label)
                    assert one.amount
                    if one.law:
                        assert "depuis le" in str(one.law[1])
                        assert one.confidence


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentence_keeps_only_what_does_not_cancel(language):
    with speaking(language):
        told = OfScenario(simulate(read({"dispositif": "boost_innov"})))
        sentence = told.sheet("effort_net_mecene", "don_eligible").sentence
    wanted = {
        "fr": "Le [mécène](mecene) garde 6\u202f512,87\u00a0€ à sa charge\u00a0: 16\u202f282,18"
        "\u00a0€ de don, moins 9\u202f769,31\u00a0€ de réduction d’impôt. Tout le reste s’annule.",
        "en": "The [sponsor](mecene) bears €6,512.87: €16,282.18 of gift, less €9,769.31 of tax "
        "reduction. Everything else cancels out.",
    }
    assert sentence == wanted[language]


def test_a_route_other_than_the_leading_one_has_its_own_account():
    proofs = OfScenario(simulate(read({"dispositif": "boost_innov"})))
    totals = {route: proofs.sheet("effort_net_mecene", route).total[1] for route in proofs.routes}
    assert len(totals) == 3
    assert totals["don_eligible"] != totals["don_non_eligible"]


@pytest.mark.parametrize("name", examples())
def test_a_sponsor_sees_each_other_way_of_doing_the_same(name):
    proofs = proofs_of(name, "mecene")
    totals = {
        route: told.total[1] for route in proofs.routes if (told := proofs.sheet("cout_net", route))
    }
    assert {route.partition(".")[2] for route in proofs.routes} == set(WAYS)
    assert totals[proofs.route] != totals["prudent.charge"]


def test_a_tax_that_nobody_typed_is_said_to_be_supposed():
    proofs = OfScenario(simulate(read({"dispositif": "boost_innov"})))
    told = proofs.sheet("effort_net_mecene", "don_eligible")
    texts = [row[3] for row in told.grounds.rows]
    assert any("supposé suffisant" in text for text in texts)
    typed = read({"dispositif": "boost_innov", "reponses": {"impot_du_mecene": 1e6}})
    told = OfScenario(simulate(typed)).sheet("effort_net_mecene", "don_eligible")
    assert not any("supposé suffisant" in str(row[3]) for row in told.grounds.rows)


def test_what_nobody_knows_has_no_sheet_and_says_what_is_missing():
    proofs = OfScenario(simulate(read({"dispositif": "ppj"})))
    assert proofs.sheet("effort_region", proofs.route) is None
    assert "Région" in proofs.why_unknown("effort_region")


@pytest.mark.parametrize(("name", "kind"), printed())
def test_a_line_opens_on_the_very_numbers_of_its_own_formula(name, kind):
    """Two years may give one result by other numbers: each opens on its own."""
    for route, figure, told in sheets(name, kind):
        for row in [row for block in told.blocks for row in block.rows]:
            for one in opened(row.inner):
                if one.formula and one.inner:
                    known = values(one.formula)
                    for part in one.inner:
                        (value, *_) = values(part.amount) or known[:1]
                        near = [n for n in known if n == pytest.approx(value, abs=5e-7)]
                        assert near, (route, figure, one.formula, part.amount)


def values(text):
    """The numbers of a printed text."""
    return [number(found) for found in re.findall(r"\d[\d\u202f]*(?:,\d+)?", text)]


def test_two_years_with_one_reduction_open_each_on_their_own_gifts():
    told = proofs_of("gros_don", "mecene").sheet("cout_net", "prudent.operations")
    rows = {row.label: row for block in told.blocks for row in block.rows}
    for year, given in ((2026, "90\u202f000,00"), (2027, "70\u202f000,00")):
        row = rows[f"Réduction d’impôt du mécénat, {year}"]
        assert row.amount == "−36\u202f000,00"
        assert any(given in one.formula for one in opened(row.inner)), year
