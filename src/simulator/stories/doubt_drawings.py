"""The drawings of uncertainty: twenty futures, what weighs, one assumption at a time."""

from types import MappingProxyType

from simulator.charts.drawing import Drawing, Words
from simulator.charts.drivers import Weight, drivers
from simulator.charts.futures import Futures, Said, futures
from simulator.charts.tornado import Swing, tornado
from simulator.stories.doubt import party_of, reading, span, written
from simulator.studies.doubting.drivers import Driver
from simulator.studies.doubting.phrase import rounded, share, told
from simulator.studies.one_at_a_time import Effect, Effects
from simulator.studies.outputs import Output
from simulator.studies.uncertainty import FUTURES, Doubted, DoubtedOutput
from simulator.text import formats, say

WRITE = MappingProxyType({"value": lambda x: formats.number(x, 2)})
"""How the numbers of their tables are written."""
MOST = 8
"""Rows of a drawing; the table holds all."""


def of_futures(found: DoubtedOutput, study: Doubted, view: str) -> Drawing | None:
    """Twenty percentiles as dots; none when the draws do not differ. `view` says the route."""
    if found.p10 is None or found.p90 is None or not found.varies:
        return None
    inside = [found.p10 <= value <= found.p90 for value in found.percentiles]
    low, high = rounded(found.p10, found), rounded(found.p90, found)
    band = say("doute.points.bande", n=sum(inside), bas=low, haut=high)
    value = "" if found.value is None else told(found.value, found)
    return futures(
        Futures(found.percentiles, inside, (found.p10, found.p90), found.threshold, found.value),
        party=party_of(found.output),
        write=lambda x: written(x, found.output),
        said=Said(band, _limit(found), say("doute.points.probable", valeur=value)),
        headings={"percentile": say("doute.points.centile"), "value": found.output.label},
        figures=[
            {"percentile": formats.percent(p / 100), "value": value}
            for p, value in zip(FUTURES, found.percentiles, strict=True)
        ],
        words=Words(
            title=say("doute.points.titre"),
            subtitle=say("doute.points.sous_titre", nom=found.output.label, vue=view),
            source=say("doute.points.source"),
            caption=reading(found, study),
        ),
    )


def _limit(found: DoubtedOutput) -> tuple[str, str]:
    if found.threshold is None:
        return "", ""
    over = sum(value > found.threshold for value in found.percentiles)
    limit = told(found.threshold, found)
    return say("doute.points.seuil", seuil=limit), say("doute.points.depasse", n=over)


def of_drivers(found: DoubtedOutput, study: Doubted) -> Drawing | None:
    """What weighs, the largest first; none when nothing varies."""
    weighty = [d for d in found.drivers if d.alone is not None]
    if not weighty or not found.varies:
        return None
    first = weighty[0].number.label
    return drivers(
        [_weight(driver, study, found.output) for driver in weighty[:MOST]],
        headings={
            name: say(f"doute.moteurs.{name}")
            for name in ("field", "alone", "total", "low", "high")
        },
        words=Words(
            title=say("doute.moteurs.titre", champ=first),
            subtitle=say("doute.moteurs.sous_titre"),
            source=say("doute.points.source"),
            caption=say("doute.moteurs.lecture", champ=first, part=share(weighty[0].alone)),
        ),
    )


def _weight(driver: Driver, study: Doubted, output: Output) -> Weight:
    alone, total = share(driver.alone), share(driver.total)
    same = alone == total
    words = alone if same else say("doute.moteurs.parts", seule=alone, totale=total)
    ends = {"low": _end(driver.at_low, output), "high": _end(driver.at_high, output)}
    figures = {"field": driver.number.label, "alone": alone, "total": total, **ends}
    parts = driver.alone or 0.0, driver.total or 0.0
    return Weight(driver.number.label, span(driver, study), *parts, words, figures)


def _end(value: float | None, output: Output) -> str:
    return say("mots.inconnu") if value is None else written(value, output)


def of_effects(effects: Effects) -> Drawing | None:
    """One assumption at a time; none when nothing moves or the figure is unknown."""
    if effects.value is None or not effects.moving:
        return None
    output = effects.output
    largest = written(effects.moving[0].swing, output)
    return tornado(
        [_swing(effect, output) for effect in effects.moving[:MOST]],
        effects.value,
        write=lambda x: written(x, output),
        headings={
            name: say(f"doute.dixieme.{name}")
            for name in ("field", "down", "up", "at_down", "at_up")
        },
        words=Words(
            title=say("doute.dixieme.titre", montant=largest),
            subtitle=say("doute.dixieme.sous_titre", nom=output.label),
            source=say("doute.dixieme.source"),
            caption=say("doute.dixieme.lecture", champ=effects.moving[0].number.label),
        ),
    )


def _swing(effect: Effect, output: Output) -> Swing:
    unit = effect.number.unit
    low, high = (formats.with_unit(x, unit) for x in (effect.low, effect.high))
    figures = {
        "field": effect.number.label, "down": low, "up": high,
        "at_down": _end(effect.at_low, output), "at_up": _end(effect.at_high, output),
    }  # fmt: skip
    words = say("doute.de_a", bas=low, haut=high)
    return Swing(effect.number.label, words, effect.at_low, effect.at_high, figures)
