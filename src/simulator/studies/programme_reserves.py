"""What the figures of a programme suppose or lack, one sentence each."""

from collections.abc import Callable, Iterator, Sequence

from simulator.cases.programme import Programme
from simulator.cases.scenario import Scenario
from simulator.cases.transposition import transposition
from simulator.ledger import Nature
from simulator.studies.programme import Programmed
from simulator.text import formats, say


def reserves_of(found: Programmed, named: Callable[[str], str] = str) -> list[str]:
    """What nobody knows first, then what is supposed; `named` says a place to people."""
    return [told for told, _ in keyed_reserves(found, named)]


def keyed_reserves(found: Programmed, named: Callable[[str], str] = str) -> list[tuple[str, str]]:
    """The same, each with its key: a board asks who can say."""
    supposed = ((told, "") for told in _supposed(found))
    return list(dict.fromkeys((*_unknown(found, named), *supposed)))


def _unknown(found: Programmed, named: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    given = found.programme
    if silent := [named(place) for place in places_without_animation(given)]:
        yield say("programme.animation_inconnue", lieux=formats.listed(silent)), "cout_animation"
    keys = [
        key
        for line in found.lines
        for rank in range(len(line.years))
        for key, where in line.unknowns(rank).items()
        if where and key != "cout_animation"
    ]
    yield from ((say(f"inconnues.{key}"), key) for key in dict.fromkeys(keys))
    if found.total.emplois_prevus is None:
        yield say("programme.emplois_inconnus"), "emplois_prevus"
    if given.survie_3_ans is None:
        yield say("programme.survie_inconnue"), "survie_3_ans"
    if given.taux_actualisation is None:
        yield say("programme.actualisation_inconnue"), "taux_actualisation"


def places_without_animation(given: Programme) -> list[str]:
    """Places of which some year helps SMEs, its animation being given by nobody."""
    silent = {
        line.territoire
        for n, line in enumerate(given.lignes)
        for k, firms in enumerate(line.pme)
        if firms and n not in given.animations[k] and _unsaid(given, line.territoire, n, k)
    }
    return [place for place in given.territoires if place in silent]


def _unsaid(given: Programme, place: str, n: int, k: int) -> bool:
    """Whether neither the programme nor the line says what the animation of a year costs."""
    costs = given.animation.get(place)
    return (costs is None or costs[k] is None) and given.lignes[n].reponses.get(
        "cout_animation"
    ) is None


def _supposed(found: Programmed) -> Iterator[str]:
    for number, line in enumerate(found.lines, 1):
        if len(line.routes) > 1:
            named = formats.listed([say(f"voies.{route}.nom") for route in line.routes])
            yield say("programme.voies_changent", ligne=number, voies=named)
    gives = any(f.nature.don for f in found.ledger)
    if gives and len(found.programme.annees) > 1:
        yield say("programme.memes_mecenes")
    yield from dict.fromkeys(told for cases in found.programme.cases for told in _carried(cases))
    if any(f.nature is Nature.AVANCE for f in found.ledger):
        yield say("programme.fonds")


def _carried(cases: Sequence[Scenario | None]) -> Iterator[str]:
    """Prices of a format that the index carries beyond its documents, and the law applied."""
    done = [case for case in cases if case is not None]
    for case in done[-1:]:
        form = type(case.reponses)
        carried = transposition(form, case.reponses.annee)
        if carried is None:
            continue
        yield say(
            "programme.prix_portes",
            format=say(f"dispositifs.{case.dispositif}.nom"),
            ancienne=carried.prix_de,
            annee=carried.en_euros_de,
            coefficient=formats.number(carried.coefficient, 2),
            loi=carried.loi_de,
        )
