"""What a person reads: sentences by key, from one folder a language, one file a page or part."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale

from simulator.text.counted import counting

FRENCH = "fr"
"""The language of the law and of the registers, and of who chose none."""
_FOLDERS = {path.parent.name for path in Path(__file__).parent.glob("*/*.toml")}
LANGUAGES = (FRENCH, *sorted(_FOLDERS - {FRENCH}))
"""French, then each other folder of texts: to have a folder is to be spoken."""
_language: ContextVar[str | None] = ContextVar("language", default=None)
_otherwise: list[Callable[[], str]] = []


def flatten(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """The leaves of a TOML table as dotted keys."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from flatten(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value


def parts(language: str) -> dict[str, dict[str, str]]:
    """The sentences of each file of a language, by the name of the file."""
    files = sorted(Path(__file__).with_name(language).glob("*.toml"))
    return {
        path.stem: dict(flatten(tomllib.loads(path.read_text(encoding="utf-8")))) for path in files
    }


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Every sentence of a language, by dotted key."""
    sentences = {key: text for part in parts(language).values() for key, text in part.items()}
    signs = sentences["langue.signes_accroches"]
    return {k: unbreakable(v, signs) for k, v in sentences.items()} if signs else sentences


def unbreakable(sentence: str, signs: str) -> str:
    """These signs never start a line: the space before them becomes unbreakable."""
    return re.sub(rf" (?=[{signs}])|(?<=«) ", "\u00a0", sentence)


def current_language() -> str:
    """The language chosen for this run, else that of the person who is here, else French."""
    chosen = _language.get() or next((ask() for ask in _otherwise), FRENCH)
    return chosen if chosen in LANGUAGES else FRENCH


def otherwise(ask: Callable[[], str]) -> None:
    """Say who knows the language when nobody has chosen it yet: a callback runs before the page."""
    _otherwise[:] = [ask]


def speak(language: str) -> None:
    """Choose the language of this run (one run of a page, one command)."""
    _language.set(language if language in LANGUAGES else FRENCH)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language for the length of a block."""
    token = _language.set(language)
    try:
        yield
    finally:
        _language.reset(token)


def locale() -> Locale:
    """How the language of this run counts, and writes numbers and days."""
    return locale_of(current_language())


@cache
def locale_of(language: str) -> Locale:
    """How a language counts, and writes numbers and days."""
    return Locale.parse(catalogue(language)["langue.region"])


def say(key: str, **values: Any) -> str:
    """The sentence of a key, filled with values; raises KeyError for an unknown key."""
    sentence = catalogue(current_language())[key]
    if not values:
        return sentence
    if "|" in sentence:
        return counting(locale()).format(sentence, **values)
    return sentence.format(**values)


def has(key: str) -> bool:
    """Whether the catalogue holds a sentence for this key."""
    return key in catalogue(current_language())
