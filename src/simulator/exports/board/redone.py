"""How to compute an item again: five lines of Python, one command, the page that opens it."""

import json
import shlex
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from simulator.cases.comparison import read_comparison
from simulator.cases.dossier import Item
from simulator.cases.programme import read_programme
from simulator.cases.scenario import read
from simulator.cases.sponsor import read_case
from simulator.cases.sponsor_sharing import to_link
from simulator.errors import InputError
from simulator.network.basin import read_basin
from simulator.network.history import ALIZE, NATIONAL
from simulator.stories.board.model import Redo

VERB = MappingProxyType(
    {"scenario": "run", "mecene": "mecene", "comparaison": "comparer", "programme": "programme"}
)
"""The question that the command line and HTTP ask for each kind of item."""
_LINKS: Mapping[str, tuple[str, Callable[[Any], str]]] = MappingProxyType(
    {
        "scenario": ("simuler?s=", lambda case: read(case).public().to_link()),
        "mecene": ("mecene?s=", lambda case: to_link(read_case(case))),
        "comparaison": ("comparer?c=", lambda case: read_comparison(case).public().to_link()),
        "programme": ("programme?p=", lambda case: read_programme(case).public().to_link()),
    }
)

_PAGES = MappingProxyType(
    {
        "carte": "territoires",
        "emplois": "territoires",
        "formats_compares": "comparer",
        "repartition_": "competences",
        **{f"historique_{view}": "annees" for view in ALIZE},
        **{f"historique_{view}": "mecene" for view in NATIONAL},
        "vingt_ans": "reseau",
    }
)


def redo(item: Item, *, whole: bool = True) -> Redo:
    """What to run, and where to look; a link never holds a private answer.

    Unless `whole`, the case is not written: who has the dossier has it.
    """
    verb = VERB.get(item.genre)
    if verb is not None and not whole:
        return Redo("", "", _link(item))
    if verb is None:
        return Redo("", "", _page(item))
    case = json.dumps(item.cas, ensure_ascii=False)
    python = "\n".join(
        (
            "import json",
            "from simulator.api.verbs import VERBS",
            f"cas = json.loads({case!r})",
            f'answer = VERBS["{verb}"].written(cas)',
            "print(answer)",
        )
    )
    command = f"printf %s {shlex.quote(case)} | python -m simulator {verb} -"
    return Redo(python, command, _link(item))


def _page(item: Item) -> str:
    """The page of a portrait or of a chart."""
    if item.cas.get("bassin"):
        return f"portrait?bassin={read_basin(item.cas['bassin']).to_link()}"
    if item.genre == "portrait":
        return f"portrait?territoire={quote(str(item.cas['territoire']))}"
    name = str(item.cas["nom"])
    return next(page for family, page in _PAGES.items() if name.startswith(family))


def _link(item: Item) -> str:
    """The page of the item with its case; the page alone when the case is too long for a link."""
    page, link = _LINKS[item.genre]
    try:
        return page + link(item.cas)
    except InputError:
        return page.partition("?")[0]
