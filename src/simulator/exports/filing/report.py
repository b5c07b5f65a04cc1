"""The filing pack: what a company files, keeps and is reminded of, for one fiscal year.

Every amount is the engine's, every rule bears its row of law, and a field that nobody filled stays
empty and is listed. Nothing here computes a tax: it says what stands on which line.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import isinf, isnan
from typing import Any

import pandas as pd

from simulator.base.days import months_after
from simulator.cases.lent_staff import Salarie
from simulator.cases.operation import Operation
from simulator.conditions.finding import ReadingName, State
from simulator.conditions.paths import Path
from simulator.errors import LawError
from simulator.exports.filing import deadlines
from simulator.exports.filing.identity import NOBODY, Identity
from simulator.exports.pack import Entry, Form, Grid, Pack, Part, Prose, Sheet, missing_of
from simulator.figure import cents
from simulator.figures.notes import notes_of
from simulator.figures.reserves import reserves_of
from simulator.law.book import Law, Row
from simulator.law.book import label as law_label
from simulator.schemes.staff import LentPart, Valuation
from simulator.sponsor.outcome import Outcome
from simulator.text import formats, say
from simulator.text.registered import in_words

READINGS: tuple[ReadingName, ...] = ("prudent", "confirmed")


def filing(
    outcome: Outcome,
    identity: Identity = NOBODY,
    *,
    exercice: int = 0,
    made_on: date | None = None,
) -> Pack:
    """The pack of one fiscal year (0 to 5) in the language spoken now.

    The outcome's own book gives the rules. Only `made_on` (today) changes from one day to another.
    """
    return _Filing(outcome, identity, exercice, made_on or date.today()).pack()


def slug(outcome: Outcome, exercice: int) -> str:
    """The name of the files: plain ASCII, nothing private."""
    return f"depot_mecenat_{outcome.closings[exercice].isoformat()}"


@dataclass(frozen=True, slots=True)
class _Point:
    """A point of the agreement: where its rule stands, when it applies, who answers."""

    key: str
    parameter: str
    applies: Callable[[Operation], bool]
    answer: Callable[[Operation], str] = lambda _: "inconnu"
    who: str = "entreprise"


def _gift(operation: Operation) -> bool:
    return operation.voie == "don"


def _staff_gift(operation: Operation) -> bool:
    return _gift(operation) and bool(operation.salaries)


def _lent(operation: Operation) -> bool:
    """Staff under the user's orders: a mission led by the lender is a service."""
    return bool(operation.salaries) and operation.mission_dirigee != "oui"


def _approved(operation: Operation) -> bool:
    return _gift(operation) and operation.helps_firms != "non" and operation.agrement != "non"


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
           lambda o: o.voie == "pret_au_cout" or (_gift(o) and _lent(o)), who="salarie"),
    _Point("avenant", "depot.avenant", _way("pret_au_cout"), who="salarie"),
    _Point("information_du_cse", "depot.information_du_cse", _way("pret_au_cout")),
    _Point("periode_probatoire", "depot.periode_probatoire", _way("pret_au_cout")),
    _Point("temps_passe", "depot.temps_passe", lambda o: bool(o.salaries)),
    _Point("valeur_par_le_donateur", "depot.valeur_par_le_donateur", _staff_gift, lambda _: "oui"),
    _Point("agrement", "mecenat.agrement", _approved, lambda o: o.agrement, "organisme"),
    _Point("rescrit", "mecenat.hors_aide_aux_entreprises",
           lambda o: _gift(o) and o.helps_firms == "oui" and o.agrement != "oui",
           lambda o: o.rescrit, "organisme"),
    _Point("gratuite", "mecenat.agrement_gratuite", _approved, lambda o: o.gratuite, "organisme"),
    _Point("recu", "mecenat.recu_obligatoire", _gift, lambda o: o.recu, "organisme"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a form: the form's row of law, its amount, by engine key or by another entry."""

    key: str
    form: str
    parameter: str
    figure: str = ""
    typed: str = ""


LINES = (
    _Line("reduction", "rci", "depot.libelles_de_la_reduction", "reduction"),
    _Line("dont_hors_de_france", "rci", "depot.libelles_de_la_reduction",
          typed="dons_hors_de_france"),
    _Line("chiffre_affaires", "fiche", "depot.fiche_de_calcul"),
    _Line("plafond", "fiche", "depot.fiche_de_calcul", "plafond"),
    _Line("dons", "fiche", "depot.fiche_de_calcul", "dons"),
    _Line("dons_retenus", "fiche", "depot.fiche_de_calcul", "dons_retenus"),
    _Line("excedent", "fiche", "depot.fiche_de_calcul"),
    _Line("report_utilise", "fiche", "depot.fiche_de_calcul", "report_utilise"),
    _Line("report_perdu", "fiche", "depot.fiche_de_calcul", "report_perdu"),
    _Line("report_restant", "fiche", "depot.fiche_de_calcul", "report_restant"),
    _Line("reduction_fiche", "fiche", "depot.fiche_de_calcul", "reduction"),
    _Line("reintegration", "resultat", "depot.reintegration"),
    _Line("reintegration_pret", "resultat", "pret_main_oeuvre.pret_gratuit_sans_cadre"),
    _Line("reduction_imputee", "solde", "mecenat.report_reduction_exercices",
          "reduction_imputee"),
    _Line("reduction_reportee", "solde", "mecenat.report_reduction_exercices",
          "reduction_reportee"),
    _Line("reduction_perdue", "solde", "mecenat.report_reduction_exercices", "reduction_perdue"),
)  # fmt: skip

FOLLOWED = (
    "plafond", "dons", "dons_retenus", "report_utilise", "report_perdu", "report_restant",
    "reduction", "impot_du", "reduction_imputee", "reduction_perdue", "reduction_reportee",
)  # fmt: skip
"""The quantities of the six-year table, in its order."""

KEY_FIGURES = ("cout", "reduction", "cout_net", "gain_euros", "en_attente", "perdu")
"""The figures of the first page, over the six fiscal years."""


def _period(first: date, last: date) -> str:
    """From a day to another, or the only day."""
    if first == last:
        return formats.day(first)
    return say("depot.periode", debut=formats.day(first), fin=formats.day(last))


@dataclass(slots=True)
class _Filing:
    """One pack being written; `rows` remembers each row of law that it cites."""

    outcome: Outcome
    identity: Identity
    exercice: int
    made_on: date
    rows: dict[tuple[str, date], Row] = field(default_factory=dict)
    figures: dict[str, dict[str, float | None]] = field(default_factory=dict)

    def pack(self) -> Pack:
        """Every sheet, then what is empty in them."""
        self.figures = {name: self.outcome.figures(name) for name in READINGS}
        chapters = (
            self.summary(), self.valued(), self.agreement(), self.lines(), self.receipts(),
            self.calendar(), self.six_years(),
        )  # fmt: skip
        sheets = (*chapters, self.sources())
        return Pack(
            title=say("depot.titre"),
            subtitle=say("depot.sous_titre", cloture=formats.day(self.closing)),
            answer=self.answer(),
            made_on=self.made_on,
            rules=say("depot.regles", jour=formats.day(self.read_on())),
            disclaimer=say("depot.pas_un_conseil"),
            foot=say("depot.pied", jour=formats.day(self.read_on())),
            author=say("app.nom"),
            sheets=sheets,
            missing=missing_of(sheets),
        )

    # what everything reads

    @property
    def closing(self) -> date:
        return self.outcome.closings[self.exercice]

    @property
    def law(self) -> Law:
        return self.outcome.laws[self.exercice]

    @property
    def operations(self) -> tuple[Operation, ...]:
        return self.outcome.case.operations

    def read_on(self) -> date:
        return max(row.checked_on for row in self.outcome.book.rows())

    def row(self, parameter: str, law: Law | None = None) -> Row | None:
        """A row of law, remembered for the list of sources; None before its first day."""
        try:
            found = (law or self.law).row(parameter)
        except LawError:
            return None
        self.rows[found.parameter, found.since] = found
        return found

    def number(self, parameter: str) -> float | None:
        """A value of law, None when no row holds."""
        row = self.row(parameter)
        return None if row is None or row.value is None else float(row.value)

    def value(self, key: str, reading: ReadingName = "prudent") -> float | None:
        """A figure of the engine; unknown or without limit is None."""
        amount = self.figures[reading].get(key)
        return None if amount is None or isnan(amount) else amount

    def valuations(self) -> list[Valuation]:
        """The employees lent in this fiscal year."""
        return [v for v in self.outcome.valuations if v.exercice == self.exercice]

    def cash(self, rank: int) -> float:
        """The money given by an operation in this fiscal year, in euros."""
        amounts = self.operations[rank].montants
        return amounts[self.exercice] if self.exercice < len(amounts) else 0.0

    def worth(self, rank: int) -> float:
        """What an operation gives in this fiscal year, ceiling applied, in euros."""
        in_kind = sum(float(v.valeur) for v in self.valuations() if v.operation == rank)
        return float(cents(self.cash(rank) + in_kind))

    def gifts(self) -> Iterator[tuple[int, Operation, Path]]:
        """The operations that give something in this fiscal year as a gift."""
        for rank, (operation, path) in enumerate(
            zip(self.operations, self.outcome.paths, strict=True)
        ):
            if _gift(operation) and self.worth(rank):
                yield rank, operation, path

    def active(self) -> Iterator[tuple[int, Operation, Path]]:
        """The operations that give or lend something in this fiscal year."""
        lent = {v.operation for v in self.valuations()}
        for rank, (operation, path) in enumerate(
            zip(self.operations, self.outcome.paths, strict=True)
        ):
            if rank in lent or self.cash(rank):
                yield rank, operation, path

    def named(self, rank: int) -> str:
        """An operation by its number and what the user called it."""
        title = self.operations[rank].libelle.strip()
        number = say("depot.operation", numero=rank + 1)
        return f"{number} · {title}" if title else number

    def headed(self, rank: int) -> str:
        """The same before a sentence."""
        return say("depot.zero.operation", nom=self.named(rank))

    def at(self, name: str) -> str:
        """The key of a figure of this fiscal year."""
        return f"{name}.{self.exercice}"

    def entry(self, key: str, name: str, value: Any, *args: Any, **more: Any) -> Entry:
        """A field whose label is `depot.champs.<name>`."""
        return Entry(key, say(f"depot.champs.{name}"), value, *args, **more)

    # 1. Summary

    def answer(self) -> str:
        """The one sentence: what the year gives, prudent first."""
        prudent = self.value(self.at("reduction")) or 0.0
        confirmed = self.value(self.at("reduction"), "confirmed") or 0.0
        given = float(cents(sum(self.worth(rank) for rank, _, _ in self.gifts())))
        words = {
            "montant": formats.euros_cents(prudent),
            "don": formats.euros_cents(given),
            "cloture": formats.day(self.closing),
            "confirme": formats.euros_cents(confirmed),
        }
        if not prudent and not confirmed:
            return say("depot.reponse_nulle", **words)
        if confirmed != prudent:
            return say("depot.reponse_deux", **words)
        return say("depot.reponse", **words)

    def summary(self) -> Sheet:
        giver, who = self.identity.entreprise, "entreprise"
        company = [
            self.entry(f"entreprise.{name}", name, getattr(giver, name), "texte", who)
            for name in ("denomination", "forme_juridique", "siren", "adresse", "signataire",
                         "qualite_du_signataire")
        ]  # fmt: skip
        opening = self.outcome.case.openings[self.exercice]
        company += [
            self.entry("exercice.ouverture", "ouverture", opening, "jour"),
            self.entry("exercice.cloture", "cloture", self.closing, "jour"),
        ]
        parts: list[Part] = [
            Form(say("depot.blocs.entreprise"), tuple(company)),
            self.key_figures(),
            self.verdicts(),
            *self.refusals(),
        ]
        notes = [("", note.words()) for note in notes_of(self.outcome)]
        parts.append(Prose(say("depot.blocs.reserves"), tuple(self.warnings())))
        if notes:
            parts.append(Prose(say("depot.blocs.suppositions"), tuple(notes)))
        return Sheet("synthese", say("depot.feuilles.synthese"), tuple(parts))

    def key_figures(self) -> Grid:
        rows = []
        year = [self.at(name) for name in ("plafond", "dons", "dons_retenus", "reduction",
                                           "reduction_imputee")]  # fmt: skip
        for key in (*year, *KEY_FIGURES):
            name = key.split(".")[0] if "." in key else f"six_{key}"
            label = say(f"depot.chiffres.{name}")
            rows.append((
                Entry(f"synthese.{key}.libelle", label, label),
                *(
                    Entry(f"synthese.{key}.{reading}", label, self.value(key, reading), "€",
                          "calcul", key if reading == "prudent" else "",
                          blank=say("mots.inconnu"), strong=key == self.at("reduction"))
                    for reading in READINGS
                ),
            ))  # fmt: skip
        heads = (say("depot.tetes.chiffre"), say("depot.tetes.prudente"),
                 say("depot.tetes.confirmee"))  # fmt: skip
        return Grid(
            say("depot.blocs.chiffres"), heads, tuple(rows), (3, 1, 1), say("depot.notes.lectures")
        )

    def verdicts(self) -> Grid:
        rows = []
        for rank, _, path in self.active():
            reason = path.reason
            words = reason.words("fait") if reason else say("depot.tout_ouvert")
            rows.append((
                Entry(f"verdict.{rank}.operation", say("depot.tetes.operation"), self.named(rank)),
                Entry(f"verdict.{rank}.etat", say("depot.tetes.etat"), _verdict(path)),
                Entry(f"verdict.{rank}.fait", say("depot.tetes.fait"), words),
                Entry(f"verdict.{rank}.source", say("depot.tetes.source"),
                      in_words(reason.reference) if reason else say("depot.sans_objet")),
            ))  # fmt: skip
        heads = tuple(say(f"depot.tetes.{k}") for k in ("operation", "etat", "fait", "source"))
        return Grid(
            say("depot.blocs.eligibilite"), heads, tuple(rows), (2, 1, 3, 2),
            empty=say("depot.vides.operation"),
        )  # fmt: skip

    def refusals(self) -> Iterator[Prose]:
        """0 € and why, for each gift that opens nothing as things stand."""
        lines = []
        for rank, operation, path in self.active():
            if not _gift(operation):
                words = f"{say('depot.zero.pret')} {self.charge(rank)}"
                lines.append((self.headed(rank), words))
            elif path.eligible is not State.OUVERT and path.reason is not None:
                key = "ferme" if path.eligible is State.FERME else "a_confirmer"
                flips = self.outcome.flips(rank)
                words = say(
                    f"depot.zero.{key}",
                    regle=path.reason.words("regle"),
                    fait=path.reason.words("fait"),
                    bascule=flips[0].words() if flips else say("depot.zero.rien"),
                )
                lines.append((self.headed(rank), f"{words} {self.charge(rank)}"))
        if lines:
            yield Prose(say("depot.blocs.zero"), tuple(lines))

    def charge(self, rank: int) -> str:
        """Whether the cost of an operation stays deductible, why, and by which article."""
        treated = self.outcome.treatments[rank]
        return f"{treated.words()} ({in_words(treated.reference)})"

    def warnings(self) -> Iterator[tuple[str, str]]:
        for reserve in reserves_of(self.outcome):
            reference = f" ({in_words(reserve.reference)})" if reserve.reference else ""
            yield reserve.words("titre"), reserve.words("texte") + reference

    # 2. Value of each lent employee

    def valued(self) -> Sheet:
        parts: list[Part] = [self.employee(v) for v in self.valuations()]
        if parts:
            parts.insert(0, self.employees())
        else:
            parts = [Prose("", (("", say("depot.vides.salarie")),))]
        return Sheet("valorisation", say("depot.feuilles.valorisation"), tuple(parts))

    def employees(self) -> Grid:
        """All of them on one page, with their sums."""
        found = self.valuations()
        rows: list[tuple[Entry, ...]] = []
        for v in found:
            at, gift = _at(v), _gift(self.operations[v.operation])
            name = Entry(f"{at}.rang", say("depot.tetes.salarie"), self.employee_name(v))
            rows.append((
                name,
                Entry(f"{at}.total_cout", say("depot.champs.cout"), float(v.cout), "€",
                      live=f"{{{at}.cout}}"),
                *(
                    Entry(f"{at}.total_{part}", say(f"depot.champs.{part}"), float(amount), "€",
                          live=f"{{{at}.{part}}}")
                    if gift else
                    Entry(f"{at}.total_{part}", say(f"depot.champs.{part}"),
                          say("depot.pas_un_don"))
                    for part, amount in (("valeur", v.valeur), ("non_compte", v.non_compte))
                ),
            ))  # fmt: skip
        given = [v for v in found if _gift(self.operations[v.operation])]
        if given:
            rows.append(self.sum_of(given))
        heads = (say("depot.tetes.salarie"),
                 *(say(f"depot.champs.{n}") for n in ("cout", "valeur", "non_compte")))  # fmt: skip
        return Grid(say("depot.blocs.salaries"), heads, tuple(rows), (3, 2, 2, 2))

    def sum_of(self, given: Sequence[Valuation]) -> tuple[Entry, ...]:
        """The sums of the gifts alone: a loan is not a gift."""
        sums = {
            "cout": sum(float(v.cout) for v in given),
            "valeur": sum(float(v.valeur) for v in given),
            "non_compte": sum(v.non_compte for v in given),
        }
        word = say("depot.tetes.total_des_dons")
        return (
            Entry("valorisation.total.libelle", word, word, strong=True),
            *(
                Entry(f"valorisation.total.{name}", say(f"depot.champs.{name}"),
                      float(cents(amount)), "€",
                      live="+".join(f"{{{_at(v)}.total_{name}}}" for v in given), strong=True)
                for name, amount in sums.items()
            ),
        )  # fmt: skip

    def employee_name(self, v: Valuation) -> str:
        """The name typed in the case, else the number of the employee in its operation."""
        number = say("depot.salarie", numero=v.salarie + 1, operation=v.operation + 1)
        return v.libelle.strip() or number

    def employee(self, v: Valuation) -> Form:
        at, operation = _at(v), self.operations[v.operation]
        engine = f"valeur.{v.operation}.{v.salarie}.{v.exercice}"
        ceiling = self.row("mecenat.plafond_pass_multiple") if _gift(operation) else None
        entries = [
            self.entry(f"{at}.salarie", "salarie", v.libelle.strip() or None),
            self.entry(f"{at}.operation", "operation", self.named(v.operation)),
            self.entry(f"{at}.beneficiaire", "beneficiaire",
                       self.identity.recipient(v.operation).denomination, who="organisme"),
            self.entry(f"{at}.voie", "voie", say(f"depot.voies.{operation.voie}")),
            self.entry(f"{at}.debut", "debut", v.debut, "jour"),
            self.entry(f"{at}.fin", "fin", v.fin, "jour"),
            self.entry(f"{at}.jours", "jours", float(v.jours), "jours"),
            self.entry(f"{at}.heures", "heures", float(v.heures), "heures"),
            self.entry(f"{at}.part", "part_de_l_annee", float(v.part_de_l_annee), "ratio"),
            self.entry(f"{at}.cout_unitaire", "cout_unitaire", float(v.cout_unitaire), "€"),
            self.entry(f"{at}.cout_horaire", "cout_horaire", float(v.cout_horaire), "€"),
            *self.parts(v),
            self.entry(f"{at}.cout", "cout", float(v.cout), "€",
                       engine=f"{engine}#{self.cost_rule(v)}"),
            *(self.capped(v) if _gift(operation) else ()),
            self.entry(f"{at}.formule", "formule", self.formula(v)),
            self.entry(f"{at}.article", "article", _reference(ceiling, operation)),
        ]  # fmt: skip
        self.row("depot.temps_passe")
        for part in v.parts:
            self.row("securite_sociale.pass_annuel", self.law.at(part.debut))
        return Form(self.employee_name(v), tuple(entries))

    def parts(self, v: Valuation) -> Iterator[Entry]:
        """Each part of a loan that two scales value, with its own calculation."""
        if len(v.parts) == 1:
            return
        for number, part in enumerate(v.parts):
            period = _period(part.debut, part.fin)
            words = self.formula_of(part, self.operations[v.operation].salaries[v.salarie])
            yield Entry(f"{_at(v)}.tranche.{number}", period, words)

    def capped(self, v: Valuation) -> Iterator[Entry]:
        """The ceiling of a gift, and what it leaves of the cost."""
        at, engine = _at(v), f"valeur.{v.operation}.{v.salarie}.{v.exercice}"
        no_ceiling = isinf(float(v.plafond))
        ceiling: Any = say("depot.sans_plafond") if no_ceiling else float(cents(float(v.plafond)))
        yield self.entry(
            f"{at}.plafond", "plafond_salarie", ceiling, "texte" if no_ceiling else "€",
            engine="" if no_ceiling else f"{engine}#plafond_par_salarie",
        )  # fmt: skip
        reading = say(f"choix.lecture_pass.{self.outcome.case.lecture_pass}")
        yield self.entry(f"{at}.lecture", "lecture_pass", reading)
        if not no_ceiling:
            years = formats.listed(sorted({str(part.debut.year) for part in v.parts}))
            yield self.entry(f"{at}.pass", "pass_retenu", float(cents(float(v.pass_annuel))), "€")
            yield self.entry(
                f"{at}.pass_annee", "pass_annee", say("depot.pass_annee", annees=years)
            )
        applied = say("depot.applique" if v.plafond_applique else "depot.non_applique")
        yield self.entry(f"{at}.applique", "plafond_applique", applied)
        smaller = f"MIN({{{at}.cout}},{{{at}.plafond}})"
        yield self.entry(
            f"{at}.valeur", "valeur", float(v.valeur), "€",
            live=f"{{{at}.cout}}" if no_ceiling else smaller, strong=True,
        )  # fmt: skip
        yield self.entry(
            f"{at}.non_compte", "non_compte", v.non_compte, "€",
            live=f"ROUND({{{at}.cout}}-{{{at}.valeur}},2)",
        )  # fmt: skip

    def cost_rule(self, v: Valuation) -> str:
        """The rule that gives the cost: parts, time by a unit cost, or a share of a yearly one."""
        if len(v.parts) > 1:
            return "cout_du_pret"
        salarie = self.operations[v.operation].salaries[v.salarie]
        counted = any(x is not None for x in (salarie.cout_journee, salarie.jours, salarie.heures))
        return "cout_du_temps_prete" if counted else "cout_d_une_part_de_l_annee"

    def formula(self, v: Valuation) -> str:
        """The calculation in the user's own numbers."""
        numbers = {
            "cout": formats.euros_cents(float(v.cout)),
            "plafond": formats.euros_cents(float(v.plafond)),
            "valeur": formats.euros_cents(float(v.valeur)),
        }
        sentence = self.formula_of(v.parts[0], self.operations[v.operation].salaries[v.salarie])
        if len(v.parts) > 1:
            amounts = [formats.euros_cents(float(part.cout)) for part in v.parts]
            sentence = say("depot.formules.annees", parts=" + ".join(amounts), **numbers)
        if isinf(float(v.plafond)) or not _gift(self.operations[v.operation]):
            return sentence
        return f"{sentence} {say('depot.formules.plafond', **numbers)}"

    def formula_of(self, part: LentPart, salarie: Salarie) -> str:
        """The calculation of one part: its days, its hours or its share of the year."""
        numbers = {
            "jours": formats.with_unit(round(float(part.jours), 2), "jours"),
            "journee": formats.euros_cents(float(part.cout_unitaire)),
            "heures": formats.with_unit(round(float(part.heures), 2), "heures"),
            "heure": formats.euros_cents(float(part.cout_horaire)),
            "part": formats.percent(float(part.part_de_l_annee), 4),
            "cout": formats.euros_cents(float(part.cout)),
        }
        counted = salarie.jours is not None or salarie.cout_journee is not None
        way = "jours" if counted else "heures" if salarie.heures is not None else "part"
        return say(f"depot.formules.{way}", **numbers)

    # 3. Agreement

    def agreement(self) -> Sheet:
        parts = (self.checklist(), self.conditions())
        return Sheet("convention", say("depot.feuilles.convention"), parts)

    def checklist(self) -> Grid:
        rows: list[tuple[Entry, ...]] = []
        for rank, operation, path in self.active():
            if _gift(operation) and path.eligible is State.FERME:
                continue
            for point in POINTS:
                row = self.row(point.parameter) if point.applies(operation) else None
                if row is None or row.value == "non":
                    continue
                key = f"convention.{rank}.{point.key}"
                answer = point.answer(operation)
                label = say(f"depot.points.{point.key}")
                done = None if answer == "inconnu" else say(f"depot.etats.{answer}")
                rows.append((
                    Entry(f"{key}.operation", say("depot.tetes.operation"), self.named(rank)),
                    Entry(f"{key}.point", say("depot.tetes.point"), label),
                    Entry(f"{key}.source", say("depot.tetes.source"), in_words(row.reference)),
                    Entry(f"{key}.etat", formats.named(self.named(rank), label), done, "texte",
                          point.who, blank=say("depot.etats.inconnu")),
                ))  # fmt: skip
            rows += self.counterparts(rank, operation)
        heads = tuple(say(f"depot.tetes.{k}") for k in ("operation", "point", "source", "etat"))
        return Grid(
            say("depot.blocs.convention"), heads, tuple(rows), (2, 4, 2, 2),
            say("depot.notes.convention"), say("depot.vides.operation"),
        )  # fmt: skip

    def counterparts(self, rank: int, operation: Operation) -> list[tuple[Entry, ...]]:
        """What the giver receives stays within what usage admits."""
        row = self.row("mecenat.tolerance_contreparties") if _gift(operation) else None
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
            Entry(f"{key}.operation", say("depot.tetes.operation"), self.named(rank)),
            Entry(f"{key}.point", say("depot.tetes.point"), words),
            Entry(f"{key}.source", say("depot.tetes.source"), in_words(row.reference)),
            Entry(f"{key}.etat", say("depot.tetes.etat"), state),
        )]  # fmt: skip

    def conditions(self) -> Grid:
        """The questions of eligibility as the engine answers them."""
        rows = []
        for rank, _, path in self.active():
            for question in path.questions:
                if not question.counts:
                    continue
                self.rows[question.row.parameter, question.row.since] = question.row
                key = f"conditions.{rank}.{question.group}.{question.key}"
                rows.append((
                    Entry(f"{key}.operation", say("depot.tetes.operation"), self.named(rank)),
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

    # 4. Lines of the forms

    def lines(self) -> Sheet:
        rows = [row for line in LINES if (row := self.line(line)) is not None]
        self.row("depot.formulaire_de_la_reduction")
        heads = tuple(
            say(f"depot.tetes.{k}")
            for k in ("formulaire", "ligne", "case", "prudente", "confirmee", "source")
        )
        grid = Grid(
            say("depot.blocs.lignes"), heads, tuple(rows), (3, 5, 1, 2, 2, 4),
            say("depot.notes.lignes"),
        )  # fmt: skip
        return Sheet(
            "lignes", say("depot.feuilles.lignes"), (grid, *self.declared()), landscape=True
        )

    def line(self, line: _Line) -> tuple[Entry, ...] | None:
        if line.key == "reintegration_pret" and not any(map(self.added_back_loans, READINGS)):
            return None
        row = self.row(line.parameter)
        if row is None:
            return None
        key, label = f"lignes.{line.key}", say(f"depot.lignes.{line.key}")
        form = say(f"depot.formulaires.{line.form}")
        return (
            Entry(f"{key}.formulaire", say("depot.tetes.formulaire"), form),
            Entry(f"{key}.libelle", say("depot.tetes.ligne"), label),
            Entry(f"{key}.case", say("depot.case_de", ligne=label),
                  say("depot.sans_objet") if line.form == "solde" else None, "texte",
                  "formulaire"),
            self.amount(line, key, label, "prudent"),
            self.amount(line, key, label, "confirmed"),
            Entry(f"{key}.source", say("depot.tetes.source"), in_words(row.reference)),
        )  # fmt: skip

    def amount(self, line: _Line, key: str, label: str, reading: ReadingName) -> Entry:
        """The amount of a line: the engine's, the user's, or a sum of other entries."""
        key = f"{key}.{reading}"
        if line.figure:
            figure = self.at(line.figure)
            return Entry(
                key, label, self.value(figure, reading), "€", "calcul",
                figure if reading == "prudent" else "", blank=say("mots.inconnu"),
            )  # fmt: skip
        if line.typed:
            typed = getattr(self.identity.entreprise, line.typed)
            if reading == "confirmed" and typed is None:
                return Entry(key, label, say("depot.idem"))
            return Entry(key, label, typed, "€")
        if line.key == "chiffre_affaires":
            return Entry(key, label, self.turnover(), "€")
        if line.key == "excedent":
            given, kept = (f"{{lignes.{n}.{reading}}}" for n in ("dons", "dons_retenus"))
            dons, retenus = (
                self.value(self.at(n), reading) or 0.0 for n in ("dons", "dons_retenus")
            )
            return Entry(
                key, label, float(cents(dons - retenus)), "€", live=f"ROUND({given}-{kept},2)"
            )
        if line.key == "reintegration_pret":
            return Entry(key, label, self.added_back_loans(reading), "€")
        return Entry(key, label, self.added_back(reading), "€")

    def turnover(self) -> float:
        values = self.outcome.case.chiffre_affaires
        return values[min(self.exercice, len(values) - 1)]

    def added_back(self, reading: ReadingName) -> float:
        """The whole cost of the gifts of the year, ceiling or not.

        What is refused as a gift and stays a charge (sponsorship, a duty) is not added back.
        """
        case = self.outcome.case
        gifts = {
            rank
            for rank, operation in enumerate(self.operations)
            if _gift(operation) and not self.outcome.treatments[rank].deductible(reading)
        }
        cost = sum(float(v.cout) for v in self.valuations() if v.operation in gifts)
        money = sum(self.cash(rank) for rank in gifts)
        others = sum(
            values[self.exercice]
            for values in (case.autres_dons, case.autres_dons_aide_sociale)
            if self.exercice < len(values)
        )
        return float(cents(cost + money + others))

    def added_back_loans(self, reading: ReadingName) -> float:
        """What is not billed of the loans that no interest and no text makes deductible."""
        left = 0.0
        for v in self.valuations():
            operation, treated = self.operations[v.operation], self.outcome.treatments[v.operation]
            if not _gift(operation) and not treated.deductible(reading):
                left += float(v.cout) - float(cents(operation.billed * float(v.cout)))
        return float(cents(left))

    def declared(self) -> Iterator[Part]:
        """The gifts to declare one by one above a threshold."""
        row = self.row("mecenat.seuil_declaration")
        if row is None or row.value is None or isinf(float(row.value)):
            return
        total = self.value(self.at("dons"), "confirmed") or 0.0
        words = {
            "seuil": formats.euros(float(row.value)),
            "total": formats.euros_cents(total),
            "source": in_words(row.reference),
        }
        if total <= float(row.value):
            yield Prose(
                say("depot.blocs.declaration"), (("", say("depot.sous_le_seuil", **words)),)
            )
            return
        rows = [self.declared_gift(rank, op) for rank, op, path in self.gifts()
                if path.eligible is not State.FERME]  # fmt: skip
        rows += self.other_gifts()
        heads = tuple(
            say(f"depot.tetes.{k}") for k in ("beneficiaire", "dates", "montant", "contreparties")
        )
        yield Grid(
            say("depot.blocs.declaration"), heads, tuple(rows), (3, 3, 2, 2),
            say("depot.au_dela_du_seuil", **words),
        )  # fmt: skip

    def declared_gift(self, rank: int, operation: Operation) -> tuple[Entry, ...]:
        key, amount = f"declaration.{rank}", self.worth(rank)
        name = self.named(rank)
        received = float(cents(amount * operation.contreparties))
        return (
            Entry(f"{key}.beneficiaire", formats.named(name, say("depot.champs.beneficiaire")),
                  self.identity.recipient(rank).denomination, "texte", "organisme"),
            Entry(f"{key}.dates", formats.named(name, say("depot.tetes.dates")), self.dates(rank)),
            Entry(f"{key}.montant", say("depot.tetes.montant"), amount, "€"),
            Entry(f"{key}.contreparties", say("depot.tetes.contreparties"), received, "€"),
        )  # fmt: skip

    def other_gifts(self) -> list[tuple[Entry, ...]]:
        """What the case counts without saying to whom: only its sum is known."""
        case = self.outcome.case
        found: list[tuple[Entry, ...]] = []
        for name in ("autres_dons", "autres_dons_aide_sociale"):
            values = getattr(case, name)
            amount = values[self.exercice] if self.exercice < len(values) else 0.0
            if amount:
                key, label = f"declaration.{name}", say(f"depot.champs.{name}")
                found.append((
                    Entry(f"{key}.beneficiaire",
                          formats.named(label, say("depot.tetes.beneficiaire")), None),
                    Entry(f"{key}.dates", formats.named(label, say("depot.tetes.dates")), None),
                    Entry(f"{key}.montant", label, amount, "€"),
                    Entry(f"{key}.contreparties",
                          formats.named(label, say("depot.tetes.contreparties")), None),
                ))  # fmt: skip
        return found

    def dates(self, rank: int) -> str | None:
        """When an operation gives in this fiscal year: its period, or the day typed."""
        periods = [(v.debut, v.fin) for v in self.valuations() if v.operation == rank]
        if periods:
            first, last = min(p[0] for p in periods), max(p[1] for p in periods)
            return _period(first, last)
        day = self.operations[rank].jour
        opening = self.outcome.case.openings[self.exercice]
        within = day is not None and opening <= day <= self.closing
        return formats.day(day) if day is not None and within else None

    # 5. Receipt

    def receipts(self) -> Sheet:
        parts: list[Part] = [
            self.receipt(rank, operation)
            for rank, operation, path in self.gifts()
            if path.eligible is not State.FERME
        ]
        if not parts:
            parts = [Prose("", (("", say("depot.vides.recu")),))]
        return Sheet("recu", say("depot.feuilles.recu"), tuple(parts))

    def receipt(self, rank: int, operation: Operation) -> Form:
        body, giver = self.identity.recipient(rank), self.identity.entreprise
        key = f"recu.{rank}"
        in_kind = float(cents(self.worth(rank) - self.cash(rank)))
        kind = "nature" if operation.salaries else "numeraire"
        shape = body.forme_du_don
        row = self.row("depot.mentions_du_recu")
        entries = [
            *(
                self.entry(f"{key}.organisme.{name}", name, getattr(body, name), "texte",
                           "organisme")
                for name in ("denomination", "identifiant", "adresse", "objet")
            ),
            *(
                self.entry(f"{key}.entreprise.{name}", f"donateur_{name}", getattr(giver, name))
                for name in ("denomination", "forme_juridique", "siren", "adresse")
            ),
            self.entry(f"{key}.numeraire", "numeraire", self.cash(rank), "€"),
            self.entry(f"{key}.nature", "nature_valeur", in_kind, "€"),
            self.entry(f"{key}.total", "total_recu", self.worth(rank), "€",
                       live=f"{{{key}.numeraire}}+{{{key}.nature}}", strong=True),
            self.entry(f"{key}.dates", "dates", self.dates(rank)),
            self.entry(f"{key}.nature_du_don", "nature_du_don", say(f"depot.natures.{kind}")),
            self.entry(f"{key}.forme", "forme_du_don",
                       None if shape is None else say(f"depot.formes.{shape}"), who="organisme"),
            *(
                self.entry(f"{key}.{name}", name, getattr(body, name), unit, "organisme")
                for name, unit in (("numero_recu", "texte"), ("date_recu", "jour"),
                                   ("signataire", "texte"))
            ),
        ]  # fmt: skip
        if _approved(operation):
            entries.append(
                self.entry(f"{key}.numero_agrement", "numero_agrement", body.numero_agrement,
                           who="organisme")
            )  # fmt: skip
        note = ""
        if row is not None:
            source = in_words(row.reference)
            note = say("depot.notes.recu", source=source, note=in_words(row.note))
        return Form(self.named(rank), tuple(entries), note)

    # 6. Calendar

    def calendar(self) -> Sheet:
        rows = [
            (
                Entry(f"echeances.{key}.jour", formats.named(say("depot.tetes.jour"), what), day,
                      "jour", who),
                Entry(f"echeances.{key}.quoi", say("depot.tetes.quoi"), what),
                Entry(f"echeances.{key}.regle", say("depot.tetes.regle"), rule),
                Entry(f"echeances.{key}.source", say("depot.tetes.source"), source),
            )
            for key, day, what, rule, source, who in self.reminders()
        ]  # fmt: skip
        rows.sort(key=lambda row: row[0].value or date.max)
        heads = tuple(say(f"depot.tetes.{k}") for k in ("jour", "quoi", "regle", "source"))
        grid = Grid(
            say("depot.blocs.echeances"), heads, tuple(rows), (2, 3, 4, 3),
            say("depot.notes.echeances"),
        )  # fmt: skip
        return Sheet("echeances", say("depot.feuilles.echeances"), (grid,))

    def reminders(self) -> Iterator[tuple[str, date | None, str, str, str, str]]:
        """Key, day, what, rule, source, who can give the day when no source does."""
        yield from self.filing_days()
        yield from self.operation_days()
        yield from self.last_days()
        yield self.receipts_declared()
        words = self.reminder("conservation", say("depot.sans_source"))
        yield "conservation", None, *words, "administration"

    def receipts_declared(self) -> tuple[str, date | None, str, str, str, str]:
        """The body declares its receipts as a return is filed; the day is of a December close."""
        row = self.row("depot.declaration_des_recus")
        delay = self.row("depot.declaration_jours_ouvres_de_mai")
        day = deadlines.declaration(date(self.closing.year, 12, 31), self.law) if delay else None
        source = in_words(row.reference) if row else say("depot.sans_source")
        words = self.reminder("declaration_des_recus", source)
        return "declaration_des_recus", day if row else None, *words, "organisme"

    def reminder(self, key: str, source: str, **values: str) -> tuple[str, str, str]:
        """What to do, the rule it follows, and where that stands."""
        return (
            say(f"depot.rappels.{key}.quoi", **values),
            say(f"depot.rappels.{key}.regle", **values),
            source,
        )

    def filing_days(self) -> Iterator[tuple[str, date | None, str, str, str, str]]:
        calendar = deadlines.is_calendar(self.closing)
        back = "depot.declaration_jours_ouvres_de_mai" if calendar else "depot.declaration_mois"
        settled = "depot.releve_de_solde_mai" if calendar else "depot.releve_de_solde_mois"
        for key, parameters, find in (
            ("declaration", (back,), deadlines.declaration),
            ("teletransmission", (back, "depot.teletransmission_jours"),
             deadlines.declaration_sent_online),
            ("releve_de_solde", (settled,), deadlines.settlement),
        ):  # fmt: skip
            found = [self.row(name) for name in parameters]
            day = find(self.closing, self.law) if all(found) else None
            source = in_words(found[-1].reference) if found[-1] else say("depot.sans_source")
            yield key, day, *self.reminder(key, source), "administration"

    def operation_days(self) -> Iterator[tuple[str, date | None, str, str, str, str]]:
        for rank, operation, path in self.active():
            if _gift(operation) and path.eligible is State.FERME:
                continue
            name = self.named(rank)
            row = self.row("mecenat.convention_du_pret")
            if operation.salaries and row is not None:
                first = min(salarie.debut for salarie in operation.salaries)
                words = self.reminder("convention", in_words(row.reference), operation=name)
                yield f"convention.{rank}", first, *words, "entreprise"
            if _gift(operation) and path.door == "porte_agrement":
                approved = self.row("mecenat.agrement_valide")
                source = in_words(approved.reference) if approved else say("depot.sans_source")
                words = self.reminder("agrement", source, operation=name)
                yield f"agrement.{rank}", operation.agrement_fin, *words, "organisme"
            longest = self.row("pret_main_oeuvre.duree_max")
            if operation.voie == "pret_l8241_3" and longest is not None and longest.value:
                first = min(salarie.debut for salarie in operation.salaries)
                day = months_after(first, int(12 * float(longest.value)))
                words = self.reminder("fin_du_pret", in_words(longest.reference), operation=name)
                yield f"fin_du_pret.{rank}", day, *words, "entreprise"

    def last_days(self) -> Iterator[tuple[str, date | None, str, str, str, str]]:
        """The closings after which what waits is lost, for each vintage that still waits."""
        for stock, parameter in (
            ("assiette", "mecenat.report_exercices"),
            ("impot", "mecenat.report_reduction_exercices"),
        ):
            row = self.row(parameter)
            frame = self.outcome.confirmed.vintages(stock)
            now = frame[(frame["exercice"] == self.closing.year) & (frame["reste"] > 0)]
            if row is None:
                continue
            for line in now.to_dict("records"):
                year = int(line["meurt"])
                words = self.reminder(
                    f"perte_{stock}", in_words(row.reference),
                    millesime=str(line["millesime"]), montant=formats.euros_cents(line["reste"]),
                    taux=formats.percent(line["taux"]),
                )  # fmt: skip
                key = f"perte_{stock}.{line['millesime']}.{line['taux']}"
                yield key, _same_day(self.closing, year), *words, "calcul"

    # 7. Six fiscal years

    def six_years(self) -> Sheet:
        parts: list[Part] = []
        for reading in READINGS:
            if reading == "confirmed" and self.figures["prudent"] == self.figures["confirmed"]:
                continue
            parts.append(self.years(reading))
            parts += [self.stock(reading, stock) for stock in ("assiette", "impot")]
        return Sheet("suivi", say("depot.feuilles.suivi"), tuple(parts), landscape=True)

    def years(self, reading: ReadingName) -> Grid:
        rows = []
        for name in FOLLOWED:
            label = say(f"depot.chiffres.{name}")
            cells = []
            for year in range(len(self.outcome.closings)):
                amount = self.figures[reading][f"{name}.{year}"]
                word = say("depot.impot_inconnu" if name == "impot_du" else "mots.inconnu")
                known = amount is not None and not isinf(amount)
                cells.append(Entry(
                    f"suivi.{reading}.{name}.{year}", label, amount if known else word,
                    "€" if known else "texte", "calcul",
                    f"{name}.{year}" if known and reading == "prudent" else "",
                ))  # fmt: skip
            rows.append((Entry(f"suivi.{reading}.{name}.libelle", label, label), *cells))
        heads = (say("depot.tetes.exercice_clos"),
                 *(formats.day(day) for day in self.outcome.closings))  # fmt: skip
        title = say("depot.blocs.suivi", lecture=say(f"depot.lectures.{reading}"))
        return Grid(title, heads, tuple(rows), (3, *[2] * 6))

    def stock(self, reading: ReadingName, stock: str) -> Grid:
        frame: pd.DataFrame = self.outcome.reading(reading).vintages(stock)
        rows = []
        for number, line in enumerate(frame.to_dict("records")):
            key = f"suivi.{reading}.{stock}.{number}"
            moves = {
                name: Entry(f"{key}.{name}", say(f"depot.stock.{name}"), float(line[name]), "€")
                for name in ("ouverture", "ne", "utilise", "perdu")
            }
            live = "ROUND({a}+{b}-{c}-{d},2)"
            for letter, name in zip("abcd", moves, strict=True):
                live = live.replace(f"{{{letter}}}", f"{{{key}.{name}}}")
            rows.append((
                Entry(f"{key}.millesime", say("depot.stock.millesime"), str(line["millesime"])),
                Entry(f"{key}.taux", say("depot.stock.taux"), float(line["taux"]), "ratio"),
                Entry(f"{key}.exercice", say("depot.stock.exercice"), str(line["exercice"])),
                *moves.values(),
                Entry(f"{key}.reste", say("depot.stock.reste"), float(line["reste"]), "€",
                      live=live, strong=True),
                Entry(f"{key}.meurt", say("depot.stock.meurt"), str(line["meurt"])),
            ))  # fmt: skip
        names = ("millesime", "taux", "exercice", "ouverture", "ne", "utilise", "perdu", "reste",
                 "meurt")  # fmt: skip
        heads = tuple(say(f"depot.stock.{name}") for name in names)
        title = say(f"depot.blocs.stock_{stock}", lecture=say(f"depot.lectures.{reading}"))
        return Grid(
            title, heads, tuple(rows), (2, 1, 2, 2, 2, 2, 2, 2, 2),
            empty=say("depot.vides.stock"),
        )  # fmt: skip

    # 8. Sources

    def sources(self) -> Sheet:
        rows = []
        for number, row in enumerate(sorted(self.rows.values())):
            key = f"sources.{number}"
            since = say(f"evenements.{row.event}")
            rows.append((
                Entry(f"{key}.quoi", say("depot.tetes.quoi"), law_label(row.parameter)),
                Entry(f"{key}.article", say("depot.tetes.source"), in_words(row.reference)),
                Entry(f"{key}.depuis", say("depot.tetes.depuis"),
                      f"{since} {formats.day(row.since)}"),
                Entry(f"{key}.lu", say("depot.tetes.lu"), row.checked_on, "jour"),
                Entry(f"{key}.confiance", say("depot.tetes.confiance"), row.confidence),
                Entry(f"{key}.adresse", say("depot.tetes.adresse"), row.url, "adresse"),
            ))  # fmt: skip
        heads = tuple(
            say(f"depot.tetes.{k}")
            for k in ("quoi", "source", "depuis", "lu", "confiance", "adresse")
        )
        grid = Grid(
            say("depot.blocs.sources"), heads, tuple(rows), (3, 4, 3, 2, 1, 5),
            say("depot.notes.sources"),
        )  # fmt: skip
        return Sheet("sources", say("depot.feuilles.sources"), (grid,), landscape=True)


def _at(v: Valuation) -> str:
    return f"valorisation.{v.operation}.{v.salarie}"


def _verdict(path: Path) -> str:
    """Whether the reduction is open; a loan opens none, lawful or not."""
    if not path.opens_reduction:
        return say("depot.pas_un_don")
    return say(f"etats.{path.eligible.value}")


def _reference(ceiling: Row | None, operation: Operation) -> str:
    if ceiling is not None:
        return in_words(ceiling.reference)
    return say(f"depot.articles.{operation.voie}")


def _same_day(closing: date, year: int) -> date:
    """The closing day of another year; the end of February stays the end of February."""
    return months_after(closing, 12 * (year - closing.year))


def engine_keys(pack: Pack) -> Sequence[str]:
    """The keys of the engine's figures that the pack shows, once each."""
    keys = (entry.engine.partition("#")[0] for entry in pack.entries().values())
    return tuple(dict.fromkeys(key for key in keys if key))
