"""One territory: its figures, its jobs, its ratios beside those of its peers."""

from collections.abc import Iterable

from simulator.charts.drawing import Drawing, Words
from simulator.charts.jobs import Count, jobs
from simulator.network.model import Indicator, Network, Observation, Territory
from simulator.network.portrait import JOBS, RATIOS, Ratio, peers, ratios
from simulator.network.readings import chosen, reading
from simulator.stories.headline import KeyFigure
from simulator.stories.network import amount, behind, sources_of
from simulator.stories.picture import Picture
from simulator.stories.table import Table
from simulator.text import formats, say
from simulator.text.registered import in_words


def two_figures(network: Network, territory: Territory, annee: int | None) -> list[KeyFigure]:
    """Firms helped and days, each with its period."""
    measures = (Indicator.PME, Indicator.JOURS)
    shown = {measure: reading(network, territory, measure, annee) for measure in measures}
    return [
        KeyFigure(say(f"mesures.{measure}.nom"), amount(measure, one.valeur), behind(one))
        for measure, one in shown.items()
    ]


def jobs_picture(network: Network, territory: Territory, annee: int | None) -> Picture:
    """Jobs promised, created and kept."""
    return Picture(jobs_drawing(network, territory, annee), "emplois")


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


def peers_table(network: Network, territory: Territory, most: int) -> tuple[Table | None, str, str]:
    """Ratios beside those of at most so many peers, with the number of files behind each.

    The table, none without any ratio, then how to read it, and its sources.
    """
    shown = [territory, *peers(network, territory, most)]
    found = {one.id: ratios(network, one.id) for one in shown}
    kept = [key for key in RATIOS if any(found[one.id][key] for one in shown)]
    nothing = say("territoires.pairs_aucun")
    if not kept:
        return None, nothing, ""
    heads = [say("territoires.pairs_rapport"), *(one.nom for one in shown)]
    lines = [
        (say(f"ratios.{key}"), *(_ratio(key, found[one.id][key]) for one in shown)) for key in kept
    ]
    files = (say("territoires.pairs_dossiers"), *(_files(found[one.id].values()) for one in shown))
    observed = [o for row in found.values() for r in row.values() if r for o in (r.haut, r.bas)]
    empty = "" if any(found[territory.id].values()) else f" {nothing}"
    table = Table(heads, [*lines, files], caption=say("territoires.pairs"))
    return table, say("territoires.pairs_lecture") + empty, sources_of(observed)


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
