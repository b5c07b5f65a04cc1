"""A file of a thousand sponsors through the page: progress, results, refused lines.

Nothing of the file is kept but its results, in the session, until another file comes.
"""

import hashlib
from typing import Any

import streamlit as st

from simulator.base import limits
from simulator.base.csvs import text_of
from simulator.base.decoding import NotText
from simulator.errors import PasserelleError
from simulator.studies.batch import rejects, results, run
from simulator.studies.batch_cases import SPONSORS
from simulator.text import say
from simulator.ui import html, sponsor_state
from simulator.ui.downloads import CSV, offer
from simulator.ui.frame import keep_language

DONE = "mecene_lot_resultats"


@st.fragment
def batch() -> None:
    """Upload a CSV file, take away its results and its refused lines."""
    keep_language()
    st.html(html.plain_list([say("mecene_lot.aide"), say("mecene_lot.exemple")]))
    st.code(say("mecene_lot.modele"), language=None, wrap_lines=True)
    given = st.file_uploader(say("mecene_lot.fichier"), type="csv", key="mecene_lot_fichier")
    if given is not None:
        answer(given.getvalue())
    with st.expander(say("mecene_lot.colonnes")):
        st.html(html.source(", ".join(SPONSORS.columns()), say("mecene_lot.colonnes_titre")))


def answer(content: bytes) -> None:
    """Show what a file gives; the same file is not computed twice."""
    done = _done(content)
    if done["fault"]:
        st.html(html.fault(done["fault"]))
        return
    st.html(html.source(say("mecene_lot.bilan", **done["counts"]), say("mecene_lot.bilan_titre")))
    with st.container(horizontal=True, key="mecene_lot_fichiers"):
        _file(say("mecene_lot.resultats"), done["results"], "mecene_resultats.csv")
        if done["counts"]["refusees"]:
            _file(say("mecene_lot.rejets"), done["rejects"], "mecene_rejets.csv")


def _file(label: str, text: str, name: str) -> None:
    offer(label, lambda: text, name, CSV, key=name)


def _done(content: bytes) -> dict[str, Any]:
    """The answer to a file, from the session when it is the file of the last run."""
    key = hashlib.sha256(content).hexdigest()
    held: dict[str, Any] = st.session_state.get(DONE, {})
    if held.get("key") != key:
        held = {"key": key, **_computed(content)}
        st.session_state[DONE] = held
    return held


def _computed(content: bytes) -> dict[str, Any]:
    if len(content) > limits.BATCH_FILE:
        limit = limits.BATCH_FILE // 1_000_000
        return {"fault": say("mecene_lot.trop_gros", limite=limit)}
    bar = st.progress(0.0, say("mecene_lot.en_cours"))
    try:
        text = text_of(content)
        report = run(text, SPONSORS, progress=lambda n, total: _move(bar, n, total))
    except NotText:
        return {"fault": say("erreurs.texte_illisible")}
    except PasserelleError as fault:
        return {"fault": str(fault)}
    except Exception as fault:  # its message may hold a line of the file
        sponsor_state.log_failure(fault)
        return {"fault": say("erreurs.inattendue")}
    finally:
        bar.empty()
    return {
        "fault": "",
        "counts": {"calculees": len(report.answered), "refusees": report.refused},
        "results": results(report),
        "rejects": rejects(report),
    }


def _move(bar: Any, done: int, total: int) -> None:
    bar.progress(done / total, say("mecene_lot.avancement", fait=done, total=total))
