"""Eligibility first: for each operation a path of questions, its end, and what would change it.

A gift passes by one of two doors (general interest, approved body) and meets common conditions; a
loan opens no reduction, and its own conditions say whether it is lawful. What flips a verdict is
computed by asking the same questions again with other answers, never written by hand.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import combinations
from math import isinf
from typing import Any

from simulator.base.days import length_in_months
from simulator.cases.operation import CHOICES, Operation
from simulator.cases.question import field_label
from simulator.cases.sponsor import SponsorCase
from simulator.conditions import bodies as o
from simulator.conditions import finding, giving, lending, public_aid
from simulator.conditions.finding import Finding, State, overall
from simulator.law.book import Book, Law, Row
from simulator.text import formats, has, say

Answers = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a path: what the law asks, the fact that decides, where it is written.

    `counts` is False for the door that is not the best of the two.
    """

    finding: Finding
    group: str
    fields: tuple[str, ...]
    row: Row
    counts: bool = True

    @property
    def key(self) -> str:
        """The key of its sentences, `conditions.<key>`."""
        return self.finding.key

    @property
    def state(self) -> State:
        """Open, closed, or waiting for a fact."""
        state: State = self.finding.state
        return state

    @property
    def reference(self) -> str:
        """The article."""
        return self.finding.reference

    @property
    def url(self) -> str:
        """Where the rule was read."""
        return self.row.url

    @property
    def since(self) -> date:
        """The day from which the rule holds."""
        return self.row.since

    @property
    def checked_on(self) -> date:
        """The day the rule was read."""
        return self.row.checked_on

    def words(self, part: str) -> str:
        """Its sentences: `regle`, `fait` (the fact that decides) or `bascule`."""
        return self.finding.words(self.state.value if part == "fait" else part)


@dataclass(frozen=True, slots=True)
class Path:
    """The questions of one operation, in order, and where they end."""

    operation: int
    voie: str
    state: State
    questions: tuple[Question, ...]
    door: str  # "porte_interet_general" | "porte_agrement" | "" for a loan

    @property
    def opens_reduction(self) -> bool:
        """Whether this way may open the reduction at all: a loan never does."""
        return self.voie == "don"

    @property
    def eligible(self) -> State:
        """Whether the reduction of CGI 238 bis is open."""
        return self.state if self.opens_reduction else State.FERME

    @property
    def reason(self) -> Question | None:
        """The first question that makes the verdict, None when all are open."""
        if self.state is State.OUVERT:
            return None
        return next(q for q in self.questions if q.counts and q.state is self.state)


@dataclass(frozen=True, slots=True)
class Change:
    """One answer, before and after."""

    field: str
    before: Any
    after: Any

    def words(self) -> str:
        """The change as a sentence part: the question, then the new answer."""
        return say("mecene_bascule.changement", champ=field_label(self.field), valeur=self._shown())

    def _shown(self) -> str:
        if isinstance(self.after, str):
            for key in (f"choix.{self.field}.{self.after}", f"choix.oui_non.{self.after}"):
                if has(key):
                    return say(key)
        if isinstance(self.after, date):
            return formats.day(self.after)
        unit = {"part_par_entreprise": "ratio", "contreparties": "ratio", "part_facturee": "ratio"}
        return formats.with_unit(self.after, unit.get(self.field, ""))


@dataclass(frozen=True, slots=True)
class Flip:
    """Answers to change together, and the verdict they then give.

    `smallest`: no smaller set of changes does it (all single answers and pairs were tried).
    """

    changes: tuple[Change, ...]
    becomes: State
    smallest: bool

    def words(self) -> str:
        """The changes, joined."""
        return f" {say('mots.et')} ".join(change.words() for change in self.changes)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a path is asked of: answers of the operation and of the company, and the days."""

    a: Answers
    law: Law
    first_day: date
    last_day: date
    staff: bool
    last_law: Law  # of the last day, for what each gift owes on its own day
    months: float
    unbilled: float  # euros of staff cost, before what is billed


Asked = tuple[str, tuple[str, ...], str, Callable[[Facts], Finding | None]]
"""A group, the answers that decide, the parameter of its row of law, and the condition."""

GENERAL, APPROVED, COMMON, LOAN = "porte_interet_general", "porte_agrement", "commun", "pret"


def _helps(f: Facts) -> str:
    return "oui" if f.a["dispositif"] != "aucun" else str(f.a["aide_aux_entreprises"])


def _general_interest(f: Facts) -> bool:
    return bool(f.a["interet_general"] == "oui" and f.a["agrement"] != "oui")


def _frame_of_a_free_loan(f: Facts) -> Finding:
    row = f.law.row("pret_main_oeuvre.pret_gratuit_sans_cadre")
    if f.a["mission_dirigee"] == "oui":
        row = f.law.row("pret_main_oeuvre.mission_du_preteur")
        return Finding("mission_du_preteur", State.OUVERT, row.reference)
    return Finding("pret_gratuit_sans_cadre", State.A_CONFIRMER, row.reference)


def _owed(f: Facts) -> Finding:
    """What is owed is no gift; before the revitalisation duty, by the general rule alone."""
    finding = giving.sans_obligation(f.a["obligation"])
    if f.law.knows("pret_main_oeuvre.revitalisation_effectif_min"):
        return finding
    return replace(finding, reference=f.law.row("mecenat.intention_desinteressee").reference)


def _small_or_young(f: Facts) -> Finding:
    """An SME or a young firm: a large one of unknown age may still be young."""
    age = f.a["age_utilisateur"]
    finding = lending.pme_assez_petite(f.a["effectif_utilisateur"], age, f.law)
    if age is not None or finding.state is not State.FERME:
        return finding
    limit = f.law.bare("pret_main_oeuvre.age_max_jeune_entreprise")
    return Finding(
        "pme_ou_jeune_entreprise",
        State.A_CONFIRMER,
        finding.reference,
        {**finding.values, "age": (limit, "")},
    )


def _large_enough(f: Facts) -> Finding | None:
    """5,000 staff for a firm; since 17 April 2024 no threshold for a body of 238 bis 1.

    Nothing is asked before L. 8241-3; bodies came into its list three months later.
    """
    if isinf(f.law.bare("pret_main_oeuvre.effectif_min_preteur")):
        return None
    if f.a["beneficiaire"] == "entreprise":
        return lending.preteur_assez_grand(f.a["effectif_groupe"], f.law)
    row = f.law.row("pret_main_oeuvre.effectif_min_preteur_organismes")
    seuil = f.law.bare("pret_main_oeuvre.effectif_min_preteur_organismes")
    if isinf(seuil):
        listed = f.law.row("pret_main_oeuvre.effectif_min_preteur").reference
        return Finding("organisme_pas_encore_cite", State.FERME, listed)
    if seuil == 0:
        return Finding("pret_a_un_organisme_permis", State.OUVERT, row.reference)
    effectif = f.a["effectif_groupe"]
    return Finding(
        "preteur_assez_grand",
        finding.decide(None if effectif is None else effectif >= seuil),
        row.reference,
        {"effectif": (effectif, ""), "seuil": (seuil, "")},
    )


def _de_minimis(f: Facts) -> Finding | None:
    if not f.law.knows("de_minimis.plafond"):
        return None
    lent = f.unbilled * (1 - f.a["part_facturee"])
    return public_aid.de_minimis("mecene", lent, f.a["aides_recues"], f.law)


GIFT: tuple[Asked, ...] = (
    (COMMON, ("beneficiaire",), "mecenat.beneficiaire_organisme",
     lambda f: o.organisme_et_non_entreprise(f.a["beneficiaire"], f.law)),
    (GENERAL, ("interet_general",), "mecenat.interet_general",
     lambda f: o.interet_general(f.a["interet_general"], f.law)),
    (GENERAL, ("dispositif", "aide_aux_entreprises", "rescrit"),
     "mecenat.hors_aide_aux_entreprises",
     lambda f: o.hors_aide_aux_entreprises(_helps(f), f.a["rescrit"], f.law)),
    (APPROVED, ("agrement",), "mecenat.agrement", lambda f: o.agrement(f.a["agrement"], f.law)),
    (APPROVED, ("agrement_fin",), "mecenat.agrement_valide",
     lambda f: o.agrement_valide(f.a["agrement_fin"], f.first_day, f.last_day, f.law)),
    (APPROVED, (), "mecenat.agrement_objet",
     lambda f: giving.objet_de_l_agrement(f.law, service=f.staff)),
    (APPROVED, ("objet_exclusif",), "mecenat.agrement_objet_exclusif",
     lambda f: o.objet_exclusif(f.a["objet_exclusif"], f.law)),
    (APPROVED, ("gestion_desinteressee",), "mecenat.agrement_gestion_desinteressee",
     lambda f: o.gestion_desinteressee(f.a["gestion_desinteressee"], f.law)),
    (APPROVED, ("gratuite",), "mecenat.agrement_gratuite",
     lambda f: o.aide_gratuite(f.a["gratuite"], f.law)),
    (APPROVED, ("cadre_europeen",), "mecenat.agrement_cadre_europeen",
     lambda f: o.cadre_europeen(f.a["cadre_europeen"], f.law)),
    (APPROVED, ("part_par_entreprise",), "mecenat.agrement_part_max_par_entreprise",
     lambda f: o.part_maximale(f.a["part_par_entreprise"], f.law)),
    (APPROVED, ("immobilier",), "mecenat.agrement_sans_immobilier",
     lambda f: o.sans_immobilier(f.a["immobilier"], f.law)),
    (COMMON, ("obligation",), "mecenat.intention_desinteressee", _owed),
    (COMMON, ("lien",), "mecenat.intention_desinteressee",
     lambda f: None if _helps(f) == "non" else giving.sans_lien_commercial(f.a["lien"])),
    (COMMON, ("aide_liee",), "mecenat.sans_retour_au_donateur",
     lambda f: None if f.staff or _helps(f) == "non"
     else giving.sans_retour_circulaire(f.a["aide_liee"])),
    (COMMON, ("contreparties",), "mecenat.tolerance_contreparties",
     lambda f: giving.contreparties_limitees(f.a["contreparties"], f.law)),
    (COMMON, ("convention",), "mecenat.convention_du_pret",
     lambda f: lending.convention_ecrite(f.a["convention"]) if f.staff else None),
    (COMMON, ("mission_dirigee", "effectif_groupe"),
     "pret_main_oeuvre.effectif_min_preteur_organismes",
     lambda f: o.cadre_du_pret_a_un_organisme(
         f.a["mission_dirigee"], _general_interest(f), f.a["effectif_groupe"], f.law)
     if f.staff else None),
    (COMMON, ("recu",), "mecenat.recu_obligatoire",
     lambda f: giving.recu_fiscal(f.a["recu"], f.last_law)),
)  # fmt: skip

AT_COST: tuple[Asked, ...] = (
    (LOAN, ("part_facturee",), "pret_main_oeuvre.refacturation_au_cout",
     lambda f: lending.pret_au_cout(f.a["part_facturee"], f.law)),
    (LOAN, ("convention",), "pret_main_oeuvre.refacturation_au_cout",
     lambda f: lending.convention_ecrite(f.a["convention"])),
)  # fmt: skip

DIRECT: tuple[Asked, ...] = (
    (LOAN, ("mission_dirigee",), "pret_main_oeuvre.pret_gratuit_sans_cadre",
     _frame_of_a_free_loan),
    (LOAN, ("interet_propre",), "pret_main_oeuvre.pret_gratuit_sans_cadre",
     lambda f: lending.interet_propre(f.a["interet_propre"])),
)  # fmt: skip

BELOW_COST: tuple[Asked, ...] = (
    (LOAN, (), "pret_main_oeuvre.effectif_min_preteur",
     lambda f: lending.pret_sous_le_cout_permis(f.law)),
    (LOAN, ("beneficiaire", "effectif_groupe"), "pret_main_oeuvre.effectif_min_preteur",
     _large_enough),
    (LOAN, ("effectif_utilisateur", "age_utilisateur"), "pret_main_oeuvre.effectif_max_pme",
     lambda f: _small_or_young(f) if f.a["beneficiaire"] == "entreprise" else None),
    (LOAN, ("interet_general",), "pret_main_oeuvre.effectif_min_preteur_organismes",
     lambda f: o.interet_general(f.a["interet_general"], f.law)
     if f.a["beneficiaire"] == "organisme" else None),
    (LOAN, ("lien",), "pret_main_oeuvre.effectif_min_preteur",
     lambda f: lending.pas_dans_le_groupe(f.a["lien"])),
    (LOAN, (), "pret_main_oeuvre.duree_max", lambda f: lending.duree_du_pret(f.months / 12, f.law)),
    (LOAN, ("convention",), "pret_main_oeuvre.duree_max",
     lambda f: lending.convention_ecrite(f.a["convention"])),
    (LOAN, ("aides_recues", "part_facturee"), "de_minimis.plafond", _de_minimis),
)  # fmt: skip

WAYS = {"don": GIFT, "pret_au_cout": AT_COST, "pret_l8241_3": BELOW_COST, "pret_direct": DIRECT}


class Eligibility:
    """The path of one operation, and its flips: a plain function of the answers."""

    def __init__(
        self,
        case: SponsorCase,
        rank: int,
        book: Book,
        staff_cost: float = 0.0,
        laws: dict[date, Law] | None = None,
        earlier_aid: float = 0.0,
    ) -> None:
        operation = case.operations[rank]
        self.case, self.rank, self.operation = case, rank, operation
        first, last = days_of(case, operation)
        known = {} if laws is None else laws
        for day in (first, last):
            if day not in known:
                known[day] = book.on(day)
        lengths = [length_in_months(lent.debut, lent.fin) for lent in operation.salaries]
        self._facts = Facts(
            a={
                **{name: getattr(operation, name) for name in _OPERATION},
                "part_facturee": operation.billed,
                "effectif_groupe": case.effectif_groupe,
                "aides_recues": case.aides_recues + earlier_aid,
            },
            law=known[first],
            first_day=first,
            last_day=last,
            staff=bool(operation.salaries),
            last_law=known[last],
            months=round(max(lengths, default=0), 6),
            unbilled=staff_cost,
        )

    @cached_property
    def path(self) -> Path:
        """The questions as they stand."""
        return self._path({})

    def with_answers(self, changes: Answers) -> Path:
        """The same questions with other answers; raises KeyError for a field none reads."""
        unknown = set(changes) - set(self._facts.a)
        if unknown:
            raise KeyError(*unknown)
        return self._path(changes)

    def _path(self, changes: Answers) -> Path:
        facts = self._facts
        if changes:
            facts = replace(facts, a={**facts.a, **changes})
        voie = str(facts.a["voie"])
        asked = [
            Question(finding, group, fields, _row(facts, parameter))
            for group, fields, parameter, find in WAYS[voie]
            if facts.law.knows(parameter) and (finding := find(facts)) is not None
        ]
        if voie != "don":
            return Path(self.rank, voie, overall(q.finding for q in asked), tuple(asked), "")
        return self._gift(asked, facts)

    def _gift(self, asked: list[Question], facts: Facts) -> Path:
        doors = {
            group: overall(q.finding for q in asked if q.group == group)
            for group in (GENERAL, APPROVED)
        }
        door = min(doors, key=lambda group: (doors[group], group != _likely(facts)))
        other = GENERAL if door == APPROVED else APPROVED
        questions = tuple(
            Question(q.finding, q.group, q.fields, q.row, counts=q.group != other) for q in asked
        )
        state = overall(q.finding for q in questions if q.counts)
        return Path(self.rank, "don", state, questions, door)

    @cached_property
    def flips(self) -> tuple[Flip, ...]:
        """The smallest changes of answer that give another verdict, every one tried forward.

        From *not* or *to be confirmed*: towards eligible (or, failing two changes, a set that does
        it with no answer to spare). From eligible: each single answer that would close it.
        """
        now = self.path.eligible
        if now is State.OUVERT:
            return tuple(
                Flip((self._change(*one),), State.FERME, True)
                for one in self._candidates()
                if self._with([one]) is State.FERME
            )
        for size in (1, 2):
            found = [
                set_ for set_ in combinations(self._candidates(), size)
                if len({name for name, _ in set_}) == size and self._with(set_) is State.OUVERT
            ]  # fmt: skip
            if found:
                return tuple(
                    Flip(tuple(self._change(*one) for one in set_), State.OUVERT, True)
                    for set_ in found
                )
        long = self._greedy()
        smallest = len(long) == 3  # one and two were tried in vain
        return (Flip(long, State.OUVERT, smallest),) if long else ()

    def _with(self, changes: Iterable[tuple[str, Any]]) -> State:
        return self._path(dict(changes)).eligible

    def _change(self, name: str, after: Any) -> Change:
        return Change(name, self._facts.a[name], after)

    def _candidates(self) -> list[tuple[str, Any]]:
        """Each answer that some question of some way reads, with each other value it may take."""
        return [
            (name, value)
            for name in self._read()
            for value in self._values(name)
            if value != self._facts.a[name]
            and name != "dispositif"  # the network is a fact, not an answer to change
            and not (name == "voie" and value != "don")
        ]

    def _read(self) -> list[str]:
        names = ["voie", *(name for asked in GIFT for name in asked[1])]
        return list(dict.fromkeys(names))

    def _values(self, name: str) -> Sequence[Any]:
        if name in CHOICES:
            return [value for value in CHOICES[name] if value != "inconnu"]
        law = self._facts.law
        match name:
            case "agrement_fin":
                return [self._facts.last_day, self._facts.first_day - timedelta(days=1)]
            case "part_par_entreprise":
                limit = law.bare("mecenat.agrement_part_max_par_entreprise")
                return [limit, min(1, limit + 1 / 100)]
            case "contreparties" if law.knows("mecenat.tolerance_contreparties"):
                limit = law.bare("mecenat.tolerance_contreparties")
                return [limit, min(1, limit + 1 / 100)]
            case "effectif_groupe":
                least = law.bare("pret_main_oeuvre.effectif_min_preteur_organismes")
                return [] if isinf(least) or least == 0 else [int(least)]
        return []

    def _greedy(self) -> tuple[Change, ...]:
        """Change answers one by one, the most useful first, then give back those not needed."""
        chosen: dict[str, Any] = {}
        while self._path(chosen).eligible is not State.OUVERT:
            ranked = [
                (self._distance({**chosen, name: value}), place, name, value)
                for place, (name, value) in enumerate(self._candidates())
                if name not in chosen
            ]
            best = min(ranked, key=lambda entry: entry[:2], default=None)
            if best is None or best[0] >= self._distance(chosen):
                return ()
            chosen[best[2]] = best[3]
        for name in list(chosen):
            fewer = {key: value for key, value in chosen.items() if key != name}
            if self._path(fewer).eligible is State.OUVERT:
                chosen = fewer
        return tuple(self._change(name, value) for name, value in chosen.items())

    def _distance(self, changes: Answers) -> int:
        """How far a set of answers is from eligible: what is missing, by the shorter door."""
        path = self._path(changes)
        if not path.opens_reduction:
            return 10_000
        left = dict.fromkeys((GENERAL, APPROVED, COMMON), 0)
        for question in path.questions:
            left[question.group] += question.state
        return left[COMMON] + min(left[GENERAL], left[APPROVED])


_OPERATION = ("voie", *(name for name in Operation.model_fields if name not in {
    "libelle", "voie", "montants", "salaries", "jour", "aide_sociale"}))  # fmt: skip


def _likely(facts: Facts) -> str:
    """Between two doors equally far, the one the answers point at."""
    if facts.a["agrement"] == "oui":
        return APPROVED
    if facts.a["interet_general"] == "oui" or _helps(facts) == "non":
        return GENERAL
    return APPROVED


def _row(facts: Facts, parameter: str) -> Row:
    """The row behind a question: each gift owes the receipt of its own day."""
    of_each_gift = parameter == "mecenat.recu_obligatoire"
    return (facts.last_law if of_each_gift else facts.law).row(parameter)


def days_of(case: SponsorCase, operation: Operation) -> tuple[date, date]:
    """The first and last day of what is given: as said, as lent, or the closing of its years.

    The day said is that of the gift in the fiscal year it falls in, and of an agreement elsewhere.
    """
    said = operation.jour
    given = [
        said if said and first <= said <= last else last
        for first, last, amount in zip(
            case.openings, case.closings, operation.montants, strict=False
        )
        if amount
    ]
    starts = [salarie.debut for salarie in operation.salaries] or given or [case.cloture]
    ends = [salarie.fin for salarie in operation.salaries] or given or [case.cloture]
    first = operation.jour or min(starts)
    return first, max(first, *ends)
