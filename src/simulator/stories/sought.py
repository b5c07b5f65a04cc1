"""What a goal seek found, in one sentence, and the numbers as they are written and typed."""

from simulator.cases.numbers import Number
from simulator.studies.outputs import Output
from simulator.studies.seek import OTHER_TOLERANCE, TOLERANCES
from simulator.studies.solving.answers import Answer, Point
from simulator.text import formats, say


def shown(value: float, unit: str) -> str:
    """An output as the screen writes it, cents kept."""
    if unit == "€":
        return formats.euros_cents(value)
    if unit == "ratio":
        return formats.percent(value, 4)
    return formats.number(value, 4) if unit == "multiple" else formats.with_unit(value, unit)


def shown_input(value: float, unit: str) -> str:
    """An input with the decimals that the target needs: typed again, it gives the same output."""
    if unit == "€" and round(value, 2) != value:
        return f"{formats.number(value, 6)}\u00a0€"
    if unit == "ratio":
        return formats.percent(value, 6)
    return formats.number(value, 6) if round(value, 4) != value else shown(value, unit)


def sentence(answer: Answer, output: Output, number: Number) -> str:
    """What was found, or why nothing was, in one sentence."""
    target = shown(answer.target, output.unit)
    words = {"chiffre": output.label, "cible": target, "question": number.label}
    if answer.nearest is None or answer.lowest is None or answer.highest is None:
        return say("recherche.reponse.inconnue", **words)

    def at(point: Point, side: str) -> dict[str, str]:
        value = shown_input(point.x, number.unit)
        return {f"x_{side}": value, f"y_{side}": shown(point.output, output.unit)}

    if answer.kind == "saut":
        before, after = min(answer.jumps, key=lambda j: abs(j[0].x - (number.value or 0)))
        return say("recherche.reponse.saut", **words, **at(before, "avant"), **at(after, "apres"))
    if answer.kind == "aucune" and not answer.is_moved:
        return say("recherche.reponse.immobile", **words, **at(answer.lowest, "fixe"))
    if answer.kind == "aucune":
        ends = {**at(answer.lowest, "bas"), **at(answer.highest, "haut")}
        return say("recherche.reponse.aucune", **words, **ends, **at(answer.nearest, "proche"))
    first = answer.solutions[0]
    if answer.kind == "plusieurs":
        return say("recherche.reponse.plusieurs", **words, nombre=len(answer.solutions))
    key = "recherche.reponse.intervalle" if first.is_interval else "recherche.reponse.une"
    return say(key, **words, **at(first.low, "bas"), **at(first.high, "haut"))


def notes(answer: Answer, output: Output) -> list[str]:
    """What the reader must know of the search: cut short, or met within a little."""
    told = [say("recherche.coupee")] if answer.is_cut_short else []
    away = max((solution.away for solution in answer.solutions), default=0.0)
    if away > TOLERANCES.get(output.unit, OTHER_TOLERANCE):
        told.append(say("recherche.a_peu_pres", ecart=shown(away, output.unit)))
    return told


def offer(number: Number, value: float) -> str:
    """What the button that takes a value says."""
    return say("recherche.adopter", question=number.label, valeur=shown_input(value, number.unit))
