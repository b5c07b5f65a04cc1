"""Which amount stands on which line of the tax return."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import isinf

from simulator.cases.operation import Operation
from simulator.conditions.finding import READINGS, ReadingName, State
from simulator.exports.filing.filed import Filed, is_gift, period_of
from simulator.exports.pack import Entry, Grid, Part, Prose, Sheet
from simulator.figure import cents
from simulator.text import formats, say
from simulator.text.registered import in_words


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


def lines(f: Filed) -> Sheet:
    """The sheet of the lines of the return."""
    rows = [row for line in LINES if (row := line_of(f, line)) is not None]
    f.row("depot.formulaire_de_la_reduction")
    heads = tuple(
        say(f"depot.tetes.{k}")
        for k in ("formulaire", "ligne", "case", "prudente", "confirmee", "source")
    )
    grid = Grid(
        say("depot.blocs.lignes"), heads, tuple(rows), (3, 5, 1, 2, 2, 4),
        say("depot.notes.lignes"),
    )  # fmt: skip
    return Sheet("lignes", say("depot.feuilles.lignes"), (grid, *declared(f)), landscape=True)


def line_of(f: Filed, line: _Line) -> tuple[Entry, ...] | None:
    """One line, when it has something to bear."""
    if line.key == "reintegration_pret" and not any(
        added_back_loans(f, reading) for reading in READINGS
    ):
        return None
    row = f.row(line.parameter)
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
        amount(f, line, key, label, "prudent"),
        amount(f, line, key, label, "confirmed"),
        Entry(f"{key}.source", say("depot.tetes.source"), in_words(row.reference)),
    )  # fmt: skip


def amount(f: Filed, line: _Line, key: str, label: str, reading: ReadingName) -> Entry:
    """The amount of a line: the engine's, the user's, or a sum of other entries."""
    key = f"{key}.{reading}"
    if line.figure:
        figure = f.at(line.figure)
        return Entry(
            key, label, f.value(figure, reading), "€", "calcul",
            figure if reading == "prudent" else "", blank=say("mots.inconnu"),
        )  # fmt: skip
    if line.typed:
        typed = getattr(f.identity.entreprise, line.typed)
        if reading == "confirmed" and typed is None:
            return Entry(key, label, say("depot.idem"))
        return Entry(key, label, typed, "€")
    if line.key == "chiffre_affaires":
        return Entry(key, label, turnover(f), "€")
    if line.key == "excedent":
        given, kept = (f"{{lignes.{n}.{reading}}}" for n in ("dons", "dons_retenus"))
        dons, retenus = (f.value(f.at(n), reading) or 0.0 for n in ("dons", "dons_retenus"))
        return Entry(key, label, float(cents(dons - retenus)), "€", live=f"ROUND({given}-{kept},2)")
    if line.key == "reintegration_pret":
        return Entry(key, label, added_back_loans(f, reading), "€")
    return Entry(key, label, added_back(f, reading), "€")


def turnover(f: Filed) -> float:
    """The turnover of the fiscal year, in euros."""
    values = f.outcome.case.chiffre_affaires
    return values[min(f.exercice, len(values) - 1)]


def added_back(f: Filed, reading: ReadingName) -> float:
    """The whole cost of the gifts of the year, ceiling or not.

    What is refused as a gift and stays a charge (sponsorship, a duty) is not added back.
    """
    case = f.outcome.case
    gifts = {
        rank
        for rank, operation in enumerate(f.operations)
        if is_gift(operation) and not f.outcome.treatments[rank].deductible(reading)
    }
    cost = sum(float(v.cout) for v in f.valuations() if v.operation in gifts)
    money = sum(f.cash(rank) for rank in gifts)
    others = sum(
        values[f.exercice]
        for values in (case.autres_dons, case.autres_dons_aide_sociale)
        if f.exercice < len(values)
    )
    return float(cents(cost + money + others))


def added_back_loans(f: Filed, reading: ReadingName) -> float:
    """What is not billed of the loans that no interest and no text makes deductible."""
    left = 0.0
    for v in f.valuations():
        operation, treated = f.operations[v.operation], f.outcome.treatments[v.operation]
        if not is_gift(operation) and not treated.deductible(reading):
            left += float(v.cout) - float(cents(operation.billed * float(v.cout)))
    return float(cents(left))


def declared(f: Filed) -> Iterator[Part]:
    """The gifts to declare one by one above a threshold."""
    row = f.row("mecenat.seuil_declaration")
    if row is None or row.value is None or isinf(float(row.value)):
        return
    total = f.value(f.at("dons"), "confirmed") or 0.0
    words = {
        "seuil": formats.euros(float(row.value)),
        "total": formats.euros_cents(total),
        "source": in_words(row.reference),
    }
    if total <= float(row.value):
        yield Prose(say("depot.blocs.declaration"), (("", say("depot.sous_le_seuil", **words)),))
        return
    rows = [declared_gift(f, rank, op) for rank, op, path in f.gifts()
            if path.eligible is not State.FERME]  # fmt: skip
    rows += other_gifts(f)
    heads = tuple(
        say(f"depot.tetes.{k}") for k in ("beneficiaire", "dates", "montant", "contreparties")
    )
    yield Grid(
        say("depot.blocs.declaration"), heads, tuple(rows), (3, 3, 2, 2),
        say("depot.au_dela_du_seuil", **words),
    )  # fmt: skip


def declared_gift(f: Filed, rank: int, operation: Operation) -> tuple[Entry, ...]:
    """One gift, as the list of gifts wants it."""
    key, amount = f"declaration.{rank}", f.worth(rank)
    name = f.named(rank)
    received = float(cents(amount * operation.contreparties))
    return (
        Entry(f"{key}.beneficiaire", formats.named(name, say("depot.champs.beneficiaire")),
              f.identity.recipient(rank).denomination, "texte", "organisme"),
        Entry(f"{key}.dates", formats.named(name, say("depot.tetes.dates")), dates(f, rank)),
        Entry(f"{key}.montant", say("depot.tetes.montant"), amount, "€"),
        Entry(f"{key}.contreparties", say("depot.tetes.contreparties"), received, "€"),
    )  # fmt: skip


def other_gifts(f: Filed) -> list[tuple[Entry, ...]]:
    """What the case counts without saying to whom: only its sum is known."""
    case = f.outcome.case
    found: list[tuple[Entry, ...]] = []
    for name in ("autres_dons", "autres_dons_aide_sociale"):
        values = getattr(case, name)
        amount = values[f.exercice] if f.exercice < len(values) else 0.0
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


def dates(f: Filed, rank: int) -> str | None:
    """When an operation gives in this fiscal year: its period, or the day typed."""
    periods = [(v.debut, v.fin) for v in f.valuations() if v.operation == rank]
    if periods:
        first, last = min(p[0] for p in periods), max(p[1] for p in periods)
        return period_of(first, last)
    day = f.operations[rank].jour
    opening = f.outcome.case.openings[f.exercice]
    within = day is not None and opening <= day <= f.closing
    return formats.day(day) if day is not None and within else None
