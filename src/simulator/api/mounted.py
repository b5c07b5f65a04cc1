"""The interface and its documentation, where the server mounts them."""

from pathlib import Path

from starlette.routing import BaseRoute, Mount
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


def mounts(base: str = "") -> list[BaseRoute]:
    """`/api/v1` and `/api/docs`, under a base path."""
    return [
        Mount(f"{base}/api/v1", when_asked),
        Mount(f"{base}/api/docs", StaticFiles(directory=DOCUMENTATION, html=True)),
    ]
