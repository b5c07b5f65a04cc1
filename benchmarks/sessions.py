"""Sessions that speak Streamlit's own messages over a websocket: many of them fit one machine."""

import asyncio
import uuid
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

_DONE = (
    ForwardMsg.FINISHED_SUCCESSFULLY,
    ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
)


@dataclass
class Session:
    """One visitor: what its page offers to download, and its answers."""

    address: str  # http://host:port, with the base path when there is one
    page: str = ""
    query: str = ""
    socket: Any = None
    buttons: dict[str, str] = field(default_factory=dict)  # widget -> how to ask its file
    fields: dict[str, str] = field(default_factory=dict)  # label -> its text field
    typed: dict[str, str] = field(default_factory=dict)  # text field -> what it holds
    fragments: dict[str, str] = field(default_factory=dict)  # text field -> what reruns alone
    files: dict[str, str] = field(default_factory=dict)  # request -> address or fault
    said: list[str] = field(default_factory=list)  # the words of the page, as they came
    runs: int = 0
    page_hash: str = ""
    number: str = ""
    _moved: asyncio.Event = field(default_factory=asyncio.Event)
    _reading: Any = None

    async def open(self) -> "Session":
        parts = urlsplit(self.address)
        origin = f"{parts.scheme}://{parts.netloc}"
        stream = f"ws://{parts.netloc}{parts.path}/_stcore/stream"
        self.socket = await websockets.connect(
            stream, subprotocols=["streamlit"], origin=origin, max_size=None
        )
        self._reading = asyncio.create_task(self._read())
        await self.rerun()
        return self

    async def rerun(self, seconds: float = 60, fragment: str = "") -> None:
        """Run the page again, or the fragment of an input; returns once it is drawn."""
        before = self.runs
        message = BackMsg()
        message.rerun_script.page_name = self.page
        message.rerun_script.query_string = self.query
        message.rerun_script.page_script_hash = self.page_hash
        message.rerun_script.fragment_id = fragment
        for name, text in self.typed.items():
            message.rerun_script.widget_states.widgets.add(id=name, string_value=text)
        await self.socket.send(message.SerializeToString())
        await self._until(lambda: self.runs > before, seconds)

    async def type(self, label: str, text: str, seconds: float = 60) -> None:
        """Write in a field, as a person who then leaves it; returns once the page is drawn."""
        name = self.fields[label]
        self.typed[name] = text
        await self.rerun(seconds, self.fragments[name])

    async def ask(self, button: str, seconds: float = 60) -> str:
        """Press a download button: the address of its file, or an empty text."""
        number = uuid.uuid4().hex
        message = BackMsg()
        message.backend_operation_request.request_id = number
        message.backend_operation_request.session_id = self.number
        message.backend_operation_request.deferred_file.file_id = self.buttons[button]
        await self.socket.send(message.SerializeToString())
        await self._until(lambda: number in self.files, seconds)
        return self.files.pop(number)

    async def close(self) -> None:
        self._reading.cancel()
        await self.socket.close()

    async def _until(self, there: Any, seconds: float) -> None:
        async with asyncio.timeout(seconds):
            while not there():
                self._moved.clear()
                await self._moved.wait()

    async def _read(self) -> None:
        async for data in self.socket:
            message = ForwardMsg()
            message.ParseFromString(data)
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self.number = message.new_session.initialize.session_id
            elif kind == "navigation":
                self.page_hash = message.navigation.page_script_hash
            elif kind == "delta" and message.delta.new_element.HasField("download_button"):
                button = message.delta.new_element.download_button
                self.buttons[button.id] = button.deferred_file_id
            elif kind == "delta" and message.delta.new_element.HasField("text_input"):
                one = message.delta.new_element.text_input
                self.fields[one.label] = one.id
                self.fragments[one.id] = message.delta.fragment_id
                self.typed[one.id] = (
                    one.value if one.set_value else self.typed.get(one.id, one.default)
                )
            elif kind == "delta":
                self.said.append(message.delta.new_element.html.body)
            elif kind == "script_finished" and message.script_finished in _DONE:
                self.runs += 1
            elif kind == "backend_operation_response":
                answer = message.backend_operation_response
                self.files[answer.request_id] = answer.deferred_file.url
            self._moved.set()


def percentile(values: list[float], share: float) -> float:
    """A value that this share of the measures does not pass."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]
