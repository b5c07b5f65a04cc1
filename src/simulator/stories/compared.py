"""A comparison in lines, for people: who it compares, what each gives, what makes them differ."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from simulator.cases.question import choices, field_label, unit_of
from simulator.figures.indicators import INDICATORS
from simulator.schemes import scheme_of
from simulator.studies.compare import FORMAT, Cause, Column, Compared, Gap
from simulator.text import formats, has, say


def lines(found: Compared) -> Iterator[str]:
    """The columns, their figures and what each party bears, then each difference."""
    places = [say("comparer.reference")]
    places += [say("comparer.variante", numero=n) for n in range(1, len(found.colonnes))]
    for place, column in zip(places, found.colonnes, strict=True):
        yield _title(place, column)
    heads = "".join(f"{place:>20}" for place in places)
    yield f"\n{'':<40}{heads}"
    for key in found.colonnes[0].indicateurs:
        told = [_amount(key, column.indicateurs[key]) for column in found.colonnes]
        yield _row(say(f"indicateurs.{key}.nom"), told)
    yield ""
    for party in found.colonnes[0].porte:
        told = [formats.euros_cents(column.porte[party]) for column in found.colonnes]
        yield _row(say(f"parties.{party}"), told)
    for gap in found.ecarts:
        yield from _gap(gap, found)


def _row(name: str, told: list[str]) -> str:
    return f"{name:<40}" + "".join(f"{one:>20}" for one in told)


def _title(place: str, column: Column) -> str:
    titre = say("comparer.titre", titre=column.case.titre) if column.case.titre else ""
    name, voie = _format(column.case.dispositif), say(f"voies.{column.voie}.nom")
    return say("comparer.colonne", place=place, titre=titre, format=name, voie=voie)


def _format(key: str) -> str:
    return say(f"dispositifs.{key}.nom")


def _amount(key: str, value: float | None) -> str:
    unit = INDICATORS[key].unit
    return formats.euros_cents(value) if unit == "€" else formats.with_unit(value, unit)


def _signed(key: str, value: float | None) -> str:
    return ("+" if value is not None and value > 0 else "") + _amount(key, value)


def _gap(gap: Gap, found: Compared) -> Iterator[str]:
    """A difference, then its causes, the largest first."""
    place = say("comparer.variante", numero=gap.variante + 1)
    name, told = say(f"indicateurs.{gap.indicateur}.nom"), _signed(gap.indicateur, gap.ecart)
    yield "\n" + say("comparer.ecart", place=place, indicateur=name, ecart=told)
    ends = found.colonnes[0], found.colonnes[gap.variante + 1]
    for cause in sorted(gap.causes, key=lambda one: -abs(one.part)):
        yield f"  {_signed(gap.indicateur, cause.part):>18}  {cause_in_words(cause, *ends)}"


def cause_in_words(cause: Cause, before: Column, after: Column) -> str:
    """What changed, from what to what."""
    names = formats.listed([_label(name, after.case.dispositif) for name in cause.fields])
    champ = names if len(cause.fields) == 1 else say("comparer.ensemble", champs=names)
    de, a = (
        formats.series(_said(column, name) for name in cause.fields) for column in (before, after)
    )
    return say("comparer.cause", champ=champ, de=de, a=a)


def _label(name: str, scheme: str) -> str:
    return say(f"champs.{name}.label") if name in {FORMAT, "voie"} else field_label(name, scheme)


def _said(column: Column, name: str) -> str:
    """An answer of a case, as a person reads it."""
    if name == FORMAT:
        return _format(column.case.dispositif)
    if name == "voie":
        voie = column.case.voie
        return say(f"voies.{voie}.nom") if voie else say("comparer.voie_prudente")
    value: Any = getattr(column.case.reponses, name)
    kind = scheme_of(column.case).answers
    if choices(kind.model_fields[name].annotation):
        key = f"choix.{name}.{value}"
        return say(key if has(key) else f"choix.oui_non.{value}")
    return (
        formats.day(value)
        if isinstance(value, date)
        else formats.with_unit(value, unit_of(kind, name))
    )
