"""Files made to cost: each is refused; `benchmarks/hostile.py` measures what that costs."""

import importlib.util
import sys

import pytest

from simulator import ROOT
from simulator.base import limits
from simulator.network.imports import guarded, workbook
from simulator.network.imports.checking import check, guess
from simulator.network.imports.refusals import ImportRefused
from simulator.network.imports.sources import open_files

_spec = importlib.util.spec_from_file_location("hostile", ROOT / "benchmarks" / "hostile.py")
hostile = importlib.util.module_from_spec(_spec)
sys.modules["hostile"] = hostile
_spec.loader.exec_module(hostile)

TOO_HEAVY = {
    "bombe", "trop_de_lignes", "trop_de_colonnes", "ligne_demesuree", "trop_de_feuilles",
    "csv_abime",
}  # fmt: skip


@pytest.mark.parametrize("name", hostile.CASES)
def test_what_is_made_to_cost_is_refused(name):
    with pytest.raises(ImportRefused) as caught:
        check([m for s in open_files([(name, hostile.CASES[name]())]) if (m := guess(s))])
    assert caught.value.key in TOO_HEAVY
    assert name in str(caught.value)


@pytest.mark.parametrize(
    ("inside", "key"),
    [
        (b"<a>" * (limits.DEPTH + 1) + b"</a>" * (limits.DEPTH + 1), "bombe"),
        (b'<row r="1"><c r="A1" t="s"><v>999999</v></c></row>', "abime"),
        (b'<row r="1"><c r="A1"><v>1', "abime"),
    ],
)
def test_a_small_sheet_may_be_hostile_too(inside, key):
    with pytest.raises(ImportRefused) as caught:
        check([m for s in open_files([("x.xlsx", hostile.sheet(inside))]) if (m := guess(s))])
    assert caught.value.key == key


def test_no_part_is_parsed_before_all_are_weighed(monkeypatch):
    def never(*_arguments):
        raise AssertionError

    monkeypatch.setattr(guarded.expat, "ParserCreate", never)
    with pytest.raises(ImportRefused) as caught:
        open_files([("x.xlsx", hostile.CASES["unknown tags.xlsx"]())])
    assert caught.value.key == "bombe"


def test_a_sheet_is_opened_once_however_often_it_is_shown(monkeypatch):
    opened = []
    real = workbook.Book.rows
    monkeypatch.setattr(
        workbook.Book, "rows", lambda book, title: opened.append(title) or real(book, title)
    )
    from simulator.exports.tables import template_xlsx
    from simulator.network.imports.checking import preview

    sheets = open_files([("m.xlsx", template_xlsx())])
    before = len(opened)
    for _ in range(3):
        for one in (m for s in sheets if (m := guess(s))):
            assert preview(one, 5).rows
    assert len(opened) == before


def test_each_part_is_bounded_not_only_their_sum():
    """Bytes that do not shrink, beside a part that does, make an honest ratio of the whole."""
    noise = b"\n".join(hostile.lines(40_000))
    content = hostile.zipped(t=b"a\n" * 5_000_000, u=noise)
    with pytest.raises(ImportRefused) as caught:
        open_files([("x.zip", content)])
    assert caught.value.key == "bombe"
