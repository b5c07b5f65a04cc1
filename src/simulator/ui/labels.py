"""A person's text in a widget's label, where Streamlit would read it as Markdown."""

import re

_ACTIVE = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:@&=^])")
_NAME_BETWEEN_COLONS = re.compile(r":(?=[\w+-]+:)")
_JOINER = "\u2060"  # no width, no break


def literal(text: str) -> str:
    """The text of a label, shown letter by letter: no bold, link, colour, formula or emoji.

    Every label that holds a name, a title, a file or a column goes through here, once. An emoji is
    found after backslashes are read: only an invisible sign before its name stops it.
    """
    one_line = text.replace("\r", " ").replace("\n", " ")
    parted = _NAME_BETWEEN_COLONS.sub(f":{_JOINER}", one_line)
    return _ACTIVE.sub(r"\\\1", parted)
