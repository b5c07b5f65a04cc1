"""The reserves: each applies where its own test says so, and nowhere else."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import isinf

from simulator.cases.operation import Operation
from simulator.conditions.finding import State
from simulator.conditions.flips import days_of
from simulator.conditions.paths import APPROVED, Path
from simulator.figures.sponsor_outcome import Outcome
from simulator.rules.impot_societes import benefice_au_taux_reduit, taux_de_surtaxe
from simulator.rules.mecenat import don_en_competences, plafond_par_salarie
from simulator.schemes.staff import PASS_READINGS, length_in_years
from simulator.tax.company import FiscalYear
from simulator.text import formats, say
from simulator.text.registered import in_words

SECOND_HAND_FROM = date(2026, 1, 1)
"""Closing days whose reduced rate and surcharges were read in summaries, not in the law."""
READ_IN_LAW = "A"
"""The confidence of a row read in the law itself, or in official doctrine."""


@dataclass(frozen=True, slots=True)
class Reserve:
    """A warning that applies: its number in the list, its article, its words with the numbers."""

    number: int
    key: str
    reference: str
    values: dict[str, str] = field(default_factory=dict)

    def words(self, part: str) -> str:
        """`titre` or `texte`."""
        return say(f"mecene_reserves.{self.key}.{part}", **self.values)


Values = dict[str, str]
Test = Callable[[Outcome], Values | None]
"""Answers the values of the sentence, or None when the reserve does not apply."""


def _if(applies: bool) -> Values | None:
    return {} if applies else None


def _gifts(o: Outcome) -> list[tuple[Operation, Path]]:
    return [
        (operation, path)
        for operation, path in zip(o.case.operations, o.paths, strict=True)
        if path.opens_reduction
    ]


def _of_gifts(test: Callable[[Operation, Path], bool]) -> Test:
    """The reserve that applies as soon as one gift is so."""
    return lambda o: _if(any(test(operation, path) for operation, path in _gifts(o)))


def _not_advice(o: Outcome) -> Values | None:
    read = max(row.checked_on for row in o.book.rows())
    return {"jour": formats.day(read)}


def _not_deductible(o: Outcome) -> Values | None:
    added_back = any(not o.treatments[path.operation].confirmed for _, path in _gifts(o))
    gain = o.confirmed.gain_points
    if gain is None:
        words = say("mecene_gain.inconnu")
    else:
        rate = formats.percent(o.laws[0].bare("mecenat.taux_reduction"))
        words = say("mecene_gain.connu", gain=formats.percent(gain), taux=rate)
    return {"gain": words} if added_back else None


def _circular(operation: Operation, _path: Path) -> bool:
    helps = operation.helps_firms != "non" and operation.aide_liee != "non"
    return bool(operation.montants) and helps


def _approval(_operation: Operation, path: Path) -> bool:
    wanted = [q.state is State.OUVERT for q in path.questions if q.group == APPROVED]
    return path.door == APPROVED and not all(wanted)


def _carried(o: Outcome) -> Values | None:
    """Something exceeds the cap or the tax, or waits since earlier years."""
    r = o.confirmed
    waits = any(
        amount > 0
        for name in ("report_restant", "report_perdu", "reduction_reportee", "reduction_perdue")
        for amount in r.amounts(name)
    )
    stocks = bool(o.opening.reports or o.opening.reductions or o.blocked)
    years = int(o.laws[0].bare("mecenat.report_exercices"))
    return {"duree": str(years)} if waits or stocks else None


def _ceiling_reading(o: Outcome) -> Values | None:
    """The three readings of the ceiling do not give the same value."""
    gifts = {path.operation for _, path in _gifts(o) if path.eligible is not State.FERME}
    for value in o.valuations:
        if value.operation not in gifts or isinf(float(value.plafond)):
            continue
        law, year = o.laws[value.exercice], o.company.years[value.exercice]
        length = length_in_years(year.ouverture, year.cloture)
        found = {
            float(
                don_en_competences(
                    value.cout,
                    plafond_par_salarie(
                        value.part_de_l_annee, reading, law, length, value.pass_annuel
                    ),
                    1,
                )
            )
            for reading in PASS_READINGS
        }
        if len(found) > 1:
            return {"lecture": say(f"choix.lecture_pass.{o.case.lecture_pass}")}
    return None


def _reporting(o: Outcome) -> Values | None:
    for law, gifts in zip(o.laws, o.confirmed.amounts("dons"), strict=True):
        threshold = law.bare("mecenat.seuil_declaration")
        if gifts > threshold:
            row = law.row("mecenat.seuil_declaration")
            doubt = "" if row.confidence == READ_IN_LAW else say("mecene_declaration.a_verifier")
            return {
                "seuil": formats.euros(threshold),
                "doute": f" {doubt}" if doubt else "",
                "amende": formats.euros(law.bare("mecenat.amende_declaration")),
                "omission": formats.euros(law.bare("mecenat.amende_omission")),
                "article": in_words(row.reference),
            }
    return None


def _receipt(_operation: Operation, path: Path) -> bool:
    return any(q.key == "recu_fiscal" and q.state is not State.OUVERT for q in path.questions)


def _lender_de_minimis(o: Outcome) -> Values | None:
    """A loan below cost is an aid to the lender for the part that is not billed."""
    loans = [op for op in o.case.operations if op.voie == "pret_l8241_3"]
    return _if(any(loan.billed < 1 for loan in loans))


def _sme_de_minimis(_operation: Operation, path: Path) -> bool:
    """The approved body helps SMEs under the second limb, since 22 December 2014."""
    limbs = {q.row.value for q in path.questions if q.key == "objet_de_l_agrement"}
    return path.door == APPROVED and "developpement" in limbs


def _duty(o: Outcome) -> Values | None:
    """What is lent at cost gives nothing: no duty could ask for it."""
    return _if(
        any(op.obligation != "non" and op.voie != "pret_au_cout" for op in o.case.operations)
    )


def _vat(o: Outcome) -> Values | None:
    """Something is billed: the loan, the service that a gift helps to pay, or a sponsorship."""
    taxed = [
        rank
        for rank, (operation, path) in enumerate(zip(o.case.operations, o.paths, strict=True))
        if operation.billed > 0 or _paid_back(operation) or _sponsored(path)
    ]
    return {"article": _vat_law(o, taxed)} if taxed else None


def _paid_back(operation: Operation) -> bool:
    network = operation.dispositif == "boost_innov" and bool(operation.montants)
    return operation.aide_liee == "oui" or (network and operation.aide_liee != "non")


def _sponsored(path: Path) -> bool:
    return any(q.key == "contreparties_limitees" and q.state is State.FERME for q in path.questions)


def _vat_law(o: Outcome, operations: Iterable[int]) -> str:
    """The text that bears VAT on the days of these operations: it moved in September 2026."""
    days = sorted({day for rank in operations for day in days_of(o.case, o.case.operations[rank])})
    found = [o.book.on(day).row("tva.reference").reference for day in days]
    return formats.series(map(in_words, found))


def _vat_of_a_free_loan(o: Outcome) -> Values | None:
    """No text read says whether what is lent below cost, outside any gift, must bear VAT."""
    loans = [
        rank
        for rank, operation in enumerate(o.case.operations)
        if operation.salaries and operation.voie != "don" and operation.billed < 1
    ]
    return {"article": _vat_law(o, loans)} if loans else None


def _crime(o: Outcome) -> Values | None:
    """Lent below cost, and nothing proves the frame that makes it lawful (L. 8241-3, a mission)."""
    for rank, operation in enumerate(o.case.operations):
        law = o.book.on(days_of(o.case, operation)[0])
        bare = operation.salaries and operation.billed < 1 and not _framed(operation, o.paths[rank])
        if bare and law.knows("pret_main_oeuvre.amende_personne_morale"):
            firm, person = (
                formats.euros(law.bare(f"pret_main_oeuvre.amende_personne_{kind}"))
                for kind in ("morale", "physique")
            )
            return {"societe": firm, "personne": person}
    return None


def _framed(operation: Operation, path: Path) -> bool:
    """Whether a text or the lender's own lead is shown to frame what is lent below cost."""
    if operation.mission_dirigee == "oui":
        return True
    if operation.voie == "pret_l8241_3":
        return path.state is State.OUVERT
    framed = {"pret_a_un_organisme_permis", "pret_par_un_grand_preteur"}
    return any(q.key in framed and q.state is State.OUVERT for q in path.questions)


def _consent(operation: Operation, _path: Path) -> bool:
    """Staff put under the orders of the body: a mission that the lender leads is a service."""
    return bool(operation.salaries) and operation.mission_dirigee != "oui"


def _group(o: Outcome) -> Values | None:
    return _if(o.case.groupe != "non")


def _second_hand(o: Outcome) -> Values | None:
    """The reduced rate or a surcharge plays a part in a year closed since 2026.

    Neither does while nobody gives the profit or the tax.
    """
    if o.company.tax_known == "inconnu":
        return None
    late = [(n, y) for n, y in enumerate(o.company.years) if y.cloture >= SECOND_HAND_FROM]
    reduced = o.company.pme and any(
        float(benefice_au_taux_reduit(1.0, y.chiffre_affaires, True, y.law, y.mois)) > 0
        for _, y in late
    )
    return _if(reduced or any(o.surtaxed(n) or _no_longer_surtaxed(o, n, y) for n, y in late))


def _no_longer_surtaxed(o: Outcome, rank: int, year: FiscalYear) -> bool:
    """The threshold read in summaries frees a turnover that the year before still taxed."""
    if not year.law.knows("is.surtaxe_ca_min") or isinf(year.law.bare("is.surtaxe_ca_min")):
        return False
    before = o.book.exercice(SECOND_HAND_FROM - timedelta(days=1))
    return float(taux_de_surtaxe(o.references[rank], before)) > 0


RESERVES: tuple[tuple[str, str, Test], ...] = (
    ("pas_un_conseil", "", _not_advice),
    ("don_non_deductible", "CGI, art. 238 bis, 1", _not_deductible),
    ("eligibilite_non_prouvee", "CGI, art. 238 bis, 1 et 4",
     _of_gifts(lambda _, path: path.eligible is State.A_CONFIRMER)),
    ("retour_circulaire", "BOI-BIC-RICI-20-30-10-20 ; LPF, art. L. 64 et L. 64 A",
     _of_gifts(_circular)),
    ("agrement_et_vingt_pour_cent", "CGI, art. 238 bis, 4 ; art. 1649 nonies",
     _of_gifts(_approval)),
    ("plafond_et_reports", "CGI, art. 238 bis, 3 ; art. 220 E ; annexe III, art. 49 septies XB",
     _carried),
    ("lecture_du_pass", "CGI, art. 238 bis, 1 ; CSS, art. L. 241-3", _ceiling_reading),
    ("declaration_des_dons", "{article} ; CGI, art. 1729 B", _reporting),
    ("recu", "CGI, art. 238 bis, 5 bis", _of_gifts(_receipt)),
    ("de_minimis_du_preteur", "règlement (UE) 2023/2831 ; Code du travail, art. L. 8241-3",
     _lender_de_minimis),
    ("de_minimis_de_la_pme", "règlement (UE) 2023/2831 ; CGI, art. 238 bis, 4",
     _of_gifts(_sme_de_minimis)),
    ("revitalisation", "Code du travail, art. L. 1233-84 à L. 1233-90", _duty),
    ("tva", "{article}", _vat),
    ("groupe_fiscal", "CGI, art. 223 O ; CE, 29 mai 2017, n° 404610", _group),
    ("sources_secondaires", "Loi n° 2026-103 du 19 février 2026", _second_hand),
    ("peine_du_pret", "Code du travail, art. L. 8241-1 et L. 8243-1", _crime),
    ("tva_du_pret_gratuit", "{article}", _vat_of_a_free_loan),
    ("accord_du_salarie", "Code du travail, art. L. 8241-2", _of_gifts(_consent)),
    ("recu_a_tort", "CGI, art. 1740 A",
     _of_gifts(lambda _, path: path.eligible is not State.OUVERT)),
)  # fmt: skip


def reserves_of(outcome: Outcome) -> tuple[Reserve, ...]:
    """The reserves that apply, in the order of the list."""
    found = []
    for number, (key, reference, test) in enumerate(RESERVES, start=1):
        values = test(outcome)
        if values is not None:
            found.append(Reserve(number, key, reference.format_map(values), values))
    return tuple(found)
