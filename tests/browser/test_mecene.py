"""The sponsor's page in a real browser: nothing private in the address, nothing cut, French."""

import re

import pytest
from playwright.sync_api import expect

from simulator.base.links import unpack

pytestmark = pytest.mark.browser
WIDE, NARROW = (1440, 900), (390, 844)
READY = "[data-testid='stVegaLiteChart'] svg"


def visit(chromium, url, size=WIDE):
    page = chromium.new_page(viewport={"width": size[0], "height": size[1]}, locale="fr-FR")
    page.outside, page.faults = [], []
    page.on("request", lambda r: page.outside.append(r.url) if _is_outside(r.url) else None)
    page.on("console", lambda m: page.faults.append(m.text) if _is_fault(m) else None)
    page.goto(url)
    page.wait_for_selector("h1.p-question", timeout=60_000)
    return page


def _is_outside(url):
    return url.startswith("http") and "127.0.0.1" not in url


def _is_fault(message):
    return message.type == "error" and "404" not in message.text


@pytest.mark.parametrize("size", [WIDE, NARROW, (320, 700)], ids=["1440", "390", "320"])
@pytest.mark.parametrize("name", ["journees", "gros_don", "faible_benefice"])
def test_every_example_is_drawn_and_nothing_is_cut(shared_server, chromium, name, size):
    page = visit(chromium, f"{shared_server}/mecene?exemple={name}", size)
    page.wait_for_selector(READY, timeout=60_000)
    page.wait_for_timeout(1000)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert page.locator("[data-testid='stException']").count() == 0
    body = page.locator("body").inner_text()
    assert "NaN" not in body
    assert "undefined" not in body
    assert "points" in page.locator(".p-answer").inner_text()
    assert page.outside == []
    assert page.faults == []
    page.close()


def test_pay_and_profit_typed_never_reach_the_address(shared_server, chromium):
    page = visit(chromium, f"{shared_server}/mecene")
    page.wait_for_selector(READY, timeout=60_000)
    for name, text in (
        ("Salaire brut mensuel (€)", "7531,25"),
        ("Bénéfice imposable (€)", "864209"),
    ):
        field = page.get_by_role("textbox", name=name)
        field.fill(text)
        field.press("Enter")
        page.wait_for_timeout(1500)
    page.wait_for_url(re.compile("s=1"))
    token = page.url.partition("s=")[2].partition("&")[0]
    shared = str(unpack(token, 1))
    assert "7531" not in shared
    assert "864209" not in shared
    expect(page.locator(".p-answer")).to_contain_text("journées données")
    page.close()
