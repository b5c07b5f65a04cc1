"""What a pack still lacks, and the names that its page offers to choose among."""

from simulator.exports.pack import Pack
from simulator.figures.sponsor_outcome import Outcome
from simulator.text import formats, say


def how_many(pack: Pack) -> str:
    """How many fields are empty."""
    empty = len(pack.missing)
    return say("depot.page.reponse", nombre=empty) if empty else say("depot.page.reponse_zero")


def by_person(pack: Pack) -> list[tuple[str, list[str]]]:
    """The empty fields under who can give them, one line a place: it reads on a phone too."""
    groups: dict[str, dict[str, list[str]]] = {}
    for gap in pack.missing:
        groups.setdefault(gap.who, {}).setdefault(gap.place, []).append(gap.what)
    return [
        (
            f"{who[:1].upper()}{who[1:]}",
            [formats.named(place, formats.series(fields)) for place, fields in places.items()],
        )
        for who, places in groups.items()
    ]


def exercices(outcome: Outcome) -> list[str]:
    """The fiscal years of a case, each by the day on which it closes."""
    return [say("depot.page.exercice_clos", jour=formats.day(day)) for day in outcome.closings]


def gifts(outcome: Outcome) -> dict[int, str]:
    """The operations that are gifts, by their rank, each with the title that its author gave."""
    named = {
        rank: (say("depot.operation", numero=rank + 1), operation.libelle.strip())
        for rank, operation in enumerate(outcome.case.operations)
        if operation.voie == "don"
    }
    return {rank: " · ".join(filter(None, words)) for rank, words in named.items()}
