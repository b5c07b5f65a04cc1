"""Words that tell a language, once the names that stay as they are have been taken out."""

import csv
import re
from functools import cache

from simulator import ROOT
from simulator.network.geo import departements, epci
from simulator.studies.batch_cases import sponsor_columns as columns

FRENCH, ENGLISH = "fr", "en"

UNMISTAKABLE = {
    FRENCH: "le la les des du une est sont pour dans avec sur par qui que quoi dont où ne pas ce "
    "cette ces son sa ses leur leurs nous vous il elle ils elles été être ont sans sous selon "
    "depuis chez donc mais aux au entre vers puis cas jour jours mois année années emploi emplois "
    "entreprise entreprises et ou si plus moins tous toute aucun aucune",
    ENGLISH: "the of and is are was were with for which that this these those from by not it its "
    "be been has have would can than there they you your what who how each no only when at under "
    "over days firms jobs month months year years",
}  # fmt: skip
SHARED = {FRENCH: {"plus", "si", "cas", "mois"}, ENGLISH: {"can", "no"}}
"""Words that the other language also has, or that a name of its own carries."""

# What stays in its language whatever the page: a small class of things, each told by its form.

ADDRESSES = re.compile(r"https?://\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:fr|com|org|net|eu)\b\S*")
"""Where a source is."""
HOLES = re.compile(r"\{\w+|\]\(\w+\)")
"""What fills a sentence, in the texts alone."""
QUOTED = re.compile(r"«[^»]*»|“[^”]*”")
"""A title of a document, or the very words of a source."""
KEYS = re.compile(r"\b[a-z0-9]+(?:[._][a-z0-9_]+)+\b")
"""A name of our files: a parameter of the law, a fact, a column of a batch, a site."""
HEADS = (
    r"CGI|CSS|LPF|PLF|CJUE|JO|BOI[\w-]*|BOFiP|Cerfa|C\. trav\.|Code du travail"
    r"|Code des impositions sur les biens et services|[Ll]ois?(?= n°| de fin)|[Dd]écret(?= n°| du)"
    r"|[Oo]rdonnance(?= n°)|[Aa]rrêté(?= du)|[Rr]èglement \((?:CE|UE)\)|Recommandation(?= \d)"
    r"|Communication(?= \d)|Instruction(?= 4)|Formulaire(?= n°)|Relevé de solde|Projet de loi"
    r"|Encadrement communautaire|art\.|CE(?=, \d)|amendement"
)
TAILS = (
    r"n°|§|art\.|anc\.|annexe|livre|suivants?|du|de|des|aux?|à|et|puis|er|bis|ter|septies|nonies"
    r"|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
    r"|[Ll]ois?|[Dd]écrets?|[Oo]rdonnance|[Aa]rrêté|règlement|minimis|finances|financement"
    r"|la sécurité sociale|pour|relative|aides|PME|mécénat|obligations déclaratives|formulaire"
    r"|LF|PLF|PACTE|Aubry|Cerfa|CGI|CSS|LPF|CJUE|BOI[\w-]*|C\. trav\.|Code du travail|fiche|cas"
    r"|[A-Z]{1,4}|[a-g]|[IVX]+|[LRD]\.|\d[\w/-]*|\d"
)
LAW = re.compile(rf"(?:\b(?:{HEADS}))(?:[\s\u00a0\u202f,;:().°–-]+|(?:{TAILS})(?![\w]))*")
"""The official name of a text: « CGI, art. 238 bis, 4 ; loi n° 2014-1545 du 20 décembre 2014 »."""


def _column(path, *names):
    with path.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            yield from (row[name] for name in names)


def _places():
    for level in (departements(), epci()):
        yield from (place.name for place in level.values())


INSTITUTIONS = (
    "Initiative Indre", "Initiative Réunion", "CCI territoriale de la Meuse", "CCI des Vosges",
    "Association Avenir des entrepreneurs", "Association Terres de Lorraine", "Le Toulois",
    "Alliance et Territoires", "CCI de Meurthe-et-Moselle", "Areva La Hague",
    "Réseau Entreprendre", "Métallurgie du Rhône", "Université européenne du travail",
    "La Fabrique de l’industrie", "Développement et Emploi", "Conseil général",
    "Caisse des Dépôts", "Pôle productique", "France Télécom", "La Voix du Nord", "L’Essor 38",
    "Grand Est", "Réseau ALIZÉ", "Légifrance", "Assemblée", "Hermès", "Île-de-France",
    "Nord-Pas-de-Calais", "Thésame", "mon-entreprise", "AMMA Piémont", "loi Coluche",
    "Région", "CCI Côte-d’Or", "CCI Alès-Cévennes", "Alès", "Médéric", "Angers",
)  # fmt: skip
"""Names of bodies, firms and papers, which have no other form."""


@cache
def names():
    """Every name that stays as it is, the longest first."""
    territories = ROOT / "data" / "territories" / "territoires.csv"
    found = {*INSTITUTIONS, *_column(territories, "nom")}
    found |= set(_column(ROOT / "data" / "sources.csv", "title", "publisher")) | set(_places())
    return sorted((name for name in found if len(name) > 2), key=len, reverse=True)


@cache
def _named():
    return re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in names()))


def bare(text):
    """A text without what stays in its language; the columns of a file are names of ours."""
    if set(text.split(", ")) <= set(columns()):
        return ""
    for kind in (ADDRESSES, HOLES, QUOTED, KEYS, LAW, _named()):
        text = kind.sub(" ", text)
    return text


@cache  # a menu is read on every page
def _words(text):
    return re.findall(r"[^\W\d_]+(?:[’'](?=\w))?", bare(text))


ELIDED = re.compile(r"(?:[ldnscjmt]|qu|jusqu|lorsqu)[’']", re.I)
ACCENTS = re.compile(r"[àâçèéêëîïôùûœ]")


def french_words(text):
    """The words that no English text holds."""
    plain = set(UNMISTAKABLE[FRENCH].split()) - SHARED[FRENCH]
    return [
        word
        for word in _words(text)
        if word.lower() in plain
        or ELIDED.fullmatch(word)
        or (word.islower() and ACCENTS.search(word))
    ]


def english_words(text):
    """The words that no French text holds."""
    plain = set(UNMISTAKABLE[ENGLISH].split()) - SHARED[ENGLISH]
    return [word for word in _words(text) if word.lower() in plain]


FOREIGN = {ENGLISH: french_words, FRENCH: english_words}
"""What to look for on a page of each language."""
