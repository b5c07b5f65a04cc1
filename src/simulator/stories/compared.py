"""A comparison in lines, for people: who it compares, what each gives, what makes them differ."""

from collections.abc import Iterator
from typing import Any

from simulator.cases.programme import Programme
from simulator.cases.programme_numbers import SHARES, programme_numbers
from simulator.cases.question import field_label
from simulator.cases.registry import forms
from simulator.figures.indicators import INDICATORS
from simulator.schemes import scheme_of
from simulator.stories.answered import answer_in_words
from simulator.studies.change import FORMAT, Cause
from simulator.studies.compare import Column, Compared, Gap
from simulator.text import formats, say

MOST_NAMED = 4
"""Fields of one cause that are named with their values."""


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
    if isinstance(column.case, Programme):
        return say("comparer.colonne_programme", place=place, titre=titre)
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
    """What changed, from what to what; of many fields, the first one and how many others."""
    if len(cause.fields) > MOST_NAMED:
        first = _label(cause.fields[0], before, after)
        return say("comparer.plusieurs", premier=first, n=len(cause.fields) - 1)
    names = formats.listed([_label(name, before, after) for name in cause.fields])
    champ = names if len(cause.fields) == 1 else say("comparer.ensemble", champs=names)
    sides = ((before, cause.de), (after, cause.a))
    de, a = (formats.series(_said(column, name, given) for name, given in
                            _given(cause, told)) for column, told in sides)  # fmt: skip
    return say("comparer.cause", champ=champ, de=de, a=a)


def _given(cause: Cause, told: Any) -> Iterator[tuple[str, Any]]:
    """The value of each field of a cause, on one side."""
    for name in cause.fields:
        yield name, told if len(cause.fields) == 1 else told[name]


def _label(name: str, before: Column, after: Column) -> str:
    if isinstance(after.case, Programme):
        return _place(name, before, after)
    return _question(name, after.case.dispositif)


def _question(name: str, scheme: str) -> str:
    return say(f"champs.{name}.label") if name in {FORMAT, "voie"} else field_label(name, scheme)


def _place(name: str, before: Column, after: Column) -> str:
    """A place of a programme in words: the number that stands there, else the answer of a line."""
    for column in (after, before):
        assert isinstance(column.case, Programme)
        found = next((n for n in programme_numbers(column.case) if n.name == name), None)
        if found is not None:
            return found.label
    kind, *rest = name.split(".")
    if kind != "lignes" or not rest:
        return say(f"programme.place.{kind}")
    assert isinstance(after.case, Programme)
    line = after.case.lignes[int(rest[0])]
    here = say("programme.ligne_courte", numero=int(rest[0]) + 1, lieu=line.territoire)
    if rest[1] == "reponses":
        return say("programme.nombre", champ=_question(rest[2], line.dispositif), ligne=here)
    if rest[1] == "pme" and len(rest) > 2:
        return say("programme.nombre_pme", annee=after.case.annees[int(rest[2])], ligne=here)
    return say("programme.nombre", champ=say(f"programme.place.{rest[1]}"), ligne=here)


def _said(column: Column, name: str, given: Any) -> str:
    """An answer of a case, as a person reads it."""
    if isinstance(column.case, Programme):
        return _said_at(column.case, name, given)
    if name == FORMAT:
        return _format(column.case.dispositif)
    if name == "voie":
        voie = column.case.voie
        return say(f"voies.{voie}.nom") if voie else say("comparer.voie_prudente")
    return answer_in_words(
        scheme_of(column.case).answers, name, getattr(column.case.reponses, name)
    )


def _said_at(case: Programme, name: str, given: Any) -> str:
    """What stands at a place of a programme."""
    *_, last = name.split(".")
    if given is None:
        return say("comparer.voie_prudente" if last == "voie" else "comparer.non_dit")
    if last == FORMAT:
        return _format(given)
    if last == "voie":
        return say(f"voies.{given}.nom")
    if ".reponses." in name:
        line = case.lignes[int(name.split(".")[1])]
        return answer_in_words(forms()[line.dispositif].answers, last, given)
    if isinstance(given, list | tuple):
        plain = all(isinstance(one, int | float) for one in given)
        return formats.listed([str(one) for one in given]) if plain else formats.number(len(given))
    if name in SHARES:
        return formats.percent(given)
    return formats.number(given) if isinstance(given, int | float) else str(given)
