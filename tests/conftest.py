"""What several tests share: the shipped law, and the French language."""

import sys
from datetime import date

import pytest

from simulator.law.book import Book, in_force
from simulator.text import speak


@pytest.fixture(autouse=True)
def _french():
    """Before a test, and after it for what a whole module shares, made before its first test."""
    speak("fr")
    yield
    speak("fr")


@pytest.fixture(autouse=True)
def _main():
    """A page that a test runs takes the place of `__main__`, which a new process runs again."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture
def book() -> Book:
    return in_force()


@pytest.fixture
def law_of(book):
    return lambda year: book.exercice(date(year, 12, 31))
