"""A split in words: the answer in two sentences, what it helps, what binds, what more would do."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from simulator.cases.question import asked as question_of
from simulator.cases.question import field_label
from simulator.cases.registry import forms
from simulator.charts.budget_steps import Step, budget_steps
from simulator.charts.drawing import Drawing, Words
from simulator.errors import InputError
from simulator.stories.marks import segments
from simulator.stories.table import Table
from simulator.studies.split import Best, Impossible
from simulator.studies.split_asked import AskedSplit, read
from simulator.studies.split_body import plain
from simulator.studies.split_frontier import MORE
from simulator.studies.split_program import BUDGET, kind_of
from simulator.studies.split_words import amount, high_of, place_of
from simulator.text import formats, say
from simulator.text.typed import Unread, read_number


@dataclass(frozen=True, slots=True)
class Told:
    """A demand and its answer, as `repartir` prints it."""

    asked: AskedSplit
    answer: Mapping[str, Any]

    @property
    def possible(self) -> bool:
        """Whether some choice holds every limit."""
        return bool(self.answer["statut"] == "optimal")


def told(body: Any, answer: Mapping[str, Any]) -> Told:
    """A demand, as it was written, and its answer."""
    return Told(read(body), answer)


def brought(objectif: str, value: float) -> str:
    """So many SMEs, days or realised jobs."""
    return say(f"repartition.quantite.{objectif}", n=round(value, 2))


def answer(found: Told) -> str:
    """The best that can be done, then what ten thousand euros more would add."""
    goal, budget = found.asked.objectif, formats.euros(found.asked.budget_region)
    best = say(f"repartition.reponse.{goal}", budget=budget, n=round(found.answer["valeur"], 2))
    return f"{best} {_next(found)}"


def _next(found: Told) -> str:
    """What more money would bring, and from which euro."""
    euros = MORE[0]
    if added := _added(found, euros):
        return say("repartition.en_plus", plus=formats.euros(euros), ajout=added)
    if needed := _needed(found):
        return say("repartition.aucun_de_plus", plus=formats.euros(euros), il_en_faut=needed)
    return say("repartition.rien_de_plus")


def _added(found: Told, euros: int) -> str:
    """What so many euros more would bring beyond the answer; empty when it is nothing."""
    more = found.answer[f"avec_{euros}_de_plus"] - found.answer["valeur"]
    return brought(found.asked.objectif, more) if more > 0 else ""


def _needed(found: Told) -> str:
    """Euros beyond the budget that bring something more; empty when none do."""
    step = found.answer["prochain_palier"]
    if step is None:
        return ""
    return formats.euros(round(step["budget"] - found.asked.budget_region, 2))


def heading(found: Told) -> str:
    """What the choice is made of."""
    lines = found.answer["choix"]
    groups, places = sum(x["groupes"] for x in lines), {x["territoire"] for x in lines}
    return say("repartition.titre", n=groups, territoires=len(places))


def proof(found: Told) -> str:
    """Whether nothing better exists."""
    proved = found.answer["optimum_prouve"]
    return say("repartition.prouve" if proved else "repartition.pas_prouve")


def table(found: Told) -> Table:
    """Each line of the choice, and the total."""
    lines = found.answer["choix"]
    rows = [
        (
            named(line["territoire"], line["dispositif"]),
            formats.number(line["pme"]),
            formats.number(line["jours"], 1),
            formats.euros(line["effort_region"]),
        )
        for line in lines
    ]
    days = [line["jours"] for line in lines]
    total = (
        say("repartition.total"),
        formats.number(sum(line["pme"] for line in lines)),
        formats.number(None if None in days else sum(days), 1),
        formats.euros(found.answer["effort_region"]),
    )
    heads = [say(f"repartition.colonne.{name}") for name in ("option", "pme", "jours", "region")]
    return Table(heads, [*rows, total], strong_rows=(len(rows),), wrap=True)


def named(territory: str, scheme: str) -> str:
    """An option by its territory and its format."""
    format_name = say(f"dispositifs.{scheme}.nom")
    return say("repartition.ligne", territoire=territory, format=format_name)


def suppositions(found: Told) -> list[str]:
    """Amounts of the choice that no source says: given by the user, or no regional aid known."""
    taken, said = [(x["territoire"], x["dispositif"]) for x in found.answer["choix"]], []
    for option in found.asked.options:
        kind = forms()[option.dispositif].answers
        for name, value in option.reponses.items():
            if value is None or question_of(kind, name).unit != "€":
                continue
            if (option.territoire, option.dispositif) in taken:
                words = {
                    "ligne": named(option.territoire, option.dispositif),
                    "champ": field_label(name, option.dispositif),
                    "valeur": formats.euros(value) if isinstance(value, int | float) else value,
                }
                said.append(say("repartition.hypothese", **words))
    free = [line for line in found.answer["choix"] if not line["effort_region"] and _unaided(line)]
    said += [say("repartition.sans_aide", ligne=_of(line)) for line in free]
    return list(dict.fromkeys(said))


def _unaided(line: Mapping[str, Any]) -> bool:
    """Whether the documents of a format tell of no regional aid: its form does not ask it."""
    return "aide_region" not in forms()[line["dispositif"]].answers.model_fields


def _of(line: Mapping[str, Any]) -> str:
    return named(line["territoire"], line["dispositif"])


def binding(found: Told) -> str:
    """What stops the choice from being larger."""
    names = found.answer["limites_atteintes"]
    said = [_reached(name, found.asked) for name in names if not name.startswith("options.")]
    full = [int(name.split(".")[1]) for name in names if name.startswith("options.")]
    options = [found.asked.options[place] for place in full]
    which = formats.series(named(option.territoire, option.dispositif) for option in options)
    said += [say("repartition.groupes_pleins", options=which)] if full else []
    if not said:
        return say("repartition.rien_ne_bloque")
    listed = formats.listed(said)
    return f"{listed[0].upper()}{listed[1:]}."


def _reached(name: str, asked: AskedSplit) -> str:
    if name == BUDGET:
        return say("repartition.le_budget")
    quantity = amount(name, high_of(name, asked))
    key = "plancher" if kind_of(name) == "planchers_pme" else "capacite"
    return say(f"repartition.{key}", quantite=quantity, lieu=place_of(name))


def more(found: Told) -> list[tuple[str, str]]:
    """What so many euros more would bring: a head, and a sentence."""
    said = []
    for euros in MORE:
        head = say("repartition.avec_plus", montant=formats.euros(euros))
        if added := _added(found, euros):
            said.append((head, say("repartition.de_plus", ajout=added)))
        elif needed := _needed(found):
            said.append((head, say("repartition.suivant", il_en_faut=needed)))
        else:
            said.append((head, say("repartition.rien_de_plus")))
    return said


def with_budget(body: Mapping[str, Any], typed: str) -> dict[str, Any]:
    """The same demand with more money; raises InputError when what was typed is no amount."""
    try:
        plus = read_number(typed, "€")
    except Unread as fault:
        raise InputError([("", str(fault))]) from None
    if plus <= 0:
        raise InputError([("", say("repartition.plus_positif", valeur=typed.strip()))])
    return {**body, BUDGET: read(body).budget_region + plus}


def where_more_goes(found: Told, typed: str, larger: Mapping[str, Any]) -> tuple[str, str]:
    """What so many euros more bring, and where: a head, and a sentence."""
    goal, plus = found.asked.objectif, read_number(typed, "€")
    head = say("repartition.avec_plus", montant=formats.euros(plus))
    gained = larger["valeur"] - found.answer["valeur"]
    if gained <= 0:
        needed = _needed(found)
        key = "suivant" if needed else "rien_de_plus"
        return head, say(f"repartition.{key}", il_en_faut=needed)
    before, after = (_firms(one) for one in (found.answer, larger))
    moves = [
        say("repartition.la", ligne=named(*line), n=after.get(line, 0) - before.get(line, 0))
        for line in dict.fromkeys((*after, *before))
        if after.get(line, 0) > before.get(line, 0)
    ]
    less = [
        say("repartition.la_moins", ligne=named(*line), n=before[line] - after.get(line, 0))
        for line in before
        if after.get(line, 0) < before[line]
    ]
    spent = larger["effort_region"] - found.answer["effort_region"]
    return head, say(
        "repartition.ou",
        ajout=brought(goal, gained),
        lieux=formats.series([*moves, *less]),
        effort=formats.euros(spent),
    )


def _firms(answer: Mapping[str, Any]) -> dict[tuple[str, str], int]:
    """SMEs by territory and format."""
    return {(line["territoire"], line["dispositif"]): line["pme"] for line in answer["choix"]}


def drawing(found: Told) -> Drawing:
    """What each budget brings at most."""
    goal, value = found.asked.objectif, found.answer["valeur"]
    steps = [Step(point["budget"], point["valeur"]) for point in found.answer["frontiere"]]
    full, last = found.answer["frontiere_pleine"], steps[-1]
    words = {"valeur": brought(goal, last.value), "budget": formats.euros(last.budget)}
    whole = "lecture" if found.answer["frontiere_entiere"] else "lecture_espacee"
    return budget_steps(
        steps,
        Step(found.asked.budget_region, value),
        labels={
            "budget": say("repartition.courbe.budget"),
            "value": say(f"repartition.courbe.{goal}"),
            "here": say("repartition.courbe.ici", valeur=brought(goal, value)),
            "end": say("repartition.courbe.fin") if full else "",
        },
        words=Words(
            title=say(f"repartition.courbe.{'plein' if full else 'monte'}", **words),
            subtitle=say(f"repartition.courbe.sous_titre_{goal}"),
            source=say("repartition.courbe.source"),
            caption=say(f"repartition.courbe.{whole}"),
        ),
        write=(formats.euros, lambda amount: formats.number(amount, 1)),
    )


def ways_out(found: Told) -> list[tuple[str, float, str]]:
    """Each limit that may move alone: its path, what it becomes, what its button says."""
    said = []
    for name, value in found.answer["issues"].items():
        if value is not None:
            key = "viser" if kind_of(name) == "planchers_pme" else "passer"
            words = {"quantite": amount(name, value), "lieu": place_of(name)}
            said.append((name, value, say(f"repartition.issue.{key}", **words)))
    return said


def lines(best: Best | Impossible) -> Iterator[str]:
    """The answer for people, in lines."""
    found = Told(best.asked, plain(best))
    if not found.possible:
        yield found.answer["phrase"]
        return
    yield "".join(part if isinstance(part, str) else part[0] for part in segments(answer(found)))
    yield ""
    drawn = table(found)
    for cells in [drawn.heads, *drawn.rows]:
        first, *rest = (str(cell) for cell in cells)
        yield f"{first:<48}" + "".join(f"{cell:>16}" for cell in rest)
    yield ""
    yield formats.named(say("repartition.bloque"), binding(found))
    yield from (formats.named(head, text) for head, text in more(found))
    yield from suppositions(found)
    yield proof(found)
