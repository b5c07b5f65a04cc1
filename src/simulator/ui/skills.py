"""What the page on skills shows of the sources: bars of 100 %, their findings, one table."""

from collections.abc import Iterator

import pandas as pd
import streamlit as st

from simulator.charts.drawing import Drawing, Words
from simulator.charts.shares import shares
from simulator.law.sources import source_name
from simulator.network.skills import WHOLE, Part, Role, Whole, wholes
from simulator.text import formats, say
from simulator.text.registered import in_words
from simulator.ui import drawings, html
from simulator.ui.evidence import behind, confidence, sources_line, value_words
from simulator.ui.taking import foot

NAMED_SUBJECT = "competences"


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
    return max((w for w in wholes(NAMED_SUBJECT) if w.named), key=lambda whole: whole.year)


def headline() -> str:
    """The first part of the newest observation, then what each year leaves out."""
    whole = newest()
    first = whole.named[0]
    items = [
        html.Figure(
            part_label(first),
            percent(first.share or 0.0),
            formats.series([whole_label(whole), _who(whole)]),
        )
    ]
    items += [
        html.Figure(
            say("competences.non_publie_en", annee=other.year),
            percent(other.undisclosed),
            formats.series([f"{WHOLE:g} − {formats.number(other.published)}", _who(other)]),
        )
        for other in wholes(NAMED_SUBJECT)
        if other.named
    ]
    return html.figures(items)


def _who(whole: Whole) -> str:
    """Who says it, and how sure that is."""
    sources = ", ".join(source_name(source) for source in whole.sources)
    sure = ", ".join(dict.fromkeys(confidence(fact) for fact in whole.evidence))
    return say("competences.qui", source=sources, confiance=sure)


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


def frame(subject: str) -> pd.DataFrame:
    """One row a bar and part, as `charts.shares` wants them."""
    rows = [
        (whole.key, whole_label(whole), _who(whole), label, share, known, said)
        for whole in wholes(subject)
        for label, share, known, said in _rows(whole)
    ]
    columns = ["bar", "bar_label", "note", "part_label", "share", "known", "said"]
    return pd.DataFrame(rows, columns=columns).assign(part=lambda f: f["part_label"])


def drawing(subject: str) -> Drawing:
    """The bars of a subject."""
    found = wholes(subject)
    facts = list(dict.fromkeys(fact for whole in found for fact in whole.evidence))
    heads = ("bar", "part", "share", "note")
    return shares(
        frame(subject),
        labels={head: say(f"competences.colonnes.{head}") for head in heads},
        words=Words(
            title=title(subject),
            subtitle=say(f"competences.sous_titres.{subject}"),
            source=sources_line(facts),
            caption=say(f"competences.lectures.{subject}"),
        ),
        percent=percent,
    )


def title(subject: str) -> str:
    """The finding of a subject: its most telling bar, and whether bars compare."""
    found = wholes(subject)
    first = next(whole for whole in found if whole.named)
    measures = {whole.measure for whole in found}
    rest = say("competences.pas_de_tendance") if len(measures) > 1 else ""
    return f"{finding(first)}{rest}"


def show(subject: str) -> None:
    """The bars of a subject, what is under them, and where they come from."""
    picture = drawing(subject)
    drawings.show(picture)
    foot(picture, f"repartition_{subject}", write={"share": percent})
    facts = list(dict.fromkeys(fact for whole in wholes(subject) for fact in whole.evidence))
    behind(facts, f"repartition_{subject}", picture.title)


def years_table() -> str:
    """Every skill that some year names: its share, or why it has none; oldest year first."""
    found = sorted(wholes(NAMED_SUBJECT), key=lambda whole: whole.year)
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
    return html.data_table(heads, rows, caption=say("competences.table"), strong_rows=[last])


def _cell(whole: Whole, key: str) -> str:
    part = whole.part(key)
    if part is None:
        return say("competences.cellule_non_publiee")
    return say("competences.cellule_citee") if part.share is None else percent(part.share)


def sources() -> None:
    """Skills first, then what else the sources share out."""
    show(NAMED_SUBJECT)
    st.html(html.chart_heading(say("competences.table"), say("competences.table_sous_titre")))
    st.html(years_table())
    for subject in ("secteurs", "tailles", "projets"):
        show(subject)
