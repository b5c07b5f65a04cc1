"""The dossiers of a browser, in a browser: kept over a reload, shared by tabs, refused in words."""

import json
from urllib.parse import unquote

import pytest

from simulator.ui.my_dossiers import COOKIE

from .reading import words

pytestmark = pytest.mark.browser
REFUSES = """Object.defineProperty(Document.prototype, "cookie", {
  get: () => "", set: () => {}, configurable: true,
})"""


def keep(page, kept_server):
    page.goto(f"{kept_server}/simuler")
    page.get_by_role("button", name=words("dossier.ajouter"), exact=True).first.click()
    page.get_by_role("link", name=words("dossier.voir")).first.click()
    page.locator(".p-item").first.wait_for()


def held(context):
    found = [one["value"] for one in context.cookies() if one["name"] == COOKIE]
    return json.loads(unquote(found[0])) if found else []


def wait_for(page, true):
    for _ in range(60):
        if true():
            return
        page.wait_for_timeout(150)
    raise AssertionError(held(page.context))


def test_a_browser_remembers_its_dossiers_and_forgets_them_when_told(kept_server, chromium):
    context = chromium.new_context()
    first, second = context.new_page(), context.new_page()
    for page in (first, second):  # two tabs: the second knows nothing of what the first adds
        page.goto(f"{kept_server}/dossier")
        page.locator("h1.p-question").wait_for()
    keep(first, kept_server)
    wait_for(first, lambda: len(held(context)) == 1)
    keep(second, kept_server)
    wait_for(second, lambda: len(held(context)) == 2)
    assert all(set(one) == {"cle", "titre", "jour"} for one in held(context))
    again = context.new_page()
    again.goto(f"{kept_server}/dossier")
    opens = again.get_by_role("button", name=words("dossier.memoire.ouvrir"), exact=True)
    opens.nth(1).wait_for()
    opens.nth(1).click()
    again.locator(".p-item").first.wait_for()
    again.goto(f"{kept_server}/dossier")
    again.get_by_role("button", name=words("dossier.memoire.tout_oublier")).click()
    wait_for(again, lambda: held(context) == [])
    context.close()


def test_a_browser_that_keeps_nothing_is_told_so(kept_server, chromium):
    context = chromium.new_context()
    page = context.new_page()
    page.add_init_script(REFUSES)
    keep(page, kept_server)
    page.get_by_text(words("dossier.memoire.titre")).click()
    page.get_by_text(words("dossier.memoire.refusee")).wait_for()
    assert held(context) == []
    context.close()
