"""A range as people write it: « de 250 à 500, plutôt 300 », "from 250 to 500, likely 300".

Three numbers between words, each read by `read_number`: the lowest, the highest, the likeliest.
Nothing is supposed: without its likeliest value a range is refused.
"""

import re
from functools import lru_cache

from simulator.text import say
from simulator.text.typed import Unread, read_number, spaced

Three = tuple[float, float, float]
_OPENS = r"(?:de|entre|from|between)"
_UNTIL = r"(?:à|a|et|to|and|jusqu[’']à)"
_LIKELY = (
    r"(?:plutôt|plutot|le plus souvent|probablement|le plus probable|likely|most likely|"
    r"likeliest|mostly|rather)"
)
_WHOLE = re.compile(
    rf"(?:{_OPENS}\s+)?(?P<low>\S.*?)\s+{_UNTIL}\s+(?P<high>\S.*?)"
    rf"(?:[\s,;:(]+{_LIKELY}\s*:?\s+(?P<likely>\S.*?)\)?)?",
    re.IGNORECASE,
)
_LOOKS = re.compile(rf"\b{_OPENS}\b|\s{_UNTIL}\s|\b{_LIKELY}\b", re.IGNORECASE)
_SCALED = re.compile(r"(?:k|m|md)\s?€|€\s?(?:k|m|md)\b", re.IGNORECASE)


def is_range(text: str) -> bool:
    """Whether a text means several numbers, well or badly written."""
    return bool(_LOOKS.search(text))


@lru_cache(maxsize=1 << 10)
def read_range(text: str, unit: str = "") -> Three:
    """Low, likely and high of a text, in its unit; raises Unread, which says how to write one.

    `1 à 2 M€` would read one euro: a multiple is written beside each number or beside none.
    """
    said = " ".join(text.split())[:60]
    found = _WHOLE.fullmatch(spaced(text))
    if not found:
        raise Unread("fourchette", valeur=said)
    if not found["likely"]:
        raise Unread("fourchette_plutot", valeur=said)
    words = found["low"], found["likely"], found["high"]
    if len({bool(_SCALED.search(word)) for word in words}) > 1:
        raise Unread("fourchette_multiples", valeur=said)
    low, likely, high = (float(read_number(word, unit, percents=True)) for word in words)
    if not low <= likely <= high:
        raise Unread("fourchette_ordre", valeur=said)
    return low, likely, high


def written_range(low: str, likely: str, high: str) -> str:
    """Three numbers as they are typed back, in the words of the language."""
    return say("saisie.fourchette_ecrite", bas=low, plutot=likely, haut=high)
