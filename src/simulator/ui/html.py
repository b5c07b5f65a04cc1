"""The building blocks of a page, as escaped HTML for ``st.html``; their look is in passerelle.css.

Every function is pure and returns a string. Words come from the caller, already translated and
with their typographic spaces; numbers come as strings, already formatted. A text may be a plain
string or a list of segments, where ``("mécène", "mecene")`` underlines a name in the colour of
its party.
"""

import json
from collections.abc import Iterable, Sequence
from html import escape

from simulator.stories.card import Card
from simulator.stories.marks import segments
from simulator.stories.states import SHAPES
from simulator.stories.table import Cell, Table
from simulator.ui.inline import Text, cell_of, inline, known, label_of, swatch

_STRONG = ' class="p-strong"'


def question(text: str, level: int = 1) -> str:
    """Return the question that titles the page (h1), or a part of it."""
    return f'<h{level} class="p-question">{escape(text)}</h{level}>'


def answer(text: Text) -> str:
    """Return the sentence that answers the question: the only serif on the page."""
    return f'<p class="p-answer">{inline(text)}</p>'


def figures(items: Iterable[tuple[str, str, Text, str | None]]) -> str:
    """Return the figures side by side; one per line on a phone, the number at right.

    With a party, the last word of the label is underlined ("Effort net du mécène").
    """
    cells = []
    for label, value, condition, party in items:
        cells.append(
            f"<div><dt>{label_of(label, party)}</dt>"
            f'<dd class="p-value">{escape(value)}</dd>'
            f'<dd class="p-condition">{inline(condition)}</dd></div>'
        )
    return f'<dl class="p-figures p-columns-{len(cells)}">{"".join(cells)}</dl>'


def asides(items: Iterable[tuple[str, str]]) -> str:
    """Return short notes side by side, each under its head; one under the other on a phone."""
    cells = [f"<div><dt>{escape(head)}</dt><dd>{escape(text)}</dd></div>" for head, text in items]
    return f'<dl class="p-figures p-asides p-columns-{len(cells)}">{"".join(cells)}</dl>'


def chipped(mark: str, text: str) -> str:
    """Return a chip, already made, before what it is about."""
    return f'<p class="p-done" role="status">{mark} <span>{escape(text)}</span></p>'


def warning(title: str, text: Text) -> str:
    """Return the strip that says what is not sure, then what to do."""
    return (
        '<div class="p-warning" role="note">'
        f'<span aria-hidden="true">{SHAPES["a_confirmer"]}</span> '
        f"<strong>{escape(title)}</strong> {inline(text)}</div>"
    )


def done(title: str, text: str) -> str:
    """Return what has just been done, and what came of it; screen readers say it at once."""
    return chipped(chip("ouvert", title), text)


def chip(state: str, word: str) -> str:
    """Return an eligibility: shape, word and edge. ``state`` is a key of SHAPES."""
    return (
        f'<span class="p-chip p-chip-{known(state, SHAPES)}">'
        f'<span aria-hidden="true">{SHAPES[state]}</span> {escape(word)}</span>'
    )


def route_cards(routes: Sequence[Card], level: int = 3) -> str:
    """Return legal routes side by side, stacked on a phone; names are headings of this level."""
    cards = "".join(
        f"<section><h{level}>{escape(route.name)}</h{level}>"
        f'<p class="p-muted">{escape(route.article)}</p>'
        f"<p>{chip(route.state, route.word)}</p>"
        f'<p class="p-value">{escape(route.value)}</p>'
        f'<p class="p-muted">{escape(route.value_label)}</p>'
        f"<p>{inline(route.text)}</p></section>"
        for route in routes
    )
    return f'<div class="p-routes p-columns-{len(routes)}">{cards}</div>'


def chart_heading(title: Text, subtitle: Text = "", level: int = 2, *, place: str = "") -> str:
    """Return the finding a chart proves, then what it measures, in which unit and period.

    `place` is the name by which `way_down` finds it.
    """
    under = f'<p class="p-subtitle">{inline(subtitle)}</p>' if subtitle else ""
    name = f' id="{escape(place)}"' if place else ""
    return f'<div class="p-heading"{name}><h{level}>{inline(title)}</h{level}>{under}</div>'


def way_down(note: str, label: str, place: str) -> str:
    """Return a note and the way to a heading lower on the page."""
    link = f'<a href="#{escape(place)}">{escape(label)}</a>'
    return f'<p class="p-source p-way-down">{escape(note)} {link}</p>'


def copy_button(label: str, done: str, link: str = "") -> str:
    """Return the button that copies a link, else the address of the page; then it says `done`."""
    return (
        f'<button type="button" class="p-copy" data-done="{escape(done)}" '
        f'data-link="{escape(link)}" aria-live="polite">{escape(label)}</button>'
    )


def words_table(pairs: Iterable[tuple[str, str]]) -> str:
    """Return the table that the script of words reads: what Streamlit says, what is said."""
    table = escape(json.dumps([list(pair) for pair in pairs], ensure_ascii=False))
    return f'<div class="p-words" hidden data-words="{table}"></div>'


def source(text: Text, label: str) -> str:
    """Return the line under a chart or a table; ``label`` is its first word ("Source.")."""
    return f'<p class="p-source"><strong>{escape(label)}</strong> {inline(text)}</p>'


def explanation_rows(rows: Iterable[tuple[str, str, str, str, bool]]) -> str:
    """Return the steps of a calculation, one per line, ending with a strong total."""
    lines = "".join(
        f"<li{_STRONG if strong else ''}>"
        f'<span class="p-label">{escape(label)}</span>'
        f'<span class="p-formula">{escape(formula)}</span>'
        f'<span class="p-reference">{escape(reference)}</span>'
        f'<span class="p-amount">{escape(amount)}</span></li>'
        for label, formula, reference, amount, strong in rows
    )
    return f'<ol class="p-steps">{lines}</ol>'


def flow_list(rows: Iterable[tuple[str, str, str]]) -> str:
    """Return flows in words, which a phone and the printed page show instead of the Sankey."""
    lines = "".join(
        f"<li>{swatch(party)}<span>{escape(label)}</span>"
        f'<span class="p-amount">{escape(amount)}</span></li>'
        for party, label, amount in rows
    )
    return f'<ul class="p-flows">{lines}</ul>'


def bottom_bar(items: Iterable[tuple[str, str]]) -> str:
    """Return the figures that stay at the foot of a narrow screen, as (label, value)."""
    cells = "".join(
        f"<div><span>{escape(label)}</span><strong>{escape(value)}</strong></div>"
        for label, value in items
    )
    return f'<div class="p-bottom" aria-hidden="true">{cells}</div>'


def table(told: Table, most: int | None = None) -> str:
    """Return a table that a story tells, or its first rows.

    On a narrow screen it scrolls inside its own box.
    """
    letters = told.align or "l" + "r" * (len(told.heads) - 1)
    classes = ["p-right" if known(letter, "lr") == "r" else "p-left" for letter in letters]
    name = escape(told.caption or told.heads[0])
    head = "".join(
        f'<th scope="col" class="{side}">{escape(text)}</th>'
        for text, side in zip(told.heads, classes, strict=True)
    )
    body = "".join(
        f"<tr{_STRONG if number in told.strong_rows else ''}>{_cells(row, classes)}</tr>"
        for number, row in enumerate(told.rows[:most])
    )
    return (
        f'<div class="p-scroll" role="region" tabindex="0" aria-label="{name}">'
        f'<table class="p-table{" p-wrap" if told.wrap else ""}">'
        f'<caption class="p-hidden">{name}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def legend(entries: Iterable[tuple[str, str]]) -> str:
    """Return what colours mean, as (fill, words), in one line that may wrap."""
    items = "".join(f"<li>{swatch(fill)}{escape(words)}</li>" for fill, words in entries)
    return f'<ul class="p-legend">{items}</ul>'


def verdict(name: str, state: str, word: str, lines: Iterable[tuple[str, str]]) -> str:
    """Return where a path ends: its name and chip, then lines headed in bold."""
    rows = "".join(f"<p><strong>{escape(head)}</strong> {escape(text)}</p>" for head, text in lines)
    return f'<div class="p-verdict"><h3>{escape(name)}</h3><p>{chip(state, word)}</p>{rows}</div>'


def question_row(
    number: int, rule: str, state: str, word: str, fact: str, flip: str, article: Cell
) -> str:
    """Return one question of a path: its rule, its state, what decides, what flips it, its law."""
    more = f"<p>{escape(flip)}</p>" if flip else ""
    said = f"<p>{escape(fact)}</p>" if fact else ""
    return (
        f'<div class="p-step"><p><strong>{number}. {escape(rule)}</strong></p>'
        f"<p>{chip(state, word)}</p>{said}{more}"
        f'<p class="p-muted">{cell_of(article)}</p></div>'
    )


def panel_title(text: str) -> str:
    """Return the title of the input panel (h2)."""
    return f'<h2 class="p-panel-title">{escape(text)}</h2>'


def fault(text: str) -> str:
    """Return what is wrong with a field, under it."""
    return f'<p class="p-fault" role="alert">{escape(text)}</p>'


def column_head(text: str, *, right: bool) -> str:
    """Return the head of a column of fields."""
    return f'<p class="p-column-head{" p-right" if right else ""}">{escape(text)}</p>'


def limit(text: str, mark: str) -> str:
    """Return what a line uses of what it may, with the word that says it is full."""
    strong = f" <strong>{escape(mark)}</strong>" if mark else ""
    return f'<p class="p-limit">{escape(text)}{strong}</p>'


def two_columns(pairs: Iterable[tuple[str, str]]) -> str:
    """Return names and numbers in two columns."""
    lines = "".join(
        f"<li><span>{escape(name)}</span><strong>{escape(value)}</strong></li>"
        for name, value in pairs
    )
    return f'<ul class="p-two-columns">{lines}</ul>'


def case_line(title: str, sentence: str) -> str:
    """Return a ready case: its name, then what it answers, parties left unmarked."""
    words = "".join(part if isinstance(part, str) else part[0] for part in segments(sentence))
    return f'<div class="p-case"><h3>{escape(title)}</h3><p>{escape(words)}</p></div>'


def definitions(pairs: Iterable[tuple[str, str]]) -> str:
    """Return words and what they mean, one under the other."""
    lines = "".join(f"<dt>{escape(word)}</dt><dd>{escape(said)}</dd>" for word, said in pairs)
    return f'<dl class="p-definitions">{lines}</dl>'


def plain_list(lines: Iterable[str]) -> str:
    """Return sentences one under the other."""
    return '<ul class="p-plain">' + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"


def thirds(sentences: Sequence[str]) -> str:
    """Return up to three sentences side by side, one under the other on a phone."""
    told = "".join(f"<p>{escape(one)}</p>" for one in sentences)
    return f'<div class="p-thirds">{told}</div>'


def _cells(row: Sequence[Cell], classes: Sequence[str]) -> str:
    first, *others = zip(row, classes, strict=True)
    cells = "".join(f'<td class="{side}">{cell_of(cell)}</td>' for cell, side in others)
    return f'<th scope="row" class="{first[1]}">{cell_of(first[0])}</th>{cells}'
