"""The Network that a user's tables make: the same object as the one we ship, for the same pages.

A territory gets a total over its whole span, one same span for all its figures so that they can be
divided by each other, and one figure a year. Rows without a date count in the total only. A number
that some rows leave blank is said partial; a figure that no row gives has no observation at all.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from simulator.network import geo
from simulator.network.imports.cells import LIST_SEPARATOR
from simulator.network.imports.tables import Tables, records
from simulator.network.model import Indicator, Level, Network, Observation, Territory
from simulator.text import say

_JOBS = {
    "prevu": Indicator.EMPLOIS_PREVUS,
    "realise": Indicator.EMPLOIS_REALISES,
    "maintenu": Indicator.EMPLOIS_MAINTENUS,
}
_UNITS = {
    Indicator.PME: "entreprises",
    Indicator.JOURS: "jours",
    Indicator.EMPLOIS_PREVUS: "emplois",
    Indicator.EMPLOIS_REALISES: "emplois",
    Indicator.EMPLOIS_MAINTENUS: "emplois",
    Indicator.AVANCES: "€",
}
_STATES = {
    Indicator.EMPLOIS_PREVUS: "prevu",
    Indicator.EMPLOIS_REALISES: "realise",
    Indicator.EMPLOIS_MAINTENUS: "maintenu",
}
CONFIDENCE = "haute"  # of a register kept by its owner
PARTIAL = "moyenne"


@dataclass(frozen=True, slots=True)
class _Event:
    """Rows of one indicator: where, which year (NA: unknown), how many (NaN: unknown)."""

    indicateur: Indicator
    rows: pd.DataFrame  # territoire, annee, valeur, projet, entreprise


def network_of(nom: str, tables: Tables) -> Network:
    """The network of a user's tables, under the name that they gave it."""
    source = say("reseau.vos_donnees", nom=nom)
    events = tuple(_events(tables))
    spans = _spans(events)
    observations = [
        observation
        for event in events
        for observation in _observed(event, spans, source)
    ]  # fmt: skip
    observations += _standing(tables, source)
    last = {territory: last for territory, (_, last) in spans.items()}
    territories = tuple(_territories(tables, last, source))
    return Network(nom=nom, territoires=territories, observations=tuple(observations))


def _territories(tables: Tables, last: Mapping[str, int], source: str) -> Iterator[Territory]:
    names = tables["preteurs"].groupby("territoire")["nom"].agg(", ".join)
    skills = tables["competences"]
    offered = skills.drop_duplicates(["territoire", "competence"]).groupby("territoire")
    known = offered["competence"].agg(", ".join)
    for row in records("territoires", tables["territoires"]):
        code = row["code"]
        codes = tuple(row["departements"].split(LIST_SEPARATOR))
        groups = tuple(row["epci"].split(LIST_SEPARATOR)) if row["epci"] else ()
        yield Territory(
            id=code,
            dispositif=row["dispositif"],
            nom=row["nom"],
            niveau=_level(codes, groups),
            departements=codes,
            epci=groups,
            region=_region(codes),
            repere=groups[0] if groups else None,
            operateur=row["operateur"],
            debut=row["debut"],
            fin=row["fin"],
            atteste=last.get(code),
            partenaires=_short(names.get(code)),
            competences=_short(known.get(code)),
            source=source,
            confiance=CONFIDENCE,
        )


_LONGEST_LIST = 300  # characters of names on a portrait; the tables have them all


def _short(words: str | None) -> str | None:
    if words is None or len(words) <= _LONGEST_LIST:
        return words
    return words[:_LONGEST_LIST].rpartition(", ")[0] + "…"


def _level(codes: tuple[str, ...], groups: tuple[str, ...]) -> Level:
    """A department, all those of a region, or a basin."""
    if groups:
        return Level.BASSIN
    if len(codes) == 1:
        return Level.DEPARTEMENT
    region = _region(codes)
    whole = {zone.code for zone in geo.departements().values() if zone.region == region}
    return Level.REGION if region and set(codes) == whole else Level.BASSIN


def _region(codes: tuple[str, ...]) -> str | None:
    """The region of all the departments; None when they lie in several."""
    regions = {geo.zone(code).region for code in codes}
    return regions.pop() if len(regions) == 1 else None


def _events(tables: Tables) -> Iterator[_Event]:
    """What happened, one row an event, whatever its table."""
    projects = tables["projets"]
    home, firm = (projects.set_index("code")[name] for name in ("territoire", "entreprise"))

    def rows(code: "pd.Series[str]", day: "pd.Series[pd.Timestamp]", value: object) -> pd.DataFrame:
        return pd.DataFrame({
            "territoire": code.map(home).to_numpy(),
            "annee": day.dt.year.astype("Int64").to_numpy(),
            "valeur": value,
            "projet": code.to_numpy(),
            "entreprise": code.map(firm).to_numpy(),
        })  # fmt: skip

    yield _Event(
        Indicator.PME,
        rows(projects["code"], projects["date_agrement"], projects["entreprise"].to_numpy()),
    )
    days = tables["jours"]
    yield _Event(
        Indicator.JOURS,
        rows(days["projet"], days["date"], days["jours_donnes"].to_numpy()),
    )
    jobs = tables["emplois"]
    for status, indicator in _JOBS.items():
        some = jobs[jobs["statut"] == status]
        number = some["nombre"].to_numpy("float64", na_value=float("nan"))
        yield _Event(indicator, rows(some["projet"], some["date"], number))
    lent = tables["avances"]
    yield _Event(
        Indicator.AVANCES,
        rows(lent["projet"], lent["date"], lent["montant"].to_numpy()),
    )


def _spans(events: tuple[_Event, ...]) -> dict[str, tuple[int, int]]:
    """The first and the last year that any row of a territory bears."""
    dated = pd.concat([event.rows[["territoire", "annee"]] for event in events]).dropna()
    years = dated.groupby("territoire")["annee"].agg(["min", "max"])
    return {
        str(place): (int(first), int(last))
        for place, first, last in years.itertuples(name=None)
    }  # fmt: skip


def _figures(event: _Event, by: list[str]) -> pd.DataFrame:
    """By group whose figure is known: the figure, how many rows, how many leave it blank."""
    groups = event.rows.groupby(by)["valeur"]
    if event.indicateur is Indicator.PME:  # a firm helped twice is one firm
        return pd.DataFrame({"valeur": groups.nunique(), "lignes": groups.size(), "vides": 0})
    sums = groups.sum(min_count=1).round(4)
    figures = {"valeur": sums, "lignes": groups.size(), "vides": groups.size() - groups.count()}
    return pd.DataFrame(figures).dropna(subset="valeur")


def _known(event: _Event, by: list[str]) -> Callable[[Any], tuple[float, float] | None]:
    """By group, over the files that leave nothing blank: the sum, and the firms helped."""
    if event.indicateur is Indicator.PME:
        return lambda _group: None
    blank = event.rows["valeur"].isna().groupby([event.rows[k] for k in (*by, "projet")])
    groups = event.rows[~blank.transform("any")].groupby(by)
    sums, firms = groups["valeur"].sum().round(4), groups["entreprise"].nunique()
    pairs = zip(sums.astype(float), firms.astype(float), strict=True)
    known = dict(zip(sums.index, pairs, strict=True))
    return lambda group: known.get(group, (0.0, 0.0))


def _observed(
    event: _Event, spans: Mapping[str, tuple[int, int]], source: str
) -> Iterator[Observation]:
    """The total of each territory, then its years; years first would lose to a partial total."""
    if event.rows.empty:
        return
    undated = event.rows["annee"].isna().groupby(event.rows["territoire"]).sum()
    known = _known(event, ["territoire"])
    for place, valeur, lignes, vides in _figures(event, ["territoire"]).itertuples(name=None):
        yield _observation(
            event, str(place), spans.get(place), float(valeur), int(vides), source,
            note=_note(int(lignes), int(vides), int(undated[place])), connus=known(place),
        )  # fmt: skip
    dated = _Event(event.indicateur, event.rows.dropna(subset="annee"))
    yearly = _figures(dated, ["territoire", "annee"])
    known = _known(dated, ["territoire", "annee"])
    for (place, year), valeur, lignes, vides in yearly.itertuples(name=None):
        first, last = spans[place]
        if first != last:
            yield _observation(
                event, str(place), (int(year), int(year)), float(valeur), int(vides), source,
                note=_note(int(lignes), int(vides), 0), connus=known((place, year)),
            )  # fmt: skip


def _note(rows: int, blank: int, undated: int) -> str:
    """How many rows are behind, and what they leave unknown."""
    parts = [say("donnees.note_lignes", nombre=rows)]
    if blank:
        parts.append(say("donnees.note_vides", nombre=blank))
    if undated:
        parts.append(say("donnees.note_sans_date", nombre=undated))
    return "\u00a0; ".join(parts)


def _observation(
    event: _Event,
    place: str,
    span: tuple[int, int] | None,
    valeur: float,
    blank: int,
    source: str,
    note: str,
    connus: tuple[float, float] | None,
) -> Observation:
    words = _period(span)
    return Observation(
        id=f"{place}.{event.indicateur}.{words}",
        territoire=place,
        indicateur=event.indicateur,
        valeur=valeur,
        unite=_UNITS[event.indicateur],
        periode=say("donnees.periode_partielle", periode=words) if blank else words,
        debut=span[0] if span else None,
        fin=span[1] if span else None,
        statut=_STATES.get(event.indicateur, "observe"),
        source=source,
        confiance=PARTIAL if blank else CONFIDENCE,
        note=note,
        connus=connus,
    )


def _period(span: tuple[int, int] | None) -> str:
    if span is None:
        return say("donnees.periode_inconnue")
    first, last = span
    return str(first) if first == last else f"{first}-{last}"


def _standing(tables: Tables, source: str) -> Iterator[Observation]:
    """What is not of a year: lenders and inhabitants."""
    lenders = tables["preteurs"].groupby("territoire").size()
    people = tables["territoires"].set_index("code")["habitants"].dropna()
    for indicator, unit, figures in (
        (Indicator.PARTENAIRES, "entreprises", lenders),
        (Indicator.HABITANTS, "habitants", people),
    ):
        words = say("donnees.periode_inconnue")
        for place, valeur in figures.items():
            yield Observation(
                id=f"{place}.{indicator}", territoire=str(place), indicateur=indicator,
                valeur=float(valeur), unite=unit, periode=words, debut=None, fin=None,
                statut="observe", source=source, confiance=CONFIDENCE,
            )  # fmt: skip
