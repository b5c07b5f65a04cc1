"""Where each operation of a sponsor ends, what decides, what flips it, question by question."""

from typing import NamedTuple

from simulator.conditions.finding import State
from simulator.conditions.paths import Condition, Path
from simulator.figures.sponsor_outcome import Outcome
from simulator.text import formats, say
from simulator.text.registered import in_words


class Verdict(NamedTuple):
    """The end of a path: a state, its word, then lines headed in bold."""

    state: str
    word: str
    lines: list[tuple[str, str]]


class Asked(NamedTuple):
    """A question of a path: its rule, its state, what decides, what flips it, its law."""

    rule: str
    state: str
    word: str
    fact: str
    flip: str
    article: tuple[str, str]


def verdict(outcome: Outcome, path: Path) -> Verdict:
    """The end of a path: shape and word, the fact that decides, the smallest change."""
    state = path.eligible if path.opens_reduction else path.state
    kind = "don" if path.opens_reduction else "pret"
    lines = []
    if path.opens_reduction and path.eligible is State.FERME:
        lines.append((say("mecene.zero"), _charge(outcome, path)))
    if (reason := path.reason) is not None:
        told = say("mecene.decide", fait=reason.words("fait"), regle=reason.words("regle"))
        lines.append((say("mecene.ce_qui_decide"), told))
    if not path.opens_reduction:
        words = f"{say('mecene.pret_sans_reduction')} {_charge(outcome, path)}"
        lines.append((say("mecene.zero"), words))
    if path.opens_reduction and path.state is not State.OUVERT:
        lines.append((say("mecene.ce_qui_debloque"), _unlocks(outcome, path)))
    return Verdict(state.value, say(f"mecene_etats.{kind}_{state.value}"), lines)


def _charge(outcome: Outcome, path: Path) -> str:
    """Whether the cost stays deductible, why, and by which article."""
    treated = outcome.treatments[path.operation]
    return f"{treated.words()} ({in_words(treated.reference)})"


def _unlocks(outcome: Outcome, path: Path) -> str:
    """The smallest change that opens the reduction; two ways at most."""
    flips = outcome.flips(path.operation)
    if not flips:
        return say("mecene.rien_ne_debloque")
    ways = f" {say('mots.ou')} ".join(flip.words() for flip in flips[:2])
    return f"{ways}."


def counted(path: Path) -> list[Condition]:
    """The questions that count, in their order."""
    return [question for question in path.questions if question.counts]


def other_door(path: Path) -> list[Condition]:
    """The questions of the other door, which decide nothing here."""
    return [question for question in path.questions if not question.counts]


def how_many(questions: list[Condition]) -> str:
    """How many questions there are, and how many are left."""
    left = sum(question.state is not State.OUVERT for question in questions)
    return say("mecene.questions", n=len(questions), reste=left)


def asked(question: Condition) -> Asked:
    """One question in words; what is open needs nothing more."""
    flip = "" if question.state is State.OUVERT else question.words("bascule")
    reference = say(
        "mecene.article",
        article=in_words(question.reference),
        verifie=formats.day(question.checked_on),
    )
    return Asked(
        question.words("regle"),
        question.state.value,
        say(f"etats.{question.state.value}"),
        question.words("fait"),
        say("mecene.bascule", texte=flip) if flip else "",
        (reference, question.url),
    )
