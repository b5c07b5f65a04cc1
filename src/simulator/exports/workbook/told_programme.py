"""What does not travel in a programme's workbook, each with its reason."""

from collections.abc import Iterator

from simulator.cases.question import choices, field_label
from simulator.exports.workbook.live import Told
from simulator.exports.workbook.told import placed, written
from simulator.studies.programme import Programmed
from simulator.text import formats, say

COMPANY = "benefice_mecene"
"""What makes the sponsor a company that is followed: it cannot be given nor taken away here."""


def told_of_programme(found: Programmed, part: str) -> Iterator[Told]:
    """The years, the lines, their formats, places, words and routes; what nobody knows."""
    case = found.programme
    years = " – ".join(map(str, dict.fromkeys((case.annees[0], case.annees[-1]))))
    yield _told("annees", years, part)
    yield _told("lignes", formats.number(len(case.lignes)), part)
    if case.budget_region is not None:
        yield _told("budget", formats.euros(case.budget_region), part)
    for rank, line in enumerate(case.lignes):
        name = say(f"dispositifs.{line.dispositif}.nom")
        head = say("classeur.programme.ligne", numero=rank + 1, lieu=line.territoire, format=name)
        for year, route in _routes(found, rank):
            label = placed(f"{head} · {year}", part)
            yield Told(label, route, say("classeur.fige.voie_de_l_annee.pourquoi"))
        if any(not firms for firms in line.pme):
            none = [str(y) for y, n in zip(case.annees, line.pme, strict=True) if not n]
            label = placed(f"{head} · {say('classeur.programme.pme')}", part)
            yield Told(label, formats.listed(none), say("classeur.fige.sans_pme.pourquoi"))
        first = next((one for one in case.cases[rank] if one is not None), None)
        if first and getattr(first.reponses, COMPANY, "") is None:
            yield Told(placed(f"{head} · {field_label(COMPANY)}", part), say("mots.inconnu"),
                       say("classeur.fige.societe.pourquoi"))  # fmt: skip
        for field, info in type(first.reponses).model_fields.items() if first else ():
            if choices(info.annotation):
                yield Told(
                    placed(f"{head} · {field_label(field)}", part),
                    written(field, getattr(first.reponses, field) if first else None),
                    say("classeur.fige.mot.pourquoi"),
                )  # fmt: skip


def _routes(found: Programmed, rank: int) -> Iterator[tuple[int, str]]:
    for year in found.lines[rank].years:
        if year.answers is not None:
            yield year.annee, say(f"voies.{year.route}.nom")


def _told(key: str, value: str, part: str) -> Told:
    label = placed(say(f"classeur.fige.{key}.nom"), part)
    return Told(label, value, say(f"classeur.fige.{key}.pourquoi"))
