"""The address of the proof of a figure: which case it asks for, which figure, by which route.

It holds what the case's own link holds and nothing more: a private value stays in the session. In
the session that wrote the link the values are there; opened elsewhere, the page says what is not.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

import streamlit as st

from simulator.cases.question import field_label
from simulator.cases.scenario import from_link, read
from simulator.cases.sponsor import SponsorCase, missing, read_case
from simulator.cases.sponsor_sharing import from_link as sponsor_from_link
from simulator.errors import InputError
from simulator.exports.account_pdf import account_pdf
from simulator.figures.sponsor_outcome import assess
from simulator.simulate import simulate
from simulator.stories import page_titles, proved, ready_cases, scenario_ledger
from simulator.stories.marks import segments
from simulator.stories.proved import OfScenario, OfSponsor, Provable
from simulator.stories.scenario import rules_told
from simulator.text import say
from simulator.ui import current, html, sponsor_state, titles
from simulator.ui.accounts import account
from simulator.ui.downloads import CSV, PDF, french_csv, offer
from simulator.ui.sharing import SIMULATOR, SPONSOR

PAGE = "pages/explication.py"
KIND, FIGURE, ROUTE, OPENED = "de", "chiffre", "voie", "ouvert"
CASE = ("s", "exemple")
"""The parameters in which a case lies."""


def address(page: str, figure: str) -> dict[str, str]:
    """What leads to the proof of a figure of the case that a page shows."""
    case = {name: st.query_params[name] for name in CASE if name in st.query_params}
    return {KIND: page, FIGURE: figure, **case}


class Asked(NamedTuple):
    """The case that the address asks for: its title, what can be proved, what its link left out.

    `proofs` is None when what was left out is needed; `note` says whose rules are applied.
    """

    title: str
    proofs: Provable | None
    left_out: Sequence[str]
    note: str = ""


def case() -> Asked:
    """The case of the address, whole when this session wrote it; raises InputError."""
    return _sponsor() if kind() == SPONSOR else _scenario()


def kind() -> str:
    """Whose page the case belongs to."""
    asked = st.query_params.get(KIND, SPONSOR if "exemple" in st.query_params else SIMULATOR)
    return SPONSOR if asked == SPONSOR else SIMULATOR


def _scenario() -> Asked:
    token = st.query_params.get("s", "")
    held = st.session_state.get(current.STATE)
    if held and token in {"", st.session_state.get(current.APPLIED)}:
        scenario = read(held)
        told: Sequence[str] = current.left_out(scenario)
    else:
        scenario = from_link(token) if token else read({"dispositif": current.FIRST})
        told = scenario.tus
    outcome = simulate(scenario)
    names = [field_label(name, scenario.dispositif) for name in told]
    own = ready_cases.title_of(scenario) or say(f"dispositifs.{scenario.dispositif}.nom")
    title = f"{own}, {scenario.reponses.annee}"
    return Asked(title, OfScenario(outcome), names, rules_told(outcome))


def _sponsor() -> Asked:
    found, told = _sponsor_case()
    wanted = missing(found)
    names = [field_label(name) for name in dict.fromkeys((*wanted, *told))]
    title = page_titles.of_sponsor(found, sponsor_state.example_of(found))
    return Asked(title, None if wanted else OfSponsor(assess(found)), names)


def _sponsor_case() -> tuple[SponsorCase, Sequence[str]]:
    token, example = (st.query_params.get(name, "") for name in CASE)
    held = st.session_state.get(sponsor_state.STATE)
    if held and held["valid"] and (token or example) in {"", held["applied"]}:
        return read_case(held["valid"]), held["told"]
    if token:
        found = sponsor_from_link(token)
        return found, sponsor_state.left_out(found)
    return sponsor_state.invented(example or sponsor_state.FIRST), ()


def show() -> None:
    """The page: whose figure, the sentence, the account, the way back."""
    try:
        asked = case()
    except InputError as fault:
        st.html(html.question(say("explication.question")))
        st.html(html.warning(say("explication.lien_titre"), str(fault)))
        _back()
        return
    if asked.proofs is None:
        st.html(html.question(say("explication.question")))
        st.html(html.warning(*proved.left_out(asked.left_out, needed=True)))
        _back()
        return
    route = _one_of(ROUTE, asked.proofs.routes, asked.proofs.route)
    figures = asked.proofs.figures(route)
    usual = asked.proofs.figure
    figure = _one_of(FIGURE, figures, usual)
    titles.show(page_titles.of_figure(figures[figure]))
    st.html(html.question(page_titles.of_figure(figures[figure])))
    opened = _choices(asked.proofs, figure, route)
    if asked.left_out:
        st.html(html.warning(*proved.left_out(asked.left_out, needed=False)))
    _sheet(asked, asked.proofs, figure, route, opened=opened)


def _one_of(name: str, known: dict[str, str], usual: str) -> str:
    """What the address names among what is known; said when it is not there."""
    asked = st.query_params.get(name, usual)
    if asked in known:
        return asked
    what = "chiffre_inconnu" if name == FIGURE else "voie_inconnue"
    st.html(html.fault(proved.not_there(asked, known.values(), what)))
    return usual


def _choices(proofs: Provable, figure: str, route: str) -> bool:
    """The figure, the route and whether all is opened: each is in the address."""
    with st.container(key="choix_explication"):
        left, middle, right = st.columns([2, 3, 1], vertical_alignment="bottom")
        with left:
            _choose(FIGURE, "figure", proofs.figures(route), figure)
        with middle:
            if len(proofs.routes) > 1:
                _choose(ROUTE, "voie", proofs.routes, route)
        opened = OPENED in st.query_params
        with right:
            box = st.checkbox(say("explication.tout_ouvrir"), opened, key=f"{OPENED}_{opened}")
    if box != opened:
        _go(OPENED, "oui" if box else "")
    return opened


def _choose(name: str, label: str, known: dict[str, str], chosen: str) -> None:
    """A choice that the address holds: another one is another address."""
    keys = list(known)
    found = st.selectbox(
        say(f"explication.{label}"),
        keys,
        index=keys.index(chosen),
        format_func=known.__getitem__,
        key=f"explication_{name}_{chosen}",
    )
    if found != chosen:
        _go(name, found)


def _go(name: str, value: str) -> None:
    if value:
        st.query_params[name] = value
    else:
        del st.query_params[name]
    st.rerun()


def _sheet(asked: Asked, proofs: Provable, figure: str, route: str, *, opened: bool) -> None:
    sheet = proofs.sheet(figure, route)
    lines = partial(french_csv, *scenario_ledger.flows(proofs.ledger(route)))
    if sheet is None:
        st.html(html.warning(say("simuler.inconnues_titre"), proofs.why_unknown(figure)))
        _back(lines)
        return
    st.html(html.answer(segments(sheet.sentence)))
    about = proved.about(asked.title, proofs.routes[route], sheet, asked.note)
    st.html(html.source(about, ""))
    reserve = proofs.reserve(route)
    if reserve is not None:
        st.html(html.warning(*reserve))
    st.html(account(sheet, opened=opened))
    if sheet.control:
        st.html(html.source(sheet.control, say("explication.lecture")))
    with st.container(key="fondements"):
        st.html(html.chart_heading(say("explication.fondements")))
        st.html(html.table(sheet.grounds))
        st.html(html.source(say("explication.fondements_note"), ""))
    question = page_titles.of_figure(sheet.name)
    made = partial(account_pdf, sheet, question=question, about=about, reserve=reserve)
    _back(lines, made, f"{figure.replace('.', '_')}.pdf")


def _back(
    lines: Callable[[], bytes] | None = None,
    made: Callable[[], bytes] | None = None,
    name: str = "",
) -> None:
    """The way back to the case, and what may be taken away: the A4 sheet `name`, the ledger."""
    page = kind()
    case_told = {name: st.query_params[name] for name in CASE if name in st.query_params}
    with st.container(key="hors_impression", horizontal=True, vertical_alignment="center"):
        st.page_link(
            f"pages/{page}.py", label=say(f"explication.retour_{page}"), query_params=case_told
        )
        if made is not None:
            offer(say("explication.feuille_a4"), made, name, PDF, quiet=True)
        if lines is not None:
            offer(say("explication.grand_livre"), lines, "grand_livre.csv", CSV, quiet=True)
