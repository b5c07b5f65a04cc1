"""Every link and file of every version opens, and gives what it gave then, or says why.

What the law moved is told by the dossier; here only the product could break a promise.
"""

import json
import tomllib
from pathlib import Path

import pytest

from simulator.cases.dossier import Item, read_dossier
from simulator.exports.freezing import as_frozen, book_of, checksum
from simulator.law.book import in_force
from simulator.store.importer import importer
from simulator.stories import kept_pictures

from .replay import READERS, given

HERE = Path(__file__).parent
WHY = tomllib.loads((HERE / "pourquoi.toml").read_text(encoding="utf-8"))
LINKS = [
    pytest.param(path.parent.name, entry, id=f"{path.parent.name}/{entry['nom']}")
    for path in sorted(HERE.glob("*/liens.json"))
    for entry in json.loads(path.read_text(encoding="utf-8"))
]
ITEMS = [
    pytest.param(path.parent.name, item, id=f"{path.parent.name}/dossier/{n}")
    for path in sorted(HERE.glob("*/dossier.json"))
    for n, item in enumerate(json.loads(path.read_text(encoding="utf-8"))["elements"])
]
NETWORKS = sorted(HERE.glob("*/reseau.json"))


def law_then(version, kind, plain):
    """The law that the dossier of the same version kept for this kind, else today's."""
    path = HERE / version / "dossier.json"
    if not path.exists():
        return in_force()
    items = [Item.model_validate(i) for i in json.loads(path.read_text("utf-8"))["elements"]]
    same = next((i for i in items if i.genre == kind and i.cas == plain), None)
    return book_of(same) if same else in_force()


def test_there_is_a_corpus_with_every_kind():
    assert {param.values[1]["genre"] for param in LINKS} == set(READERS)
    kinds = {param.values[1]["genre"] for param in ITEMS}
    assert kinds == {*READERS, *kept_pictures.KINDS}
    assert NETWORKS


@pytest.mark.parametrize(("version", "entry"), LINKS)
def test_a_link_opens_as_its_file_and_gives_what_it_gave(version, entry):
    kind, name = entry["genre"], f"{version}/{entry['nom']}"
    of_link, of_file, _ = READERS[kind]
    case = of_link(entry["lien"])
    assert of_file(entry["fichier"]) == case
    now = given(kind, case, law_then(version, kind, entry["fichier"]))
    is_same = told(entry["reponse"], now)
    assert is_same or WHY.get(name), f"{name} : {entry['reponse']} → {now}"
    assert not (is_same and name in WHY), f"{name} n’a plus besoin d’excuse"


def told(then, now):
    """Whether every figure that was given is given again; a new figure is no change."""
    if isinstance(then, dict):
        return all(key in now and told(one, now[key]) for key, one in then.items())
    if isinstance(then, list):
        return len(then) == len(now) and all(map(told, then, now))
    return then == now


@pytest.mark.parametrize(("version", "plain"), ITEMS)
def test_an_item_opens_whole_and_its_law_gives_its_answer_again(version, plain):
    (item,) = read_dossier({"elements": [plain]}).elements
    assert checksum(item.genre, item.cas, item.fige.resultat) == item.fige.somme
    name = f"{version}/dossier/{item.titre}"
    assert as_frozen(item) or WHY.get(name), name
    assert not (as_frozen(item) and name in WHY)
    if item.genre in kept_pictures.KINDS:
        assert kept_pictures.sentences(item, book_of(item))


@pytest.mark.parametrize("path", NETWORKS, ids=lambda path: path.parent.name)
def test_a_network_is_read_as_it_was(path):
    for name, then in json.loads(path.read_text(encoding="utf-8")).items():
        content = (path.parent / name).read_bytes()
        now = importer([(name, content)], lambda: None, None, verify=True).plain()
        assert json.loads(json.dumps(now)) == then
        assert then["refus"] == []


def test_an_excuse_names_something_of_the_corpus():
    names = {f"{p.values[0]}/{p.values[1]['nom']}" for p in LINKS}
    names |= {f"{p.values[0]}/dossier/{p.values[1]['titre']}" for p in ITEMS}
    assert set(WHY) <= names
