"""The command line: `python -m simulator` and a verb, as the app does it."""

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from simulator.api.verbs import VERBS, written
from simulator.base import csvs, limits
from simulator.base.decoding import NotText
from simulator.base.links import loads
from simulator.base.quiet import quiet
from simulator.cases.scenario import Scenario
from simulator.errors import InputError, PasserelleError
from simulator.exports import sweep_parts, sweep_workers, taken_away
from simulator.exports.folders import folder_of
from simulator.figures.indicators import INDICATORS
from simulator.law.book import in_force, label
from simulator.store.importer import importer, sentence_of
from simulator.store.networks import store
from simulator.studies import batch
from simulator.studies.batch_cases import SCENARIOS, SPONSORS
from simulator.studies.evaluate import SHOWN
from simulator.text import FRENCH, LANGUAGES, formats, say, speaking
from simulator.text.typed import Unread
from simulator.text.typed_days import read_day

_LARGEST_FILE = 50_000_000
_QUESTIONS = tuple(verb for verb in VERBS if verb not in {"run", "mecene"})
"""The questions of many outcomes, all asked in one way; the other two have batches of their own."""
_VERBS = ("run", "loi", "fraicheur", "mecene", *_QUESTIONS, "balayer", "exporter", "importer")
_MOST_WORKERS = 256


class Parser(argparse.ArgumentParser):
    """Refuses in one French sentence, exit code 2."""

    def error(self, message: str) -> NoReturn:  # noqa: ARG002 (argparse speaks English)
        """Say what is understood."""
        raise InputError([("", say("erreurs.argument"))])


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0 when it answers, 2 with one sentence on standard error when it refuses."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        given = sys.argv[1:] if arguments is None else arguments
        options = _parser().parse_args(_keys_joined(given))
        return int(options.command(options))
    except PasserelleError as fault:
        print(" ".join(str(fault).split()), file=sys.stderr)
        return 2
    except BrokenPipeError:
        return 0


def _keys_joined(arguments: Sequence[str]) -> list[str]:
    """A key may begin with a dash, which would pass for an option: it is joined to its own."""
    joined: list[str] = []
    for argument in arguments:
        if joined and joined[-1] == "--reseau":
            joined[-1] += f"={argument}"
        else:
            joined.append(argument)
    return joined


def _parser() -> Parser:
    parser = Parser(prog="python -m simulator", description=say("app.devise"))
    commands = parser.add_subparsers(required=True, metavar="|".join(_VERBS))
    run = commands.add_parser("run", help=say("commandes.run"))
    run.add_argument("case", nargs="?", help="CASE.json")
    run.add_argument("--table", action="store_true", help=say("commandes.table"))
    run.add_argument("--batch", metavar="FILE.csv", help=say("commandes.batch"))
    run.add_argument("--rejets", metavar="FILE.csv", help=say("commandes.rejets"))
    run.set_defaults(command=_run)
    loi = commands.add_parser("loi", help=say("commandes.loi"))
    loi.add_argument("date")
    loi.set_defaults(command=_loi)
    fresh = commands.add_parser("fraicheur", help=say("commandes.fraicheur"))
    fresh.set_defaults(command=_fraicheur)
    mecene = commands.add_parser("mecene", help=say("commandes.mecene"))
    mecene.add_argument("file", nargs="?")
    mecene.add_argument("--lot", metavar="FILE.csv", help=say("commandes.lot"))
    mecene.add_argument("--rejets", metavar="FILE.csv", help=say("commandes.rejets"))
    mecene.set_defaults(command=_mecene)
    for verb in _QUESTIONS:
        asked = commands.add_parser(verb, help=say(f"commandes.{verb}"))
        asked.add_argument("file")
        asked.add_argument("--table", action="store_true", help=say("commandes.table"))
        asked.set_defaults(command=_question, verb=verb)
    grid = commands.add_parser("balayer", help=say("commandes.balayer"))
    grid.add_argument("file")
    grid.add_argument("--vers", required=True, metavar="DOSSIER", help=say("commandes.vers"))
    grid.add_argument("--processus", type=_workers, metavar="N", help=say("commandes.processus"))
    grid.add_argument("--dask", metavar="local:N|tcp://…", help=say("commandes.dask"))
    grid.add_argument("--reprendre", action="store_true", help=say("commandes.reprendre"))
    grid.set_defaults(command=_balayer)
    away = commands.add_parser("exporter", help=say("commandes.exporter"))
    away.add_argument("file")
    away.add_argument("--formats", required=True, metavar="LISTE", help=say("commandes.formes"))
    away.add_argument(
        "--vers", required=True, metavar="DOSSIER", help=say("commandes.vers_fichiers")
    )
    away.add_argument("--langue", choices=LANGUAGES, default=FRENCH, help=say("commandes.langue"))
    away.set_defaults(command=_exporter)
    own = commands.add_parser("importer", help=say("commandes.importer"))
    own.add_argument("files", nargs="+", metavar="FICHIER")
    own.add_argument("--verifier", action="store_true", help=say("commandes.verifier"))
    own.add_argument("--reseau", metavar="CLE", help=say("commandes.reseau"))
    own.set_defaults(command=_importer)
    return parser


def _workers(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= _MOST_WORKERS:
        raise InputError([("processus", say("balayer.processus", borne=_MOST_WORKERS))])
    return int(text)


def _balayer(options: argparse.Namespace) -> int:
    """Every case of a grid into Parquet parts: here, in a pool of processes or on a cluster."""
    ways: sweep_parts.Ways = sweep_workers.in_process
    if options.dask:
        ways = sweep_workers.dask_of(options.dask)
    elif options.processus:
        ways = sweep_workers.pool_of(options.processus)
    body = loads(_json_of(options.file))
    done = sweep_parts.sweep_to(folder_of(options.vers), body, ways, resume=options.reprendre)
    _print(asdict(done))
    return 0


def _exporter(options: argparse.Namespace) -> int:
    """A case or a dossier in several forms, all from one snapshot; the files are listed as JSON."""
    with speaking(options.langue), quiet():
        folder = folder_of(options.vers)
        dossier = taken_away.dossier_of(loads(_json_of(options.file)))
        name = taken_away.file_name("" if options.file == "-" else Path(options.file).stem)
        files = taken_away.taken_away(dossier, taken_away.asked_formats(options.formats), name)
        taken_away.written_to(folder, files)
    _print({"fichiers": [{"nom": one.name, "octets": len(one.content)} for one in files]})
    return 0


def _importer(options: argparse.Namespace) -> int:
    """A user's files into a network: the JSON is printed even when they are refused."""
    files = [(Path(name).name, _bytes_of(name, limits.FILE)) for name in options.files]
    answer = importer(files, store, options.reseau, verify=options.verifier)
    _print(answer.plain())
    if answer.refus:
        print(sentence_of(answer), file=sys.stderr)
    return 2 if answer.refus else 0


def _bytes_of(name: str, most: int) -> bytes:
    """A file, or standard input for `-`, one byte beyond the most; InputError when absent."""
    try:
        if name == "-":
            return sys.stdin.buffer.read(most + 1)
        with Path(name).open("rb") as file:
            return file.read(most + 1)
    except OSError:
        raise InputError([("", say("erreurs.fichier_absent", fichier=name))]) from None


def _read(name: str, decoded: Callable[[bytes], str]) -> str:
    """The text of a file; raises InputError when it is absent, too large or no text."""
    content = _bytes_of(name, _LARGEST_FILE)
    if len(content) > _LARGEST_FILE:
        limit = _LARGEST_FILE // 1_000_000
        raise InputError([("", say("erreurs.fichier_trop_gros", fichier=name, limite=limit))])
    try:
        return decoded(content)
    except (UnicodeDecodeError, NotText):
        raise InputError([("", say("erreurs.fichier_encodage", fichier=name))]) from None


def _json_of(name: str) -> str:
    return _read(name, lambda content: content.decode("utf-8-sig"))


def _day(text: str) -> date:
    try:
        return read_day(text)
    except Unread as fault:
        raise InputError([("", str(fault))]) from None


def _print(data: Any) -> None:
    sys.stdout.write(written(data))


def _run(options: argparse.Namespace) -> int:
    if options.batch:
        return _batch(options)
    if not options.case:
        raise InputError([("", say("erreurs.argument"))])
    return _told("run", options.case, options.table)


def _told(verb: str, file: str, table: bool = False) -> int:
    """The answer to a file, as JSON or as lines for people."""
    with quiet():
        found = VERBS[verb].answer(loads(_json_of(file)))
        lines = VERBS[verb].lines
        told = "\n".join(lines(found)) + "\n" if table and lines else None
        answer = told or written(VERBS[verb].plain(found))
    sys.stdout.write(answer)
    return 0


def _batch(options: argparse.Namespace) -> int:
    """Many scenarios: answers on standard output, refused lines in their file."""
    report = batch.run(_read(options.batch, csvs.text_of), SCENARIOS, in_force())
    _say_refused(report, options.rejets or f"{options.batch}.rejets.csv")
    _print([_plain_case(one) for one in report.answered])
    return 0 if report.answered or not report.refusals else 2


def _say_refused(report: batch.BatchReport, file: str) -> None:
    if report.refusals:
        _write(Path(file), batch.rejects(report))
        told = say("commandes.refusees", nombre=report.refused, fichier=file)
        print(told, file=sys.stderr)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8", errors="backslashreplace", newline="")
    except OSError:
        raise InputError([("", say("erreurs.rejets_impossible", fichier=path))]) from None


def _plain_case(one: batch.AnsweredLine) -> dict[str, Any]:
    assert isinstance(one.case, Scenario)
    shown = {name: one.figures[f"{SHOWN}.{name}"] for name in INDICATORS}
    return {
        "ligne": one.ligne,
        "titre": one.case.titre,
        "dispositif": one.case.dispositif,
        "voie": one.figures[SHOWN],
        "indicateurs": {k: INDICATORS[k].published(value) for k, value in shown.items()},
    }


def _loi(options: argparse.Namespace) -> int:
    law = in_force().on(_day(options.date))
    answered = 0
    for parameter in in_force().parameters:
        try:
            row = law.row(parameter)
        except PasserelleError:
            continue
        answered += 1
        value = formats.with_unit(row.value, row.unit)
        print(f"{parameter:<52} {value:>24}  {row.since}  {row.reference}")
    if not answered:
        raise InputError([("", say("erreurs.aucune_loi", jour=formats.day(law.day)))])
    return 0


def _fraicheur(_options: argparse.Namespace) -> int:
    today = date.today()
    rows = sorted(in_force().rows(), key=lambda row: row.checked_on)
    for row in rows:
        age = (today - row.checked_on).days
        place = f"{row.confidence}  {row.parameter:<52} {row.since}"
        print(f"{age:>6} j  {row.checked_on}  {place}  {label(row.parameter)}")
    return 0


def _lot(options: argparse.Namespace) -> int:
    """Many sponsors: results on standard output, refused lines in their file."""
    report = batch.run(_read(options.lot, csvs.text_of), SPONSORS, in_force())
    _say_refused(report, options.rejets or f"{options.lot}.rejets.csv")
    sys.stdout.write(batch.results(report))
    return 0 if report.answered or not report.refusals else 2


def _mecene(options: argparse.Namespace) -> int:
    if options.lot:
        return _lot(options)
    if not options.file:
        raise InputError([("", say("erreurs.argument"))])
    return _told("mecene", options.file)


def _question(options: argparse.Namespace) -> int:
    """A question of many outcomes, as its file asks it."""
    return _told(options.verb, options.file, options.table)


if __name__ == "__main__":
    sys.exit(main())
