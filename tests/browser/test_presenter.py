"""The presentation in a browser: it lives under our policy, keys turn it, no network is asked."""

from datetime import date

import pytest

from simulator.cases.dossier import Dossier
from simulator.exports.freezing import frozen_item
from simulator.exports.taken_away import Snapshot
from simulator.store.dossiers import Dossiers
from simulator.store.networks import store
from tests.browser.conftest import start_server
from tests.exports.board.conftest import cases

pytestmark = pytest.mark.browser
TURNS = (
    ("ArrowRight", 2), ("PageDown", 3), (" ", 4), ("ArrowLeft", 3), ("PageUp", 2), ("End", 0),
    ("ArrowRight", 0), ("Home", 1),
)  # fmt: skip
CONTRAST = """() => {
  const light = (c) => { const v = c.map((x) => { x /= 255;
    return x <= 0.03928 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2]; };
  const words = [...document.querySelectorAll("h1, p, li, .tete, .parts span, footer span, .cle")];
  return Math.min(...words.map((e) => 1.05 / (0.05 +
    light(getComputedStyle(e).color.match(/\\d+/g).slice(0, 3).map(Number)))));
}"""
SIZES = """() => [...document.querySelectorAll("h1, p, li, .tete, .parts span, footer span, .cle")]
  .map((e) => parseFloat(getComputedStyle(e).fontSize))"""
CUT = """() => [...document.querySelectorAll("section.vue, section.vue .preuve")]
  .map((e) => e.scrollHeight - e.clientHeight)"""


def kept():
    items = [frozen_item(kind, case) for kind, case in cases().items()]
    return Dossier(titre="Comité", jour=date(2026, 12, 11), decision="Ouvrir.", elements=items)


@pytest.fixture(scope="module")
def presented(tmp_path_factory):
    """A server that holds a dossier: its address, the key that reads it."""
    url = f"sqlite:///{tmp_path_factory.mktemp('base') / 'passerelle.db'}"
    keys = Dossiers(store(url)).create(kept())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", url)
        address, process = start_server()
    yield address, keys.lecture
    process.kill()
    process.wait()


@pytest.fixture
def screen(chromium, presented):
    """The presentation at 1920 × 1080, with what the browser complained of."""
    address, key = presented
    page = chromium.new_page(viewport={"width": 1920, "height": 1080})
    complaints = []
    page.on("console", lambda said: complaints.append(said.text))
    page.on("pageerror", lambda fault: complaints.append(str(fault)))
    page.goto(f"{address}/presenter?d={key}")
    yield page, complaints
    page.close()


def shown(page):
    return page.locator("section.vue footer span:last-child").inner_text()


def test_keys_and_a_clicker_turn_the_screens(screen):
    page, complaints = screen
    total = page.locator("section").count()
    assert shown(page) == f"1 sur {total}"
    for key, place in TURNS:
        place = place or total  # noqa: PLW2901 (the last screen, whichever it is)
        page.keyboard.press(key)
        assert shown(page) == f"{place} sur {total}"
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.tagName") == "H1"
    page.reload()
    assert shown(page) == f"2 sur {total}"
    assert complaints == []


def test_escape_goes_back_to_the_dossier(screen, presented):
    page, _ = screen
    page.keyboard.press("Escape")
    page.wait_for_url(f"{presented[0]}/dossier?d={presented[1]}*")


def test_every_screen_holds_and_every_word_can_be_read_from_afar(screen):
    page, _ = screen
    for _ in range(page.locator("section").count()):
        assert max(page.evaluate(CUT)) <= 1
        page.keyboard.press("ArrowRight")
    assert page.evaluate(CONTRAST) >= 7
    assert min(page.evaluate(SIZES)) * 72 / 96 >= 28


def test_from_a_disk_it_lives_without_any_network(chromium, tmp_path):
    file = tmp_path / "comite.html"
    file.write_text(Snapshot(kept()).presentation(), encoding="utf-8")
    context = chromium.new_context(offline=True)
    page, asked, complaints = context.new_page(), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda said: complaints.append(said.text))
    page.goto(file.as_uri())
    page.keyboard.press("ArrowRight")
    assert shown(page).startswith("2 sur")
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert complaints == []
    context.close()


def test_a_key_that_opens_nothing_is_told(chromium, presented):
    page = chromium.new_page()
    answer = page.goto(f"{presented[0]}/presenter?d=inconnue")
    assert answer.status == 404
    assert "dossier" in page.inner_text("body")
    page.close()


def test_on_a_phone_it_reads_as_a_page(chromium, presented):
    page = chromium.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{presented[0]}/presenter?d={presented[1]}")
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390
    assert page.locator("section").nth(1).is_visible()
    page.close()
