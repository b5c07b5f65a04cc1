"""The server for many people: ``streamlit run serve.py``. For one, ``streamlit run app.py`` does.

It adds what app.py cannot do for itself: heavy modules are loaded before the first visitor, pages
are compressed, security headers are set, the document says its language before any script runs,
and ``/healthz`` answers a supervisor.
"""

import base64
import gc
import hashlib
import importlib
import pkgutil
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import parse_qs

import altair as alt
import pandas as pd
import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime import get_instance
from streamlit.runtime.pages_manager import PagesManager

import simulator
from simulator.ui.frame import LANGUAGE_SCRIPTS, STATIC

# app.py always calls st.navigation: say so before the first visitor (see require_frame).
PagesManager.uses_pages_directory = False

INDEX = Path(st.__file__).parent / "static" / "index.html"
CLOSED = ("/_stcore/metrics", "/_stcore/script-health-check", "/_stcore/agent/openapi.json")
"""Addresses that answer anyone by default and serve no visitor."""


def inline_scripts() -> list[str]:
    """Return the scripts written inside the pages: Streamlit's own, and ours for the language."""
    page = INDEX.read_text(encoding="utf-8")
    return [*re.findall(r"<script>(.*?)</script>", page, re.DOTALL), *LANGUAGE_SCRIPTS.values()]


def content_security_policy() -> str:
    """Forbid everything from outside, and every inline script except the known ones."""
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for script in inline_scripts()
    )
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' {hashes}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "frame-ancestors 'self'",
            "object-src 'none'",
            "base-uri 'self'",
        )
    )


class SecurityHeaders:
    """Add the headers Streamlit does not send, and close the addresses nobody needs."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.headers = {
            "Content-Security-Policy": content_security_policy(),
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "SAMEORIGIN",
            "Referrer-Policy": "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 404 at a closed address; elsewhere pass the request on."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self.headers)
            await send(message)

        if scope["type"] == "http" and scope["path"].endswith(CLOSED):
            await PlainTextResponse("Not Found", 404)(scope, receive, send_with_headers)
        else:
            await self.app(scope, receive, send_with_headers)


class DocumentLanguage:
    """Write language and title in the document itself, for what reads it before any script runs.

    The language is the link's ``lang``, French without it. Must sit inside the compression, since
    it asks the application for plain, whole documents.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and rewrite what comes back when it is a page."""
        if scope["type"] != "http" or "text/html" not in Headers(scope=scope).get("accept", ""):
            await self.app(scope, receive, send)
            return
        asked = parse_qs(scope["query_string"].decode("latin-1")).get("lang", ["fr"])[-1]
        lang = asked if asked in LANGUAGE_SCRIPTS else "fr"
        is_page = False

        async def rewrite(message: Message) -> None:
            nonlocal is_page
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                is_page = headers.get("content-type", "").startswith("text/html")
                if is_page:
                    del headers["content-length"]
            elif is_page:  # both tags stand in the first 2 kB: never cut between two chunks
                page = message.get("body", b"")
                page = page.replace(b'<html lang="en">', f'<html lang="{lang}">'.encode(), 1)
                message["body"] = page.replace(b"<title>Streamlit<", b"<title>Passerelle<", 1)
            await send(message)

        dropped = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")
        plain = [(name, value) for name, value in scope["headers"] if name not in dropped]
        await self.app({**scope, "headers": plain, "extensions": {}}, receive, rewrite)


async def healthz(_request: Request) -> PlainTextResponse:
    """Answer a supervisor: 200 once sessions can start."""
    ready, _reason = await get_instance().is_ready_for_browser_connection
    return PlainTextResponse("ok" if ready else "starting", 200 if ready else 503)


async def favicon(_request: Request) -> FileResponse:
    """Answer the icon browsers ask for before the application has set its own."""
    return FileResponse(STATIC / "icon.png")


@asynccontextmanager
async def warm(_app: st.App) -> AsyncIterator[None]:
    """Load what the first visitor would wait for, then spare it from every later collection."""
    for module in pkgutil.walk_packages(simulator.__path__, "simulator."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    one_bar = alt.Chart(pd.DataFrame({"x": [1]})).mark_bar()
    one_bar.encode(x=alt.X("x", type="quantitative")).to_dict()
    gc.collect()
    gc.freeze()
    yield


app = st.App(
    "app.py",
    lifespan=warm,
    routes=[Route("/healthz", healthz), Route("/favicon.png", favicon)],
    middleware=[
        Middleware(SecurityHeaders),
        Middleware(GZipMiddleware, minimum_size=1000, compresslevel=5),
        Middleware(DocumentLanguage),
    ],
)
