"""Every sentence that counts says none, one, two and a thousand as a person would."""

import re
from dataclasses import replace
from datetime import date
from string import Formatter

import pytest

from simulator.cases.question import unit_of
from simulator.cases.scenario import read
from simulator.errors import PasserelleError
from simulator.exports.filing.filed import period_of
from simulator.network.measures import measure_each
from simulator.network.shipped import shipped
from simulator.schemes import SCHEMES
from simulator.simulate import simulate
from simulator.stories.scenario import answer, rules_told
from simulator.stories.scenario import finding as finding_of
from simulator.stories.scenario_reserves import warnings_of
from simulator.stories.territories_map import finding
from simulator.stories.territory import life
from simulator.text import LANGUAGES, catalogue, formats, say, speaking

COUNTS = (0, 1, 2, 1000)
UNBENDING = {"jours", "fois", "mois", "sans"}


def counted(language):
    """The keys of the sentences that count, with the fields that they hold."""
    for key, sentence in catalogue(language).items():
        if re.search(r"{\w+:[^}]*\|", sentence):
            parts = [part for part in Formatter().parse(sentence) if part[1]]
            inner = [p[1] for part in parts for p in Formatter().parse(part[2]) if p[1]]
            yield key, {part[1]: "|" in part[2] for part in parts} | dict.fromkeys(inner, False)


SENTENCES = [(lang, key, fields) for lang in LANGUAGES for key, fields in counted(lang)]


def test_there_are_sentences_that_count_in_both_languages():
    keys = [{key for lang, key, _ in SENTENCES if lang == language} for language in LANGUAGES]
    assert keys[0] == keys[1]
    assert len(keys[0]) >= 10


@pytest.mark.parametrize("number", COUNTS)
@pytest.mark.parametrize(("language", "key", "fields"), SENTENCES)
def test_a_count_and_its_words_agree(language, key, fields, number):
    with speaking(language):
        values = {f: number if counts else "…" for f, counts in fields.items()}
        said = say(key, **values)
        wanted = formats.number(number)
    one = number == 1 or (language == "fr" and number == 0)
    assert wanted in said or "seul" in said or "only" in said
    words = re.findall(rf"{wanted} (?:autre |autres |other )?(\w+)", said)
    if one:
        assert not any(
            word.endswith("s") for word in words if word not in {"jours", "fois", "mois", "sans"}
        ), said
    assert not re.search(r"[{}|#]", said), said


def test_no_number_stands_before_a_plural_that_cannot_bend():
    """What was found wrong once: `chez les 1 prêteurs`, `1 lignes ajoutées`."""
    with speaking("fr"):
        words = {"donnes": "2 jours", "promis": "4 jours", "part": "50 %", "total": "3"}
        assert "chez le seul prêteur sur 3" in say("appariement.jours_donnes", n=1, **words)
        counts = {"ajoutees": 1, "remplacees": 0, "retirees": 2}
        said = say("donnees.fait_suite", **counts)
        assert said == "1 ligne ajoutée, 0 remplacée, 2 retirées."


def test_the_two_ends_of_a_range_that_are_one_value_are_said_once():
    """What was found wrong once: `de 1 (X et Y) à 1 (X et Y)`."""
    seen = shipped()
    rows = [r for r in measure_each(seen, "pme") if r.known][:2]
    level = [replace(r, valeur=1.0) for r in rows]
    names = [r.territoire.nom for r in level]
    for language, from_ in (("fr", " de 1 "), ("en", "from 1 ")):
        with speaking(language):
            said = finding(level, "pme")
        assert from_ not in said
        assert all(said.count(name) == 1 for name in names)


NEVER_ONE = {
    "gain": "a rate of sponsorship less a rate of tax, in the tens of points",
    "limite": "a bound that the code sets, far above one",
    "borne": "a bound that the code sets, far above one",
    "duree": "a number of fiscal years that the law sets at five",
    "seuil": "a threshold of the law, far above one",
    "plafond": "an amount in euros",
    "minimum": "an age or an amount that a rule sets above one",
    "effectif": "staff of a lender, above the least that the rule asks",
    "lignes": "a bound that the code sets, far above one",
    "nom": "a name, not a number",
    "texte": "a bound that the code sets, far above one",
    "listees": "as many refusals as the page lists, many by construction",
    "annee": "a year",
    "ancienne": "a year",
    "debut": "a year or a day",
    "fin": "a year or a day",
    "cloture": "a day",
    "ouverture": "a day",
    "objectif": "a published number, in the thousands",
    "consultants": "a published number, in the hundreds",
    "entreprises": "a published number, in the hundreds",
    "jours": "a length with its unit, or a published number in the thousands",
    "emplois": "a published number, in the hundreds",
    "projets": "a published number, in the tens",
    "reste": "a published number, in the thousands",
    "rapport": "a pace, above one",
    "lois": "rows of our registers, in the hundreds",
    "faits": "rows of our registers, in the hundreds",
    "hypotheses": "rows of our registers, in the tens",
}
"""The holes that never hold one, and why."""

ALWAYS_MANY = {
    "appariement.manques_egaux": "said of two lacks at least",
    "mecene.salaries": "said of two employees at least, or of none",
    "mecene_constats.plafond_suite": "said of two years at least",
    "mecene_constats.plafond_fois": "said of two years at least",
    "recherche.reponse.plusieurs": "said of two answers at least",
    "territoires.reponse": "a single territory has its own sentence",
    "territoires.reponse_tous": "a single territory has its own sentence",
    "territoires.reponse_aucun": "a single territory has its own sentence",
    "territoires.reponse_un": "a single territory has its own sentence",
    "accueil.carte": "the sites that we ship, in the tens",
    "historique.titres.territoires": "a published number, in the tens",
    "vingt_ans": "published numbers, in the tens",
    "contradictions.reponse": "the contradictions of the register, in the tens",
    "historique.titres.activite_hausse": "the counts of one chart, several by construction",
    "historique.titres.activite_baisse": "the counts of one chart, several by construction",
    "historique.titres.activite_stable": "the counts of one chart, several by construction",
    "historique.titres.taux": "the series of one chart, several by construction",
    "historique.titres.mecenes": "the series of one chart, several by construction",
    "historique.titres.budget": "the series of one chart, several by construction",
    "donnees.fichier.trop_de_fichiers": "more than a bound far above one",
    "donnees.fichier.trop_de_parties": "more than a bound far above one",
    "donnees.fichier.trop_de_feuilles": "more than a bound far above one",
    "streamlit.correspondances": "a sentence of the frame, its number put in by the browser",
    "streamlit.type_refuse": "the hole holds a type of file",
    "conditions.pme_ou_jeune_entreprise": "the age of the law, eight years",
}
"""The sentences that are said of several things only, and why."""

NO_NOUN = {
    "as",
    "comes",
    "dans",
    "depuis",
    "des",
    "does",
    "donnés",
    "falls",
    "has",
    "is",
    "lacks",
    "leaves",
    "less",
    "minus",
    "perdus",
    "plus",
    "portés",
    "promis",
    "prêtés",
    "retenus",
    "sans",
    "sous",
}
"""Words that end like a plural but are none, or that agree with an amount in euros or days."""


BEFORE_A_PLURAL = r"\{(\w+)\}\s(?:autres |other )?([a-zà-ÿ’-]+[sx])\b"


def unbent(language):
    """The sentences where a hole stands straight before a plural noun."""
    for key, sentence in catalogue(language).items():
        for hole, word in re.findall(
            r"\{(\w+)\}\s(?:autres |other )?([a-zà-ÿ’-]+[sx])\b", sentence
        ):
            spared = hole in NEVER_ONE or any(key.startswith(known) for known in ALWAYS_MANY)
            if word not in NO_NOUN and not spared:
                yield key, f"{{{hole}}} {word}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_hole_stands_before_a_plural_that_cannot_bend(language):
    assert list(unbent(language)) == []


def test_each_sentence_that_is_spared_still_exists():
    for known in ALWAYS_MANY:
        assert any(key.startswith(known) for key in catalogue("fr")), known


# --- What a whole page says of none, one and two ------------------------------------------------

MEASURES = {"€", "ratio", "%"}
"""Units of what is not counted one by one."""


def counts_of(scheme):
    """The questions of a format that are answered with a count."""
    for name, field in SCHEMES[scheme].answers.model_fields.items():
        numeric = str(field.annotation).removesuffix(" | None") in {
            "<class 'int'>", "<class 'float'>", "int", "float",
        }  # fmt: skip
        if numeric and name != "annee" and unit_of(SCHEMES[scheme].answers, name) not in MEASURES:
            yield name


def told_of(outcome):
    """The sentences of a simulation, its parties unmarked."""
    reserves = (words for route in outcome.routes for pair in warnings_of(outcome, route)
                for words in pair)  # fmt: skip
    texts = [answer(outcome), finding_of(outcome), rules_told(outcome), *reserves]
    return [re.sub(r"\[([^\]]+)\]\(\w+\)", r"\1", text).replace("\u00a0", " ") for text in texts]


WRONG = re.compile(
    r"(?<![\d.,\u202f])\b[01] (?:€ )?(?!jours\b|fois\b|mois\b|sans\b|is\b|as\b)[a-zà-ÿ]{3,}s\b"
    r"|\b(?:[Ll]es|[Dd]es|[Cc]es|chez les|[Tt]hese) [01]\b"
    r"|(?:\b[Dd]e|\b[Ff]rom) (\S+(?: €)?) (?:à|to) \1(?=\s|$)"
    r"|\.\s+[a-zà-ÿ]{3}"
)
"""« les 0 € prêtés », « de 1 à 1 », « Réseau montré. le réseau »: what no one would write."""


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_simulation_of_none_of_one_and_of_two_is_told_as_a_person_would(scheme):
    wrong, tried = set(), 0
    for name in counts_of(scheme):
        for number in (0, 1, 2):
            try:
                outcome = simulate(read({"dispositif": scheme, "reponses": {name: number}}))
            except PasserelleError:
                continue  # a bound of the question: refused in a sentence of its own
            tried += 1
            for language in LANGUAGES:
                with speaking(language):
                    wrong |= {text for text in told_of(outcome) if WRONG.search(text)}
    assert tried >= 4
    assert wrong == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_period_of_one_year_or_one_day_is_said_once(language):
    territory = replace(shipped().territoires[0], debut=2004, fin=2004)
    with speaking(language):
        assert life(territory).count("2004") == 1
        sentence = period_of(date(2026, 3, 1), date(2026, 3, 1))
        assert sentence == formats.day(date(2026, 3, 1))
        assert period_of(date(2026, 3, 1), date(2026, 3, 2)) != sentence


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_starts_without_its_capital(language):
    short = r"\b(?:art|C|trav|anc|etc|n|p|no|réf|ref|ex|i\.e|e\.g)\."
    wrong = {
        key: text
        for key, text in catalogue(language).items()
        if not key.startswith(("streamlit.", "mecene_lot.modele"))
        and re.search(r"[a-zà-ÿ)»”]\.\s+[a-zà-ÿ]", re.sub(short, "", text))
    }
    assert wrong == {}


AFTER_ITS_VERB = re.compile(
    r"\b(?:que|dont|où|quand) (?!quel )([a-zàâéèêîôûç]+(?:e|ent|t|a|ont)) "
    r"(?:le |la |les |l’|un |une |des |ce |cette |ces |son |sa |ses |\[|\{)"
)
"""« ce que portent le mécène et l’État », said plainly: « ce que le mécène et l’État portent »."""
NO_VERB = {"écrire", "soit", "viennent"}
"""« où écrire les lignes », « quel que soit le temps », « d’où viennent ces nombres »."""


def test_no_subject_stands_after_its_verb():
    found = {
        key: text
        for key, text in catalogue("fr").items()
        if any(verb not in NO_VERB for verb in AFTER_ITS_VERB.findall(text))
    }
    assert found == {}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("value", [1e18, -1.5e24, 1e308, -1e308, 10**19])
@pytest.mark.parametrize("unit", ["€", "ratio", "%", "", "jours", "mois", "€/jour", "PME"])
def test_a_number_beyond_reading_is_written_in_powers_of_ten(lang, value, unit):
    with speaking(lang):
        told = formats.with_unit(value, unit)
    assert "e+" in told
    assert len(told) < 20
