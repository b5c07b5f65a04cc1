"""What a person must know of a sheet before it is stored: what is left out, how it is read."""

from collections.abc import Iterator
from typing import Final

from simulator.network.imports.mapped import Mapped
from simulator.network.imports.sources import Sheet
from simulator.text import say

_EXPECTED: Final = {"", "UTF-8", "UTF-16"}


def notices(sheet: Sheet, mapped: Mapped | None) -> Iterator[str]:
    """The sentences about one sheet; nothing when all of it is read as it stands."""
    if mapped is None:
        key = "feuille_masquee" if sheet.masquee else "feuille_ignoree"
        yield say(f"donnees.avis.{key}", feuille=sheet.nom, fichier=sheet.fichier)
        return
    if sheet.masquee:
        yield say("donnees.avis.masquee_importee", feuille=sheet.nom)
    if sheet.entete > 1:
        yield say("donnees.avis.entete", feuille=sheet.nom, ligne=sheet.entete)
    if sheet.encodage not in _EXPECTED:
        yield say("donnees.avis.encodage", feuille=sheet.nom, encodage=sheet.encodage)
    unused = [h for p, h in enumerate(sheet.entetes) if h and p not in mapped.places.values()]
    if unused:
        yield say("donnees.avis.colonnes", feuille=sheet.nom, liste=", ".join(unused))
