"""The interface and its documentation, where the server mounts them."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from simulator.api.refusals import TOO_LONG, refusal
from simulator.errors import PasserelleError

DOCUMENTATION = Path(__file__).parent / "swagger"
_made: list[object] = []


async def when_asked(scope: Scope, receive: Receive, send: Send) -> None:
    """The interface, made by the first request: it reads data that may be broken."""
    if not _made:
        try:
            from simulator.api.interface import interface  # noqa: PLC0415

            _made.append(interface())
        except PasserelleError as fault:
            await refusal(TOO_LONG, [("", str(fault))])(scope, receive, send)
            return
    await _made[0](scope, receive, send)  # type: ignore[operator]


async def to_the_folder(request: Request) -> RedirectResponse:
    """The documentation is a folder: what it names stands beside it, wherever it is mounted."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"docs/{query}")


def mounts(base: str = "") -> list[BaseRoute]:
    """`/api/v1` and `/api/docs`, under a base path."""
    return [
        Mount(f"{base}/api/v1", when_asked),
        Route(f"{base}/api/docs", to_the_folder),
        Mount(f"{base}/api/docs", StaticFiles(directory=DOCUMENTATION, html=True)),
    ]
