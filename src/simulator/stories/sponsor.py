"""What a sponsor's case says in words: the answer, the findings of its charts, its frames to draw.

The prudent reading (only what is proven counts) always comes first; what the proofs would change
comes in the same breath.
"""

from itertools import pairwise
from math import isinf, isnan
from typing import NamedTuple

import pandas as pd

from simulator.base.rounding import whole as in_euros
from simulator.conditions.finding import READINGS, State
from simulator.figures.marginal import Marginal
from simulator.sponsor.answered import Answered
from simulator.sponsor.focus import Bar, Comparison
from simulator.sponsor.outcome import Outcome
from simulator.sponsor.reading import Reading
from simulator.text import formats, say

CENT = 0.005
"""French counts in the plural from two on."""
THOUSANDS = 10_000
"""From here a narrow screen writes thousands."""
PARTIES = {"cout": "mecene", "cout_net": "mecene", "facture": "pme"}
"""Whose colour a step of the waterfall takes; the State's for every other one."""


class Headline(NamedTuple):
    """A figure of the first screen: label, amount, condition, party; `key` as in `figures()`."""

    key: str
    label: str
    value: str
    condition: str
    party: str | None

    @property
    def name(self) -> str:
        """The key without its year."""
        return self.key.partition(".")[0]

    @property
    def short(self) -> str:
        """What it is called at the foot of a narrow screen."""
        return say(f"mecene_figures.{self.name}_court")


def short(amount: float) -> str:
    """An amount in few signs for a narrow chart: `60 k`, `1,2 M`."""
    if abs(amount) < THOUSANDS:
        return formats.number(round(amount), 0)
    if abs(amount) < 1_000_000:
        return say("mecene.milliers", n=formats.number(round(amount / 1000), 0))
    return say("mecene.millions", n=formats.number(amount / 1e6, 1))


def differs(outcome: Answered) -> bool:
    """Whether proofs that are still missing would change the figures."""
    prudent, confirmed = (Reading(outcome, name).cout_net for name in READINGS)
    return abs(prudent - confirmed) > CENT


def answer(outcome: Outcome) -> str:
    """The sentence under the question; parties are marked as `[mécène](mecene)`."""
    prudent, confirmed = outcome.prudent.whole, outcome.confirmed.whole
    values = {
        "cout": formats.euros(prudent.cout),
        "quoi": _what(outcome),
        "quand": _when(outcome),
        "net": formats.euros(prudent.cout_net),
        "confirme": formats.euros(confirmed.cout_net),
        "ordinaire": formats.euros(prudent.cout_charge_ordinaire),
        "points": _points(_shown_gain(outcome)),
        "facture": formats.euros(prudent.facture),
        "taux": _rate(outcome),
    }
    return say(f"mecene_reponse.{_kind(outcome)}", **values)


def _kind(outcome: Outcome) -> str:
    """Which sentence answers: nothing spent, a loan, a gift closed, to prove, or that counts."""
    focus = outcome.prudent.whole
    if not focus.cout:
        return "rien"
    if not any(path.opens_reduction for path in outcome.paths):
        return "pret_facture" if focus.facture > CENT else "pret"
    if outcome.state is State.FERME:
        return "ferme_deficit" if focus.deficit else "ferme"
    if differs(outcome):
        return "a_confirmer_deficit" if focus.deficit else "a_confirmer"
    if not focus.reduction:
        return "sans_impot"
    if focus.deficit:
        return "deficit"
    if focus.perdu > CENT:
        return "perte" if (outcome.confirmed.whole.gain_points or 0) < 0 else "perdu"
    return "report" if focus.reduction_reportee > CENT else "ouvert"


def _what(outcome: Outcome) -> str:
    kinds = {
        ("argent" if operation.montants else "journees") if operation.voie == "don" else "prets"
        for operation in outcome.case.operations
        if operation.montants or operation.salaries
    }
    return say(f"mecene_quoi.{kinds.pop() if len(kinds) == 1 else 'melange'}")


def _when(outcome: Outcome) -> str:
    years = [c.year for c, cost in zip(outcome.closings, outcome.costs, strict=True) if cost]
    if not years:
        return ""
    if len(years) == 1:
        return say("mecene_quoi.en", annee=years[0])
    return say("mecene_quoi.de_a", debut=years[0], fin=years[-1])


def _shown_gain(outcome: Outcome) -> float | None:
    """The gain when it counts; a loss is said with its size, the sentence says which way."""
    gain = outcome.confirmed.whole.gain_points
    return None if gain is None else abs(gain) if _kind(outcome) == "perte" else gain


def _points(gain: float | None) -> str:
    """A share of the cost in points."""
    if gain is None:
        return say("mots.inconnu")
    points = round(gain * 100, 1)
    return say("mecene_constats.points", n=points)


def _rate(outcome: Outcome) -> str:
    return formats.number(outcome.laws[0].bare("mecenat.taux_reduction") * 100, 1)


def three_figures(outcome: Outcome) -> list[Headline]:
    """Net cost first, then the reduction, then the cap of the first year."""
    prudent, confirmed = outcome.prudent, outcome.confirmed
    return [
        Headline(
            "cout_net",
            say("mecene_figures.cout_net"),
            formats.euros_short(prudent.cout_net),
            _net_condition(outcome),
            "mecene",
        ),
        Headline(
            "reduction",
            say("mecene_figures.reduction"),
            formats.euros_short(prudent.reduction),
            _otherwise(outcome, confirmed.reduction) or _reduction_condition(outcome),
            None,
        ),
        Headline(
            "plafond.0",
            say("mecene_figures.plafond", annee=outcome.closings[0].year),
            formats.euros_short(prudent.amounts("plafond")[0]),
            _cap_condition(outcome),
            None,
        ),
    ]


def _otherwise(outcome: Outcome, amount: float) -> str:
    """What the proofs would give, when they would change something."""
    if not differs(outcome):
        return ""
    return say("mecene_figures.si_prouve", montant=formats.euros(amount))


def _net_condition(outcome: Outcome) -> str:
    whole = outcome.prudent.whole
    if told := _otherwise(outcome, outcome.confirmed.cout_net):
        return told
    share = whole.cout_net / whole.cout if whole.cout else None
    told = say("mecene_figures.part_du_cout", part=formats.percent(share))
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
        return say("mecene_figures.sans_report", annee=_when(outcome))
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


# The waterfall


def waterfall_frame(outcome: Outcome, reading: Reading) -> pd.DataFrame:
    """The steps from the cost to the net cost; what has no effect is said, not drawn."""
    bars = [bar for bar in reading.waterfall() if bar.amount or bar.key in PARTIES]
    return pd.DataFrame(
        [
            {
                "label": _bar_words(outcome, bar),
                "amount": bar.amount,
                "kind": "total" if bar.key in {"cout", "cout_net"} else "delta",
                "party": PARTIES.get(bar.key, "etat"),
                "later": bar.hatched,
            }
            for bar in bars
        ]
    )


def _bar_words(outcome: Outcome, bar: Bar) -> str:
    """A step in words, with its year or its rate."""
    words = bar.words()
    if bar.key == "reduction_reportee" and bar.exercice is not None:
        return say("mecene.barre_annee", nom=words, annee=outcome.closings[bar.exercice].year)
    return words


def left_aside(reading: Reading) -> list[str]:
    """What the waterfall does not draw: rights that wait, rights that died."""
    whole = reading.whole
    told = []
    if whole.en_attente > CENT:
        told.append(say("mecene_constats.en_attente", montant=formats.euros(whole.en_attente)))
    if whole.perdu > CENT:
        told.append(say("mecene_constats.perdu", montant=formats.euros(whole.perdu)))
    total = sum(reading.amounts("reduction_imputee"))
    if total > whole.reduction + CENT:
        told.append(
            say(
                "mecene_constats.deja_acquis",
                total=formats.euros(total),
                sans=formats.euros(in_euros(total) - in_euros(whole.reduction)),
                ajout=formats.euros(in_euros(whole.reduction)),
            )
        )
    return told


def waterfall_title(reading: Reading) -> str:
    """Who keeps what in the end."""
    whole = reading.whole
    state = in_euros(whole.cout) - in_euros(whole.facture) - in_euros(whole.cout_net)
    key = "cascade_report" if whole.reduction_reportee > CENT else "cascade"
    if state <= CENT:
        key = "cascade_sans"
    return say(
        f"mecene_constats.{key}",
        etat=formats.euros(state),
        report=formats.euros(whole.reduction_reportee),
        net=formats.euros(whole.cout_net),
    )


def waterfall_caption(reading: Reading) -> str:
    """How to read the steps: something is added back, or the whole cost stays a charge."""
    treated = reading.outcome.treatments
    kept = all(one.deductible(reading.name) for one in treated)
    return say("mecene.cascade_charge" if kept else "mecene.cascade_lecture")


# The comparisons


def comparison_frame(outcome: Outcome, reading: Reading) -> pd.DataFrame:
    """Ours and the three others: what the sponsor and the State bear, in euros; NaN is unknown."""
    ours = reading.whole
    rows = [("nous", _ours(outcome), ours.cout - ours.facture, ours.cout_net)]
    rows += [
        (c.key, compared_words(outcome, c, "nom"), _number(c.cout), _number(c.cout_net))
        for c in comparisons_of(reading)
    ]
    return pd.DataFrame(
        [
            {
                "route": key,
                "route_label": name,
                "party": party,
                "party_label": say(f"parties.{party}"),
                "amount": amount,
                "open": True,
            }
            for key, name, cost, net in rows
            for party, amount in (("mecene", net), ("etat", round(cost - net, 2)))
        ]
    )


def _ours(outcome: Outcome) -> str:
    return say("mecene.votre_cas", quoi=_what(outcome), quand=_when(outcome))


def is_money(outcome: Answered) -> bool:
    """Whether nobody is lent: money alone is given."""
    return not any(operation.salaries for operation in outcome.case.operations)


def comparisons_of(reading: Reading) -> list[Comparison]:
    """The ways that mean something here: a gift of money is already money."""
    only = {"salarie_paye"} if is_money(reading.outcome) else set[str]()
    return [c for c in reading.comparisons() if not only or c.key in only]


def compared_words(outcome: Outcome, comparison: Comparison, part: str) -> str:
    """What a way is called, and what it means; without staff, an ordinary charge."""
    if comparison.key == "salarie_paye" and is_money(outcome):
        return say(f"mecene_charge.{part}")
    return comparison.words(part)


def _number(amount: float | None) -> float:
    return float("nan") if amount is None else amount


def titled(title: str, reading: Reading) -> str:
    """A finding under its reading when both exist: an image leaves the page without its choice."""
    if not differs(reading.outcome):
        return title
    return say(f"mecene.titre_{reading.name}", titre=f"{title[:1].lower()}{title[1:]}")


def _subject(outcome: Answered) -> str:
    """What is compared: a gift, a loan, or both together."""
    given = [operation.voie == "don" for operation in outcome.case.operations]
    return "sujet_don" if all(given) else "sujet_melange" if any(given) else "sujet_pret"


def comparison_title(reading: Reading) -> str:
    """By how much the best known way beats, or is beaten."""
    ours = reading.whole.cout_net
    others = [c for c in reading.comparisons() if c.cout_net is not None]
    paid = next((c for c in others if c.key == "salarie_paye"), None)
    if reading.whole.deficit:
        return say("mecene_constats.comparaison_deficit", net=formats.euros(ours))
    if paid is None or paid.ecart is None:
        return say("mecene_constats.comparaison_inconnue")
    key = "comparaison_moins" if paid.ecart > CENT else "comparaison_plus"
    if abs(paid.ecart) <= CENT:
        key = "comparaison_egale"
    return say(
        f"mecene_constats.{key}",
        sujet=say(f"mecene_constats.{_subject(reading.outcome)}"),
        net=formats.euros(ours),
        autre=say("mecene_charge.face" if is_money(reading.outcome) else "mecene_charge.salarie"),
        ecart=formats.euros(abs(paid.ecart)),
        points=_points(abs(paid.points or 0)),
    )


# The six years


def years_frame(reading: Reading) -> pd.DataFrame:
    """The base retained each year under its cap, for the chart."""
    years = reading.years
    return pd.DataFrame(
        {
            "label": [str(day.year) for day in years["cloture"]],
            "given": years["dons_retenus"],
            "carried": years["report_utilise"],
            "cap": years["plafond"],
        }
    )


def stocks_frame(reading: Reading) -> pd.DataFrame:
    """What waits at each close, and what died there."""
    years = reading.years
    return pd.DataFrame(
        {
            "label": [str(day.year) for day in years["cloture"]],
            "base": years["report_restant"],
            "tax": years["reduction_reportee"],
            "lost_base": years["report_perdu"],
            "lost_tax": years["reduction_perdue"],
        }
    )


def anything_waits(reading: Reading) -> bool:
    """Whether a stock is ever open or lost in the six years."""
    frame = stocks_frame(reading)
    return bool((frame[["base", "tax", "lost_base", "lost_tax"]] > CENT).any().any())


def which_waits(reading: Reading) -> str:
    """Which stock is ever open or lost: `base`, `tax` or `both`."""
    frame = stocks_frame(reading)
    base, tax = ((frame[[k, f"lost_{k}"]] > CENT).any().any() for k in ("base", "tax"))
    return "both" if base and tax else "tax" if tax else "base"


def _stocks_words(reading: Reading, base: float, tax: float) -> str:
    """Both stocks in words, or the only one that there is."""
    values = {"base": formats.euros(base), "impot": formats.euros(tax)}
    return say(f"mecene_stocks.{which_waits(reading)}", **values)


def years_title(reading: Reading) -> str:
    """How often the cap is reached, and what becomes of the excess."""
    years = years_frame(reading)
    used = years["given"] + years["carried"]
    full = [bool(u >= c - CENT) for u, c in zip(used, years["cap"], strict=True)]
    names = years["label"].tolist()
    if not (used > CENT).any():
        return say("mecene_constats.aucune_base")
    if not any(full):
        return say("mecene_constats.sous_plafond")
    runs = [names[n] for n, is_full in enumerate(full) if is_full]
    reached = (
        say("mecene_constats.plafond_une", annee=runs[0])
        if len(runs) == 1
        else say(
            "mecene_constats.plafond_suite" if _in_a_row(full) else "mecene_constats.plafond_fois",
            n=len(runs),
        )
    )
    return formats.series([reached, _excess(reading)])


def _in_a_row(full: list[bool]) -> bool:
    return sum(1 for before, after in pairwise([False, *full]) if after and not before) == 1


def _excess(reading: Reading) -> str:
    """The end of the gifts above the cap: used, dead, or waiting."""
    stocks = stocks_frame(reading)
    lost, left = float(stocks["lost_base"].sum()), float(stocks["base"].iloc[-1])
    names = stocks["label"].tolist()
    if lost > CENT:
        return say("mecene_constats.excedent_perdu", montant=formats.euros(lost))
    if left > CENT:
        return say("mecene_constats.excedent_reste", montant=formats.euros(left), annee=names[-1])
    waited = [n for n, amount in enumerate(stocks["base"]) if amount > CENT]
    if not waited:
        return say("mecene_constats.sans_excedent")
    return say("mecene_constats.excedent_utilise", annee=names[waited[-1] + 1])


def stocks_title(reading: Reading) -> str:
    """The largest amount that waits, and what dies."""
    stocks = stocks_frame(reading)
    lost = float(stocks["lost_base"].sum()), float(stocks["lost_tax"].sum())
    last = stocks.iloc[-1]
    if sum(lost) > CENT:
        return say(
            "mecene_constats.stocks_perdus",
            stocks=_stocks_words(reading, *lost),
        )
    if last["base"] + last["tax"] <= CENT:
        sums = (stocks["base"] + stocks["tax"]).tolist()
        top = max(range(len(sums)), key=sums.__getitem__)
        empty = max(n for n, amount in enumerate(sums) if amount > CENT) + 1
        return say(
            "mecene_constats.stocks_vides",
            stocks=_stocks_words(reading, stocks["base"].iloc[top], stocks["tax"].iloc[top]),
            sommet=stocks["label"].iloc[top],
            annee=stocks["label"].iloc[empty],
        )
    return say(
        "mecene_constats.stocks_restent",
        stocks=_stocks_words(reading, last["base"], last["tax"]),
        annee=last["label"],
    )


def low_profit(reading: Reading) -> list[str]:
    """Years whose tax does not bear the reduction: what is used, what waits."""
    years = reading.years
    told = []
    for row in years.to_dict("records"):
        due = row["impot_du"]
        if isnan(due) or isinf(due) or row["reduction"] <= row["reduction_imputee"] + CENT:
            continue
        told.append(
            say(
                "mecene_constats.impot_trop_bas",
                annee=row["cloture"].year,
                impot=formats.euros(due),
                reduction=formats.euros(row["reduction"]),
                reste=formats.euros(row["reduction"] - row["reduction_imputee"]),
                meurt=row["meurt"],
            )
        )
    return told


class YearRow(NamedTuple):
    """A line of the table by year: words, euros by year, whether it is a sum."""

    label: str
    amounts: tuple[float, ...]
    is_sum: bool = False


def year_rows(reading: Reading) -> tuple[list[YearRow], list[YearRow]]:
    """Both stocks by year: what opens and is born equals what is used, dies and stays."""
    return (
        _balance(
            reading,
            "assiette",
            ("dons", "dons_retenus", "report_utilise", "report_perdu", "report_restant"),
        ),
        _balance(
            reading,
            "impot",
            ("reduction", "reduction_imputee", "", "reduction_perdue", "reduction_reportee"),
        ),
    )


def _balance(reading: Reading, stock: str, names: tuple[str, ...]) -> list[YearRow]:
    born, used, older, lost, left = names
    opening = _opening(reading, stock)
    gifts = reading.amounts(born)
    total = tuple(a + b for a, b in zip(opening, gifts, strict=True))
    rows = [
        YearRow(say(f"mecene_annees.{stock}_ouverture"), opening),
        YearRow(say(f"mecene_annees.{stock}_ne"), gifts),
        YearRow(say("mecene_annees.somme"), total, is_sum=True),
        YearRow(say(f"mecene_annees.{stock}_utilise"), reading.amounts(used)),
    ]
    if older:
        rows.append(YearRow(say(f"mecene_annees.{stock}_reports"), reading.amounts(older)))
    rows.append(YearRow(say(f"mecene_annees.{stock}_perdu"), reading.amounts(lost)))
    rows.append(YearRow(say(f"mecene_annees.{stock}_reste"), reading.amounts(left)))
    return rows


def _opening(reading: Reading, stock: str) -> tuple[float, ...]:
    """What each year finds when it opens, summed over the vintages."""
    frame = reading.vintages(stock)
    return tuple(
        float(frame.loc[frame["exercice"] == day.year, "ouverture"].sum())
        for day in reading.outcome.closings
    )


# The next euro


def bends_frame(curve: Marginal) -> pd.DataFrame:
    """The bends of the curve with their names."""
    return pd.DataFrame(
        [
            {"gift": b.don, "before": b.avant, "after": b.apres, "label": b.words().rstrip(".")}
            for b in curve.bends
        ],
        columns=["gift", "before", "after", "label"],
    )


def steps_frame(curve: Marginal) -> pd.DataFrame:
    """The rate of the next euro by the amount given."""
    return curve.frame.rename(columns={"don": "gift", "taux": "rate"})[["gift", "rate"]]


def marginal_title(curve: Marginal) -> str:
    """What the next euro saves now, and where that changes."""
    frame = curve.frame
    here = frame[frame["don"] <= curve.don_actuel + CENT]
    rate = float((here if len(here) else frame)["taux"].iloc[-1 if len(here) else 0])
    cents = round(rate * 100, 1)
    if not cents:
        return say("mecene_constats.euro_suivant_rien")
    later = next((bend for bend in curve.bends if bend.don > curve.don_actuel + CENT), None)
    if later is None:
        return say("mecene_constats.euro_suivant", centimes=cents)
    return say(
        "mecene_constats.euro_suivant_jusqu_a",
        centimes=cents,
        montant=formats.euros(later.don),
        apres=formats.number(round(later.apres * 100, 1), 1),
    )
