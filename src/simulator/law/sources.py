"""Texts that a source's address holds: their title, who published them, and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from urllib.parse import urlsplit

from simulator import ROOT
from simulator.base.csvs import Line, lines_of, read_all, required
from simulator.text import formats, say


@dataclass(frozen=True, slots=True)
class Titled:
    """A text by its title; publisher and date (a day or a year, ISO) are blank when unknown."""

    address: str
    title: str
    publisher: str
    date: str


def _titled(line: Line) -> Titled:
    required(line, "address", "title")
    return Titled(line["address"], line["title"], line["publisher"], line["date"])


@cache
def titled() -> Mapping[str, Titled]:
    """Every text whose title is known, by its address."""
    rows = read_all(lines_of([ROOT / "data" / "sources.csv"]), _titled)
    return MappingProxyType({row.address: row for row in rows})


def source_name(source: str) -> str:
    """A source as a reader can take it in: the text by its title, else the page of a site."""
    return formats.series(_one_source(one.strip()) for one in source.split(" ; "))


def _one_source(source: str) -> str:
    if found := titled().get(source):
        title = say("mots.titre", titre=found.title) if found.publisher else found.title
        return ", ".join(filter(None, (title, found.publisher, _dated(found.date))))
    site = urlsplit(source).hostname
    return say("mots.page_de", site=site.removeprefix("www.")) if site else source


def _dated(written: str) -> str:
    """A day in words; a year stays a year."""
    return formats.day(date.fromisoformat(written)) if "-" in written else written
