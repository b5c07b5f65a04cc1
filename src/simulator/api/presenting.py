"""A dossier on a projector, at an address: the same file that leaves, for who has its key."""

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from simulator.errors import PasserelleError
from simulator.store.faults import StoreError
from simulator.text import FRENCH, LANGUAGES, say, speaking

_HEADERS = {"Cache-Control": "no-store"}


def presenting(request: Request) -> Response:
    """The presentation of the dossier that the key `d` reads; a sentence when there is none."""
    asked = request.query_params.get("lang", FRENCH)
    key = request.query_params.get("d", "")
    with speaking(asked if asked in LANGUAGES else FRENCH):
        try:
            return _presented(key)
        except StoreError as fault:
            return PlainTextResponse(str(fault), 503, _HEADERS)
        except PasserelleError as fault:
            return PlainTextResponse(str(fault), 422, _HEADERS)
        except OSError:
            return PlainTextResponse(say("app.page_impossible"), 500, _HEADERS)


def _presented(key: str) -> Response:
    from simulator.exports.taken_away import Snapshot  # noqa: PLC0415 (data may be broken)
    from simulator.store.dossiers import dossiers  # noqa: PLC0415 (the same)

    found = dossiers().open(key) if key else None
    if found is None:
        return PlainTextResponse(str(StoreError("dossier_inconnu")), 404, _HEADERS)
    snapshot = Snapshot(found.dossier, f"dossier?d={found.lecture}", private=False)
    return HTMLResponse(snapshot.presentation(), 200, _HEADERS)
