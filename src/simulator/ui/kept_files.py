"""Files made on a click, kept until the browser has fetched them, whatever other sessions do.

Streamlit drops a file made on a click after two script ends of *anyone*, and forgets how to make
it as soon as its own page reruns: with fifteen busy sessions, half of the files were lost without
a word. Here time decides: a file waits five minutes, the way to make it outlives its page by a few
seconds. Each file has an address of its own that nobody can guess, and belongs to one session.

This takes Streamlit's own manager and changes two of its methods, so that every way of serving
(`serve.py`, `app.py`, a base path) keeps working. The answer to a click, which a rerun of the same
page throws away with what it had still to say, is kept too. Both use names that Streamlit does not
promise: the tests of downloads fail when an upgrade moves them.
"""

import secrets
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import Any

from streamlit import runtime
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.media_file_storage import MediaFileKind, MediaFileStorageError
from streamlit.runtime.memory_media_file_storage import MemoryFile, MemoryMediaFileStorage

FILE_SECONDS = 300.0
"""How long a file waits for its browser."""
GONE_SECONDS = 30.0
"""How long it waits once its session has left: a tab may close on the click."""
WAY_SECONDS = 15.0
"""How long a button that the page has just drawn again still answers."""
SESSION_BYTES, ALL_BYTES = 64_000_000, 512_000_000
"""What waits at most, for one session and for all: beyond, the oldest goes first."""
_installing = Lock()


@dataclass(frozen=True, slots=True)
class Made:
    """A file that waits: whose it is, since when (monotonic seconds), its bytes."""

    session: str
    since: float
    size: int


class KeptFiles(MediaFileManager):
    """Streamlit's files, with those made on a click kept by the clock."""

    def __init__(self, storage: MemoryMediaFileStorage) -> None:
        super().__init__(storage)
        self._memory = storage
        self._made: dict[str, Made] = {}  # oldest first
        self._left: dict[str, float] = {}  # since when no page shows this button

    def execute_deferred(self, file_id: str) -> str:
        """Make the file of a button and return its address; the reason of a failure is not told."""
        with self._lock:
            entry = self._deferred_callables.get(file_id)
        if entry is None:
            raise MediaFileStorageError("no such button")
        data = entry["callable"]()
        content = data.encode() if isinstance(data, str) else data
        if not isinstance(content, bytes):
            raise MediaFileStorageError("not a file")
        mime = entry["mimetype"] or "application/octet-stream"
        file = MemoryFile(content, mime, MediaFileKind.DOWNLOADABLE, entry["filename"])
        with self._lock:
            return self._hold(entry["session_id"], file)

    def remove_orphaned_files(self) -> None:
        """Called at the end of every script of anyone: what has waited long enough goes."""
        super().remove_orphaned_files()
        with self._lock:
            self._drop_old()

    def _remove_orphaned_deferred_callables(self) -> None:
        shown = {
            file for files in self._files_by_session_and_coord.values() for file in files.values()
        }
        now = monotonic()
        for file_id in list(self._deferred_callables):
            if file_id in shown:
                self._left.pop(file_id, None)
            elif now - self._left.setdefault(file_id, now) > WAY_SECONDS:
                self._drop_deferred_id(file_id)
        self._left = {k: since for k, since in self._left.items() if k in self._deferred_callables}

    def _hold(self, session: str, file: MemoryFile) -> str:
        """Keep a file under an address that nobody can guess; the lock is held."""
        token = secrets.token_urlsafe(32)
        self._memory._files_by_id[token] = file
        self._made[token] = Made(session, monotonic(), file.content_size)
        self._drop_old()
        own = {k: made for k, made in self._made.items() if made.session == session}
        for waiting, most in ((own, SESSION_BYTES), (dict(self._made), ALL_BYTES)):
            self._drop_beyond(waiting, most, token)
        return str(self._memory.get_url(token))

    def _drop_beyond(self, waiting: dict[str, Made], most: int, newest: str) -> None:
        """The oldest go first; the file just made always waits."""
        total = sum(made.size for made in waiting.values())
        for token, made in waiting.items():
            if total <= most or token == newest:
                return
            self._drop(token)
            total -= made.size

    def _drop_old(self) -> None:
        now = monotonic()
        for token, made in list(self._made.items()):
            waits = FILE_SECONDS if _is_here(made.session) else GONE_SECONDS
            if now - made.since > waits:
                self._drop(token)

    def _drop(self, token: str) -> None:
        self._made.pop(token, None)
        self._memory.delete_file(token)


def _is_here(session: str) -> bool:
    return runtime.exists() and runtime.get_instance().is_active_session(session)


_clear = ForwardMsgQueue.clear


def _clear_all_but_answers(queue: ForwardMsgQueue, *args: Any, **options: Any) -> None:
    answers = [m for m in queue._queue if m.WhichOneof("type") == "backend_operation_response"]
    _clear(queue, *args, **options)
    kept = [m for m in answers if not any(m is other for other in queue._queue)]
    queue._queue[:0] = kept


def keep_files() -> None:
    """Put these files in place of Streamlit's own; the first caller of the process does it."""
    if not runtime.exists():
        return
    with _installing:
        ForwardMsgQueue.clear = _clear_all_but_answers  # type: ignore[method-assign,assignment]
        server = runtime.get_instance()
        storage = server.media_file_mgr._storage
        if isinstance(storage, MemoryMediaFileStorage) and not isinstance(
            server.media_file_mgr, KeptFiles
        ):
            server._media_file_mgr = KeptFiles(storage)
