"""The question of uncertainty, as a file or a request asks it: read whole, refused by path."""

from collections.abc import Mapping, Sequence
from typing import Any

from simulator.cases.doubts import LARGEST_SEED, NO_DOUBT
from simulator.cases.programme import read_programme
from simulator.cases.ranges import Range, range_of
from simulator.cases.registry import forms
from simulator.cases.scenario import Scenario
from simulator.cases.scenario import read as read_scenario
from simulator.cases.sponsor import read_case
from simulator.conditions.finding import READINGS
from simulator.errors import InputError, PasserelleError
from simulator.law.book import Book, in_force
from simulator.studies.doubting.drivers import Driver
from simulator.studies.doubting.phrase import phrase
from simulator.studies.doubting.programme import ProgrammeSubject
from simulator.studies.doubting.subject import CaseSubject, Subject
from simulator.studies.outputs import Output
from simulator.studies.uncertainty import LEAST, MOST, Doubted, DoubtedOutput, doubt
from simulator.text import formats, say
from simulator.text.typed import EXACT

KEYS = ("cas", "voie", "plages", "tirages", "graine", "sorties", "seuils")
Faults = list[tuple[str, str]]


def answer(data: Any, book: Book | None = None) -> Doubted:
    """The answer to a body; raises InputError with each fault by its path.

    Without `plages`, `graine` or `seuils`, those of the case; without `tirages`, the most, but for
    a sponsor, each of whose cases is followed over six years: the least.
    """
    if not isinstance(data, Mapping):
        raise InputError([("", say("doute.corps"))])
    faults: Faults = [
        (key, say("doute.cle_inconnue", cle=key)) for key in sorted(set(data) - {*KEYS})
    ]
    subject = _subject(data, book or in_force(), faults)
    followed = isinstance(subject, CaseSubject) and subject.is_sponsor
    count = _whole(data, "tirages", LEAST if followed else MOST, (LEAST, MOST), faults)
    own = subject.doubt if subject else NO_DOUBT
    seed = _whole(data, "graine", own.graine, (0, LARGEST_SEED), faults)
    if subject is None:
        raise InputError(faults)
    ranges = _ranges(data, subject, faults)
    outputs = _outputs(data, subject, faults)
    thresholds = _thresholds(data, subject, outputs, faults)
    if faults:
        raise InputError(faults)
    try:
        return doubt(subject, ranges, outputs, draws=count, seed=seed, thresholds=thresholds)
    except PasserelleError as fault:
        raise InputError([("cas", formats.named("cas", str(fault)))]) from None


def _fault(path: str, sentence: str) -> tuple[str, str]:
    """A fault whose sentence says its path first."""
    return path, formats.named(path, sentence)


def _whole(
    data: Mapping[str, Any], key: str, default: int, bounds: tuple[int, int], faults: Faults
) -> int:
    value, (low, high) = data.get(key, default), bounds
    if type(value) is int and low <= value <= high:
        return value
    told = say("doute.entier", valeur=str(value)[:40], bas=low, haut=high)
    faults.append(_fault(key, told))
    return default


def _subject(data: Mapping[str, Any], book: Book, faults: Faults) -> Subject | None:
    """What is doubted; None, and its faults, when it cannot be read."""
    given, voie = data.get("cas"), data.get("voie")
    if not isinstance(given, Mapping):
        faults.append(_fault("cas", say("doute.cas")))
        return None
    try:
        if "lignes" in given:
            _view(voie, (), faults)
            return ProgrammeSubject(read_programme(given), book)
        if "dispositif" not in given:
            return CaseSubject(read_case(given), _view(voie, READINGS, faults), book)
        case = read_scenario(given)
        view = _view(voie, forms()[case.dispositif].routes, faults)
        return CaseSubject(case, view or case.voie or "", book)
    except InputError as refusal:
        faults += [_placed(given, *fault) for fault in refusal.faults]
        return None


def _view(voie: Any, known: Sequence[str], faults: Faults) -> str:
    if voie is None or voie in known:
        return voie or ""
    if known:
        told = say("doute.voie_inconnue", valeur=str(voie)[:40], choix=formats.listed(list(known)))
    else:
        told = say("doute.voie_des_lignes")
    faults.append(_fault("voie", told))
    return ""


def _placed(given: Mapping[str, Any], name: str, sentence: str) -> tuple[str, str]:
    """A fault of the case by its path in the body."""
    within = "dispositif" in given and name and name not in {*given, *Scenario.model_fields}
    path = ".".join(part for part in ("cas", "reponses" if within else "", name) if part)
    told = sentence.removeprefix(formats.named(name, ""))  # a programme says the path itself
    return _fault(path, told)


def _ranges(data: Mapping[str, Any], subject: Subject, faults: Faults) -> dict[str, Range]:
    given = data.get("plages", dict(subject.doubt.plages))
    if not isinstance(given, Mapping):
        faults.append(_fault("plages", say("doute.plages")))
        return {}
    found = {}
    for name in sorted(given):
        try:
            found[name] = range_of(subject.number(name), given[name])
        except InputError as refusal:
            faults += [_fault(f"plages.{name}", told) for _, told in refusal.faults]
    return found


def _outputs(data: Mapping[str, Any], subject: Subject, faults: Faults) -> list[Output]:
    """The figures asked, each once, in their order."""
    given, known = data.get("sorties"), subject.outputs
    if not isinstance(given, list) or not given:
        faults.append(_fault("sorties", say("doute.sorties", choix=_choices(known))))
        return []
    for rank, name in enumerate(given):
        if not isinstance(name, str) or name not in known:
            told = say("doute.sortie_inconnue", valeur=str(name)[:40], choix=_choices(known))
            faults.append(_fault(f"sorties.{rank}", told))
    return [known[name] for name in dict.fromkeys(map(str, given)) if name in known]


def _choices(known: Mapping[str, Output]) -> str:
    return formats.listed([name for name in known if "." not in name])


def _thresholds(
    data: Mapping[str, Any], subject: Subject, outputs: Sequence[Output], faults: Faults
) -> dict[str, float]:
    if "seuils" not in data:
        return dict(subject.doubt.seuils)
    given = data["seuils"]
    if not isinstance(given, Mapping):
        faults.append(_fault("seuils", say("doute.seuils")))
        return {}
    asked = {output.name for output in outputs}
    for name, value in given.items():
        if asked and name not in asked:
            told = say("doute.seuil_sans_sortie", choix=formats.listed(sorted(asked)))
            faults.append(_fault(f"seuils.{name}", told))
        if type(value) not in {int, float} or not abs(value) < EXACT:
            told = say("doute.seuil_nombre", valeur=str(value)[:40])
            faults.append(_fault(f"seuils.{name}", told))
    return dict(given)


def plain(found: Doubted) -> dict[str, Any]:
    """The answer as plain JSON: amounts to the cent, shares as ratios, unknown as null."""
    return {
        "sorties": {one.output.name: _output(one, found) for one in found.outputs},
        "tirages": found.draws,
        "graine": found.seed,
    }


def _output(one: DoubtedOutput, study: Doubted) -> dict[str, Any]:
    published = one.output.published
    return {
        "valeur": published(one.value),
        "moyenne": published(one.mean),
        "ecart_type": published(one.deviation),
        "p10": published(one.p10),
        "p50": published(one.p50),
        "p90": published(one.p90),
        "phrase": phrase(one, study),
        "moteurs": [_driver(driver, one.output) for driver in one.drivers],
        "bascules": [
            {"champ": s.number.name, "valeur": s.value, "sortie": published(s.output)}
            for s in one.switches
        ],
        "part_sous_le_seuil": _share(one.below),
        "a_mesurer_en_premier": one.first.number.name if one.first else None,
    }


def _driver(driver: Driver, output: Output) -> dict[str, Any]:
    return {
        "champ": driver.number.name,
        "part_seule": _share(driver.alone),
        "part_totale": _share(driver.total),
        "au_bas": output.published(driver.at_low),
        "au_haut": output.published(driver.at_high),
    }


def _share(value: float | None) -> float | None:
    return None if value is None else round(value, 6)
