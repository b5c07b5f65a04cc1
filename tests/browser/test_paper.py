"""A page printed as a sheet: its day, its address, its numbers, what was typed, charts whole."""

import io
import unicodedata
from datetime import date

import pytest
from pypdf import PdfReader

from simulator.cases.comparison import Comparison
from simulator.cases.scenario import read
from simulator.stories.ready_cases import scenarios
from simulator.text import formats

from .reading import PAGES, opened, rested, words

pytestmark = pytest.mark.browser
TYPED = read({"dispositif": "boost_innov", "reponses": {"salaire_brut": 61234.0}})
COMPARED = Comparison(cas=tuple(scenarios().values())[:2]).to_link()
STATES = [*PAGES, f"comparer?c={COMPARED}", "mecene?exemple=gros_don"]
MENU = ".stAppHeader, [data-testid='stTopNavLink'], .st-key-panneau"
WIDER = """() => {
  const room = document.querySelector('.stMainBlockContainer').getBoundingClientRect().right + 1;
  return [...document.querySelectorAll('.stVegaLiteChart svg, .p-svg svg, .p-table, .p-bars')]
    .filter((e) => e.checkVisibility() && e.getBoundingClientRect().right > room)
    .map((e) => e.getAttribute('class') + ' ' + e.getBoundingClientRect().right);
}"""


def sheet(page):
    """The text of the printed page, sheet by sheet, its spaces plain."""
    found = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    return [" ".join(one.extract_text().split()) for one in found.pages]


@pytest.mark.parametrize("state", STATES, ids=lambda state: state[:40])
def test_a_sheet_says_its_day_its_address_and_its_numbers(shared_server, chromium, state):
    page = opened(chromium, f"{shared_server}/{state}")
    page.wait_for_timeout(1500)
    sheets = sheet(page)
    first = sheets[0].replace(" ", "")
    assert " ".join(formats.day(date.today()).split()).replace(" ", "") in first
    assert f"{shared_server}/{state.partition('?')[0]}".replace(" ", "") in first
    for number, text in enumerate(sheets, start=1):
        assert f"{number} / {len(sheets)}" in text
    page.close()


@pytest.mark.parametrize("state", STATES, ids=lambda state: state[:40])
def test_nothing_of_the_menu_is_printed_and_nothing_is_cut(shared_server, chromium, state):
    page = opened(chromium, f"{shared_server}/{state}", size=(720, 1000))
    page.wait_for_timeout(1500)
    page.emulate_media(media="print")
    page.wait_for_timeout(800)
    seen = page.evaluate(
        f"[...document.querySelectorAll(`{MENU}`)].filter(e => e.checkVisibility()).length"
    )
    assert seen == 0
    assert page.evaluate(WIDER) == []
    page.close()


def bare(text):
    """Letters and signs alone: a printed sheet joins letters and spaces words its own way."""
    return "".join(unicodedata.normalize("NFKC", text).split())


TABBED = ["simuler", "mecene?exemple=gros_don", "annees", "competences", "territoires"]


@pytest.mark.parametrize("state", TABBED)
def test_a_sheet_says_which_view_it_shows_and_which_it_does_not(shared_server, chromium, state):
    page = opened(chromium, f"{shared_server}/{state}")
    tabs = page.get_by_role("tab").filter(visible=True)
    names = tabs.all_inner_texts()
    for shown, name in enumerate(names):
        tabs.nth(shown).click()
        rested(page)
        whole = bare(" ".join(sheet(page)))
        assert bare(words("papier.vue") + name) in whole
        assert bare(words("papier.autres_vues")) in whole
        page.emulate_media(media="print")
        assert tabs.all_inner_texts() == names
        page.emulate_media(media="null")
    page.close()


def test_what_was_typed_is_on_the_sheet(shared_server, chromium):
    page = opened(chromium, f"{shared_server}/simuler?s={TYPED.to_link()}")
    page.wait_for_timeout(1500)
    whole = " ".join(sheet(page)).replace(" ", "").replace("\u202f", "")
    assert "61234" in whole
    assert "saisi" in whole
    page.close()


def test_the_address_on_paper_opens_no_dossier_and_no_network(shared_server, chromium):
    page = opened(chromium, f"{shared_server}/sources?d=CLEFSECRETE&reseau=CLEFSECRETE")
    text = "".join(sheet(page))
    assert "CLEFSECRETE" not in text
    assert "/sources" in text
    page.close()
