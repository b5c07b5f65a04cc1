"""The map page, block by block: choices, map, the chosen territory beside its peers."""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from simulator.network.measures import MEASURES, Measured
from simulator.network.model import Indicator, Network, Territory
from simulator.stories import home_map, map_keys, territories_list, territories_map, territory
from simulator.stories.network import scheme_name
from simulator.text import say
from simulator.ui import drawings, html, svg
from simulator.ui import home_map as map_svg
from simulator.ui.labels import apart

MEASURE, SCHEME, YEAR, CHOSEN = "mesure", "dispositif_montre", "annee_montree", "territoire"
CLICKED, LINKED, TURN = "territoire_clique", "territoire_du_lien", "tour_de_carte"
VIEW, SITES, FIGURE, PAIRED = "territoires_vue", "sites", "chiffre", "deux"
SORT, PAIR = "territoires_tri", ("premier", "second")
ALL = ""


def ask(network: Network) -> tuple[str, str | None, int | None]:
    """The measure, the scheme and the year to show."""
    which, scheme, year = st.columns([2, 1.4, 1.4])
    measure = which.selectbox(
        say("territoires.indicateur"),
        MEASURES,
        key=MEASURE,
        format_func=lambda key: say(f"mesures.{key}.nom"),
    )
    chosen_scheme = scheme.selectbox(
        say("territoires.dispositif"),
        (*network.dispositifs, ALL),
        key=SCHEME,
        format_func=lambda key: scheme_name(key) if key else say("territoires.tous"),
    )
    named = partial(territories_map.year_name, network, str(measure), chosen_scheme or None)
    years = (None, *reversed(network.annees))
    annee = year.selectbox(say("territoires.annee"), years, key=YEAR, format_func=named)
    return str(measure), chosen_scheme or None, annee


def choose(network: Network, offered: Sequence[Territory]) -> Territory | None:
    """The territory to describe: from the list, the link, a click, or the best known of all.

    None when the one asked for is not among those offered: that is said, the list is there, and
    the address stays as it came.
    """
    by_id = {territory.id: territory for territory in offered}
    if not by_id:  # a network whose only import was undone
        st.html(html.source(say("territoires.reponse_vide"), ""))
        return None
    asked = st.session_state.pop(CLICKED, None) or _linked() or st.session_state.get(CHOSEN)
    if asked is None:
        asked = max(offered, key=lambda t: _figures(network, t)).id
    st.session_state[CHOSEN] = asked if asked in by_id else None
    chosen_id = st.selectbox(
        say("territoires.choisir"),
        list(by_id),
        key=CHOSEN,
        placeholder=say("territoires.choisir_un"),
        format_func=apart(by_id, lambda key: territories_map.listed_name(by_id[key], offered)),
        on_change=_by_list,
    )
    if chosen_id is None:
        st.html(
            html.warning(
                say("territoires.absent_titre"), territories_map.why_absent(network, str(asked))
            )
        )
        return None
    st.query_params[CHOSEN] = st.session_state[LINKED] = str(chosen_id)
    return by_id[str(chosen_id)]


def _figures(network: Network, territory: Territory) -> int:
    """How many figures are published of a territory."""
    return sum(bool(network.observed(territory.id, indicator)) for indicator in Indicator)


def _linked() -> str | None:
    """The territory that the address asks for, when it is new or when nothing else is chosen.

    On arriving from another page the list holds nothing yet: the address then decides.
    """
    asked = st.query_params.get(CHOSEN)
    known = asked == st.session_state.get(LINKED) and st.session_state.get(CHOSEN) is not None
    st.session_state[LINKED] = asked
    return None if known else asked


def _by_list() -> None:
    """Forget an old click, so that a second one on the same place counts."""
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1


def map_of(
    network: Network,
    shown: Sequence[Measured],
    chosen: Territory | None,
    measure: str,
    annee: int | None,
) -> None:
    """The map; a click on it chooses a territory."""
    turn = st.session_state.get(TURN, 0)
    code = chosen.id if chosen else ""
    picture = territories_map.picture(network, shown, measure, annee, chosen=code, turn=turn)
    drawing = picture.drawing
    st.html(html.chart_heading(drawing.title, drawing.subtitle))
    drawings.legend(drawing)
    with st.container(key="carte"):
        clicked = drawings.chart_choice(drawing, key="carte_reseau", turn=turn)
    notes = f"{drawing.caption} {territories_map.per_inhabitant_note(measure)}"
    st.html(
        html.source(notes, say("mots.lecture")) + html.source(drawing.source, say("mots.source"))
    )
    drawings.take_away(picture)
    if clicked and (chosen is None or clicked != chosen.id):
        st.session_state[CLICKED] = clicked
        st.rerun(scope="fragment")


def opening() -> str:
    """The view to open on arrival: where the sites are, or the figure that a link or file asks."""
    if SORT not in st.session_state:  # its field is not drawn yet: somebody arrives
        asked = CHOSEN in st.query_params or MEASURE in st.session_state
        st.session_state[VIEW] = FIGURE if asked else SITES
    return str(st.session_state[VIEW])


def sites(network: Network) -> None:
    """Where the sites are, each with its name; beside, all of them in a table that one sorts."""
    left, right = st.columns([6, 5], gap="large")
    with left:
        st.html(html.chart_heading(home_map.finding(network)))
        st.html(html.legend(home_map.legend(network)))
        picture = home_map.home_map(network, named=True)
        numbers, listed = map_keys.keys(network)
        svg.show(map_svg.drawn(picture, home_map.spoken(network), "p-sites-map", numbers))
        st.html(map_svg.key_list(listed))
        st.html(html.source(say("accueil.carte.source"), say("mots.source")))
    with right:
        sort = st.selectbox(
            say("territoires_liste.trier"),
            territories_list.SORTS,
            key=SORT,
            format_func=territories_list.sort_name,
        )
        st.html(html.table(territories_list.table(network, str(sort))))
        st.html(html.source(say("territoires_liste.lecture"), say("mots.lecture")))


def side_by_side(network: Network) -> None:
    """Two territories chosen, what is known of each on the same lines."""
    ids = [one.id for one in network.territoires]
    if len(ids) < 2:
        st.html(html.source(say("territoires_liste.un_seul"), ""))
        return
    chosen = []
    for place, (column, key) in enumerate(zip(st.columns(2), PAIR, strict=True)):
        if st.session_state.get(key) not in ids:
            st.session_state[key] = _best_known(network)[place]
        with column:
            picked = st.selectbox(
                say(f"territoires_liste.{key}"),
                ids,
                key=key,
                format_func=_named(network),
            )
            chosen.append(network.by_id[str(picked)])
    one, other = chosen
    st.html(html.chart_heading(territories_list.shared(network, one, other)))
    st.html(html.table(territories_list.compared(network, one, other)))
    st.html(html.source(say("territoires_liste.deux_lecture"), say("mots.lecture")))


def _named(network: Network) -> Callable[[str], str]:
    """How a list writes the territories of a network."""
    every, by_id = network.territoires, network.by_id
    return apart(by_id, lambda one: territories_map.listed_name(by_id[one], every))


def _best_known(network: Network) -> list[str]:
    """The territories by how many figures are published of them, most first."""
    return [t.id for t in sorted(network.territoires, key=lambda t: -_figures(network, t))]


def two_figures(network: Network, one: Territory, annee: int | None) -> None:
    """Firms helped and days, each with its period."""
    st.html(html.figures(territory.two_figures(network, one, annee)))


def job_bars(network: Network, one: Territory, annee: int | None) -> None:
    """Jobs promised, created and kept; nothing to take away where none is known."""
    picture = territory.jobs_picture(network, one, annee)
    drawings.show(picture.drawing)
    if any(row["value"] is not None for row in picture.drawing.figures):
        drawings.take_away(picture)


def peers_table(network: Network, one: Territory, most: int) -> None:
    """Ratios beside those of at most so many peers, with the number of files behind each."""
    st.html(html.chart_heading(say("territoires.pairs"), say("territoires.pairs_sous_titre")))
    told, reading, sources = territory.peers_table(network, one, most)
    if told is not None:
        st.html(html.table(told))
    st.html(
        html.source(reading, say("mots.lecture"))
        + (html.source(sources, say("mots.source")) if sources else "")
    )
