"""The body of a request: JSON, of a bounded size, in a bounded time."""

import asyncio

from starlette.requests import Request

from simulator.api.refusals import TOO_LARGE, TOO_SLOW, UNREADABLE, Refused
from simulator.base import limits

SECONDS = 20.0
"""After which a body that has not come whole is refused."""
_JSON = "application/json"


async def body_of(request: Request, most: int = limits.REQUEST) -> str:
    """The text of a body of so many bytes at most.

    Raises Refused when it is no JSON, too large, too slow or no text.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != _JSON:
        raise Refused(UNREADABLE, "type", type=kind[:60] or "—", attendu=_JSON)
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > most:
        raise _too_large(most)
    try:
        async with asyncio.timeout(SECONDS):
            content = await _whole(request, most)
    except TimeoutError:
        raise Refused(TOO_SLOW, "trop_lent", secondes=round(SECONDS)) from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(UNREADABLE, "encodage") from None


async def _whole(request: Request, most: int) -> bytes:
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > most:
            raise _too_large(most)
    return bytes(content)


def _too_large(most: int) -> Refused:
    return Refused(TOO_LARGE, "trop_gros", limite=most // 1_000_000)
