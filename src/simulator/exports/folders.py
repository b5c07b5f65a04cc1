"""Where files are written, as a command names it."""

from pathlib import Path

from simulator.errors import InputError
from simulator.text import say
from simulator.text.seen import seen


def folder_of(text: str) -> Path:
    """The folder of a name; raises InputError for a name of nothing, which would mean « here »."""
    if not seen(text):
        raise InputError([("vers", say("erreurs.vers_vide"))])
    return Path(text)
