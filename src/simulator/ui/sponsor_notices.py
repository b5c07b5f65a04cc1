"""What a sponsor is told of the link that was opened and of what was typed, before any figure."""

import streamlit as st

from simulator.text import say
from simulator.ui import html
from simulator.ui import sponsor_state as state


def unanswered(wanted: tuple[str, ...]) -> None:
    """No outcome yet: which figures must be typed."""
    names = [say(f"champs.{name}.label") for name in wanted]
    st.html(html.answer(say("mecene.a_completer")))
    st.html(html.plain_list(names))


def left_out(told: list[str]) -> None:
    """What the link opened does not hold, in words."""
    if told:
        names = ", ".join(say(f"champs.{name}.label") for name in told)
        st.html(
            html.warning(say("mecene.lien_prive_titre"), say("mecene.lien_prive", champs=names))
        )


def refused(faults: dict[str, str]) -> None:
    """A link that could not be read, when there is nothing else to show."""
    if told := faults.get(state.LINK):
        st.html(html.warning(say("simuler.lien_casse_titre"), told))


def last_valid(faults: dict[str, str]) -> None:
    """What is wrong, and whose figures stand below."""
    if broken := faults.get(state.LINK):
        whose = "exemple" if state.is_example() else "votre_cas"
        told = f"{broken} {say(f'simuler.lien_{whose}')}"
        st.html(html.warning(say("simuler.lien_casse_titre"), told))
    elif faults:
        detail = " ".join(dict.fromkeys(faults.values()))
        told = say("simuler.derniere_valide_texte", detail=detail)
        st.html(html.warning(say("simuler.derniere_valide"), told))
