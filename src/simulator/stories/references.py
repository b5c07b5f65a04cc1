"""How a text of law is named: officially, in French, or in our words for where it was read."""

from simulator.text.registered import in_words


class Official(str):
    """The name of a text of law, which stays in French and says so to who hears the page."""


def text_of_law(reference: str) -> str:
    """A text of law: its official name, told as French, else our words for where it was read."""
    words = in_words(reference)
    return Official(words) if words == reference else words
