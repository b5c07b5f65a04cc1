"""A refusal over HTTP: a status and sentences by field, in the language of the request."""

from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse

from simulator.errors import InputError, PasserelleError
from simulator.text import FRENCH, LANGUAGES, say, speaking

UNREADABLE, MISSING, WRONG_METHOD = 422, 404, 405
TOO_LARGE, TOO_SLOW, TOO_MANY, TOO_LONG, BROKEN = 413, 408, 429, 503, 500
_HEADERS = {"Cache-Control": "no-store", "Vary": "Accept-Language"}

language: ContextVar[str] = ContextVar("language of the request", default=FRENCH)
"""Set once a request, before anything is said."""


class Refused(Exception):
    """A request that the interface itself refuses: its status, and the key of its sentence."""

    def __init__(self, status: int, key: str, *, wait: int = 0, **values: Any) -> None:
        super().__init__(key)
        self.status, self.key, self.wait, self.values = status, key, wait, values


def faults_of(fault: PasserelleError) -> list[tuple[str, str]]:
    """Fields and sentences; a refusal of the law, or of several answers, has no field."""
    return fault.faults if isinstance(fault, InputError) else [(fault.of, str(fault))]


def refusal(
    status: int, faults: Sequence[tuple[str, str]], headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """The body of every refusal."""
    body = {"erreurs": [{"champ": champ, "message": told} for champ, told in faults]}
    spoken = {"Content-Language": language.get()}
    return JSONResponse(body, status, {**_HEADERS, **spoken, **(headers or {})})


def told(fault: Refused) -> JSONResponse:
    """A refusal of the interface, and when to come back."""
    with speaking(language.get()):
        sentence = say(f"http.{fault.key}", **fault.values)
    headers = {"Retry-After": str(fault.wait)} if fault.wait else {}
    return refusal(fault.status, [("", sentence)], headers)


def spoken(request: Request) -> str:
    """The language asked for: `?langue=`, else the first of `Accept-Language` that we speak."""
    asked = request.query_params.get("langue")
    if asked is not None:
        return asked if asked in LANGUAGES else FRENCH
    wanted = [_preference(part) for part in request.headers.get("accept-language", "").split(",")]
    known = [(weight, tag) for weight, tag in wanted if weight > 0 and tag in LANGUAGES]
    return max(known, key=lambda one: one[0])[1] if known else FRENCH


def _preference(part: str) -> tuple[float, str]:
    """How much a language is wanted, and which: `en-GB;q=0.8`."""
    tag, _, weight = part.partition(";")
    try:
        wanted = float(weight.strip().removeprefix("q=")) if weight.strip() else 1.0
    except ValueError:
        wanted = 0.0
    return wanted, tag.strip().lower().partition("-")[0]
