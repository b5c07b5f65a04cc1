"""What a programme costs, in a sentence and four figures."""

from simulator.ledger import Party
from simulator.stories.headline import KeyFigure
from simulator.stories.programme_budget import Budget, budget_of, signed, verdict
from simulator.studies.programme import Programmed
from simulator.studies.programme_fund import FundYear, fund_of
from simulator.studies.programme_reserves import places_without_animation
from simulator.text import formats, say


def known_cost(found: Programmed) -> float:
    """What the resources that are known cost, in euros."""
    return float(found.ledger.resources())


def is_floor(found: Programmed) -> bool:
    """Whether a part of the cost is unknown: what is known is then a minimum."""
    return found.total.cout_reel is None or bool(places_without_animation(found.programme))


def cost_told(found: Programmed) -> str:
    """The cost, « au moins » when a part is unknown."""
    amount = formats.euros(known_cost(found))
    return say("programme_page.au_moins", montant=amount) if is_floor(found) else amount


def answer(found: Programmed) -> str:
    """The sentence under the question, its parties marked."""
    pme = found.total.pme
    if not pme:
        return say("programme_page.reponse_vide")
    budget = budget_of(found)
    region = sum(budget.planned) if budget else None
    key = "reponse_region_inconnue" if region is None else "reponse" if region else "reponse_sans"
    told = say(
        f"programme_page.{key}",
        n=len(found.programme.annees),
        pme=pme,
        cout=cost_told(found),
        region=formats.euros(region),
    )
    return " ".join(filter(None, [told, verdict(budget) or heaviest(found)]))


def heaviest(found: Programmed) -> str:
    """The year that costs most, when years differ and no budget is said."""
    costs = yearly_costs(found)
    top = max(costs)
    if len(costs) == 1 or costs.count(top) > 1:
        return ""
    return say("programme_page.annee_lourde", annee=found.programme.annees[costs.index(top)])


def yearly_costs(found: Programmed) -> list[float]:
    """What is known of the cost of each year, in euros."""
    years = range(len(found.programme.annees))
    return [float(sum(line.resources(k) for line in found.lines)) for k in years]


def figures(found: Programmed) -> list[KeyFigure]:
    """Firms, cost, the Region's effort, and the fund's peak or the sponsors' effort."""
    budget, fund = budget_of(found), fund_of(found)
    return [
        _firms(found),
        _cost(found),
        _region(found, budget),
        _peak(fund) if fund else _sponsors(found),
    ]


def _firms(found: Programmed) -> KeyFigure:
    yearly = [formats.number(found.of_year(k).pme) for k in range(len(found.programme.annees))]
    told = say("programme_page.puis").join(yearly) if 1 < len(yearly) <= 4 else ""
    first, last = yearly[0], yearly[-1]
    long = say("programme_page.de_a", de=first, a=last) if len(yearly) > 4 else ""
    return KeyFigure(say("programme.pme"), formats.number(found.total.pme), told or long)


def _cost(found: Programmed) -> KeyFigure:
    floor = is_floor(found)
    label = say("programme_page.cout_au_moins" if floor else "indicateurs.cout_reel.nom")
    parts = []
    if found.total.pme:
        each = formats.euros(known_cost(found) / found.total.pme)
        parts.append(say("programme_page.par_pme", montant=each))
    if places_without_animation(found.programme):
        parts.append(say("programme_page.sans_animation"))
    elif floor:
        parts.append(say("programme_page.part_inconnue"))
    return KeyFigure(label, formats.euros(known_cost(found)), formats.series(parts))


def _region(found: Programmed, budget: Budget | None) -> KeyFigure:
    label = say("indicateurs.effort_region.nom")
    if budget is None:
        words = say("programme_page.aide_inconnue")
        return KeyFigure(label, say("mots.inconnu"), words, Party.REGION)
    spent = sum(budget.planned)
    if budget.yearly is not None:
        left = signed(sum(budget.left))
        told = say("programme_page.solde_de", n=len(budget.annees), solde=left)
    else:
        told = say("programme_page.aide_nulle") if not spent else _share(found, spent)
    return KeyFigure(label, formats.euros(spent), told, Party.REGION)


def _share(found: Programmed, spent: float) -> str:
    cost = known_cost(found)
    if not cost:
        return ""
    key = "part_du_cout_connu" if is_floor(found) else "part_du_cout"
    return say(f"programme_page.{key}", part=formats.percent(spent / cost))


def _peak(fund: tuple[FundYear, ...]) -> KeyFigure:
    top = max(fund, key=lambda year: year.encours)
    key = "pointe_sans_pertes" if top.perdues is None else "pointe_quand"
    label, told = say("programme_page.pointe"), say(f"programme_page.{key}", annee=top.annee)
    return KeyFigure(label, formats.euros(top.encours), told)


def _sponsors(found: Programmed) -> KeyFigure:
    amount = found.total.porte[Party.MECENE.value]
    given = say("programme_page.apres_impot")
    return KeyFigure(
        say("indicateurs.effort_net_mecene.nom"), formats.euros(amount), given, Party.MECENE
    )
