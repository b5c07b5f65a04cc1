"""The account of a figure as HTML: native `<details>` that open without a run, closed on paper."""

from collections.abc import Iterable
from html import escape

from simulator.stories.account import Block, Row, Sheet
from simulator.stories.opened import Opened
from simulator.ui.inline import cell_of, inline


def account(sheet: Sheet, *, opened: bool) -> str:
    """The lines of a sheet, its total under a rule, then the table that the paper alone shows."""
    blocks = "".join(_block(block, opened) for block in sheet.blocks)
    shared = _line(sheet.shared, "", opened, alone=True) if sheet.shared else ""
    name, total = sheet.total
    ends = (
        f'<p class="p-total"><span>{escape(name)}</span><strong>{escape(total)}</strong></p>'
        if sheet.blocks or not sheet.shared
        else ""
    )
    return (
        f'<div class="p-account{"" if sheet.blocks else " p-formula-alone"}">'
        f"{_heads(sheet.heads)}{blocks}{ends}{shared}</div>"
    )


def _heads(heads: dict[str, str]) -> str:
    sides = f"<span>{escape(heads['recu'])}</span><span>{escape(heads['verse'])}</span>"
    cells = (
        f'<span class="p-what">{escape(heads["poste"])}</span>',
        f'<span class="p-who">{escape(heads["qui"])}</span>',
        f'<span class="p-sides">{sides}</span>',
        f'<span class="p-inner">{escape(heads["montant"])}</span>',
        f'<span class="p-outer">{escape(heads["sous_total"])}</span>',
    )
    return f'<div class="p-line p-heads">{"".join(cells)}</div>'


def _block(block: Block, opened: bool) -> str:
    if not block.title:
        return f'<section class="p-block">{_line(block.rows[0], block.total, opened)}</section>'
    rows = "".join(_line(row, "", opened) for row in block.rows)
    title = (
        f'<span class="p-what"><b>{escape(block.title)}</b></span>'
        f'<span class="p-inner">{escape(block.memo)}</span>'
        f'<span class="p-outer">{escape(block.total)}</span>'
    )
    if block.memo:
        told = f'<summary class="p-line p-strong">{title}</summary>{rows}'
        rows = f'<details class="p-memo"{_open(opened)}>{told}</details>'
    else:
        rows = f'<p class="p-line p-block-title p-strong">{title}</p>{rows}'
    return f'<section class="p-block">{rows}</section>'


def _line(row: Row, total: str, opened: bool, *, alone: bool = False) -> str:
    """A line that opens; with a total of its own it stands for its whole group."""
    strong = " p-strong" if total or alone else ""
    amount = escape(row.amount)
    cells = (
        f'<span class="p-what"><b>{escape(row.label)}</b> <sup>{escape(row.numbers)}</sup>'
        f"<small>{escape(row.formula)}</small></span>",
        f'<span class="p-who">{_way(row)}</span>',
        _bar(row) if row.payer else '<span class="p-sides"></span>',
        f'<span class="p-inner">{"" if strong else amount}</span>',
        f'<span class="p-outer">{amount if strong else ""}</span>',
    )
    rule = f'<p class="p-rule">{escape(row.rule)}</p>' if row.rule else ""
    return (
        f'<details class="p-entry"{_open(opened)}><summary class="p-line{strong}">'
        f'{"".join(cells)}</summary><div class="p-open">{rule}{_opened(row.inner, opened)}</div>'
        "</details>"
    )


def _way(row: Row) -> str:
    """Who pays whom, and the text that says why."""
    if row.payer is None:
        return ""
    ways = f"{inline([row.payer])} → {escape(row.payee)}"
    return f"{ways}<small>{cell_of(row.reference)}</small>"


def _bar(row: Row) -> str:
    """The amount on its side of the axis, in the colour of whoever pays."""
    side = "verse" if row.is_paid else "recu"
    fill = row.payer[1] if row.payer else "neutre"
    bar = f'<i class="p-fill-{fill}" style="width:{row.width * 100:.1f}%"></i>'
    return f'<span class="p-sides p-{side}" aria-hidden="true"><span>{bar}</span></span>'


def _opened(steps: Iterable[Opened], opened: bool) -> str:
    return "".join(_step(step, opened) for step in steps)


def _step(step: Opened, opened: bool) -> str:
    """A number, and under it what makes it or the row of law that sets it."""
    formula = f"<small>{escape(step.formula)}</small>" if step.formula else ""
    rule = f"{escape(step.rule)} " if step.rule else ""
    head = (
        f'<span class="p-what"><sup>{step.number}</sup> <b>{escape(step.label)}</b>'
        f"{formula}<small>{rule}{cell_of(step.source)}</small></span>"
        f'<span class="p-inner">{escape(step.amount)}</span>'
    )
    law = "".join(f"<dt>{escape(name)}</dt><dd>{cell_of(text)}</dd>" for name, text in step.law)
    inner = (f'<dl class="p-law">{law}</dl>' if law else "") + _opened(step.inner, opened)
    if not inner:
        return f'<div class="p-made p-plain-made">{head}</div>'
    return (
        f'<details{_open(opened)}><summary class="p-made">{head}</summary>'
        f'<div class="p-open">{inner}</div></details>'
    )


def _open(opened: bool) -> str:
    return " open" if opened else ""
