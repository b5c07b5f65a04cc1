"""The question of a programme, as a file or a request asks it: read whole, refused by path."""

from typing import Any

from simulator.cases.programme import read_programme
from simulator.figures.indicators import INDICATORS
from simulator.law.book import Book
from simulator.studies.programme import Programmed, run
from simulator.studies.programme_fund import fund_of
from simulator.studies.programme_reserves import reserves_of


def answer(data: Any, book: Book | None = None) -> Programmed:
    """The answer to a body; raises InputError with each fault by its path."""
    return run(read_programme(data), book)


def plain(found: Programmed) -> dict[str, Any]:
    """A programme as plain JSON."""
    given = found.programme
    return {
        "annees": [
            {"annee": annee, **found.of_year(k).published()} for k, annee in enumerate(given.annees)
        ],
        "lignes": [
            {
                "territoire": line.territoire,
                "dispositif": line.dispositif,
                "voie": found.lines[n].route or line.voie,
                **found.of_line(n).published(),
            }
            for n, line in enumerate(given.lignes)
        ],
        "territoires": {place: found.of_place(place).published() for place in given.territoires},
        "total": {
            **found.total.published(),
            "valeur_actuelle": INDICATORS["cout_reel"].published(found.present_value()),
            "indicateurs": {
                key: INDICATORS[key].published(value) for key, value in found.indicators().items()
            },
        },
        "avances": [year.published() for year in fund_of(found)],
        "reserves": reserves_of(found),
    }
