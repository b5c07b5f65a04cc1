"""A programme in lines, for people: its years, its lines, its total, its advances, its reserves."""

from collections.abc import Iterator
from typing import Any

from simulator.figures.indicators import INDICATORS
from simulator.studies.programme import Programmed
from simulator.studies.programme_body import plain
from simulator.studies.programme_sums import MONEY, QUANTITIES
from simulator.text import formats, say

ADVANCES = ("pretees", "remboursees", "perdues", "encours", "besoin_de_tresorerie")


def lines(found: Programmed) -> Iterator[str]:
    """The years side by side, each line, the whole, the fund, what is not known."""
    said = plain(found)
    if found.programme.titre:
        yield found.programme.titre + "\n"
    yield from _years(said)
    yield ""
    for line in said["lignes"]:
        yield _line(line)
    yield ""
    total = said["total"]
    yield _row(say("programme.valeur_actuelle"), [formats.euros_cents(total["valeur_actuelle"])])
    for key, value in total["indicateurs"].items():
        yield _row(say(f"indicateurs.{key}.nom"), [_amount(key, value)])
    yield from _fund(said["avances"])
    yield ""
    yield from said["reserves"]


def _years(said: dict[str, Any]) -> Iterator[str]:
    columns = [*said["annees"], said["total"]]
    heads = [*(str(year["annee"]) for year in said["annees"]), say("programme.total")]
    yield _row("", heads)
    for key in QUANTITIES:
        yield _row(say(f"programme.{key}"), [formats.number(c[key]) for c in columns])
    for key in MONEY:
        name = say(f"indicateurs.{key}.nom")
        yield _row(name, [formats.euros_cents(c[key]) for c in columns])
    for party in said["total"]["porte"]:
        name = say(f"parties.{party}")
        yield _row(name, [formats.euros_cents(c["porte"][party]) for c in columns])


def _line(line: dict[str, Any]) -> str:
    name = say(f"dispositifs.{line['dispositif']}.nom")
    voie = say(f"voies.{line['voie']}.nom") if line["voie"] else say("programme.plusieurs_voies")
    return say(
        "programme.ligne",
        lieu=line["territoire"],
        format=name,
        voie=voie,
        pme=formats.number(line["pme"]),
        cout=formats.euros_cents(line["cout_reel"]),
    )


def _fund(years: list[dict[str, Any]]) -> Iterator[str]:
    if not years:
        return
    yield "\n" + _row(say("programme.fonds_titre"), [str(year["annee"]) for year in years])
    for key in ADVANCES:
        told = [formats.euros_cents(year[key]) for year in years]
        yield _row(say(f"programme.{key}"), told)


def _row(name: str, told: list[str]) -> str:
    return f"{name:<44}" + "".join(f"{one:>18}" for one in told)


def _amount(key: str, value: float | None) -> str:
    unit = INDICATORS[key].unit
    return formats.euros_cents(value) if unit == "€" else formats.with_unit(value, unit)
