"""What the value of lent staff rests on: a scale, a spread of days, the years of a ceiling."""

from collections.abc import Iterator
from math import isinf

from simulator.cases.lent_staff import Salarie
from simulator.figures.note import Note
from simulator.figures.sponsor_outcome import Outcome
from simulator.law.book import Law
from simulator.schemes.staff import Valuation
from simulator.text import formats


def notes_of_loans(outcome: Outcome) -> Iterator[Note]:
    """The notes on the employees lent, in the order of the computation."""
    lent = [s for operation in outcome.case.operations for s in operation.salaries]
    if any(s.jours is None and s.heures is None for s in lent):
        yield Note("jours_deduits")
    yield from _of_the_scale(outcome)
    if any(_spread(salarie, outcome) for salarie in lent):
        yield Note("jours_repartis")
    if any(len(value.parts) > 1 or _of_another_year(value) for value in outcome.valuations):
        yield Note("annees_du_pret")
    ceilings = sorted({p.pass_annuel for v in outcome.valuations if _capped(outcome, v)
                       for p in v.parts})  # fmt: skip
    if ceilings:
        shown = formats.listed([formats.euros(amount) for amount in ceilings])
        yield Note("pass_des_annees_du_pret", {"pass": shown})


def _of_the_scale(outcome: Outcome) -> Iterator[Note]:
    """What the scale supposes, where it has no value, and where it is the last one known."""
    laws = list(_scales(outcome))
    if any(law.knows("cout_employeur.ensemble") for law in laws):
        yield Note("bareme_du_cadre")
    if any(not law.knows("cout_employeur.ensemble") for law in laws):
        yield Note("cout_forfaitaire")
    ahead = [law for law in laws if law.knows("cout_employeur.projet_2027")]
    if ahead:
        row = ahead[0].row("cout_employeur.projet_2027")
        yield Note("bareme_prolonge", {"annee": str(row.since.year), "projet": row.reference})


def _scales(outcome: Outcome) -> Iterator[Law]:
    """The law of each part whose cost comes from gross pay by the shipped scale."""
    for value in outcome.valuations:
        salarie = outcome.case.operations[value.operation].salaries[value.salarie]
        if salarie.brut_mensuel is not None and salarie.taux_patronal is None:
            yield from (outcome.laws[value.exercice].at(part.debut) for part in value.parts)


def _spread(salarie: Salarie, outcome: Outcome) -> bool:
    """Whether time typed for the whole loan had to be shared between years."""
    typed = any(x is not None for x in (salarie.jours, salarie.heures, salarie.mois))
    first, last = salarie.debut, salarie.fin
    return typed and (
        first.year != last.year or any(first <= day < last for day in outcome.closings)
    )


def _of_another_year(value: Valuation) -> bool:
    """Whether what is lent was lent in an earlier calendar year than that of the close."""
    return any(part.debut.year != value.cloture.year for part in value.parts)


def _capped(outcome: Outcome, value: Valuation) -> bool:
    """Whether a ceiling had to choose a year: the text names none."""
    gift = outcome.paths[value.operation].opens_reduction
    years = len(value.parts) > 1 or _of_another_year(value)
    return gift and years and not isinf(float(value.plafond))
