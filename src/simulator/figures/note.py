"""One note under an answer: a key, and the values of its sentence."""

from dataclasses import dataclass, field

from simulator.text import say


@dataclass(frozen=True, slots=True)
class Note:
    """Something that was repeated, supposed, or that nobody knows; words `mecene_notes.<key>`."""

    key: str
    values: dict[str, str] = field(default_factory=dict)

    def words(self) -> str:
        """Its sentence."""
        return say(f"mecene_notes.{self.key}", **self.values)
