"""What moved under an item: figures that people quote, parts that add up, a small picture."""

import pytest

from simulator.exports.freezing import checksum, frozen_item, since
from simulator.exports.reasons import reasons
from simulator.law.book import in_force
from simulator.stories import dossier_moved, dossier_told
from simulator.stories.thumbnails import HEIGHT, WIDTH, thumbnail
from simulator.text import say, speaking
from simulator.ui.inline import FILLS
from tests.exports.test_freezing import BOOST, KINDS, another_law, lower_rate
from tests.exports.test_kept_pictures import CASES
from tests.exports.test_reasons import doubled

ALL = [*KINDS, ("portrait", {"territoire": "alize.savoie"}), *(("graphique", c) for c in CASES)]


def named(value):
    return value if isinstance(value, str) else str(value)[:40]


@pytest.mark.parametrize(("kind", "case"), ALL, ids=named)
def test_each_kind_has_a_small_picture_inside_its_frame(kind, case):
    shapes = thumbnail(frozen_item(kind, case))
    assert shapes
    for one in shapes:
        assert one.fill in FILLS
        assert 0 <= one.x <= one.x + one.width <= WIDTH + 0.01
        assert 0 <= one.y <= one.y + one.height <= HEIGHT + 0.01
        assert min(one.width, one.height) > 0


@pytest.mark.parametrize("result", [{}, {"voies": 3}, {"reperes": {}}, {"lectures": {"a": {}}}])
@pytest.mark.parametrize("kind", ["scenario", "mecene", "comparaison", "programme", "graphique"])
def test_an_answer_that_is_none_has_no_picture(kind, result):
    item = frozen_item("scenario", BOOST)
    forged = item.model_copy(
        update={"genre": kind, "fige": item.fige.model_copy(update={"resultat": result})}
    )
    assert list(thumbnail(forged)) == []


@pytest.mark.parametrize(("kind", "case"), [*KINDS, ("graphique", CASES[-1])], ids=named)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_what_moved_is_told_by_name_and_never_by_its_path(kind, case, lang):
    if kind == "graphique":
        case = {"nom": "formats_compares", "annee": 2026}
    item = frozen_item(kind, case)
    law = another_law(item)
    found, because = since(item, law), reasons(item, law)
    with speaking(lang):
        told = dossier_moved.lines(item, found, because)
        state, _ = dossier_told.state_of(item, found)
    assert state == "a_confirmer"
    assert told
    for one in told:
        assert one.name
        assert "." not in one.name.replace("…", "")
        assert one.why
        assert one.before != one.now


def euros(text):
    return float(text.replace("\u202f", "").replace("\u00a0", "").replace("€", "")
                 .replace("−", "-").replace("+", "").replace(",", "."))  # fmt: skip


def test_the_parts_that_are_written_add_up_to_the_difference_that_is_written():
    item = frozen_item("scenario", BOOST)
    law = doubled("cout_employeur.ensemble", lower_rate(in_force()))
    told = dossier_moved.lines(item, since(item, law), reasons(item, law))
    several = [one for one in told if len(one.why) > 1 and "€" in one.gap]
    assert several
    for one in several:
        parts = [euros(words.rpartition("(")[2].rstrip(")")) for words in one.why]
        assert sum(parts) == pytest.approx(euros(one.gap), abs=0.001)
        assert euros(one.now) - euros(one.before) == pytest.approx(euros(one.gap), abs=0.011)


def test_one_row_is_told_from_what_to_what_since_when():
    item, law = frozen_item("scenario", BOOST), lower_rate(in_force())
    told = dossier_moved.lines(item, since(item, law), reasons(item, law))
    net = next(one for one in told if one.name.startswith(say("indicateurs.effort_net_mecene.nom")))
    (why,) = net.why
    told = str(dossier_moved.rows_table(reasons(item, law).rows).rows)
    assert "60\\u202f%" in told
    assert "30\\u202f%" in told
    assert "31 décembre 2025" in why


def without(item, *path):
    """The item as if something had not been known when it was frozen."""
    fige = item.model_dump(mode="json")["fige"]
    here = fige["resultat"]
    for part in path[:-1]:
        here = here[part]
    del here[path[-1]]
    somme = checksum(item.genre, item.cas, fige["resultat"])
    changed = {"resultat": fige["resultat"], "somme": somme}
    return item.model_copy(update={"fige": item.fige.model_copy(update=changed)})


APPEARED = [
    ("portrait", {"territoire": "alize.savoie"}, ("reseau", "observations")),
    ("graphique", {"nom": "carte", "mesure": "pme"}, ("reseau", "observations")),
    ("graphique", {"nom": "historique_activite"}, ("reperes",)),
    ("graphique", {"nom": "formats_compares", "annee": 2026}, ("formats",)),
]


@pytest.mark.parametrize(("kind", "case", "place"), APPEARED, ids=named)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_figure_that_appears_is_told_from_unknown_to_what_it_is(kind, case, place, lang):
    whole = frozen_item(kind, case)
    held = whole.fige.resultat
    for part in place:
        held = held[part]
    for key in held:
        item = without(whole, *place, key)
        with speaking(lang):
            (line,) = dossier_moved.lines(item, since(item), reasons(item))
            assert line.name
            assert line.before == say("mots.inconnu")
            assert line.now != line.before
            assert line.gap == "–"
            state, words = dossier_told.state_of(item, since(item))
            assert (state, words) == ("a_confirmer", say("dossier.etat.bouge", n=1))


def test_a_forged_answer_has_no_quoted_figure_and_breaks_nothing():
    item = frozen_item("graphique", {"nom": "carte", "mesure": "pme"})
    for result in ({"reseau": {"observations": {"x": {"valeur": 3}}}}, {"reperes": {"a": {}}}, {}):
        fige = item.fige.model_copy(update={"resultat": result})
        forged = item.model_copy(update={"fige": fige})
        assert dossier_moved.quoted(forged, since(forged)) is not None
