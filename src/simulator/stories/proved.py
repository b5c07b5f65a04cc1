"""Which figures of a case can be proved, on which route, and the sheet of each."""

from simulator.conditions.finding import READINGS, ReadingName
from simulator.figures.indicators import INDICATORS
from simulator.figures.proofs import prove, prove_sponsor
from simulator.figures.sponsor_outcome import Outcome as SponsorOutcome
from simulator.ledger import Party
from simulator.schemes.sponsorship.flows import Way
from simulator.simulate import Outcome
from simulator.stories.account import Sheet, sheet
from simulator.stories.scenario_figures import amount, shown_values
from simulator.stories.sponsor_readings import differs, reading_name
from simulator.text import formats, say

WAYS: tuple[Way, ...] = ("operations", "argent", "prestataire", "charge")
"""What a sponsor's case may be compared with, and itself."""
SHARED = {"reste_par_pme": "reste_a_charge_pme"}
"""Indicators that are a share of another."""
_OPERATIONS_ALONE = ("gain_euros", "gain_points", "en_attente", "perdu", "cout_net_actualise")


def scenario_figures() -> dict[str, str]:
    """The figures of a scenario that have a sheet, by key."""
    return {key: say(f"indicateurs.{key}.nom") for key in INDICATORS}


def of_scenario(outcome: Outcome, route: str, key: str) -> Sheet | None:
    """The sheet of an indicator on a route; None when nobody knows it."""
    proof = prove(outcome.scenario, route, key)
    if proof.value is None:
        return None
    names, is_euros = scenario_figures(), INDICATORS[key].unit == "€"
    shown = amount(key, shown_values(outcome, route)[key])
    written = formats.euros_cents(proof.value) if is_euros else shown
    whole = names.get(SHARED.get(key, ""), "")
    return sheet(proof, name=names[key], written=written, shown=shown, whole=whole)


def sponsor_figures(outcome: SponsorOutcome, way: Way) -> dict[str, str]:
    """The figures of a sponsor that have a sheet, by key; those of another way are fewer."""
    years = [closing.year for closing in outcome.closings]
    names = {
        "cout_net": say("mecene_figures.cout_net"),
        "cout_net_annee": say("explication.cout_net_annee", annee=years[0]),
        "reduction": say("mecene_figures.reduction"),
        "etat": say("explication.etat"),
    }
    if any(Party.PME in {f.payer, f.payee} for f in outcome.confirmed.ledger(way=way)):
        names["pme"] = say("explication.pme")
    if way != "operations":
        return names
    caps = {f"plafond.{t}": say("mecene_figures.plafond", annee=y) for t, y in enumerate(years)}
    return names | caps | {key: say(f"explication.{key}") for key in _OPERATIONS_ALONE}


def sponsor_routes(outcome: SponsorOutcome) -> dict[str, str]:
    """Each way of doing the same thing, under each reading when they differ, by `reading.way`."""
    readings = READINGS if differs(outcome) else READINGS[:1]
    return {
        f"{reading}.{way}": say(f"explication.facon_{way}", lecture=reading_name(reading))
        for way in WAYS
        for reading in (readings if way != "charge" else READINGS[:1])
    }


def of_sponsor(
    outcome: SponsorOutcome, key: str, reading: ReadingName, way: Way = "operations"
) -> Sheet | None:
    """The sheet of a figure on a way; None where nobody knows it."""
    proof = prove_sponsor(outcome, key, reading=reading, way=way)
    if proof is None or proof.value is None:
        return None
    if key == "gain_points":
        written = shown = formats.percent(proof.value, 2)
    else:
        written, shown = formats.euros_cents(proof.value), formats.euros_short(proof.value)
    name = sponsor_figures(outcome, way)[key]
    return sheet(proof, name=name, written=written, shown=shown)
