"""Uncertainty in lines, for people: each output, what weighs in it, what flips it."""

from collections.abc import Iterator

from simulator.stories.sought import shown, shown_input
from simulator.studies.doubting.drivers import Driver
from simulator.studies.doubting.phrase import phrase, share
from simulator.studies.outputs import Output
from simulator.studies.uncertainty import Doubted, DoubtedOutput
from simulator.text import say


def lines(found: Doubted) -> Iterator[str]:
    """Each output, then how the draws were made."""
    for one in found.outputs:
        yield from _output(one, found)
    yield "\n" + say("doute.table.pied", tirages=found.draws, graine=found.seed)


def _output(one: DoubtedOutput, study: Doubted) -> Iterator[str]:

    def told(value: float | None) -> str:
        return _told(value, one.output)

    yield "\n" + say("doute.table.titre", nom=one.output.label, valeur=told(one.value))
    yield phrase(one, study)
    if one.mean is not None:
        yield _row(say("doute.table.moyenne"), told(one.mean))
        yield _row(say("doute.table.ecart_type"), told(one.deviation))
        for n, value in ((10, one.p10), (50, one.p50), (90, one.p90)):
            yield _row(say("doute.table.centile", n=n), told(value))
    if one.drivers:
        yield say("doute.table.moteurs")
        yield from (_driver(driver, one.output) for driver in one.drivers)
    if one.threshold is not None:
        yield say("doute.table.bascules", seuil=told(one.threshold))
        yield from flips(one)


def _row(name: str, *told: str) -> str:
    return f"  {name:<42}" + "".join(f"{one:>18}" for one in told)


def _told(value: float | None, output: Output) -> str:
    published = output.published(value)
    return say("mots.inconnu") if published is None else shown(published, output.unit)


def _driver(driver: Driver, output: Output) -> str:
    ends = _told(driver.at_low, output), _told(driver.at_high, output)
    return _row(driver.number.label, share(driver.alone), share(driver.total), *ends)


def flips(one: DoubtedOutput) -> Iterator[str]:
    """The switching values, and where the threshold is passed in one leap."""
    for s in one.switches:
        value = shown_input(s.value, s.number.unit)
        output = shown(s.output, one.output.unit)
        yield "  " + say("doute.table.bascule", champ=s.number.label, valeur=value, sortie=output)
    for leap in one.leaps:
        ends = (shown_input(p.x, leap.number.unit) for p in (leap.before, leap.after))
        before, after = ends
        yield "  " + say("doute.table.saut", champ=leap.number.label, avant=before, apres=after)
    if not one.switches and not one.leaps:
        yield "  " + say("doute.table.aucune")
