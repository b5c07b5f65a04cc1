"""Pages opened in a real browser, and what a reader sees and hears there."""

import re

from simulator import ROOT
from simulator.text import say, speaking

FIRST = "accueil"
PAGES = {
    "" if name == FIRST else name: name
    for name in sorted(path.stem for path in (ROOT / "pages").glob("*.py"))
}
"""The name of each page by its address."""
HEARD = """() => {
  const seen = [];
  const shown = (e) => e.checkVisibility && e.checkVisibility();
  const all = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT);
  for (let e = all.currentNode; e; e = all.nextNode()) {
    if (e.closest('script, style, svg, .vega-embed, [lang]:not(html)') || !shown(e)) continue;
    for (const n of e.childNodes)
      if (n.nodeType === 3 && n.nodeValue.trim()) seen.push(n.nodeValue.trim());
    for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
      if (e.getAttribute(name)) seen.push(e.getAttribute(name));
  }
  return [...new Set(seen)];
}"""


def words(key):
    """The French words of a key, as a reader finds them."""
    with speaking("fr"):
        return say(key)


def opened(chromium, address, **options):
    """A page once its question stands and Streamlit rests."""
    size = options.pop("size", (1440, 900))
    page = chromium.new_page(viewport={"width": size[0], "height": size[1]}, **options)
    page.goto(address)
    page.wait_for_selector("h1.p-question", timeout=60_000)
    rested(page)
    return page


def rested(page):
    """Wait until the page has stopped running."""
    page.wait_for_timeout(300)
    page.wait_for_selector("[data-test-script-state='notRunning']", timeout=60_000)
    page.wait_for_timeout(300)


def becomes(page, script, wanted, arg=None):
    """Wait until a script gives what is wanted; the page forbids Playwright's own way, an eval."""
    for _ in range(200):
        if (found := page.evaluate(script, arg)) == wanted:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{found} instead of {wanted}")


def go(page, name):
    """Open a page by its word in the menu, inside the word that holds it when there is one."""
    flat = page.get_by_test_id("stTopNavLink").filter(has_text=re.compile(rf"^{re.escape(name)}$"))
    if flat.count():
        flat.first.click()
        return
    sections = page.get_by_test_id("stTopNavSection")
    for number in range(sections.count()):
        sections.nth(number).click()
        inside = page.get_by_test_id("stTopNavDropdownLink")
        inside.first.wait_for(state="visible")
        link = inside.filter(has_text=re.compile(rf"^{re.escape(name)}$"))
        if link.count():
            link.first.click()
            return
        page.keyboard.press("Escape")
    raise AssertionError(name)
