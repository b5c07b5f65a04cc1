"""The map and the basin in a real browser: a click, the list, the link; nothing asked outside."""

import re

import pytest
from playwright.sync_api import expect

from .reading import rested

pytestmark = pytest.mark.browser


def visit(chromium, url):
    page = chromium.new_page(viewport={"width": 1440, "height": 1000}, locale="fr-FR")
    page.outside = []
    page.on(
        "request",
        lambda r: page.outside.append(r.url) if "127.0.0.1" not in r.url[:30] else None,
    )
    page.goto(url)
    page.wait_for_selector("h1.p-question", timeout=60_000)
    return page


def chosen(page):
    return page.get_by_label("Territoire", exact=True).first


def test_a_click_on_the_map_chooses_a_territory_and_writes_the_link(shared_server, chromium):
    page = visit(chromium, f"{shared_server}/territoires?territoire=alize.meuse")
    page.wait_for_selector(".st-key-carte svg text", timeout=60_000)
    expect(page.locator(".p-figures").first).to_contain_text("117")
    page.locator(".st-key-carte svg text", has_text="78").first.click()
    expect(page.locator(".p-figures").first).to_contain_text("78", timeout=10_000)
    expect(page).to_have_url(re.compile("alize.vosges"), timeout=10_000)
    assert [url for url in page.outside if url.startswith("http")] == []
    page.close()


def test_a_basin_is_made_travels_and_is_left(shared_server, chromium):
    page = visit(chromium, f"{shared_server}/portrait")
    page.get_by_text("Composer un bassin").click()
    page.get_by_label("Nom du bassin").wait_for()
    rested(page)
    page.get_by_label("Nom du bassin").fill("Vosges et Meuse")
    places = page.get_by_role("combobox", name="Départements")
    places.click()
    for code in ("55", "88"):
        places.fill(code)
        page.get_by_role("option", name=code).first.click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Voir ce bassin").click()
    expect(page.locator(".p-answer")).to_contain_text(
        "Vosges et Meuse : 2 territoires", timeout=15_000
    )
    link = page.url
    assert "bassin=" in link
    other = visit(chromium, link)
    expect(other.locator(".p-answer")).to_contain_text("2 territoires")
    other.get_by_role("button", name="Quitter ce bassin").click()
    expect(other.locator(".p-answer")).not_to_contain_text("Vosges et Meuse", timeout=10_000)
    assert "bassin=" not in other.url
    other.close()
    page.close()
