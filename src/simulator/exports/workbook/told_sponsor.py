"""What does not travel in a sponsor's workbook, each with its reason."""

from collections.abc import Iterator

from pydantic import BaseModel

from simulator.cases.question import choices, field_label
from simulator.exports.workbook.live import Told
from simulator.exports.workbook.told import placed, written
from simulator.figures.sponsor_outcome import Outcome
from simulator.text import formats, say


def told_of_sponsor(outcome: Outcome, part: str) -> Iterator[Told]:
    """The days, the words, the verdicts, the way in which each loan is counted."""
    case = outcome.case
    closing = f"{formats.day(case.openings[0])} – {formats.day(case.cloture)}"
    yield Told(
        placed(say("classeur.fige.exercices.nom"), part), closing,
        say("classeur.fige.exercices.pourquoi"),
    )  # fmt: skip
    known = say(f"classeur.fige.impot_{outcome.company.tax_known}")
    yield Told(placed(say("classeur.fige.impot.nom"), part), known,
               say("classeur.fige.impot.pourquoi"))  # fmt: skip
    yield from _words(case, part, "")
    yield Told(placed(say("classeur.fige.millesimes.nom"), part),
               str(len(case.excedents) + len(case.reductions)),
               say("classeur.fige.millesimes.pourquoi"))  # fmt: skip
    for n, (operation, path) in enumerate(zip(case.operations, outcome.paths, strict=True), 1):
        head = say("classeur.hypotheses.operation", numero=n, nom=operation.libelle)
        state = say(f"classeur.etats.{path.state.value}")
        yield Told(placed(head, part), state, say("classeur.fige.verdict.pourquoi"))
        yield from _words(operation, part, f"{head} · ")
        for salarie in operation.salaries:
            days = f"{formats.day(salarie.debut)} – {formats.day(salarie.fin)}"
            yield Told(placed(f"{head} · {salarie.libelle or field_label('debut')}", part), days,
                       say("classeur.fige.pret.pourquoi"))  # fmt: skip


def _words(model: BaseModel, part: str, head: str) -> Iterator[Told]:
    """The answers that are words: each chooses a rule."""
    for name, field in type(model).model_fields.items():
        if choices(field.annotation) and name != "version":
            yield Told(
                placed(head + field_label(name), part), written(name, getattr(model, name)),
                say("classeur.fige.mot.pourquoi"),
            )  # fmt: skip
