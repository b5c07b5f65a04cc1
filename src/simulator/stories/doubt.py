"""What ranges make of a figure, told: the answer, what to measure first, what flips it."""

from collections.abc import Iterator

from simulator.cases.ranges import Range
from simulator.cases.scenario import Scenario
from simulator.conditions.finding import ReadingName
from simulator.figures.indicators import INDICATORS
from simulator.figures.sponsor_outcome import Outcome as SponsorOutcome
from simulator.figures.sponsor_reading import FIGURES
from simulator.simulate import Outcome
from simulator.stories.scenario_figures import leading, values_of
from simulator.stories.sought import shown_input
from simulator.studies.doubting.drivers import Driver
from simulator.studies.doubting.phrase import beyond, grain, lacking, rounded, share, told
from simulator.studies.one_at_a_time import Effects
from simulator.studies.outputs import Output
from simulator.studies.uncertainty import Doubted, DoubtedOutput
from simulator.text import formats, has, say, typed_ranges

WHO_KNOWS = {
    "mecene": (
        "salaire_brut", "cout_journee", "brut_mensuel", "cout_mensuel", "chiffre_affaires",
        "chiffre_affaires_mecene", "benefice", "benefice_mecene", "impot_attendu",
        "impot_du_mecene", "autres_dons", "part_du_don", "part_facturee", "nb_cadres", "jours",
        "jours_par_cadre", "jours_par_pme", "salaries_pretes",
    ),
    "region": ("aide_region", "subvention_region", "part_fse", "part_region", "part_ue"),
    "association": ("cout_animation", "apport_association", "nb_pme", "nb_parcours"),
    "pme": ("prix_pme", "emplois_prevus", "emplois_maintenus", "effectif_pme", "aides_recues_pme"),
}  # fmt: skip
"""Whom to ask for a number, by its field."""
_FIRST = ("cout_net", "cout", "reduction", "gain_euros")


def party_of(output: Output) -> str | None:
    """Whose money an output counts: the sponsor's in a sponsor's case."""
    indicator = INDICATORS.get(output.figure)
    if indicator is None:
        return "mecene" if output.view in {"prudent", "confirmed"} else None
    return indicator.party.value if indicator.party else None


def figures_of(outcome: Outcome) -> list[str]:
    """The figures of a scenario that may be doubted: what a party bears first, then all known."""
    values = values_of(outcome, outcome.shown)
    first = sorted(leading(outcome), key=lambda name: (name == "cout_reel", not values[name]))
    known = [name for name, value in values.items() if value is not None]
    return list(dict.fromkeys([*first, *known]))


def figures_of_sponsor(outcome: SponsorOutcome, reading: ReadingName) -> list[str]:
    """Those of a sponsor: over the six years, and known."""
    values = outcome.figures(reading)
    names = [name for name in dict.fromkeys((*_FIRST, *FIGURES)) if "." not in name]
    return [name for name in names if values[name] is not None]


def route_of(scenario: Scenario) -> str:
    """Which route a study of a scenario follows."""
    if scenario.voie is None:
        return say("doute.vue.lecture_menante")
    return say("doute.vue.lecture_voie", voie=say(f"voies.{scenario.voie}.nom"))


def offer(one: Range) -> str:
    """A range that one click types."""
    ends = (formats.with_unit(x, one.number.unit) for x in (one.low, one.likely, one.high))
    words = typed_ranges.written_range(*ends)
    return say("doute.vue.essayer", champ=one.number.label, fourchette=words)


def answer(found: DoubtedOutput, study: Doubted) -> str:
    """The sentence under the question; parties are marked as `[mécène](mecene)`."""
    if found.p10 is None or found.p90 is None or not found.varies:
        key = "fixe" if found.p50 is not None else "inconnu"
        return say(f"doute.reponse.{key}", nom=found.output.label, valeur=told(found.p50, found))
    answered = study.draws - found.missing.count
    said = say(
        f"doute.reponse.{'bande' if answered == study.draws else 'bande_partielle'}",
        n=answered,
        sujet=_subject(found.output, "se_tient"),
        bas=rounded(found.p10, found),
        haut=rounded(found.p90, found),
    )
    return said if found.above is None else f"{said} {beyond(found)}"


def single(effects: Effects) -> str:
    """The same without any range: one estimate, that claims no margin."""
    output = effects.output
    if effects.value is None:
        return say("doute.reponse.inconnu", nom=output.label)
    subject = _subject(output, "vaut")
    value = written(effects.value, output)
    return say("doute.reponse.unique", sujet=subject[0].upper() + subject[1:], valeur=value)


def _subject(output: Output, otherwise: str) -> str:
    own = f"doute.sujet.{output.figure}"
    if has(own) and output.year is None:
        return say(own)
    return say(f"doute.sujet.{otherwise}", nom=output.label)


def written(value: float, output: Output) -> str:
    """A value of an output as a drawing writes it: whole euros, two decimals of the rest."""
    unit = output.unit
    return formats.euros(value) if unit == "€" else formats.with_unit(value, unit, 2)


def span(driver: Driver, study: Doubted) -> str:
    """The range of a driver: `250 € à 500 €`."""
    one = next(one for one in study.ranges if one.name == driver.number.name)
    ends = (formats.with_unit(x, driver.number.unit) for x in (one.low, one.high))
    return say("doute.de_a", **dict(zip(("bas", "haut"), ends, strict=True)))


def to_measure(found: DoubtedOutput) -> list[str]:
    """The number to know first: its name, what knowing it removes and whom to ask."""
    if found.first is None:
        return []
    number = found.first.number
    field = next(str(part) for part in reversed(number.path) if isinstance(part, str))
    said = say("doute.mesurer.retire", part=share(found.first.alone))
    who = next((who for who, names in WHO_KNOWS.items() if field in names), None)
    name = say("doute.mesurer.champ", champ=number.label)
    return [name, f"{said} {say(f'doute.mesurer.{who}')}" if who else said]


def others(found: DoubtedOutput) -> str:
    """What is supposed of the other numbers while one flips the figure."""
    return "" if found.threshold is None else say("doute.bascule.autres")


def what_flips(found: DoubtedOutput, study: Doubted) -> Iterator[str]:
    """The values that meet the threshold, the leaps over it, and what cannot do it alone."""
    if found.threshold is None:
        yield say("doute.bascule.sans_seuil")
        return
    limit = told(found.threshold, found)
    for switch in found.switches:
        value = shown_input(switch.value, switch.number.unit)
        yield say("doute.bascule.vaut", seuil=limit, champ=switch.number.label, valeur=value)
    for leap in found.leaps:
        before, after = (shown_input(p.x, leap.number.unit) for p in (leap.before, leap.after))
        names = {"champ": leap.number.label, "avant": before, "apres": after}
        yield say("doute.bascule.saut", seuil=limit, **names)
    flipping = {s.number.name for s in found.switches} | {p.number.name for p in found.leaps}
    others = [one.number.label for one in study.ranges if one.moves and one.name not in flipping]
    if others:
        yield say("doute.bascule.pas_seul", champs=formats.series(others), n=len(others))


def reading(found: DoubtedOutput, study: Doubted) -> str:
    """Where the likely values stand among the draws, why, and how the draws were made."""
    made = say("doute.lecture.tirages", tirages=study.draws, graine=study.seed)
    return f"{_middle(found)} {made}".strip()


def _middle(found: DoubtedOutput) -> str:
    if found.value is None or found.p50 is None:
        return ""
    away = found.p50 - found.value
    if abs(away) < grain(found):
        return say("doute.lecture.au_milieu", valeur=told(found.value, found))
    key = "dessous" if away > 0 else "dessus"
    said = say(
        f"doute.lecture.{key}", valeur=told(found.value, found), milieu=rounded(found.p50, found)
    )
    cause = max(found.drivers, key=lambda d: _lean(d, found.value or 0.0) * (1 if away > 0 else -1))
    return f"{said} {say(f'doute.lecture.cause_{key}', champ=cause.number.label)}"


def _lean(driver: Driver, value: float) -> float:
    """How much further a driver takes the output up than down."""
    ends = [end for end in (driver.at_low, driver.at_high) if end is not None]
    return max([value, *ends]) + min([value, *ends]) - 2 * value


def aside(found: DoubtedOutput, study: Doubted) -> list[str]:
    """Draws without an answer, and routes that change: never dropped unsaid."""
    return list(lacking(found, study))


def notes(effects: Effects) -> Iterator[str]:
    """What a tenth did not say: units, bounds, refusals, what does not move, what is zero."""
    units = [e.number.label for e in effects.moving if e.by_unit]
    if units:
        yield say("doute.dixieme.a_l_unite", champs=formats.series(units))
    if bounded := [e.number.label for e in effects.moving if e.bounded]:
        yield say("doute.dixieme.borne", champs=formats.series(bounded))
    for effect in (*effects.moving, *effects.still):
        if effect.refusal:
            name = effect.number.label
            yield say("doute.dixieme.refus", champ=name, raison=effect.refusal)
    if still := [e.number.label for e in effects.still if not e.refusal]:
        yield say("doute.dixieme.immobiles", champs=formats.series(still))
    if zero := [number.label for number in effects.zero]:
        yield say("doute.dixieme.zeros", champs=formats.series(zero))
    if several := [number.label for number in effects.several]:
        yield say("doute.dixieme.plusieurs", champs=formats.series(several))
