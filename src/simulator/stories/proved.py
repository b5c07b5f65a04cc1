"""Which figures of a case can be proved, by which route, and the sheet of each."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Protocol

from simulator.conditions.finding import READINGS, ReadingName
from simulator.figures.indicators import INDICATORS
from simulator.figures.proofs import prove, prove_sponsor
from simulator.figures.sponsor_outcome import Outcome as SponsorOutcome
from simulator.ledger import Ledger, Party
from simulator.schemes import scheme_of
from simulator.schemes.sponsorship.flows import Way
from simulator.simulate import Outcome
from simulator.stories import scenario_figures, scenario_reserves, sponsor_reserves
from simulator.stories.account import Sheet, sheet
from simulator.stories.sponsor_readings import differs, reading_name
from simulator.text import formats, has, say

WAYS: tuple[Way, ...] = ("operations", "argent", "prestataire", "charge")
"""What a sponsor does, and the other ways of doing the same."""
SHARED = {"reste_par_pme": "reste_a_charge_pme"}
"""Indicators that are a share of another."""
_OPERATIONS_ALONE = ("gain_euros", "gain_points", "en_attente", "perdu", "cout_net_actualise")
_NET = "effort_net_mecene"


class Provable(Protocol):
    """A case whose figures can be proved, by the keys of its figures and routes.

    `reserve` is what changes the answer first, as (title, sentence).
    """

    routes: dict[str, str]
    route: str
    figure: str

    def figures(self, route: str) -> dict[str, str]:
        """The figures that have a sheet on a route, by key."""

    def sheet(self, figure: str, route: str) -> Sheet | None:
        """The sheet of a figure; None when nobody knows it."""

    def why_unknown(self, figure: str) -> str:
        """What would have to be known."""

    def reserve(self, route: str) -> tuple[str, str] | None:
        """What is not sure."""

    def ledger(self, route: str) -> Ledger:
        """Every flow behind the figures."""


class OfScenario:
    """A scenario: its indicators, on each of its legal routes."""

    def __init__(self, outcome: Outcome) -> None:
        self._outcome = outcome
        self.routes = {key: say(f"voies.{key}.nom") for key in outcome.routes}
        self.route = outcome.shown
        led = scheme_of(outcome.scenario).figures
        self.figure = _NET if _NET in led else led[0]

    def figures(self, route: str) -> dict[str, str]:
        """Every indicator, on any route."""
        return {key: say(f"indicateurs.{key}.nom") for key in INDICATORS if route}

    def sheet(self, figure: str, route: str) -> Sheet | None:
        """The sheet of an indicator on a route."""
        proof = prove(self._outcome.scenario, route, figure)
        if proof.value is None:
            return None
        names = self.figures(route)
        values = scenario_figures.shown_values(self._outcome, route)
        shown = scenario_figures.amount(figure, values[figure])
        return sheet(
            proof,
            name=names[figure],
            phrase=say(f"indicateurs.{figure}.phrase"),
            written=_exactly(proof.value, INDICATORS[figure].unit),
            shown=shown,
            whole=names.get(SHARED.get(figure, ""), ""),
        )

    def why_unknown(self, figure: str) -> str:
        """What would have to be known for an indicator."""
        return scenario_figures.why_unknown(self._outcome, figure)

    def reserve(self, route: str) -> tuple[str, str] | None:
        """The first reserve of a route."""
        return next(iter(scenario_reserves.warnings_of(self._outcome, route)), None)

    def ledger(self, route: str) -> Ledger:
        """The settled ledger of a route."""
        return self._outcome.routes[route].ledger


class OfSponsor:
    """A sponsor's case: its figures by each way of doing the same, under each reading."""

    def __init__(self, outcome: SponsorOutcome) -> None:
        self._outcome = outcome
        readings = READINGS if differs(outcome) else READINGS[:1]
        ways = [(reading, way) for way in WAYS for reading in readings]
        self.routes = {
            f"{reading}.{way}": say(f"explication.facon_{way}", lecture=reading_name(reading))
            for reading, way in ways
            if way != "charge" or reading == READINGS[0]
        }
        self.route, self.figure = next(iter(self.routes)), "cout_net"

    @cached_property
    def _years(self) -> list[int]:
        return [closing.year for closing in self._outcome.closings]

    def figures(self, route: str) -> dict[str, str]:
        """The figures of a way; those of another than the operations are fewer."""
        names = {
            "cout_net": say("mecene_figures.cout_net"),
            "cout_net_annee": say("explication.cout_net_annee", annee=self._years[0]),
            "reduction": say("mecene_figures.reduction"),
            "etat": say("explication.etat"),
        }
        if any(Party.PME in {f.payer, f.payee} for f in self.ledger(route)):
            names["pme"] = say("explication.pme")
        if _split(route)[1] != "operations":
            return names
        caps = {
            f"plafond.{t}": say("mecene_figures.plafond", annee=year)
            for t, year in enumerate(self._years)
        }
        return names | caps | {key: say(f"explication.{key}") for key in _OPERATIONS_ALONE}

    def sheet(self, figure: str, route: str) -> Sheet | None:
        """The sheet of a figure on a way."""
        reading, way = _split(route)
        proof = prove_sponsor(self._outcome, figure, reading=reading, way=way)
        if proof is None or proof.value is None:
            return None
        unit = "ratio" if figure == "gain_points" else "€"
        phrase = f"mecene_figures.{figure.partition('.')[0]}_phrase"
        return sheet(
            proof,
            name=self.figures(route)[figure],
            phrase=say(phrase) if has(phrase) else "",
            written=_exactly(proof.value, unit),
            shown=formats.euros_short(proof.value) if unit == "€" else formats.percent(proof.value),
        )

    def why_unknown(self, figure: str) -> str:
        """What would have to be known for a figure."""
        if figure == "cout_net_actualise":
            return say("mecene.a_saisir", champ=say("champs.taux_actualisation.label"))
        return say("explication.voie_sans_cout")

    def reserve(self, route: str) -> tuple[str, str] | None:
        """The reserve that weighs most on the operations."""
        found = sponsor_reserves.reserves(self._outcome)
        return next(iter(found), None) if _split(route)[1] == "operations" else None

    def ledger(self, route: str) -> Ledger:
        """Every flow of a way, and of the taxes that it moves."""
        reading, way = _split(route)
        return self._outcome.reading(reading).ledger(way=way)


def _exactly(value: float, unit: str) -> str:
    """A figure with all that it is worth: euros to the cent, a ratio to four decimals."""
    return formats.euros_cents(value) if unit == "€" else formats.with_unit(value, unit)


def _split(route: str) -> tuple[ReadingName, Way]:
    reading, _, way = route.partition(".")
    found = next(name for name in READINGS if name == reading)
    return found, next(known for known in WAYS if known == way)


def about(title: str, route: str, told: Sheet, note: str) -> str:
    """Under the sentence: the case, the route, what the figure is, how it is shown elsewhere."""
    case_told = say("explication.sous_titre", cas=title, voie=route)
    return " ".join(filter(None, (case_told, told.phrase, told.elsewhere, note)))


def left_out(names: Sequence[str], *, needed: bool) -> tuple[str, str]:
    """What a link does not hold and how to get it back, as (title, sentence)."""
    key = "incomplet" if needed else "prive"
    told = say(f"explication.{key}", champs=formats.listed(list(names)))
    return say("explication.prive_titre"), told


def not_there(asked: str, known: Iterable[str], what: str) -> str:
    """A figure (`chiffre_inconnu`) or a route (`voie_inconnue`) that the case does not have."""
    return say(f"explication.{what}", nom=asked[:60], connus=formats.listed(list(known)))
