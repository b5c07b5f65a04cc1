"""The question of a comparison, as a file or a request asks it: read whole, refused by path."""

from collections.abc import Mapping
from typing import Any

from simulator.cases.programme import Programme, read_programme
from simulator.cases.registry import forms
from simulator.cases.scenario import Scenario, read
from simulator.errors import InputError, PasserelleError
from simulator.figures.indicators import INDICATORS
from simulator.law.book import Book
from simulator.studies.compare import Column, Compared, Gap, column_of, compare
from simulator.text import formats, say

MOST = 5
"""Variants beside a reference."""
_KEYS = ("reference", "variantes", "indicateurs")
Faults = list[tuple[str, str]]


def answer(data: Any, book: Book | None = None) -> Compared:
    """The answer to a body; raises InputError with each fault by its path.

    Without `indicateurs`, every indicator of `run`.
    """
    if not isinstance(data, Mapping):
        raise InputError([("", say("comparer.corps"))])
    faults: Faults = [
        (key, say("comparer.cle_inconnue", cle=key)) for key in sorted(set(data) - {*_KEYS})
    ]
    keys = _indicators(data.get("indicateurs", list(INDICATORS)), faults)
    columns = []
    for path, given in _given(data, faults).items():
        try:
            columns.append(column_of(_read(given), keys, book))
        except InputError as fault:
            faults += [_placed(path, given, *one) for one in fault.faults]
        except PasserelleError as fault:
            faults.append(_placed(path, given, fault.of, str(fault)))
    if not faults and len({type(column.case) for column in columns}) > 1:
        faults.append(("variantes", say("comparer.melange")))
    if faults:
        raise InputError(faults)
    return compare(columns, book)


def _read(given: Any) -> Scenario | Programme:
    """A case, or a programme, which has lines."""
    is_programme = isinstance(given, Mapping) and "lignes" in given
    return read_programme(given) if is_programme else read(given)


def _given(data: Mapping[str, Any], faults: Faults) -> dict[str, Any]:
    """The reference, then the variants, by path; what is missing is added to the faults."""
    found: dict[str, Any] = {}
    if "reference" in data:
        found["reference"] = data["reference"]
    else:
        faults.append(("reference", say("erreurs.champ_manquant", champ="reference")))
    variants = data.get("variantes")
    number = len(variants) if isinstance(variants, list) else None
    if number is None or not 1 <= number <= MOST:
        told = formats.number(number) if number is not None else say("mots.rien")
        faults.append(("variantes", say("comparer.variantes", nombre=told, borne=MOST)))
        return found
    return found | {f"variantes.{rank}": variant for rank, variant in enumerate(variants or [])}


def _placed(path: str, given: Any, name: str, sentence: str) -> tuple[str, str]:
    """A fault of a case by its path in the body, which its sentence says first."""
    if isinstance(given, Mapping) and "lignes" in given:
        whole = f"{path}.{name}" if name else path
        alone = sentence.removeprefix(formats.named(name, "").rstrip()).lstrip()
        return whole, formats.named(whole, alone)
    if not name and isinstance(given, Mapping):
        form = forms().get(str(given.get("dispositif")))
        if form is None:
            name = "dispositif"
        elif given.get("voie") not in (None, *form.routes):
            name = "voie"
    within = isinstance(given, Mapping) and name and name not in {*given, *Scenario.model_fields}
    whole = ".".join(part for part in (path, "reponses" if within else "", name) if part)
    return whole, formats.named(whole, sentence)


def _indicators(given: Any, faults: Faults) -> list[str]:
    """The indicators asked, in their order, each once."""
    if not isinstance(given, list) or not given:
        faults.append(("indicateurs", say("comparer.indicateurs_liste")))
        return []
    for rank, key in enumerate(given):
        path, known = f"indicateurs.{rank}", formats.listed(list(INDICATORS))
        if not isinstance(key, str) or key not in INDICATORS:
            told = say(
                "comparer.indicateur_inconnu", chemin=path, valeur=str(key)[:40], choix=known
            )
            faults.append((path, told))
            return []
        if key in given[:rank]:
            faults.append((path, say("comparer.indicateur_double", chemin=path, valeur=key)))
            return []
    return given


def plain(compared: Compared) -> dict[str, Any]:
    """A comparison as plain JSON."""
    return {
        "colonnes": [_column(column) for column in compared.colonnes],
        "ecarts": [_gap(gap) for gap in compared.ecarts],
    }


def _column(column: Column) -> dict[str, Any]:
    return {
        "titre": column.case.titre,
        "dispositif": None if isinstance(column.case, Programme) else column.case.dispositif,
        "voie": column.voie,
        "indicateurs": column.indicateurs,
        "porte": column.porte,
    }


def _gap(gap: Gap) -> dict[str, Any]:
    causes = [{"champ": c.champ, "de": c.de, "a": c.a, "part": c.part} for c in gap.causes]
    return {
        "variante": gap.variante,
        "indicateur": gap.indicateur,
        "ecart": gap.ecart,
        "causes": causes,
    }
