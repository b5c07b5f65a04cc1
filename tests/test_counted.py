"""Every sentence that counts says none, one, two and a thousand as a person would."""

import re
from string import Formatter

import pytest

from simulator.text import LANGUAGES, catalogue, say, speaking
from simulator.text.counted import Counted

COUNTS = (0, 1, 2, 1000)


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
        values = {f: Counted(number) if counts else "…" for f, counts in fields.items()}
        said = say(key, **values)
    one = number == 1 or (language == "fr" and number == 0)
    wanted = {0: "0", 1: "1", 2: "2", 1000: "1\u202f000" if language == "fr" else "1,000"}[number]
    assert wanted in said or "seul" in said or "only" in said
    words = re.findall(rf"{wanted} (?:autre |autres |other )?(\w+)", said)
    if one:
        assert not any(word.endswith("s") for word in words if word not in {"jours"}), said
    assert not re.search(r"[{}|#]", said), said


def test_no_number_stands_before_a_plural_that_cannot_bend():
    """What was found wrong once: `chez les 1 prêteurs`, `1 lignes ajoutées`."""
    with speaking("fr"):
        words = {"donnes": "2 jours", "promis": "4 jours", "part": "50 %", "total": "3"}
        assert "chez le seul prêteur sur 3" in say(
            "appariement.jours_donnes", n=Counted(1), **words
        )
        counts = {"ajoutees": Counted(1), "remplacees": Counted(0), "retirees": Counted(2)}
        said = say("donnees.fait_suite", **counts)
        assert said == "1 ligne ajoutée, 0 remplacée, 2 retirées."
