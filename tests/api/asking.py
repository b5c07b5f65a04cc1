"""A request to the interface, without a server: its status, its headers, its bytes."""

import asyncio
import json
from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict
    content: bytes

    @property
    def json(self):
        return json.loads(self.content)

    @property
    def messages(self):
        return [fault["message"] for fault in self.json["erreurs"]]


async def asked(app, method, path, chunks, headers, address, whole):
    path, _, query = path.partition("?")
    sent, parts = [], list(chunks)
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method,
        "scheme": "http", "path": path, "raw_path": path.encode(), "root_path": "",
        "query_string": query.encode(), "client": (address, 4321), "server": ("test", 80),
        "headers": [(k.lower().encode(), v.encode()) for k, v in headers.items()],
    }  # fmt: skip

    async def receive():
        if not parts:
            await asyncio.sleep(3600)
        body = parts.pop(0)
        return {"type": "http.request", "body": body, "more_body": bool(parts) or not whole}

    async def send(message):
        sent.append(message)

    await app(scope, receive, send)
    body = b"".join(message.get("body", b"") for message in sent[1:])
    told = {k.decode().lower(): v.decode() for k, v in sent[0]["headers"]}
    return Answer(sent[0]["status"], told, body)


JSON = {"Content-Type": "application/json"}


def ask(app, method, path, body=b"", *, chunks=(), headers=JSON, address="192.0.2.7", whole=True):
    """A body is bytes or plain data, or comes in chunks; `whole` says that they are all of it."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return asyncio.run(asked(app, method, path, chunks or [content], headers, address, whole))


def post(app, path, body=b"", **options):
    return ask(app, "POST", path, body, **options)


def get(app, path, **options):
    return ask(app, "GET", path, **options)
