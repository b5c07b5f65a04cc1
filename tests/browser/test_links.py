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


IN_MENU = [slug for slug in PAGES if slug not in {"explication", "portrait"}]


def others(start):
    """Three pages of the menu: those after a page, so that every page is gone to from three."""
    place = IN_MENU.index(start) + 1 if start in IN_MENU else 0
    return [IN_MENU[(place + n) % len(IN_MENU)] for n in range(3)]


@pytest.mark.parametrize("start", PAGES)
def test_the_menu_of_each_page_opens_the_others(shared_server, chromium, start):
    page = opened(chromium, f"{shared_server}/{start}")
    for slug in others(start):
        with speaking("fr"):
            name = say(f"{PAGES[slug]}.menu")
        go(page, name)
        expect(page.locator("h1.p-question")).to_have_text(question(slug), timeout=20_000)
        assert re.fullmatch(rf"{shared_server}/{slug}(\?.*)?", page.url)
    page.close()


LINKS = "[data-testid=stPageLink] a"
FOLDED = ".stMain details:not([open]) > summary"


def questions(slug):
    """What a page may ask: the end of its question, after the name that some begin with."""
    with speaking("fr"):
        if slug == "simuler":
            return {say(f"dispositifs.{key}.question") for key in SCHEMES}
        if slug == "comparer":
            return {say("comparer.question"), say("cas_compares.question")}
        if slug == "explication":
            return {say("explication.question")[1:]}
        return {question(slug)}


def unfold(page):
    """Open every fold, those inside others too."""
    for _ in range(40):
        closed = page.locator(FOLDED).filter(visible=True)
        if not closed.count():
            return
        closed.first.click()
        rested(page)


def views(page):
    """Each tab in turn; the page itself where there is none."""
    tabs = page.get_by_role("tab")
    if not tabs.count():
        yield
    for number in range(tabs.count()):
        tabs.nth(number).click()
        rested(page)
        yield


def links_of(page):
    """The addresses of the links to pages, those of closed tabs and of closed folds too."""
    found = {}
    for _ in views(page):
        unfold(page)
        for link in page.locator(f".stMain {LINKS}").filter(visible=True).all():
            found.setdefault(link.get_attribute("href"), link.inner_text())
    return found


@pytest.mark.parametrize("slug", PAGES)
def test_each_page_link_of_each_page_opens_the_page_it_names(shared_server, chromium, slug):
    page = opened(chromium, f"{shared_server}/{slug}")
    found = links_of(page)
    if slug in {"", "simuler", "mecene", "territoires", "annees", "competences", "reseau"}:
        assert found
    for href in found:
        wanted = re.sub(r"\?.*", "", href).rpartition("/")[2]
        page.goto(f"{shared_server}/{href.lstrip('/')}" if "://" not in href else href)
        expect(page.locator("h1.p-question")).to_be_visible(timeout=60_000)
        assert page.locator("h1.p-question").inner_text().endswith(tuple(questions(wanted))), href
        assert wanted in PAGES
    page.close()


@pytest.mark.parametrize("slug", ["competences", "territoires", "reseau", "contradictions"])
def test_a_click_on_a_page_link_goes_there(shared_server, chromium, slug):
    page = opened(chromium, f"{shared_server}/{slug}")
    link = page.locator(f".stMain {LINKS}").filter(visible=True).last
    for _ in views(page):
        if link.count():
            break
    wanted = re.sub(r"\?.*", "", link.get_attribute("href")).rpartition("/")[2]
    link.click()
    page.wait_for_url(re.compile(rf"/{wanted}(\?.*)?$"))
    expect(page.locator("h1.p-question")).to_have_text(question(wanted), timeout=20_000)
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
