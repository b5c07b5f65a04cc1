"""Who can say what a figure lacks, by the key of its reserve or of its field."""

from simulator.text import has, say


def who_can_say(key: str) -> str:
    """Who can say, in words; nothing where nobody is known to."""
    known = f"qui_peut_dire.{key}"
    return say(known) if has(known) else ""
