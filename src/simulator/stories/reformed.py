"""What a reform moves: figure by figure, row by row, and what each parameter does alone."""

from collections.abc import Collection, Sequence
from math import isnan

from simulator.cases.reform import name_of, value_shown
from simulator.stories.sought import shown
from simulator.stories.table import Table
from simulator.studies.outputs import Output
from simulator.studies.reforms import Change, Comparison
from simulator.text import formats, say


def silence(compared: Comparison, elsewhere: Sequence[str]) -> tuple[str, str] | None:
    """Why nothing moves, as a title and a text; None when something does.

    `elsewhere` names the other ways of the same case in which the reform moves something.
    """
    if not compared.touches:
        return say("reformes.sans_effet_titre"), say("reformes.sans_effet")
    if compared.moves:
        return None
    if not elsewhere:
        return say("reformes.rien_titre"), say("reformes.rien_nulle_part")
    quoted = [say("mots.entre_guillemets", mot=other) for other in elsewhere]
    told = say("reformes.rien_ici", voies=formats.listed(quoted))
    return say("reformes.rien_titre"), told


def figures(compared: Comparison, outputs: Sequence[Output], leading: Collection[str]) -> Table:
    """The figures that lead, and all that move: under the law, under the reform, the gap."""
    words = {output.name: output.label for output in outputs}
    frame = compared.frame
    kept = frame[frame["indicateur"].isin(list(leading)) | (frame["ecart"].fillna(0) != 0)]
    rows = [
        (
            words[line["indicateur"]],
            _amount(line["loi"], line["unite"]),
            _amount(line["reforme"], line["unite"]),
            _gap(line["ecart"], line["unite"]),
        )
        for line in kept.to_dict("records")
    ]
    heads = [say(f"reformes.colonnes.{c}") for c in ("chiffre", "loi", "reforme", "ecart")]
    return Table(heads, rows, caption=compared.reform.title)


def changes(compared: Comparison) -> Table:
    """The rows of the reform beside what they replace."""
    columns = ("parametre", "depuis", "jusqu_a", "loi", "reforme", "lu")
    heads = [say(f"reformes.colonnes.{c}") for c in columns]
    return Table(heads, [_change(change) for change in compared.changes], "llllll", wrap=True)


def causes(compared: Comparison, outputs: Sequence[Output], leading: Collection[str]) -> str | None:
    """What each parameter does alone, for the figures that lead; None when there is but one."""
    if compared.causes["parametre"].nunique() < 2:
        return None
    named = {output.name: output for output in outputs}
    told = []
    for line in compared.causes.to_dict("records"):
        key, parameter = line["indicateur"], line["parametre"]
        if key in leading:
            name = say("reformes.ensemble") if parameter == "ensemble" else name_of(parameter)
            gap = _gap(line["ecart"], named[key].unit)
            told.append(say("reformes.cause", parametre=name, chiffre=named[key].label, ecart=gap))
    return " ".join(told)


def _amount(value: float, unit: str) -> str:
    return say("mots.inconnu") if isnan(value) else shown(value, unit)


def _gap(value: float, unit: str) -> str:
    """A difference with its sign; shares differ by points."""
    if isnan(value):
        return say("mots.inconnu")
    if unit == "ratio":
        text = say("reformes.points", nombre=round(100 * value, 2))
    else:
        text = shown(value, unit)
    return f"+{text}" if value > 0 else text


def _change(change: Change) -> tuple[str, ...]:
    until = say("reformes.sans_fin") if change.until is None else formats.day(change.until)
    before, after = (
        value_shown(change.parameter, value, change.unit) for value in (change.before, change.after)
    )
    read = say("mots.oui" if change.is_read else "mots.non")
    return change.label, formats.day(change.since), until, before, after, read
