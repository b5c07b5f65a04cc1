"""The HTTP interface: the questions of the command line, asked by programs, answered alike.

A request is counted, then read whole, then answered by a thread. Its body is neither kept nor
logged; a failure says its kind alone.
"""

import logging
from datetime import date
from functools import partial
from typing import Any

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from simulator.api import described
from simulator.api.pace import BURST, RATE, Rate, Workers
from simulator.api.reading import body_of
from simulator.api.refusals import (
    BROKEN,
    MISSING,
    UNREADABLE,
    WRONG_METHOD,
    Refused,
    faults_of,
    language,
    refusal,
    spoken,
    told,
)
from simulator.api.registers import formats_known, law_of
from simulator.api.verbs import VERBS, Verb, written
from simulator.base import limits
from simulator.base.links import loads
from simulator.cases.answers import DAY
from simulator.errors import InputError, PasserelleError
from simulator.exports import taken_away
from simulator.text import formats, say, speaking

_JSON, ZIP, TAKE_AWAY = "application/json", "application/zip", "exporter"
_logger = logging.getLogger(__name__)
Answered = tuple[int, Any]


class Front:
    """Before anything else: the language of the request, and whether its address may ask."""

    def __init__(self, app: ASGIApp, rate: Rate) -> None:
        self.app, self.rate = app, rate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or say when to come back."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        language.set(spoken(request))
        try:
            self.rate.take(request.client.host if request.client else "")
        except Refused as fault:
            await told(fault)(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def interface(rate: Rate | None = None) -> FastAPI:
    """The application, to be mounted; `rate` counts what each address asks."""
    api = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)
    light, heavy = Workers(4, 60, "api"), Workers(2, 6, "api_long")
    for name, verb in VERBS.items():
        endpoint = partial(_ask, verb, heavy if verb.heavy else light)
        api.add_route(f"/{name}", _endpoint(endpoint), methods=["POST"])
    api.add_route(f"/{TAKE_AWAY}", _endpoint(partial(_take_away, heavy)), methods=["POST"])
    for name, read in _READINGS.items():
        api.add_route(f"/{name}", _endpoint(partial(_look_up, read, light)), methods=["GET"])
    api.add_exception_handler(Refused, _refused)
    api.add_exception_handler(HTTPException, _not_here)
    api.add_middleware(Front, rate=rate or Rate(RATE, BURST))
    return api


def _endpoint(answer: Any) -> Any:
    async def endpoint(request: Request) -> Response:
        response: Response = await answer(request)
        return response

    return endpoint


async def _ask(verb: Verb, workers: Workers, request: Request) -> Response:
    """The answer to a body, or its faults."""
    text = await body_of(request)
    return await _answer(workers, lambda: verb.written(loads(text)))


async def _take_away(workers: Workers, request: Request) -> Response:
    """A case or a dossier in the forms that `formats` names, as one archive."""
    text = await body_of(request, limits.DOSSIER)
    wanted = request.query_params.get("formats", "")
    return await _answer(workers, lambda: taken_away.archive(loads(text), wanted), ZIP)


async def _look_up(read: Any, workers: Workers, request: Request) -> Response:
    return await _answer(workers, lambda: written(read(request)))


async def _answer(workers: Workers, work: Any, media: str = _JSON) -> Response:
    """What some work writes, as bytes; a refusal is in the language of the request."""
    status, content = await workers.do(partial(_done, work, language.get()))
    if status != 200:
        return refusal(status, content)
    headers = {"Cache-Control": "no-store", "Vary": "Accept-Language"}
    headers["Content-Language"] = language.get()
    return Response(content, media_type=media, headers=headers)


def _done(work: Any, spoken_here: str) -> Answered:
    """Some work, in a thread that speaks the language of the request."""
    with speaking(spoken_here):
        try:
            made = work()
            return 200, made if isinstance(made, bytes) else made.encode()
        except PasserelleError as fault:
            return UNREADABLE, faults_of(fault)
        except Exception as fault:  # its words may hold what was asked: only its kind is told
            _logger.error("a question over HTTP failed: %s", type(fault).__name__)
            return BROKEN, [("", say("http.panne"))]


def _law(request: Request) -> dict[str, Any]:
    asked = request.query_params.get("jour", date.today().isoformat())
    try:
        day = date.fromisoformat(asked) if DAY.fullmatch(asked) else None
    except ValueError:
        day = None
    if day is None:
        told = formats.named("jour", say("http.jour", valeur=asked[:40]))
        raise InputError([("jour", told)])
    return law_of(day)


_READINGS = {
    "loi": _law,
    "formats": lambda _request: formats_known(),
    "openapi.json": lambda request: described.description(request.scope.get("root_path", "")),
}


async def _refused(_request: Request, fault: Exception) -> Response:
    assert isinstance(fault, Refused)
    return told(fault)


async def _not_here(request: Request, fault: Exception) -> Response:
    """An address that does not exist, or a method that it does not know."""
    assert isinstance(fault, HTTPException)
    if fault.status_code == WRONG_METHOD:
        found = told(Refused(WRONG_METHOD, "methode", methode=request.method[:20]))
        found.headers.update(fault.headers or {})
        return found
    asked = request.url.path.rpartition("/")[2][:40]
    return told(
        Refused(MISSING, "verbe", verbe=asked, verbes=", ".join([*VERBS, TAKE_AWAY, *_READINGS]))
    )
