"""What limits a line each year: days that are lent, half-days of consultants, managers."""

from typing import Any, NamedTuple

from simulator.cases.programme import Ligne
from simulator.cases.question import source_of
from simulator.cases.registry import forms
from simulator.law.facts import Fact, facts
from simulator.studies.programme import Programmed
from simulator.text import formats, say


class Limit(NamedTuple):
    """What a line uses of its capacity in the year that uses most; `most` is None when unsaid.

    `group` is the smallest group of the format, when some year helps fewer SMEs than that.
    """

    kind: str
    used: float | None
    most: float | None
    annee: int | None
    group: int | None = None

    @property
    def is_full(self) -> bool:
        """Whether all of it is used."""
        return self.most is not None and self.used == self.most

    @property
    def is_beyond(self) -> bool:
        """Whether more is used than there is."""
        return self.most is not None and (self.used or 0) > self.most

    @property
    def words(self) -> str:
        """« 36 jours sur 45 en 2029 », « plein » apart."""
        if self.used is None or self.annee is None:
            return say("programme_page.limite_inconnue")
        used = say(f"programme_page.limite.{self.kind}", n=_tidy(self.used))
        if self.most is None:
            return say("programme_page.utilise", utilise=used, annee=self.annee)
        return say(
            "programme_page.utilise_sur", utilise=used, possible=formats.number(self.most),
            annee=self.annee,
        )  # fmt: skip

    @property
    def mark(self) -> str:
        """What is wrong or full, in a word; nothing when there is room."""
        if self.is_beyond:
            return say("programme_page.depasse")
        if self.group is not None:
            return say("programme_page.petit_groupe", groupe=self.group)
        return say("programme_page.plein") if self.is_full else ""


def group_of(line: Ligne) -> int:
    """SMEs of a parcours, or of the smallest group that a source asks for; 1 without groups."""
    if line.grouped:
        return line.size
    fact = source_of(forms()[line.dispositif].answers, "demi_journees") if _consults(line) else None
    known = facts().get(f"{fact.scheme}.groupe_min") if isinstance(fact, Fact) else None
    return int(known.value) if known else 1


def _consults(line: Ligne) -> bool:
    return "demi_journees" in line.questions


def kind_of(line: Ligne) -> str:
    """What limits the format of a line."""
    return "cadres" if line.grouped else "jours" if line.hosted else "demi_journees"


def limit_of(found: Programmed, rank: int) -> Limit:
    """What a line uses, in its fullest year."""
    line, kind = found.programme.lignes[rank], kind_of(found.programme.lignes[rank])
    used = {
        year.annee: _used(kind, year.answers, found.cells[rank][k].jours)
        for k, year in enumerate(found.lines[rank].years)
        if year.answers is not None
    }
    known = {annee: value for annee, value in used.items() if value is not None}
    if not known:
        return Limit(kind, None, line.capacite, None)
    fullest = max(known, key=lambda annee: (known[annee], -annee))
    group = group_of(line)
    small = group if any(0 < firms < group for firms in line.pme) else None
    return Limit(kind, known[fullest], line.capacite, fullest, small)


def _used(kind: str, a: Any, days: Any) -> float | None:
    if kind == "cadres":
        return float(a.nb_parcours * a.nb_cadres)
    if kind == "jours":
        return None if days is None else float(days)
    return None if a.demi_journees is None else float(a.nb_pme * a.demi_journees)


def _tidy(value: float) -> float:
    return int(value) if float(value).is_integer() else round(value, 1)
