"""The map page, block by block: choices, map, the chosen territory beside its peers."""

import math
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from simulator.charts.drawing import Drawing, Words
from simulator.charts.jobs import Count, jobs
from simulator.charts.map import View, territory_map
from simulator.law.sources import source_name
from simulator.network.geo import zone
from simulator.network.model import Indicator, Level, Network, Observation, Territory
from simulator.network.portrait import JOBS, RATIOS, Ratio, peers, ratios
from simulator.network.readings import AGE, MEASURES, Reading, chosen, has_figures, reading
from simulator.stories.network import (
    amount,
    behind,
    finding,
    per_inhabitant_note,
    scheme_name,
)
from simulator.stories.network import subtitle as map_subtitle
from simulator.text import formats, say
from simulator.text.registered import in_words
from simulator.ui import drawings, html, networks
from simulator.ui.taking import foot

MEASURE, SCHEME, YEAR, CHOSEN = "mesure", "dispositif_montre", "annee_montree", "territoire"
CLICKED, LINKED, TURN = "territoire_clique", "territoire_du_lien", "tour_de_carte"
ALL = ""
LONGEST_NAME = 60  # characters of what an address asks for, said back


def ask(network: Network) -> tuple[str, str | None, int | None]:
    """The measure, the scheme and the year to show."""
    which, scheme, year = st.columns([2, 1.4, 1.4])
    with which:
        measure = st.selectbox(
            say("territoires.indicateur"),
            MEASURES,
            key=MEASURE,
            format_func=lambda key: say(f"mesures.{key}.nom"),
        )
    with scheme:
        chosen_scheme = st.selectbox(
            say("territoires.dispositif"),
            (*network.dispositifs, ALL),
            key=SCHEME,
            format_func=lambda key: scheme_name(key) if key else say("territoires.tous"),
        )
    with year:
        annee = st.selectbox(
            say("territoires.annee"),
            (None, *reversed(network.annees)),
            key=YEAR,
            format_func=lambda key: year_name(network, str(measure), chosen_scheme or None, key),
        )
    return str(measure), chosen_scheme or None, annee


def year_name(network: Network, measure: str, scheme: str | None, year: int | None) -> str:
    """A year in its list; one without any figure for these choices says so."""
    if year is None:
        return say("territoires.toutes")
    if has_figures(network, measure, scheme, year):
        return str(year)
    return say("territoires.annee_vide", annee=year)


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
        format_func=lambda key: listed_name(by_id[key], offered),
        on_change=_by_list,
    )
    if chosen_id is None:
        st.html(html.warning(say("territoires.absent_titre"), _why_absent(network, str(asked))))
        return None
    st.query_params[CHOSEN] = st.session_state[LINKED] = str(chosen_id)
    return by_id[str(chosen_id)]


def listed_name(territory: Territory, among: Sequence[Territory]) -> str:
    """The name of a territory in a list, with its scheme where another bears the same name."""
    twin = any(t.nom == territory.nom and t.id != territory.id for t in among)
    return f"{territory.nom} ({scheme_name(territory.dispositif)})" if twin else territory.nom


def _why_absent(network: Network, asked: str) -> str:
    """Not in this network, or in it but left out by the choices above."""
    known = network.by_id.get(asked)
    if known is None:
        return say("territoires.absent", territoire=asked[:LONGEST_NAME])
    return say("territoires.absent_ici", territoire=known.nom)


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
    shown: Sequence[Reading],
    territory: Territory | None,
    measure: str,
    annee: int | None,
) -> None:
    """The map; a click on it chooses a territory."""
    turn = st.session_state.get(TURN, 0)
    view = View(chosen=territory.id if territory else "", turn=turn)
    drawing = map_drawing(network, shown, measure, annee, view)
    st.html(html.chart_heading(drawing.title, drawing.subtitle))
    drawings.legend(drawing)
    with st.container(key="carte"):
        clicked = drawings.chart_choice(drawing, key="carte_reseau", turn=turn)
    notes = f"{drawing.caption} {per_inhabitant_note(measure)}"
    st.html(
        html.source(notes, say("mots.lecture")) + html.source(drawing.source, say("mots.source"))
    )
    foot(drawing, "carte", licence=say("territoires.fond"))
    if clicked and (territory is None or clicked != territory.id):
        st.session_state[CLICKED] = clicked
        st.rerun(scope="fragment")


def map_drawing(
    network: Network,
    shown: Sequence[Reading],
    measure: str,
    annee: int | None,
    view: View,
    *,
    title: str = "",
    subtitle: str = "",
    none: str = "",
) -> Drawing:
    """The map of a measure: recorded, in the network without a figure, or no known site.

    `none` says what the rest of the map is, when it is not *no known site*.
    """
    mixed = len({r.territoire.dispositif for r in shown}) > 1
    observed = [o for r in shown for o in r.observations]
    sources = sources_of(observed) if network.livre else networks.source_of(network)
    if measure == AGE and network.livre:
        sources = networks.source_of(network)
    return territory_map(
        pd.DataFrame([_row(r, mixed) for r in shown]),
        labels=drawings.map_labels() | ({"none": none} if none else {}),
        words=Words(
            title=title or finding(shown, measure),
            subtitle=subtitle or map_subtitle(measure, annee),
            source=say("territoires.source_carte", sources=sources, fond=say("territoires.fond")),
            caption=say("territoires.lecture"),
        ),
        write=lambda value: amount(measure, value),
        view=view,
    )


def _row(shown: Reading, mixed: bool) -> dict[str, Any]:
    """A territory on the map: its departments whole, or a point for what is smaller."""
    territory = shown.territoire
    x = y = math.nan
    if territory.niveau is Level.BASSIN and (place := place_of(territory)):
        x, y = place
    return {
        "code": territory.id,
        "name": f"{territory.nom} · {scheme_name(territory.dispositif)}"
        if mixed
        else territory.nom,
        "departments": territory.departements,
        "value": math.nan if shown.valeur is None else shown.valeur,
        "x": x,
        "y": y,
        "note": behind(shown),
    }


def place_of(territory: Territory) -> tuple[float, float] | None:
    """Where a basin stands on the map: its EPCI, or nowhere finer than its departments."""
    code = territory.repere or next(iter(territory.epci), None)
    if code is None:
        return None
    centre = zone(code, "epci")
    return centre.x, centre.y


def two_figures(network: Network, territory: Territory, annee: int | None) -> None:
    """Firms helped and days, each with its period."""
    shown = [reading(network, territory, m, annee) for m in (Indicator.PME, Indicator.JOURS)]
    items = [
        (say(f"mesures.{measure}.nom"), amount(measure, one.valeur), behind(one), None)
        for measure, one in zip((Indicator.PME, Indicator.JOURS), shown, strict=True)
    ]
    st.html(html.figures(items))


def job_bars(network: Network, territory: Territory, annee: int | None, level: int = 2) -> None:
    """Jobs promised, created and kept, with the foot of a chart."""
    drawing = jobs_drawing(network, territory, annee)
    drawings.show(drawing, level)
    if any(row["value"] is not None for row in drawing.figures):
        foot(drawing, "emplois")


def jobs_drawing(network: Network, territory: Territory, annee: int | None) -> Drawing:
    """The three counts of jobs of a territory, each with its own source."""
    found = {i: chosen(network.observed(territory.id, i), annee) for i in JOBS}
    known = [i for i, observation in found.items() if observation is not None]
    if len(known) == len(JOBS):
        what = say("territoires.emplois_trois")
    elif known:
        words = formats.listed([say(f"mesures.{i}.nom").split()[-1] for i in known])
        what = say("territoires.emplois_connus", connus=words)
    else:
        what = say("territoires.emplois_aucun")
    counts = [_count(indicator, observation) for indicator, observation in found.items()]
    return jobs(
        counts,
        labels={
            "label": say("territoires.emploi_statut"),
            "value": say("territoires.emploi_nombre"),
        },
        words=Words(
            title=what,
            subtitle=say("territoires.emplois_sous_titre", nom=territory.nom),
            source=sources_of([o for o in found.values() if o is not None]),
            caption=say("territoires.emplois_lecture"),
        ),
    )


def _count(indicator: Indicator, observation: Observation | None) -> Count:
    status = {"emplois_prevus": "prevu", "emplois_realises": "realise"}.get(indicator, "maintenu")
    label = say(f"territoires.emploi_{status}")
    if observation is None:
        return Count(status, label, None, say("territoires.emploi_inconnu"))
    words = formats.number(observation.valeur)
    return Count(status, f"{label}, {in_words(observation.periode)}", observation.valeur, words)


def sources_of(observations: Sequence[Observation]) -> str:
    """The sources of some figures, each once, as short as they can be read."""
    names = formats.series(source_name(o.source) for o in observations)
    return names or say("territoires.sans_source")


def peers_table(network: Network, territory: Territory, most: int) -> None:
    """Ratios beside those of at most so many peers, with the number of files behind each."""
    shown = [territory, *peers(network, territory, most)]
    found = {one.id: ratios(network, one.id) for one in shown}
    kept = [key for key in RATIOS if any(found[one.id][key] for one in shown)]
    st.html(html.chart_heading(say("territoires.pairs"), say("territoires.pairs_sous_titre")))
    if not kept:
        st.html(html.source(say("territoires.pairs_aucun"), say("mots.lecture")))
        return
    heads = [say("territoires.pairs_rapport"), *(one.nom for one in shown)]
    lines = [
        (say(f"ratios.{key}"), *(_ratio(key, found[one.id][key]) for one in shown)) for key in kept
    ]
    files = (say("territoires.pairs_dossiers"), *(_files(found[one.id].values()) for one in shown))
    st.html(html.data_table(heads, [*lines, files], caption=say("territoires.pairs")))
    observed = [o for row in found.values() for r in row.values() if r for o in (r.haut, r.bas)]
    empty = "" if any(found[territory.id].values()) else f" {say('territoires.pairs_aucun')}"
    st.html(
        html.source(say("territoires.pairs_lecture") + empty, say("mots.lecture"))
        + html.source(sources_of(observed), say("mots.source"))
    )


def _ratio(key: str, found: Ratio | None) -> str:
    if found is None or not found.partiel:
        return amount(key, found.valeur if found else None)
    return say(
        "territoires.sur_les_connus",
        valeur=amount(key, found.valeur),
        connus=formats.number(found.dossiers),
        tous=formats.number(found.bas.valeur),
    )


def _files(found: Iterable[Ratio | None]) -> str:
    """The number of files behind a territory's ratios."""
    counts = dict.fromkeys(formats.number(r.dossiers) for r in found if r)
    return formats.listed(list(counts)) or "–"
