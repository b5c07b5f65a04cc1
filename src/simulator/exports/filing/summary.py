"""The first sheet: who files, the figures, the verdict of each operation, the reserves."""

from collections.abc import Iterator

from simulator.conditions.finding import READINGS, State
from simulator.conditions.paths import Path
from simulator.exports.filing.filed import Filed, is_gift
from simulator.exports.pack import Entry, Form, Grid, Part, Prose, Sheet
from simulator.figure import cents
from simulator.figures.notes import notes_of
from simulator.figures.reserves import reserves_of
from simulator.text import formats, say
from simulator.text.registered import in_words

KEY_FIGURES = ("cout", "reduction", "cout_net", "gain_euros", "en_attente", "perdu")
"""The figures of the first page, over the six fiscal years."""


def _verdict(path: Path) -> str:
    """Whether the reduction is open; a loan opens none, lawful or not."""
    if not path.opens_reduction:
        return say("depot.pas_un_don")
    return say(f"etats.{path.eligible.value}")


def answer(f: Filed) -> str:
    """The one sentence: what the year gives, prudent first."""
    prudent = f.value(f.at("reduction")) or 0.0
    confirmed = f.value(f.at("reduction"), "confirmed") or 0.0
    given = float(cents(sum(f.worth(rank) for rank, _, _ in f.gifts())))
    words = {
        "montant": formats.euros_cents(prudent),
        "don": formats.euros_cents(given),
        "cloture": formats.day(f.closing),
        "confirme": formats.euros_cents(confirmed),
    }
    if not prudent and not confirmed:
        return say("depot.reponse_nulle", **words)
    if confirmed != prudent:
        return say("depot.reponse_deux", **words)
    return say("depot.reponse", **words)


def summary(f: Filed) -> Sheet:
    """The first sheet."""
    giver, who = f.identity.entreprise, "entreprise"
    company = [
        f.entry(f"entreprise.{name}", name, getattr(giver, name), "texte", who)
        for name in ("denomination", "forme_juridique", "siren", "adresse", "signataire",
                     "qualite_du_signataire")
    ]  # fmt: skip
    opening = f.outcome.case.openings[f.exercice]
    company += [
        f.entry("exercice.ouverture", "ouverture", opening, "jour"),
        f.entry("exercice.cloture", "cloture", f.closing, "jour"),
    ]
    parts: list[Part] = [
        Form(say("depot.blocs.entreprise"), tuple(company)),
        key_figures(f),
        verdicts(f),
        *refusals(f),
    ]
    notes = [("", note.words()) for note in notes_of(f.outcome)]
    parts.append(Prose(say("depot.blocs.reserves"), tuple(warnings(f))))
    if notes:
        parts.append(Prose(say("depot.blocs.suppositions"), tuple(notes)))
    return Sheet("synthese", say("depot.feuilles.synthese"), tuple(parts))


def key_figures(f: Filed) -> Grid:
    """The figures of the year, then those of the six."""
    rows = []
    year = [f.at(name) for name in ("plafond", "dons", "dons_retenus", "reduction",
                                       "reduction_imputee")]  # fmt: skip
    for key in (*year, *KEY_FIGURES):
        name = key.split(".")[0] if "." in key else f"six_{key}"
        label = say(f"depot.chiffres.{name}")
        rows.append((
            Entry(f"synthese.{key}.libelle", label, label),
            *(
                Entry(f"synthese.{key}.{reading}", label, f.value(key, reading), "€",
                      "calcul", key if reading == "prudent" else "",
                      blank=say("mots.inconnu"), strong=key == f.at("reduction"))
                for reading in READINGS
            ),
        ))  # fmt: skip
    heads = (say("depot.tetes.chiffre"), say("depot.tetes.prudente"),
             say("depot.tetes.confirmee"))  # fmt: skip
    return Grid(
        say("depot.blocs.chiffres"), heads, tuple(rows), (3, 1, 1), say("depot.notes.lectures")
    )


def verdicts(f: Filed) -> Grid:
    """Where each operation ends."""
    rows = []
    for rank, _, path in f.active():
        reason = path.reason
        words = reason.words("fait") if reason else say("depot.tout_ouvert")
        rows.append((
            Entry(f"verdict.{rank}.operation", say("depot.tetes.operation"), f.named(rank)),
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


def refusals(f: Filed) -> Iterator[Prose]:
    """0 € and why, for each gift that opens nothing as things stand."""
    lines = []
    for rank, operation, path in f.active():
        if not is_gift(operation):
            words = f"{say('depot.zero.pret')} {charge(f, rank)}"
            lines.append((f.headed(rank), words))
        elif path.eligible is not State.OUVERT and path.reason is not None:
            key = "ferme" if path.eligible is State.FERME else "a_confirmer"
            flips = f.outcome.flips(rank)
            words = say(
                f"depot.zero.{key}",
                regle=path.reason.words("regle"),
                fait=path.reason.words("fait"),
                bascule=flips[0].words() if flips else say("depot.zero.rien"),
            )
            lines.append((f.headed(rank), f"{words} {charge(f, rank)}"))
    if lines:
        yield Prose(say("depot.blocs.zero"), tuple(lines))


def charge(f: Filed, rank: int) -> str:
    """Whether the cost of an operation stays deductible, why, and by which article."""
    treated = f.outcome.treatments[rank]
    return f"{treated.words()} ({in_words(treated.reference)})"


def warnings(f: Filed) -> Iterator[tuple[str, str]]:
    """The reserves, each with its article."""
    for reserve in reserves_of(f.outcome):
        reference = f" ({in_words(reserve.reference)})" if reserve.reference else ""
        yield reserve.words("titre"), reserve.words("texte") + reference
