"""The agreement to sign: the points that the law wants in it, and the conditions to prove."""

from collections.abc import Callable
from dataclasses import dataclass

from simulator.cases.operation import Operation
from simulator.conditions.finding import State
from simulator.exports.filing.filed import Filed, is_approved, is_gift
from simulator.exports.pack import Entry, Grid, Sheet
from simulator.text import formats, say
from simulator.text.registered import in_words


@dataclass(frozen=True, slots=True)
class _Point:
    """A point of the agreement: where its rule stands, when it applies, who answers."""

    key: str
    parameter: str
    applies: Callable[[Operation], bool]
    answer: Callable[[Operation], str] = lambda _: "inconnu"
    who: str = "entreprise"


def _staff_gift(operation: Operation) -> bool:
    return is_gift(operation) and bool(operation.salaries)


def _lent(operation: Operation) -> bool:
    """Staff under the user's orders: a mission led by the lender is a service."""
    return bool(operation.salaries) and operation.mission_dirigee != "oui"


def _way(*ways: str) -> Callable[[Operation], bool]:
    return lambda operation: operation.voie in ways


POINTS = (
    _Point("convention_du_don", "mecenat.convention_du_pret", _staff_gift,
           lambda o: o.convention),
    _Point("convention_au_cout", "pret_main_oeuvre.refacturation_au_cout", _way("pret_au_cout"),
           lambda o: o.convention),
    _Point("convention_l8241_3", "pret_main_oeuvre.duree_max", _way("pret_l8241_3"),
           lambda o: o.convention),
    _Point("finalite", "depot.finalite",
           lambda o: _lent(o) and o.voie in {"don", "pret_l8241_3"}),
    _Point("accord_du_salarie", "depot.accord_du_salarie",
           lambda o: o.voie == "pret_au_cout" or (is_gift(o) and _lent(o)), who="salarie"),
    _Point("avenant", "depot.avenant", _way("pret_au_cout"), who="salarie"),
    _Point("information_du_cse", "depot.information_du_cse", _way("pret_au_cout")),
    _Point("periode_probatoire", "depot.periode_probatoire", _way("pret_au_cout")),
    _Point("temps_passe", "depot.temps_passe", lambda o: bool(o.salaries)),
    _Point("valeur_par_le_donateur", "depot.valeur_par_le_donateur", _staff_gift, lambda _: "oui"),
    _Point("agrement", "mecenat.agrement", is_approved, lambda o: o.agrement, "organisme"),
    _Point("rescrit", "mecenat.hors_aide_aux_entreprises",
           lambda o: is_gift(o) and o.helps_firms == "oui" and o.agrement != "oui",
           lambda o: o.rescrit, "organisme"),
    _Point("gratuite", "mecenat.agrement_gratuite", is_approved, lambda o: o.gratuite, "organisme"),
    _Point("recu", "mecenat.recu_obligatoire", is_gift, lambda o: o.recu, "organisme"),
)  # fmt: skip


def agreement(f: Filed) -> Sheet:
    """The sheet of the agreement."""
    parts = (checklist(f), conditions(f))
    return Sheet("convention", say("depot.feuilles.convention"), parts)


def checklist(f: Filed) -> Grid:
    """Each point of the agreement, operation by operation, and who answers for it."""
    rows: list[tuple[Entry, ...]] = []
    for rank, operation, path in f.active():
        if is_gift(operation) and path.eligible is State.FERME:
            continue
        for point in POINTS:
            row = f.row(point.parameter) if point.applies(operation) else None
            if row is None or row.value == "non":
                continue
            key = f"convention.{rank}.{point.key}"
            answer = point.answer(operation)
            label = say(f"depot.points.{point.key}")
            done = None if answer == "inconnu" else say(f"depot.etats.{answer}")
            rows.append((
                Entry(f"{key}.operation", say("depot.tetes.operation"), f.named(rank)),
                Entry(f"{key}.point", say("depot.tetes.point"), label),
                Entry(f"{key}.source", say("depot.tetes.source"), in_words(row.reference)),
                Entry(f"{key}.etat", formats.named(f.named(rank), label), done, "texte",
                      point.who, blank=say("depot.etats.inconnu")),
            ))  # fmt: skip
        rows += counterparts(f, rank, operation)
    heads = tuple(say(f"depot.tetes.{k}") for k in ("operation", "point", "source", "etat"))
    return Grid(
        say("depot.blocs.convention"), heads, tuple(rows), (2, 4, 2, 2),
        say("depot.notes.convention"), say("depot.vides.operation"),
    )  # fmt: skip


def counterparts(f: Filed, rank: int, operation: Operation) -> list[tuple[Entry, ...]]:
    """What the giver receives stays within what usage admits."""
    row = f.row("mecenat.tolerance_contreparties") if is_gift(operation) else None
    if row is None or not isinstance(row.value, float):
        return []
    key = f"convention.{rank}.contreparties"
    fits = operation.contreparties <= row.value
    words = say(
        "depot.points.contreparties",
        part=formats.percent(operation.contreparties),
        limite=formats.percent(row.value),
    )
    state = say("depot.etats.oui" if fits else "depot.etats.non")
    return [(
        Entry(f"{key}.operation", say("depot.tetes.operation"), f.named(rank)),
        Entry(f"{key}.point", say("depot.tetes.point"), words),
        Entry(f"{key}.source", say("depot.tetes.source"), in_words(row.reference)),
        Entry(f"{key}.etat", say("depot.tetes.etat"), state),
    )]  # fmt: skip


def conditions(f: Filed) -> Grid:
    """The questions of eligibility as the engine answers them."""
    rows = []
    for rank, _, path in f.active():
        for question in path.questions:
            if not question.counts:
                continue
            f.rows[question.row.parameter, question.row.since] = question.row
            key = f"conditions.{rank}.{question.group}.{question.key}"
            rows.append((
                Entry(f"{key}.operation", say("depot.tetes.operation"), f.named(rank)),
                Entry(f"{key}.regle", say("depot.tetes.regle"), question.words("regle")),
                Entry(f"{key}.source", say("depot.tetes.source"), in_words(question.reference)),
                Entry(f"{key}.etat", say("depot.tetes.etat"),
                      say(f"etats.{question.state.value}")),
            ))  # fmt: skip
    heads = tuple(say(f"depot.tetes.{k}") for k in ("operation", "regle", "source", "etat"))
    return Grid(
        say("depot.blocs.conditions"), heads, tuple(rows), (2, 4, 2, 2),
        empty=say("depot.vides.operation"),
    )  # fmt: skip
