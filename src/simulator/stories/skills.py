"""What the sources say of skills, sectors, sizes, projects: bars of 100 %, findings, one table."""

from collections.abc import Iterator, Sequence

import pandas as pd

from simulator.charts.drawing import Drawing, Words
from simulator.charts.shares import shares
from simulator.law.facts import Fact
from simulator.network.skills import WHOLE, Part, Role, Whole, wholes
from simulator.stories.evidence import sources_line, value_words, who
from simulator.stories.headline import KeyFigure
from simulator.stories.picture import Again, Picture
from simulator.stories.table import Table
from simulator.text import formats, say
from simulator.text.registered import in_words

HEADS = ("bar", "part", "share", "note")
SKILLS = "competences"
OTHERS = ("secteurs", "tailles", "projets")
"""What else the sources share out, besides skills."""


def percent(share: float) -> str:
    """A share given in per cent, as people read it."""
    return formats.percent(share / WHOLE)


def part_label(part: Part) -> str:
    """The name of a part."""
    return say(f"competences.parts.{part.key}")


def whole_label(whole: Whole) -> str:
    """What a bar measures, and when."""
    return say(f"competences.mesures.{whole.measure}", annee=whole.year)


def leaders(whole: Whole) -> tuple[Part, ...]:
    """The parts with the largest share; several when they are equal, none without a share."""
    named = _own(whole)
    return tuple(part for part in named if part.share == named[0].share)


def is_sure(whole: Whole) -> bool:
    """Whether nothing unpublished can be larger than the largest part."""
    return bool(whole.named) and (whole.named[0].share or 0.0) > whole.undisclosed


def finding(whole: Whole) -> str:
    """One sentence on one observation, that its own shares prove."""
    label = whole_label(whole)
    objet = say(f"competences.objets.{whole.measure}", annee=whole.year)
    found = leaders(whole)
    if not found:
        if whole.cited:
            return say("competences.sans_chiffre", mesure=label, n=len(whole.cited))
        facts = ", ".join(
            formats.named(in_words(f.quantity), value_words(f)) for f in whole.evidence
        )
        return say("competences.sans_repartition", mesure=label, faits=facts)
    quoted = [say("competences.guillemets", part=part_label(part)) for part in found]
    names = formats.listed(quoted)
    key = "egalite" if len(found) > 1 else "seule" if len(_own(whole)) == 1 else "tete"
    sure = "" if is_sure(whole) or key == "seule" else "_publie"
    share = percent(found[0].share or 0.0)
    return say(f"competences.{key}{sure}", objet=objet, parts=names, part=share)


def _own(whole: Whole) -> list[Part]:
    """The parts that have a figure of their own."""
    return [part for part in whole.named if part.role is not Role.COMPLEMENT]


def undisclosed(whole: Whole) -> str:
    """What no source publishes of an observation; empty when all is published."""
    if not whole.undisclosed:
        return ""
    return say("competences.reste", part=percent(whole.undisclosed))


def answer() -> str:
    """The answer of the page: the newest observation with figures, and what it leaves out."""
    whole = newest()
    return " ".join(filter(None, [f"{finding(whole)}.", undisclosed(whole)]))


def newest() -> Whole:
    """The newest observation of skills that gives a figure."""
    return max((w for w in wholes(SKILLS) if w.named), key=lambda whole: whole.year)


def figures() -> list[KeyFigure]:
    """The first part of the newest observation, then what each year leaves out."""
    whole = newest()
    first = whole.named[0]
    condition = formats.series([whole_label(whole), who(whole.evidence)])
    left_out = [
        KeyFigure(
            say("competences.non_publie_en", annee=other.year),
            percent(other.undisclosed),
            formats.series([f"{WHOLE:g} − {formats.number(other.published)}", who(other.evidence)]),
        )
        for other in wholes(SKILLS)
        if other.named
    ]
    return [KeyFigure(part_label(first), percent(first.share or 0.0), condition), *left_out]


def _rows(whole: Whole) -> Iterator[tuple[str, float, bool, str]]:
    """The parts of a bar, then its block of what is not published."""
    for part in whole.named:
        yield part_label(part), part.share or 0.0, True, ""
    if whole.undisclosed:
        said = "" if whole.named else _instead(whole)
        yield say("competences.non_publie"), whole.undisclosed, False, said


def _instead(whole: Whole) -> str:
    """The words in a bar of which no share is published."""
    if whole.cited:
        return say("competences.rubriques", n=len(whole.cited))
    facts = [p.fact for p in whole.parts if p.role is Role.REPERE]
    return say("competences.repere", faits=", ".join(value_words(fact) for fact in facts))


def frame(subject: str, found: Sequence[Whole] = ()) -> pd.DataFrame:
    """One row a bar and part, as `charts.shares` wants them."""
    rows = [
        (whole.key, whole_label(whole), who(whole.evidence), label, share, known, said)
        for whole in found or wholes(subject)
        for label, share, known, said in _rows(whole)
    ]
    columns = ["bar", "bar_label", "note", "part_label", "share", "known", "said"]
    return pd.DataFrame(rows, columns=columns).assign(part=lambda f: f["part_label"])


def drawing(subject: str, found: Sequence[Whole] = ()) -> Drawing:
    """The bars of a subject: those of today's data, unless others are given."""
    found = found or wholes(subject)
    return shares(
        frame(subject, found),
        labels={head: say(f"competences.colonnes.{head}") for head in HEADS},
        words=Words(
            title=title(found),
            subtitle=say(f"competences.sous_titres.{subject}"),
            source=sources_line(_facts(found)),
            caption=say(f"competences.lectures.{subject}"),
        ),
        percent=percent,
    )


def picture(subject: str, found: Sequence[Whole] = ()) -> Picture:
    """The bars of a subject, the name of their files, their facts."""
    found, name = found or wholes(subject), f"repartition_{subject}"
    again = Again("graphique", lambda: {"nom": name})
    return Picture(drawing(subject, found), name, _facts(found), {"share": percent}, again=again)


def _facts(found: Sequence[Whole]) -> list[Fact]:
    return list(dict.fromkeys(fact for whole in found for fact in whole.evidence))


def title(found: Sequence[Whole]) -> str:
    """The finding of a subject: its most telling bar, and whether bars compare."""
    first = next(whole for whole in found if whole.named)
    measures = {whole.measure for whole in found}
    rest = say("competences.pas_de_tendance") if len(measures) > 1 else ""
    return f"{finding(first)}{rest}"


def years() -> Table:
    """Every skill that some year names: its share, or why it has none; oldest year first."""
    found = sorted(wholes(SKILLS), key=lambda whole: whole.year)
    keys = dict.fromkeys(
        part.key for whole in found for part in (*whole.named, *whole.cited) if part.key
    )
    rows = [
        (say(f"competences.parts.{key}"), *(_cell(whole, key) for whole in found)) for key in keys
    ]
    rows.append((say("competences.non_publie"), *(percent(w.undisclosed) for w in found)))
    rows.append((say("colonnes.total"), *(percent(w.published + w.undisclosed) for w in found)))
    heads = [
        say("competences.competence"),
        *(say(f"competences.courts.{whole.measure}", annee=whole.year) for whole in found),
    ]
    last = len(rows) - 1
    return Table(heads, rows, caption=say("competences.table"), strong_rows=[last])


def _cell(whole: Whole, key: str) -> str:
    part = whole.part(key)
    if part is None:
        return say("competences.cellule_non_publiee")
    return say("competences.cellule_citee") if part.share is None else percent(part.share)
