"""On the screen of a meeting room everything grows: pages, charts and what is written in them."""

import re

import pytest
from playwright.sync_api import expect

from .reading import PAGES, becomes, opened

pytestmark = pytest.mark.browser
DESK, ROOM = (1440, 900), (1920, 1080)
CHARTS = "[data-testid=stVegaLiteChart] svg.marks"
GROWN = """(wanted) => [...document.querySelectorAll(wanted)].filter(e => e.checkVisibility())
  .map((e) => {
    const seen = e.getBoundingClientRect(), drawn = e.viewBox.baseVal;
    return {wide: seen.width / drawn.width, high: seen.height / drawn.height};
  })"""
OUTSIDE = """(wanted) => [...document.querySelectorAll(wanted)].filter(e => e.checkVisibility())
  .filter((e) => {
    const place = e.closest('[data-testid=stElementContainer]').getBoundingClientRect();
    const seen = e.getBoundingClientRect();
    return seen.right > place.right + 2 || seen.bottom > place.bottom + 2
      || seen.width < 0.98 * place.width;
  }).length"""
WIDER = """() => [document.documentElement, document.querySelector('.stMain')]
  .filter(e => e.scrollWidth > e.clientWidth).length"""
HEIGHT = "document.querySelector('.stMain').scrollHeight"
TYPE = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
DRAWN = [
    "simuler", "mecene", "programme", "competences", "annees", "territoires?territoire=alize.meuse",
    "portrait?territoire=alize.vosges",
]  # fmt: skip


@pytest.mark.parametrize("state", DRAWN)
def test_a_chart_grows_as_the_type_of_its_page_does(shared_server, chromium, state):
    page = opened(chromium, f"{shared_server}/{state}", size=ROOM)
    page.locator(CHARTS).first.wait_for()
    grown = page.evaluate(TYPE) / 16
    assert grown >= 1.2
    becomes(page, OUTSIDE, 0, CHARTS)
    for chart in page.evaluate(GROWN, CHARTS):
        assert chart["wide"] == pytest.approx(grown, abs=0.02)
        assert chart["high"] == pytest.approx(grown, abs=0.02)
    page.close()


@pytest.mark.parametrize("page_name", PAGES)
def test_no_page_slides_sideways_there(shared_server, chromium, page_name):
    page = opened(chromium, f"{shared_server}/{page_name}", size=ROOM)
    assert page.evaluate(WIDER) == 0
    page.close()


@pytest.mark.parametrize("page_name", ["", "reseau"])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_what_fits_a_desk_screen_fits_that_one(shared_server, chromium, page_name, lang):
    page = opened(chromium, f"{shared_server}/{page_name}?lang={lang}", size=ROOM)
    becomes(page, f"{HEIGHT} <= {ROOM[1]}", True)
    page.close()


@pytest.mark.parametrize("size", [DESK, ROOM], ids=["1440", "1920"])
def test_the_pointer_meets_what_it_is_over(shared_server, chromium, size):
    page = opened(chromium, f"{shared_server}/territoires?territoire=alize.meuse", size=size)
    vosges = page.locator(f"{CHARTS} path[aria-label^=Vosges]").last
    vosges.wait_for()
    vosges.scroll_into_view_if_needed()
    box = vosges.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    told = page.locator("#vg-tooltip-element.visible")
    expect(told).to_contain_text("Vosges")
    where = told.bounding_box()
    assert abs(where["x"] - x) < 40
    assert abs(where["y"] - y) < 40
    page.mouse.click(x, y)
    page.wait_for_url(re.compile("territoire=alize.vosges"))
    page.close()
