"""A figure proved in words: a sentence, its account to the cent, what each number stands on."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from simulator.figure import Figure, Node, as_node, simplified
from simulator.figures.account import Account, Entry, Group
from simulator.figures.proofs import Proof
from simulator.figures.trails import hue
from simulator.ledger import BEARERS, Nature, Party
from simulator.stories.opened import Line, Opened, Opening
from simulator.stories.references import text_of_law
from simulator.stories.table import Cell, Table
from simulator.text import formats, has, say

IN_MEMORY = ("tva",)
"""Groups that pass through the hands of a party, closed when they cancel."""
HEADS = ("poste", "poste_seul", "formule", "qui", "recu", "verse", "montant", "sous_total")


class Row(NamedTuple):
    """A line of an account: what, how it is made, who pays whom, why, its signed amount.

    `payer` is a name and the colour of its money; `width` the length of its bar, as a share of the
    longest; `numbers` those of all that it stands on.
    """

    label: str
    formula: str
    rule: str = ""
    payer: tuple[str, str] | None = None
    payee: str = ""
    reference: Cell = ""
    amount: str = ""
    is_paid: bool = True
    width: float = 0.0
    numbers: str = ""
    inner: tuple[Opened, ...] = ()


class Block(NamedTuple):
    """Lines for one thing, under their title; a line alone has none: it goes to the sub-total.

    `memo` is what passes through, for a block of no effect that stays closed.
    """

    title: str
    total: str
    rows: tuple[Row, ...]
    memo: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that the page and the printed sheet of one figure say.

    `total` is its name and value; `shared` the row by which the figure is made of the total, when
    the account does not say it all.
    """

    name: str
    phrase: str
    sentence: str
    elsewhere: str
    heads: dict[str, str]
    blocks: tuple[Block, ...]
    total: tuple[str, str]
    shared: Row | None
    control: str
    grounds: Table


def sheet(
    proof: Proof, *, name: str, phrase: str, written: str, shown: str, whole: str = ""
) -> Sheet:
    """The sheet of a figure: what it is, how it is written to the cent, and on other pages.

    `whole` names what the account comes to when the figure is a share of it.
    """
    opening = Opening(proof.ground)
    account = proof.account or Account(())
    blocks = tuple(_block(group, account, opening) for group in account.groups)
    alone = proof.account is None or proof.is_shared
    last = _alone(proof, name, written, opening) if alone else None
    total = formats.euros_cents(account.total) if proof.is_shared else written
    return Sheet(
        name=name,
        phrase=phrase,
        sentence=_sentence(proof.side, account) if proof.side else formats.named(name, written),
        elsewhere="" if shown == written else say("explication.ailleurs", montant=shown),
        heads={head: say(f"explication.tete_{head}") for head in HEADS},
        blocks=blocks,
        total=(whole if proof.is_shared else name, total),
        shared=last,
        control=_control(proof.side, account),
        grounds=opening.table(),
    )


def _alone(proof: Proof, name: str, written: str, opening: Opening) -> Row:
    """A figure by its formula alone."""
    line = Line(_node(proof.figure), opening)
    return Row(
        name, line.formula, line.rule, amount=written, numbers=line.numbers, inner=line.inner
    )


def _block(group: Group, account: Account, opening: Opening) -> Block:
    rows = tuple(_row(entry, account, opening) for entry in group.entries)
    total = formats.money(group.total, signed=True)
    if len(rows) < 2:
        return Block("", total, rows)
    if group.key in IN_MEMORY and not group.total:
        passing = sum(entry.amount for entry in group.entries if entry.amount > 0)
        title, memo = say(f"explication.titre.{group.key}_nul"), f"± {formats.money(passing)}"
        return Block(title, total, rows, memo.replace(" ", "\u00a0"))
    return Block(_of_group(group, "titre"), total, rows)


def _row(entry: Entry, account: Account, opening: Opening) -> Row:
    line = Line(_node(entry.made), opening)
    widest = max(abs(other.amount) for other in account.entries)
    colour = hue(entry.payer) if entry.payer in BEARERS else "neutre"
    return Row(
        label=_label(entry, len({other.year for other in account.entries}) > 1),
        formula=line.formula,
        rule=line.rule,
        payer=(say(f"parties.{entry.payer.value}"), colour),
        payee=say(f"parties.{entry.payee.value}"),
        reference=text_of_law(entry.source),
        amount=formats.money(entry.amount, signed=True),
        is_paid=entry.amount > 0,
        width=abs(entry.amount) / widest,
        numbers=line.numbers,
        inner=line.inner,
    )


def _node(figure: Any) -> Node:
    return simplified(figure).node if isinstance(figure, Figure) else as_node(figure)


def _label(entry: Entry, several_years: bool) -> str:
    """What a line is called; a tax that a gift moves is not that of an invoice."""
    own = f"explication.ligne.{entry.group}_{entry.nature.key}"
    if entry.nature is Nature.TVA:
        to_state = "reversee" if entry.payee is Party.ETAT else "facturee"
        own = f"explication.tva_{'rendue' if entry.payer is Party.ETAT else to_state}"
    label = say(own) if has(own) else say(f"natures.{entry.nature.key}")
    return say("explication.annee", nom=label, annee=entry.year) if several_years else label


def _of_group(group: Group, part: str, **values: str) -> str:
    """The words of a group; an invoice, an aid, or the pay that no invoice meets, alone."""
    natures = {entry.nature for entry in group.entries}
    key = group.key
    if len(natures) == 1 and has(f"explication.{part}.{(own := natures.pop()).key}"):
        key = own.key
    elif key == "temps" and Nature.FACTURE not in natures:
        key = "paie"
    return say(f"explication.{part}.{key}", **values)


def _sentence(side: str, account: Account) -> str:
    """The net, then what of it does not cancel, then that the rest does."""
    net, moved = account.total, [group for group in account.groups if group.total]
    if not net:
        return say(f"explication.rien.{side}")
    told = say(
        f"explication.{'reste' if net > 0 else 'gain'}.{side}", net=formats.euros_cents(abs(net))
    )
    paid, received = (
        formats.listed([
            _of_group(group, "part", montant=formats.euros_cents(abs(group.total)))
            for group in moved
            if (group.total > 0) is wanted
        ])
        for wanted in (net > 0, net < 0)
    )  # fmt: skip
    parts = say("explication.moins", un=paid, autre=received) if received else paid
    told = formats.named(told, f"{parts}.")
    return f"{told} {say('explication.annule')}" if len(moved) < len(account.groups) else told


def _control(side: str, account: Account) -> str:
    """How the signs read, how many lines there are, and what they come to."""
    if not side:
        return ""
    lines = say(
        "explication.controle", n=len(account.entries), somme=formats.euros_cents(account.total)
    )
    return f"{say(f'explication.signes.{side}')} {lines}"
