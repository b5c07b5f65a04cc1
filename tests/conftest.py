"""What several tests share: the shipped law, and the French language."""

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


@pytest.fixture
def book() -> Book:
    return in_force()


@pytest.fixture
def law_of(book):
    return lambda year: book.exercice(date(year, 12, 31))
