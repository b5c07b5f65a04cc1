"""The server for many people: ``streamlit run serve.py``. For one, ``streamlit run app.py`` does.

It adds what app.py cannot do for itself: heavy modules are loaded before the first visitor, pages
are compressed, security headers are set, the document says its language before any script runs,
only the hosts of ``server.allowedHosts`` are answered, ``/healthz`` answers a supervisor and
``/api/v1`` programs, under the base path too (see docs/mise-en-ligne.md and docs/http.md).
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 (before any import that an older Python cannot read)
    sys.exit("Passerelle demande Python 3.11 ou plus récent.")

import asyncio
import base64
import gc
import hashlib
import importlib
import logging
import os
import pkgutil
import re
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from html import escape
from pathlib import Path
from urllib.parse import parse_qs

import altair as alt
import pandas as pd
import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config
from streamlit.runtime import get_instance
from streamlit.runtime.pages_manager import PagesManager
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

import simulator
from simulator.api.health import OK, Health
from simulator.api.mounted import mounts
from simulator.api.presenting import presenting
from simulator.errors import PasserelleError
from simulator.exports.board.presenter_script import SCRIPT as PRESENTER_SCRIPT
from simulator.text import FRENCH, say, speaking
from simulator.ui.frame import STATIC, tell_failure
from simulator.ui.kept_files import keep_files
from simulator.ui.scripts import LANGUAGE_SCRIPTS, SCRIPTS
from simulator.ui.served import ADDRESSES

# app.py always calls st.navigation: say so before the first visitor (see require_frame).
PagesManager.uses_pages_directory = False

INDEX = Path(st.__file__).parent / "static" / "index.html"
CLOSED = ("/_stcore/metrics", "/_stcore/script-health-check", "/_stcore/agent/openapi.json")
"""Addresses that answer anyone by default and serve no visitor."""
WATCHED = ("/healthz", "/_stcore/health")
"""What a supervisor asks from the machine itself, by whatever name."""
FRAMER = re.compile(r"\*|https?://[A-Za-z0-9.*-]+(:\d+)?")
"""A site as a policy names it, or all of them."""
BASE = config.get_option("server.baseUrlPath").strip("/")


def without_delay(sock: socket.socket) -> None:
    """Send each answer at once. Streamlit's socket has no protocol number, so asyncio leaves Nagle
    on, and a request on a connection that stays open waits 40 ms more (measured).
    """
    if sock.type == socket.SOCK_STREAM and sock.family in {socket.AF_INET, socket.AF_INET6}:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


asyncio.base_events._set_nodelay = without_delay  # type: ignore[attr-defined]


class WithoutQuery(logging.Filter):
    """A line of the access log without what follows `?`: an address holds keys and cases."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Cut the query of each argument of the line."""
        if isinstance(record.args, tuple):
            record.args = tuple(
                a.partition("?")[0] if isinstance(a, str) else a for a in record.args
            )
        return True


for name in ("uvicorn.access", "uvicorn.error"):
    logging.getLogger(name).addFilter(WithoutQuery())


def inline_scripts() -> list[str]:
    """Return the scripts written inside the pages: Streamlit's own, and ours for the language."""
    page = INDEX.read_text(encoding="utf-8")
    return [*re.findall(r"<script>(.*?)</script>", page, re.DOTALL), *SCRIPTS, PRESENTER_SCRIPT]


def framers() -> str:
    """The sites that may frame one chart: those of PASSERELLE_CADRES, spaces between; none else."""
    named = os.environ.get("PASSERELLE_CADRES", "").split()
    return " ".join(one for one in named if FRAMER.fullmatch(one))


def is_one_chart(scope: Scope) -> bool:
    """Whether a request asks for one chart alone: `graphique` and `embed=true`, nothing private."""
    asked = parse_qs(scope["query_string"].decode("latin-1"))
    return (
        asked.get("embed") == ["true"] and "graphique" in asked and not {"d", "reseau"} & set(asked)
    )


def content_security_policy(framed_by: str = "'self'") -> str:
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
            f"frame-ancestors {framed_by}",
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
            "Referrer-Policy": "no-referrer",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        }
        self.of_a_chart = dict(self.headers)
        if sites := framers():
            self.of_a_chart["Content-Security-Policy"] = content_security_policy(f"'self' {sites}")
            del self.of_a_chart["X-Frame-Options"]  # it names no site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 404 at a closed address; elsewhere pass the request on."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                alone = is_one_chart(scope)
                MutableHeaders(scope=message).update(self.of_a_chart if alone else self.headers)
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
        asked = {k: v[-1] for k, v in parse_qs(scope["query_string"].decode("latin-1")).items()}
        lang = asked.get("lang", FRENCH)
        lang = lang if lang in LANGUAGE_SCRIPTS else FRENCH
        title = title_of(scope["path"].rstrip("/").rpartition("/")[2], asked, lang)
        named = f"<title>{escape(title, quote=False)}<".encode()
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
                message["body"] = page.replace(b"<title>Streamlit<", named, 1)
            await send(message)

        dropped = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")
        plain = [(name, value) for name, value in scope["headers"] if name not in dropped]
        await self.app({**scope, "headers": plain, "extensions": {}}, receive, rewrite)


def title_of(slug: str, asked: Mapping[str, str], lang: str) -> str:
    """The title of an address; the name of the application while its data cannot be read."""
    try:
        from simulator.ui import titles  # noqa: PLC0415 (it reads the facts behind the forms)

        return titles.of_address(slug, asked, lang)
    except (PasserelleError, OSError):
        with speaking(lang):
            return say("app.nom")


class KnownHosts:
    """Refuse a request for a host that `server.allowedHosts` does not name; it says which it may.

    Streamlit asks this of its websocket alone. A request without `Host` has no name to refuse.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 421 for an unknown host; elsewhere pass the request on."""
        host = Headers(scope=scope).get("host") if scope["type"] == "http" else None
        if host is None or scope["path"].endswith(WATCHED) or is_host_allowed(host):
            await self.app(scope, receive, send)
        else:
            await PlainTextResponse("Misdirected Request", 421)(scope, receive, send)


health = Health()


async def healthz(_request: Request) -> JSONResponse:
    """Answer a supervisor: 200 when sessions can start and pages would answer, else 503."""
    ready, _reason = await get_instance().is_ready_for_browser_connection
    parts = {"sessions": OK if ready else "demarrage", **await health.now()}
    well = all(state == OK for state in parts.values())
    body = {"etat": OK if well else "panne", "parties": parts}
    return JSONResponse(body, 200 if well else 503, {"Cache-Control": "no-store"})


async def favicon(_request: Request) -> FileResponse:
    """Answer the icon browsers ask for before the application has set its own."""
    return FileResponse(STATIC / "icon.png")


@asynccontextmanager
async def warm(_app: st.App) -> AsyncIterator[None]:
    """Load what the first visitor would wait for, then spare it from every later collection."""
    keep_files()
    try:
        for module in pkgutil.walk_packages(simulator.__path__, "simulator."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
        importlib.import_module("scipy.stats")  # what draws and budgets ask for, when they do
        one_bar = alt.Chart(pd.DataFrame({"x": [1]})).mark_bar()
        one_bar.encode(x=alt.X("x", type="quantitative")).to_dict()
    except PasserelleError as fault:  # a broken file of data: pages and /healthz say which
        logging.getLogger("passerelle").error("%s", fault)
    gc.collect()
    gc.freeze()
    yield


def routes() -> list[BaseRoute]:
    """Our own addresses, as they are and under the base path: a proxy may cut it or not."""
    own = {"/healthz": healthz, "/favicon.png": favicon, "/presenter": presenting}
    ADDRESSES.update(own)
    bases = ("", f"/{BASE}") if BASE else ("",)
    named = [Route(base + path, answer) for base in bases for path, answer in own.items()]
    return [*named, *(mount for base in bases for mount in mounts(base))]


app = st.App(
    "app.py",
    lifespan=warm,
    routes=routes(),
    on_script_error=tell_failure,
    middleware=[
        Middleware(SecurityHeaders),
        Middleware(KnownHosts),
        Middleware(GZipMiddleware, minimum_size=1000, compresslevel=5),
        Middleware(DocumentLanguage),
    ],
)
