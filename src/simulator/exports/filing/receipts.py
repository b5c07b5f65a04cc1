"""The receipts that the bodies owe, ready to be filled."""

from simulator.cases.operation import Operation
from simulator.conditions.finding import State
from simulator.exports.filing.filed import Filed, is_approved
from simulator.exports.filing.tax_lines import dates
from simulator.exports.pack import Form, Part, Prose, Sheet
from simulator.figure import cents
from simulator.text import say
from simulator.text.registered import in_words


def receipts(f: Filed) -> Sheet:
    """The sheet of the receipts."""
    parts: list[Part] = [
        receipt(f, rank, operation)
        for rank, operation, path in f.gifts()
        if path.eligible is not State.FERME
    ]
    if not parts:
        parts = [Prose("", (("", say("depot.vides.recu")),))]
    return Sheet("recu", say("depot.feuilles.recu"), tuple(parts))


def receipt(f: Filed, rank: int, operation: Operation) -> Form:
    """The receipt of one gift, ready to be signed."""
    body, giver = f.identity.recipient(rank), f.identity.entreprise
    key = f"recu.{rank}"
    in_kind = float(cents(f.worth(rank) - f.cash(rank)))
    kind = "nature" if operation.salaries else "numeraire"
    shape = body.forme_du_don
    row = f.row("depot.mentions_du_recu")
    entries = [
        *(
            f.entry(f"{key}.organisme.{name}", name, getattr(body, name), "texte",
                       "organisme")
            for name in ("denomination", "identifiant", "adresse", "objet")
        ),
        *(
            f.entry(f"{key}.entreprise.{name}", f"donateur_{name}", getattr(giver, name))
            for name in ("denomination", "forme_juridique", "siren", "adresse")
        ),
        f.entry(f"{key}.numeraire", "numeraire", f.cash(rank), "€"),
        f.entry(f"{key}.nature", "nature_valeur", in_kind, "€"),
        f.entry(f"{key}.total", "total_recu", f.worth(rank), "€",
                   live=f"{{{key}.numeraire}}+{{{key}.nature}}", strong=True),
        f.entry(f"{key}.dates", "dates", dates(f, rank)),
        f.entry(f"{key}.nature_du_don", "nature_du_don", say(f"depot.natures.{kind}")),
        f.entry(f"{key}.forme", "forme_du_don",
                   None if shape is None else say(f"depot.formes.{shape}"), who="organisme"),
        *(
            f.entry(f"{key}.{name}", name, getattr(body, name), unit, "organisme")
            for name, unit in (("numero_recu", "texte"), ("date_recu", "jour"),
                               ("signataire", "texte"))
        ),
    ]  # fmt: skip
    if is_approved(operation):
        entries.append(
            f.entry(f"{key}.numero_agrement", "numero_agrement", body.numero_agrement,
                       who="organisme")
        )  # fmt: skip
    note = ""
    if row is not None:
        source = in_words(row.reference)
        note = say("depot.notes.recu", source=source, note=in_words(row.note))
    return Form(f.named(rank), tuple(entries), note)
