"""What a sponsor reads, block by block: the answer, its proofs, three comparisons, six years."""

from collections.abc import Callable, Sequence

import streamlit as st

from simulator.cases.sponsor import missing, read_case
from simulator.cases.sponsor_sharing import complete, private_given, public
from simulator.charts.drawing import Drawing
from simulator.conditions.finding import ReadingName
from simulator.figures.sponsor_outcome import Outcome
from simulator.figures.sponsor_reading import Reading
from simulator.stories import (
    sponsor_balance,
    sponsor_comparison,
    sponsor_figures,
    sponsor_next_euro,
    sponsor_reserves,
    sponsor_stocks,
    sponsor_waterfall,
    sponsor_years,
)
from simulator.stories.page_titles import of_sponsor
from simulator.stories.sponsor import answer
from simulator.stories.sponsor_drawings import WRITE
from simulator.stories.sponsor_readings import differs, followed, reading_name
from simulator.text import say
from simulator.ui import (
    drawings,
    filing,
    first_screen,
    history,
    html,
    keeping,
    sharing,
)
from simulator.ui import (
    further as blocks,
)
from simulator.ui import sponsor_state as state
from simulator.ui.downloads import JSON, offer
from simulator.ui.folding import fold
from simulator.ui.sponsor_batch import batch

SHOWN = "mecene_lecture"


def drawn(
    drawing: Drawing, name: str, keys: Sequence[tuple[str, str]] = (), level: int = 2
) -> None:
    """A chart with its finding, its source and its foot; the user's figures are the user's."""
    drawings.show(drawing, level, keys)
    drawings.foot(drawing, name, write=WRITE, licence=say("mecene.vos_chiffres"))


# The first screen


def headline(outcome: Outcome) -> None:
    """The answer, then three figures, each with the way to its proof."""
    figures = sponsor_figures.three_figures(outcome)
    first_screen.headline(answer(outcome), figures, page=sharing.SPONSOR)


def reserves(outcome: Outcome) -> None:
    """The warning that weighs most, the others and what was supposed behind their count."""
    found, supposed = sponsor_reserves.reserves(outcome), sponsor_reserves.supposed(outcome)
    first_screen.warnings(found[:1])
    count = len(found) - 1
    if count + len(supposed) > 0:
        title = sponsor_reserves.how_many_others(count, len(supposed))
        with fold(title, "mecene_reserves") as opened:
            if opened:
                first_screen.warnings(found[1:])
                st.html(html.chart_heading(say("mecene.suppose"), level=3))
                st.html(html.plain_list(supposed))


# Which reading the charts show


def chosen_name(outcome: Outcome) -> ReadingName:
    """The name of that reading, before it is drawn."""
    name: ReadingName = st.session_state.get(SHOWN, "confirmed")
    return name if differs(outcome) else "prudent"


def chosen(outcome: Outcome) -> Reading:
    """The reading of the charts: one when both agree, the reader's choice when they do not."""
    if not differs(outcome):
        return outcome.prudent
    st.session_state[SHOWN] = chosen_name(outcome)
    name = st.radio(
        say("mecene.lecture"),
        ("prudent", "confirmed"),
        key=SHOWN,
        format_func=reading_name,
        horizontal=True,
    )
    return outcome.prudent if name == "prudent" else outcome.confirmed


# From the cost to the net cost, against three other ways, over six years


def proofs(outcome: Outcome, reading: Reading) -> None:
    """The three proofs of the answer, one at a time: all are drawn, one is seen."""
    cost, others, years = st.tabs([say(f"mecene.preuve.{key}") for key in PROOFS])
    with cost:
        cascade(outcome, reading)
    with others:
        comparisons(outcome, reading)
    with years:
        schedule(reading)


PROOFS = ("cout", "autres", "annees")


def cascade(outcome: Outcome, reading: Reading) -> None:
    """The waterfall, and in words what it does not draw."""
    drawing = sponsor_waterfall.drawing(outcome, reading)
    if drawing is None:
        return
    drawn(drawing, "cout_net")
    if told := sponsor_waterfall.left_aside(reading):
        st.html(html.plain_list(told))


def comparisons(outcome: Outcome, reading: Reading) -> None:
    """The employee paid anyway, the same in cash, a provider: bars, then the same in figures."""
    drawing = sponsor_comparison.drawing(outcome, reading)
    if drawing is None:
        return
    drawn(drawing, "trois_comparaisons")
    with fold(say("mecene.comparaisons_chiffres"), "mecene_comparaisons") as opened:
        if opened:
            st.html(html.table(sponsor_comparison.table(outcome, reading)))
            st.html(html.plain_list(sponsor_comparison.notes(outcome, reading)))


# Six years


def schedule(reading: Reading) -> None:
    """The base under its cap, a low-profit year in words, then both stocks and their tables."""
    st.html(html.chart_heading(say("mecene.six_ans")))
    drawing, keys = sponsor_years.drawing(reading), sponsor_years.legend(reading)
    drawn(drawing, "plafond_six_ans", keys, level=3)
    if told := sponsor_years.low_profit(reading):
        st.html(html.warning(say("mecene.annee_faible"), told[0]))
        if told[1:]:
            st.html(html.plain_list(told[1:]))
    _tables(reading)


def _tables(reading: Reading) -> None:
    """Both stocks by year, then vintage by vintage."""
    with fold(say("mecene.stocks"), "mecene_stocks") as opened:
        if opened:
            if (waiting := sponsor_stocks.drawing(reading)) is not None:
                drawn(waiting, "reports_six_ans", level=3)
            st.html("".join(map(html.table, sponsor_balance.tables(reading))))
            st.html(html.source(sponsor_balance.note(reading), say("mots.lecture")))
    with fold(say("mecene.millesimes"), "mecene_millesimes") as opened:
        if opened:
            for stock in sponsor_balance.STOCKS:
                st.html(_vintages(reading, stock))


def _vintages(reading: Reading, stock: str) -> str:
    """Each vintage by year, or that there is none."""
    title, table = sponsor_balance.stock_name(stock), sponsor_balance.vintages(reading, stock)
    if table is None:
        return html.chart_heading(title, say("mecene.aucun_millesime"), level=3)
    return html.chart_heading(title, level=3) + html.table(table)


def next_gift(outcome: Outcome, reading: Reading) -> None:
    """The tax saved by the next euro given, its bends named."""
    drawing = sponsor_next_euro.drawing(outcome, reading)
    if drawing is None:
        st.html(html.plain_list([say("mecene.euro_suivant_ferme")]))
    else:
        drawn(drawing, "euro_suivant")


# What leaves the page


def take_away(outcome: Outcome) -> None:
    """The address and the file, without pay or profit unless the box is ticked."""
    place = first_screen.TAKE_AWAY
    st.html(html.chart_heading(say("simuler.partager"), say("mecene.partager_note"), place=place))
    _keep(outcome)
    st.checkbox(say("mecene.inclure"), key=state.INCLUDE)
    if state.is_included():
        st.html(html.warning(say("mecene.inclus_titre"), say("mecene.inclus")))
    text = state.saved(outcome.case)
    with sharing.leaving([say(f"champs.{name}.label") for name in state.untold(outcome.case)]):
        offer(say("simuler.telecharger"), lambda: text, "mecene.json", JSON, key="mecene_fichier")
    sharing.open_saved(sharing.SPONSOR)


def _keep(outcome: Outcome) -> None:
    """Into the dossier: an invented case whole, one's own without what is private unless ticked."""
    case, invented = outcome.case, state.example_of(outcome.case)
    hidden = [] if invented else [say(f"champs.{n}.label") for n in private_given(case)]
    shared = public(case)
    keeping.button(
        "mecene", shared, complete(case), of_sponsor(case, invented), answer(outcome), hidden,
        computed=not missing(read_case(shared)),
    )  # fmt: skip


def further(outcome: Outcome, reading: Reading) -> None:
    """What goes further, each in a fold that costs nothing while it is closed."""
    for name, draw in FURTHER.items():
        with fold(say(f"mecene_plus.{name}"), f"mecene_plus_{name}") as opened:
            if opened:
                if name in FOLLOWING and differs(outcome):
                    st.html(html.source(followed(reading.name), say("mots.lecture")))
                draw(outcome, reading.name)


FURTHER: dict[str, Callable[[Outcome, ReadingName], None]] = {
    "euro_suivant": lambda outcome, name: next_gift(outcome, outcome.reading(name)),
    "recherche": blocks.seek_sponsor,
    "reformes": blocks.reform_sponsor,
    "depot": lambda outcome, _reading: filing.block(outcome),
    "lot": lambda _outcome, _reading: batch(),
    "national": lambda _outcome, _reading: history.national(),
}
"""Blocks below the page, by name: their title is `mecene_plus.<name>`."""
FOLLOWING = ("recherche", "reformes")
"""Blocks that follow the reading of the charts."""
