"""A sponsor's case against three other ways: the employee paid anyway, cash, a provider."""

import pandas as pd

from simulator.base.rounding import whole
from simulator.charts.drawing import Drawing, Words
from simulator.charts.who_bears import who_bears_what
from simulator.figures.sponsor_focus import Comparison
from simulator.figures.sponsor_outcome import Outcome
from simulator.figures.sponsor_reading import Reading
from simulator.schemes.sponsorship.answered import Answered
from simulator.stories.chart_words import bears_labels
from simulator.stories.sponsor import points, what, when
from simulator.stories.sponsor_readings import CENT, subtitled, titled
from simulator.stories.table import Table
from simulator.text import formats, say


def drawing(outcome: Outcome, reading: Reading) -> Drawing | None:
    """What the sponsor and the State bear, one bar a way; none when nothing is spent."""
    if not reading.whole.cout:
        return None
    return who_bears_what(
        comparison_frame(outcome, reading),
        labels=bears_labels() | {"route": say("mecene_colonnes.facon")},
        words=Words(
            title=titled(comparison_title(reading), reading),
            subtitle=subtitled(say("mecene.comparaison_sous_titre"), reading),
            source=say("mecene.cascade_source", annee=outcome.closings[0].year),
            caption=say("mecene.comparaison_lecture"),
        ),
        total_label=say("graphique.total"),
        euro=formats.euros,
    )


def table(outcome: Outcome, reading: Reading) -> Table:
    """The same in figures, ours first."""
    heads = [
        say(f"mecene_colonnes.{name}")
        for name in ("facon", "cout", "impot_en_moins", "net", "ecart", "pour_cent", "sortie")
    ]
    ours = reading.whole
    cost, net = whole(ours.cout), whole(ours.cout_net)
    rows = [[compared_words(outcome, c, "nom"), *compared(c, net)] for c in comparisons_of(reading)]
    mine = [
        say("mecene.ce_cas"), formats.euros(cost),
        formats.euros(cost - whole(ours.facture) - net), formats.euros(net),
        "–", "–", formats.euros(sum(outcome.gifts_in_cash)),
    ]  # fmt: skip
    caption = say("mecene.comparaison_table")
    return Table(heads, [mine, *rows], "lrrrrrr", caption=caption, wrap=True)


def notes(outcome: Outcome, reading: Reading) -> list[str]:
    """What each way means, and what is not known of it."""
    others, billed = comparisons_of(reading), reading.whole.facture
    texts = [
        formats.named(compared_words(outcome, c, "nom"), compared_words(outcome, c, "texte"))
        for c in others
    ]
    if is_money(outcome):
        texts.append(say("mecene.argent_seul"))
    elif not all(c.known for c in others):
        texts.append(say("mecene.prestataire_inconnu"))
    if billed > CENT:
        texts.insert(0, say("mecene_constats.facture", montant=formats.euros(billed)))
    return texts


def compared(c: Comparison, ours: int) -> list[str]:
    """A comparison in whole euros that add up; the difference with an unknown is a dash."""
    if c.cout is None or c.cout_net is None or not c.known:
        unknown = say("mots.inconnu")
        return [unknown, unknown, unknown, "–", "–", unknown]
    gap = formats.number(round((c.points or 0) * 100, 1), 1)
    cost, net = whole(c.cout), whole(c.cout_net)
    return [
        formats.euros(cost), formats.euros(cost - net), formats.euros(net),
        _signed(net - ours), gap, formats.euros(c.decaissement),
    ]  # fmt: skip


def _signed(amount: float | None) -> str:
    text = formats.euros(amount)
    return f"+{text}" if amount is not None and amount > 0 else text


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
    return say("mecene.votre_cas", quoi=what(outcome), quand=when(outcome))


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
        points=points(abs(paid.points or 0)),
    )
