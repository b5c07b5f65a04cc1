"""The house stays small enough to be lived in: limits held, exceptions that may only shrink."""

from statistics import median

import pytest

from tests.house import sizes
from tests.house.sizes import CLASS, FILE, LONGER, MEDIAN, ROOT_FILES, Size


def test_nothing_is_longer_than_its_limit_but_what_is_listed():
    grown = [one for one in sizes.too_large() if one.lines > LONGER.get(one.place, 0)]
    assert grown == [], "a subject for another file, or something to take out"


def test_an_exception_is_taken_out_once_it_is_short_enough():
    assert set(LONGER) <= {one.place for one in sizes.too_large()}


def test_half_of_the_files_are_short():
    assert median(sizes.lengths().values()) <= MEDIAN


def test_the_root_holds_the_spine_alone():
    assert len(list(sizes.SOURCE.glob("*.py"))) <= ROOT_FILES


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("x = 1\n" * (FILE + 1), [Size("ui/essai.py", FILE + 1)]),
        ("x = 1\n" * FILE, []),
        ("class A:\n" + "    x = 1\n" * CLASS, [Size("ui/essai.py:A", CLASS + 1)]),
        ("class A:\n" + "    x = 1\n" * (CLASS - 1), []),
    ],
)
def test_what_is_too_large_is_seen(tmp_path, monkeypatch, text, told):
    path = tmp_path / "ui" / "essai.py"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(sizes, "SOURCE", tmp_path)
    monkeypatch.setattr(sizes, "lengths", lambda: {path: len(text.splitlines())})
    assert list(sizes.too_large()) == told


def test_each_package_and_the_whole_are_printed():
    lines = list(sizes.table())
    packages = {sizes.package_of(path) for path in sizes.files()}
    assert {line.split()[0] for line in lines[1 : len(packages) + 2]} == {*packages, "ensemble"}
    whole = next(line for line in lines if line.startswith("ensemble"))
    assert whole.split()[2] == str(sum(sizes.lengths().values()))
