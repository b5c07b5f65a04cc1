"""The frame in a real browser: one language at a time, one Back, a ring where the keyboard is."""

import re

import pytest
from playwright.sync_api import expect

from simulator.text import catalogue

from .reading import HEARD, PAGES, go, opened, rested

pytestmark = pytest.mark.browser
THEIRS = {text for key, text in catalogue("en").items() if key.startswith("streamlit.")}
OURS = {text for key, text in catalogue("fr").items() if key.startswith("streamlit.")}
PAY = ".st-key-q_boost_innov_salaire_brut input"
ENGLISH = re.compile(r"\b(the|of|select|choose|with|and|file|your|no results|fullscreen)\b", re.I)
FRENCH = re.compile(r"\b(le|la|les|une|des|du|est|avec|choisir|ouvrir|sur)\b", re.I)


@pytest.mark.parametrize("slug", PAGES)
def test_a_french_page_says_nothing_in_english(shared_server, chromium, slug):
    page = opened(chromium, f"{shared_server}/{slug}")
    for folded in page.locator("details:not([open]) > summary").all()[:12]:
        if folded.is_visible():
            folded.click()
    rested(page)
    heard = page.evaluate(HEARD)
    assert [words for words in heard if words in THEIRS - OURS] == []
    assert [words for words in heard if ENGLISH.search(words)] == []
    page.close()


def test_a_file_refused_and_a_page_that_does_not_exist_are_said_in_french(server, chromium):
    page = opened(chromium, f"{server}/simuler")
    chooser = page.locator("input[type=file]").first
    chooser.wait_for(state="attached", timeout=30_000)
    page.locator("summary", has_text="Ouvrir un cas enregistré").click()
    big = {"name": "a.json", "mimeType": "application/json", "buffer": b" " * 11_000_000}
    chooser.set_input_files(big)
    expect(page.get_by_text("Le fichier dépasse 10.0 Mo.")).to_be_visible()
    page.close()
    page = opened(chromium, f"{server}/nulle-part")
    expect(page.get_by_text("Page introuvable")).to_be_visible()
    expect(page.get_by_text("La page demandée n’existe pas")).to_be_visible()
    page.close()


def test_the_other_language_keeps_the_page_its_address_and_what_was_typed(shared_server, chromium):
    page = opened(chromium, f"{shared_server}/simuler")
    page.locator(PAY).fill("61234")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("s="))
    rested(page)
    before = re.search(r"[?&]s=([^&]+)", page.url)[1]
    answer = page.locator(".p-answer").inner_text()
    other = page.get_by_role("button", name="English")
    assert other.get_attribute("lang") == "en"
    other.focus()
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    rested(page)
    assert "lang=en" in page.url
    assert re.search(r"[?&]s=([^&]+)", page.url)[1] == before
    assert "61" in page.locator(PAY).input_value()
    assert "programme costs" in page.locator(".p-answer").inner_text()
    back = page.get_by_role("button", name="Français")
    assert back.get_attribute("lang") == "fr"
    back.click()
    expect(page.locator(".p-answer")).to_have_text(answer)
    assert "lang=" not in page.url
    page.close()


@pytest.mark.parametrize("name", ["Simuler", "Mécène", "Territoires"])
def test_one_back_leaves_a_page_that_completes_its_address(shared_server, chromium, name):
    page = opened(chromium, f"{shared_server}/sources")
    entries = page.evaluate("history.length")
    go(page, name)
    page.wait_for_url(re.compile(rf"/{name[0].lower()}\w+\?"))
    rested(page)
    assert page.evaluate("history.length") == entries + 1
    page.go_back()
    expect(page.locator("h1")).to_have_text("D’où vient chaque chiffre ?")
    assert page.url.rstrip("?") == f"{shared_server}/sources"
    page.close()


TITLES = {
    "/": "Qui paie quand une grande entreprise aide une PME ?",
    "/simuler": "Qui paie un parcours PME Boost Innov ?",
    "/mecene?exemple=gros_don": "Exemple : un gros don, au-delà du plafond",
    "/territoires?territoire=alize.meuse": "Meuse",
    "/portrait?territoire=alize.meuse": "Portrait : Meuse",
    "/sources?lang=en": "Where does each figure come from?",
}


@pytest.mark.parametrize("address", TITLES)
def test_each_page_and_case_has_its_title(shared_server, chromium, address):
    served = chromium.new_page()
    served.route(re.compile("/static/js/"), lambda route: route.abort())
    served.goto(shared_server + address)
    wanted = f"{TITLES[address]} – Passerelle"
    plain = lambda text: text.replace("\xa0", " ")  # noqa: E731
    assert plain(served.title()) == wanted
    served.close()
    page = opened(chromium, shared_server + address)
    assert plain(page.title()) == wanted
    page.close()


RING = """() => {
  const lum = (c) => {
    const [r, g, b] = c.match(/[\\d.]+/g).slice(0, 3).map(Number).map((v) => {
      v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const name = (e.innerText || e.getAttribute('aria-label') || e.textContent || '').slice(0, 60);
  const ground = lum(getComputedStyle(document.querySelector('.stApp')).backgroundColor);
  let best = 0;
  for (let x = e, up = 0; x && up < 6; x = x.parentElement, up++) {
    const s = getComputedStyle(x);
    if (s.outlineStyle === 'none' || parseFloat(s.outlineWidth) < 2) continue;
    const ring = lum(s.outlineColor);
    best = Math.max(best, (Math.max(ring, ground) + 0.05) / (Math.min(ring, ground) + 0.05));
  }
  return [name + ' <' + e.tagName + ' ' + (e.type || e.getAttribute('role') || '') + '>', best];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("slug", PAGES)
def test_the_keyboard_is_seen_at_each_stop(shared_server, chromium, slug, scheme):
    page = opened(chromium, f"{shared_server}/{slug}", color_scheme=scheme)
    unseen, stops = [], 0
    for _ in range(60):
        page.keyboard.press("Tab")
        stop = page.evaluate(RING)
        if stop is None:
            break
        stops += 1
        if stop[1] < 3:
            unseen.append(stop)
    assert stops >= 10
    assert unseen == []
    page.close()


def test_the_reason_of_a_file_that_fails_is_said_in_the_language_of_the_page(
    shared_server, chromium
):
    """Streamlit puts it in a bubble beside the button, outside the page that we draw."""
    english, french = (catalogue(lang)["streamlit.fichier_non_fait"] for lang in ("en", "fr"))
    for lang, wanted in (("fr", french), ("en", english)):
        page = opened(chromium, f"{shared_server}/?lang={lang}")
        page.evaluate(
            """words => { const bubble = document.createElement("div");
            bubble.setAttribute("role", "tooltip"); bubble.textContent = words;
            document.body.append(bubble); }""",
            english,
        )
        expect(page.get_by_role("tooltip")).to_have_text(wanted)
        page.close()
