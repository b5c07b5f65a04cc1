"""Every file asked for arrives, whatever other sessions do meanwhile; nobody else can take it."""

import ast
import asyncio
import re
import sys
import time
from inspect import getsource

import pytest
from streamlit.runtime import backend_operation_handler
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from simulator import ROOT
from simulator.text import catalogue
from simulator.ui import kept_files
from simulator.ui.kept_files import KeptFiles

sys.path.insert(0, str(ROOT / "benchmarks"))
import exports as measured
import serving
from sessions import Session

SCREENS = [*(ROOT / "pages").glob("*.py"), *(ROOT / "src" / "simulator" / "ui").glob("*.py")]


@pytest.mark.parametrize("path", SCREENS, ids=lambda p: p.name)
def test_a_file_leaves_a_page_by_one_way_only(path):
    """A button made otherwise would lose its file to the reruns of the others."""
    calls = [n for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.Attribute)]
    assert path.name == "downloads.py" or "download_button" not in {n.attr for n in calls}


class Clock:
    now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(kept_files, "monotonic", clock)
    monkeypatch.setattr(kept_files, "_is_here", lambda session: session != "parti")
    return clock


@pytest.fixture
def files(clock):
    clock.now = 1000.0
    return KeptFiles(MemoryMediaFileStorage("/media"))


def button(files, make, session="moi", place="1"):
    """What `st.download_button` does when it is drawn."""
    file_id = files.add_deferred(make, "text/csv", place, "x.csv")
    files._deferred_callables[file_id]["session_id"] = session
    return file_id


def sweeps(files, times=2):
    """Script ends of anyone."""
    for _ in range(times):
        files.remove_orphaned_files()


def content(files, address):
    return files._memory.get_file(address.rpartition("/")[2]).content


def test_two_sweeps_between_making_and_fetching_lose_nothing(files):
    address = files.execute_deferred(button(files, lambda: "a;b"))
    sweeps(files, 5)
    assert content(files, address) == b"a;b"


def test_a_button_still_answers_while_its_page_is_drawn_again(files, clock):
    way = button(files, lambda: b"x")
    files.clear_session_refs("dontcare")
    sweeps(files, 3)
    clock.now += kept_files.WAY_SECONDS - 1
    sweeps(files)
    assert content(files, files.execute_deferred(way)) == b"x"
    clock.now += 2
    sweeps(files)
    assert not files._deferred_callables
    assert not files._left


def test_a_button_that_is_shown_never_expires(files, clock):
    way = button(files, lambda: b"x")
    clock.now += 1e6
    sweeps(files)
    assert files.execute_deferred(way)


def test_a_file_goes_after_its_time_and_sooner_when_its_session_has_left(files, clock):
    mine = files.execute_deferred(button(files, lambda: b"x"))
    theirs = files.execute_deferred(button(files, lambda: b"x", "parti"))
    assert mine != theirs
    clock.now += kept_files.GONE_SECONDS + 1
    sweeps(files, 1)
    assert content(files, mine) == b"x"
    assert len(files._memory._files_by_id) == 1
    clock.now += kept_files.FILE_SECONDS
    sweeps(files, 1)
    assert not files._memory._files_by_id
    assert not files._made


def test_what_waits_is_bounded_for_one_session_and_for_all(files, monkeypatch):
    monkeypatch.setattr(kept_files, "SESSION_BYTES", 30)
    monkeypatch.setattr(kept_files, "ALL_BYTES", 70)
    other = files.execute_deferred(button(files, lambda: b"o" * 10, "autre"))
    for _ in range(9):
        newest = files.execute_deferred(button(files, lambda: b"m" * 10))
    assert content(files, other)  # a greedy session takes nobody else's place
    assert content(files, newest)
    assert sum(made.size for made in files._made.values()) <= 40
    huge = files.execute_deferred(button(files, lambda: b"h" * 1000))
    assert len(content(files, huge)) == 1000  # the file just asked for always arrives
    for number in range(20):
        files.execute_deferred(button(files, lambda: b"m" * 10, str(number)))
    assert sum(made.size for made in files._made.values()) <= 70


def test_an_address_cannot_be_guessed_from_what_the_file_holds(files):
    first = files.execute_deferred(button(files, lambda: b"x"))
    again = files.execute_deferred(button(files, lambda: b"x"))
    assert first != again
    assert len(first.rpartition("/")[2].partition(".")[0]) >= 40


def test_the_answer_to_a_click_outlives_a_rerun_of_its_page(monkeypatch):
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

    monkeypatch.setattr(ForwardMsgQueue, "clear", kept_files._clear_all_but_answers)
    queue, answer, delta = ForwardMsgQueue(), ForwardMsg(), ForwardMsg()
    answer.backend_operation_response.request_id = "1"
    delta.delta.new_element.text.body = "x"
    for options in ({}, {"retain_lifecycle_msgs": True}, {"fragment_ids_this_run": ["f"]}):
        queue._queue = [delta, answer]
        queue.clear(**options)
        assert [m for m in queue._queue if m is answer] == [answer]


@pytest.fixture(scope="module", params=["serve.py", "app.py"])
def address(request):
    port = serving.free_port()
    server = serving.start(port, request.param)
    yield serving.wait(f"http://127.0.0.1:{port}")
    server.kill()
    server.wait()


async def every_file(address, page):
    session = await Session(address, page).open()
    found = []
    for way in list(session.buttons):
        path = await session.ask(way)
        await session.rerun()
        found.append((way, path, measured._get(address + path) if path else b""))
    await session.close()
    return found


@pytest.mark.parametrize("page", [*measured.PAGES, "donnees"])
def test_every_button_of_every_page_gives_its_file(address, page):
    found = asyncio.run(every_file(address, page))
    assert found
    assert [way for way, _path, content in found if not content] == []


def test_twelve_files_asked_while_six_sessions_rerun_arrive(address):
    took = asyncio.run(measured.exports(address, asked=12, others=6))
    assert len(took) == 12
    assert None not in took


def test_a_wrong_address_gives_nothing_and_is_quick(address):
    start = time.perf_counter()
    for guess in ("x", "../x", "0" * 43 + ".csv"):
        with pytest.raises(OSError, match="HTTP Error 40"):
            measured._get(f"{address}/media/{guess}")
    assert time.perf_counter() - start < 5


def test_what_streamlit_says_of_a_file_that_fails_has_its_french():
    """The tooltip of the button: the reason that the server gives, in the language of the page."""
    said = set()
    for told in (
        backend_operation_handler.DeferredFileHandler,
        backend_operation_handler.BackendOperationDispatcher.dispatch,
    ):
        said |= set(re.findall(r'error_msg="([^"]*)"', getsource(told)))
    assert "Failed to generate file for download" in said
    theirs = {text for key, text in catalogue("en").items() if key.startswith("streamlit.")}
    assert said - {"No payload specified in request"} <= theirs  # we always ask for a file
