"""One territory: its life, its figures, its jobs, its peers, and what is not known of it."""

from collections.abc import Iterable
from types import MappingProxyType
from typing import Any

from simulator.charts.drawing import Drawing, Words
from simulator.charts.jobs import Count, jobs
from simulator.law.facts import Fact
from simulator.law.sources import source_name
from simulator.network.kept import case_part
from simulator.network.measures import chosen, measure_of
from simulator.network.model import Indicator, Network, Observation, Territory
from simulator.network.portrait import JOBS, RATIOS, Ratio, other_facts, peers, ratios, unknown
from simulator.stories import unknown_territory
from simulator.stories.evidence import FACT
from simulator.stories.headline import KeyFigure
from simulator.stories.network import amount, behind, scheme_name, sources_of, status
from simulator.stories.picture import Again, Picture
from simulator.stories.table import Columns, Table, rows_of, table_of
from simulator.studies.kept_pictures import MOST_PEERS, observed
from simulator.text import formats, has, say
from simulator.text.registered import in_words


def two_figures(network: Network, territory: Territory, annee: int | None) -> list[KeyFigure]:
    """Firms helped and days, each with its period."""
    measures = (Indicator.PME, Indicator.JOURS)
    shown = {measure: measure_of(network, territory, measure, annee) for measure in measures}
    return [
        KeyFigure(say(f"mesures.{measure}.nom"), amount(measure, one.valeur), behind(one))
        for measure, one in shown.items()
    ]


def jobs_picture(network: Network, territory: Territory, annee: int | None) -> Picture:
    """Jobs promised, created and kept."""
    year = {"annee": annee} if annee else {}
    seen = [o for indicator in JOBS for o in network.observed(territory.id, indicator)]
    again = Again(
        "graphique",
        lambda: (
            {"nom": "emplois", "territoire": territory.id}
            | year
            | case_part(network, [territory], seen)
        ),
    )
    return Picture(jobs_drawing(network, territory, annee), "emplois", again=again)


def again(network: Network, territory: Territory) -> Again:
    """The portrait itself: the territory, and those beside which it is read."""

    def case() -> dict[str, Any]:
        beside = [territory, *peers(network, territory, MOST_PEERS)]
        part = case_part(network, beside, observed(network, beside))
        return {"territoire": territory.id} | part

    return Again("portrait", case)


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


def life(territory: Territory) -> str:
    """Since when it exists and until when, as far as sources say."""
    if territory.debut is None and territory.atteste is None:
        return say("portrait.vie_inconnue")
    if territory.debut is None:
        return say("portrait.vie_attestee", annee=territory.atteste)
    if territory.fin == territory.debut:
        return say("portrait.vie_une", annee=territory.debut)
    if territory.fin is not None:
        return say("portrait.vie_finie", debut=territory.debut, fin=territory.fin)
    if territory.atteste is not None and territory.atteste > territory.debut:
        return say("portrait.vie", debut=territory.debut, atteste=territory.atteste)
    return say("portrait.vie_debut", debut=territory.debut)


MAIN = (
    Indicator.PME, Indicator.PME_PREVUES, Indicator.JOURS,
    Indicator.EMPLOIS_PREVUS, Indicator.EMPLOIS_REALISES, Indicator.EMPLOIS_MAINTENUS,
)  # fmt: skip
"""What the first sentence of a portrait may say."""


def is_known(network: Network, territory: Territory) -> bool:
    """Whether a source gives one of these figures."""
    return any(network.observed(territory.id, indicator) for indicator in MAIN)


def answer(network: Network, territory: Territory) -> str:
    """One sentence: what is published; or that nothing is, and whom to ask."""
    if not is_known(network, territory):
        return unknown_territory.answer(network, territory)
    found = {i: chosen(network.observed(territory.id, i), None) for i in MAIN}
    parts = [
        say(f"mesures.{indicator}.compte", valeur=one.valeur)
        for indicator, one in found.items()
        if one is not None
    ]
    return say("portrait.reponse", nom=territory.nom, faits=formats.listed(parts))


def title(one: Territory) -> str:
    """The name of a territory, as the title of its page."""
    return say("portrait.nom", nom=one.nom)


def subtitle(one: Territory) -> str:
    """Its scheme, and its life."""
    return f"{scheme_name(one.dispositif)}, {life(one)}"


def identity(one: Territory) -> list[tuple[str, str]]:
    """Who hosts it, with whom, for which skills; what to know before quoting: (head, words)."""
    lines = [
        ("hote", one.operateur or say("portrait.hote_inconnu")),
        ("partenaires", one.partenaires or say("portrait.partenaires_inconnus")),
        ("competences", one.competences or say("portrait.competences_inconnues")),
        ("remarque", one.note or "–"),
    ]
    return [(say(f"portrait.{key}"), in_words(words)) for key, words in lines]


def unknowns(network: Network, one: Territory) -> str:
    """What no source publishes of a territory."""
    missing = [say(f"mesures.{indicator}.nom") for indicator in unknown(network, one)]
    if not missing:
        return say("portrait.inconnus_aucun")
    return formats.listed([missing[0], *(_inside(name) for name in missing[1:])])


def _inside(name: str) -> str:
    """A name inside a sentence: without its capital, unless it is an acronym."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


FIGURE: Columns = MappingProxyType(
    {
        "quantite": lambda seen: say(f"mesures.{seen.indicateur}.nom"),
        "valeur": lambda seen: formats.with_unit(seen.valeur, seen.unite),
        "periode": lambda seen: in_words(seen.periode),
        "statut": status,
        "confiance": lambda seen: _confidence(seen.confiance),
        "source": lambda seen: (source_name(seen.source), seen.source),
        "note": lambda seen: in_words(seen.note) if seen.note else "–",
    }
)


def figures(network: Network, one: Territory) -> Table | None:
    """Every published figure: what, how much, when, of which nature, from where."""
    found = [o for indicator in Indicator for o in network.observed(one.id, indicator)]
    rows = rows_of(FIGURE, found)
    return table_of(FIGURE, rows, "lrlllll", say("portrait.chiffres")) if rows else None


def _confidence(degree: str) -> str:
    """How sure a figure is; a user's own word stands as it is."""
    key = f"preuves.degre_{degree}"
    return say(key) if has(key) else degree


def others(network: Network, one: Territory) -> Table | None:
    """What else the register holds on the territory."""
    kept = {name: FACT[name] for name in ("quantite", "periode", "source")}
    columns = {"quantite": kept["quantite"], "valeur": _counted} | kept
    rows = rows_of(columns, other_facts(network, one))
    return table_of(columns, rows, "lrll", say("portrait.autres")) if rows else None


def _counted(fact: Fact) -> str:
    """The value of a fact; its unit too, unless the quantity is already that word."""
    if isinstance(fact.value, float) and fact.quantity.startswith(fact.unit):
        return formats.number(fact.value, 2)
    return formats.with_unit(fact.value, fact.unit)
