"""In a real browser: cold deep links, wide and narrow, no request outside, French words."""

import re

import pytest
from playwright.sync_api import expect

from simulator.cases.scenario import read
from simulator.schemes import SCHEMES
from simulator.stories.ready_cases import scenarios

pytestmark = pytest.mark.browser
WIDE, NARROW = (1440, 900), (390, 844)
READY = "[data-testid='stVegaLiteChart'] svg, [data-testid='stVegaLiteChart'] canvas"


def visit(chromium, url, size=WIDE, **options):
    page = chromium.new_page(
        viewport={"width": size[0], "height": size[1]}, locale="fr-FR", **options
    )
    page.outside, page.faults = [], []
    page.on(
        "request",
        lambda r: (
            page.outside.append(r.url)
            if "127.0.0.1" not in r.url and r.url.startswith("http")
            else None
        ),
    )
    page.on(
        "console",
        lambda m: page.faults.append(m.text) if m.type == "error" and "404" not in m.text else None,
    )
    page.goto(url)
    page.wait_for_selector("h1.p-question", timeout=60_000)
    return page


def test_the_first_visitor_by_a_shared_link_gets_the_frame_and_the_case(server, chromium):
    scenario = scenarios()["2_alize_2015"]
    page = visit(chromium, f"{server}/simuler?s={scenario.to_link()}")
    page.wait_for_selector(READY, timeout=60_000)
    assert page.locator("html").get_attribute("lang") == "fr"
    assert page.get_by_test_id("stTopNavSection").all_inner_texts() == ["Réseau", "Sources"]
    assert "425" in page.locator(".p-answer").inner_text()
    assert page.outside == []
    assert page.faults == []
    page.close()


@pytest.mark.parametrize("size", [WIDE, NARROW, (320, 700)], ids=["1440", "390", "320"])
@pytest.mark.parametrize("path", ["/", "/simuler", "/sources"])
def test_nothing_is_cut_sideways(shared_server, chromium, path, size):
    page = visit(chromium, shared_server + path, size)
    page.wait_for_timeout(1500)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert page.outside == []
    page.close()


@pytest.mark.parametrize("key", SCHEMES)
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1440", "390"])
def test_every_format_draws_its_answer_and_chart(shared_server, chromium, key, size):
    page = visit(chromium, f"{shared_server}/simuler?s={read({'dispositif': key}).to_link()}", size)
    page.wait_for_selector(READY, timeout=30_000)
    assert page.locator(".p-answer").inner_text().endswith(".")
    assert page.locator("[data-testid='stException']").count() == 0
    body = page.locator("body").inner_text()
    assert "NaN" not in body
    assert "undefined" not in body
    assert "\u202f" in body
    page.close()


def test_a_slider_moves_the_answer_and_the_address(shared_server, chromium):
    page = visit(chromium, f"{shared_server}/simuler")
    page.wait_for_selector(READY, timeout=30_000)
    page.get_by_role("slider").nth(1).focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url(re.compile("s=2"))
    page.wait_for_timeout(800)
    address = page.url
    page.close()
    again = visit(chromium, address)
    again.wait_for_selector(READY, timeout=30_000)
    assert "s=2." in again.url
    again.close()


def test_a_comma_typed_in_a_field_is_a_comma(shared_server, chromium):
    page = visit(chromium, f"{shared_server}/simuler")
    page.wait_for_selector(READY, timeout=30_000)
    page.get_by_text("Toutes les hypothèses").click()
    field = page.get_by_role("textbox", name="Coût d’une journée, si vous le connaissez (€)")
    field.fill("450,50")
    field.press("Enter")
    expect(page.locator(".p-answer")).to_contain_text("29\u202f283")
    field.fill("beaucoup")
    field.press("Enter")
    page.wait_for_selector(".p-fault")
    assert "n’est pas un nombre" in page.locator(".p-fault").first.inner_text()
    assert "29\u202f283" in page.locator(".p-answer").inner_text()
    assert field.input_value() == "beaucoup"
    page.close()


def test_both_themes_keep_their_contrast(shared_server, chromium):
    for scheme, ground in (("light", "rgb(255, 255, 255)"), ("dark", "rgb(20, 25, 31)")):
        page = visit(chromium, f"{shared_server}/", color_scheme=scheme)
        page.wait_for_timeout(500)
        colour = page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")
        assert colour == ground
        page.close()


def test_english_stays_english_when_only_a_part_of_the_page_reruns(shared_server, chromium):
    page = visit(chromium, f"{shared_server}/simuler?lang=en")
    page.wait_for_selector(READY, timeout=30_000)
    page.get_by_role("slider").nth(1).focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url(re.compile("s=2"))
    page.wait_for_timeout(800)
    assert "programme costs" in page.locator(".p-answer").inner_text()
    page.close()
