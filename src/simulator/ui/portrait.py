"""A territory in full, or a basin that the reader draws: on one screen, ready to print."""

import streamlit as st

from simulator.charts.map import View
from simulator.errors import InputError
from simulator.law.facts import Fact
from simulator.law.sources import source_name
from simulator.network.basin import Basin, basin_of, inside, partly, read_basin, total
from simulator.network.geo import departements, epci
from simulator.network.model import Indicator, Network, Observation, Territory
from simulator.network.portrait import WANTED, other_facts, unknown
from simulator.network.readings import readings
from simulator.stories.network import amount, life, portrait_answer, scheme_name, status
from simulator.text import formats, has, say
from simulator.text.registered import in_words
from simulator.ui import drawings, html, territories
from simulator.ui.folding import fold
from simulator.ui.taking import foot

BASIN = "bassin"
MOST_SIDE_BY_SIDE = 5  # territories shown beside the map; the table holds them all
SUMMED = (
    Indicator.PME, Indicator.JOURS, Indicator.EMPLOIS_PREVUS, Indicator.EMPLOIS_REALISES,
    Indicator.EMPLOIS_MAINTENUS, Indicator.AVANCES,
)  # fmt: skip


def asked_basin() -> tuple[Basin | None, str]:
    """The basin of the address, and what is wrong with it: nothing else takes its place."""
    token = st.query_params.get(BASIN)
    if not token:
        return None, ""
    try:
        return basin_of(token), ""
    except InputError as fault:
        return None, str(fault)


def no_basin(fault: str) -> None:
    """A basin that could not be read: said, and the way to the territories."""
    st.html(html.fault(fault))
    st.button(say("portrait.bassin_fermer"), key="bassin_fermer", on_click=_close_basin)


def _close_basin() -> None:
    st.query_params.pop(BASIN, None)


def territory(network: Network, one: Territory) -> None:
    """Everything that is published of a territory, and what is not."""
    st.html(html.answer(portrait_answer(network, one)))
    name = say("portrait.nom", nom=one.nom)
    st.html(html.source(f"{scheme_name(one.dispositif)}, {life(one)}", name))
    left, right = st.columns(2, gap="large")
    with left:
        territories.two_figures(network, one, None)
        territories.job_bars(network, one, None)
        _identity(one)
    with right:
        territories.peers_table(network, one, most=4)
        st.html(html.chart_heading(say("portrait.inconnus")))
        st.html(html.source(_unknowns(network, one), name))
    _figures(network, one)
    _others(network, one)
    with st.container(key="imprimer"):
        st.html(html.source(say("portrait.imprimer"), ""))


def _identity(one: Territory) -> None:
    """Who hosts it, with whom, for which skills; what to know before quoting."""
    lines = [
        ("hote", one.operateur or say("portrait.hote_inconnu")),
        ("partenaires", one.partenaires or say("portrait.partenaires_inconnus")),
        ("competences", one.competences or say("portrait.competences_inconnues")),
        ("remarque", one.note or "–"),
    ]
    st.html("".join(html.source(in_words(words), say(f"portrait.{key}")) for key, words in lines))


def _unknowns(network: Network, one: Territory) -> str:
    missing = [say(f"mesures.{indicator}.nom") for indicator in unknown(network, one)]
    if not missing:
        return say("portrait.inconnus_aucun")
    return formats.listed([missing[0], *(_inside(name) for name in missing[1:])])


def _inside(name: str) -> str:
    """A name inside a sentence: without its capital, unless it is an acronym."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def _figures(network: Network, one: Territory) -> None:
    """Every published figure: what, how much, when, of which nature, from where."""
    found = [o for indicator in Indicator for o in network.observed(one.id, indicator)]
    if not found:
        return
    st.html(html.chart_heading(say("portrait.chiffres"), say("portrait.chiffres_sous_titre")))
    heads = [
        say(f"colonnes.{c}")
        for c in ("quantite", "valeur", "periode", "statut", "confiance", "source", "note")
    ]
    rows = [_line(o) for o in found]
    caption = say("portrait.chiffres")
    st.html(html.data_table(heads, rows, "lrlllll", caption=caption, wrap=True))


def _line(observation: Observation) -> tuple[html.Cell, ...]:
    return (
        say(f"mesures.{observation.indicateur}.nom"),
        formats.with_unit(observation.valeur, observation.unite),
        in_words(observation.periode),
        status(observation),
        _confidence(observation),
        (source_name(observation.source), observation.source),
        in_words(observation.note) if observation.note else "–",
    )


def _confidence(observation: Observation) -> str:
    key = f"preuves.degre_{observation.confiance}"
    return say(key) if has(key) else observation.confiance


def _others(network: Network, one: Territory) -> None:
    """What else the register holds on the territory."""
    found = other_facts(network, one)
    if not found:
        return
    heads = [say(f"colonnes.{c}") for c in ("quantite", "valeur", "periode", "source")]
    rows = [
        (
            in_words(fact.quantity),
            _counted(fact),
            in_words(fact.period),
            (source_name(fact.source), fact.source),
        )
        for fact in found
    ]
    with fold(say("portrait.autres"), "autres_faits", expanded=True) as opened:
        if opened:
            caption = say("portrait.autres")
            st.html(html.data_table(heads, rows, "lrll", caption=caption, wrap=True))


def _counted(fact: Fact) -> str:
    """The value of a fact; its unit too, unless the quantity is already that word."""
    if isinstance(fact.value, float) and fact.quantity.startswith(fact.unit):
        return formats.number(fact.value, 2)
    return formats.with_unit(fact.value, fact.unit)


def make_basin() -> None:
    """Departments, groups of communes, a name: then the basin is in the address."""
    with fold(say("portrait.bassin"), "composer_bassin") as opened:
        if not opened:
            return
        st.html(html.source(say("portrait.bassin_aide"), say("mots.lecture")))
        name = st.text_input(say("portrait.bassin_nom"), max_chars=60, key="bassin_nom")
        places = departements()
        deps = st.multiselect(
            say("portrait.bassin_departements"),
            list(places),
            key="bassin_departements",
            format_func=lambda code: f"{places[code].name} ({code})",
            placeholder="",
            select_all=False,
        )
        groups = epci()
        parts = st.multiselect(
            say("portrait.bassin_epci"),
            list(groups),
            key="bassin_epci",
            format_func=lambda code: f"{groups[code].name} ({groups[code].department})",
            placeholder="",
            select_all=False,
        )
        if st.button(say("portrait.bassin_ouvrir"), key="bassin_ouvrir"):
            try:
                basin = read_basin({"nom": name, "departements": deps, "epci": parts})
                token = basin.to_link()
            except InputError as fault:
                st.html(html.fault(str(fault)))
                return
            st.query_params[BASIN] = token
            st.rerun()


def basin_page(network: Network, basin: Basin) -> None:
    """The basin on the map, its territories line by line, sums only where they make sense."""
    held, touched = inside(network, basin), partly(network, basin)
    st.html(html.answer(_basin_answer(basin, held, touched)))
    st.button(say("portrait.bassin_fermer"), key="bassin_fermer", on_click=_close_basin)
    shown = readings(network, Indicator.PME)
    left, right = st.columns([3, 2], gap="large")
    with left:
        drawing = territories.map_drawing(
            network,
            [r for r in shown if r.territoire in held] or shown[:0],
            Indicator.PME,
            None,
            View(group=basin.departements + basin.epci),
            title=say("portrait.bassin_carte", nom=basin.nom, lieux=_places(basin)),
            subtitle=say("portrait.bassin_carte_sous_titre"),
            none=say("portrait.bassin_hors"),
        )
        drawings.show(drawing)
        foot(drawing, "bassin", licence=say("territoires.fond"))
    with right:
        for one in held[:MOST_SIDE_BY_SIDE]:
            st.html(html.chart_heading(one.nom, f"{scheme_name(one.dispositif)}, {life(one)}"))
            territories.two_figures(network, one, None)
    _basin_table(network, held)
    if touched:
        names = formats.listed([one.nom for one in touched])
        st.html(html.source(say("portrait.bassin_partie", liste=names), say("mots.lecture")))


def _basin_answer(basin: Basin, held: tuple[Territory, ...], touched: tuple[Territory, ...]) -> str:
    if not held and not touched:
        return say("portrait.bassin_vide", nom=basin.nom)
    key = "bassin_reponse_partie" if touched else "bassin_reponse"
    return say(
        f"portrait.{key}", nom=basin.nom, nombre=_count(len(held)), partie=_count(len(touched))
    )


def _count(number: int) -> str:
    return say("portrait.bassin_compte" if number else "portrait.bassin_aucun", nombre=number)


def _places(basin: Basin) -> str:
    """How many departments and groups of communes a basin holds."""
    counts = {"departements": len(basin.departements), "epci": len(basin.epci)}
    words = [say(f"portrait.comptes.{key}", nombre=n) for key, n in counts.items() if n]
    return formats.listed(words)


def _basin_table(network: Network, held: tuple[Territory, ...]) -> None:
    """Each territory of the basin, then the sums that periods allow."""
    if not held:
        return
    st.html(html.chart_heading(say("portrait.bassin_dedans")))
    measures = [i for i in WANTED if i in SUMMED]
    heads = [
        say("territoires.colonne_territoire"),
        *(say(f"mesures.{i}.nom") for i in measures),
    ]
    shown = {i: readings(network, i) for i in measures}
    by_place = {(r.territoire.id, i): r for i, rows in shown.items() for r in rows}
    rows = [(one.nom, *(amount(i, by_place[one.id, i].valeur) for i in measures)) for one in held]
    sums = [total(network, held, i)[0] for i in measures]
    if len(held) > 1:
        words = [
            amount(i, s) if s is not None else say("portrait.bassin_pas_de_somme")
            for i, s in zip(measures, sums, strict=True)
        ]
        rows.append((say("portrait.bassin_total"), *words))
    st.html(html.data_table(heads, rows, strong_rows={len(held)}))
    st.html(html.source(say("portrait.bassin_somme_note"), say("mots.lecture")))
