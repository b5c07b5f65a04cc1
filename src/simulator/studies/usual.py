"""The formats side by side: each for one SME helped its usual way, in the same year.

The usual way is what the form of each format offers; a format that helps several SMEs together is
divided by their number.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from simulator.cases.question import bounds
from simulator.cases.scenario import Scenario, read
from simulator.figures.indicators import HIDES_THE_COST, INDICATORS, readable
from simulator.law.book import Book
from simulator.ledger import BEARERS, Party
from simulator.schemes import SCHEMES
from simulator.simulate import Outcome, simulate

MISSING = (*sorted(HIDES_THE_COST), "cout_animation")
"""Unknowns that are a part of the cost."""
_READ = ("effort_region", "argent_prive", "cout_par_emploi_prevu", "cout_par_emploi_realise")


@dataclass(frozen=True)
class Usual:
    """A format for one SME; amounts in euros, None where nobody knows."""

    outcome: Outcome

    @property
    def key(self) -> str:
        """The key of its format."""
        return self.outcome.scenario.dispositif

    @cached_property
    def _read(self) -> Mapping[str, float | None]:
        o = self.outcome
        reading = readable(o.headline.ledger, o.deeds, o.unknowns, o.scenario.reponses)
        return {key: INDICATORS[key].read(reading) for key in _READ}

    def done(self, what: str) -> float | None:
        """Deeds of the whole: `pme`, `jours`, `emplois`."""
        found = [deed.quantity for deed in self.outcome.deeds if deed.what == what]
        return float(sum(found)) if found else None

    @property
    def pme(self) -> float:
        """SMEs that the case helps."""
        return self.done("pme") or 1.0

    @property
    def days(self) -> float | None:
        """Days for one SME."""
        total = self.done("jours")
        return None if total is None else total / self.pme

    @property
    def missing(self) -> tuple[str, ...]:
        """What of the cost nobody knows."""
        return tuple(key for key in MISSING if key in self.outcome.unknowns)

    @property
    def cost(self) -> float:
        """What is known of the cost for one SME."""
        return float(self.outcome.headline.ledger.resources()) / self.pme

    @property
    def per_day(self) -> float | None:
        """What is known of the cost, a day."""
        return self.cost / self.days if self.days else None

    def borne(self) -> dict[Party, float]:
        """What each party bears for one SME, in their order."""
        ledger = self.outcome.headline.ledger
        return {party: float(ledger.borne(party)) / self.pme for party in BEARERS}

    @property
    def region(self) -> float | None:
        """What the Region bears for one SME; None when it helps by an amount nobody knows."""
        value = self._read["effort_region"]
        return None if value is None else float(value) / self.pme

    def per_1000(self) -> dict[str, float | None] | None:
        """Days, SMEs and private euros for 1,000 € of the Region; None when it bears nothing."""
        if not self.region or self.region <= 0:
            return None
        private = self._read["argent_prive"]
        amounts = {
            "jours": self.days,
            "pme": 1.0,
            "prives": None if private is None else float(private) / self.pme,
        }
        return {k: None if v is None else v / self.region * 1000 for k, v in amounts.items()}

    def per_job(self) -> dict[str, float | None]:
        """What is known of the cost, a promised job and a job that comes about."""
        return {k: self._read[f"cout_par_emploi_{k}"] for k in ("prevu", "realise")}


@dataclass(frozen=True, slots=True)
class Formats:
    """The formats of a year, cheapest first, those without days last; and those not yet there."""

    annee: int
    usual: tuple[Usual, ...]
    later: Mapping[str, int]
    """The first year of each format that does not exist yet."""

    def of(self, key: str) -> Usual:
        """The one of a format."""
        return next(one for one in self.usual if one.key == key)


def formats_of(
    annee: int, book: Book | None = None, emplois_par_pme: float | None = None
) -> Formats:
    """Every format in a year; `emplois_par_pme` is an assumption on the jobs each SME promises."""
    later = {key: first for key in SCHEMES if (first := first_year(key)) > annee}
    found = [_usual(key, annee, emplois_par_pme, book) for key in SCHEMES if key not in later]
    return Formats(annee, tuple(sorted(found, key=_order)), later)


def years() -> range:
    """Every year in which a format at least can be computed."""
    lasts = (bounds(scheme.answers, "annee")[1] for scheme in SCHEMES.values())
    return range(min(map(first_year, SCHEMES)), int(max(last or 0 for last in lasts)) + 1)


def first_year(key: str) -> int:
    """The first year in which the usual way of a format can be computed."""
    scheme = SCHEMES[key]
    return scheme.first_year(scheme.answers())


def usual_case(key: str, annee: int, emplois_par_pme: float | None = None) -> Scenario:
    """The usual way of a format in a year."""
    answers: dict[str, Any] = {"annee": annee}
    if emplois_par_pme is not None:
        firms = _firms(read({"dispositif": key, "reponses": answers}))
        answers["emplois_prevus"] = emplois_par_pme * firms
    return read({"dispositif": key, "reponses": answers})


def _usual(key: str, annee: int, jobs: float | None, book: Book | None) -> Usual:
    return Usual(simulate(usual_case(key, annee, jobs), book))


def _firms(case: Scenario) -> float:
    deeds: Iterable[Any] = SCHEMES[case.dispositif].deeds(case.reponses)
    return float(sum(deed.quantity for deed in deeds if deed.what == "pme"))


def _order(one: Usual) -> tuple[bool, float, str]:
    return one.days is None, one.cost, one.key
