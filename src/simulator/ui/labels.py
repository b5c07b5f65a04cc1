"""A person's text in a widget, where Streamlit would read Markdown, or one option for another."""

import re
from collections.abc import Callable, Iterable
from typing import TypeVar

_ACTIVE = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:@&=^])")
_NAME_BETWEEN_COLONS = re.compile(r":(?=[\w+-]+:)")
_JOINER = "\u2060"  # no width, no break


Option = TypeVar("Option")


def apart(options: Iterable[Option], name: Callable[[Option], str]) -> Callable[[Option], str]:
    """How to write options that people named: the second of the same words gets a number.

    Streamlit knows an option by its words alone: of two that are written alike, it would give the
    last for the first, at the next run, without a word.
    """
    names: dict[Option, str] = {}
    for option in options:
        told, number = name(option), 1
        while told in names.values():
            number += 1
            told = f"{name(option)} ({number})"
        names[option] = told
    return lambda option: names[option] if option in names else name(option)


def literal(text: str) -> str:
    """The text of a label, shown letter by letter: no bold, link, colour, formula or emoji.

    Every label that holds a name, a title, a file or a column goes through here, once. An emoji is
    found after backslashes are read: only an invisible sign before its name stops it.
    """
    one_line = text.replace("\r", " ").replace("\n", " ")
    parted = _NAME_BETWEEN_COLONS.sub(f":{_JOINER}", one_line)
    return _ACTIVE.sub(r"\\\1", parted)
