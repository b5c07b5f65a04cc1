"""What the map and the portrait say: each sentence is made from the figures on screen."""

from collections.abc import Sequence

from simulator.network.model import Indicator, Network, Observation, Territory
from simulator.network.readings import AGE, PER_10_000, Reading, chosen
from simulator.text import formats, has, say
from simulator.text.registered import in_words

EUROS = {Indicator.AVANCES, Indicator.BUDGET, "avance_par_pme"}
RATIOS_DIGITS = 2


def amount(measure: str, value: float | None) -> str:
    """A figure of the network as people read it; None is said unknown."""
    if value is None:
        return say("mots.inconnu")
    if measure in EUROS:
        return formats.euros_short(value)
    if measure == AGE:
        return formats.with_unit(value, "ans")
    return formats.number(value, RATIOS_DIGITS)


def scheme_name(key: str) -> str:
    """A scheme of the network; a user's own keeps the name that they gave it."""
    text = f"reseau.dispositifs.{key}"
    return say(text) if has(text) else key


def finding(readings: Sequence[Reading], measure: str) -> str:
    """The title of the map: how far published figures range, never a ranking."""
    known = sorted((r for r in readings if r.valeur is not None), key=lambda r: r.valeur or 0.0)
    noun = say(f"mesures.{measure}.nom")
    if not known:
        return say("territoires.aucun_chiffre", de=noun)
    if len(known) == 1:
        only = known[0]
        return say(
            "territoires.un_chiffre",
            nom=only.territoire.nom,
            valeur=amount(measure, only.valeur),
            de=noun,
        )
    low, high = known[0], known[-1]
    lowest, highest = amount(measure, low.valeur), amount(measure, high.valeur)
    if lowest == highest:
        return say(
            "territoires.etendue_nulle",
            de=noun,
            valeur=lowest,
            ou=formats.listed([r.territoire.nom for r in known]),
        )
    return say(
        "territoires.etendue",
        de=noun,
        bas=lowest,
        ou_bas=_where(known, low),
        haut=highest,
        ou_haut=_where(known, high),
    )


def _where(known: Sequence[Reading], end: Reading) -> str:
    """Every territory with the value of an end: naming one alone would hide the others."""
    return formats.listed([r.territoire.nom for r in known if r.valeur == end.valeur])


def answer(readings: Sequence[Reading], measure: str, annee: int | None) -> str:
    """How many territories are established, how many have the figure, and what of the others."""
    known = sum(1 for r in readings if r.known)
    there = len(readings)
    if not there:
        return say("territoires.reponse_vide")
    key = _answer_key(known, there)
    when = say("territoires.cette_annee", annee=annee) if annee else ""
    return say(
        f"territoires.{key}",
        nombre=there,
        connus=formats.number(known),
        quoi=say(f"mesures.{measure}.de"),
        quand=when,
    )


def _answer_key(known: int, there: int) -> str:
    """Which sentence fits: all, some, one or none of several territories, or of a single one."""
    if there == 1:
        return "reponse_seul" if known else "reponse_seul_aucun"
    if known == there:
        return "reponse_tous"
    return {0: "reponse_aucun", 1: "reponse_un"}.get(known, "reponse")


def subtitle(measure: str, annee: int | None) -> str:
    """What the map measures, and over which period."""
    key = "sous_titre_annee" if annee else "sous_titre"
    if measure == AGE:
        key = "sous_titre_age_annee" if annee else "sous_titre_age"
    return say(f"territoires.{key}", mesure=say(f"mesures.{measure}.nom"), annee=annee or "")


def behind(reading: Reading) -> str:
    """The period and the status of what stands behind a figure."""
    if reading.observations:
        return ", ".join(dict.fromkeys(in_words(o.periode) for o in reading.observations))
    return say("territoires.periode_inconnue") if reading.valeur is None else "–"


def status(observation: Observation) -> str:
    """Promised, created, kept or merely observed."""
    return say(f"statuts.{observation.statut}")


def life(territory: Territory) -> str:
    """Since when it exists and until when, as far as sources say."""
    if territory.debut is None and territory.atteste is None:
        return say("portrait.vie_inconnue")
    if territory.debut is None:
        return say("portrait.vie_attestee", annee=territory.atteste)
    if territory.fin == territory.debut:
        return say("portrait.vie_une", annee=territory.debut)
    if territory.fin is not None:
        return say("portrait.vie_finie", debut=territory.debut, fin=territory.fin)
    if territory.atteste is not None and territory.atteste > territory.debut:
        return say("portrait.vie", debut=territory.debut, atteste=territory.atteste)
    return say("portrait.vie_debut", debut=territory.debut)


def portrait_answer(network: Network, territory: Territory) -> str:
    """One sentence: what is published, then what is not."""
    parts = []
    for indicator in (
        Indicator.PME,
        Indicator.PME_PREVUES,
        Indicator.JOURS,
        Indicator.EMPLOIS_PREVUS,
        Indicator.EMPLOIS_REALISES,
        Indicator.EMPLOIS_MAINTENUS,
    ):
        found = chosen(network.observed(territory.id, indicator), None)
        if found is not None:
            parts.append(say(f"mesures.{indicator}.compte", valeur=found.valeur))
    if not parts:
        return say("portrait.reponse_vide", nom=territory.nom)
    return say("portrait.reponse", nom=territory.nom, faits=formats.listed(parts))


def per_inhabitant_note(measure: str) -> str:
    """Where the population comes from, when the measure divides by it."""
    if measure != PER_10_000:
        return ""
    return f"{say('territoires.note_population')} {say('carte.habitants')}"
