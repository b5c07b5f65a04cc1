"""The three figures of a sponsor's first screen, each with the condition under which it holds."""

from simulator.figures.sponsor_outcome import Outcome
from simulator.stories.headline import Headline
from simulator.stories.sponsor import when
from simulator.stories.sponsor_readings import CENT, differs
from simulator.text import formats, say


def three_figures(outcome: Outcome) -> list[Headline]:
    """Net cost first, then the reduction, then the cap of the first year."""
    prudent, confirmed = outcome.prudent, outcome.confirmed
    reduction = _otherwise(outcome, confirmed.reduction) or _reduction_condition(outcome)
    year = outcome.closings[0].year
    return [
        _headline("cout_net", prudent.cout_net, _net_condition(outcome), "mecene"),
        _headline("reduction", prudent.reduction, reduction),
        _headline("plafond.0", prudent.amounts("plafond")[0], _cap_condition(outcome), annee=year),
    ]


def _headline(
    key: str, amount: float, condition: str, party: str | None = None, **values: int
) -> Headline:
    words = f"mecene_figures.{key.partition('.')[0]}"
    return Headline(
        key,
        say(words, **values),
        formats.euros_short(amount),
        condition,
        party,
        say(f"{words}_court"),
    )


def _otherwise(outcome: Outcome, amount: float) -> str:
    """What the proofs would give, when they would change something."""
    if not differs(outcome):
        return ""
    return say("mecene_figures.si_prouve", montant=formats.euros(amount))


def _net_condition(outcome: Outcome) -> str:
    whole = outcome.prudent.whole
    if told := _otherwise(outcome, outcome.confirmed.cout_net):
        return told
    if not whole.cout:
        return say("mecene_figures.rien_de_donne")
    told = say("mecene_figures.part_du_cout", part=formats.percent(whole.cout_net / whole.cout))
    own = formats.euros(whole.couts_nets[0])
    horizon = say("mecene_figures.sur_six_exercices", montant=own, annee=outcome.closings[0].year)
    return f"{told}, {horizon}"


def _reduction_condition(outcome: Outcome) -> str:
    """Which years use the reduction, and what that supposes of a profit that nobody typed."""
    told = _reduction_years(outcome)
    company, case = outcome.company, outcome.case
    if company.tax_known == "inconnu" and outcome.prudent.whole.reduction:
        return say("mecene_figures.impot_suppose", texte=told)
    typed = len(case.benefice)
    if typed and typed < len(outcome.closings) and case.benefice[-1] <= 0:
        year = outcome.closings[typed - 1].year
        return say("mecene_figures.benefice_repete", texte=told, annee=year)
    return told


def _reduction_years(outcome: Outcome) -> str:
    whole = outcome.prudent.whole
    if not whole.reduction:
        return say("mecene_figures.aucune")
    if whole.reduction_reportee <= CENT:
        return say("mecene_figures.sans_report", annee=when(outcome))
    return say(
        "mecene_figures.avec_report",
        report=formats.euros(whole.reduction_reportee),
        annee=_last_carry(outcome),
    )


def _last_carry(outcome: Outcome) -> int:
    """The last year that uses a carry."""
    whole = outcome.prudent.whole
    amounts = zip(outcome.closings, whole.reductions, whole.directes, strict=True)
    return [closing.year for closing, total, direct in amounts if total - direct > CENT][-1]


def _cap_condition(outcome: Outcome) -> str:
    """What makes the cap, and whether the gifts reach it."""
    law = outcome.laws[0]
    turnover = outcome.case.chiffre_affaires[0]
    share = law.bare("mecenat.plafond_part_du_ca")
    cap = outcome.confirmed.amounts("plafond")[0]
    made = "part" if abs(cap - share * turnover) < 1 else "forfait"
    reached = outcome.confirmed.amounts("dons")[0] > cap - CENT
    return say(
        f"mecene_figures.plafond_{made}",
        part=formats.percent(share, 2),
        etat=say("mecene_figures.atteint" if reached else "mecene_figures.non_atteint"),
    )
