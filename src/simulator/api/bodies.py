"""What each question may be asked, as models: for the description of the interface alone.

Bodies are read by the questions themselves. Each case is told apart by its `dispositif`, with the
bounds, units and defaults of its own form.
"""

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Literal, Union

from pydantic import BaseModel, Field, TypeAdapter, create_model

from simulator.cases.doubts import LARGEST_SEED, NO_DOUBT, SEED, Doubt
from simulator.cases.history import History
from simulator.cases.lent_staff import Salarie
from simulator.cases.operation import Operation
from simulator.cases.programme import Ligne, Programme
from simulator.cases.question import asked, field_label
from simulator.cases.sponsor import SponsorCase
from simulator.figures.indicators import INDICATORS
from simulator.schemes import SCHEMES
from simulator.studies.compare_body import MOST
from simulator.studies.split_asked import AskedOption, AskedSplit
from simulator.studies.uncertainty import LEAST
from simulator.studies.uncertainty import MOST as MOST_DRAWS
from simulator.text import current_language, say
from simulator.text.registered import in_words

REFERENCE = "#/components/schemas/{model}"


def _many(kind: Any) -> Any:
    return list[kind]


def _either(*kinds: Any) -> Any:
    return Union[kinds]  # noqa: UP007 (kinds that are known when it runs)


def _one_of(words: Any) -> Any:
    return Literal[tuple(words)]


def _told_apart(name: str, base: type[BaseModel] | None, **more: Any) -> Any:
    """One model a format, told apart by `dispositif`, with the answers of its form."""
    models: list[Any] = [
        create_model(
            f"{name}_{scheme.key}",
            __base__=base,
            dispositif=(_one_of([scheme.key]), ...),
            voie=(_either(_one_of(route.key for route in scheme.routes), None), None),
            reponses=(scheme.answers, {}),
            **more,
        )
        for scheme in SCHEMES.values()
    ]
    return Annotated[_either(*models), Field(discriminator="dispositif")]


def _bodies() -> dict[str, Any]:
    """The model of each body."""
    case = _told_apart("cas", None, titre=(str, ""), doute=(Doubt, NO_DOUBT))
    lines, options = _told_apart("ligne", Ligne), _told_apart("option", AskedOption)
    programme: Any = create_model("programme", __base__=Programme, lignes=(_many(lines), ...))
    indicators: Any = (_many(_one_of(INDICATORS)), list(INDICATORS))
    return {
        "run": case,
        "mecene": _either(SponsorCase, History),
        "comparer": create_model(
            "comparaison",
            reference=(case, ...),
            variantes=(_many(case), Field(min_length=1, max_length=MOST)),
            indicateurs=indicators,
        ),
        "programme": programme,
        "incertitude": create_model(
            "incertitude",
            cas=(_either(case, programme, SponsorCase), ...),
            voie=(str | None, None),
            plages=(dict[str, tuple[float, float, float]], {}),
            tirages=(int, Field(MOST_DRAWS, ge=LEAST, le=MOST_DRAWS)),
            graine=(int, Field(SEED, ge=0, le=LARGEST_SEED)),
            sorties=(list[str], ...),
            seuils=(dict[str, float], {}),
        ),
        "repartir": create_model(
            "repartition", __base__=AskedSplit, options=(_many(options), Field(min_length=1))
        ),
    }


def schemas() -> tuple[dict[str, Any], dict[str, Any]]:
    """The schema of each body by question, and the models that they name."""
    found, models = _schemas(current_language())
    return dict(found), dict(models)


@cache
def _schemas(_language: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    adapters: list[Any] = [(v, "validation", TypeAdapter(m)) for v, m in _bodies().items()]
    found, whole = TypeAdapter.json_schemas(adapters, ref_template=REFERENCE)
    models = whole["$defs"]
    kinds: list[type[BaseModel]] = [SponsorCase, Operation, Salarie]
    kinds += [scheme.answers for scheme in SCHEMES.values()]
    for kind in kinds:
        for name, schema in models[kind.__name__]["properties"].items():
            schema.pop("question", None)
            schema.update(_described(kind, name))
    return {verb: schema for (verb, _), schema in found.items()}, models


def _described(kind: type[BaseModel], name: str) -> dict[str, str]:
    """A question in words: what it is called on screen, and its unit."""
    unit, label = in_words(asked(kind, name).unit), field_label(name)
    told = {"title": label}
    return told | {"description": say("http.question", unite=unit)} if unit else told
