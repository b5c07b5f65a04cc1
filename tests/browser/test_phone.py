"""On a phone no page slides sideways; a table wider than the screen shows that it goes on."""

import pytest

from simulator.text import LANGUAGES

from .reading import PAGES, opened

pytestmark = pytest.mark.browser
PHONE = (390, 844)
TABLES = """() => [...document.querySelectorAll('.p-scroll')].filter(e => e.checkVisibility())
  .map(e => {
  const edge = () => getComputedStyle(e).maskSize.split(' ')[0];
  const name = e.getAttribute('aria-label'), cut = e.scrollWidth > e.clientWidth + 1;
  const over = [...e.querySelectorAll('td')].filter(c => c.scrollWidth > c.clientWidth + 1);
  return {name, cut, edge: edge(), over: over.map(c => c.innerText)};
})"""
FADED = "100%"
ENDS = "() => document.querySelectorAll('.p-scroll').forEach(e => e.scrollLeft = e.scrollWidth)"
WIDER = """() => [document.documentElement, document.querySelector('[data-testid=stMain]')]
  .filter(e => e.scrollWidth > e.clientWidth).length"""


@pytest.mark.parametrize("size", [PHONE, (320, 700), (1440, 900)], ids=["390", "320", "1440"])
@pytest.mark.parametrize("page", ["", "territoires"])
def test_the_map_of_a_phone_says_which_site_is_which(shared_server, chromium, page, size):
    shown = opened(chromium, f"{shared_server}/{page}", size=size)
    narrow = size != (1440, 900)
    keys = shown.locator("svg .p-key").filter(visible=True)
    listed = shown.locator(".p-map-keys li").filter(visible=True)
    assert keys.count() == (listed.count() - 1 if narrow else 0)  # La Réunion has its frame
    assert (listed.count() > 10) == narrow
    assert (shown.locator("svg .p-outside").filter(visible=True).count() > 0) != narrow
    shown.close()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_a_cut_table_fades_and_no_page_slides_sideways(shared_server, chromium, page, lang):
    shown = opened(chromium, f"{shared_server}/{page}?lang={lang}", size=PHONE)
    assert shown.evaluate(WIDER) == 0
    before = shown.evaluate(TABLES)
    assert [table for table in before if table["over"]] == []
    assert [table for table in before if (table["edge"] == FADED) != table["cut"]] == []
    shown.evaluate(ENDS)
    shown.wait_for_timeout(200)
    assert [table for table in shown.evaluate(TABLES) if table["edge"] == FADED] == []
    if page in {"portrait", "sources"}:
        assert any(table["cut"] for table in before)
    shown.close()
