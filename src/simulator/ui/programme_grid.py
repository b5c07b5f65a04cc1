"""The grid of a programme: a row of fields a line, read as they are typed, faults under their row.

Text fields on purpose: a table that edits numbers drops a French comma in an English browser.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from simulator.cases.programme_draft import Draft, Read
from simulator.cases.registry import forms
from simulator.network.model import Network
from simulator.stories.programme_limits import limit_of
from simulator.stories.programme_paste import pasted
from simulator.stories.programme_places import Place, key_of, places_of
from simulator.stories.programme_ready import SHAPES, names, programme_ready
from simulator.studies.programme import Programmed
from simulator.text import say
from simulator.ui import fields, html
from simulator.ui import programme_gestures as gestures
from simulator.ui import programme_state as state
from simulator.ui.frame import keep_language

FIRST_YEARS = range(1997, 2036)
MOST_YEARS = 10
READY_KEY, PASTE, TOLD = "programme_pret", "programme_colle", "programme_colle_dit"


def draw(found: Programmed, read: Read, network: Network) -> None:
    """The panel: gestures, heads, a row a line, the foot."""
    here, places = state.draft(), places_of(network)
    with st.container(key="programme_grille"):
        _head(here)
        _heads(here)
        for rank in range(len(here["lignes"])):
            _row(rank, here, found, read, places)
        _foot(here, read, network)


def _head(here: Draft) -> None:
    with st.container(
        horizontal=True, vertical_alignment="center", gap="xsmall", key="programme_gestes"
    ):
        st.html(html.panel_title(say("programme_page.grille")))
        with st.popover(say("programme_page.annees")):
            _years(here)
        with st.popover(say("programme_page.prets")):
            _ready()
        for shape in SHAPES:
            st.button(
                say(f"programme_page.forme.{shape}"), key=f"programme_forme_{shape}",
                on_click=gestures.shape, args=(shape,),
            )  # fmt: skip


def _widths(years: int) -> list[float]:
    return [1.6, 2.6, *[0.8] * years, 0.8, 1.9, 0.4]


def _heads(here: Draft) -> None:
    heads = [say("programme_page.territoire"), say("programme_page.format")]
    heads += [str(here["debut"] + k) for k in range(here["nombre"])]
    heads += [say("programme.mecenes"), say("programme_page.ce_qui_limite"), ""]
    with st.container(key="programme_tetes"):
        columns = st.columns(_widths(here["nombre"]), gap="xsmall")
        for rank, (column, name) in enumerate(zip(columns, heads, strict=True)):
            right = 2 <= rank < 2 + here["nombre"] + 1
            column.html(html.column_head(name, right=right))


def _row(
    rank: int, here: Draft, found: Programmed, read: Read, places: Mapping[str, Place]
) -> None:
    line = here["lignes"][rank]
    wrong = [path for path in read.faults if path.startswith(f"lignes.{rank}.")]
    with st.container(key=f"programme_ligne_{rank}{'_faute' if wrong else ''}"):
        columns = st.columns(_widths(here["nombre"]), gap="xsmall", vertical_alignment="center")
        with columns[0]:
            _place(rank, line, places)
        with columns[1]:
            _format(rank, line)
        for k in range(here["nombre"]):
            with columns[2 + k]:
                label = say("programme_page.pme_en", annee=here["debut"] + k, ligne=rank + 1)
                _text(f"lignes.{rank}.pme.{k}", label, (line["pme"][k : k + 1] or [""])[0], read)
        with columns[-3]:
            _sponsors(rank, line, read)
        columns[-2].html(_limit(rank, found))
        columns[-1].button(
            "×", key=f"programme_retirer_{rank}", on_click=gestures.remove_line, args=(rank,),
            type="tertiary", help=say("programme_page.retirer", ligne=rank + 1),
            disabled=len(here["lignes"]) == 1,
        )  # fmt: skip
        for path in wrong:
            st.html(html.fault(read.faults[path]))


def _place(rank: int, line: Mapping[str, Any], places: Mapping[str, Place]) -> None:
    key = state.key_of(f"lignes.{rank}.territoire")
    given = line["territoire"]
    known = key_of(given)
    current = known if known in places else given
    fields.listed(key, lambda: current)
    options = list(places) if current in places else [current, *places]
    st.selectbox(
        say("programme_page.territoire_de", ligne=rank + 1),
        options,
        key=key,
        format_func=lambda one: places[one].name if one in places else one,
        label_visibility="collapsed",
    )


def _format(rank: int, line: Mapping[str, Any]) -> None:
    key = state.key_of(f"lignes.{rank}.dispositif")
    fields.listed(key, lambda: line["dispositif"])
    st.selectbox(
        say("programme_page.format_de", ligne=rank + 1),
        list(forms()),
        key=key,
        format_func=lambda one: say(f"dispositifs.{one}.nom"),
        label_visibility="collapsed",
        on_change=gestures.choose_format,
        args=(rank,),
    )


def _text(path: str, label: str, value: str, read: Read) -> None:
    """A cell; a wrong one has a thick red edge, by the name of its container."""
    key = state.key_of(path)
    fields.listed(key, lambda: value)
    name = path.replace(".", "_")
    with st.container(key=f"{'faute' if path in read.faults else 'case'}_{name}"):
        st.text_input(label, key=key, label_visibility="collapsed")


def _sponsors(rank: int, line: Mapping[str, Any], read: Read) -> None:
    """How many share the line; a format that nobody lends to has none."""
    if "chiffre_affaires_mecene" in forms()[line["dispositif"]].answers.model_fields:
        label = say("programme_page.mecenes_de", ligne=rank + 1)
        _text(f"lignes.{rank}.mecenes", label, line.get("mecenes", "1"), read)
    else:
        st.html(html.limit("–", ""))


def _limit(rank: int, found: Programmed) -> str:
    if rank >= len(found.lines):
        return ""
    limit = limit_of(found, rank)
    return html.limit(limit.words, limit.mark)


def _foot(here: Draft, read: Read, network: Network) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", key="programme_pied"):
        st.button(say("programme_page.ajouter"), on_click=gestures.add_line)
        with st.popover(say("programme_page.coller")):
            _paste(here, network)
        key = state.key_of("budget_region")
        fields.listed(key, lambda: here["budget_region"])
        st.text_input(
            say("programme_page.budget_an"), key=key, placeholder=say("simuler.sans_reponse")
        )
    if told := read.faults.get("budget_region"):
        st.html(html.fault(told))


def _years(here: Draft) -> None:
    start, number = state.key_of("debut"), state.key_of("nombre")
    fields.listed(start, lambda: here["debut"])
    fields.listed(number, lambda: here["nombre"])
    last = FIRST_YEARS[-1] - here["nombre"] + 1
    years = [year for year in FIRST_YEARS if year <= last or year == here["debut"]]
    st.selectbox(say("programme_page.premiere_annee"), years, key=start)
    most = min(MOST_YEARS, FIRST_YEARS[-1] - here["debut"] + 1)
    st.selectbox(say("programme_page.nombre_annees"), list(range(1, most + 1)), key=number)


def _ready() -> None:
    st.html(html.source(say("programme_page.prets_note"), ""))
    for name in names():
        st.button(
            say(f"programme_page.pret.{name}"), key=f"programme_pret_{name}",
            on_click=partial(_open_ready, name),
        )  # fmt: skip


def _open_ready(name: str) -> None:
    keep_language()
    state.show(programme_ready(name))


def _paste(here: Draft, network: Network) -> None:
    st.html(html.source(say("programme_page.coller_note", n=here["nombre"]), ""))
    st.text_area(say("programme_page.coller_texte"), key=PASTE, height=120)
    left, right = st.columns(2)
    left.button(
        say("programme_page.coller_ajouter"), on_click=_take, args=(here["nombre"], network, False)
    )
    right.button(
        say("programme_page.coller_remplacer"), on_click=_take, args=(here["nombre"], network, True)
    )
    for told in st.session_state.get(TOLD, []):
        st.html(html.fault(told))


def _take(years: int, network: Network, instead: bool) -> None:
    """Lines pasted; what is wrong is told and the text stays until it is right."""
    keep_language()
    lines, faults = pasted(st.session_state.get(PASTE, ""), years, network)
    st.session_state[TOLD] = faults or ([] if lines else [say("programme_page.colle_vide")])
    if faults or not lines:
        return
    gestures.add_lines(lines, instead=instead)
    st.session_state[PASTE] = ""
