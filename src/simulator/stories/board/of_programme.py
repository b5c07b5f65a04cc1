"""The sheets of a programme: who bears each year, the Region's balance, the fund of advances."""

from collections.abc import Sequence

from simulator.network.shipped import shipped
from simulator.stories.board.model import Form, Sheet, pictured
from simulator.stories.headline import KeyFigure
from simulator.stories.programme_answer import answer, figures
from simulator.stories.programme_budget import budget_of, remedy, table
from simulator.stories.programme_drawings import fund_picture, map_picture, years_picture
from simulator.studies.programme import Programmed
from simulator.text import say


def sheets(found: Programmed) -> list[Sheet]:
    """The years, then what the Region has left, then the fund, then the places."""
    made = [_years(found), _budget(found), _fund(found), _places(found)]
    return [sheet for sheet in made if sheet]


def _years(found: Programmed) -> Sheet:
    drawing = years_picture(found, shipped()).drawing
    return pictured(
        Form.COLONNES, drawing, title=answer(found), figures=key_figures(found), first=True
    )


def key_figures(found: Programmed) -> Sequence[KeyFigure]:
    """The three figures that a board reads first."""
    return figures(found)[1:]


def _budget(found: Programmed) -> Sheet | None:
    budget = budget_of(found)
    if budget is None or not (sum(budget.planned) or budget.yearly):
        return None
    return Sheet(
        title=remedy(budget),
        subtitle=say("programme_page.solde_tableau"),
        table=table(budget),
        source=say("programme_page.source"),
    )


def _fund(found: Programmed) -> Sheet | None:
    picture = fund_picture(found)
    return pictured(Form.AIRE, picture.drawing) if picture else None


def _places(found: Programmed) -> Sheet | None:
    picture = map_picture(found, shipped())
    return pictured(Form.IMAGE, picture.drawing) if picture else None
