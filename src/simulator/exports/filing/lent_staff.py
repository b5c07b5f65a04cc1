"""What each lent employee is worth: cost price, ceiling, and the formula of each."""

from collections.abc import Iterator, Sequence
from math import isinf
from typing import Any

from simulator.cases.lent_staff import Salarie
from simulator.cases.operation import Operation
from simulator.exports.filing.filed import Filed, is_gift, period_of
from simulator.exports.pack import Entry, Form, Grid, Part, Prose, Sheet
from simulator.figure import cents
from simulator.law.book import Row
from simulator.schemes.staff import LentPart, Valuation
from simulator.text import formats, say
from simulator.text.registered import in_words


def _at(v: Valuation) -> str:
    return f"valorisation.{v.operation}.{v.salarie}"


def _reference(ceiling: Row | None, operation: Operation) -> str:
    if ceiling is not None:
        return in_words(ceiling.reference)
    return say(f"depot.articles.{operation.voie}")


def valued(f: Filed) -> Sheet:
    """The sheet of the lent employees."""
    parts: list[Part] = [employee(f, v) for v in f.valuations()]
    if parts:
        parts.insert(0, employees(f))
    else:
        parts = [Prose("", (("", say("depot.vides.salarie")),))]
    return Sheet("valorisation", say("depot.feuilles.valorisation"), tuple(parts))


def employees(f: Filed) -> Grid:
    """All of them on one page, with their sums."""
    found = f.valuations()
    rows: list[tuple[Entry, ...]] = []
    for v in found:
        at, gift = _at(v), is_gift(f.operations[v.operation])
        name = Entry(f"{at}.rang", say("depot.tetes.salarie"), employee_name(v))
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
    given = [v for v in found if is_gift(f.operations[v.operation])]
    if given:
        rows.append(sum_of(given))
    heads = (say("depot.tetes.salarie"),
             *(say(f"depot.champs.{n}") for n in ("cout", "valeur", "non_compte")))  # fmt: skip
    return Grid(say("depot.blocs.salaries"), heads, tuple(rows), (3, 2, 2, 2))


def sum_of(given: Sequence[Valuation]) -> tuple[Entry, ...]:
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


def employee_name(v: Valuation) -> str:
    """The name typed in the case, else the number of the employee in its operation."""
    number = say("depot.salarie", numero=v.salarie + 1, operation=v.operation + 1)
    return v.libelle.strip() or number


def employee(f: Filed, v: Valuation) -> Form:
    """One employee, field by field."""
    at, operation = _at(v), f.operations[v.operation]
    engine = f"valeur.{v.operation}.{v.salarie}.{v.exercice}"
    ceiling = f.row("mecenat.plafond_pass_multiple") if is_gift(operation) else None
    entries = [
        f.entry(f"{at}.salarie", "salarie", v.libelle.strip() or None),
        f.entry(f"{at}.operation", "operation", f.named(v.operation)),
        f.entry(f"{at}.beneficiaire", "beneficiaire",
                   f.identity.recipient(v.operation).denomination, who="organisme"),
        f.entry(f"{at}.voie", "voie", say(f"depot.voies.{operation.voie}")),
        f.entry(f"{at}.debut", "debut", v.debut, "jour"),
        f.entry(f"{at}.fin", "fin", v.fin, "jour"),
        f.entry(f"{at}.jours", "jours", float(v.jours), "jours"),
        f.entry(f"{at}.heures", "heures", float(v.heures), "heures"),
        f.entry(f"{at}.part", "part_de_l_annee", float(v.part_de_l_annee), "ratio"),
        f.entry(f"{at}.cout_unitaire", "cout_unitaire", float(v.cout_unitaire), "€"),
        f.entry(f"{at}.cout_horaire", "cout_horaire", float(v.cout_horaire), "€"),
        *parts(f, v),
        f.entry(f"{at}.cout", "cout", float(v.cout), "€",
                   engine=f"{engine}#{cost_rule(f, v)}"),
        *(capped(f, v) if is_gift(operation) else ()),
        f.entry(f"{at}.formule", "formule", formula(f, v)),
        f.entry(f"{at}.article", "article", _reference(ceiling, operation)),
    ]  # fmt: skip
    f.row("depot.temps_passe")
    for part in v.parts:
        f.row("securite_sociale.pass_annuel", f.law.at(part.debut))
    return Form(employee_name(v), tuple(entries))


def parts(f: Filed, v: Valuation) -> Iterator[Entry]:
    """Each part of a loan that two scales value, with its own calculation."""
    if len(v.parts) == 1:
        return
    for number, part in enumerate(v.parts):
        period = period_of(part.debut, part.fin)
        words = formula_of(part, f.operations[v.operation].salaries[v.salarie])
        yield Entry(f"{_at(v)}.tranche.{number}", period, words)


def capped(f: Filed, v: Valuation) -> Iterator[Entry]:
    """The ceiling of a gift, and what it leaves of the cost."""
    at, engine = _at(v), f"valeur.{v.operation}.{v.salarie}.{v.exercice}"
    no_ceiling = isinf(float(v.plafond))
    ceiling: Any = say("depot.sans_plafond") if no_ceiling else float(cents(float(v.plafond)))
    yield f.entry(
        f"{at}.plafond", "plafond_salarie", ceiling, "texte" if no_ceiling else "€",
        engine="" if no_ceiling else f"{engine}#plafond_par_salarie",
    )  # fmt: skip
    reading = say(f"choix.lecture_pass.{f.outcome.case.lecture_pass}")
    yield f.entry(f"{at}.lecture", "lecture_pass", reading)
    if not no_ceiling:
        years = formats.listed(sorted({str(part.debut.year) for part in v.parts}))
        yield f.entry(f"{at}.pass", "pass_retenu", float(cents(float(v.pass_annuel))), "€")
        yield f.entry(f"{at}.pass_annee", "pass_annee", say("depot.pass_annee", annees=years))
    applied = say("depot.applique" if v.plafond_applique else "depot.non_applique")
    yield f.entry(f"{at}.applique", "plafond_applique", applied)
    smaller = f"MIN({{{at}.cout}},{{{at}.plafond}})"
    yield f.entry(
        f"{at}.valeur", "valeur", float(v.valeur), "€",
        live=f"{{{at}.cout}}" if no_ceiling else smaller, strong=True,
    )  # fmt: skip
    yield f.entry(
        f"{at}.non_compte", "non_compte", v.non_compte, "€",
        live=f"ROUND({{{at}.cout}}-{{{at}.valeur}},2)",
    )  # fmt: skip


def cost_rule(f: Filed, v: Valuation) -> str:
    """The rule that gives the cost: parts, time by a unit cost, or a share of a yearly one."""
    if len(v.parts) > 1:
        return "cout_du_pret"
    salarie = f.operations[v.operation].salaries[v.salarie]
    counted = any(x is not None for x in (salarie.cout_journee, salarie.jours, salarie.heures))
    return "cout_du_temps_prete" if counted else "cout_d_une_part_de_l_annee"


def formula(f: Filed, v: Valuation) -> str:
    """The calculation in the user's own numbers."""
    numbers = {
        "cout": formats.euros_cents(float(v.cout)),
        "plafond": formats.euros_cents(float(v.plafond)),
        "valeur": formats.euros_cents(float(v.valeur)),
    }
    sentence = formula_of(v.parts[0], f.operations[v.operation].salaries[v.salarie])
    if len(v.parts) > 1:
        amounts = [formats.euros_cents(float(part.cout)) for part in v.parts]
        sentence = say("depot.formules.annees", parts=" + ".join(amounts), **numbers)
    if isinf(float(v.plafond)) or not is_gift(f.operations[v.operation]):
        return sentence
    return f"{sentence} {say('depot.formules.plafond', **numbers)}"


def formula_of(part: LentPart, salarie: Salarie) -> str:
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
