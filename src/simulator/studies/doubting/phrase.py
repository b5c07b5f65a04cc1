"""What the draws say of an output, in a few sentences that speak of draws, never of chance."""

from collections.abc import Iterator
from math import floor, log10

from simulator.studies.uncertainty import Doubted, DoubtedOutput
from simulator.text import formats, say

COARSEST = 100
"""Amounts are said to the hundred at most: percentiles are not known better."""


def phrase(found: DoubtedOutput, study: Doubted) -> str:
    """The band of 8 draws in 10, what weighs most, the threshold, and what has no answer."""
    return " ".join(_sentences(found, study))


def _sentences(found: DoubtedOutput, study: Doubted) -> Iterator[str]:
    name = found.output.label
    if found.p10 is None or found.p90 is None:
        value = told(found.value, found)
        yield say(
            "doute.phrase.rien" if study.varies else "doute.phrase.unique", nom=name, valeur=value
        )
    elif not found.varies:
        yield say("doute.phrase.fixe", nom=name, valeur=told(found.p50, found))
    else:
        low, high = rounded(found.p10, found), rounded(found.p90, found)
        answered = study.draws - found.missing.count
        key = "bande" if answered == study.draws else "bande_partielle"
        yield say(f"doute.phrase.{key}", nom=name, bas=low, haut=high, n=answered)
        if found.drivers[0].alone is not None:
            yield _weighs(found)
    if found.above is not None and found.threshold is not None:
        yield beyond(found)
    yield from lacking(found, study)


def _weighs(found: DoubtedOutput) -> str:
    driver = found.drivers[0]
    parts = {"seule": share(driver.alone), "totale": share(driver.total)}
    alike = "moteur_seul" if parts["seule"] == parts["totale"] else "moteur"
    return say(f"doute.phrase.{alike}", champ=driver.number.label, **parts)


def beyond(found: DoubtedOutput) -> str:
    """How many draws pass the threshold."""
    above = found.above or 0.0
    if found.missing.count:
        return say(
            "doute.phrase.seuil_partiel", seuil=told(found.threshold, found), part=share(above)
        )
    key = {0.0: "seuil_jamais", 1.0: "seuil_toujours"}.get(above, "seuil")
    return say(f"doute.phrase.{key}", seuil=told(found.threshold, found), part=share(above))


def lacking(found: DoubtedOutput, study: Doubted) -> Iterator[str]:
    """Draws that have no answer, and routes that the draws choose: nothing is dropped unsaid."""
    if refused := found.missing.refused:
        numbers = {"n": sum(refused.values()), "tirages": formats.number(study.draws)}
        example = max(refused, key=lambda reason: (refused[reason], reason))
        yield say("doute.phrase.refuses", raison=example, **numbers)
    if found.missing.unknown:
        numbers = {"n": found.missing.unknown, "tirages": formats.number(study.draws)}
        yield say("doute.phrase.inconnus", **numbers)
    if len(study.ways) > 1:
        most = max(study.ways.values())
        other = 1 - most / sum(study.ways.values())
        yield say("doute.phrase.voies", part=share(other))


def told(value: float | None, found: DoubtedOutput) -> str:
    """A value of the output, whole euros."""
    unit = found.output.unit
    return formats.euros(value) if unit == "€" else formats.with_unit(value, unit, 2)


def rounded(value: float, found: DoubtedOutput) -> str:
    """A percentile, no finer than the draws know it: to the hundred when the band is wide."""
    step = grain(found)
    return told(round(value / step) * step + 0.0, found)


def grain(found: DoubtedOutput) -> float:
    """What percentiles are rounded to: a power of ten, under a tenth of the band."""
    if found.p10 is None or found.p90 is None or found.p10 == found.p90:
        return 1.0 if found.output.unit == "€" else 0.01
    fine = 10.0 ** floor(log10((found.p90 - found.p10) / 10))
    return min(max(fine, 1.0), COARSEST) if found.output.unit == "€" else min(fine, 0.01)


def share(value: float | None) -> str:
    """A part of the draws or of the dispersion, without decimals unless it would say nothing."""
    if value is not None and 0 < value < 0.01:
        return say("doute.phrase.moins_d_un")
    if value is not None and 0.99 < value < 1:
        return say("doute.phrase.plus_de_99")
    return formats.percent(value, 0)
