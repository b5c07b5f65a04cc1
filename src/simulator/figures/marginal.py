"""What the next euro given saves, against the amount already given in the first fiscal year."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulator.cases.sponsor import YEARS, SponsorCase
from simulator.conditions.finding import ReadingName
from simulator.figures.gifts_swept import Runs
from simulator.figures.sponsor_outcome import Outcome, assess
from simulator.law.book import Book
from simulator.schemes.sponsorship.together import Floats
from simulator.tax.company import Followed
from simulator.text import say

_SLOPE = 2e-3  # a bend moves the rate by more; below, it is the rounding to the cent
_NARROW = 50.0  # euros: under that width the rounding would show
_NEAR = 10.0  # euros on each side of a bend, where what binds is asked
_CENTS = 0.05  # what the rounding of reductions moves a bend by: nearer to a whole euro, it is one


@dataclass(frozen=True, slots=True)
class Bend:
    """An amount given where the next euro begins to save another share of itself."""

    don: float
    avant: float
    apres: float
    cause: str

    def words(self) -> str:
        """Why it bends."""
        return say(f"mecene_coudes.{self.cause}")


@dataclass(frozen=True, slots=True)
class Marginal:
    """Two curves against `don`, the euros given in the first fiscal year.

    `economie` is saved within six years and `taux` is the share of the next euro;
    `economie_exercice` and `taux_exercice` count the first year alone, where the cap bends.
    `bends` belong to the six years, `bends_exercice` to the first. `don_actuel` is what the case
    gives that year.
    """

    frame: pd.DataFrame
    bends: tuple[Bend, ...]
    bends_exercice: tuple[Bend, ...]
    don_actuel: float


def marginal(
    case: SponsorCase,
    book: Book | None = None,
    *,
    up_to: float | None = None,
    points: int = 241,
    reading: ReadingName = "confirmed",
    outcome: Outcome | None = None,
) -> Marginal:
    """Sweep the eligible gift of the first fiscal year from nothing to `up_to` euros.

    Other years, other gifts and opening stocks stay as in the case. By default the sweep goes past
    the case's own gift and past the cap, to where the curve no longer bends for that reason.
    """
    outcome = outcome or assess(case, book)
    runs = Runs(outcome, reading)
    whole, first = (_Sweep(runs, years) for years in (YEARS, 1))
    end = up_to if up_to is not None else runs.default_end()
    grid = np.linspace(0.0, end, points)
    bends, bends_first = whole.bends(grid), first.bends(grid)
    marks = [bend.don for bend in (*bends, *bends_first)]
    grid = np.unique(np.concatenate([grid, marks]))
    frame = pd.DataFrame(
        {
            "don": grid,
            "economie": whole.saved(grid),
            "taux": whole.rates_at(grid, bends, end),
            "economie_exercice": first.saved(grid),
            "taux_exercice": first.rates_at(grid, bends_first, end),
        }
    )
    return Marginal(frame, bends, bends_first, runs.given)


class _Sweep:
    """The reductions of the first `years` fiscal years, as a function of the first gift."""

    def __init__(self, runs: Runs, years: int) -> None:
        self._runs, self._years = runs, years

    def saved(self, gifts: Floats) -> Floats:
        """Reductions set against the tax, less those of a first year without gift, in euros."""
        used = _sum(self._runs.run(np.concatenate([[0.0], gifts])), self._years)
        saved: Floats = np.round(used[1:] - used[0], 2)
        return saved

    def rates(self, edges: Floats) -> Floats:
        """The slope between two bends, exact to the rounding of a cent."""
        saved = self.saved(edges)
        widths = np.diff(edges)
        return np.round(np.diff(saved) / np.where(widths > 0, widths, 1.0), 4)

    def rates_at(self, grid: Floats, bends: tuple[Bend, ...], end: float) -> Floats:
        """The share of the next euro at each point: at a bend, that of the line on its right."""
        edges = np.array([0.0, *(bend.don for bend in bends), end])
        rates = self.rates(edges)
        place = np.clip(np.searchsorted(edges, grid, side="right") - 1, 0, len(rates) - 1)
        return rates[place]

    def bends(self, grid: Floats) -> tuple[Bend, ...]:
        """Where the slope changes, each located between its two straight lines."""
        cells = self._suspects(grid)
        found: list[float] = []
        for low, high in cells:
            for place in self._locate(low, high):
                if not found or place - found[-1] > _NARROW / 10:
                    found.append(place)
        return tuple(self._named(found, grid))

    def _suspects(self, grid: Floats) -> list[tuple[float, float]]:
        """Pairs of neighbouring cells over which the slope moves, merged."""
        slopes = np.diff(self.saved(grid)) / np.diff(grid)
        moved = np.flatnonzero(np.abs(np.diff(slopes)) > _SLOPE)
        spans: list[tuple[float, float]] = []
        for cell in moved.tolist():
            low, high = float(grid[cell]), float(grid[cell + 2])
            if spans and low < spans[-1][1]:
                spans[-1] = (spans[-1][0], high)
            else:
                spans.append((low, high))
        return spans

    def _locate(self, low: float, high: float) -> list[float]:
        """The bends of a span: it is cut finer until each piece holds one bend at most."""
        grid = np.linspace(low, high, 33)
        width = float(grid[1] - grid[0])
        if width < _NARROW:
            return [self._crossing(low, high)]
        slopes = np.diff(self.saved(grid)) / width
        moved = np.flatnonzero(np.abs(np.diff(slopes)) > _SLOPE).tolist()
        groups: list[list[int]] = []
        for cell in moved:
            if groups and cell - groups[-1][-1] <= 1:
                groups[-1].append(cell)
            else:
                groups.append([cell])
        places = []
        for cells in groups:
            start, end = float(grid[cells[0]]), float(grid[cells[-1] + 2])
            if len(cells) <= 2:
                places.append(self._crossing(start, end))
            else:
                places += self._locate(start, end)
        return places

    def _crossing(self, low: float, high: float) -> float:
        """Where the line from the left meets the line from the right."""
        reach = max(high - low, _NARROW)
        at = np.array([max(0.0, low - reach), low, high, high + reach])
        if at[0] == low:
            at[0], at[1] = low, low + reach / 8
        s = self.saved(at)
        left = (s[1] - s[0]) / (at[1] - at[0])
        right = (s[3] - s[2]) / (at[3] - at[2])
        if abs(left - right) < _SLOPE:
            return (low + high) / 2
        crossing = (s[2] - s[1] + left * at[1] - right * at[2]) / (left - right)
        place = float(np.round(np.clip(crossing, low, high), 2))
        return float(round(place)) if abs(place - round(place)) < _CENTS else place

    def _named(self, places: list[float], grid: Floats) -> list[Bend]:
        edges = np.array([0.0, *places, float(grid[-1])])
        rates = self.rates(edges)
        turns = np.flatnonzero(np.abs(np.diff(rates)) > _SLOPE).tolist()
        causes = self._causes(edges, turns)
        return [
            Bend(places[n], float(rates[n]), float(rates[n + 1]), cause)
            for n, cause in zip(turns, causes, strict=True)
        ]

    def _causes(self, edges: Floats, turns: Sequence[int]) -> Iterator[str]:
        """What begins to bind at each bend: the cap, the threshold, the tax, the room to carry."""
        if not turns:
            return
        places = edges[1:-1][turns]
        room = np.minimum(places - edges[turns], edges[np.array(turns) + 2] - places) / 2
        reach = np.minimum(_NEAR, room)
        binding = _bindings(self._runs.run(np.concatenate([places - reach, places + reach])))
        threshold = self._runs.outcome.laws[0].bare("mecenat.seuil_second_taux")
        for n, place in enumerate(places):
            changed = {key for key, holds in binding.items() if holds[n] != holds[n + len(places)]}
            if abs(place + self._runs.other - threshold) < 1:
                yield "seuil"
            else:
                yield next((cause for cause in CAUSES if cause in changed), "report_utilisable")


CAUSES = ("plafond", "impot", "excedent_perdu", "reduction_perdue", "report_utilisable")


def _bindings(followed: Followed) -> dict[str, NDArray[np.bool_]]:
    """What binds in each case: the first cap, the first tax, and what dies or waits at the end."""
    first, last = followed.annees[0], followed.annees[-1]
    shape = np.shape(np.asarray(first.dons))

    def more(amount: Any) -> NDArray[np.bool_]:
        return np.broadcast_to(np.asarray(amount, dtype=float) > 0.005, shape)

    lost = sum(np.asarray(year.report_perdu) for year in followed.annees)
    tax_lost = sum(np.asarray(year.reduction_perdue) for year in followed.annees)
    over = np.asarray(first.dons) - np.asarray(first.plafond)
    unborne = np.asarray(first.reduction) - np.asarray(first.impot_du)
    return {
        "plafond": more(over),
        "impot": more(unborne),
        "excedent_perdu": more(lost),
        "reduction_perdue": more(tax_lost),
        "report_utilisable": more(last.report_restant) | more(last.reduction_reportee),
    }


def _sum(followed: Followed, years: int) -> Floats:
    total: Floats = sum(
        (np.asarray(year.reduction_imputee, dtype=float) for year in followed.annees[:years]),
        np.zeros(1),
    )
    return total
