"""A split in words: the answer in two sentences, what it helps, what binds, what more would do."""

from collections.abc import Iterator

from simulator.cases.question import asked as question_of
from simulator.cases.question import field_label
from simulator.charts.budget_steps import Step, budget_steps
from simulator.charts.drawing import Drawing, Words
from simulator.stories.marks import segments
from simulator.stories.table import Table
from simulator.studies.split import Best, Impossible, Line
from simulator.studies.split_program import BUDGET, kind_of
from simulator.studies.split_words import amount, high_of, place_of, why_not
from simulator.text import formats, say


def brought(objectif: str, value: float) -> str:
    """So many SMEs, days or realised jobs."""
    return say(f"repartition.quantite.{objectif}", n=round(value, 2))


def answer(found: Best) -> str:
    """The best that can be done, then what ten thousand euros more would add."""
    goal, budget = found.asked.objectif, formats.euros(found.asked.budget_region)
    best = say(f"repartition.reponse.{goal}", budget=budget, n=round(found.valeur, 2))
    return f"{best} {_next(found)}"


def _next(found: Best) -> str:
    """What more money would bring, and from which euro."""
    more, value = found.more[0]
    if found.step is None:
        return say("repartition.rien_de_plus")
    needed = formats.euros(round(found.step[0] - found.asked.budget_region, 2))
    if value > found.valeur:
        added = brought(found.asked.objectif, value - found.valeur)
        return say("repartition.en_plus", plus=formats.euros(more), ajout=added)
    return say("repartition.aucun_de_plus", plus=formats.euros(more), il_en_faut=needed)


def heading(found: Best) -> str:
    """What the choice is made of."""
    groups = sum(line.groupes for line in found.lines)
    return say("repartition.titre", n=groups, territoires=len({_where(x) for x in found.lines}))


def proof(found: Best) -> str:
    """Whether nothing better exists."""
    return say("repartition.prouve" if found.proved else "repartition.pas_prouve")


def table(found: Best) -> Table:
    """Each line of the choice, and the total."""
    rows = [
        (
            _named(line),
            formats.number(_firms(line)),
            formats.number(_days(line), 1),
            formats.euros(line.effort_region),
        )
        for line in found.lines
    ]
    days = [_days(line) for line in found.lines]
    whole = None if None in days else sum(day or 0 for day in days)
    firms = formats.number(sum(_firms(line) for line in found.lines))
    effort = formats.euros(found.effort_region)
    total = (say("repartition.total"), firms, formats.number(whole, 1), effort)
    heads = [say(f"repartition.colonne.{name}") for name in ("option", "pme", "jours", "region")]
    return Table(heads, [*rows, total], strong_rows=(len(rows),), wrap=True)


def _firms(line: Line) -> int:
    return line.groupes * line.offer.option.groupe


def _days(line: Line) -> float | None:
    days = line.offer.jours
    return None if days is None else line.groupes * days


def _where(line: Line) -> str:
    return line.offer.option.territoire


def _named(line: Line) -> str:
    scheme = say(f"dispositifs.{line.offer.option.case.dispositif}.nom")
    return say("repartition.ligne", territoire=_where(line), format=scheme)


def suppositions(found: Best) -> list[str]:
    """Amounts that the user gave, and that no source says."""
    told = []
    for line in found.lines:
        a = line.offer.option.case.reponses
        for name, field in type(a).model_fields.items():
            value = getattr(a, name)
            if question_of(type(a), name).unit == "€" and value not in (None, field.default):
                label = field_label(name, line.offer.option.case.dispositif)
                words = {"ligne": _named(line), "champ": label, "valeur": formats.euros(value)}
                told.append(say("repartition.hypothese", **words))
    return list(dict.fromkeys(told))


def binding(found: Best) -> str:
    """What stops the choice from being larger."""
    told = [_reached(name, found) for name in found.reached if not name.startswith("options.")]
    full = [name for name in found.reached if name.startswith("options.")]
    told += [say("repartition.groupes_pleins", n=len(full))] if full else []
    if not told:
        return say("repartition.rien_ne_bloque")
    listed = formats.listed(told)
    return f"{listed[0].upper()}{listed[1:]}."


def _reached(name: str, found: Best) -> str:
    if name == BUDGET:
        return say("repartition.le_budget")
    where = place_of(name)
    told = amount(name, high_of(name, found.asked))
    key = "plancher" if kind_of(name) == "planchers_pme" else "capacite"
    return say(f"repartition.{key}", quantite=told, lieu=where)


def more(found: Best) -> list[tuple[str, str]]:
    """What so many euros more would bring: a head, and a sentence."""
    told = []
    for euros, value in found.more:
        head = say("repartition.avec_plus", montant=formats.euros(euros))
        if value > found.valeur:
            added = brought(found.asked.objectif, value - found.valeur)
            text = say("repartition.de_plus", ajout=added)
        elif found.step is None:
            text = say("repartition.rien_de_plus")
        else:
            needed = formats.euros(round(found.step[0] - found.asked.budget_region, 2))
            text = say("repartition.suivant", il_en_faut=needed)
        told.append((head, text))
    return told


def drawing(found: Best) -> Drawing:
    """What each budget brings at most."""
    asked, steps = found.asked, [Step(*point) for point in found.frontier]
    full, goal = found.full, asked.objectif
    last = steps[-1]
    words = {"valeur": brought(goal, last.value), "budget": formats.euros(last.budget)}
    title = say(f"repartition.courbe.{'plein' if full else 'monte'}", **words)
    return budget_steps(
        steps,
        Step(asked.budget_region, found.valeur),
        labels={
            "budget": say("repartition.courbe.budget"),
            "value": say(f"repartition.courbe.{goal}"),
            "here": say("repartition.courbe.ici", valeur=brought(goal, found.valeur)),
            "end": say("repartition.courbe.fin") if full else "",
        },
        words=Words(
            title=title,
            subtitle=say(f"repartition.courbe.sous_titre_{goal}"),
            source=say("repartition.courbe.source"),
            caption=say(f"repartition.courbe.{'lecture' if found.whole else 'lecture_espacee'}"),
        ),
        write=(formats.euros, lambda value: formats.number(value, 1)),
    )


def ways_out(found: Impossible) -> list[tuple[str, float, str]]:
    """Each limit of the conflict that may move alone: its path, what it becomes, its button."""
    told = []
    for name, value in found.ways.items():
        if value is not None:
            key = "viser" if kind_of(name) == "planchers_pme" else "passer"
            words = {"quantite": amount(name, value), "lieu": place_of(name)}
            told.append((name, value, say(f"repartition.issue.{key}", **words)))
    return told


def lines(found: Best | Impossible) -> Iterator[str]:
    """The answer for people, in lines."""
    if isinstance(found, Impossible):
        yield why_not(found)
        return
    yield "".join(part if isinstance(part, str) else part[0] for part in segments(answer(found)))
    yield ""
    told = table(found)
    for cells in [told.heads, *told.rows]:
        first, *rest = (str(cell) for cell in cells)
        yield f"{first:<48}" + "".join(f"{cell:>16}" for cell in rest)
    yield ""
    yield formats.named(say("repartition.bloque"), binding(found))
    yield from (formats.named(head, text) for head, text in more(found))
    yield from suppositions(found)
    yield proof(found)
