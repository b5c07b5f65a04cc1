"""Every word that a page sends to the browser, drawn as the tests of Streamlit draw it."""

import json
from html.parser import HTMLParser
from typing import NamedTuple

import pyarrow as pa
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from simulator import ROOT

READ = {"alt", "body", "caption", "content", "delta", "help", "label", "message", "options",
        "placeholder", "text"}  # fmt: skip
"""The fields of Streamlit's messages that a person reads; others are keys, or what was typed."""
SPOKEN = {"aria-label", "title", "alt", "placeholder", "data-done", "data-gloss"}
CHANNELS = {"text", "tooltip", "description"}
SILENT = {"style", "script"}
VOID = {"br", "hr", "img", "input", "meta", "link", "wbr"}


class Said(NamedTuple):
    """A text, and the tag in another language that holds it, if any."""

    text: str
    lang: str = ""


class _Read(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found, self.open = [], []

    def handle_starttag(self, tag, attrs):
        held = dict(attrs)
        lang = held.get("lang") or (self.open[-1][1] if self.open else "")
        self.found += [Said(held[name], lang) for name in SPOKEN & held.keys() if held[name]]
        if tag not in VOID:
            self.open.append((tag, lang))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        tag, lang = self.open[-1] if self.open else ("", "")
        if data.strip() and tag not in SILENT:
            self.found.append(Said(data.strip(), lang))


def of_html(body):
    """The texts of some HTML: what is read, and what is heard."""
    reader = _Read()
    reader.feed(body)
    reader.close()
    return reader.found


def _messages(proto):
    for field, value in proto.ListFields():
        many = value if field.is_repeated else [value]
        for one in many:
            if isinstance(one, Message):
                yield from _messages(one)
            elif isinstance(one, str) and field.name in READ and one.strip():
                yield Said(one)


def _fields(spec):
    """The columns that a chart writes, and the words of its axes, legends and tooltips."""
    if isinstance(spec, list):
        for one in spec:
            yield from _fields(one)
    elif isinstance(spec, dict):
        for key, value in spec.items():
            if key in CHANNELS and isinstance(value, list | dict):
                for one in value if isinstance(value, list) else [value]:
                    if isinstance(one, dict) and "field" in one:
                        yield "field", one["field"]
            if key in {"title", "text", "labels"} and isinstance(value, str):
                yield "words", value
            yield from _fields(value)


def of_chart(proto):
    """The texts of a chart: its axes, its labels, what its points say."""
    spec = json.loads(proto.spec)
    found = set(_fields({k: v for k, v in spec.items() if k != "datasets"}))
    names = {name for kind, name in found if kind == "field"}
    said = [Said(words) for kind, words in found if kind == "words"]
    for data in proto.datasets:
        table = pa.ipc.open_stream(data.data.data).read_all()
        for name in names & set(table.column_names):
            values = table.column(name).to_pylist()
            said += [Said(v) for v in dict.fromkeys(values) if isinstance(v, str) and v.strip()]
    return [*said, Said(proto.alt)]


def blocks(app):
    """Every block of a page."""
    yield from _under(app._tree)


def _under(block):
    yield block
    for child in getattr(block, "children", {}).values():
        yield from _under(child)


def of_page(app):
    """Every text of a page, in order, each once."""
    found = []
    for block in blocks(app):
        proto = getattr(block, "proto", None)
        kind = getattr(block, "type", "")
        if proto is None:
            continue
        if kind == "html":
            found += of_html(proto.body)
        elif kind == "vega_lite_chart":
            found += of_chart(proto)
        elif kind not in {"code", "main", "sidebar", "event"}:
            found += _messages(proto)
    return list(dict.fromkeys(found))


def opened(page="", state=None, **parameters):
    """A page through the frame, with its parameters and what its session already holds."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for name, value in parameters.items():
        app.query_params[name] = value
    app.run()
    for name, value in (state or {}).items():
        app.session_state[name] = value
    if page:
        app.switch_page(f"pages/{page}.py").run()
    assert not app.exception, app.exception
    return app
