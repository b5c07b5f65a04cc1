"""Every link inside the application opens what it names."""

import re

import pytest
from playwright.sync_api import expect

from simulator.schemes import SCHEMES
from simulator.stories.ready_cases import scenarios
from simulator.text import say, speaking

from .reading import PAGES, go, opened, rested

pytestmark = pytest.mark.browser
TERRITORIES = {
    "alize.meuse": "Meuse", "alize.vosges": "Vosges", "alize.savoie": "Savoie",
    "alize.terres_de_lorraine": "Terres de Lorraine", "alize.longwy": "Longwy",
    "alize.la_reunion": "La Réunion",
}  # fmt: skip


def question(slug):
    with speaking("fr"):
        if slug == "simuler":
            return say("dispositifs.boost_innov.question")
        return say(f"{PAGES[slug]}.question")


@pytest.mark.parametrize("start", PAGES)
def test_the_menu_of_each_page_opens_each_page(shared_server, chromium, start):
    page = opened(chromium, f"{shared_server}/{start}")
    for slug in PAGES:
        if slug in {"explication", "portrait"}:  # not in the menu
            continue
        with speaking("fr"):
            name = say(f"{PAGES[slug]}.menu")
        go(page, name)
        expect(page.locator("h1.p-question")).to_have_text(question(slug), timeout=20_000)
        assert re.fullmatch(rf"{shared_server}/{slug}(\?.*)?", page.url)
    page.close()


def test_each_page_link_of_each_page_opens_the_page_it_names(shared_server, chromium):
    for slug in ("competences", "portrait", "territoires", "donnees", "reseau"):
        page = opened(chromium, f"{shared_server}/{slug}")
        for number in range(page.locator("[data-testid=stPageLink] a").count()):
            link = page.locator("[data-testid=stPageLink] a").nth(number)
            wanted = re.sub(r"\?.*", "", link.get_attribute("href")).rpartition("/")[2]
            if not link.is_visible():  # in a tab that is closed
                continue
            link.click()
            page.wait_for_url(re.compile(rf"/{wanted}(\?.*)?$"))
            expect(page.locator("h1.p-question")).to_have_text(question(wanted))
            page.goto(f"{shared_server}/{slug}")
            page.wait_for_selector("h1.p-question")
            rested(page)
        page.close()


def sought(page, name, kind):
    """Find something by its name in the field of the first page, and open it."""
    field = page.locator(".st-key-portes input")
    field.fill(name)
    field.press("Enter")
    page.locator(".st-key-trouves a").filter(has_text=f"{name} ({kind})").first.click()


@pytest.mark.parametrize("name", scenarios())
def test_each_ready_case_of_the_home_page_opens_itself(shared_server, chromium, name):
    scenario = scenarios()[name]
    page = opened(chromium, shared_server)
    sought(page, scenario.titre, say("trouver.genre.cas"))
    asked = say(f"dispositifs.{scenario.dispositif}.question")
    expect(page.locator("h1.p-question")).to_have_text(asked, timeout=20_000)
    expect(page).to_have_title(re.compile(re.escape(scenario.titre)))
    page.close()


@pytest.mark.parametrize("key", SCHEMES)
def test_each_format_of_the_home_page_opens_itself(shared_server, chromium, key):
    page = opened(chromium, shared_server)
    sought(page, say(f"dispositifs.{key}.nom"), say("trouver.genre.format"))
    asked = say(f"dispositifs.{key}.question")
    expect(page.locator("h1.p-question")).to_have_text(asked, timeout=20_000)
    page.close()


@pytest.mark.parametrize("place", TERRITORIES)
def test_the_whole_portrait_is_that_of_the_territory_shown(shared_server, chromium, place):
    page = opened(chromium, f"{shared_server}/territoires?territoire={place}")
    page.get_by_role("link", name=say("territoires.portrait")).click()
    page.wait_for_url(re.compile("/portrait"))
    expect(page.locator(".p-answer")).to_contain_text(TERRITORIES[place], timeout=20_000)
    assert f"territoire={place}" in page.url
    page.close()
